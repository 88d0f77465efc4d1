"""Reasons (事由): why a matter is not taken up or not mediable. domain.md §7.8."""

from domain.codes.entry import Code, CodeList

_SOURCE = "domain.md §7.8"


def _reason(
    code: str, zh: str, en: str, source: str = _SOURCE, *, needs_text: bool = False
) -> Code:
    return Code(code=code, zh=zh, en=en, source=source, needs_text=needs_text)


REFUSAL_REASONS = CodeList(
    "REFUSAL_REASONS",
    "不予受理(不宜调解)事由",
    [
        _reason("N01", "不属本中心或本单位职权", "Not within this centre's or unit's authority"),
        _reason("N02", "法律法规规定由专门机关管辖", "Reserved by law to a special organ"),
        _reason("N03", "禁止调解(如确认身份关系)", "Mediation is forbidden (such as civil status)"),
        _reason("N04", "人民法院已受理或已裁判", "Accepted or decided by a court"),
        _reason(
            "N05", "公安、行政机关已受理或解决", "Accepted or solved by police or another organ"
        ),
        _reason("N06", "已进入仲裁、复议", "In arbitration or reconsideration"),
        _reason(
            "N07",
            "信访复核终结后同一事实理由",
            "Same facts and reasons after the final petition opinion",
            "[F02 art 36]",
        ),
        _reason(
            "N08",
            "同一事项正在办理,向上重复提出",
            "Already being handled at a lower level",
            "[F02 art 19]",
        ),
        _reason("N09", "一方明确拒绝调解", "One party clearly refuses mediation", "[F01 art 17]"),
        _reason("N10", "涉嫌犯罪", "Suspicion of a crime"),
        _reason("N11", "主体不适格、无明确对方", "Not a proper party, or no definite other side"),
        _reason("N12", "材料不足且逾期未补", "Material missing and not supplied in time"),
        _reason(
            "N13",
            "应由紧急热线处理(110、119、120、122)",
            "For an emergency line (110, 119, 120, 122)",
            "[F24 art 11]",
        ),
        _reason("N14", "涉国家秘密(转保密渠道)", "State secrets: to the classified channel"),
        _reason("N15", "诉求违法或违背公序良俗", "The demand is unlawful or against public order"),
        _reason("N16", "检举控告(转纪检监察)", "Report or accusation: to discipline inspection"),
        _reason("N17", "其他", "Other", needs_text=True),
    ],
)
"""N01 to N17; the explanation every refusal carries is the text that N17 needs."""

NOT_SUPPLIED = "N12"
"""The only reason that ends a matter while material is outstanding, and only after the term."""
