"""An indicator (指标): what is said of each figure before anything is counted. domain.md §5.2."""

from domain.codes.entry import Labelled
from domain.measures.rates import Goal, Scale
from domain.values import Value


class Direction(Labelled):
    """期望方向: which way the figure should go."""

    UP = "UP", "越高越好"
    DOWN = "DOWN", "越低越好"
    NEITHER = "NEITHER", "仅供参考"


class Indicator(Value):
    """指标: how one figure is computed; `beside` are the figures that keep it honest."""

    id: str
    zh: str
    en: str
    numerator: tuple[str, ...]
    denominator: tuple[str, ...] = ()
    scale: Scale = Scale.PERCENT
    direction: Direction = Direction.UP
    target: str | None = None
    goal: Goal = Goal.AT_LEAST
    beside: tuple[str, ...] = ()
    source: str = "domain.md §5.2"
