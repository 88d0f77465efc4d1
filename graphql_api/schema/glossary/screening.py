"""The words of screening: windows, what was entered for them, and what was found."""

_WORDS: tuple[tuple[str, str, str], ...] = (
    ("PerformScreening ScreeningPerformed", "unit", "The unit that screened. 排查单位"),
    ("PerformScreening ScreeningPerformed", "first_on",
     "The first day of the window it was for. 窗口首日"),
    ("ScreeningPerformed", "last_on", "The last day of the window. 窗口末日"),
    ("ScreeningPerformed", "rhythm", "How often the unit screens. 排查周期"),
    ("PerformScreening ScreeningPerformed", "kind", "How it was screened. 排查方式"),
    ("PerformScreening ScreeningPerformed", "grids",
     "The grids it covered, each once. 覆盖网格"),
    ("PerformScreening ScreeningPerformed", "households",
     "How many households were visited. 走访户数"),
    ("PerformScreening ScreeningPerformed", "people", "How many people were met. 走访人数"),
    ("PerformScreening ScreeningPerformed", "found",
     "What was found, by type; empty for a nil return. 发现纠纷"),
    ("PerformScreening ScreeningPerformed", "nil_return",
     "That nothing was found, said in so many words. 零报告"),
    ("DisputesFound", "dispute", "The type, a code of DISPUTES. 纠纷类型"),
    ("DisputesFound", "number", "How many were found. 数量"),
    ("ScreeningPerformed LinkDiscoveredDispute WithdrawScreening", "screening",
     "The task: a unit's window. 排查任务编号"),
    ("LinkDiscoveredDispute DisputeDiscovered", "case",
     "The case that a find has become. 事项编号"),
    ("WithdrawScreening ScreeningWithdrawn", "reason", "What was wrong. 撤销理由"),
)  # fmt: skip
"""Types, a field they share, and what it means there."""

FIELDS: dict[str, str] = {
    f"{kind}.{name}": text for kinds, name, text in _WORDS for kind in kinds.split()
}

MEMBERS: dict[str, str] = {}
