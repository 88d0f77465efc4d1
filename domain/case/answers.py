"""Answers to an order (办理反馈): progress, a co-unit's part, the result, and back for rework."""

from datetime import date

from domain.case.duty import (
    TAKEN_UP,
    given_to,
    no_second_order,
    order_at,
    told_party,
    unbiased,
)
from domain.case.refusals import DayHasPassed
from domain.case.refusals.orders import (
    CoUnitsOutstanding,
    HandlersMayNotReturn,
    NotYourOrder,
    OrderNotYourDuty,
)
from domain.case.regions.orders import Order, OrderStage
from domain.case.state import Case, case
from domain.case.values import Documents
from domain.codes import ORDER_RESULTS
from domain.codes.notices import ServiceMethod
from domain.ids import CaseId, DocumentId, OrderId, PersonId, UnitId
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
from domain.values import Value


class Reply(Value):
    """答复: which party was told the result, when, how, and what proves it."""

    receiver: PersonId
    method: ServiceMethod
    served_at: Past
    proof: DocumentId | None = None


class ProgressReported(Event, tag="order.progress_reported"):
    """办理进展: how far it is, what comes next and when."""

    order: OrderId
    unit: UnitId
    progress: Confidential
    next_step: Confidential
    next_on: date


class AssistanceCompleted(Event, tag="order.assistance_completed"):
    """协办办结: a co-unit has done its part."""

    order: OrderId
    unit: UnitId
    result: Confidential
    documents: tuple[DocumentId, ...]


class WorkOrderCompleted(Event, tag="order.completed"):
    """办理反馈: the unit in the lead answered, and a party was told."""

    order: OrderId
    unit: UnitId
    result_code: str
    result: Confidential
    reply_to: PersonId
    reply_method: ServiceMethod
    replied_at: Moment
    reply_proof: DocumentId | None
    documents: tuple[DocumentId, ...]
    without_units: tuple[UnitId, ...]
    without_reason: Confidential | None


class WorkOrderReturned(Event, tag="order.returned"):
    """退回重办: the answer falls short; the unit handles it again by a new day."""

    order: OrderId
    deficiencies: Confidential
    due_on: date


class ReportProgress(Command):
    """Report how far it is, what comes next and when. 办理进展"""

    case: CaseId
    order: OrderId
    progress: Narrative
    next_step: Narrative
    next_on: date


class CompleteAssistance(Command):
    """File what a co-unit has done as its part of an order. 协办办结"""

    case: CaseId
    order: OrderId
    result: Narrative
    documents: Documents = ()


class CompleteOrder(Command):
    """Answer an order: the result, and the reply a party was given. 办理反馈"""

    case: CaseId
    order: OrderId
    result_code: Code
    result: Narrative
    reply: Reply
    documents: Documents = ()
    without_reason: Narrative | None = None


class ReturnOrder(Command):
    """Send an answer back, naming what falls short, to be handled again by a day. 退回重办"""

    case: CaseId
    order: OrderId
    deficiencies: Narrative
    due_on: date


@case.evolves
def progress_reported(
    state: Case, event: ProgressReported, fact: Recorded[ProgressReported]
) -> None:
    _worked(state, event.unit, fact.actor.person)


@case.evolves
def assistance_completed(
    state: Case, event: AssistanceCompleted, fact: Recorded[AssistanceCompleted]
) -> None:
    state.orders.all[event.order].co_done.add(event.unit)
    _worked(state, event.unit, fact.actor.person)


@case.evolves
def completed(state: Case, event: WorkOrderCompleted, fact: Recorded[WorkOrderCompleted]) -> None:
    state.orders.all[event.order].stage = OrderStage.COMPLETED
    _worked(state, event.unit, fact.actor.person)


@case.evolves
def returned(state: Case, event: WorkOrderReturned, fact: Recorded[WorkOrderReturned]) -> None:
    order = state.orders.all[event.order]
    order.stage = OrderStage.SIGNED
    order.due_on = event.due_on
    order.returns += 1


def _worked(state: Case, unit: UnitId, person: PersonId) -> None:
    state.hands.handlers.add(person)
    state.hands.handling_units.add(unit)


@case.decides(by=[Role.HANDLER], during=TAKEN_UP)
def report_progress(state: Case, command: ReportProgress, act: Act) -> Events:
    """domain.md §2.5 C: by the order's handler or an assistant, or by a handler of a co-unit."""
    order = order_at(state, command.order, OrderStage.SIGNED)
    unit = _own_unit(order, act)
    unbiased(state, act.person)
    hands = {order.handler, *order.assistants}
    if unit == order.lead and order.handler is not None and act.person not in hands:
        raise OrderNotYourDuty
    if command.next_on < day_of(act.at):
        raise DayHasPassed(field="next_on", day=command.next_on.isoformat())
    yield ProgressReported(
        order=order.order,
        unit=unit,
        progress=command.progress,
        next_step=command.next_step,
        next_on=command.next_on,
    )


def _own_unit(order: Order, act: Act) -> UnitId:
    """The actor's unit, which has a part in the order. Raises `NotYourOrder`."""
    if act.unit is None or act.unit not in (order.lead, *order.co_units):
        raise NotYourOrder
    return act.unit


@case.decides(by=[Role.HANDLER, Role.UNIT_HEAD], during=TAKEN_UP)
def complete_assistance(state: Case, command: CompleteAssistance, act: Act) -> Events:
    """domain.md §2.5 C: each co-unit files its own part, before the lead answers for all."""
    order = order_at(state, command.order, OrderStage.SIGNED)
    if act.unit is None or act.unit not in order.co_units:
        raise NotYourOrder
    unbiased(state, act.person)
    yield AssistanceCompleted(
        order=order.order, unit=act.unit, result=command.result, documents=command.documents
    )


@case.decides(by=[Role.UNIT_HEAD], during=TAKEN_UP)
def complete_order(state: Case, command: CompleteOrder, act: Act) -> Events:
    """domain.md §2.5 C, §4.4: by the unit's head, with co-units done and a party told.

    The head may answer without a co-unit, saying why.
    """
    order = order_at(state, command.order, OrderStage.SIGNED)
    given_to(order, act)
    unbiased(state, act.person)
    ORDER_RESULTS.require(command.result_code, day_of(act.at), command.result)
    missing = tuple(sorted(order.co_units - order.co_done))
    if missing and command.without_reason is None:
        raise CoUnitsOutstanding(units=missing)
    told_party(state, command.reply.receiver)
    yield WorkOrderCompleted(
        order=order.order,
        unit=order.lead,
        result_code=command.result_code,
        result=command.result,
        reply_to=command.reply.receiver,
        reply_method=command.reply.method,
        replied_at=command.reply.served_at,
        reply_proof=command.reply.proof,
        documents=command.documents,
        without_units=missing,
        without_reason=command.without_reason if missing else None,
    )


@case.decides(by=[Role.TRIAGE_OFFICER, Role.SUPERVISOR], during=TAKEN_UP)
def return_order(state: Case, command: ReturnOrder, act: Act) -> Events:
    """domain.md §2.5 C, §4.6 SoD-6: for reasons, by a new day, by nobody who handled it.

    The same order goes on: its first answer stays on record, and it counts as one order.
    """
    order = order_at(state, command.order, OrderStage.COMPLETED)
    if act.unit in (order.lead, *order.co_units) or act.person in state.hands.worked:
        raise HandlersMayNotReturn
    no_second_order(state, order.lead)
    if command.due_on < day_of(act.at):
        raise DayHasPassed(field="due_on", day=command.due_on.isoformat())
    yield WorkOrderReturned(
        order=order.order, deficiencies=command.deficiencies, due_on=command.due_on
    )
