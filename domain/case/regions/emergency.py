"""Emergencies and incidents (应急与案事件): what was reported, who was sent, how it ended.

domain.md §2.5 L.
"""

from dataclasses import dataclass, field
from datetime import datetime

from domain.ids import IncidentId, UnitId


@dataclass
class Incident:
    """案事件: something that happened because of the case, and whether it is reviewed."""

    incident: IncidentId
    kind: str
    occurred_at: datetime
    review: str | None = None
    """The review that was opened about it."""
    waived: bool = False
    """Whether the superior decided, with reasons, that none is needed."""

    @property
    def settled(self) -> bool:
        """Whether it is reviewed, or needs no review (domain.md §2.7 invariant 15)."""
        return self.waived or self.review is not None


@dataclass
class Emergency:
    """应急: whether one is open, and what was done about the last one."""

    open: bool = False
    reported: int = 0
    """Initial reports made, over the whole life of the case."""
    known_above: bool = False
    """Whether there was an initial report about the last emergency."""
    activated: bool = False
    dispatched_at: datetime | None = None
    forces: set[UnitId] = field(default_factory=set)
    """Units that were sent to the scene."""
    on_scene_at: datetime | None = None
    ended_at: datetime | None = None
    final_reported: bool = False
    incidents: dict[IncidentId, Incident] = field(default_factory=dict)

    def begin(self) -> None:
        """Open an emergency, unless one is open: nothing has been done about it yet."""
        if self.open:
            return
        self.open = True
        self.known_above = False
        self.activated = False
        self.dispatched_at = None
        self.forces = set()
        self.on_scene_at = None
        self.ended_at = None
        self.final_reported = False
