"""Handling (承办): which person has an order in hand, and how the duty passes to another."""

from typing import Annotated

from msgspec import Meta

from domain.case.duty import TAKEN_UP, given_to, order_at, unbiased
from domain.case.refusals.orders import (
    HandedToSelf,
    HandlerAssignedAlready,
    HandlerNotCustodian,
    NoHandlersPost,
    NotTheHandler,
)
from domain.case.regions.orders import Order, OrderStage
from domain.case.state import Case, case
from domain.ids import CaseId, DocumentId, OrderId, PersonId, UnitId
from domain.kernel import Act, Command, Confidential, Event, Events, Recorded
from domain.roles import Role
from domain.texts import Narrative

HANDLING = frozenset({Role.HANDLER, Role.UNIT_HEAD})
"""Posts whose holders may have an order in hand."""


class HandlerAssigned(Event, tag="order.handler_assigned"):
    """确定承办人: a person has the order in hand, with others to help."""

    order: OrderId
    unit: UnitId
    handler: PersonId
    assistants: tuple[PersonId, ...]


class DutyHandedOver(Event, tag="duty.handed_over"):
    """承办人交接: one handler gave the duty and its open tasks to the next, at this moment."""

    order: OrderId
    unit: UnitId
    handed_by: PersonId
    taken_by: PersonId
    tasks: tuple[Confidential, ...]
    reason: Confidential
    document: DocumentId


class AssignHandler(Command):
    """Give an order to a person of the unit, with others to help. 确定承办人"""

    case: CaseId
    order: OrderId
    handler: PersonId
    assistants: Annotated[tuple[PersonId, ...], Meta(max_length=10)] = ()


class HandOverDuty(Command):
    """Pass an order and its open tasks to another handler; both have signed. 承办人交接"""

    case: CaseId
    order: OrderId
    handed_by: PersonId
    taken_by: PersonId
    tasks: Annotated[tuple[Narrative, ...], Meta(min_length=1, max_length=50)]
    reason: Narrative
    document: DocumentId


@case.evolves
def handler_assigned(state: Case, event: HandlerAssigned, fact: Recorded[HandlerAssigned]) -> None:
    order = state.orders.all[event.order]
    order.handler = event.handler
    order.assistants = set(event.assistants)
    state.hands.handlers.update((event.handler, *event.assistants))
    state.hands.handling_units.add(event.unit)


@case.evolves
def duty_handed_over(state: Case, event: DutyHandedOver, fact: Recorded[DutyHandedOver]) -> None:
    order = state.orders.all[event.order]
    order.handler = event.taken_by
    order.assistants.discard(event.taken_by)
    state.hands.handlers.add(event.taken_by)


@case.decides(by=[Role.UNIT_HEAD], during=TAKEN_UP)
def assign_handler(state: Case, command: AssignHandler, act: Act) -> Events:
    """信访工作条例 art 28; domain.md §2.5 C: handlers of the unit without an interest in the case.

    An order that has a handler passes to another one by a hand-over, so that nothing is dropped.
    """
    order = order_at(state, command.order, OrderStage.SIGNED)
    given_to(order, act)
    if order.handler is not None:
        raise HandlerAssignedAlready
    assistants = tuple(dict.fromkeys(one for one in command.assistants if one != command.handler))
    for person in (command.handler, *assistants):
        _may_handle(state, order, person, act)
    yield HandlerAssigned(
        order=order.order, unit=order.lead, handler=command.handler, assistants=assistants
    )


@case.decides(by=[Role.UNIT_HEAD], during=TAKEN_UP)
def hand_over_duty(state: Case, command: HandOverDuty, act: Act) -> Events:
    """domain.md §2.5 C: from the handler to the next, both signing one list of what is open.

    One event ends one duty and begins the other, so there is no moment between them.
    """
    order = order_at(state, command.order, OrderStage.SIGNED)
    given_to(order, act)
    if command.handed_by != order.handler:
        raise NotTheHandler(person=command.handed_by)
    if command.taken_by == command.handed_by:
        raise HandedToSelf
    _may_handle(state, order, command.taken_by, act)
    yield DutyHandedOver(
        order=order.order,
        unit=order.lead,
        handed_by=command.handed_by,
        taken_by=command.taken_by,
        tasks=command.tasks,
        reason=command.reason,
        document=command.document,
    )


def _may_handle(state: Case, order: Order, person: PersonId, act: Act) -> None:
    """Raises `NoHandlersPost`, `HandlerNotCustodian`, and what `unbiased` raises."""
    unbiased(state, person)
    if HANDLING.isdisjoint(act.directory.roles_in(person, order.lead, act.at)):
        raise NoHandlersPost(person=person)
    if state.protected and person not in state.custodians:
        raise HandlerNotCustodian(person=person)
