"""Rosters (值班轮驻): who serves in a unit on which day, and whether they came.

Calling in a unit that is there on call is the whistle's (吹哨), not the roster's.
"""

from datetime import date
from typing import Annotated

from msgspec import Meta
from msgspec.structs import replace

from domain.acts import noon_of
from domain.codes.staffing import AbsenceReason, DutyPlace, ShiftOfDay
from domain.ids import PersonId, UnitId
from domain.kernel import Act, Command, Event, Events, Moment, Recorded, day_of
from domain.organisation.entries import Duty, Roster
from domain.organisation.guards import unit_in_charge
from domain.organisation.refusals.rosters import (
    AttendanceKnown,
    NotOfThisUnit,
    NotOnRoster,
    OnRosterTwice,
    RosterTooLate,
)
from domain.organisation.state import Organisation, organisation
from domain.roles import Role
from domain.values import Value

PLANNERS = (Role.CENTRE_DIRECTOR, Role.UNIT_HEAD)
"""Who makes rosters and enters attendance: directors for what is theirs, heads at home."""


class RosterEntry(Value):
    """排班: one person, one day, one shift."""

    on: date
    person: PersonId
    shift: ShiftOfDay = ShiftOfDay.WHOLE_DAY
    duty_place: DutyPlace = DutyPlace.CENTRE


class RosterPublished(Event, tag="organisation.roster_published"):
    """值班表公布: who serves in a unit on these days; it replaces what stood for them before."""

    unit: UnitId
    entries: tuple[RosterEntry, ...]


class CheckedIn(Event, tag="organisation.checked_in"):
    """签到: somebody on the roster came."""

    unit: UnitId
    person: PersonId
    on: date
    shift: ShiftOfDay
    arrived_at: Moment


class AbsenceNoted(Event, tag="organisation.absence_noted"):
    """缺勤: somebody on the roster does not serve; a substitute may take the shift."""

    unit: UnitId
    person: PersonId
    on: date
    shift: ShiftOfDay
    absence: AbsenceReason
    substitute: PersonId | None


class PublishRoster(Command):
    """Publish who serves on which days, in full for each of them. 公布值班表"""

    unit: UnitId
    entries: Annotated[tuple[RosterEntry, ...], Meta(min_length=1, max_length=400)]


class CheckIn(Command):
    """Enter that somebody on the roster came, now. 签到"""

    unit: UnitId
    person: PersonId
    shift: ShiftOfDay = ShiftOfDay.WHOLE_DAY


class NoteAbsence(Command):
    """Enter that somebody on the roster does not serve, and who does instead. 登记缺勤"""

    unit: UnitId
    person: PersonId
    on: date
    absence: AbsenceReason
    shift: ShiftOfDay = ShiftOfDay.WHOLE_DAY
    substitute: PersonId | None = None


@organisation.evolves
def roster_published(
    state: Organisation, event: RosterPublished, fact: Recorded[RosterPublished]
) -> None:
    days: dict[date, tuple[Duty, ...]] = {}
    for entry in event.entries:
        duty = Duty(person=entry.person, shift=entry.shift, place=entry.duty_place)
        days[entry.on] = (*days.get(entry.on, ()), duty)
    before = state.rosters.get(event.unit, Roster(days={}))
    state.rosters[event.unit] = before.rewritten(days)


@organisation.evolves
def checked_in(state: Organisation, event: CheckedIn, fact: Recorded[CheckedIn]) -> None:
    duties = tuple(
        replace(duty, checked_in_at=event.arrived_at) if _is(duty, event) else duty
        for duty in state.roster_of(event.unit, event.on)
    )
    state.rosters[event.unit] = state.rosters[event.unit].rewritten({event.on: duties})


@organisation.evolves
def absence_noted(state: Organisation, event: AbsenceNoted, fact: Recorded[AbsenceNoted]) -> None:
    duties = [
        replace(duty, absent=event.absence) if _is(duty, event) else duty
        for duty in state.roster_of(event.unit, event.on)
    ]
    if event.substitute is not None:
        place = next(duty.place for duty in duties if _is(duty, event))
        duties.append(Duty(person=event.substitute, shift=event.shift, place=place))
    state.rosters[event.unit] = state.rosters[event.unit].rewritten({event.on: tuple(duties)})


@organisation.decides(by=PLANNERS)
def publish_roster(state: Organisation, command: PublishRoster, act: Act) -> Events:
    """[seed 000 二(一)1, seed 002 四(二)]: made ahead, of people who hold a post there on the day.

    A day on which attendance was entered is written; it is not planned again.
    """
    unit_in_charge(state, act, command.unit, PLANNERS)
    seen: set[tuple[date, PersonId, ShiftOfDay]] = set()
    for entry in command.entries:
        known = state.roster_of(command.unit, entry.on)
        met = any(duty.checked_in_at is not None or duty.absent is not None for duty in known)
        if entry.on < day_of(act.at) or met:
            raise RosterTooLate(on=entry.on.isoformat())
        _serves_here(state, command.unit, entry.person, entry.on)
        key = (entry.on, entry.person, entry.shift)
        if key in seen:
            raise OnRosterTwice(person=entry.person, on=entry.on.isoformat())
        seen.add(key)
    yield RosterPublished(unit=command.unit, entries=command.entries)


@organisation.decides(by=PLANNERS)
def check_in(state: Organisation, command: CheckIn, act: Act) -> Events:
    """domain.md §4.1: a roster with check-in; who was to serve that shift today, once.

    Whoever was suspended or relieved since the roster was made serves no more.
    """
    unit_in_charge(state, act, command.unit, PLANNERS)
    on = day_of(act.at)
    _unmet_duty(state, command, on)
    _serves_here(state, command.unit, command.person, on)
    yield CheckedIn(
        unit=command.unit,
        person=command.person,
        on=on,
        shift=command.shift,
        arrived_at=act.at,
    )


@organisation.decides(by=PLANNERS)
def note_absence(state: Organisation, command: NoteAbsence, act: Act) -> Events:
    """domain.md §4.1, §2.5 T: known ahead or found out; a substitute serves there, too."""
    unit_in_charge(state, act, command.unit, PLANNERS)
    _unmet_duty(state, command, command.on)
    if command.substitute is not None:
        _serves_here(state, command.unit, command.substitute, command.on)
        taken = [
            duty.person
            for duty in state.roster_of(command.unit, command.on)
            if duty.shift is command.shift
        ]
        if command.substitute in taken:
            raise OnRosterTwice(person=command.substitute, on=command.on.isoformat())
    yield AbsenceNoted(
        unit=command.unit,
        person=command.person,
        on=command.on,
        shift=command.shift,
        absence=command.absence,
        substitute=command.substitute,
    )


def _is(duty: Duty, event: CheckedIn | AbsenceNoted) -> bool:
    return duty.person == event.person and duty.shift is event.shift


def _unmet_duty(state: Organisation, command: CheckIn | NoteAbsence, on: date) -> None:
    """Raises `NotOnRoster`, `AttendanceKnown`."""
    found = [
        duty
        for duty in state.roster_of(command.unit, on)
        if duty.person == command.person and duty.shift is command.shift
    ]
    if not found:
        raise NotOnRoster(person=command.person, on=on.isoformat())
    if found[0].checked_in_at is not None or found[0].absent is not None:
        raise AttendanceKnown(person=command.person, on=on.isoformat())


def _serves_here(state: Organisation, unit: UnitId, person: PersonId, on: date) -> None:
    """Raises `NotOfThisUnit` unless the person holds a post of the unit at noon of the day."""
    if not state.roles_in(person, unit, noon_of(on)):
        raise NotOfThisUnit(person=person, on=on.isoformat())
