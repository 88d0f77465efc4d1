"""What every entry of the register must respect: who answers for a unit, and the order of time."""

from collections.abc import Callable, Collection
from datetime import date, datetime

from domain.codes.disputes import DISPUTES
from domain.ids import PersonId, UnitId
from domain.kernel import Act, day_of
from domain.organisation.entries import Mediator, Unit
from domain.organisation.refusals import (
    DatesInWrongOrder,
    LaterEntryExists,
    NaturalPersonNeeded,
    UnitNotInForce,
    UnitNotYours,
    UnitUnknown,
)
from domain.organisation.refusals.mediators import MediatorUnknown
from domain.organisation.state import Organisation
from domain.person import Person, PersonKind
from domain.person.refusals import PersonUnknown
from domain.roles import Role


def unit_in_force(state: Organisation, unit: UnitId, at: datetime) -> Unit:
    """A unit that exists at the moment. Raises `UnitUnknown`, `UnitNotInForce`."""
    found = state.units.get(unit)
    if found is None:
        raise UnitUnknown(unit=unit)
    if not found.in_force(at):
        raise UnitNotInForce(unit=unit)
    return found


def unit_in_charge(state: Organisation, act: Act, unit: UnitId, by: Collection[Role]) -> Unit:
    """A unit in force that the actor answers for, in one of the roles `by`. domain.md §4.3.

    A director answers for the own centre and what stands beneath it, the justice bureau and the
    political-legal committee for their area, everybody else for their own unit.
    Raises `UnitUnknown`, `UnitNotInForce`, `UnitNotYours`.
    """
    found = unit_in_force(state, unit, act.at)
    reaches = (_REACH.get(role, _own) for role in by if role in act.roles)
    if not any(reach(state, act, unit) for reach in reaches):
        raise UnitNotYours(unit=unit)
    return found


def _own(state: Organisation, act: Act, unit: UnitId) -> bool:
    return act.unit == unit


def _beneath(state: Organisation, act: Act, unit: UnitId) -> bool:
    return act.unit == unit or act.unit in state.superiors_of(unit)


def _in_area(state: Organisation, act: Act, unit: UnitId) -> bool:
    return bool(act.area) and state.units[unit].area.startswith(act.area)


_REACH: dict[Role, Callable[[Organisation, Act, UnitId], bool]] = {
    Role.CENTRE_DIRECTOR: _beneath,
    Role.JUSTICE_BUREAU: _in_area,
    Role.POLITICAL_LEGAL_COMMITTEE: _in_area,
}


def natural_person(act: Act, person: PersonId) -> Person:
    """Somebody registered. Raises `PersonUnknown`, `NaturalPersonNeeded`."""
    found = act.others.get(person)
    if not isinstance(found, Person):
        raise PersonUnknown(person=person)
    if found.kind is not PersonKind.NATURAL:
        raise NaturalPersonNeeded(person=person)
    return found


def known_mediator(state: Organisation, person: PersonId) -> Mediator:
    """Somebody the mediator register knows. Raises `MediatorUnknown`."""
    found = state.mediators.get(person)
    if found is None:
        raise MediatorUnknown(person=person)
    return found


def term_in_order(from_on: date, to_on: date | None) -> None:
    """Raises `DatesInWrongOrder`."""
    if to_on is not None and to_on < from_on:
        raise DatesInWrongOrder(from_on=from_on.isoformat(), to_on=to_on.isoformat())


def after_the_last(since: datetime | None, act: Act) -> None:
    """What is entered happened after all that was entered before. Raises `LaterEntryExists`.

    Only so is what somebody was on a day decided by nothing that happened later.
    """
    if since is not None and act.at < since:
        raise LaterEntryExists(since=since.isoformat())


def known_disputes(codes: Collection[str], act: Act) -> tuple[str, ...]:
    """Dispute types, each once. Raises `CodeUnknown`."""
    for code in codes:
        DISPUTES.known(code, day_of(act.at))
    return tuple(dict.fromkeys(codes))
