"""Mediation (调解): its kinds, why it stands still or ends, and how people take part in it.

domain.md §7.5, §7.9, §7.10, §7.12.
"""

from domain.codes.entry import Code, CodeList, Labelled


class MediationKind(Labelled):
    """调解类型: decides which term applies (timers T20, T23 to T26)."""

    PEOPLES = "PEOPLES", "人民调解"
    INDUSTRY = "INDUSTRY", "行业性专业性调解"
    MEDICAL = "MEDICAL", "医疗纠纷人民调解"
    COURT_BEFORE_FILING = "COURT_BEFORE_FILING", "诉前委派调解"
    COURT_ORDINARY = "COURT_ORDINARY", "诉中委托调解(普通程序)"
    COURT_SUMMARY = "COURT_SUMMARY", "诉中委托调解(简易程序)"
    LABOUR = "LABOUR", "劳动争议调解"
    ADMINISTRATIVE = "ADMINISTRATIVE", "行政调解"
    ADMINISTRATIVE_TRAFFIC = "ADMINISTRATIVE_TRAFFIC", "交通事故行政调解"
    ADMINISTRATIVE_CONSUMER = "ADMINISTRATIVE_CONSUMER", "消费争议行政调解"
    ADMINISTRATIVE_MEDICAL = "ADMINISTRATIVE_MEDICAL", "医疗纠纷行政调解"


class Entrustment(Labelled):
    """委派委托: whether a court entrusts a dispute before or after it filed the case."""

    BEFORE_FILING = "BEFORE_FILING", "委派(立案前)"
    AFTER_FILING = "AFTER_FILING", "委托(立案后)"


ENTRUSTED_BY_COURT: dict[MediationKind, Entrustment] = {
    MediationKind.COURT_BEFORE_FILING: Entrustment.BEFORE_FILING,
    MediationKind.COURT_ORDINARY: Entrustment.AFTER_FILING,
    MediationKind.COURT_SUMMARY: Entrustment.AFTER_FILING,
}
"""Kinds that only a court's entrustment can open, and which one [F06][F07]."""


class Docking(Labelled):
    """对接方式: with whom the mediation is docked. domain.md §7.5."""

    COURT_BEFORE_FILING = "COURT_BEFORE_FILING", "诉调对接(委派)"
    COURT_AFTER_FILING = "COURT_AFTER_FILING", "诉调对接(委托)"
    POLICE = "POLICE", "警调对接"
    PETITION = "PETITION", "访调对接"
    PROCURATORATE = "PROCURATORATE", "检调对接"
    ARBITRATION = "ARBITRATION", "仲调对接"
    SPECIALIST = "SPECIALIST", "专调对接"
    NON_LITIGATION = "NON_LITIGATION", "诉非衔接"


class ConsentForm(Labelled):
    """表示方式: how a party asked for mediation, agreed to it or refused it."""

    WRITTEN = "WRITTEN", "书面"
    ORAL = "ORAL", "口头(记录在案)"
    ELECTRONIC = "ELECTRONIC", "线上"
    RECORDED_CALL = "RECORDED_CALL", "电话录音"


class SessionMode(Labelled):
    """调解会方式: in a room, on the spot, or over a distance."""

    ROOM = "ROOM", "调解室"
    ON_SITE = "ON_SITE", "现场"
    BACK_TO_BACK = "BACK_TO_BACK", "背对背"
    VIDEO = "VIDEO", "视频"
    TELEPHONE = "TELEPHONE", "电话"


AT_A_DISTANCE = frozenset({SessionMode.VIDEO, SessionMode.TELEPHONE})
"""Sessions that need no place."""


class MisconductGround(Labelled):
    """调解员失范行为: what a mediator must not do [F01 art 15]."""

    PARTIALITY = "PARTIALITY", "偏袒一方当事人"
    INSULT = "INSULT", "侮辱当事人"
    TAKING_MONEY = "TAKING_MONEY", "索取、收受财物或牟取其他不正当利益"
    LEAKING = "LEAKING", "泄露当事人个人隐私、商业秘密"


class ReplacementGround(Labelled):
    """更换调解员事由: why one mediator goes and another comes."""

    RECUSAL = "RECUSAL", "回避"
    PARTY_CHOICE = "PARTY_CHOICE", "当事人要求更换"
    MISCONDUCT = "MISCONDUCT", "失范行为"
    UNAVAILABLE = "UNAVAILABLE", "因故不能履职"
    OTHER = "OTHER", "其他"


class Succession(Labelled):
    """承继身份: as what somebody takes the place of a party who is gone [F03 arts 153, 154]."""

    HEIR = "HEIR", "法定继承人"
    LEGATEE = "LEGATEE", "遗嘱继承人或受遗赠人"
    ESTATE_ADMINISTRATOR = "ESTATE_ADMINISTRATOR", "遗产管理人"
    CLOSE_RELATIVE = "CLOSE_RELATIVE", "近亲属(赔偿权利人)"
    SUCCESSOR_BODY = "SUCCESSOR_BODY", "权利义务承受单位"
    LIQUIDATOR = "LIQUIDATOR", "清算组织"


class NoSuccession(Labelled):
    """无人承继情形: why nobody takes the place of a party who is gone [F03 art 154]."""

    NO_HEIR = "NO_HEIR", "没有继承人或承受人"
    RENOUNCED = "RENOUNCED", "继承人放弃权利"
    NO_ESTATE = "NO_ESTATE", "没有遗产也没有应当承担义务的人"
    PERSONAL_CLAIM = "PERSONAL_CLAIM", "诉求专属于其本人(离婚、赡养、扶养等)"


class ProceedingKind(Labelled):
    """另案程序: which procedure has taken the same claim up."""

    COURT = "COURT", "人民法院诉讼"
    ARBITRATION = "ARBITRATION", "仲裁"
    RECONSIDERATION = "RECONSIDERATION", "行政复议"
    POLICE = "POLICE", "公安机关处理"
    ADMINISTRATIVE = "ADMINISTRATIVE", "其他行政机关处理"


class AttemptMethod(Labelled):
    """联系方式: how somebody was tried to be reached."""

    TELEPHONE = "TELEPHONE", "电话"
    VISIT = "VISIT", "上门"
    LETTER = "LETTER", "信函"
    MESSAGE = "MESSAGE", "短信或网络消息"


def _suspension(code: str, zh: str, en: str) -> Code:
    return Code(code=code, zh=zh, en=en, source="domain.md §7.9")


SUSPENSIONS = CodeList(
    "SUSPENSIONS",
    "中止事由",
    [
        _suspension("P01", "鉴定、评估、审计", "Appraisal, valuation or audit"),
        _suspension(
            "P02",
            "等待继承人、法定代理人、权利义务承受人",
            "Waiting for a successor or guardian",
        ),
        _suspension("P03", "不可抗力", "Force majeure"),
        _suspension("P04", "等待另案结果", "Waiting for the result of another case"),
        _suspension(
            "P05", "当事人就医、羁押暂不能参加", "A party is in hospital or custody for a while"
        ),
        _suspension("P06", "等待行政确权、测绘", "Waiting for official title or a survey"),
        _suspension("P07", "疑似虚假调解审查", "Suspected false mediation under review"),
        _suspension("P08", "听证", "Hearing"),
        _suspension("P09", "当事人共同申请暂缓", "The parties jointly ask for a pause"),
    ],
)
"""P01 to P09, a closed list (domain.md §2.6); how long each may last stands in the rule file."""

APPRAISAL, SUCCESSION, FALSE_MEDIATION, HEARING, JOINT_PAUSE = "P01", "P02", "P07", "P08", "P09"
"""The reasons with rules of their own."""


def _ending(code: str, zh: str, en: str, *, needs_text: bool = False) -> Code:
    source = "domain.md §7.10; [F07 art 25][F06 art 26][F32 art 28][F34 art 23]"
    return Code(code=code, zh=zh, en=en, source=source, needs_text=needs_text)


ENDINGS = CodeList(
    "ENDINGS",
    "调解终止事由",
    [
        _ending("M01", "达成协议", "Agreement reached"),
        _ending("M02", "一方拒绝或撤回", "A party refuses or withdraws"),
        _ending("M03", "分歧较大难以达成", "Too far apart to agree"),
        _ending("M04", "期限届满未延长", "The term ran out and was not extended"),
        _ending("M05", "当事人无法联系", "A party cannot be reached"),
        _ending("M06", "拒绝签章", "Signature or seal refused"),
        _ending(
            "M07",
            "隐瞒事实、拖延、虚假调解",
            "Facts concealed, delay, false mediation",
            needs_text=True,
        ),
        _ending("M08", "被法院或机关受理", "Taken up by a court or organ"),
        _ending("M09", "主体消灭", "A party has ceased to be"),
        _ending("M10", "自行和解撤回", "Withdrawn after the parties settled by themselves"),
        _ending("M11", "不宜继续", "Not fit to go on", needs_text=True),
    ],
)
"""M01 to M11."""

BY_AGREEMENT, REFUSED, UNREACHABLE, OVERTAKEN, ABATED = "M01", "M02", "M05", "M08", "M09"
SETTLED_AWAY = "M10"
"""The endings with rules of their own."""
