"""Base sets (基础统计集): what is counted of cases, as data. domain.md §5.1.

Every countable fact of a case is a figure of some kind, with the day it is counted by and how it
stands. A base set says which figures belong to it. The question in SQL and its reference in Python
are both made from this table, so that they cannot say different things.
"""

from msgspec.structs import replace

from domain.codes.entry import Labelled
from domain.measures.steps import CHANNELS
from domain.values import Value


class FigureKind(Labelled):
    """统计事实种类: what kind of countable fact a figure tells."""

    COMPLAINT = "COMPLAINT", "登记件次"
    REGISTERED = "REGISTERED", "登记事项"
    FIRST_PETITION = "FIRST_PETITION", "初次信访"
    ACCEPTED = "ACCEPTED", "受理"
    UNDER_WAY = "UNDER_WAY", "在办"
    REFUSED = "REFUSED", "不予受理"
    OVERTURNED = "OVERTURNED", "撤销不予受理"
    REDIRECTED = "REDIRECTED", "告知引导"
    WITHDRAWN = "WITHDRAWN", "撤回"
    ON_THE_SPOT = "ON_THE_SPOT", "当场办结、自办备案"
    CONCLUDED = "CONCLUDED", "办结"
    RESOLVED = "RESOLVED", "化解"
    CLOSED = "CLOSED", "结案"
    REOPENED = "REOPENED", "重启"
    ESCALATED = "ESCALATED", "提级"
    ORDER_DUE = "ORDER_DUE", "交办单到期"
    PROCEDURE_ENDED = "PROCEDURE_ENDED", "调解程序结束"
    SUCCESS_DISMISSED = "SUCCESS_DISMISSED", "调解成功被司法否定"
    AGREEMENT_DUE = "AGREEMENT_DUE", "协议到期"
    RATED = "RATED", "满意度评价"
    DECISION_DUE = "DECISION_DUE", "受理决定到期"
    CONTACT_DUE = "CONTACT_DUE", "首次联系到期"
    VISITED = "VISITED", "回访"
    STEP = "STEP", "当事人侧步骤"
    CHANNEL_UP = "CHANNEL_UP", "渠道上行"
    CROWD_UP = "CROWD_UP", "规模扩大"


class Standing(Labelled):
    """统计状态: how the counted fact stands, as far as it is known."""

    NONE = "", "无"
    OPEN = "OPEN", "未结"
    CONCLUDED = "CONCLUDED", "已办结"
    WITHDRAWN = "WITHDRAWN", "已撤回"
    CLOSED = "CLOSED", "已结案"
    REPEATED = "REPEATED", "重复信访"
    REOPENED = "REOPENED", "期内重启"
    SCREENED = "SCREENED", "筛查后引导(不宜调解)"
    LOCAL = "LOCAL", "就地化解"
    ABOVE = "ABOVE", "上级化解"
    ON_TIME = "ON_TIME", "按时"
    LATE = "LATE", "逾期"
    AGREED = "AGREED", "调解成功"
    PARTIAL = "PARTIAL", "部分达成"
    FAILED = "FAILED", "调解不成"
    EXCLUDED = "EXCLUDED", "不计入"
    VOLUNTARY = "VOLUNTARY", "自动履行"
    VOLUNTARY_LATE = "VOLUNTARY_LATE", "逾期自动履行"
    FORCED = "FORCED", "非自动履行"
    NOT_RATED = "NOT_RATED", "未评价"
    VERY_SATISFIED = "VERY_SATISFIED", "非常满意"
    SATISFIED = "SATISFIED", "满意"
    FAIRLY_SATISFIED = "FAIRLY_SATISFIED", "基本满意"
    DISSATISFIED = "DISSATISFIED", "不满意"
    VERY_DISSATISFIED = "VERY_DISSATISFIED", "非常不满意"
    SOLVED = "SOLVED", "已解决"
    NOT_SOLVED = "NOT_SOLVED", "未解决"
    ONLINE = "ONLINE", "线上"
    OFFLINE = "OFFLINE", "线下"


class Measured(Labelled):
    """计量方式: whether figures are counted or their amounts added, in fen."""

    ONE = "ONE", "件"
    AMOUNT = "AMOUNT", "约定金额(分)"
    PAID = "PAID", "自动给付金额(分)"


class During(Labelled):
    """时间口径: how a figure's day must lie to the period."""

    PERIOD = "PERIOD", "期内"
    OVERDUE = "OVERDUE", "期内且已过期"
    AT_END = "AT_END", "期末在办"


class BaseSet(Value):
    """统计集: the figures of a kind, standing so, of these disputes, channels, classes, levels.

    An empty condition asks nothing. `disputes` are codes of the first level (§7.2).
    """

    id: str
    zh: str
    en: str
    kind: FigureKind
    standings: tuple[Standing, ...] = ()
    disputes: tuple[str, ...] = ()
    channels: tuple[str, ...] = ()
    classes: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()
    measured: Measured = Measured.ONE
    during: During = During.PERIOD

    def takes(
        self,
        kind: FigureKind,
        standing: Standing,
        dispute: str | None,
        channel: str,
        matter_class: str,
        level: str | None,
    ) -> bool:
        """Whether a figure like this belongs to it, if its day does."""
        return (
            kind is self.kind
            and (not self.standings or standing in self.standings)
            and (not self.disputes or dispute in self.disputes)
            and (not self.channels or channel in self.channels)
            and (not self.classes or matter_class in self.classes)
            and (not self.levels or level in self.levels)
        )


CIVIL = tuple(f"{nth:02d}" for nth in range(1, 11))
"""民商事: the first-level dispute types 01 to 10 (domain.md §5.2)."""

_K, _S = FigureKind, Standing
_ENDED = _K.PROCEDURE_ENDED
_GOOD = (_S.VERY_SATISFIED, _S.SATISFIED, _S.FAIRLY_SATISFIED)
_RATED = (*_GOOD, _S.DISSATISFIED, _S.VERY_DISSATISFIED)
_DONE_FREELY = (_S.VOLUNTARY, _S.VOLUNTARY_LATE)


def _set(name: str, zh: str, en: str, kind: FigureKind, *standings: Standing) -> BaseSet:
    return BaseSet(id=name, zh=zh, en=en, kind=kind, standings=standings)


def _overdue(name: str, zh: str, en: str, kind: FigureKind) -> BaseSet:
    """What is still owed although its day is over."""
    return replace(_set(name, zh, en, kind, Standing.OPEN), during=During.OVERDUE)


BASE_SETS: dict[str, BaseSet] = {
    one.id: one
    for one in (
        _set("REG_RAW", "登记件次", "Every complaint registered", _K.COMPLAINT),
        _set("REG", "登记事项", "Main cases registered", _K.REGISTERED),
        BaseSet(
            id="REG_DISPUTE",
            zh="登记的矛盾纠纷",
            en="Disputes registered",
            kind=_K.REGISTERED,
            classes=("DISPUTE",),
        ),
        BaseSet(
            id="REG_WALK_IN",
            zh="走访登记",
            en="Main cases brought in person",
            kind=_K.REGISTERED,
            channels=("WALK_IN",),
        ),
        _set("PETITION_FIRST", "初信初访", "First petitions", _K.FIRST_PETITION),
        _set(
            "PETITION_ONCE",
            "一次性化解的初信初访",
            "First petitions closed and not repeated",
            _K.FIRST_PETITION,
            _S.CLOSED,
        ),
        _set("ACC", "受理", "Cases accepted", _K.ACCEPTED),
        _set(
            "ACC_CONCLUDED", "受理中已办结", "Of these, concluded by K", _K.ACCEPTED, _S.CONCLUDED
        ),
        _set("ACC_OPEN", "受理中未结", "Of these, open at K", _K.ACCEPTED, _S.OPEN),
        _set("ACC_RE", "重启", "Reopenings", _K.REOPENED),
        _set("REF", "不予受理", "Refused", _K.REFUSED),
        _set("REF_OVERTURNED", "撤销不予受理", "Refusals overturned", _K.OVERTURNED),
        _set("RED", "告知引导", "Redirected", _K.REDIRECTED),
        _set("NOT_MEDIABLE", "不宜调解", "Screened and redirected", _K.REDIRECTED, _S.SCREENED),
        _set("WITHDRAWN", "撤回", "Withdrawn", _K.WITHDRAWN),
        _set("ON_THE_SPOT", "当场办结、自办备案", "Ended at the window", _K.ON_THE_SPOT),
        _set("CON", "办结", "First conclusions that stand", _K.CONCLUDED),
        BaseSet(
            id="OPEN",
            zh="期末在办",
            en="Open at the end of the period",
            kind=_K.UNDER_WAY,
            during=During.AT_END,
        ),
        _set("RESOLVED", "化解", "Resolved", _K.RESOLVED),
        _set("RESOLVED_LOCAL", "就地化解", "Resolved where they arose", _K.RESOLVED, _S.LOCAL),
        *(
            BaseSet(
                id=f"RESOLVED_{level.upper()}",
                zh=f"{zh}化解",
                en=f"Resolved by the {level}",
                kind=_K.RESOLVED,
                levels=(level,),
            )
            for level, zh in (("grid", "网格"), ("village", "村"), ("town", "镇"), ("county", "县"))
        ),
        _set("CLOSED", "结案", "Closed", _K.CLOSED),
        _set("CLOSED_REOPENED", "期内重启", "Reopened within the term", _K.CLOSED, _S.REOPENED),
        _set("ESCALATED", "提级", "Level up", _K.ESCALATED),
        _set("ORDER_ON_TIME", "按时办结的交办单", "Orders on time", _K.ORDER_DUE, _S.ON_TIME),
        _set("ORDER_LATE", "逾期办结的交办单", "Orders late", _K.ORDER_DUE, _S.LATE),
        _overdue("ORDER_OVERDUE", "逾期未办结的交办单", "Orders overdue", _K.ORDER_DUE),
        _set("AGREED", "调解成功", "Procedures that ended in agreement", _ENDED, _S.AGREED),
        _set("PARTIAL", "部分达成", "Procedures that ended in part", _ENDED, _S.PARTIAL),
        _set("FAILED", "调解不成", "Procedures that failed", _ENDED, _S.FAILED),
        _set("EXCLUDED", "不计入的调解", "Procedures not counted", _ENDED, _S.EXCLUDED),
        _set(
            "SUCCESS_DISMISSED",
            "司法确认因违法被驳回",
            "Successes taken back for illegality",
            _K.SUCCESS_DISMISSED,
        ),
        *(
            BaseSet(
                id=f"CIVIL_{standing}",
                zh=f"民商事{standing.zh}",
                en=f"Civil procedures: {standing.lower()}",
                kind=_ENDED,
                standings=(standing,),
                disputes=CIVIL,
            )
            for standing in (_S.AGREED, _S.PARTIAL, _S.FAILED)
        ),
        BaseSet(
            id="CIVIL_DISMISSED",
            zh="民商事司法确认因违法被驳回",
            en="Civil successes taken back",
            kind=_K.SUCCESS_DISMISSED,
            disputes=CIVIL,
        ),
        _set("AGR_DUE", "到期协议", "Agreements due", _K.AGREEMENT_DUE),
        _set(
            "AGR_FREELY",
            "自动履行的协议",
            "Agreements fulfilled freely",
            _K.AGREEMENT_DUE,
            *_DONE_FREELY,
        ),
        _set(
            "AGR_FREELY_ON_TIME",
            "按期自动履行的协议",
            "Fulfilled freely and in time",
            _K.AGREEMENT_DUE,
            _S.VOLUNTARY,
        ),
        BaseSet(
            id="AGR_AMOUNT",
            zh="到期协议金额(分)",
            en="Money owed by agreements due, in fen",
            kind=_K.AGREEMENT_DUE,
            measured=Measured.AMOUNT,
        ),
        BaseSet(
            id="AGR_PAID",
            zh="自动给付金额(分)",
            en="Of which paid freely, in fen",
            kind=_K.AGREEMENT_DUE,
            measured=Measured.PAID,
        ),
        _set("ASKED", "征询满意度", "Asked for a rating", _K.RATED),
        _set("RATED", "有效评价", "Valid ratings", _K.RATED, *_RATED),
        _set("RATED_GOOD", "满意及以上", "Satisfied at least fairly", _K.RATED, *_GOOD),
        _set(
            "DECISION_ON_TIME", "按期的受理决定", "Decisions on time", _K.DECISION_DUE, _S.ON_TIME
        ),
        _set(
            "DECISION_LATE",
            "逾期作出或已登记超期的受理决定",
            "Decisions made late, or missed on record",
            _K.DECISION_DUE,
            _S.LATE,
        ),
        _overdue("DECISION_OVERDUE", "逾期未作出的受理决定", "Decisions overdue", _K.DECISION_DUE),
        _set("CONTACT_ON_TIME", "按期的首次联系", "Contacts on time", _K.CONTACT_DUE, _S.ON_TIME),
        _set(
            "CONTACT_LATE",
            "逾期联系或已登记超期的首次联系",
            "Contacts made late, or missed on record",
            _K.CONTACT_DUE,
            _S.LATE,
        ),
        _overdue("CONTACT_OVERDUE", "逾期未作的首次联系", "Contacts overdue", _K.CONTACT_DUE),
        _set("CHANNEL_UP", "渠道上行", "Came in again from above", _K.CHANNEL_UP),
        _set("CROWD_UP", "规模扩大", "Drew more people than were registered", _K.CROWD_UP),
        _set("VISITS", "回访", "Return visits", _K.VISITED),
        _set(
            "VISITS_VALID",
            "有效回访(已询问是否解决)",
            "Visits that asked whether it is solved",
            _K.VISITED,
            _S.SOLVED,
            _S.NOT_SOLVED,
        ),
        _set("VISITS_SOLVED", "回访称已解决", "Visits answering solved", _K.VISITED, _S.SOLVED),
        _set("STEPS", "登记后的当事人侧步骤", "Party-facing steps after registration", _K.STEP),
        _set("STEPS_ONLINE", "其中线上步骤", "Of these, taken online", _K.STEP, _S.ONLINE),
        BaseSet(
            id="BROUGHT",
            zh="群众提出的登记件次",
            en="Complaints that somebody brought",
            kind=_K.COMPLAINT,
            channels=(*CHANNELS,),
        ),
        BaseSet(
            id="BROUGHT_ONLINE",
            zh="线上提出的登记件次",
            en="Of these, brought online",
            kind=_K.COMPLAINT,
            channels=tuple(way for way, online in CHANNELS.items() if online),
        ),
    )
}
"""Every base set by its id, in the order in which they are shown."""
