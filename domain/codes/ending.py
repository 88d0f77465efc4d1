"""How a case ends (办结、回访、结案、归档): closing, reopening, visits, ratings, keeping.

domain.md §7.12, §7.13.
"""

from domain.codes.entry import Code, CodeList, Labelled

_SOURCE = "domain.md §7.12"


def _code(code: str, zh: str, en: str, *, needs_text: bool = False) -> Code:
    return Code(code=code, zh=zh, en=en, source=_SOURCE, needs_text=needs_text)


CLOSING_REASONS = CodeList(
    "CLOSING_REASONS",
    "结案事由",
    [
        _code("C01", "履行完毕", "Fulfilled"),
        _code("C02", "即时履行", "Fulfilled at once"),
        _code("C03", "已导入法定途径并告知", "Led into a legal procedure, and told so"),
        _code("C04", "信访程序终结", "Petition procedure at its end"),
        _code("C05", "撤回", "Withdrawn"),
        _code("C06", "并案", "Joined to another case"),
        _code("C07", "不予受理", "Refused"),
        _code("C08", "主体消灭", "The party has ceased to be"),
        _code("C09", "答复、整改完成", "Answered or put right"),
        _code("C10", "其他", "Other", needs_text=True),
    ],
)
"""C01 to C09, and "other" for what they do not name, such as an obligation due years ahead."""

FULFILLED, AT_ONCE, ROUTED, PETITION_ENDED = "C01", "C02", "C03", "C04"
WITHDRAWN, MERGED, REFUSED, ABATED, ANSWERED = "C05", "C06", "C07", "C08", "C09"

REOPENING_REASONS = CodeList(
    "REOPENING_REASONS",
    "重启事由",
    [
        _code("R01", "协议未履行", "The agreement is not fulfilled"),
        _code("R02", "纠纷反复", "The dispute has come back"),
        _code("R03", "新证据新事实", "New evidence or new facts"),
        _code("R04", "回访不满意且理由成立", "Dissatisfied, and with reason"),
        _code("R05", "上级交办", "Ordered by a superior"),
        _code("R06", "结案错误", "Closed by mistake"),
        _code("R07", "虚假调解", "False mediation"),
        _code("R08", "司法确认被驳回", "Judicial confirmation dismissed"),
        _code("R09", "其他", "Other", needs_text=True),
    ],
)

BREACH, NEW_FACTS, DISSATISFIED, ORDERED = "R01", "R03", "R04", "R05"
CLOSED_WRONGLY, FALSE_MEDIATION, CONFIRMATION_DISMISSED = "R06", "R07", "R08"

FILED_ROUTES = frozenset(
    {"ARB_CIVIL", "ARB_LABOUR", "ARB_LAND", "ADM_RULING", "ADM_RECON", "LITIGATION"}
)
"""Codes of ROUTES that a party goes by filing something with an organ. domain.md §2.6."""


class ContactMethod(Labelled):
    """联系方式: how an applicant was spoken to."""

    PHONE = "PHONE", "电话"
    IN_PERSON = "IN_PERSON", "当面"
    HOME = "HOME", "上门"
    SMS = "SMS", "短信"
    VIDEO = "VIDEO", "视频"
    ONLINE = "ONLINE", "线上留言"


class VisitMethod(Labelled):
    """回访方式. domain.md §7.13."""

    PHONE = "PHONE", "电话"
    HOME = "HOME", "上门"
    SMS = "SMS", "短信"
    VIDEO = "VIDEO", "视频"
    IN_PERSON = "IN_PERSON", "面访"


class FulfilmentSeen(Labelled):
    """回访所见履行情况: what the person visited says of the promises made."""

    NOTHING_OWED = "NOTHING_OWED", "无履行义务"
    PENDING = "PENDING", "未到期"
    FULFILLED = "FULFILLED", "已履行"
    PARTIAL = "PARTIAL", "部分履行"
    NOT_FULFILLED = "NOT_FULFILLED", "未履行"


class Mood(Labelled):
    """情绪状况: how the person visited feels about it."""

    CALM = "CALM", "平和"
    UNEASY = "UNEASY", "有不满情绪"
    AGITATED = "AGITATED", "情绪激动"


class Recurrence(Labelled):
    """反复风险: whether it may flare up again."""

    NONE = "NONE", "无反复迹象"
    POSSIBLE = "POSSIBLE", "可能反复"
    LIKELY = "LIKELY", "有激化苗头"


class Satisfaction(Labelled):
    """满意度: what a party thinks of the handling; who says nothing has not rated."""

    VERY_SATISFIED = "VERY_SATISFIED", "非常满意"
    SATISFIED = "SATISFIED", "满意"
    FAIRLY_SATISFIED = "FAIRLY_SATISFIED", "基本满意"
    DISSATISFIED = "DISSATISFIED", "不满意"
    VERY_DISSATISFIED = "VERY_DISSATISFIED", "非常不满意"


DISSATISFACTION = frozenset({Satisfaction.DISSATISFIED, Satisfaction.VERY_DISSATISFIED})
"""Ratings that somebody else looks into (T52)."""


class RatedPoint(Labelled):
    """评价项目: what is rated one by one."""

    ATTITUDE = "ATTITUDE", "服务态度"
    SPEED = "SPEED", "办理效率"
    LAWFULNESS = "LAWFULNESS", "依法规范"
    RESULT = "RESULT", "办理结果"


class DissatisfactionClass(Labelled):
    """不满意原因分类: what lies behind a bad rating. domain.md §2.5 I."""

    FOUNDED = "FOUNDED", "理由成立"
    PARTLY_FOUNDED = "PARTLY_FOUNDED", "部分成立"
    MISUNDERSTOOD = "MISUNDERSTOOD", "政策不了解,已解释"
    UNREASONABLE = "UNREASONABLE", "诉求不合理"
    OTHER = "OTHER", "其他"


class CheckPoint(Labelled):
    """办结审核要点: what the checker of a conclusion looks at."""

    RECORD = "RECORD", "办理记录完整"
    OUTCOME = "OUTCOME", "办理结果与事实相符"
    LAWFULNESS = "LAWFULNESS", "程序和内容合法"
    TERMS = "TERMS", "办理期限已核对"
    TOLD = "TOLD", "当事人已告知"


class PetitionHandling(Labelled):
    """信访“四个到位” [F02 art 27]."""

    SOLVED = "SOLVED", "合理的解决到位"
    EDUCATED = "EDUCATED", "无理的教育到位"
    HELPED = "HELPED", "困难的帮扶到位"
    BY_LAW = "BY_LAW", "违法的依法处理"


class Retention(Labelled):
    """保管期限: how long a volume is kept [F13]."""

    PERMANENT = "PERMANENT", "永久"
    YEARS_30 = "YEARS_30", "30年"
    YEARS_10 = "YEARS_10", "10年"

    @property
    def years(self) -> int | None:
        """How many years from the day it was archived; None is for ever."""
        return {"YEARS_30": 30, "YEARS_10": 10}.get(self.value)

    def shorter_than(self, other: "Retention") -> bool:
        """Whether it ends before the other does."""
        return list(Retention).index(self) > list(Retention).index(other)


class FileItem(Labelled):
    """卷宗目录: what a volume holds, in order. domain.md §2.8 [F10]."""

    APPLICATION = "APPLICATION", "调解申请书或受理登记表"
    RIGHTS = "RIGHTS", "权利义务告知书"
    IDENTITY = "IDENTITY", "当事人身份证明"
    AUTHORITY = "AUTHORITY", "授权委托书"
    INVESTIGATION = "INVESTIGATION", "调查记录"
    EVIDENCE = "EVIDENCE", "证据材料"
    SESSIONS = "SESSIONS", "调解记录"
    AGREEMENT = "AGREEMENT", "调解协议书或口头协议登记表"
    FULFILMENT = "FULFILMENT", "履行凭证"
    VISITS = "VISITS", "回访记录"
    CONFIRMATION = "CONFIRMATION", "司法确认有关材料"
    REMARKS = "REMARKS", "卷宗情况说明"
    FORWARDING = "FORWARDING", "转送(交办)单"
    NOTICES = "NOTICES", "告知书及送达凭证"
    OPINION = "OPINION", "处理意见书"
    OPINION_SERVICE = "OPINION_SERVICE", "处理意见送达回证"
    REVIEWS = "REVIEWS", "复查、复核意见"
    CONCLUSION = "CONCLUSION", "结案报告表"
    BACK_COVER = "BACK_COVER", "封底"
