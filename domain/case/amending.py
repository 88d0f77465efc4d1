"""Amending and ending agreements (协议变更与失效): all agree to a change, or it does not bind."""

from decimal import Decimal
from typing import Annotated

from msgspec import Meta

from domain.case.agreement import owed
from domain.case.promises import (
    WHILE_BOUND,
    AgreedObligation,
    Clauses,
    Entries,
    ObligationEntry,
    acts_for_staff,
    bound_by,
    own_procedure,
    promised,
    speaks_for,
    the_agreement,
    within_claim,
)
from domain.case.refusals.agreements import (
    AgreementNotInForce,
    BasisDoesNotFit,
    BasisUnproved,
    CourtHasIt,
    InvalidAlready,
    ObligationFixed,
    ObligationUnknown,
)
from domain.case.refusals.shared import NotAllAgree
from domain.case.regions.agreements import (
    Agreement,
    AgreementStage,
    ConfirmationStage,
    ObligationStage,
)
from domain.case.state import Case, Stage, case
from domain.case.values import Documents
from domain.codes.agreements import AgreementScope, InvalidityBasis
from domain.codes.parties import Power
from domain.ids import AgreementId, CaseId, DocumentId, ObligationId, PersonId
from domain.kernel import Act, Command, Confidential, Event, Events, Recorded
from domain.roles import Role
from domain.texts import Narrative


class AgreementAmended(Event, tag="agreement.amended"):
    """协议变更: all parties agreed to other clauses; its effect is counted anew from here."""

    agreement: AgreementId
    clauses: tuple[Confidential, ...]
    obligations: tuple[AgreedObligation, ...]
    agreed_by: tuple[PersonId, ...]
    explanation: Confidential | None
    documents: tuple[DocumentId, ...]


class AgreementInvalidated(Event, tag="agreement.invalidated"):
    """协议失效: the agreement does not bind; `whole_claim_settled`: another one still does."""

    agreement: AgreementId
    basis: InvalidityBasis
    obligations: tuple[ObligationId, ...]
    whole_claim_settled: bool
    explanation: Confidential
    document: DocumentId | None


class AmendAgreement(Command):
    """Change clauses and obligations with the consent of all; the rest stands. 协议变更"""

    case: CaseId
    agreement: AgreementId
    clauses: Clauses
    agreed_by: Annotated[tuple[PersonId, ...], Meta(min_length=2, max_length=100)]
    documents: Annotated[Documents, Meta(min_length=1)]
    obligations: Entries = ()
    explanation: Narrative | None = None


class InvalidateAgreement(Command):
    """Record that an agreement does not bind, and by what. 协议失效"""

    case: CaseId
    agreement: AgreementId
    basis: InvalidityBasis
    explanation: Narrative
    document: DocumentId | None = None


@case.evolves
def amended(state: Case, event: AgreementAmended, fact: Recorded[AgreementAmended]) -> None:
    agreement = state.agreements.all[event.agreement]
    agreement.stage = AgreementStage.IN_FORCE
    agreement.effective_at = fact.occurred_at
    if agreement.confirmation is not ConfirmationStage.NOT_APPLICABLE:
        agreement.confirmation = ConfirmationStage.NOT_ADVISED
    for promise in event.obligations:
        changed = owed(event.agreement, promise)
        before = state.agreements.obligations.get(promise.obligation)
        if before is not None:
            changed.fulfilled, changed.late = before.fulfilled, before.late
            changed.forced = before.forced
            if before.fulfilled:
                changed.stage = ObligationStage.PARTIAL
        state.agreements.obligations[promise.obligation] = changed


@case.evolves
def invalidated(
    state: Case, event: AgreementInvalidated, fact: Recorded[AgreementInvalidated]
) -> None:
    state.agreements.all[event.agreement].stage = AgreementStage.INVALID
    if state.stage is Stage.AGREED and not event.whole_claim_settled:
        state.stage = Stage.IN_PROGRESS


@case.decides(by=[Role.MEDIATOR, Role.COURT_LIAISON], during=WHILE_BOUND)
def amend_agreement(state: Case, command: AmendAgreement, act: Act) -> Events:
    """民法典 art 543; 民事诉讼法 art 206: with everybody's consent, and not before the court.

    Obligations that are named are changed, others are added, the rest stands. The term to ask
    for confirmation begins anew.
    """
    agreement = the_agreement(state, command.agreement)
    if acts_for_staff(act):
        own_procedure(state, agreement.mediation, act)
    if agreement.stage is not AgreementStage.IN_FORCE:
        raise AgreementNotInForce
    if agreement.confirmation in _BEFORE_THE_COURT:
        raise CourtHasIt
    bound = bound_by(state, agreement)
    missing = [
        party
        for party in bound
        if not any(speaks_for(state, one, party, Power.SETTLE) for one in command.agreed_by)
    ]
    if missing:
        raise NotAllAgree(missing=missing)
    _may_be_changed(state, agreement, command.obligations)
    obligations = promised(command.obligations, (*agreement.parties, *bound), act)
    total = _total(state, agreement, obligations)
    within_claim(state, total, command.explanation, besides=agreement.agreement)
    yield AgreementAmended(
        agreement=command.agreement,
        clauses=command.clauses,
        obligations=obligations,
        agreed_by=tuple(dict.fromkeys(command.agreed_by)),
        explanation=command.explanation,
        documents=command.documents,
    )


_BEFORE_THE_COURT = (
    ConfirmationStage.APPLIED,
    ConfirmationStage.ACCEPTED,
    ConfirmationStage.GRANTED,
)


def _may_be_changed(
    state: Case, agreement: Agreement, entries: tuple[ObligationEntry, ...]
) -> None:
    """Only this agreement's obligations, each once, not done, not below what is paid."""
    own = {one.obligation: one for one in state.agreements.of(agreement.agreement)}
    named = [entry for entry in entries if entry.obligation is not None]
    if len({entry.obligation for entry in named}) < len(named):
        raise ObligationFixed
    for entry in named:
        if (before := own.get(entry.obligation or "")) is None:
            raise ObligationUnknown
        begun = before.fulfilled > 0
        other = (entry.debtor, entry.creditor, entry.kind) != (
            before.debtor,
            before.creditor,
            before.kind,
        )
        if before.settled or (begun and (other or Decimal(entry.amount or 0) <= before.fulfilled)):
            raise ObligationFixed


def _total(state: Case, agreement: Agreement, changed: tuple[AgreedObligation, ...]) -> Decimal:
    sums = {one.obligation: one.amount for one in state.agreements.of(agreement.agreement)}
    sums.update((one.obligation, Decimal(one.amount) if one.amount else None) for one in changed)
    return sum((amount for amount in sums.values() if amount is not None), Decimal(0))


@case.decides(by=[Role.MEDIATOR, Role.COURT_LIAISON], during=WHILE_BOUND)
def invalidate_agreement(state: Case, command: InvalidateAgreement, act: Act) -> Events:
    """人民调解法 art 32, 民事诉讼法 art 206; [F06 art 18]: by a ruling, a finding, or by all.

    A text that will not be signed any more is given up the same way, without a paper.
    """
    agreement = the_agreement(state, command.agreement)
    if acts_for_staff(act):
        own_procedure(state, agreement.mediation, act)
    if agreement.stage is AgreementStage.INVALID:
        raise InvalidAlready
    draft = agreement.stage is AgreementStage.REACHED
    if draft != (command.basis is InvalidityBasis.NOT_SIGNED):
        raise BasisDoesNotFit
    if not draft and command.document is None:
        raise BasisUnproved
    others = [
        one
        for one in state.agreements.whole_claim
        if one.agreement != command.agreement and one.scope is AgreementScope.FULL
    ]
    yield AgreementInvalidated(
        agreement=command.agreement,
        basis=command.basis,
        obligations=tuple(o.obligation for o in state.agreements.of(command.agreement)),
        whole_claim_settled=bool(others),
        explanation=command.explanation,
        document=command.document,
    )
