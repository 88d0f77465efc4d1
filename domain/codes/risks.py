"""Risk (风险): the three levels, the signals that call for haste, and what makes a level.

domain.md §7.3 [seed 001 三(二)].
"""

from domain.codes.entry import Code, CodeList, Labelled


class RiskLevel(Labelled):
    """风险等级: blue, yellow or red, rising."""

    BLUE = "BLUE", "蓝(一般)"
    YELLOW = "YELLOW", "黄(疑难复杂)"
    RED = "RED", "红(重大复杂疑难)"

    @property
    def rank(self) -> int:
        """0 for blue, rising."""
        return list(RiskLevel).index(self)


class AssessmentMethod(Labelled):
    """评定方式: how a level was arrived at."""

    PERSON = "PERSON", "人工评定"
    CONSULTATION = "CONSULTATION", "会商研判"
    RULE = "RULE", "规则测算、人工确认"
    MODEL = "MODEL", "模型测算、人工确认"


class SignalSource(Labelled):
    """信号来源: from whom or what a signal was heard."""

    PARTY = "PARTY", "当事人"
    RELATIVE = "RELATIVE", "当事人亲友"
    NEIGHBOUR = "NEIGHBOUR", "邻居群众"
    GRID = "GRID", "网格员、信息员"
    MEDIATOR = "MEDIATOR", "调解员"
    HANDLER = "HANDLER", "承办单位"
    POLICE = "POLICE", "公安机关"
    HOTLINE = "HOTLINE", "热线"
    MEDIA = "MEDIA", "网络舆情"
    SYSTEM = "SYSTEM", "系统监测"
    OTHER = "OTHER", "其他"


class SpecialLedger(Labelled):
    """专门台账: the lists of matters that must not slip. [seed 001 三(二)]"""

    MAJOR_RISK = "MAJOR_RISK", "重大风险隐患台账"
    LIKELY_TO_TURN_VIOLENT = "LIKELY_TO_TURN_VIOLENT", "易转化恶性案件台账"


_SIGNALS = "domain.md §7.3 [design]"
_CRITERIA = "domain.md §7.3 [design], after [seed 001 三(二)]"
_TAGS = "domain.md §11.10, [seed 001 三(二)]"

SIGNALS = CodeList(
    "SIGNALS",
    "风险信号",
    [
        Code(code="S01", zh="扬言报复、同归于尽", en="Threat of revenge", source=_SIGNALS),
        Code(code="S02", zh="持械、准备工具", en="Carrying or preparing a weapon", source=_SIGNALS),
        Code(code="S03", zh="已有肢体冲突或致伤", en="Blows or injury", source=_SIGNALS),
        Code(
            code="S04",
            zh="同一纠纷30日内两次以上报警",
            en="Police called twice or more within 30 days",
            source=_SIGNALS,
        ),
        Code(code="S05", zh="10人以上聚集或串联", en="Ten or more gathering", source=_SIGNALS),
        Code(code="S06", zh="扬言越级、进京", en="Threat of a skip-level visit", source=_SIGNALS),
        Code(code="S07", zh="自杀自伤表示", en="Talk of suicide or self-harm", source=_SIGNALS),
        Code(code="S08", zh="精神障碍发病", en="Acute mental disorder", source=_SIGNALS),
        Code(
            code="S09",
            zh="家庭暴力告诫或人身安全保护令",
            en="Domestic-violence warning or protection order",
            source=_SIGNALS,
        ),
        Code(code="S10", zh="涉未成年人侵害", en="Harm to a minor", source=_SIGNALS),
        Code(code="S11", zh="舆情", en="Public opinion on the internet", source=_SIGNALS),
        Code(code="S12", zh="非法手段催债", en="Illegal debt collection", source=_SIGNALS),
        Code(code="S13", zh="停工停产堵路", en="Stoppage or road blocking", source=_SIGNALS),
        Code(code="S99", zh="其他", en="Other", source=_SIGNALS, needs_text=True),
    ],
)
"""S01 to S13 are of red class: they start a new assessment at once."""

CRITERIA = CodeList(
    "CRITERIA",
    "风险评定要素",
    [
        Code(code="K01", zh="可能危及公共安全", en="May endanger public safety", source=_CRITERIA),
        Code(
            code="K02",
            zh="可能引发大规模越级上访",
            en="May lead to a large skip-level petition",
            source=_CRITERIA,
        ),
        Code(code="K03", zh="可能引发群体性事件", en="May lead to a group event", source=_CRITERIA),
        Code(code="K04", zh="可能民转刑", en="May turn from civil to criminal", source=_CRITERIA),
        Code(
            code="K05",
            zh="纠纷类型属疑难复杂",
            en="A type of dispute that is difficult from the start",
            source=_CRITERIA,
        ),
        Code(code="K06", zh="涉及人数较多", en="Many people involved", source=_CRITERIA),
        Code(code="K07", zh="矛盾长期未化解", en="Unsettled for long", source=_CRITERIA),
        Code(code="K08", zh="一般性纠纷", en="An ordinary dispute", source=_CRITERIA),
        *SIGNALS,
    ],
)
"""What an assessment may rest on: the marks seed 001 names for each level, and every signal."""

FOCUS_TAGS = CodeList(
    "FOCUS_TAGS",
    "重点标签",
    [
        Code(
            code="LIKELY_TO_TURN_VIOLENT",
            zh="易转化恶性",
            en="Likely to turn violent",
            source=_TAGS,
        ),
        Code(code="FAMILY_VIOLENCE", zh="家暴", en="Family violence", source=_TAGS),
        Code(code="WAGE_ARREARS", zh="欠薪", en="Wage arrears", source=_TAGS),
        Code(code="PRIVATE_LENDING", zh="民间借贷", en="Private lending", source=_TAGS),
        Code(code="MINOR", zh="涉未成年人", en="Concerning a minor", source=_TAGS),
        Code(code="KEY_AREA", zh="重点区域", en="Focus area", source=_TAGS),
        Code(code="KEY_FIELD", zh="重点领域", en="Focus field", source=_TAGS),
        Code(code="KEY_GROUP", zh="重点群体", en="Focus group", source=_TAGS),
        Code(code="KEY_PERIOD", zh="重点时段", en="Focus period", source=_TAGS),
        Code(code="OTHER", zh="其他", en="Other", source=_TAGS, needs_text=True),
    ],
)
"""Tags that cut across the dispute types."""

VIOLENCE = frozenset({"S02", "S03", "S09", "S10"})
"""Signals of violence: a family dispute with one of them is at least YELLOW. domain.md §7.2."""

LIKELY_TO_TURN_VIOLENT = "LIKELY_TO_TURN_VIOLENT"
"""The tag that opens the special ledger to a matter that is not RED."""


def is_red_class(signal: str) -> bool:
    """Whether a signal calls for a new assessment at once (timer T13)."""
    return signal != "S99"
