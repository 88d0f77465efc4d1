"""Rosters (值班轮驻): made ahead, of people of the unit (domain.md §4.1)."""

from datetime import date

import pytest

from domain.codes.staffing import AbsenceReason, DutyPlace, ShiftOfDay
from domain.organisation.refusals import UnitNotYours, UnitUnknown
from domain.organisation.refusals.rosters import NotOfThisUnit, OnRosterTwice, RosterTooLate
from domain.organisation.rosters import (
    AbsenceNoted,
    PublishRoster,
    RosterEntry,
    RosterPublished,
)
from tests.domain.organisation.county import (
    CENTRE,
    NEXT_TOWN,
    NOWHERE,
    QIAN,
    SUN,
    TOWN,
    director,
    unit_head,
)
from tests.domain.organisation.given import fact, given
from tests.domain.organisation.states import (
    HELP_DESK,
    TODAY,
    appointed,
    county,
    rostered,
    yesterday,
)

TOMORROW = date(2025, 3, 26)
STAFF = [*county(), appointed(), appointed(SUN, HELP_DESK, "appointment_sun")]


def serves(
    person: str = QIAN, on: date = TOMORROW, shift: ShiftOfDay = ShiftOfDay.WHOLE_DAY
) -> RosterEntry:
    return RosterEntry(on=on, person=person, shift=shift)


def roster(*entries: RosterEntry, unit: str = TOWN) -> PublishRoster:
    return PublishRoster(unit=unit, entries=entries)


def test_a_published_roster_says_who_is_on_duty() -> None:
    morning = serves(SUN, shift=ShiftOfDay.MORNING)
    case = given(*STAFF).when(roster(serves(), morning), by=director())
    case.then(RosterPublished)
    state = case.then_state()
    assert state.on_duty(TOWN, TOMORROW) == [QIAN, SUN]
    assert state.on_duty(TOWN, TOMORROW, ShiftOfDay.MORNING) == [SUN]
    assert state.on_duty(TOWN, TODAY) == []
    assert state.on_duty(NEXT_TOWN, TOMORROW) == []
    assert state.roster_of(TOWN, TOMORROW)[0].place is DutyPlace.CENTRE


def test_a_later_roster_replaces_the_days_it_names_and_no_others() -> None:
    before = rostered(serves(), serves(on=date(2025, 3, 27)))
    state = given(*STAFF, before).when(roster(serves(SUN)), by=unit_head(TOWN)).then_state()
    assert state.on_duty(TOWN, TOMORROW) == [SUN]
    assert state.on_duty(TOWN, date(2025, 3, 27)) == [QIAN]


def test_the_day_itself_may_still_be_planned_and_yesterday_not() -> None:
    given(*STAFF).when(roster(serves(on=TODAY)), by=director()).then(RosterPublished)
    given(*STAFF).when(roster(serves(on=date(2025, 3, 24))), by=director()).then_refused(
        RosterTooLate, on="2025-03-24"
    )


def test_a_day_with_attendance_is_written() -> None:
    absent = fact(
        AbsenceNoted(
            unit=TOWN,
            person=QIAN,
            on=TODAY,
            shift=ShiftOfDay.WHOLE_DAY,
            absence=AbsenceReason.LEAVE,
            substitute=None,
        ),
        at=yesterday(0),
    )
    state = given(*STAFF, rostered(serves(on=TODAY)), absent)
    state.when(roster(serves(SUN, on=TODAY)), by=director()).then_refused(RosterTooLate)


def test_nobody_stands_on_it_twice() -> None:
    case = given(*STAFF)
    case.when(roster(serves(), serves()), by=director()).then_refused(OnRosterTwice)
    halves = (serves(shift=ShiftOfDay.MORNING), serves(shift=ShiftOfDay.AFTERNOON))
    case.when(roster(*halves), by=director()).then(RosterPublished)


def test_who_serves_holds_a_post_there_on_that_day() -> None:
    leaving = [*county(), appointed(to_on=TODAY)]
    given(*leaving).when(roster(serves()), by=director()).then_refused(NotOfThisUnit)
    given(*leaving).when(roster(serves(on=TODAY)), by=director()).then(RosterPublished)
    given(*county()).when(roster(serves(SUN)), by=director()).then_refused(NotOfThisUnit)


@pytest.mark.parametrize("unit", [TOWN, CENTRE])
def test_a_director_plans_for_the_own_centre_and_beneath(unit: str) -> None:
    given(*STAFF).when(roster(serves()), by=director(unit)).then(RosterPublished)


def test_nobody_plans_for_others() -> None:
    case = given(*STAFF)
    case.when(roster(serves()), by=director(NEXT_TOWN)).then_refused(UnitNotYours)
    case.when(roster(serves()), by=unit_head(CENTRE)).then_refused(UnitNotYours)
    case.when(roster(serves(), unit=NOWHERE), by=director()).then_refused(UnitUnknown)
