"""Who answered for a duty (责任主体): the unit and the person that held it at a moment.

A rule says which duty holds a timer (window, lead unit, mediation committee); the case says which
unit had it, and the organisation register who held the post then. A village that registers a matter
has no triage desk: the nearest unit above that has one answers for it. A post that several people
hold at once names none of them: then the unit answers. domain.md §5.4 Attribution.
"""

from collections.abc import Collection
from datetime import datetime

from domain.case.regions.mediations import Procedure
from domain.case.regions.orders import TAKEN_BACK, Order
from domain.case.state import Case
from domain.ids import PersonId, UnitId
from domain.kernel import Directory
from domain.policy.timers import Holder
from domain.roles import Role
from domain.values import Value


class Held(Value):
    """责任: the unit and the person that held a duty, as far as they are known."""

    unit: UnitId | None = None
    person: PersonId | None = None


class Seat(Value):
    """责任岗位: the unit that has a duty and the person it was given to, as the case says it."""

    unit: UnitId | None = None
    person: PersonId | None = None


def holder_of(duty: Holder, scope: str, state: Case, at: datetime, directory: Directory) -> Held:
    """Who held a duty of the case, which stood at `state` at the moment.

    `scope` is the part of the matter: an order, a mediation, a whistle and a unit. Courts, parties
    and organs outside the centre hold duties too; the case does not know their units.
    """
    return answering(duty, seat_of(duty, scope, state), at, directory)


def seat_of(duty: Holder, scope: str, state: Case) -> Seat:
    """The unit and the person that have a duty, as the case says it at this state."""
    unit = _unit(duty, scope, state)
    unit = None if unit is None else state.hands.answers_for(unit)
    return Seat(unit=unit, person=_named(duty, scope, state, unit))


def answering(duty: Holder, seat: Seat, at: datetime, directory: Directory) -> Held:
    """Who answers for a seat, by the register of the day: the desk, and its only holder."""
    unit, person = seat.unit, seat.person
    if duty in OF_THE_CENTRE and unit is not None:
        unit = directory.desk_of(unit, ROLE_OF[duty], at)
    if person is None and unit is not None and (role := ROLE_OF.get(duty)) is not None:
        person = _only(directory.holders_in(unit, role, at))
    return Held(unit=unit, person=person)


ROLE_OF = {
    Holder.WINDOW: Role.WINDOW_CLERK,
    Holder.CENTRE: Role.CENTRE_DIRECTOR,
    Holder.TRIAGE: Role.TRIAGE_OFFICER,
    Holder.DIRECTOR: Role.CENTRE_DIRECTOR,
    Holder.FIRST_RESPONSIBLE_UNIT: Role.UNIT_HEAD,
    Holder.LEAD_UNIT: Role.UNIT_HEAD,
    Holder.ORDER_SENDER: Role.TRIAGE_OFFICER,
    Holder.COMMITTEE: Role.COMMITTEE_HEAD,
    Holder.MEDIATOR: Role.COMMITTEE_HEAD,
    Holder.TARGET_UNIT: Role.UNIT_HEAD,
    Holder.TASK_UNIT: Role.UNIT_HEAD,
    Holder.PETITION_OFFICE: Role.PETITION_OFFICE,
    Holder.PETITION_UNIT: Role.UNIT_HEAD,
    Holder.VISITOR: Role.RETURN_VISITOR,
    Holder.SUPERVISOR: Role.SUPERVISOR,
    Holder.ARCHIVIST: Role.ARCHIVIST,
    Holder.CUSTODIAN: Role.CLUE_CUSTODIAN,
}
"""Whose post it is in the unit that holds the duty, where the case names nobody itself."""

OF_THE_CENTRE = frozenset(
    {
        Holder.WINDOW,
        Holder.CENTRE,
        Holder.TRIAGE,
        Holder.DIRECTOR,
        Holder.PETITION_OFFICE,
        Holder.VISITOR,
        Holder.SUPERVISOR,
        Holder.ARCHIVIST,
        Holder.CUSTODIAN,
    }
)
"""Done at the centre that registered the matter, or above it where it has no such post."""


def _unit(duty: Holder, scope: str, state: Case) -> UnitId | None:
    if duty in OF_THE_CENTRE:
        return state.centre
    in_charge = state.lead_unit or state.first_responsible_unit or state.centre
    match duty:
        case Holder.FIRST_RESPONSIBLE_UNIT:
            return state.first_responsible_unit or state.centre
        case Holder.LEAD_UNIT:
            order = state.orders.all.get(scope)
            return in_charge if order is None else order.lead
        case Holder.ORDER_SENDER:
            return _asked_by(scope, state) or state.centre
        case Holder.COMMITTEE | Holder.MEDIATOR:
            procedure = _procedure(scope, state)
            return in_charge if procedure is None else procedure.organisation
        case Holder.TARGET_UNIT:
            return scope.rpartition("/")[2] or None
        case Holder.TASK_UNIT:
            item = state.meetings.items.get(scope)
            return None if item is None else item.unit
        case Holder.PETITION_UNIT:
            return scope or state.petition.unit or in_charge
        case _:
            return None


def _named(duty: Holder, scope: str, state: Case, unit: UnitId | None) -> PersonId | None:
    """Whom the case itself gives the duty to."""
    match duty:
        case Holder.LEAD_UNIT | Holder.FIRST_RESPONSIBLE_UNIT:
            order = _order(scope, state, unit)
            return None if order is None else order.handler
        case Holder.MEDIATOR:
            procedure = _procedure(scope, state)
            return None if procedure is None else _only(procedure.mediators)
        case Holder.CUSTODIAN:
            return _only(state.custodians)
        case Holder.LEADER:
            return state.risk.leader
        case _:
            return None


def _order(scope: str, state: Case, unit: UnitId | None) -> Order | None:
    """The order the scope names, or else the latest one the unit still had in hand."""
    if (named := state.orders.all.get(scope)) is not None:
        return named
    theirs = [
        one for one in state.orders.all.values() if one.lead == unit and one.stage not in TAKEN_BACK
    ]
    return theirs[-1] if theirs else None


def _asked_by(scope: str, state: Case) -> UnitId | None:
    """The unit whose order or whistle is disputed."""
    if (order := state.orders.all.get(scope)) is not None:
        return order.sender
    whistle = state.meetings.whistles.get(scope)
    return None if whistle is None else whistle.blown_by


def _procedure(scope: str, state: Case) -> Procedure | None:
    """The mediation a scope speaks of: itself, or by its agreement or obligation; else the last."""
    every = state.mediations.all
    obligation = state.agreements.obligations.get(scope)
    agreement = state.agreements.all.get(scope if obligation is None else obligation.agreement)
    named = scope if agreement is None else agreement.mediation
    if named is not None and (found := every.get(named)) is not None:
        return found
    return list(every.values())[-1] if every else None


def _only(people: Collection[PersonId]) -> PersonId | None:
    """The one person, if there is exactly one."""
    return next(iter(people)) if len(people) == 1 else None
