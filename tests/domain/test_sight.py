"""Who may know that a case exists (domain.md §4.4, §4.5): absent and not-for-you answer alike."""

import pytest
from msgspec.structs import replace

from domain.case import Case
from domain.case.sight import AREA_READERS, NO_BUSINESS, PROTECTED_READERS, sees
from domain.case.triage import RecordSignal
from domain.codes.risks import RiskLevel, SignalSource
from domain.kernel import Act
from domain.refusals import NotFound
from domain.roles import Role
from tests.domain.county import (
    CASE,
    COUNTY,
    LAND_BUREAU,
    LAND_OFFICE,
    LEADER,
    LI,
    NEXT_TOWN,
    OWNER,
    TOWN,
    VILLAGE,
    WANG,
    ZHANG,
    acting,
    clerk,
    handler,
    mediator,
    party,
    petition_office,
)
from tests.domain.given import MORNING, Fact, folded, given
from tests.domain.states import (
    accepted,
    assessed,
    bundled,
    petitioned,
    protected,
    raised,
    registered,
    reported,
)


def state_of(*facts: Fact) -> Case:
    state, _ = folded(facts)
    assert state is not None
    return state


def roles_that_see(state: Case, unit: str, roles: frozenset[Role] = frozenset(Role)) -> set[Role]:
    return {role for role in roles if sees(state, acting(role, unit=unit))}


def test_the_units_that_work_on_a_case_see_it() -> None:
    state = state_of(registered(), accepted())
    assert sees(state, clerk())
    assert sees(state, acting(Role.MEDIATOR, unit=VILLAGE))
    assert not sees(state, handler(LAND_OFFICE))


def test_administrators_and_statisticians_of_such_a_unit_see_nothing() -> None:
    """domain.md §4.3 R24 to R26, R29, R30; SoD-8."""
    assert roles_that_see(state_of(registered()), TOWN, NO_BUSINESS) == set()


def test_those_who_take_part_see_their_case() -> None:
    state = state_of(registered(), assessed(RiskLevel.BLUE), raised(RiskLevel.RED), bundled())
    assert all(sees(state, party(person)) for person in (ZHANG, LI, LEADER))
    assert not sees(state, party(WANG))


def test_an_area_role_sees_its_area_and_below() -> None:
    state = state_of(registered())
    assert roles_that_see(state, COUNTY) == AREA_READERS
    assert roles_that_see(state, NEXT_TOWN) == set()
    assert Role.VILLAGE_HEAD not in roles_that_see(state, VILLAGE)


def test_the_petition_office_sees_petitions_of_its_area() -> None:
    assert not sees(state_of(registered()), petition_office())
    assert sees(state_of(petitioned()), petition_office())
    elsewhere = acting(Role.PETITION_OFFICE, unit=NEXT_TOWN)
    assert not sees(state_of(petitioned()), elsewhere)


@pytest.mark.parametrize("facts", [(reported(),), (registered(), protected())])
def test_a_protected_case_is_seen_by_few(facts: tuple[Fact, ...]) -> None:
    state = state_of(*facts)
    assert roles_that_see(state, COUNTY) == PROTECTED_READERS
    assert roles_that_see(state, TOWN) == PROTECTED_READERS
    assert roles_that_see(state, NEXT_TOWN) == set()


def test_a_named_custodian_sees_a_protected_case_of_the_area() -> None:
    state = state_of(reported(), protected(OWNER))
    assert sees(state, acting(Role.HANDLER, person=OWNER, unit=COUNTY))
    assert not sees(state, acting(Role.HANDLER, person=OWNER, unit=NEXT_TOWN))


@pytest.mark.parametrize(
    "named",
    [
        acting(Role.CENTRE_DIRECTOR, person=LAND_BUREAU, unit=COUNTY),
        acting(Role.CENTRE_DIRECTOR, unit=LAND_OFFICE),
        party(LAND_BUREAU),
    ],
)
def test_nobody_named_in_a_report_sees_it(named: Act) -> None:
    """domain.md §2.7 invariant 10; 信访工作条例 arts 22, 30, 46."""
    state = state_of(reported(), protected(named.person))
    assert not sees(state, named)


def test_a_post_without_an_area_has_no_area() -> None:
    without = replace(acting(Role.CENTRE_DIRECTOR, unit=None), person=WANG)
    assert not sees(state_of(registered()), without)
    assert not sees(state_of(reported()), without)


def test_a_case_that_is_not_yours_is_answered_as_absent() -> None:
    command = RecordSignal(case=CASE, signal="S01", source=SignalSource.NEIGHBOUR, heard_at=MORNING)
    given(registered()).when(command, by=mediator()).then_state()
    stranger = acting(Role.MEDIATOR, unit=NEXT_TOWN)
    given(registered()).when(command, by=stranger).then_refused(NotFound)
    given().when(command, by=stranger).then_refused(NotFound)
