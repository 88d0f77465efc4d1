"""A whistle calls units whose power is needed, and nobody else ([seed 000 二(四)3]; §2.5 D)."""

import copy
from datetime import timedelta

import pytest
from msgspec.structs import replace

from domain.case.refusals import AccusedUnitMayNot, DayHasPassed
from domain.case.refusals.whistle import ActsForNoUnit, CallsItself, TermSetByPolicy
from domain.case.sight import sees
from domain.case.whistle import BlowWhistle, WhistleBlown
from domain.codes.meetings import WhistleGround, WhistleKind
from domain.organisation.refusals import UnitUnknown
from domain.refusals import StageDoesNotFit
from domain.roles import Role
from tests.domain.county import (
    CASE,
    COUNTY,
    GRID,
    LAND_OFFICE,
    NOWHERE,
    REGISTER,
    TOWN,
    VILLAGE,
    ZHANG,
    acting,
    director,
    handler,
    village_head,
)
from tests.domain.given import MORNING, given
from tests.domain.states import accepted, petitioned, protected, refused, registered, reported

BLOW = BlowWhistle(
    case=CASE,
    kind=WhistleKind.KEY,
    ground=WhistleGround.NOT_OUR_POWER,
    facts="双方争执升级。",
    task="现场测量。",
    wanted_result="出具测量结果。",
    target_units=(LAND_OFFICE,),
)


def test_a_centre_calls_a_unit_and_the_unit_sees_the_case() -> None:
    when = given(registered(), accepted()).when(BLOW, by=director())
    (event,) = when.then(WhistleBlown)
    assert (event.blown_by, event.target_units, event.due_at) == (TOWN, (LAND_OFFICE,), None)
    state = when.then_state()
    assert LAND_OFFICE in state.units
    (whistle,) = state.meetings.open_whistles
    assert (whistle.kind, whistle.targets) == ("KEY", {LAND_OFFICE})


def test_a_village_calls_the_town() -> None:
    command = replace(BLOW, target_units=(TOWN, LAND_OFFICE, TOWN))
    (event,) = given(registered(), accepted()).when(command, by=village_head()).then(WhistleBlown)
    assert (event.blown_by, event.target_units) == (VILLAGE, (TOWN, LAND_OFFICE))


def test_what_the_unit_can_do_itself_is_no_reason_to_call() -> None:
    command = replace(BLOW, target_units=(LAND_OFFICE, TOWN))
    given(registered()).when(command, by=director()).then_refused(CallsItself)


def test_a_whistle_is_blown_for_a_unit() -> None:
    alone = acting(Role.CENTRE_DIRECTOR, person=ZHANG, unit=None)
    given(registered()).when(BLOW, by=alone).then_refused(ActsForNoUnit)


def test_only_units_in_force_are_called() -> None:
    command = replace(BLOW, target_units=(NOWHERE,))
    given(registered()).when(command, by=director()).then_refused(UnitUnknown)


def test_the_unit_complained_of_is_not_called() -> None:
    given(petitioned()).when(BLOW, by=director()).then_refused(AccusedUnitMayNot)


def test_of_a_report_nothing_goes_below_the_unit_complained_of() -> None:
    """domain.md §4.5 no. 3."""
    register = copy.deepcopy(REGISTER)
    register.units[GRID] = replace(register.units[GRID], parent=LAND_OFFICE)
    by = replace(director(), directory=register)
    command = replace(BLOW, target_units=(GRID,))
    given(reported(), protected(by.person)).when(command, by=by).then_refused(AccusedUnitMayNot)
    elsewhere = replace(BLOW, target_units=(COUNTY,))
    given(reported(), protected(by.person)).when(elsewhere, by=by).then(WhistleBlown)


def test_only_an_urgent_whistle_brings_its_own_term() -> None:
    soon = replace(BLOW, due_at=MORNING + timedelta(hours=3))
    given(registered()).when(soon, by=director()).then_refused(TermSetByPolicy)
    urgent = replace(soon, kind=WhistleKind.URGENT)
    given(registered()).when(urgent, by=director()).then(WhistleBlown)


def test_the_term_lies_ahead() -> None:
    command = replace(BLOW, kind=WhistleKind.URGENT, due_at=MORNING)
    given(registered()).when(command, by=director()).then_refused(DayHasPassed)


@pytest.mark.parametrize("kind", WhistleKind)
def test_every_kind_may_be_blown_before_acceptance(kind: WhistleKind) -> None:
    given(registered()).when(replace(BLOW, kind=kind), by=director()).then(WhistleBlown)


def test_nobody_is_called_once_the_case_has_ended() -> None:
    given(registered(), refused()).when(BLOW, by=director()).then_refused(StageDoesNotFit)


def test_a_unit_that_was_called_sees_the_case() -> None:
    before = given(registered()).state
    after = given(registered()).when(BLOW, by=director()).then_state()
    assert before is not None
    assert not sees(before, handler())
    assert sees(after, handler())
