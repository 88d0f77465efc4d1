"""Rows of mediations and agreements (调解、协议): one per procedure, one per agreement.

No words are in them: neither minutes nor offers nor clauses (domain.md §4, L3).
"""

from datetime import date, datetime

from domain.case.regions.agreements import AgreementStage, ConfirmationStage, ObligationStage
from domain.case.regions.mediations import ProcedureStage
from domain.codes.agreements import AgreementForm, AgreementScope, EnforcementResult, ObligationKind
from domain.codes.entry import Labelled
from domain.codes.mediation import Docking, MediationKind
from domain.ids import AgreementId, CaseId, MediationId, ObligationId, PersonId, UnitId
from domain.organisation.levels import Level
from domain.texts import Yuan
from domain.values import Value
from projections.kernel import Row
from projections.mediations.deeds import Deed


class MediationBook(Row, key=("case",)):
    """调解卷: what a case's procedures and agreements are told from, without a word of narrative.

    What was corrected is right in it already, and what is void is not in it.
    """

    case: CaseId
    deeds: tuple[Deed, ...]


class ConsentState(Labelled):
    """调解意愿: whether everybody still wants the procedure that was opened by consent."""

    GIVEN = "GIVEN", "各方同意"
    REFUSED = "REFUSED", "有人拒绝继续"


class Standstill(Value):
    """中止期间: a time in which a procedure stood still."""

    from_at: datetime
    """From when on. 中止时间"""
    to_at: datetime | None
    """Until when; none while it stands still. 恢复时间"""
    reasons: tuple[str, ...]
    """Every reason there was meanwhile, a code of SUSPENSIONS. 中止事由"""


class MediationRow(Row, key=("case", "mediation")):
    """调解程序: one mediation procedure as it stands."""

    case: CaseId
    mediation: MediationId
    """The procedure. 调解程序编号"""
    kind: MediationKind
    """The kind of mediation. 调解类型"""
    docking: Docking | None
    organisation: UnitId
    """The organisation that mediates. 调解组织"""
    level: Level
    """How high the organisation stood when it was opened. 调解组织层级"""
    mediators: tuple[PersonId, ...]
    """Who mediates now, or did at its end. 调解员"""
    consent: ConsentState
    """Whether everybody still wants it. 调解意愿"""
    refused_at: datetime | None
    """When somebody first refused to go on. 拒绝时间"""
    stage: ProcedureStage
    """Where it stands, and with which result it ended. 调解状态"""
    opened_at: datetime
    """When it was opened. 调解受理时间"""
    ended_at: datetime | None
    """When it ended. 调解结束时间"""
    ending: str | None
    """Why it ended, a code of ENDINGS; none by agreement or with the case. 终止事由"""
    sessions: int
    """How many sessions were held; void ones are not counted. 调解会次数"""
    minutes: int
    """How long the sessions lasted together, in minutes. 调解时长"""
    standstills: tuple[Standstill, ...]
    """When it stood still. 中止期间"""
    extensions: int
    """How often its term was prolonged. 延期次数"""
    agreement: AgreementId | None
    """The agreement reached last in it that is not invalid. 调解协议"""


class Promise(Value):
    """履行义务: one thing promised, until when, and how far it is done."""

    obligation: ObligationId
    """The obligation. 义务编号"""
    kind: ObligationKind
    """What is owed. 义务种类"""
    due_on: date
    """The day on which it is due. 应履行日期"""
    amount: Yuan | None
    """How much, if it is money. 金额"""
    done: Yuan
    """How much of it was paid. 已履行金额"""
    stage: ObligationStage
    """How it stands. 履行状态"""
    late: bool
    """Whether any of it was done late. 是否逾期履行"""
    forced: bool
    """Whether any of it was enforced. 是否强制履行"""
    breached: bool
    """Whether it was ever on record as broken. 是否曾违约"""

    @property
    def is_open(self) -> bool:
        """Whether it is neither done nor in the court's hands."""
        return self.stage not in (ObligationStage.FULFILLED, ObligationStage.ENFORCED)


class AgreementRow(Row, key=("case", "agreement")):
    """调解协议: one agreement as it stands, with what is owed by it."""

    case: CaseId
    agreement: AgreementId
    """The agreement. 协议编号"""
    mediation: MediationId
    """The procedure in which it was reached. 调解程序编号"""
    organisation: UnitId
    """The organisation that mediated it. 调解组织"""
    mediators: tuple[PersonId, ...]
    """Who mediated when it was reached. 调解员"""
    form: AgreementForm
    """On paper or by word of mouth. 协议形式"""
    scope: AgreementScope
    """The whole claim or a part. 达成范围"""
    stage: AgreementStage
    """Where it stands. 协议状态"""
    reached_at: datetime
    """When it was reached. 达成时间"""
    effective_at: datetime | None
    """Since when it binds. 生效时间"""
    amount: Yuan
    """How much money is promised in all. 协议金额"""
    obligations: int
    """How many obligations it has. 义务数"""
    unsettled: int
    """How many of them are neither done nor in the court's hands, while it binds. 未履行义务数"""
    next_due_on: date | None
    """The earliest day on which one of these is due. 最近应履行日期"""
    last_due_on: date | None
    """The last day on which anything is due by it; once performed at once, none. 最后应履行日期"""
    breached: bool
    """Whether an obligation was ever on record as broken. 是否曾违约"""
    fulfilled_at: datetime | None
    """When all of it was on record as done. 履行完毕时间"""
    voluntary: bool | None
    """Whether all of it was done freely; none before that. 是否自动履行"""
    confirmation: ConfirmationStage
    """How far the court's confirmation has come. 司法确认状态"""
    enforced: bool
    """Whether enforcement was applied for. 是否申请强制执行"""
    enforcement_result: EnforcementResult | None
    """How the last enforcement ended. 执行结果"""
    payment_order: bool
    """Whether a payment order was applied for. 是否申请支付令"""
    notarised: bool
    """Whether a notary made a debt enforceable. 是否赋强公证"""
    promises: tuple[Promise, ...]
    """What is owed, one by one. 履行义务"""
