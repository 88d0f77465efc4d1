"""Petitions given to a unit (信访转送、交办): and what the unit tells the petitioner at once."""

from datetime import date, datetime

from domain.case.petition_standing import (
    HANDLED,
    answering_units,
    not_final,
    petitioner_or_speaker,
    under_the_regulation,
)
from domain.case.protection import goes_to_discipline
from domain.case.refusals import AccusedUnitMayNot, DayHasPassed, ExplanationNeeded
from domain.case.refusals.petition import (
    GivenAlready,
    NotTheAnsweringUnit,
    ToldAlready,
    ToldOrUnclear,
)
from domain.case.regions.orders import Order
from domain.case.regions.petition import PetitionStage
from domain.case.registers import competent_unit
from domain.case.state import Case, Stage, case
from domain.codes.petitions import PetitionReceiver, ReceiptResult
from domain.codes.routes import DISCIPLINE
from domain.ids import CaseId, OrderId, PersonId, UnitId
from domain.kernel import (
    Act,
    Actor,
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
from domain.texts import Narrative

GIVEN_OUT = (Stage.REGISTERED, *HANDLED)
"""The petition office may give it to a unit, before or after it is accepted."""


class PetitionForwarded(Event, tag="petition.forwarded"):
    """转送: the petition office passed the matter to the unit whose duty it is."""

    unit: UnitId
    order: OrderId
    receiver_kind: PetitionReceiver
    basis: Confidential


class PetitionAssigned(Event, tag="petition.assigned"):
    """信访交办: the matter was given to a unit that reports what came of it."""

    unit: UnitId
    order: OrderId
    receiver_kind: PetitionReceiver
    basis: Confidential
    feedback: Confidential
    report_due_on: date


class ReceiptNotified(Event, tag="petition.receipt_notified"):
    """收到告知: the unit told the petitioner that it has the matter, and whether it takes it up."""

    unit: UnitId
    result: ReceiptResult
    written: bool
    told_at: Moment | None
    receiver: PersonId | None
    unclear: bool
    reason: Confidential | None


class ForwardPetition(Command):
    """Pass a petition to the unit whose duty it is. 转送"""

    case: CaseId
    unit: UnitId
    receiver_kind: PetitionReceiver
    basis: Narrative


class AssignPetition(Command):
    """Give a petition to a unit that is to report what came of it. 信访交办"""

    case: CaseId
    unit: UnitId
    receiver_kind: PetitionReceiver
    basis: Narrative
    feedback: Narrative
    report_due_on: date


class NotifyReceipt(Command):
    """Tell the petitioner that the matter was received, and whether it is taken up. 收到告知"""

    case: CaseId
    unit: UnitId
    result: ReceiptResult
    written: bool = False
    told_at: Past | None = None
    receiver: PersonId | None = None
    unclear: bool = False
    reason: Narrative | None = None


@case.evolves
def forwarded(state: Case, event: PetitionForwarded, fact: Recorded[PetitionForwarded]) -> None:
    _given(state, event.unit, event.order, fact.actor, fact.occurred_at)


@case.evolves
def assigned(state: Case, event: PetitionAssigned, fact: Recorded[PetitionAssigned]) -> None:
    _given(state, event.unit, event.order, fact.actor, fact.occurred_at)


def _given(state: Case, unit: UnitId, order: OrderId, by: Actor, at: datetime) -> None:
    """The unit has an order like any other: it signs for it, objects to it, completes it."""
    state.units.add(unit)
    state.petition.unit = unit
    state.petition.given_to[unit] = order
    state.orders.all[order] = Order(
        order=order,
        sender=by.unit or state.centre,
        sent_by=by.person,
        lead=unit,
        issued_at=at,
        led_before=state.lead_unit,
    )
    if state.petition.stage is PetitionStage.NONE:
        state.petition.stage = PetitionStage.HANDLING
    if state.stage is Stage.ACCEPTED:
        state.stage = Stage.ASSIGNED


@case.evolves
def receipt_notified(state: Case, event: ReceiptNotified, fact: Recorded[ReceiptNotified]) -> None:
    state.petition.receipts.setdefault(event.unit, set()).add(event.result)
    if fact.actor.role is Role.HANDLER:
        state.hands.handlers.add(fact.actor.person)
        state.hands.handling_units.add(event.unit)


@case.decides(by=[Role.PETITION_OFFICE], during=GIVEN_OUT, when=[under_the_regulation, not_final])
def forward_petition(state: Case, command: ForwardPetition, act: Act) -> Events:
    """信访工作条例 art 22: 属地管理、分级负责、谁主管谁负责; accusations to discipline."""
    _may_have(state, command.unit, command.receiver_kind, act)
    yield PetitionForwarded(
        unit=command.unit,
        order=act.new_id("order"),
        receiver_kind=command.receiver_kind,
        basis=command.basis,
    )


@case.decides(by=[Role.PETITION_OFFICE], during=GIVEN_OUT, when=[under_the_regulation, not_final])
def assign_petition(state: Case, command: AssignPetition, act: Act) -> Events:
    """信访工作条例 art 22: as forwarding, and the unit reports by a day that lies ahead."""
    _may_have(state, command.unit, command.receiver_kind, act)
    if command.report_due_on < day_of(act.at):
        raise DayHasPassed(field="report_due_on", day=command.report_due_on.isoformat())
    yield PetitionAssigned(
        unit=command.unit,
        order=act.new_id("order"),
        receiver_kind=command.receiver_kind,
        basis=command.basis,
        feedback=command.feedback,
        report_due_on=command.report_due_on,
    )


def _may_have(state: Case, unit: UnitId, receiver: PetitionReceiver, act: Act) -> None:
    """A competent unit that is not complained of; a report goes to discipline inspection only."""
    route = DISCIPLINE if receiver is PetitionReceiver.DISCIPLINE else receiver.value
    goes_to_discipline(state, route, [unit])
    if unit in state.accused_units:
        raise AccusedUnitMayNot(unit=unit)
    competent_unit(act, unit, state.matter_class, state.dispute)
    known = state.petition.given_to.get(unit)
    if known is not None and state.orders.all[known].open:
        raise GivenAlready


@case.decides(
    by=[Role.HANDLER, Role.PETITION_OFFICE], during=GIVEN_OUT, when=[under_the_regulation]
)
def notify_receipt(state: Case, command: NotifyReceipt, act: Act) -> Events:
    """信访工作条例 art 23: each unit tells the petitioner; excepted if name or address is unclear.

    A handler speaks for their own unit; the petition office may record it for the unit.
    """
    answers = state.hands.answers_for(command.unit)
    own = act.unit in (command.unit, answers) or Role.PETITION_OFFICE in act.roles
    if not own or command.unit not in {*state.petition.given_to, *answering_units(state)}:
        raise NotTheAnsweringUnit
    told = {command.receiver is not None, command.told_at is not None, not command.unclear}
    if len(told) > 1:
        raise ToldOrUnclear
    if command.receiver is not None:
        petitioner_or_speaker(state, command.receiver)
    negative = command.result in (ReceiptResult.NOT_ACCEPTED, ReceiptResult.DIRECTED)
    if negative and command.reason is None:
        raise ExplanationNeeded(field="result")
    if command.result in state.petition.receipts.get(command.unit, ()):
        raise ToldAlready
    yield ReceiptNotified(
        unit=command.unit,
        result=command.result,
        written=command.written,
        told_at=command.told_at,
        receiver=command.receiver,
        unclear=command.unclear,
        reason=command.reason,
    )
