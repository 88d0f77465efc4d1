"""Facts about what was paid and done under an agreement."""

from datetime import date, datetime
from decimal import Decimal

from domain.case.fulfilment import FulfilmentRecorded
from domain.codes.agreements import ProofKind
from tests.domain.county import SCAN, mediator
from tests.domain.given import Fact, fact
from tests.domain.states_agreements import MONEY, WALL, moment

OWED = Decimal(6500)


def paid(amount: str, *, before: str = "0", at: datetime | None = None) -> Fact:
    """已付款: so much of the 6,500 yuan was paid."""
    complete = Decimal(before) + Decimal(amount) == OWED
    return _done(MONEY, amount, complete=complete, at=at or moment("2025-05-20"))


def pulled_down(at: datetime | None = None) -> Fact:
    """已拆除: the wall is gone."""
    return _done(WALL, None, complete=True, at=at or moment("2025-05-30"))


def _done(obligation: str, amount: str | None, *, complete: bool, at: datetime) -> Fact:
    event = FulfilmentRecorded(
        obligation=obligation,
        amount=amount,
        done_on=date(2025, 5, 20),
        complete=complete,
        voluntary=True,
        late=False,
        proof_kind=ProofKind.RECEIPT,
        proof=SCAN,
        creditor_confirmation=None,
    )
    return fact(event, by=mediator(), at=at)
