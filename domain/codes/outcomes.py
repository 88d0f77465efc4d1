"""Outcomes (办理结果): how a matter ended. domain.md §7.7."""

from domain.codes.entry import Code, CodeList

_SOURCE = "domain.md §7.7"


def _outcome(code: str, zh: str, en: str, source: str = _SOURCE) -> Code:
    return Code(code=code, zh=zh, en=en, source=source)


OUTCOMES = CodeList(
    "OUTCOMES",
    "办理结果",
    [
        _outcome("AGREED_WRITTEN", "书面协议", "Written agreement"),
        _outcome("AGREED_ORAL", "口头协议", "Oral agreement"),
        _outcome("SETTLED_SELF", "自行和解", "Settled by the parties"),
        _outcome("PARTIAL", "部分达成", "Partial agreement"),
        _outcome("FAILED", "调解不成", "Mediation failed"),
        _outcome("ROUTED", "已导入法定途径", "Led into a legal procedure"),
        _outcome("SUPPORTED", "信访·予以支持", "Petition supported", "[F02 art 32]"),
        _outcome("EXPLAINED", "信访·解释说明", "Petition explained", "[F02 art 32]"),
        _outcome("NOT_SUPPORTED", "信访·不予支持", "Petition not supported", "[F02 art 32]"),
        _outcome("ANSWERED", "咨询已答复", "Question answered"),
        _outcome("RECTIFIED", "隐患已整改", "Hazard removed"),
        _outcome("AIDED", "帮扶救助", "Help given"),
        _outcome("ABATED", "主体消灭终结", "Ended with the party"),
        _outcome("WITHDRAWN", "撤回", "Withdrawn"),
        _outcome("REFUSED", "不予受理", "Refused"),
        _outcome("MERGED", "并案", "Merged"),
        _outcome("TRANSFERRED_OUT", "移送区域外", "Transferred out of the area"),
        Code(code="OTHER", zh="其他", en="Other", source=_SOURCE, needs_text=True),
    ],
)

WINDOW_OUTCOMES = frozenset({"ANSWERED", "AIDED", "RECTIFIED", "SETTLED_SELF", "OTHER"})
"""What a window or a department can reach by itself, without a procedure."""

AGREED = frozenset({"AGREED_WRITTEN", "AGREED_ORAL"})
"""An agreement about everything asked for."""

PETITION_OUTCOMES = frozenset({"SUPPORTED", "EXPLAINED", "NOT_SUPPORTED"})
"""What a written opinion on a petition says [F02 art 32]."""

OWN_WAY = frozenset({"WITHDRAWN", "REFUSED", "MERGED"})
"""Outcomes that an act of their own brings about; nobody concludes a case with them."""

UNRESOLVED = frozenset({"FAILED", "ROUTED", "PARTIAL"})
"""Something is left: the parties are told where else to go (domain.md §2.7 invariant 8)."""

RESOLVED = AGREED | {"SETTLED_SELF", "PARTIAL", "SUPPORTED", "RECTIFIED", "AIDED", "ANSWERED"}
"""Something was resolved, and somewhere (domain.md §5.2 就地化解率)."""
