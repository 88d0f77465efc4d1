"""Deadlines that were missed (超期): what went on record, for the chapters that act on it.

The clocks themselves are not here: they follow from the events. domain.md §5.4.
"""

from dataclasses import dataclass, field
from datetime import datetime

from domain.ids import PersonId, UnitId
from domain.values import Value


class Miss(Value):
    """超期: one term that ended without what it asked for, and who held the duty then."""

    timer: str
    scope: str
    started: int
    due_at: datetime
    unit: UnitId | None
    person: PersonId | None


@dataclass
class Deadlines:
    """超期记录: every miss on record, in order; none is ever taken out again."""

    missed: list[Miss] = field(default_factory=list)
