"""Mediation committees: three to nine, a chair, women, three years (人民调解法 arts 8-9)."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st

from domain.organisation.committees import (
    CommitteeConstituted,
    CommitteeStandardised,
    ConstituteCommittee,
    StandardiseCommittee,
)
from domain.organisation.refusals import NaturalPersonNeeded, UnitNotYours, UnitUnknown
from domain.organisation.refusals.mediators import (
    ChairNotMember,
    CommitteeInOffice,
    CommitteeNotInOffice,
    CommitteeSize,
    MemberTwice,
    MoreThanMembers,
    NotYetOver,
    NoWomanMember,
    StandardMetAlready,
)
from domain.person.refusals import PersonUnknown
from tests.domain.organisation.county import (
    ABROAD,
    COMPANY,
    MANY,
    NOWHERE,
    QIAN,
    STRANGER,
    SUN,
    TOWN,
    VILLAGE,
    WU,
    ZHOU,
    justice,
    village_head,
)
from tests.domain.organisation.given import MORNING, fact, given
from tests.domain.organisation.states import TODAY, county, yesterday


def constitute(*members: str, **more: Any) -> ConstituteCommittee:
    wanted: dict[str, Any] = {
        "unit": VILLAGE,
        "chair": QIAN,
        "women": 1,
        "elected_on": TODAY,
        "members": members or (QIAN, SUN, ZHOU),
    }
    return ConstituteCommittee(**(wanted | more))


def in_office(**more: Any) -> Any:
    wanted: dict[str, Any] = {
        "unit": VILLAGE,
        "chair": QIAN,
        "members": (QIAN, SUN, ZHOU),
        "women": 1,
        "minority": 0,
        "elected_on": date(2024, 3, 25),
        "term_to_on": date(2027, 3, 24),
    }
    return fact(CommitteeConstituted(**(wanted | more)))


def test_a_committee_serves_for_three_years() -> None:
    case = given(*county()).when(constitute(), by=village_head())
    [event] = case.then(CommitteeConstituted)
    assert event.term_to_on == date(2028, 3, 24)
    state = case.then_state()
    found = state.committee_of(VILLAGE, date(2028, 3, 24))
    assert found is not None
    assert found.members == {QIAN, SUN, ZHOU}
    assert state.committee_of(VILLAGE, date(2028, 3, 25)) is None
    assert state.committee_of(TOWN, TODAY) is None


@for_all(st.dates(date(2000, 1, 1), TODAY))
def test_a_term_never_lasts_longer_than_three_years(elected_on: date) -> None:
    [event] = (
        given(*county())
        .when(constitute(elected_on=elected_on), by=justice())
        .then(CommitteeConstituted)
    )
    assert 1094 <= (event.term_to_on - elected_on).days <= 1095


@for_all(st.integers(0, 10))
def test_a_committee_always_has_three_to_nine_members(count: int) -> None:
    members = tuple(MANY[:count])
    case = given(*county()).when(constitute(members=members), by=justice())
    if 3 <= count <= 9:
        case.then(CommitteeConstituted)
    else:
        case.then_refused(CommitteeSize, count=count)


@pytest.mark.parametrize(
    ("command", "refusal"),
    [
        (constitute(QIAN, SUN, SUN), MemberTwice),
        (constitute(chair=WU), ChairNotMember),
        (constitute(women=0), NoWomanMember),
        (constitute(women=4), MoreThanMembers),
        (constitute(minority=4), MoreThanMembers),
        (constitute(QIAN, SUN, STRANGER), PersonUnknown),
        (constitute(QIAN, SUN, COMPANY), NaturalPersonNeeded),
        (constitute(elected_on=date(2025, 3, 26)), NotYetOver),
        (constitute(unit=NOWHERE), UnitUnknown),
        (constitute(unit=ABROAD), UnitNotYours),
    ],
)
def test_its_composition_is_the_laws(command: ConstituteCommittee, refusal: type) -> None:
    given(*county()).when(command, by=justice()).then_refused(refusal)


def test_a_village_files_its_own_committee_only() -> None:
    case = given(*county())
    case.when(constitute(), by=village_head(TOWN)).then_refused(UnitNotYours)


def test_the_next_committee_follows_the_term() -> None:
    given(*county(), in_office()).when(constitute(), by=justice()).then_refused(CommitteeInOffice)
    before = in_office(elected_on=date(2022, 3, 25), term_to_on=date(2025, 3, 24))
    case = given(*county(), before).when(constitute(), by=justice())
    assert len(case.then_state().committees[VILLAGE]) == 2


def test_the_committee_in_office_meets_the_standard_once() -> None:
    meets = StandardiseCommittee(unit=VILLAGE)
    case = given(*county(), in_office()).when(meets, by=justice())
    case.then(CommitteeStandardised)
    [found] = case.then_state().committees[VILLAGE]
    assert found.standardised_at == MORNING
    met = fact(CommitteeStandardised(unit=VILLAGE), at=yesterday())
    given(*county(), in_office(), met).when(meets, by=justice()).then_refused(StandardMetAlready)
    given(*county()).when(meets, by=justice()).then_refused(CommitteeNotInOffice)
    given(*county(), in_office()).when(meets, by=justice(ABROAD)).then_refused(UnitNotYours)
