"""Indicators that are not answered (暂不可答的指标): which ones, and why. domain.md §5.2."""

from domain.values import Value


class Unanswered(Value):
    """暂不可答的指标: one the log cannot answer yet, and why."""

    id: str
    zh: str
    en: str
    reason_zh: str
    reason_en: str


def _unanswered(name: str, zh: str, en: str, reason_zh: str, reason_en: str) -> Unanswered:
    return Unanswered(id=name, zh=zh, en=en, reason_zh=reason_zh, reason_en=reason_en)


UNANSWERED: tuple[Unanswered, ...] = (
    _unanswered(
        "screening_completion",
        "排查完成率",
        "Screening completion",
        "排查窗口尚未进入日志",
        "Screening windows are not in the log yet",
    ),
)
"""Indicators of §5.2 that are not answered, each with the reason; never an invented number."""
