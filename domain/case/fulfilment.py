"""Fulfilment (履行): what was paid or done under an agreement, by whom it is shown, how freely."""

from datetime import date
from decimal import Decimal

from domain.case.promises import (
    WHILE_BOUND,
    acts_for_staff,
    own_procedure,
    speaks_for,
    the_obligation,
)
from domain.case.refusals import ToldFromTheFuture
from domain.case.refusals.agreements import AgreementNotInForce, AmountMissing, AmountNotMoney
from domain.case.refusals.fulfilment import (
    CreditorMustConfirm,
    DoneBeforeAgreed,
    MoreThanOwed,
    NotVoluntary,
    NotYourObligation,
    NotYourWitness,
    ObligationSettled,
    ProofMissing,
)
from domain.case.regions.agreements import (
    Agreement,
    AgreementStage,
    Obligation,
    ObligationStage,
)
from domain.case.state import Case, case
from domain.codes.agreements import ObligationKind, ProofKind
from domain.codes.parties import Power
from domain.ids import AgreementId, CaseId, DocumentId, ObligationId
from domain.kernel import Act, Command, Event, Events, Recorded, day_of
from domain.roles import Role
from domain.texts import Yuan


class FulfilmentRecorded(Event, tag="fulfilment.recorded"):
    """履行登记: a part or all of an obligation was done; `complete` when nothing is left."""

    obligation: ObligationId
    amount: Yuan | None
    done_on: date
    complete: bool
    voluntary: bool
    late: bool
    proof_kind: ProofKind
    proof: DocumentId | None
    creditor_confirmation: DocumentId | None


class AgreementFulfilled(Event, tag="agreement.fulfilled"):
    """协议全部履行: every obligation is done; `voluntary` when none was enforced."""

    agreement: AgreementId
    voluntary: bool
    late: bool


class RecordFulfilment(Command):
    """Record what was paid or done, with proof; `partly` is for what is no money. 履行登记"""

    case: CaseId
    obligation: ObligationId
    done_on: date
    proof_kind: ProofKind
    amount: Yuan | None = None
    partly: bool = False
    voluntary: bool = True
    proof: DocumentId | None = None
    creditor_confirmation: DocumentId | None = None


@case.evolves
def recorded(state: Case, event: FulfilmentRecorded, fact: Recorded[FulfilmentRecorded]) -> None:
    obligation = state.agreements.obligations[event.obligation]
    obligation.fulfilled += Decimal(event.amount or 0)
    obligation.late |= event.late
    obligation.forced |= not event.voluntary
    if event.complete:
        obligation.stage = ObligationStage.FULFILLED
    elif obligation.stage is ObligationStage.PENDING:
        obligation.stage = ObligationStage.PARTIAL
    if fact.actor.role is Role.MEDIATOR:
        state.hands.mediators.add(fact.actor.person)


@case.evolves
def fulfilled(state: Case, event: AgreementFulfilled, fact: Recorded[AgreementFulfilled]) -> None:
    state.agreements.all[event.agreement].stage = AgreementStage.FULFILLED


@case.decides(by=[Role.MEDIATOR, Role.PARTY], during=WHILE_BOUND)
def record_fulfilment(state: Case, command: RecordFulfilment, act: Act) -> Events:
    """人民调解法 art 31; domain.md §2.7 invariant 7: never more than is owed, and with proof.

    A party records what they owe or are owed. The creditor confirms a large payment, unless it
    is they who record it. When the last obligation is done, the agreement is fulfilled.
    """
    obligation = the_obligation(state, command.obligation)
    agreement = state.agreements.all[obligation.agreement]
    by_creditor = _may_record(state, agreement, obligation, command, act)
    if agreement.stage is not AgreementStage.IN_FORCE:
        raise AgreementNotInForce
    if obligation.fulfilled_in_full:
        raise ObligationSettled
    if obligation.stage is ObligationStage.ENFORCED and command.voluntary:
        raise NotVoluntary
    _done_in_time_told(agreement, command, act)
    complete = _complete(obligation, command)
    above = act.book.number("creditor_confirms_above").value
    confirmed = by_creditor or command.creditor_confirmation is not None
    if Decimal(command.amount or 0) > Decimal(str(above)) and not confirmed:
        raise CreditorMustConfirm(above=f"{above:g}")
    done = FulfilmentRecorded(
        obligation=command.obligation,
        amount=command.amount,
        done_on=command.done_on,
        complete=complete,
        voluntary=command.voluntary,
        late=command.done_on > act.last_day(obligation.due_on),
        proof_kind=command.proof_kind,
        proof=command.proof,
        creditor_confirmation=command.creditor_confirmation,
    )
    yield done
    yield from all_done(state, agreement, [done])


def all_done(state: Case, agreement: Agreement, done: list[FulfilmentRecorded]) -> Events:
    """The agreement is fulfilled, if these fulfilments leave nothing open."""
    now = {one.obligation: one for one in done if one.complete}
    own = state.agreements.of(agreement.agreement)
    if all(one.fulfilled_in_full or one.obligation in now for one in own):
        freely = not any(one.forced for one in own) and all(one.voluntary for one in done)
        yield AgreementFulfilled(
            agreement=agreement.agreement,
            voluntary=freely,
            late=any(one.late for one in own) or any(one.late for one in done),
        )


def _may_record(
    state: Case,
    agreement: Agreement,
    obligation: Obligation,
    command: RecordFulfilment,
    act: Act,
) -> bool:
    """Who may record it, and by which proof; whether it is the creditor who does."""
    by_party = not acts_for_staff(act)
    by_creditor = speaks_for(state, act.person, obligation.creditor, Power.PRESENT)
    if by_party:
        by_debtor = speaks_for(state, act.person, obligation.debtor, Power.PRESENT)
        if not (by_creditor or by_debtor):
            raise NotYourObligation
        if command.proof_kind in (ProofKind.WITNESSED, ProofKind.COURT):
            raise NotYourWitness
    else:
        own_procedure(state, agreement.mediation, act)
    if command.proof is None and command.proof_kind is not ProofKind.WITNESSED:
        raise ProofMissing
    return by_party and by_creditor


def _done_in_time_told(agreement: Agreement, command: RecordFulfilment, act: Act) -> None:
    today = day_of(act.at)
    if command.done_on > today:
        raise ToldFromTheFuture(
            field="done_on", told=command.done_on.isoformat(), at=today.isoformat()
        )
    if agreement.reached_at is not None and command.done_on < day_of(agreement.reached_at):
        raise DoneBeforeAgreed


def _complete(obligation: Obligation, command: RecordFulfilment) -> bool:
    if obligation.kind is not ObligationKind.MONEY:
        if command.amount is not None:
            raise AmountNotMoney
        return not command.partly
    amount = Decimal(command.amount or 0)
    if amount == 0:
        raise AmountMissing
    if amount > obligation.owed:
        raise MoreThanOwed(amount=str(amount), owed=str(obligation.owed))
    return amount == obligation.owed
