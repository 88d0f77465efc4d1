"""Sums of work (工作量合计): what units and people began, ended and did, by day, month and year.

domain.md §5.3. Whoever had one part in a case has it counted here; of whoever had several the
heaviest counts, which depends on the period: those are few, and asked by their rows.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from domain.kernel import day_of
from domain.measures.workload import Left, WorkRole
from projections.kernel import Contribution, Part, Row, Sums
from projections.spans import Span, beginning, wider
from projections.workload.rows import Activity, ActivityRow, AssignmentRow

_PART = ("span", "begins_at", "unit", "person", "difficulty", "role", "taken_back")


class PartSums(Row, key=_PART):
    """经手合计: parts of a unit, or of a person (else empty), that are alike in what they weigh.

    `fresh` of those that began were nobody's of theirs before, `done` of those that ended are.
    """

    span: Span
    begins_at: datetime
    unit: str
    person: str
    difficulty: str
    role: WorkRole
    taken_back: bool
    begun: int
    fresh: int
    ended: int
    done: int


class ActivitySums(Row, key=("span", "begins_at", "unit", "person", "kind")):
    """工作事项合计: things done by a unit, or a person. Empty is a unit that no event says."""

    span: Span
    begins_at: datetime
    unit: str
    person: str
    kind: Activity
    number: int
    minutes: int


def _parts(part: AssignmentRow) -> Iterator[Contribution]:
    if part.several:
        return
    of = (
        part.unit,
        part.person or "",
        part.difficulty or "",
        part.role,
        part.left is Left.TAKEN_BACK,
    )
    began = (Span.DAY, beginning(day_of(part.from_at)), *of)
    yield began, "begun", 1
    if not part.continued:
        yield began, "fresh", 1
    if part.to_at is not None:
        ended = (Span.DAY, beginning(day_of(part.to_at)), *of)
        yield ended, "ended", 1
        if part.left is Left.DONE:
            yield ended, "done", 1


def _activities(act: ActivityRow) -> Iterator[Contribution]:
    key = (Span.DAY, beginning(act.on), act.unit or "", act.person or "", act.kind)
    yield key, "number", 1
    yield key, "minutes", act.minutes


def work_sums(assigned: Part[AssignmentRow], acted: Part[ActivityRow]) -> list[Sums[Any]]:
    """The sums over both parts of the workload."""
    return [
        Sums("work_parts", PartSums, _parts, over=assigned, wider=wider, zh="经手合计"),
        Sums("work_done", ActivitySums, _activities, over=acted, wider=wider, zh="工作事项合计"),
    ]
