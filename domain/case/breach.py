"""Breach (违约与督促): reminding before the day, recording the breach, urging, giving more time."""

from datetime import date

from domain.case.promises import (
    WHILE_BOUND,
    acts_for_staff,
    is_overdue,
    own_procedure,
    the_obligation,
)
from domain.case.refusals import DayHasPassed
from domain.case.refusals.agreements import AgreementNotInForce
from domain.case.refusals.fulfilment import (
    BreachKnown,
    DuePassed,
    NothingToUrge,
    NotLater,
    NotYetDue,
    ObligationSettled,
)
from domain.case.regions.agreements import AgreementStage, Obligation, ObligationStage
from domain.case.state import Case, case
from domain.codes.agreements import UrgingMethod
from domain.ids import CaseId, DocumentId, ObligationId, PersonId
from domain.kernel import Act, Command, Confidential, Event, Events, Recorded, day_of
from domain.roles import Role
from domain.texts import Narrative


class ObligationReminderSent(Event, tag="fulfilment.reminder_sent"):
    """履行提醒: the debtor was reminded before the day."""

    obligation: ObligationId
    receiver: PersonId
    due_on: date


class BreachRecorded(Event, tag="fulfilment.breach_recorded"):
    """违约登记: the day has passed and the obligation is not done."""

    obligation: ObligationId
    due_on: date
    days_late: int


class FulfilmentUrged(Event, tag="fulfilment.urged"):
    """督促履行: the committee urged the debtor, and this was the answer."""

    obligation: ObligationId
    method: UrgingMethod
    answer: Confidential


class ObligationDeferred(Event, tag="fulfilment.deferred"):
    """延期履行: the creditor gave more time."""

    obligation: ObligationId
    due_on: date
    before_on: date
    creditor_consent: DocumentId
    reason: Confidential


class RemindObligation(Command):
    """Remind the debtor before the day. 履行提醒"""

    case: CaseId
    obligation: ObligationId


class RecordBreach(Command):
    """Record that an obligation's last day has passed in vain. 违约登记"""

    case: CaseId
    obligation: ObligationId


class UrgeFulfilment(Command):
    """Urge the debtor after a breach, and note the answer. 督促履行"""

    case: CaseId
    obligation: ObligationId
    method: UrgingMethod
    answer: Narrative


class DeferObligation(Command):
    """Give more time, with the creditor's consent. 延期履行"""

    case: CaseId
    obligation: ObligationId
    due_on: date
    creditor_consent: DocumentId
    reason: Narrative


@case.evolves
def reminded(
    state: Case, event: ObligationReminderSent, fact: Recorded[ObligationReminderSent]
) -> None:
    """The record remembers it; nothing follows from it."""


@case.evolves
def breached(state: Case, event: BreachRecorded, fact: Recorded[BreachRecorded]) -> None:
    obligation = state.agreements.obligations[event.obligation]
    obligation.breached_on = event.due_on
    if not obligation.settled:
        obligation.stage = ObligationStage.BREACHED


@case.evolves
def urged(state: Case, event: FulfilmentUrged, fact: Recorded[FulfilmentUrged]) -> None:
    state.hands.mediators.add(fact.actor.person)


@case.evolves
def deferred(state: Case, event: ObligationDeferred, fact: Recorded[ObligationDeferred]) -> None:
    obligation = state.agreements.obligations[event.obligation]
    obligation.due_on = event.due_on
    if not obligation.settled:
        begun = obligation.fulfilled > 0
        obligation.stage = ObligationStage.PARTIAL if begun else ObligationStage.PENDING
    state.hands.mediators.add(fact.actor.person)


@case.decides(by=[Role.MEDIATOR, Role.MACHINE_CLIENT], during=WHILE_BOUND)
def remind(state: Case, command: RemindObligation, act: Act) -> Events:
    """domain.md §2.5 H: whoever owes it, while there is still time."""
    obligation = _open(state, command.obligation, act)
    if is_overdue(obligation, act):
        raise DuePassed
    yield ObligationReminderSent(
        obligation=command.obligation, receiver=obligation.debtor, due_on=obligation.due_on
    )


@case.decides(by=[Role.MEDIATOR, Role.MACHINE_CLIENT], during=WHILE_BOUND)
def record_breach(state: Case, command: RecordBreach, act: Act) -> Events:
    """民法典 art 203, 人民调解法 art 31: after the last day, moved off a day of rest; once."""
    obligation = _open(state, command.obligation, act)
    if not is_overdue(obligation, act):
        raise NotYetDue(due_on=act.last_day(obligation.due_on).isoformat())
    if obligation.breached_on == obligation.due_on:
        raise BreachKnown
    yield BreachRecorded(
        obligation=command.obligation,
        due_on=obligation.due_on,
        days_late=(day_of(act.at) - act.last_day(obligation.due_on)).days,
    )


@case.decides(by=[Role.MEDIATOR], during=WHILE_BOUND)
def urge(state: Case, command: UrgeFulfilment, act: Act) -> Events:
    """人民调解法 art 31: the committee urges whoever has not kept the agreement."""
    obligation = _open(state, command.obligation, act)
    if not obligation.in_breach:
        raise NothingToUrge
    yield FulfilmentUrged(
        obligation=command.obligation, method=command.method, answer=command.answer
    )


@case.decides(by=[Role.MEDIATOR], during=WHILE_BOUND)
def defer(state: Case, command: DeferObligation, act: Act) -> Events:
    """domain.md §2.5 H: to a later day that lies ahead, with the creditor's written consent."""
    obligation = _open(state, command.obligation, act)
    if command.due_on <= obligation.due_on:
        raise NotLater(due_on=obligation.due_on.isoformat())
    if command.due_on < day_of(act.at):
        raise DayHasPassed(field="due_on", day=command.due_on.isoformat())
    yield ObligationDeferred(
        obligation=command.obligation,
        due_on=command.due_on,
        before_on=obligation.due_on,
        creditor_consent=command.creditor_consent,
        reason=command.reason,
    )


def _open(state: Case, asked: ObligationId, act: Act) -> Obligation:
    """An obligation in force that is neither done nor with the court, of one's own procedure."""
    obligation = the_obligation(state, asked)
    agreement = state.agreements.all[obligation.agreement]
    if acts_for_staff(act):
        own_procedure(state, agreement.mediation, act)
    if agreement.stage is not AgreementStage.IN_FORCE:
        raise AgreementNotInForce
    if obligation.settled:
        raise ObligationSettled
    return obligation
