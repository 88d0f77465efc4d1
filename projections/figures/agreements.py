"""Agreements in the figures: due with their last obligation, fulfilled freely or not, or not yet.

An agreement counts on the day its last obligation is due, moved past days of rest; performance on
the spot is due on the day it takes effect (domain.md §5.1 AGR_DUE). It is fulfilled freely when
everything is done without enforcement, payment order or lawsuit (§5.2).
"""

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from msgspec.structs import replace

from domain.case.agreement import AgreementEffective, AgreementReached
from domain.case.amending import AgreementAmended, AgreementInvalidated
from domain.case.breach import ObligationDeferred
from domain.case.enforcement import EnforcementApplied, PaymentOrderApplied
from domain.case.fulfilment import FulfilmentRecorded
from domain.case.promises import AgreedObligation
from domain.case.routes_filed import RouteFiled
from domain.codes.agreements import AgreementScope
from domain.ids import AgreementId, ObligationId
from domain.kernel import Recorded, day_of
from domain.measures.base_sets import FigureKind as Kind
from domain.measures.base_sets import Standing
from domain.policy.rulebook import Policy
from projections.figures import ending, mediation
from projections.figures.rows import Memory, Pact, Payment, Promise
from projections.figures.telling import changed, counts, live, taken_back, told

LAWSUIT = "LITIGATION"


@counts(AgreementReached)
def reached(row: Memory, fact: Recorded[AgreementReached], policy: Policy) -> Memory:
    """It counts for the organisation whose procedure brought it; not before it takes effect."""
    event = fact.event
    procedure = mediation.procedure_of(row, event.mediation)
    pact = Pact(
        agreement=event.agreement,
        mediation=event.mediation,
        unit=row.unit if procedure is None else procedure.unit,
        whole=event.scope is AgreementScope.FULL,
        promises=tuple(_promise(one, fact.version) for one in event.obligations),
    )
    return replace(row, pacts=(*row.pacts, pact))


@counts(AgreementEffective)
def effective(row: Memory, fact: Recorded[AgreementEffective], policy: Policy) -> Memory:
    """domain.md §5.2 (a), (b): success is fixed on this day, written or oral."""
    event = fact.event
    pact = _pact(row, event.agreement)
    if pact is None:
        return row
    begun = replace(
        pact,
        in_force=True,
        effective_at=event.effective_at,
        version=fact.version,
        dated_by="effective_at",
    )
    procedure = mediation.procedure_of(row, event.mediation)
    if begun.whole:
        row = mediation.ended(
            row,
            fact,
            event.mediation,
            mediation.BY_AGREEMENT,
            at=event.effective_at,
            dated_by="effective_at",
        )
    elif procedure is not None:
        row = mediation.kept(row, fact, replace(procedure, partly=True))
    return kept(row, fact, begun, policy)


@counts(AgreementAmended)
def amended(row: Memory, fact: Recorded[AgreementAmended], policy: Policy) -> Memory:
    """Named obligations are owed otherwise, others are added; what was paid stays paid."""
    pact = _pact(row, fact.event.agreement)
    if pact is None:
        return row
    promises = {one.obligation: one for one in pact.promises}
    for obligation in fact.event.obligations:
        before = promises.get(obligation.obligation)
        made = _promise(obligation, fact.version)
        payments = () if before is None else before.payments
        promises[obligation.obligation] = replace(made, payments=payments)
    after = replace(
        pact,
        promises=tuple(promises.values()),
        in_force=True,
        effective_at=fact.occurred_at,
        version=fact.version,
        dated_by="",
    )
    return kept(row, fact, after, policy)


@counts(AgreementInvalidated)
def invalidated(row: Memory, fact: Recorded[AgreementInvalidated], policy: Policy) -> Memory:
    """Only agreements in force are due."""
    pact = _pact(row, fact.event.agreement)
    return row if pact is None else kept(row, fact, replace(pact, in_force=False), policy)


@counts(FulfilmentRecorded)
def paid(row: Memory, fact: Recorded[FulfilmentRecorded], policy: Policy) -> Memory:
    """A part or all of an obligation was done."""
    event = fact.event
    payment = Payment(
        version=fact.version,
        done_on=event.done_on,
        amount=fen(event.amount),
        voluntary=event.voluntary,
        late=event.late,
        complete=event.complete,
    )

    def with_it(promise: Promise) -> Promise:
        return replace(promise, payments=(*promise.payments, payment))

    return _promised(row, fact, event.obligation, with_it, policy)


@counts(ObligationDeferred)
def deferred(row: Memory, fact: Recorded[ObligationDeferred], policy: Policy) -> Memory:
    """The creditor gave more time."""

    def later(promise: Promise) -> Promise:
        return replace(promise, due_on=fact.event.due_on, due_version=fact.version)

    return _promised(row, fact, fact.event.obligation, later, policy)


@counts(EnforcementApplied, PaymentOrderApplied)
def enforced(
    row: Memory, fact: Recorded[EnforcementApplied | PaymentOrderApplied], policy: Policy
) -> Memory:
    """What a court must bring in is not fulfilled freely."""
    pact = _pact(row, fact.event.agreement)
    return row if pact is None else _forced(row, fact, pact, policy)


@counts(RouteFiled)
def sued(row: Memory, fact: Recorded[RouteFiled], policy: Policy) -> Memory:
    """A lawsuit while an agreement about everything is unfulfilled is about that agreement.

    Beside an agreement about a part it is about the rest (domain.md §9 S4).
    """
    if fact.event.route == LAWSUIT:
        for pact in row.pacts:
            if pact.whole and pact.in_force:
                row = _forced(row, fact, pact, policy)
    return row


def kept(row: Memory, fact: Recorded[Any], pact: Pact, policy: Policy) -> Memory:
    """The row with an agreement as it stands now, and how it counts."""
    pacts = tuple(pact if one.agreement == pact.agreement else one for one in row.pacts)
    row = replace(row, pacts=pacts)
    known = live(row, Kind.AGREEMENT_DUE, pact.agreement)
    if not pact.in_force or pact.effective_at is None:
        return taken_back(row, fact, known)
    content: dict[str, Any] = {
        "on": due_on(pact, policy),
        "standing": _standing(pact),
        "amount": sum(one.amount for one in pact.promises),
        "paid": sum(p.amount for one in pact.promises for p in one.payments if p.voluntary),
    }
    dated: dict[str, Any] = {"version": pact.version, "dated_by": pact.dated_by}
    if known is None:
        row = told(
            row,
            fact,
            Kind.AGREEMENT_DUE,
            pact.agreement,
            at=pact.effective_at,
            unit=pact.unit,
            **dated,
            **content,
        )
    else:
        row = changed(row, fact, known, occurred_at=pact.effective_at, **dated, **content)
    return ending.resolved(row, fact)


def due_on(pact: Pact, policy: Policy) -> date:
    """When the last obligation is due; the day of its effect when everything was done on the spot.

    A day of rest moves to the next working day (民法典 art 203), unless it is the day of effect.
    """
    assert pact.effective_at is not None, "only agreements in force are due"
    begun = day_of(pact.effective_at)
    days = [one.due_on for one in pact.promises if one.due_on > begun]
    return max((policy.calendar.roll(day) for day in days), default=begun)


def fen(yuan: str | None) -> int:
    """An amount in hundredths of a yuan."""
    return 0 if yuan is None else int(Decimal(yuan) * 100)


def _standing(pact: Pact) -> Standing:
    payments = [payment for one in pact.promises for payment in one.payments]
    if pact.forced or not all(one.voluntary for one in payments):
        return Standing.FORCED
    if not pact.fulfilled:
        return Standing.OPEN
    late = any(one.late for one in payments)
    return Standing.VOLUNTARY_LATE if late else Standing.VOLUNTARY


def _forced(row: Memory, fact: Recorded[Any], pact: Pact, policy: Policy) -> Memory:
    return row if pact.fulfilled else kept(row, fact, replace(pact, forced=True), policy)


def _promise(told_of: AgreedObligation, version: int) -> Promise:
    return Promise(
        obligation=told_of.obligation,
        due_on=told_of.due_on,
        due_version=version,
        amount=fen(told_of.amount),
    )


def _promised(
    row: Memory, fact: Recorded[Any], obligation: ObligationId, change: Any, policy: Policy
) -> Memory:
    for pact in row.pacts:
        if any(one.obligation == obligation for one in pact.promises):
            return kept(row, fact, replace(pact, promises=_with(pact, obligation, change)), policy)
    return row


def _with(pact: Pact, obligation: ObligationId, change: Any) -> Iterable[Promise]:
    return tuple(change(one) if one.obligation == obligation else one for one in pact.promises)


def _pact(row: Memory, agreement: AgreementId) -> Pact | None:
    return next((one for one in row.pacts if one.agreement == agreement), None)


def moved(pact: Pact, at: datetime) -> Pact:
    """The agreement with another moment of taking effect."""
    return replace(pact, effective_at=at)
