"""The timeline (全程留痕): every event of a case, who did it, when, and whether it came in late.

A row says that something happened and where it stands in the log. What was said stays in the event,
sealed; no row holds narrative or identity.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from domain.case import case
from domain.case.regions.record import LATE_AFTER
from domain.ids import CaseId, PersonId, PostId, UnitId
from domain.kernel import Precision, Recorded
from domain.roles import Role
from projections.kernel import Index, Key, Projection, Row


def is_late(fact: Recorded[Any]) -> bool:
    """Whether an event was recorded more than a day after it happened. It stays marked for ever."""
    return fact.recorded_at - fact.occurred_at > LATE_AFTER


class TimelineRow(Row, key=("case", "position")):
    """全程留痕: one event of a case. `position` is its place in the log, `version` in the case."""

    case: CaseId
    position: int
    version: int
    type: str
    occurred_at: datetime
    precision: Precision
    recorded_at: datetime
    person: PersonId
    post: PostId | None
    unit: UnitId | None
    role: Role
    on_behalf_of: PersonId | None
    late: bool
    late_reason: str | None
    client: str


timeline = Projection(
    "timeline",
    TimelineRow,
    version=1,
    zh="全程留痕",
    indexes=[
        Index(columns=("person", "position")),
        Index(columns=("unit", "position")),
        Index(columns=("unit", "occurred_at")),
    ],
)


def _its_own(fact: Recorded[Any]) -> Sequence[Key]:
    return ((fact.stream, fact.position),)


def entered(row: None, fact: Recorded[Any]) -> TimelineRow:
    """The row of an event."""
    actor = fact.actor
    return TimelineRow(
        case=fact.stream,
        position=fact.position,
        version=fact.version,
        type=fact.name,
        occurred_at=fact.occurred_at,
        precision=fact.precision,
        recorded_at=fact.recorded_at,
        person=actor.person,
        post=actor.post,
        unit=actor.unit,
        role=actor.role,
        on_behalf_of=fact.on_behalf_of,
        late=is_late(fact),
        late_reason=fact.late_reason,
        client=fact.source.client,
    )


timeline.reads(case.evolutions, entered, _its_own)
