"""A matter is taken up a level, never down; the unit below keeps a duty (domain.md §2.5 C)."""

import pytest
from hypothesis import given as for_all
from hypothesis import settings
from hypothesis import strategies as st
from msgspec.structs import replace

from domain.case.escalation import CaseEscalated, EscalateCase
from domain.case.refusals import AccusedUnitMayNot
from domain.case.refusals.orders import NotALevelUp, SenderUnitMissing
from domain.codes.matters import MatterClass
from domain.organisation.refusals import UnitUnknown
from domain.organisation.state import Level
from domain.refusals import Refusal, StageDoesNotFit
from domain.roles import Role
from tests.domain.county import (
    CASE,
    COUNTY,
    GRID,
    LAND_OFFICE,
    NEXT_TOWN,
    NOWHERE,
    REGISTER,
    TOWN,
    VILLAGE,
    acting,
    director,
    village_head,
)
from tests.domain.given import Fact, fact, given
from tests.domain.states import accepted, petitioned, registered
from tests.domain.states_orders import SIGNED, TAKEN_UP

ESCALATE = EscalateCase(case=CASE, to_unit=TOWN, reason="村级调解未成。")


def test_the_upper_unit_leads_and_the_lower_keeps_a_duty() -> None:
    (event,) = given(*SIGNED).when(ESCALATE, by=village_head()).then(CaseEscalated)
    assert (event.from_level, event.to_level) == (Level.VILLAGE, Level.TOWN)
    assert (event.from_unit, event.to_unit) == (VILLAGE, TOWN)
    before = given(*SIGNED).state
    case = given(*SIGNED).when(ESCALATE, by=village_head()).then_state()
    assert before is not None
    assert (case.lead_unit, case.stage) == (TOWN, before.stage)
    assert (case.orders.level, case.orders.co_duty) == (Level.TOWN, {VILLAGE})
    assert {VILLAGE, TOWN} <= case.units
    assert case.first_responsible_unit == VILLAGE


def test_from_the_town_it_goes_to_the_county() -> None:
    up = replace(ESCALATE, to_unit=COUNTY)
    given(*TAKEN_UP).when(up, by=director()).then(CaseEscalated)


def escalated(to_level: Level, unit: str) -> Fact:
    return fact(
        CaseEscalated(
            from_level=Level.VILLAGE,
            to_level=to_level,
            from_unit=VILLAGE,
            to_unit=unit,
            reason="村级调解未成。",
        ),
        by=village_head(),
    )


@pytest.mark.parametrize(
    ("unit", "refusal"),
    [
        (VILLAGE, NotALevelUp),
        (GRID, NotALevelUp),
        (NEXT_TOWN, NotALevelUp),
        (NOWHERE, UnitUnknown),
    ],
)
def test_it_goes_up_to_a_unit_in_whose_area_it_lies(unit: str, refusal: type[Refusal]) -> None:
    command = replace(ESCALATE, to_unit=unit)
    given(*TAKEN_UP).when(command, by=village_head()).then_refused(refusal)


def test_twice_to_the_same_level_it_does_not_go() -> None:
    given(*TAKEN_UP, escalated(Level.TOWN, TOWN)).when(ESCALATE, by=village_head()).then_refused(
        NotALevelUp
    )


def test_not_to_the_unit_complained_of() -> None:
    facts = (
        petitioned(area="990101100201"),
        accepted(dispute="1102", matter_class=MatterClass.PETITION_DEMAND),
    )
    up = replace(ESCALATE, to_unit=LAND_OFFICE)
    given(*facts).when(up, by=village_head()).then_refused(AccusedUnitMayNot)


def test_it_comes_from_a_unit() -> None:
    nobody = replace(acting(Role.CENTRE_DIRECTOR, unit=COUNTY), unit=None)
    given(*TAKEN_UP).when(ESCALATE, by=nobody).then_refused(SenderUnitMissing)


def test_what_is_not_taken_up_is_not_taken_up_a_level() -> None:
    """Out of order."""
    given(registered()).when(ESCALATE, by=director()).then_refused(StageDoesNotFit)


@settings(max_examples=60, deadline=None)
@for_all(st.lists(st.sampled_from([GRID, VILLAGE, TOWN, NEXT_TOWN, COUNTY]), max_size=6))
def test_it_never_comes_down(units: list[str]) -> None:
    """Whoever tries whatever: each level reached lies above the one before."""
    facts: list[Fact] = [*TAKEN_UP]
    reached = -1
    for unit in units:
        by = village_head() if len(facts) % 2 else director()
        case = given(*facts).when(replace(ESCALATE, to_unit=unit), by=by)
        try:
            [event] = case.decided()
        except Refusal:
            continue
        assert event.to_level.rank > max(reached, event.from_level.rank)
        assert event.to_level.rank == REGISTER.rank_of(unit)
        reached = event.to_level.rank
        facts.append(fact(event, by=by))
