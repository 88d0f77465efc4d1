"""Objections (派单异议): units dispute whose duty it is, and somebody above them decides."""

from domain.case.duty import (
    GIVEN,
    given_to,
    no_second_order,
    order_at,
    sent_by,
    unaccused,
    unbiased,
)
from domain.case.orders import SENDERS, WorkOrderIssued
from domain.case.refusals import SameUnit
from domain.case.refusals.orders import (
    DesignatedMayNotReturn,
    DesignationNeeded,
    DisputingUnitMayNot,
    DutyHandedDown,
    NotTheirSuperior,
    ObjectedBefore,
    OrderSignedAlready,
    OrderStageDoesNotFit,
    SenderUnitMissing,
)
from domain.case.regions.orders import Order, OrderStage
from domain.case.registers import registered_unit
from domain.case.state import Case, Stage, case
from domain.case.supervision import SupervisionOrdered
from domain.codes import OBJECTION_REASONS
from domain.codes.orders import BOUNCED, OrderMode, SupervisionLevel
from domain.ids import CaseId, DocumentId, OrderId, UnitId
from domain.kernel import Act, Command, Confidential, Event, Events, Recorded, day_of
from domain.roles import Role
from domain.texts import Code, Narrative


class WorkOrderObjected(Event, tag="order.objected"):
    """派单异议: a unit says, with reasons, that it is not its duty."""

    order: OrderId
    unit: UnitId
    reason: str
    details: Confidential
    legal_basis: Confidential
    suggested_unit: UnitId | None


class ObjectionUpheld(Event, tag="order.objection_upheld"):
    """异议成立: the order is taken back; `lead_unit` leads the matter now.

    `unassigned` says that no unit has an open order of it any more.
    """

    order: OrderId
    unit: UnitId
    basis: Confidential
    lead_unit: UnitId | None
    unassigned: bool


class ObjectionRejected(Event, tag="order.objection_rejected"):
    """异议不成立: it is the unit's duty, and the unit signs."""

    order: OrderId
    unit: UnitId
    basis: Confidential


class UnitDesignated(Event, tag="order.unit_designated"):
    """指定承办: a common superior named the unit, which may not send it back.

    The disputed order ends; the one that follows is the designated unit's. `bounced` says that
    an objection was decided by it.
    """

    order: OrderId
    unit: UnitId
    basis: Confidential
    document: DocumentId
    bounced: bool


class ObjectToOrder(Command):
    """Object to an order that is not the unit's duty, once, with reasons. 派单异议"""

    case: CaseId
    order: OrderId
    reason: Code
    details: Narrative
    legal_basis: Narrative
    suggested_unit: UnitId | None = None


class UpholdObjection(Command):
    """Decide that it is not the unit's duty; the order is taken back. 异议成立"""

    case: CaseId
    order: OrderId
    basis: Narrative


class RejectObjection(Command):
    """Decide that it is the unit's duty; the unit signs. 异议不成立"""

    case: CaseId
    order: OrderId
    basis: Narrative


class DesignateUnit(Command):
    """Designate, above both disputing units, the one that handles it for good. 指定承办"""

    case: CaseId
    order: OrderId
    unit: UnitId
    basis: Narrative
    document: DocumentId


@case.evolves
def objected(state: Case, event: WorkOrderObjected, fact: Recorded[WorkOrderObjected]) -> None:
    order = state.orders.all[event.order]
    order.stage = OrderStage.OBJECTED
    order.objected_by.add(event.unit)
    order.suggested = event.suggested_unit


@case.evolves
def objection_upheld(state: Case, event: ObjectionUpheld, fact: Recorded[ObjectionUpheld]) -> None:
    state.orders.all[event.order].stage = OrderStage.RETURNED_TO_SENDER
    state.orders.excused.add(event.unit)
    state.orders.bounces += 1
    state.lead_unit = event.lead_unit
    if event.unassigned and state.stage is Stage.ASSIGNED:
        state.stage = Stage.ACCEPTED


@case.evolves
def objection_rejected(
    state: Case, event: ObjectionRejected, fact: Recorded[ObjectionRejected]
) -> None:
    state.orders.all[event.order].stage = OrderStage.ISSUED
    state.orders.bounces += 1


@case.evolves
def unit_designated(state: Case, event: UnitDesignated, fact: Recorded[UnitDesignated]) -> None:
    state.orders.all[event.order].stage = OrderStage.RETURNED_TO_SENDER
    state.orders.bounces += event.bounced


@case.decides(by=[Role.UNIT_HEAD], during=GIVEN)
def object_to_order(state: Case, command: ObjectToOrder, act: Act) -> Events:
    """信访工作条例 art 23: once for each order, with reasons, before signing for it.

    A designated unit does not object [F25 art 22]. Whether it came in time is judged by the clock.
    """
    order = order_at(state, command.order)
    given_to(order, act)
    unbiased(state, act.person)
    if order.designated:
        raise DesignatedMayNotReturn
    if order.lead in order.objected_by:
        raise ObjectedBefore
    if order.stage is OrderStage.SIGNED:
        raise OrderSignedAlready
    if order.stage is not OrderStage.ISSUED:
        raise OrderStageDoesNotFit(stage=order.stage)
    OBJECTION_REASONS.require(command.reason, day_of(act.at), command.details)
    if command.suggested_unit is not None:
        registered_unit(act, command.suggested_unit)
        if command.suggested_unit == order.lead:
            raise SameUnit
    yield WorkOrderObjected(
        order=order.order,
        unit=order.lead,
        reason=command.reason,
        details=command.details,
        legal_basis=command.legal_basis,
        suggested_unit=command.suggested_unit,
    )


@case.decides(by=SENDERS, during=GIVEN)
def uphold_objection(state: Case, command: UpholdObjection, act: Act) -> Events:
    """信访工作条例 art 23: the sender agrees and takes the order back; the clocks run on."""
    order = _to_decide(state, command.order, act)
    others = [one for one in state.orders.open if one is not order]
    yield ObjectionUpheld(
        order=order.order,
        unit=order.lead,
        basis=command.basis,
        lead_unit=others[-1].lead if others else _led_before(state, order),
        unassigned=not others,
    )


@case.decides(by=SENDERS, during=GIVEN)
def reject_objection(state: Case, command: RejectObjection, act: Act) -> Events:
    """domain.md §2.5 C: the sender stands by the order; the unit signs and objects no more."""
    order = _to_decide(state, command.order, act)
    yield ObjectionRejected(order=order.order, unit=order.lead, basis=command.basis)


@case.decides(by=[Role.CENTRE_DIRECTOR, Role.POLITICAL_LEGAL_COMMITTEE], during=GIVEN)
def designate_unit(state: Case, command: DesignateUnit, act: Act) -> Events:
    """信访工作条例 art 24; [F25 art 22]; domain.md §2.6: by a common superior, for good.

    It ends a dispute at any time, and is the only end of the third one, which supervision follows.
    A duty is not handed down to a unit below the one that objected.
    """
    order = order_at(state, command.order, OrderStage.ISSUED, OrderStage.OBJECTED)
    if act.unit is None:
        raise SenderUnitMissing
    unaccused(state, command.unit, act)
    _undisputing(order.disputing | {command.unit}, act)
    for unit in (order.lead, command.unit):
        _above(act, act.unit, unit)
    lower = act.directory.rank_of(command.unit) < act.directory.rank_of(order.lead)
    if lower and not act.directory.is_competent(command.unit, state.matter_class, state.dispute):
        raise DutyHandedDown(unit=command.unit)
    no_second_order(state, command.unit, beside=order.order)
    bounced = order.stage is OrderStage.OBJECTED
    yield UnitDesignated(
        order=order.order,
        unit=command.unit,
        basis=command.basis,
        document=command.document,
        bounced=bounced,
    )
    yield WorkOrderIssued(
        order=act.new_id("order"),
        mode=OrderMode.DESIGNATED,
        sender=act.unit,
        lead_unit=command.unit,
        co_units=tuple(sorted(order.co_units - {command.unit} - state.accused_units)),
        requirements=order.requirements,
        due_on=order.due_on,
    )
    if _bounced_too_often(state.orders.bounces + bounced, act):
        yield SupervisionOrdered(
            supervision=act.new_id("supervision"),
            level=SupervisionLevel.GENERAL,
            unit=command.unit,
            ground=BOUNCED,
            content=command.basis,
            due_on=None,
        )


def _to_decide(state: Case, order: OrderId, act: Act) -> Order:
    """The order whose objection the sender may decide now. Raises what forbids it."""
    found = order_at(state, order, OrderStage.OBJECTED)
    sent_by(found, act)
    _undisputing(found.disputing, act)
    if _bounced_too_often(state.orders.bounces + 1, act):
        raise DesignationNeeded(bounces=state.orders.bounces + 1)
    return found


def _bounced_too_often(bounces: int, act: Act) -> bool:
    """domain.md §2.6: the third bounce forces designation and supervision."""
    return bounces >= act.book.number("bounces_before_designation").whole


def _undisputing(units: set[UnitId], act: Act) -> None:
    """domain.md §4.4: nobody of either unit, by this post or another. `DisputingUnitMayNot`."""
    for unit in units:
        if act.unit == unit or act.directory.roles_in(act.person, unit, act.at):
            raise DisputingUnitMayNot


def _above(act: Act, superior: UnitId, unit: UnitId) -> None:
    """Whether a unit stands above another on a line or by its level. Raises `NotTheirSuperior`."""
    outranks = act.directory.rank_of(superior) > act.directory.rank_of(unit)
    if not outranks and superior not in act.directory.superiors_of(unit):
        raise NotTheirSuperior(unit=unit)


def _led_before(state: Case, order: Order) -> UnitId | None:
    """Who leads again when an order is taken back: who led before, unless excused since."""
    excused = {*state.orders.excused, order.lead}
    return None if order.led_before in excused else order.led_before
