"""Emergencies and incidents (应急与案事件): what was reported, who was sent, how it ended.

domain.md §2.5 L.
"""

from dataclasses import dataclass, field
from datetime import datetime

from domain.ids import IncidentId


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


@dataclass
class Emergency:
    """应急: whether one is open, and what was done about it."""

    open: bool = False
    reported: int = 0
    """Initial reports made."""
    activated: bool = False
    dispatched_at: datetime | None = None
    on_scene_at: datetime | None = None
    ended_at: datetime | None = None
    final_reported: bool = False
    incidents: dict[IncidentId, Incident] = field(default_factory=dict)
