"""Mediators are proposed by their committee and entered by the justice bureau (domain.md §4.2)."""

from datetime import date
from typing import Any

import pytest

from domain.codes.entry import CodeUnknown
from domain.codes.staffing import MediatorFooting, RemovalGround
from domain.organisation.mediators import AccreditMediator, MediatorAccredited
from domain.organisation.proposals import (
    MediatorProposed,
    MediatorRemovalProposed,
    ProposeMediator,
)
from domain.organisation.refusals import (
    DatesInWrongOrder,
    LaterEntryExists,
    NaturalPersonNeeded,
    UnitNotYours,
    UnitUnknown,
)
from domain.organisation.refusals.mediators import (
    AlreadyAccredited,
    NotAboutYourself,
    ProposerMayNotDecide,
)
from domain.person.refusals import PersonUnknown
from tests.domain.organisation.county import (
    ABROAD,
    BUREAU,
    COMPANY,
    NOWHERE,
    QIAN,
    STRANGER,
    SUN,
    TOWN,
    VILLAGE,
    committee_head,
    justice,
)
from tests.domain.organisation.given import MORNING, fact, given
from tests.domain.organisation.states import (
    FIRST,
    TODAY,
    accredited,
    appointed,
    county,
    mediating,
    mediator_removed,
    mediator_suspended,
    yesterday,
)

PROPOSE = ProposeMediator(person=QIAN, committee=VILLAGE, reason="公道正派,热心调解")


def accredit(person: str = QIAN, **more: Any) -> AccreditMediator:
    wanted: dict[str, Any] = {
        "committee": VILLAGE,
        "footing": MediatorFooting.FULL_TIME,
        "from_on": TODAY,
        "fields": ("0202", "0202", "09"),
        "workload_cap": 8,
    }
    return AccreditMediator(person=person, **(wanted | more))


def test_the_bureau_enters_whom_the_committee_proposes() -> None:
    case = given(*county()).when(PROPOSE, by=committee_head())
    case.then(MediatorProposed)
    proposed = fact(MediatorProposed(person=QIAN, committee=VILLAGE, reason="推荐"))
    decided = given(*county(), proposed).when(accredit(), by=justice())
    [event] = decided.then(MediatorAccredited)
    assert event.fields == ("0202", "09")
    [entry] = decided.then_state().mediators[QIAN].accreditations
    assert (entry.committee, entry.workload_cap) == (VILLAGE, 8)
    assert decided.then_state().proposals == {}


def test_a_committee_proposes_for_itself_and_people() -> None:
    case = given(*county())
    case.when(PROPOSE, by=committee_head(TOWN)).then_refused(UnitNotYours)
    body = ProposeMediator(person=COMPANY, committee=VILLAGE, reason="推荐")
    case.when(body, by=committee_head()).then_refused(NaturalPersonNeeded)


def test_whoever_proposed_does_not_decide() -> None:
    proposed = fact(
        MediatorProposed(person=QIAN, committee=VILLAGE, reason="推荐"),
        by=committee_head(person=SUN),
    )
    case = given(*county(), proposed)
    case.when(accredit(), by=justice(person=SUN)).then_refused(ProposerMayNotDecide)
    case.when(accredit(), by=justice(person=QIAN)).then_refused(NotAboutYourself)


@pytest.mark.parametrize(
    ("command", "refusal"),
    [
        (accredit(committee=NOWHERE), UnitUnknown),
        (accredit(committee=ABROAD), UnitNotYours),
        (accredit(STRANGER), PersonUnknown),
        (accredit(COMPANY), NaturalPersonNeeded),
        (accredit(to_on=FIRST), DatesInWrongOrder),
        (accredit(fields=("7777",)), CodeUnknown),
    ],
)
def test_an_accreditation_fits_the_register(command: Any, refusal: type) -> None:
    given(*county()).when(command, by=justice()).then_refused(refusal)


def test_one_accreditation_for_one_committee_at_a_time() -> None:
    held = given(*county(), accredited(to_on=date(2025, 12, 31)))
    held.when(accredit(), by=justice()).then_refused(AlreadyAccredited)
    held.when(accredit(from_on=date(2026, 1, 1)), by=justice()).then(MediatorAccredited)
    held.when(accredit(committee=BUREAU), by=justice()).then(MediatorAccredited)


def test_entries_about_a_mediator_are_made_in_order() -> None:
    held = given(*county(), accredited(), mediator_suspended())
    later = accredit(committee=BUREAU)
    held.when(later, by=justice(), at=yesterday(2)).then_refused(LaterEntryExists)


def test_the_post_makes_a_mediator_and_the_register_may_bar_one() -> None:
    """[F01 art 13]: elected or hired by the committee; a suspension or removal ends it."""
    assert not given(*county(), accredited()).state.may_mediate(QIAN, MORNING)
    assert given(*mediating()).state.may_mediate(QIAN, MORNING)
    assert given(*mediating(), accredited()).state.may_mediate(QIAN, MORNING)
    assert not given(*mediating()).state.may_mediate(SUN, MORNING)
    barred = given(*mediating(), accredited(), mediator_suspended()).state
    assert not barred.may_mediate(QIAN, MORNING)
    assert barred.may_mediate(QIAN, yesterday(2))
    assert not given(*county(), appointed(QIAN), accredited()).state.may_mediate(QIAN, MORNING)


def test_a_term_that_ran_out_bars_until_the_next_one() -> None:
    over = [*mediating(), accredited(to_on=date(2025, 2, 28))]
    state = given(*over).state
    assert state.may_mediate(QIAN, yesterday(40))
    assert not state.may_mediate(QIAN, MORNING)
    again = given(*over).when(accredit(), by=justice()).then_state()
    assert again.may_mediate(QIAN, MORNING)


def test_a_removed_mediator_is_barred_until_accredited_anew() -> None:
    removed = given(*mediating(), accredited(), mediator_removed())
    assert not removed.state.may_mediate(QIAN, MORNING)
    assert removed.state.may_mediate(QIAN, yesterday(2))
    assert removed.when(accredit(), by=justice()).then_state().may_mediate(QIAN, MORNING)


def test_a_removal_that_was_proposed_is_forgotten_with_the_next_accreditation() -> None:
    asked = fact(
        MediatorRemovalProposed(
            person=QIAN,
            committee=VILLAGE,
            ground=RemovalGround.INSULT,
            reason="有人反映",
        ),
        by=committee_head(person=SUN),
    )
    case = given(*county(), accredited(to_on=date(2025, 3, 1)), asked)
    assert case.state.proposals == {QIAN: SUN}
    assert case.when(accredit(), by=justice()).then_state().proposals == {}
