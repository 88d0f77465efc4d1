"""Orders (交办): a unit is asked to handle a matter, signs for it, and may be given more time."""

from datetime import date
from typing import Annotated

from msgspec import Meta

from domain.case.duty import (
    GIVEN,
    TAKEN_UP,
    given_to,
    no_second_order,
    order_at,
    sent_by,
    told_party,
    unaccused,
    unbiased,
)
from domain.case.refusals import DayHasPassed, SamePerson
from domain.case.refusals.orders import (
    DutyHandedDown,
    ModeDoesNotFit,
    OrderExtendedBefore,
    SenderUnitMissing,
)
from domain.case.refusals.shared import NoMoreTime
from domain.case.regions.orders import UNANSWERED, Order, OrderStage
from domain.case.registers import competent_unit
from domain.case.state import Case, Stage, case
from domain.codes import EXTENSION_REASONS
from domain.codes.orders import OrderMode
from domain.ids import CaseId, OrderId, PersonId, UnitId
from domain.kernel import (
    Act,
    Command,
    Confidential,
    Event,
    Events,
    Moment,
    Past,
    Recorded,
    day_of,
)
from domain.roles import Role
from domain.texts import Code, Narrative

CoUnits = Annotated[tuple[UnitId, ...], Meta(max_length=20)]

SENDERS = (Role.TRIAGE_OFFICER, Role.CENTRE_DIRECTOR, Role.PETITION_OFFICE)
"""Who gives orders and decides what concerns them. domain.md §4.4."""


class WorkOrderIssued(Event, tag="order.issued"):
    """交办: a unit was asked to handle the matter, with others beside it."""

    order: OrderId
    mode: OrderMode
    sender: UnitId
    lead_unit: UnitId
    co_units: tuple[UnitId, ...]
    requirements: Confidential
    due_on: date | None


class WorkOrderSigned(Event, tag="order.signed"):
    """签收: the unit in the lead has signed for the order."""

    order: OrderId
    unit: UnitId


class WorkOrderExtended(Event, tag="order.extended"):
    """交办单延期: the sender gave more time, once, and a party was told why."""

    order: OrderId
    reason: str
    explanation: Confidential
    due_on: date
    told: PersonId
    told_at: Moment


class IssueOrder(Command):
    """Ask a competent unit to handle the matter, with others beside it. 交办"""

    case: CaseId
    mode: OrderMode
    lead_unit: UnitId
    requirements: Narrative
    co_units: CoUnits = ()
    due_on: date | None = None


class SignOrder(Command):
    """Sign for an order for the unit in the lead. 签收"""

    case: CaseId
    order: OrderId


class ExtendOrder(Command):
    """Give a unit more time for an order, once, and tell a party why. 交办单延期"""

    case: CaseId
    order: OrderId
    reason: Code
    explanation: Narrative
    due_on: date
    told: PersonId
    told_at: Past


@case.evolves
def issued(state: Case, event: WorkOrderIssued, fact: Recorded[WorkOrderIssued]) -> None:
    state.orders.all[event.order] = Order(
        order=event.order,
        sender=event.sender,
        sent_by=fact.actor.person,
        lead=event.lead_unit,
        co_units=set(event.co_units),
        requirements=event.requirements,
        due_on=event.due_on,
        issued_at=fact.occurred_at,
        led_before=state.lead_unit,
        designated=event.mode is OrderMode.DESIGNATED,
    )
    state.lead_unit = event.lead_unit
    state.units.update((event.sender, event.lead_unit, *event.co_units))
    if state.stage is Stage.ACCEPTED:
        state.stage = Stage.ASSIGNED


@case.evolves
def signed(state: Case, event: WorkOrderSigned, fact: Recorded[WorkOrderSigned]) -> None:
    state.orders.all[event.order].stage = OrderStage.SIGNED
    state.hands.handlers.add(fact.actor.person)
    state.hands.handling_units.add(event.unit)
    if state.stage is Stage.ASSIGNED:
        state.stage = Stage.IN_PROGRESS


@case.evolves
def extended(state: Case, event: WorkOrderExtended, fact: Recorded[WorkOrderExtended]) -> None:
    order = state.orders.all[event.order]
    order.extended = True
    order.due_on = event.due_on


@case.decides(by=SENDERS, during=TAKEN_UP)
def issue_order(state: Case, command: IssueOrder, act: Act) -> Events:
    """信访工作条例 arts 22, 30; [F25 art 24][F24 art 17][F27]: to a unit whose duty it is.

    A unit complained of neither leads nor helps; a department's duty is not handed down; a unit
    has one open order of a case.
    """
    if act.unit is None:
        raise SenderUnitMissing
    lead = command.lead_unit
    co_units = tuple(dict.fromkeys(unit for unit in command.co_units if unit != lead))
    if not _fits(command.mode, own=lead == act.unit, alone=not co_units):
        raise ModeDoesNotFit(mode=command.mode)
    for unit in (lead, *co_units):
        unaccused(state, unit, act)
    lower = act.directory.rank_of(lead) < act.directory.rank_of(act.unit)
    if lower and not act.directory.is_competent(lead, state.matter_class, state.dispute):
        raise DutyHandedDown(unit=lead)
    competent_unit(act, lead, state.matter_class, state.dispute)
    no_second_order(state, lead)
    if command.due_on is not None and command.due_on < day_of(act.at):
        raise DayHasPassed(field="due_on", day=command.due_on.isoformat())
    yield WorkOrderIssued(
        order=act.new_id("order"),
        mode=command.mode,
        sender=act.unit,
        lead_unit=lead,
        co_units=co_units,
        requirements=command.requirements,
        due_on=command.due_on,
    )


def _fits(mode: OrderMode, *, own: bool, alone: bool) -> bool:
    """Whether the mode fits who is in the lead and whether anybody helps."""
    match mode:
        case OrderMode.OWN:
            return own
        case OrderMode.FORWARDED | OrderMode.ASSIGNED:
            return not own
        case OrderMode.JOINT:
            return not alone
        case OrderMode.DESIGNATED:
            return False  # A common superior designates, by an act of its own.


@case.decides(by=[Role.HANDLER, Role.UNIT_HEAD], during=GIVEN)
def sign_order(state: Case, command: SignOrder, act: Act) -> Events:
    """domain.md §2.5 C: by the unit in the lead, which nobody complains of by now.

    The terms of handling run since the order was issued, never since it was signed for.
    """
    order = order_at(state, command.order, OrderStage.ISSUED)
    given_to(order, act)
    unaccused(state, order.lead, act)
    unbiased(state, act.person)
    yield WorkOrderSigned(order=order.order, unit=order.lead)


@case.decides(by=SENDERS, during=TAKEN_UP)
def extend_order(state: Case, command: ExtendOrder, act: Act) -> Events:
    """domain.md §2.6 延期: once, by the unit that gave the order, and a party was told why.

    Whether it came in time is judged by the clock: a late extension heals nothing.
    """
    order = order_at(state, command.order, *UNANSWERED)
    sent_by(order, act)
    if act.person in (order.handler, *order.assistants):
        raise SamePerson
    if order.extended:
        raise OrderExtendedBefore
    EXTENSION_REASONS.require(command.reason, day_of(act.at), command.explanation)
    if command.due_on < day_of(act.at):
        raise DayHasPassed(field="due_on", day=command.due_on.isoformat())
    if order.due_on is not None and command.due_on <= order.due_on:
        raise NoMoreTime(due_on=order.due_on.isoformat())
    told_party(state, command.told)
    yield WorkOrderExtended(
        order=order.order,
        reason=command.reason,
        explanation=command.explanation,
        due_on=command.due_on,
        told=command.told,
        told_at=command.told_at,
    )
