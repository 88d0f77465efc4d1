"""Matters (事项): their kinds, how they come in, how hard and how large they are. domain.md §7."""

from domain.codes.entry import Labelled


class MatterClass(Labelled):
    """事项类别: decides which procedure and which terms apply. domain.md §7.1."""

    DISPUTE = "DISPUTE", "矛盾纠纷"
    PETITION_DEMAND = "PETITION_DEMAND", "信访·申诉求决"
    PETITION_ADVICE = "PETITION_ADVICE", "信访·建议意见"
    REPORT = "REPORT", "检举控告、投诉举报"
    CONSULT = "CONSULT", "咨询"
    HELP = "HELP", "求助、民生诉求"
    OPINION = "OPINION", "社情民意"
    HAZARD = "HAZARD", "风险隐患"
    LEGAL_SERVICE = "LEGAL_SERVICE", "公共法律服务"
    PSYCH = "PSYCH", "心理服务"
    SECURITY = "SECURITY", "社会治安线索"
    BUSINESS = "BUSINESS", "营商环境"
    OTHER = "OTHER", "其他"


PETITIONS = frozenset({MatterClass.PETITION_DEMAND, MatterClass.PETITION_ADVICE})
"""The classes the petition regulation governs besides reports [F02 arts 29, 31]."""

TWO_PERSON_REFUSALS = PETITIONS | {MatterClass.REPORT}
"""Classes nobody refuses alone. domain.md §2.5 A, row Refuse."""

ON_THE_SPOT = frozenset(MatterClass) - {
    MatterClass.REPORT,
    MatterClass.PETITION_DEMAND,
    MatterClass.SECURITY,
}
"""Classes that may end at the window; reports, leads and demands each have their own way."""


class Channel(Labelled):
    """渠道: how a matter came in. domain.md §7.4."""

    WALK_IN = "WALK_IN", "来访、走访"
    LETTER = "LETTER", "来信"
    CALL = "CALL", "来电"
    HOTLINE_12345 = "HOTLINE_12345", "12345热线"
    HOTLINE_OTHER = "HOTLINE_OTHER", "其他热线"
    NET_PETITION = "NET_PETITION", "网上信访"
    MINI_PROGRAM = "MINI_PROGRAM", "微信小程序"
    APP = "APP", "移动应用"
    QR = "QR", "解纷码"
    GRID = "GRID", "网格通"
    SNAPSHOT = "SNAPSHOT", "随手拍"
    SCREENING = "SCREENING", "排查发现"
    POLICE_110 = "POLICE_110", "警调对接"
    COURT = "COURT", "法院委派、委托"
    PROCURATORATE = "PROCURATORATE", "检调对接"
    DEPARTMENT = "DEPARTMENT", "部门移送"
    SUPERIOR = "SUPERIOR", "上级交办"
    LEADER_RECEPTION = "LEADER_RECEPTION", "领导接访"
    VILLAGE_MEETING = "VILLAGE_MEETING", "议事会、百姓说事点"
    BOX = "BOX", "意见箱"
    MEDIA = "MEDIA", "舆情"
    LEDGER_IMPORT = "LEDGER_IMPORT", "台账导入"
    OTHER = "OTHER", "其他"


VISITS = frozenset({Channel.WALK_IN, Channel.LEADER_RECEPTION})
"""Channels by which people come in person: the form of a joint visit [F02 art 20]."""


class Difficulty(Labelled):
    """难易: village, town, county, or bundled to a leader. domain.md §7.13 [F21]."""

    SIMPLE = "SIMPLE", "简单"
    ORDINARY = "ORDINARY", "一般"
    COMPLEX = "COMPLEX", "复杂(疑难)"
    MAJOR = "MAJOR", "重大"


class Scale(Labelled):
    """规模: 01 to 03 of public grid systems. domain.md §7.13 [F58]."""

    INDIVIDUAL = "INDIVIDUAL", "个体性事件"
    GROUP = "GROUP", "一般群体性事件"
    MAJOR_GROUP = "MAJOR_GROUP", "重大群体性事件"


class Suspicion(Labelled):
    """疑点: what a screening may suspect beyond the matter's face."""

    CRIME = "CRIME", "涉嫌犯罪"
    FALSE_DISPUTE = "FALSE_DISPUTE", "疑似虚假纠纷"
    DUPLICATE = "DUPLICATE", "疑似重复"
    ESCALATION = "ESCALATION", "有激化苗头"
    OFFICIAL_MISCONDUCT = "OFFICIAL_MISCONDUCT", "涉干部问题线索"
    MINOR = "MINOR", "涉未成年人侵害"
    FAMILY_VIOLENCE = "FAMILY_VIOLENCE", "涉家庭暴力"
    OTHER = "OTHER", "其他"


class MatchBasis(Labelled):
    """重复依据: why two registrations are one matter [F27]."""

    SAME_COMPLAINANT = "SAME_COMPLAINANT", "同一诉求人同一事项重复提出"
    SAME_FACTS = "SAME_FACTS", "不同诉求人反映同一事实"
    TRANSFERRED_TWICE = "TRANSFERRED_TWICE", "多渠道重复转来"
    OTHER = "OTHER", "其他"


class LinkKind(Labelled):
    """关联关系: how two separate matters belong together."""

    RELATED = "RELATED", "关联"
    SERIES = "SERIES", "串并(系列)"
    NEW_FACTS = "NEW_FACTS", "同一诉求新事实"
    COUNTERCLAIM = "COUNTERCLAIM", "对方诉求"
    CONTINUES = "CONTINUES", "接续已归档事项"
    OTHER = "OTHER", "其他"


class SupplementCause(Labelled):
    """补正事由: what is asked for once and in full."""

    MATERIALS = "MATERIALS", "材料不齐全"
    FORM = "FORM", "形式不符合要求"
    IDENTITY = "IDENTITY", "主体身份证明"
    AUTHORITY = "AUTHORITY", "委托代理手续"
    FACTS = "FACTS", "事实或诉求不清"
    OTHER = "OTHER", "其他"
