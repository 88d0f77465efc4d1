"""Agreements and their fulfilment (协议与履行): what was promised, confirmed, done or broken.

domain.md §2.5 F to H.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from domain.codes.agreements import AgreementForm, AgreementScope, ObligationKind
from domain.codes.entry import Labelled
from domain.ids import AgreementId, MediationId, ObligationId, PersonId


class AgreementStage(Labelled):
    """协议状态: made, in force, fulfilled, or not valid any more."""

    REACHED = "REACHED", "已达成待生效"
    IN_FORCE = "IN_FORCE", "已生效"
    FULFILLED = "FULFILLED", "已履行完毕"
    INVALID = "INVALID", "已失效"


class ConfirmationStage(Labelled):
    """司法确认状态. domain.md §2.4."""

    NOT_ADVISED = "NOT_ADVISED", "未告知"
    ADVISED = "ADVISED", "已告知"
    APPLIED = "APPLIED", "已申请"
    ACCEPTED = "ACCEPTED", "已受理"
    NOT_ACCEPTED = "NOT_ACCEPTED", "不予受理"
    GRANTED = "GRANTED", "确认有效"
    DISMISSED = "DISMISSED", "驳回"
    WITHDRAWN = "WITHDRAWN", "撤回"
    EXPIRED = "EXPIRED", "逾期"
    NOT_APPLICABLE = "NOT_APPLICABLE", "不适用"


class ObligationStage(Labelled):
    """履行状态. domain.md §2.4."""

    PENDING = "PENDING", "未到期"
    PARTIAL = "PARTIAL", "部分履行"
    FULFILLED = "FULFILLED", "已履行"
    BREACHED = "BREACHED", "未履行"
    ENFORCED = "ENFORCED", "强制执行"


@dataclass
class Obligation:
    """履行义务: who owes whom what until when, and how much of it is done."""

    obligation: ObligationId
    agreement: AgreementId
    debtor: PersonId
    creditor: PersonId
    kind: ObligationKind
    due_on: date
    amount: Decimal | None = None
    fulfilled: Decimal = Decimal(0)
    stage: ObligationStage = ObligationStage.PENDING
    late: bool = False
    forced: bool = False
    """Whether any of it was done under enforcement, not freely."""
    breached_on: date | None = None
    """The due day whose breach was recorded last."""
    notarised: bool = False
    """Whether a notary made the debt enforceable (公证债权文书)."""
    payment_order: bool = False
    """Whether a payment order was applied for (支付令)."""

    @property
    def fulfilled_in_full(self) -> bool:
        """Whether all of it is done."""
        return self.stage is ObligationStage.FULFILLED

    @property
    def settled(self) -> bool:
        """Whether nothing more is asked of the debtor here: done, or in the court's hands."""
        return self.stage in (ObligationStage.FULFILLED, ObligationStage.ENFORCED)

    @property
    def in_breach(self) -> bool:
        """Whether the present due day has passed in vain, and that was recorded."""
        return self.breached_on == self.due_on and not self.fulfilled_in_full

    @property
    def owed(self) -> Decimal:
        """What is still to be paid; nothing for what is no money."""
        return (self.amount or Decimal(0)) - self.fulfilled


@dataclass
class Agreement:
    """调解协议: one agreement, its signatures and what became of it."""

    agreement: AgreementId
    mediation: MediationId | None
    form: AgreementForm
    scope: AgreementScope
    parties: tuple[PersonId, ...] = ()
    """The parties it binds, each of whom signs."""
    stage: AgreementStage = AgreementStage.REACHED
    reached_at: datetime | None = None
    effective_at: datetime | None = None
    signed: dict[PersonId, datetime] = field(default_factory=dict)
    """Parties (whoever signed for them) and mediators, by person."""
    mediators_signed: set[PersonId] = field(default_factory=set)
    sealed_at: datetime | None = None
    confirmation: ConfirmationStage = ConfirmationStage.NOT_ADVISED
    accepted_at: datetime | None = None
    """When the court took the confirmation case."""
    term_extended: int = 0
    """How often the court's term was prolonged."""

    @property
    def unsigned(self) -> list[PersonId]:
        """The parties who have not signed yet."""
        return [party for party in self.parties if party not in self.signed]

    @property
    def complete(self) -> bool:
        """Whether every party, a mediator and the committee have signed and sealed it."""
        return not self.unsigned and bool(self.mediators_signed) and self.sealed_at is not None

    @property
    def last_signed_at(self) -> datetime | None:
        """The moment of the latest signature or seal."""
        moments = [*self.signed.values(), *([self.sealed_at] if self.sealed_at else [])]
        return max(moments, default=None)


@dataclass
class Agreements:
    """协议与履行: every agreement of the case and every obligation in it."""

    all: dict[AgreementId, Agreement] = field(default_factory=dict)
    obligations: dict[ObligationId, Obligation] = field(default_factory=dict)

    @property
    def in_force(self) -> list[Agreement]:
        """Agreements that bind: in force or fulfilled."""
        bound = (AgreementStage.IN_FORCE, AgreementStage.FULFILLED)
        return [one for one in self.all.values() if one.stage in bound]

    @property
    def unsettled(self) -> list[Obligation]:
        """Obligations of agreements in force that are not fulfilled or enforced."""
        binding = {one.agreement for one in self.in_force}
        return [o for o in self.obligations.values() if o.agreement in binding and not o.settled]

    @property
    def whole_claim(self) -> list[Agreement]:
        """Agreements in force that settle everything."""
        return [one for one in self.in_force if one.scope is AgreementScope.FULL]

    def of(self, agreement: AgreementId) -> list[Obligation]:
        """The obligations of one agreement."""
        return [o for o in self.obligations.values() if o.agreement == agreement]
