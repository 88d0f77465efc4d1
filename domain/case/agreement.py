"""Agreement (调解协议): what the parties have agreed, in a procedure, and when it binds them."""

from decimal import Decimal
from typing import Annotated

from msgspec import Meta

from domain.case.procedure import SIDES, disputants
from domain.case.promises import (
    WHILE_AGREEING,
    AgreedObligation,
    Clauses,
    Entries,
    ObligationTerm,
    mediates,
    promised,
    terms_of,
    within_claim,
)
from domain.case.refusals import PartyUnknown
from domain.case.refusals.agreements import (
    AgreementAgainstRefusal,
    AgreementAwaitsSuccessor,
    AgreementLeavesOut,
    AgreementNeedsProcedure,
    AgreementOvertaken,
    AgreementUnsigned,
    AgreementWhileSuspended,
    ObligationUnknown,
    OneSidedAgreement,
)
from domain.case.regions.agreements import (
    Agreement,
    AgreementStage,
    ConfirmationStage,
    Obligation,
    ObligationStage,
)
from domain.case.regions.mediations import Procedure, ProcedureStage
from domain.case.state import UNDER_WAY, Case, Stage, case
from domain.codes.agreements import CONFIRMABLE, AgreementForm, AgreementScope
from domain.ids import AgreementId, CaseId, DocumentId, MediationId, PersonId
from domain.kernel import Act, Command, Confidential, Event, Events, Moment, Recorded
from domain.roles import Role
from domain.texts import Narrative


class AgreementReached(Event, tag="agreement.reached"):
    """达成协议: the parties have agreed on these clauses and obligations."""

    agreement: AgreementId
    mediation: MediationId
    form: AgreementForm
    scope: AgreementScope
    parties: tuple[PersonId, ...]
    clauses: tuple[Confidential, ...]
    obligations: tuple[AgreedObligation, ...]
    explanation: Confidential | None
    document: DocumentId | None


class AgreementEffective(Event, tag="agreement.effective"):
    """协议生效: the agreement binds, from the last signature or by word of mouth."""

    agreement: AgreementId
    mediation: MediationId
    form: AgreementForm
    scope: AgreementScope
    confirmable: bool
    effective_at: Moment
    obligations: tuple[ObligationTerm, ...]


class ReachAgreement(Command):
    """Record what the parties have agreed, in writing or by word of mouth. 达成协议"""

    case: CaseId
    mediation: MediationId
    form: AgreementForm
    scope: AgreementScope
    parties: Annotated[tuple[PersonId, ...], Meta(min_length=2, max_length=100)]
    clauses: Clauses
    obligations: Entries = ()
    explanation: Narrative | None = None
    document: DocumentId | None = None


@case.evolves
def reached(state: Case, event: AgreementReached, fact: Recorded[AgreementReached]) -> None:
    state.agreements.all[event.agreement] = Agreement(
        agreement=event.agreement,
        mediation=event.mediation,
        form=event.form,
        scope=event.scope,
        parties=event.parties,
        reached_at=fact.occurred_at,
    )
    for promise in event.obligations:
        state.agreements.obligations[promise.obligation] = owed(event.agreement, promise)
    state.hands.mediators.add(fact.actor.person)
    if fact.actor.unit is not None:
        state.hands.handling_units.add(fact.actor.unit)


def owed(agreement: AgreementId, promise: AgreedObligation) -> Obligation:
    """The obligation as the state keeps it."""
    return Obligation(
        obligation=promise.obligation,
        agreement=agreement,
        debtor=promise.debtor,
        creditor=promise.creditor,
        kind=promise.kind,
        due_on=promise.due_on,
        amount=None if promise.amount is None else Decimal(promise.amount),
        stage=ObligationStage.PENDING,
    )


@case.evolves
def effective(state: Case, event: AgreementEffective, fact: Recorded[AgreementEffective]) -> None:
    agreement = state.agreements.all[event.agreement]
    agreement.stage = AgreementStage.IN_FORCE
    agreement.effective_at = event.effective_at
    if not event.confirmable:
        agreement.confirmation = ConfirmationStage.NOT_APPLICABLE
    procedure = state.mediations.all[event.mediation]
    if event.scope is AgreementScope.PARTIAL:
        procedure.partly_agreed = True
        return
    if procedure.under_way:
        state.mediations.end(event.mediation, ProcedureStage.AGREED)
    if state.stage in UNDER_WAY:
        state.stage = Stage.AGREED


@case.decides(by=[Role.MEDIATOR, Role.COMMITTEE_HEAD], during=WHILE_AGREEING)
def reach_agreement(state: Case, command: ReachAgreement, act: Act) -> Events:
    """人民调解法 arts 28 to 30: by parties of both sides, in a procedure that is under way.

    What settles everything binds everybody; more money than was claimed is explained. An oral
    agreement takes effect at once, a written one with the last signature or seal.
    """
    procedure = running_procedure(state, command.mediation)
    mediates(state, procedure, act)
    waiting = (AgreementStage.REACHED,)
    if any(a.mediation == command.mediation and a.stage in waiting for a in _agreements(state)):
        raise AgreementUnsigned
    parties = tuple(dict.fromkeys(command.parties))
    _both_sides(state, parties, command.scope)
    if any(entry.obligation is not None for entry in command.obligations):
        raise ObligationUnknown
    obligations = promised(command.obligations, parties, act)
    total = sum((Decimal(o.amount) for o in obligations if o.amount is not None), Decimal(0))
    within_claim(state, total, command.explanation)
    reached = AgreementReached(
        agreement=act.new_id("agreement"),
        mediation=command.mediation,
        form=command.form,
        scope=command.scope,
        parties=parties,
        clauses=command.clauses,
        obligations=obligations,
        explanation=command.explanation,
        document=command.document,
    )
    yield reached
    if command.form is AgreementForm.ORAL:
        yield AgreementEffective(
            agreement=reached.agreement,
            mediation=command.mediation,
            form=command.form,
            scope=command.scope,
            confirmable=is_confirmable(procedure, command.form),
            effective_at=act.at,
            obligations=terms_of(obligations),
        )


def _agreements(state: Case) -> list[Agreement]:
    return list(state.agreements.all.values())


def running_procedure(state: Case, mediation: MediationId | None) -> Procedure:
    """The procedure, if it can bring an agreement now.

    Raises `AgreementNeedsProcedure`, `AgreementOvertaken`, `AgreementAgainstRefusal`,
    `AgreementWhileSuspended`.
    """
    procedure = None if mediation is None else state.mediations.all.get(mediation)
    if procedure is None or not procedure.under_way:
        raise AgreementNeedsProcedure
    if state.mediations.taken_elsewhere:
        raise AgreementOvertaken
    if procedure.refused_at is not None:
        raise AgreementAgainstRefusal
    if procedure.stage is ProcedureStage.SUSPENDED or state.mediations.suspected_false:
        raise AgreementWhileSuspended
    return procedure


def is_confirmable(procedure: Procedure, form: AgreementForm) -> bool:
    """Whether a court may confirm it: in writing, of people's mediation [F01 art 33]."""
    return form is AgreementForm.WRITTEN and procedure.kind in CONFIRMABLE


def _both_sides(state: Case, parties: tuple[PersonId, ...], scope: AgreementScope) -> None:
    known = state.parties
    for person in parties:
        if person not in known:
            raise PartyUnknown(person=person)
        if person in state.mediations.deceased | state.mediations.gone:
            raise AgreementAwaitsSuccessor(party=person)
    if not all(set(state.present_on(side)).intersection(parties) for side in SIDES):
        raise OneSidedAgreement
    missing = [person for person in disputants(state) if person not in parties]
    if scope is AgreementScope.FULL and missing:
        raise AgreementLeavesOut(missing=missing)
