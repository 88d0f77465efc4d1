"""Why the duties of a unit do not pass to another.

Refusal
└── UnitNotMerged  NothingToTakeOver  NotTheirSuccessor
"""

from domain.refusals import Refusal


class UnitNotMerged(Refusal):
    """Duties pass by law only when a unit was merged into another."""

    zh = "单位{unit}未合并,其职责不转移"
    en = "Unit {unit} was not merged; its duties do not pass"
    basis = "信访工作条例 art 24"
    next_step = "需要变更承办单位的,退回后重新交办或者提级办理"


class NothingToTakeOver(Refusal):
    """A unit without a part in the case, or whose duties have passed, has none to give."""

    zh = "单位{unit}在本事项中没有待承接的职责"
    en = "Unit {unit} has no duties in this case to take over"


class NotTheirSuccessor(Refusal):
    """Heads act for the merged unit or for the one it went into."""

    zh = "只有原单位、承接单位{unit}的负责人或者本中心可以办理承接"
    en = "The heads of the merged unit or of {unit} do this, or the centre"
    basis = "信访工作条例 art 24"
    next_step = "由承接单位负责人或者研判分流员办理"
