"""Facts about agreements, as states reached: a boundary wall, agreed on in the town."""

from datetime import UTC, date, datetime
from typing import Any

from msgspec.structs import replace

from domain.case import Stage, case
from domain.case.agreement import AgreementEffective, AgreementReached, ReachAgreement
from domain.case.breach import BreachRecorded
from domain.case.confirmation import ConfirmationApplied
from domain.case.enforcement import EnforcementApplied
from domain.case.promises import AgreedObligation, ObligationEntry, ObligationTerm
from domain.case.regions.mediations import Procedure
from domain.case.rulings import ConfirmationAccepted, ConfirmationGranted
from domain.case.signing import AgreementSealed, AgreementSigned, SignAgreement
from domain.codes.agreements import (
    AgreementForm,
    AgreementScope,
    ObligationKind,
    RulingForm,
    SigningMethod,
)
from domain.kernel import SHANGHAI, Act
from domain.roles import Role
from tests.domain.county import (
    CASE,
    LI,
    SCAN,
    TOWN,
    ZHANG,
    acting,
    committee_head,
    mediator,
    named,
    party,
)
from tests.domain.given import STEP, Fact, Given, fact, given, recorded
from tests.domain.states import accepted, registered

MEDIATION = named("mediation", "in the town")
AGREEMENT = named("agreement", "wall and money")
WALL, MONEY = named("obligation", "the wall"), named("obligation", "the money")
MEDIATOR = mediator().person
COURT = "云溪县人民法院"


def moment(day: str, time: str = "16:20") -> datetime:
    """A moment in Shanghai, such as `2025-04-28`, `16:20`."""
    return datetime.fromisoformat(f"{day} {time}").replace(tzinfo=SHANGHAI).astimezone(UTC)


AGREED_AT = moment("2025-04-28", "15:00")


def liaison() -> Act:
    """The liaison with the court, at the town centre."""
    return acting(Role.COURT_LIAISON)


def in_mediation(*facts: Fact, kind: str = "PEOPLES", **changes: Any) -> Given:
    """A case whose procedure is under way with the town's committee, and what came after."""
    opening = given(registered(**changes), accepted(dispute=changes.get("dispute", "0202")))
    state = opening.state
    assert state is not None
    state.stage = Stage.IN_PROGRESS
    state.mediations.all[MEDIATION] = Procedure(
        mediation=MEDIATION,
        kind=kind,
        organisation=TOWN,
        opened_at=moment("2025-04-03"),
        mediators={MEDIATOR},
    )
    at = AGREED_AT
    for version, one in enumerate(facts, start=3):
        at = one.at or at
        state = case.evolve(state, recorded(one.event, one.by, at, version=version))
        at += STEP
    return Given(state, at)


def to_pull_down(**changes: Any) -> ObligationEntry:
    """Li pulls down a wall by 31 May, a Saturday and a holiday."""
    plain = ObligationEntry(
        debtor=LI, creditor=ZHANG, kind=ObligationKind.ACT, due_on=date(2025, 5, 31)
    )
    return replace(plain, **changes)


def to_pay(amount: str | None = "6500", **changes: Any) -> ObligationEntry:
    """Li pays Zhang by 30 June, a Monday."""
    plain = ObligationEntry(
        debtor=LI,
        creditor=ZHANG,
        kind=ObligationKind.MONEY,
        due_on=date(2025, 6, 30),
        amount=amount,
    )
    return replace(plain, **changes)


def to_reach(**changes: Any) -> ReachAgreement:
    """The command that records the agreement, in writing and on everything."""
    plain = ReachAgreement(
        case=CASE,
        mediation=MEDIATION,
        form=AgreementForm.WRITTEN,
        scope=AgreementScope.FULL,
        parties=(ZHANG, LI),
        clauses=("被申请人拆除围墙。", "被申请人支付补偿款。"),
        obligations=(to_pull_down(), to_pay()),
    )
    return replace(plain, **changes)


def to_sign(**changes: Any) -> SignAgreement:
    """The command by which somebody signs by hand."""
    plain = SignAgreement(case=CASE, agreement=AGREEMENT, method=SigningMethod.HANDWRITTEN)
    return replace(plain, **changes)


def _as_agreed(entry: ObligationEntry, obligation: str) -> AgreedObligation:
    return AgreedObligation(
        obligation=obligation,
        debtor=entry.debtor,
        creditor=entry.creditor,
        kind=entry.kind,
        amount=entry.amount,
        due_on=entry.due_on,
        method=None,
    )


BOTH = (_as_agreed(to_pull_down(), WALL), _as_agreed(to_pay(), MONEY))
ONLY_MONEY = (_as_agreed(to_pay(), MONEY),)


def reached(**changes: Any) -> Fact:
    """已达成: agreed in writing, on 28 April 2025."""
    plain = AgreementReached(
        agreement=AGREEMENT,
        mediation=MEDIATION,
        form=AgreementForm.WRITTEN,
        scope=AgreementScope.FULL,
        parties=(ZHANG, LI),
        clauses=("拆墙付款。",),
        obligations=BOTH,
        explanation=None,
        document=None,
    )
    return fact(replace(plain, **changes), by=mediator(), at=AGREED_AT)


def signed(*parties: str, at: datetime | None = None) -> Fact:
    """已签署: these parties have signed."""
    return fact(_signature(parties[0], parties, as_mediator=False), by=party(parties[0]), at=at)


def signed_by_mediator() -> Fact:
    """调解员已签名: the mediator has signed."""
    return fact(_signature(MEDIATOR, (), as_mediator=True), by=mediator())


def _signature(signer: str, parties: tuple[str, ...], *, as_mediator: bool) -> AgreementSigned:
    return AgreementSigned(
        agreement=AGREEMENT,
        signer=signer,
        signs_for=parties,
        as_mediator=as_mediator,
        method=SigningMethod.HANDWRITTEN,
        certificate=None,
        document=None,
    )


def sealed() -> Fact:
    """已盖章: the committee's seal is on it."""
    sealing = AgreementSealed(agreement=AGREEMENT, organisation=TOWN, document=None)
    return fact(sealing, by=committee_head())


def effective(at: datetime | None = None, **changes: Any) -> Fact:
    """已生效: it binds since 28 April 2025, twenty past four."""
    effective_at = at or moment("2025-04-28")
    plain = AgreementEffective(
        agreement=AGREEMENT,
        mediation=MEDIATION,
        form=AgreementForm.WRITTEN,
        scope=AgreementScope.FULL,
        confirmable=True,
        effective_at=effective_at,
        obligations=(
            ObligationTerm(obligation=WALL, due_on=date(2025, 5, 31)),
            ObligationTerm(obligation=MONEY, due_on=date(2025, 6, 30)),
        ),
    )
    return fact(replace(plain, **changes), by=committee_head(), at=effective_at)


def in_force(*facts: Fact, obligations: tuple[AgreedObligation, ...] = BOTH) -> Given:
    """A case whose agreement binds, and what came after."""
    return in_mediation(reached(obligations=obligations), effective(), *facts)


def awaiting(*facts: Fact, **changes: Any) -> Given:
    """A case whose written agreement waits for signatures."""
    return in_mediation(reached(), *facts, **changes)


def confirmation_applied(at: datetime | None = None) -> Fact:
    """已申请司法确认: both sides have applied."""
    applying = ConfirmationApplied(
        agreement=AGREEMENT, applicants=(ZHANG, LI), court=COURT, unit=None, document=SCAN
    )
    return fact(applying, by=liaison(), at=at or moment("2025-05-12"))


def confirmation_accepted(at: datetime | None = None) -> Fact:
    """法院已受理."""
    number = "(2025)云0101民调确12号"
    taken = ConfirmationAccepted(agreement=AGREEMENT, court_number=number)
    return fact(taken, by=liaison(), at=at or moment("2025-05-14"))


def confirmed() -> tuple[Fact, Fact, Fact]:
    """已确认有效: applied for, taken and granted."""
    granted = ConfirmationGranted(
        agreement=AGREEMENT,
        ruling_form=RulingForm.RULING,
        ruling_number="(2025)云0101民调确12号",
        document=None,
    )
    ruling = fact(granted, by=liaison(), at=moment("2025-05-26"))
    return confirmation_applied(), confirmation_accepted(), ruling


def breached(obligation: str = MONEY, due_on: date = date(2025, 6, 30)) -> Fact:
    """已违约: the day has passed in vain."""
    breach = BreachRecorded(obligation=obligation, due_on=due_on, days_late=1)
    return fact(breach, by=mediator(), at=moment("2025-07-01", "09:00"))


def enforcing(obligation: str = MONEY) -> Fact:
    """已申请强制执行: the creditor went to court."""
    applied = EnforcementApplied(
        agreement=AGREEMENT,
        obligations=(obligation,),
        court=COURT,
        unit=None,
        late=False,
        document=None,
    )
    return fact(applied, by=party(ZHANG), at=moment("2025-07-10"))
