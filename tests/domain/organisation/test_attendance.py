"""Check-in and absence (签到、缺勤): of those on the roster, once (domain.md §2.5 T)."""

from datetime import date

import pytest
from msgspec.structs import replace

from domain.codes.staffing import AbsenceReason, ShiftOfDay
from domain.kernel import Command
from domain.organisation.refusals import UnitNotYours
from domain.organisation.refusals.rosters import (
    AttendanceKnown,
    NotOfThisUnit,
    NotOnRoster,
    OnRosterTwice,
)
from domain.organisation.rosters import AbsenceNoted, CheckedIn, CheckIn, NoteAbsence, RosterEntry
from tests.domain.organisation.county import (
    NEXT_TOWN,
    QIAN,
    SUN,
    TOWN,
    WU,
    ZHOU,
    director,
    unit_head,
)
from tests.domain.organisation.given import MORNING, fact, given
from tests.domain.organisation.states import (
    HELP_DESK,
    TODAY,
    appointed,
    county,
    rostered,
    suspended,
    yesterday,
)

STAFF = [
    *county(),
    appointed(),
    appointed(SUN, HELP_DESK, "appointment_sun"),
    appointed(ZHOU, HELP_DESK, "appointment_zhou"),
    rostered(RosterEntry(on=TODAY, person=QIAN), RosterEntry(on=TODAY, person=SUN)),
]
CAME = fact(
    CheckedIn(
        unit=TOWN, person=QIAN, on=TODAY, shift=ShiftOfDay.WHOLE_DAY, arrived_at=yesterday(0)
    ),
    at=yesterday(0),
)
CHECK_IN = CheckIn(unit=TOWN, person=QIAN)
ABSENCE = NoteAbsence(
    unit=TOWN, person=QIAN, on=TODAY, absence=AbsenceReason.ILLNESS, substitute=ZHOU
)


def test_whoever_came_is_checked_in_at_that_moment() -> None:
    case = given(*STAFF).when(CHECK_IN, by=unit_head(TOWN))
    [event] = case.then(CheckedIn)
    assert (event.on, event.arrived_at) == (TODAY, MORNING)
    first, second = case.then_state().roster_of(TOWN, TODAY)
    assert (first.checked_in_at, second.checked_in_at) == (MORNING, None)


def test_a_substitute_takes_the_shift_of_the_absent() -> None:
    case = given(*STAFF).when(ABSENCE, by=director())
    case.then(AbsenceNoted)
    state = case.then_state()
    assert state.on_duty(TOWN, TODAY) == [SUN, ZHOU]
    assert state.roster_of(TOWN, TODAY)[0].absent is AbsenceReason.ILLNESS


def test_an_absence_may_be_known_ahead_and_without_a_substitute() -> None:
    ahead = replace(ABSENCE, on=date(2025, 3, 30), substitute=None)
    planned = rostered(RosterEntry(on=date(2025, 3, 30), person=QIAN))
    state = given(*STAFF, planned).when(ahead, by=director()).then_state()
    assert state.on_duty(TOWN, date(2025, 3, 30)) == []


@pytest.mark.parametrize("command", [CHECK_IN, ABSENCE])
def test_attendance_is_entered_once(command: Command) -> None:
    given(*STAFF, CAME).when(command, by=director()).then_refused(AttendanceKnown)


@pytest.mark.parametrize(
    "command",
    [
        replace(CHECK_IN, person=ZHOU),
        replace(CHECK_IN, shift=ShiftOfDay.NIGHT),
        replace(ABSENCE, on=date(2025, 3, 26)),
    ],
)
def test_attendance_is_of_those_on_the_roster(command: Command) -> None:
    given(*STAFF).when(command, by=director()).then_refused(NotOnRoster)


def test_whoever_was_suspended_meanwhile_serves_no_more() -> None:
    resting = given(*STAFF, suspended())
    assert resting.state.on_duty(TOWN, TODAY) == [SUN]
    resting.when(CHECK_IN, by=director()).then_refused(NotOfThisUnit)


def test_a_substitute_is_of_the_unit_and_free() -> None:
    case = given(*STAFF)
    stranger, busy = replace(ABSENCE, substitute=WU), replace(ABSENCE, substitute=SUN)
    case.when(stranger, by=director()).then_refused(NotOfThisUnit)
    case.when(busy, by=director()).then_refused(OnRosterTwice)
    case.when(replace(ABSENCE, substitute=QIAN), by=director()).then_refused(OnRosterTwice)


@pytest.mark.parametrize("command", [CHECK_IN, ABSENCE])
def test_attendance_elsewhere_is_entered_there(command: Command) -> None:
    given(*STAFF).when(command, by=director(NEXT_TOWN)).then_refused(UnitNotYours)
