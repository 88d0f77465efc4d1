"""Agreements (调解协议) and what is owed by them, told from the deeds of a case in order.

Each step does what the domain's `evolve` of the same event does (domain/case/agreement.py and the
chapters around it), and notes when; a test holds the two together.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from functools import singledispatch
from typing import Any

from domain.case.agreement import AgreementEffective, AgreementReached, owed
from domain.case.amending import AgreementAmended, AgreementInvalidated
from domain.case.breach import BreachRecorded, ObligationDeferred
from domain.case.confirmation import (
    ConfirmationAdvised,
    ConfirmationApplied,
    ConfirmationWindowExpired,
    ConfirmationWithdrawn,
)
from domain.case.enforcement import (
    DebtNotarised,
    EnforcementApplied,
    EnforcementEnded,
    PaymentOrderApplied,
)
from domain.case.fulfilment import AgreementFulfilled, FulfilmentRecorded
from domain.case.regions.agreements import (
    Agreement,
    AgreementStage,
    ConfirmationStage,
    Obligation,
    ObligationStage,
)
from domain.case.rulings import (
    ConfirmationAccepted,
    ConfirmationDismissed,
    ConfirmationGranted,
    ConfirmationNotAccepted,
)
from domain.codes.agreements import EnforcementResult
from domain.ids import AgreementId, CaseId, ObligationId
from domain.kernel import Event
from projections.mediations.deeds import Deed
from projections.mediations.procedures import Courses
from projections.mediations.rows import AgreementRow, Promise

BINDING = (AgreementStage.IN_FORCE, AgreementStage.FULFILLED)


@dataclass
class Told:
    """One agreement while it is being told: the domain's own account of it, and when it was so."""

    agreement: Agreement
    reached_at: datetime
    mediators: tuple[str, ...]
    obligations: dict[ObligationId, Obligation] = field(default_factory=dict)
    breached: set[ObligationId] = field(default_factory=set)
    fulfilled_at: datetime | None = None
    voluntary: bool | None = None
    enforced: bool = False
    result: EnforcementResult | None = None

    @property
    def promises(self) -> tuple[Promise, ...]:
        """What is owed by it."""
        return tuple(
            Promise(
                obligation=one.obligation,
                kind=one.kind,
                due_on=one.due_on,
                amount=None if one.amount is None else _yuan(one.amount),
                done=_yuan(one.fulfilled),
                stage=one.stage,
                late=one.late,
                forced=one.forced,
                breached=one.obligation in self.breached,
            )
            for one in self.obligations.values()
        )

    def row(self, case: CaseId, courses: Courses) -> AgreementRow:
        """The row that shows it."""
        agreement, promises = self.agreement, self.promises
        mediation = agreement.mediation or ""
        binds = agreement.stage in BINDING
        due = [one.due_on for one in promises if binds and one.is_open]
        return AgreementRow(
            case=case,
            agreement=agreement.agreement,
            mediation=mediation,
            organisation=courses[mediation].procedure.organisation,
            mediators=self.mediators,
            form=agreement.form,
            scope=agreement.scope,
            stage=agreement.stage,
            reached_at=self.reached_at,
            effective_at=agreement.effective_at,
            amount=_yuan(sum((Decimal(one.amount or 0) for one in promises), Decimal(0))),
            obligations=len(promises),
            unsettled=len(due),
            next_due_on=min(due, default=None),
            last_due_on=max((one.due_on for one in promises), default=None),
            breached=bool(self.breached),
            fulfilled_at=self.fulfilled_at,
            voluntary=self.voluntary,
            confirmation=agreement.confirmation,
            enforced=self.enforced,
            enforcement_result=self.result,
            payment_order=any(one.payment_order for one in self.obligations.values()),
            notarised=any(one.notarised for one in self.obligations.values()),
            promises=promises,
        )


def _yuan(amount: Decimal) -> str:
    """An amount as the record writes it: `6500`, `1280.50`."""
    exact = amount.quantize(Decimal("0.01"))
    return str(exact.to_integral_value() if exact == exact.to_integral_value() else exact)


Agreements = dict[AgreementId, Told]


def told(agreements: Agreements, courses: Courses, deed: Deed) -> None:
    """Tell one deed more; `courses` has been told it already."""
    if isinstance(deed.event, AgreementReached):
        agreements[deed.event.agreement] = _reached(deed.event, courses, deed.at)
    else:
        step(deed.event, agreements, deed.at)


def rows(agreements: Agreements, courses: Courses, case: CaseId) -> Iterator[AgreementRow]:
    """The rows of a case's agreements."""
    return (one.row(case, courses) for one in agreements.values())


def _reached(event: AgreementReached, courses: Courses, at: datetime) -> Told:
    return Told(
        agreement=Agreement(
            agreement=event.agreement,
            mediation=event.mediation,
            form=event.form,
            scope=event.scope,
        ),
        reached_at=at,
        mediators=courses[event.mediation].mediators,
        obligations={
            promise.obligation: owed(event.agreement, promise) for promise in event.obligations
        },
    )


CONFIRMATION: dict[type[Event], ConfirmationStage] = {
    ConfirmationAdvised: ConfirmationStage.ADVISED,
    ConfirmationApplied: ConfirmationStage.APPLIED,
    ConfirmationWithdrawn: ConfirmationStage.WITHDRAWN,
    ConfirmationWindowExpired: ConfirmationStage.EXPIRED,
    ConfirmationAccepted: ConfirmationStage.ACCEPTED,
    ConfirmationNotAccepted: ConfirmationStage.NOT_ACCEPTED,
    ConfirmationGranted: ConfirmationStage.GRANTED,
    ConfirmationDismissed: ConfirmationStage.DISMISSED,
}
"""Where each step at court leaves the confirmation."""


@singledispatch
def step(event: Any, agreements: Agreements, at: datetime) -> None:
    """What an event changes in the agreements: nothing, unless it is one of those below."""
    if (stage := CONFIRMATION.get(type(event))) is not None:
        agreements[event.agreement].agreement.confirmation = stage


def _owed(agreements: Agreements, obligation: ObligationId) -> tuple[Told, Obligation]:
    found = next(one for one in agreements.values() if obligation in one.obligations)
    return found, found.obligations[obligation]


@step.register
def _effective(event: AgreementEffective, agreements: Agreements, at: datetime) -> None:
    agreement = agreements[event.agreement].agreement
    agreement.stage, agreement.effective_at = AgreementStage.IN_FORCE, event.effective_at
    if not event.confirmable:
        agreement.confirmation = ConfirmationStage.NOT_APPLICABLE


@step.register
def _amended(event: AgreementAmended, agreements: Agreements, at: datetime) -> None:
    found = agreements[event.agreement]
    agreement = found.agreement
    agreement.stage, agreement.effective_at = AgreementStage.IN_FORCE, at
    found.fulfilled_at = found.voluntary = None
    if agreement.confirmation is not ConfirmationStage.NOT_APPLICABLE:
        agreement.confirmation = ConfirmationStage.NOT_ADVISED
    for promise in event.obligations:
        changed = owed(event.agreement, promise)
        if (before := found.obligations.get(promise.obligation)) is not None:
            changed.fulfilled, changed.late = before.fulfilled, before.late
            changed.forced = before.forced
            if before.fulfilled:
                changed.stage = ObligationStage.PARTIAL
        found.obligations[promise.obligation] = changed


@step.register
def _invalidated(event: AgreementInvalidated, agreements: Agreements, at: datetime) -> None:
    agreements[event.agreement].agreement.stage = AgreementStage.INVALID


@step.register
def _fulfilled(event: AgreementFulfilled, agreements: Agreements, at: datetime) -> None:
    found = agreements[event.agreement]
    found.agreement.stage = AgreementStage.FULFILLED
    found.fulfilled_at, found.voluntary = at, event.voluntary


@step.register
def _recorded(event: FulfilmentRecorded, agreements: Agreements, at: datetime) -> None:
    _, obligation = _owed(agreements, event.obligation)
    obligation.fulfilled += Decimal(event.amount or 0)
    obligation.late |= event.late
    obligation.forced |= not event.voluntary
    if event.complete:
        obligation.stage = ObligationStage.FULFILLED
    elif obligation.stage is ObligationStage.PENDING:
        obligation.stage = ObligationStage.PARTIAL


@step.register
def _breached(event: BreachRecorded, agreements: Agreements, at: datetime) -> None:
    found, obligation = _owed(agreements, event.obligation)
    found.breached.add(event.obligation)
    if not obligation.settled:
        obligation.stage = ObligationStage.BREACHED


@step.register
def _deferred(event: ObligationDeferred, agreements: Agreements, at: datetime) -> None:
    _, obligation = _owed(agreements, event.obligation)
    obligation.due_on = event.due_on
    if not obligation.settled:
        begun = obligation.fulfilled > 0
        obligation.stage = ObligationStage.PARTIAL if begun else ObligationStage.PENDING


@step.register
def _enforcement_applied(event: EnforcementApplied, agreements: Agreements, at: datetime) -> None:
    agreements[event.agreement].enforced = True
    for each in event.obligations:
        _, obligation = _owed(agreements, each)
        if not obligation.fulfilled_in_full:
            obligation.stage = ObligationStage.ENFORCED


@step.register
def _enforcement_ended(event: EnforcementEnded, agreements: Agreements, at: datetime) -> None:
    agreements[event.agreement].result = event.enforcement_result
    for each in event.obligations:
        _, obligation = _owed(agreements, each)
        if obligation.stage is ObligationStage.ENFORCED:
            obligation.stage = ObligationStage.BREACHED


@step.register
def _payment_order(event: PaymentOrderApplied, agreements: Agreements, at: datetime) -> None:
    for each in event.obligations:
        _owed(agreements, each)[1].payment_order = True


@step.register
def _notarised(event: DebtNotarised, agreements: Agreements, at: datetime) -> None:
    for each in event.obligations:
        _owed(agreements, each)[1].notarised = True
