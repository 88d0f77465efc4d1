"""Enforcement (强制执行、支付令、公证债权文书): what a creditor may do after a breach."""

from collections.abc import Iterable
from typing import Annotated

from msgspec import Meta

from domain.case.fulfilment import FulfilmentRecorded, all_done
from domain.case.promises import (
    WHILE_BOUND,
    is_overdue,
    speaks_for,
    the_agreement,
    the_obligation,
)
from domain.case.refusals.agreements import AgreementNotInForce
from domain.case.refusals.confirmation import (
    NoPaymentOrder,
    NotEnforceable,
    NothingEnforced,
    NotNotarisable,
    NotYetInBreach,
    ObligationOfAnother,
    PaymentOrderOnce,
)
from domain.case.refusals.fulfilment import ObligationSettled
from domain.case.regions.agreements import (
    Agreement,
    AgreementStage,
    ConfirmationStage,
    Obligation,
    ObligationStage,
)
from domain.case.registers import registered_unit
from domain.case.state import Case, case
from domain.codes.agreements import (
    WAGES,
    AgreementForm,
    EnforcementResult,
    ObligationKind,
    ProofKind,
)
from domain.codes.parties import Power
from domain.ids import AgreementId, CaseId, DocumentId, ObligationId, UnitId
from domain.kernel import Act, Command, Confidential, Event, Events, Recorded, day_of
from domain.policy.daycount import midnight
from domain.roles import Role
from domain.texts import Label, Narrative

Obligations = Annotated[tuple[ObligationId, ...], Meta(min_length=1, max_length=50)]
"""所涉义务: obligations of one agreement."""


class EnforcementApplied(Event, tag="enforcement.applied"):
    """申请强制执行: a creditor applied; `late` after two years, which the debtor may plead."""

    agreement: AgreementId
    obligations: tuple[ObligationId, ...]
    court: str
    unit: UnitId | None
    late: bool
    document: DocumentId | None


class EnforcementEnded(Event, tag="enforcement.ended"):
    """执行结束: how the enforcement of these obligations ended."""

    agreement: AgreementId
    obligations: tuple[ObligationId, ...]
    enforcement_result: EnforcementResult
    explanation: Confidential | None
    document: DocumentId


class PaymentOrderApplied(Event, tag="payment_order.applied"):
    """申请支付令: a worker applied for a payment order with the agreement."""

    agreement: AgreementId
    obligations: tuple[ObligationId, ...]
    court: str
    document: DocumentId | None


class DebtNotarised(Event, tag="debt.notarised"):
    """赋强公证: a notary made the debts enforceable (公证债权文书)."""

    agreement: AgreementId
    obligations: tuple[ObligationId, ...]
    notary: str
    document: DocumentId


class ApplyForEnforcement(Command):
    """Apply to a court to enforce what was not done. 申请强制执行"""

    case: CaseId
    agreement: AgreementId
    obligations: Obligations
    court: Label
    unit: UnitId | None = None
    document: DocumentId | None = None


class EndEnforcement(Command):
    """Record how an enforcement ended. 执行结束"""

    case: CaseId
    agreement: AgreementId
    obligations: Obligations
    enforcement_result: EnforcementResult
    document: DocumentId
    explanation: Narrative | None = None


class ApplyForPaymentOrder(Command):
    """Apply for a payment order for what is owed to a worker. 申请支付令"""

    case: CaseId
    agreement: AgreementId
    obligations: Obligations
    court: Label
    document: DocumentId | None = None


class NotariseDebt(Command):
    """Record that a notary made debts of the agreement enforceable. 赋强公证"""

    case: CaseId
    agreement: AgreementId
    obligations: Obligations
    notary: Label
    document: DocumentId


@case.evolves
def applied(state: Case, event: EnforcementApplied, fact: Recorded[EnforcementApplied]) -> None:
    for obligation in _known(state, event.obligations):
        if not obligation.fulfilled_in_full:
            obligation.stage = ObligationStage.ENFORCED
    if event.unit is not None:
        state.units.add(event.unit)


@case.evolves
def ended(state: Case, event: EnforcementEnded, fact: Recorded[EnforcementEnded]) -> None:
    """What the court could not bring in is owed as before."""
    for obligation in _known(state, event.obligations):
        if obligation.stage is ObligationStage.ENFORCED:
            obligation.stage = ObligationStage.BREACHED


@case.evolves
def payment_order(
    state: Case, event: PaymentOrderApplied, fact: Recorded[PaymentOrderApplied]
) -> None:
    for obligation in _known(state, event.obligations):
        obligation.payment_order = True


@case.evolves
def notarised(state: Case, event: DebtNotarised, fact: Recorded[DebtNotarised]) -> None:
    for obligation in _known(state, event.obligations):
        obligation.notarised = True


def _known(state: Case, obligations: Iterable[ObligationId]) -> list[Obligation]:
    return [state.agreements.obligations[one] for one in obligations]


@case.decides(by=[Role.PARTY, Role.COURT_LIAISON], during=WHILE_BOUND)
def apply_for_enforcement(state: Case, command: ApplyForEnforcement, act: Act) -> Events:
    """民事诉讼法 arts 206, 249, 250: what a court confirmed or a notary made enforceable.

    Only after the last day, by the creditor. Two years are for the debtor to plead, so a late
    application is recorded and marked.
    """
    agreement, claims = _claims(state, command.agreement, command.obligations, act)
    confirmed = agreement.confirmation is ConfirmationStage.GRANTED
    for one in claims:
        if not (confirmed or one.notarised):
            raise NotEnforceable
        _has_passed(one, act)
    if command.unit is not None:
        registered_unit(act, command.unit)
    yield EnforcementApplied(
        agreement=command.agreement,
        obligations=tuple(one.obligation for one in claims),
        court=command.court,
        unit=command.unit,
        late=any(not act.due("T38", midnight(one.due_on)).kept_by(act.at) for one in claims),
        document=command.document,
    )


@case.decides(by=[Role.PARTY, Role.COURT_LIAISON], during=WHILE_BOUND)
def end_enforcement(state: Case, command: EndEnforcement, act: Act) -> Events:
    """民事诉讼法 arts 264 to 268: what was satisfied is done, though not freely."""
    agreement = the_agreement(state, command.agreement)
    ours = _named(state, agreement, command.obligations, act)
    if any(one.stage is not ObligationStage.ENFORCED for one in ours):
        raise NothingEnforced
    yield EnforcementEnded(
        agreement=command.agreement,
        obligations=tuple(one.obligation for one in ours),
        enforcement_result=command.enforcement_result,
        explanation=command.explanation,
        document=command.document,
    )
    if command.enforcement_result is EnforcementResult.SATISFIED:
        done = [_brought_in(one, command, act) for one in ours]
        yield from done
        yield from all_done(state, agreement, done)


def _brought_in(obligation: Obligation, command: EndEnforcement, act: Act) -> FulfilmentRecorded:
    money = obligation.kind is ObligationKind.MONEY
    return FulfilmentRecorded(
        obligation=obligation.obligation,
        amount=str(obligation.owed) if money else None,
        done_on=day_of(act.at),
        complete=True,
        voluntary=False,
        late=True,
        proof_kind=ProofKind.COURT,
        proof=command.document,
        creditor_confirmation=None,
    )


@case.decides(by=[Role.PARTY, Role.COURT_LIAISON], during=WHILE_BOUND)
def apply_for_payment_order(state: Case, command: ApplyForPaymentOrder, act: Act) -> Events:
    """[F36 art 16]: with a written agreement, for money owed to a worker and not paid in time."""
    agreement, claims = _claims(state, command.agreement, command.obligations, act)
    labour = (state.dispute or "").startswith(WAGES)
    for one in claims:
        written = agreement.form is AgreementForm.WRITTEN
        if not (labour and written and one.kind is ObligationKind.MONEY):
            raise NoPaymentOrder
        if one.payment_order:
            raise PaymentOrderOnce
        _has_passed(one, act)
    yield PaymentOrderApplied(
        agreement=command.agreement,
        obligations=tuple(one.obligation for one in claims),
        court=command.court,
        document=command.document,
    )


@case.decides(by=[Role.PARTY, Role.COURT_LIAISON], during=WHILE_BOUND)
def notarise_debt(state: Case, command: NotariseDebt, act: Act) -> Events:
    """公证法 art 37, 民事诉讼法 art 249: written debts of money or goods, once."""
    agreement, claims = _claims(state, command.agreement, command.obligations, act)
    fit = (ObligationKind.MONEY, ObligationKind.GOODS)
    written = agreement.form is AgreementForm.WRITTEN
    if not written or any(one.kind not in fit or one.notarised for one in claims):
        raise NotNotarisable
    yield DebtNotarised(
        agreement=command.agreement,
        obligations=tuple(one.obligation for one in claims),
        notary=command.notary,
        document=command.document,
    )


def _claims(
    state: Case, asked: AgreementId, obligations: tuple[ObligationId, ...], act: Act
) -> tuple[Agreement, list[Obligation]]:
    """What is still owed to whoever acts, of an agreement in force."""
    agreement = the_agreement(state, asked)
    ours = _named(state, agreement, obligations, act)
    if agreement.stage is not AgreementStage.IN_FORCE:
        raise AgreementNotInForce
    if any(one.settled for one in ours):
        raise ObligationSettled
    return agreement, ours


def _named(
    state: Case, agreement: Agreement, obligations: tuple[ObligationId, ...], act: Act
) -> list[Obligation]:
    """Obligations of this agreement; a party names only what they are owed."""
    found = [the_obligation(state, one) for one in dict.fromkeys(obligations)]
    staff = Role.COURT_LIAISON in act.roles
    for one in found:
        owed = staff or speaks_for(state, act.person, one.creditor, Power.SETTLE)
        if one.agreement != agreement.agreement or not owed:
            raise ObligationOfAnother
    return found


def _has_passed(obligation: Obligation, act: Act) -> None:
    if not is_overdue(obligation, act):
        raise NotYetInBreach(due_on=act.last_day(obligation.due_on).isoformat())
