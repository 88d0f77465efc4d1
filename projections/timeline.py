"""The timeline (全程留痕): every event of a case, who did it, when, and whether it came in late.

A row says that something happened and where it stands in the log. What was said stays in the event,
sealed; no row holds narrative or identity.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from domain.case import case
from domain.case.regions.record import LATE_AFTER
from domain.ids import CaseId, PersonId, PostId, UnitId
from domain.kernel import Precision, Recorded, day_of
from domain.roles import Role
from projections.kernel import Contribution, Index, Key, Projection, Row, Sums
from projections.spans import Span, beginning, wider


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


class EntrySums(Row, key=("span", "begins_at", "unit")):
    """留痕合计: how many entries of a unit's people are about a day, month or year, and how many of
    them came late."""

    span: Span
    begins_at: datetime
    unit: UnitId
    entries: int
    late: int


def _entries(row: TimelineRow) -> Iterator[Contribution]:
    if row.unit is not None:
        key = (Span.DAY, beginning(day_of(row.occurred_at)), row.unit)
        yield key, "entries", 1
        if row.late:
            yield key, "late", 1


timeline = Projection(
    "timeline",
    TimelineRow,
    version=2,
    zh="全程留痕",
    indexes=[
        Index(columns=("person", "position")),
        Index(columns=("unit", "position")),
        Index(columns=("recorded_at",)),
    ],
    sums=[Sums("entry_sums", EntrySums, _entries, wider=wider, zh="留痕合计")],
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
