"""A unit that was called gets one extension; a whistle nobody answers goes up (§2.5 D, T42)."""

from datetime import timedelta

import pytest
from msgspec.structs import replace

from domain.case.refusals import DayHasPassed
from domain.case.refusals.shared import OneTermOnly
from domain.case.refusals.whistle import (
    AnswerDoesNotFit,
    JudgesItself,
    NobodyOutstanding,
    UnitNotCalled,
    WhistleExtendedBefore,
    WhistleLevelNotHigher,
)
from domain.case.whistle_answers import (
    EscalateWhistle,
    ExtendWhistle,
    WhistleEscalated,
    WhistleExtended,
)
from domain.organisation.state import Level
from domain.roles import Role
from tests.domain.county import CASE, LAND_OFFICE, VILLAGE, acting, director
from tests.domain.given import MORNING, Fact, fact, given
from tests.domain.states import accepted, registered
from tests.domain.states_meetings import (
    WHISTLE,
    blown,
    decline_decided,
    declined,
    reported_in,
    task_done,
)

LONGER = ExtendWhistle(case=CASE, whistle=WHISTLE, unit=LAND_OFFICE, reason="需复测。", days=5)
UP = EscalateWhistle(case=CASE, whistle=WHISTLE, to_level=Level.COUNTY, reason="逾期未报到。")
CALLED = (registered(), accepted(), blown())
LONGER_ONCE = WhistleExtended(
    whistle=WHISTLE, unit=LAND_OFFICE, days=5, due_at=None, reason="需复测。"
)


def escalated(level: Level) -> Fact:
    event = WhistleEscalated(
        whistle=WHISTLE, to_level=level, outstanding_units=(LAND_OFFICE,), reason="未报到。"
    )
    return fact(event, by=director())


def test_a_unit_gets_longer_once() -> None:
    when = given(*CALLED).when(LONGER, by=director())
    when.then(LONGER_ONCE)
    assert when.then_state().meetings.whistles[WHISTLE].extended == {LAND_OFFICE}
    again = given(*CALLED, fact(LONGER_ONCE, by=director()))
    again.when(LONGER, by=director()).then_refused(WhistleExtendedBefore)


def test_every_unit_has_an_extension_of_its_own() -> None:
    two = given(registered(), blown(target_units=(LAND_OFFICE, VILLAGE)), fact(LONGER_ONCE))
    two.when(replace(LONGER, unit=VILLAGE), by=director()).then(WhistleExtended)


def test_an_extension_names_days_or_a_moment() -> None:
    case = given(*CALLED)
    later = MORNING + timedelta(days=3)
    case.when(replace(LONGER, days=None), by=director()).then_refused(OneTermOnly)
    case.when(replace(LONGER, due_at=later), by=director()).then_refused(OneTermOnly)
    until = replace(LONGER, days=None, due_at=later)
    case.when(until, by=director()).then(WhistleExtended)


def test_an_extension_ends_in_the_future() -> None:
    command = replace(LONGER, days=None, due_at=MORNING)
    given(*CALLED).when(command, by=director()).then_refused(DayHasPassed)


@pytest.mark.parametrize(
    "facts",
    [
        (declined(),),
        (declined(), decline_decided(upheld=True)),
        (reported_in(), task_done()),
    ],
)
def test_who_owes_nothing_gets_no_longer(facts: tuple[Fact, ...]) -> None:
    given(*CALLED, *facts).when(LONGER, by=director()).then_refused(AnswerDoesNotFit)


def test_only_a_unit_that_was_called_gets_longer() -> None:
    command = replace(LONGER, unit=VILLAGE)
    given(*CALLED).when(command, by=director()).then_refused(UnitNotCalled)


def test_a_unit_does_not_give_itself_longer() -> None:
    own = acting(Role.CENTRE_DIRECTOR, unit=LAND_OFFICE)
    given(*CALLED).when(LONGER, by=own).then_refused(JudgesItself)


def test_a_whistle_goes_up_with_those_who_are_missing() -> None:
    facts = (registered(), blown(target_units=(LAND_OFFICE, VILLAGE)), reported_in(), task_done())
    when = given(*facts).when(UP, by=director())
    (event,) = when.then(WhistleEscalated)
    assert event.outstanding_units == (VILLAGE,)
    assert when.then_state().meetings.whistles[WHISTLE].escalated_to == Level.COUNTY


def test_a_whistle_everybody_answered_does_not_go_up() -> None:
    case = given(*CALLED, reported_in(), task_done())
    case.when(UP, by=director()).then_refused(NobodyOutstanding)


@pytest.mark.parametrize("level", [Level.GRID, Level.VILLAGE, Level.TOWN])
def test_a_whistle_never_goes_down_or_stays(level: Level) -> None:
    command = replace(UP, to_level=level)
    given(*CALLED).when(command, by=director()).then_refused(WhistleLevelNotHigher)


def test_a_whistle_goes_up_from_where_it_stands() -> None:
    case = given(*CALLED, escalated(Level.COUNTY))
    case.when(UP, by=director()).then_refused(WhistleLevelNotHigher)
    case.when(replace(UP, to_level=Level.CITY), by=director()).then(WhistleEscalated)
