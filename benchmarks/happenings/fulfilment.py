"""What may happen to obligations: reminded of, done, broken, deferred, enforced."""

from collections.abc import Sequence
from datetime import timedelta
from decimal import Decimal

from benchmarks.drawing import NARRATIVE, PAPER, Draw, Happening
from domain.case import Case
from domain.case.breach import (
    BreachRecorded,
    FulfilmentUrged,
    ObligationDeferred,
    ObligationReminderSent,
)
from domain.case.enforcement import (
    DebtNotarised,
    EnforcementApplied,
    EnforcementEnded,
    PaymentOrderApplied,
)
from domain.case.fulfilment import AgreementFulfilled, FulfilmentRecorded
from domain.case.promises import WHILE_BOUND
from domain.case.regions.agreements import AgreementStage, Obligation
from domain.case.state import Stage
from domain.codes.agreements import EnforcementResult, ProofKind, UrgingMethod
from domain.ids import ObligationId
from domain.kernel import Event, day_of

COURT = "云溪县人民法院"


def _owed(draw: Draw, state: Case) -> Obligation | None:
    return draw.random.choice(found) if (found := state.agreements.unsettled) else None


def _reminded(draw: Draw, state: Case) -> Event | None:
    owed = _owed(draw, state)
    return owed and ObligationReminderSent(
        obligation=owed.obligation, receiver=owed.debtor, due_on=owed.due_on
    )


def _recorded(draw: Draw, state: Case) -> Event | None:
    if (owed := _owed(draw, state)) is None:
        return None
    amount = owed.owed if draw.random.random() < 0.7 else Decimal(int(owed.owed / 2))
    return FulfilmentRecorded(
        obligation=owed.obligation,
        amount=str(amount) if owed.amount is not None else None,
        done_on=day_of(draw.at),
        complete=owed.amount is None or amount == owed.owed,
        voluntary=True,
        late=day_of(draw.at) > owed.due_on,
        proof_kind=draw.random.choice(list(ProofKind)),
        proof=PAPER,
        creditor_confirmation=None,
    )


def _fulfilled(draw: Draw, state: Case) -> Event | None:
    bound = [one for one in state.agreements.in_force if one.stage is AgreementStage.IN_FORCE]
    done = [
        one.agreement
        for one in bound
        if all(owed.settled for owed in state.agreements.of(one.agreement))
    ]
    if not done and draw.random.random() < 0.8:
        return None
    if not (done := done or [one.agreement for one in bound]):
        return None
    return AgreementFulfilled(agreement=draw.one(done), voluntary=True, late=False)


def _breached(draw: Draw, state: Case) -> Event | None:
    owed = _owed(draw, state)
    if owed is None or owed.due_on >= day_of(draw.at):
        return None
    days = (day_of(draw.at) - owed.due_on).days
    return BreachRecorded(obligation=owed.obligation, due_on=owed.due_on, days_late=days)


def _urged(draw: Draw, state: Case) -> Event | None:
    owed = _owed(draw, state)
    method = draw.random.choice(list(UrgingMethod))
    return owed and FulfilmentUrged(obligation=owed.obligation, method=method, answer=NARRATIVE)


def _deferred(draw: Draw, state: Case) -> Event | None:
    owed = _owed(draw, state)
    return owed and ObligationDeferred(
        obligation=owed.obligation,
        due_on=owed.due_on + timedelta(days=30),
        before_on=owed.due_on,
        creditor_consent=PAPER,
        reason=NARRATIVE,
    )


def _one_of(obligation: Obligation) -> tuple[ObligationId, ...]:
    return (obligation.obligation,)


def _enforced(draw: Draw, state: Case) -> Event | None:
    owed = _owed(draw, state)
    return owed and EnforcementApplied(
        agreement=owed.agreement,
        obligations=_one_of(owed),
        court=COURT,
        unit=draw.unit() if draw.random.random() < 0.5 else None,
        late=False,
        document=PAPER,
    )


def _enforcement_ended(draw: Draw, state: Case) -> Event | None:
    forced = [
        one
        for one in state.agreements.obligations.values()
        if one.settled and not one.fulfilled_in_full
    ]
    if not forced:
        return None
    one = draw.random.choice(forced)
    return EnforcementEnded(
        agreement=one.agreement,
        obligations=_one_of(one),
        enforcement_result=draw.random.choice(list(EnforcementResult)),
        explanation=NARRATIVE,
        document=PAPER,
    )


def _payment_order(draw: Draw, state: Case) -> Event | None:
    owed = _owed(draw, state)
    return owed and PaymentOrderApplied(
        agreement=owed.agreement, obligations=_one_of(owed), court=COURT, document=PAPER
    )


def _notarised(draw: Draw, state: Case) -> Event | None:
    owed = _owed(draw, state)
    return owed and DebtNotarised(
        agreement=owed.agreement, obligations=_one_of(owed), notary="云溪县公证处", document=PAPER
    )


HAPPENINGS: tuple[tuple[Sequence[Stage], Happening], ...] = tuple(
    (WHILE_BOUND, one)
    for one in (
        *(_reminded, _recorded, _fulfilled, _breached, _urged, _deferred),
        *(_enforced, _enforcement_ended, _payment_order, _notarised),
    )
)
