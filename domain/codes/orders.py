"""Orders and supervision (交办与督办): modes, reasons of objection and extension, results, grounds.

domain.md §7.5, §7.11, §7.12, §7.13.
"""

from domain.codes.entry import Code, CodeList, Labelled


class OrderMode(Labelled):
    """办理方式: on what footing an order is given. domain.md §7.5.

    What ends at the window, what is filed as a department's own duty and what is taken up a level
    are events of their own and no orders.
    """

    OWN = "OWN", "自办"
    FORWARDED = "FORWARDED", "转办"
    ASSIGNED = "ASSIGNED", "交办"
    JOINT = "JOINT", "联办"
    DESIGNATED = "DESIGNATED", "指定办理"


class ConflictRelation(Labelled):
    """回避事由: what ties a member of staff to a party or to the matter [F02 art 28]."""

    KIN = "KIN", "与当事人有近亲属关系"
    INTEREST = "INTEREST", "与事项有利害关系"
    EARLIER_PART = "EARLIER_PART", "曾担任本事项的证人、代理人或鉴定人"
    OTHER = "OTHER", "其他可能影响公正办理的关系"


class SupervisionLevel(Labelled):
    """督办级别: how hard a matter is pressed. domain.md §2.5 K, §5.4."""

    GENERAL = "GENERAL", "一般督办"
    KEY = "KEY", "重点督办"
    LISTED = "LISTED", "挂牌督办"


def _code(code: str, zh: str, en: str, source: str, *, needs_text: bool = False) -> Code:
    return Code(code=code, zh=zh, en=en, source=source, needs_text=needs_text)


_OBJECTIONS = "domain.md §7.11"

OBJECTION_REASONS = CodeList(
    "OBJECTION_REASONS",
    "派单异议事由",
    [
        _code("O01", "职责不符", "Not the unit's duty", _OBJECTIONS),
        _code("O02", "属地不符", "Not the unit's area", _OBJECTIONS),
        _code("O03", "权属不清", "Nobody knows whose it is", _OBJECTIONS),
        _code("O04", "职能交叉需牵头单位", "Several duties meet; a lead is needed", _OBJECTIONS),
        _code("O05", "已在办、已办结", "In hand or done already", _OBJECTIONS),
        _code("O06", "应走法定途径", "For a legal procedure", _OBJECTIONS),
        _code("O07", "信息错误", "The order's facts are wrong", _OBJECTIONS),
        _code("O99", "其他", "Other", "[design]", needs_text=True),
    ],
)
"""O01 to O07; every objection gives its reasons in words as well [F02 art 23]."""

_EXTENSIONS = "domain.md §7.12"

EXTENSION_REASONS = CodeList(
    "EXTENSION_REASONS",
    "延期事由",
    [
        _code("E01", "案情复杂", "The matter is complex", _EXTENSIONS),
        _code("E02", "需会商", "Units must confer", _EXTENSIONS),
        _code("E03", "当事人同意延长", "The parties agree to more time", _EXTENSIONS),
        _code("E04", "等待上级答复", "A superior's answer is awaited", _EXTENSIONS),
        _code("E05", "鉴定", "An appraisal is under way", _EXTENSIONS),
        _code("E99", "其他", "Other", "[design]", needs_text=True),
    ],
)

_RESULTS = "[design]"

ORDER_RESULTS = CodeList(
    "ORDER_RESULTS",
    "交办单办理结果",
    [
        _code("SOLVED", "已解决", "Solved", _RESULTS),
        _code("PARTLY_SOLVED", "部分解决", "Solved in part", _RESULTS),
        _code("EXPLAINED", "已解释说明", "Explained", _RESULTS),
        _code("LED_ELSEWHERE", "已导入法定途径", "Led into a legal procedure", _RESULTS),
        _code("UNFOUNDED", "经查不属实", "Found to be untrue", _RESULTS),
        _code("NOT_SOLVED", "未能解决", "Not solved", _RESULTS),
        _code("OTHER", "其他", "Other", _RESULTS, needs_text=True),
    ],
)
"""What a unit answers to an order; how the whole matter ended is told by OUTCOMES."""

_MEASURES = "[seed 000 三(三)]"

SUPERVISION_GROUNDS = CodeList(
    "SUPERVISION_GROUNDS",
    "督办事由",
    [
        _code("WORK_NOT_DRIVEN", "工作推动不力", "The work is not driven forward", _MEASURES),
        _code(
            "DEMAND_NOT_MET",
            "群众合理诉求未及时解决",
            "A justified demand was not met in time",
            _MEASURES,
        ),
        _code(
            "RISK_NOT_REMOVED",
            "社会矛盾风险未及时消除",
            "A risk was not removed in time",
            _MEASURES,
        ),
        _code("OVERDUE", "超期未办", "Overdue", "domain.md §5.4"),
        _code("BOUNCED", "多次退单", "Sent back again and again", "domain.md §2.6; [F48]"),
        _code("OTHER", "其他", "Other", "[design]", needs_text=True),
    ],
)

BOUNCED = "BOUNCED"
"""Why supervision follows the third time an order is sent back."""
