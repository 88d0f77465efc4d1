"""The workload's table, its parts, and how a part in a case begins and ends."""

from collections.abc import Callable, Collection
from typing import Any

from msgspec.structs import replace

from domain.ids import PersonId, UnitId
from domain.kernel import Recorded
from domain.measures.workload import Left, WorkRole
from projections.kernel import Index, Part, PiecePart, Projection
from projections.workload.rows import (
    ActivityRow,
    AssignmentRow,
    Begun,
    Ended,
    Held,
    WorkloadRow,
    activity,
    activity_pieces,
    assignment,
    assignment_pieces,
)
from projections.workload.sums import work_sums

assigned: Part[AssignmentRow] = PiecePart(
    "assignments",
    AssignmentRow,
    assignment_pieces,
    assignment,
    zh="经手台账",
    indexes=[
        Index(columns=("unit", "to_at", "from_at")),
        Index(columns=("several", "unit", "to_at", "from_at")),
    ],
)
acted: Part[ActivityRow] = PiecePart(
    "activities",
    ActivityRow,
    activity_pieces,
    activity,
    zh="工作事项台账",
)
workload = Projection(
    "workload",
    WorkloadRow,
    version=3,
    zh="工作量",
    parts=[assigned, acted],
    sums=work_sums(assigned, acted),
)


def row_of(row: WorkloadRow | None, fact: Recorded[Any]) -> WorkloadRow:
    """The row of a case, or its first one."""
    return WorkloadRow(case=fact.stream) if row is None else row


def begins(
    row: WorkloadRow,
    fact: Recorded[Any],
    work: str,
    unit: UnitId,
    people: Collection[PersonId | None],
    role: WorkRole,
    *,
    continued: bool = False,
) -> WorkloadRow:
    """The row with a part that begins now for each of the people; None stands for the unit."""
    begun = Begun(
        at=fact.occurred_at, version=fact.version, position=fact.position, continued=continued
    )
    more = (Held(work=work, unit=unit, person=one, role=role, begun=begun) for one in people)
    return replace(row, held=(*row.held, *more))


def ends(
    row: WorkloadRow, fact: Recorded[Any], how: Left, which: Callable[[Held], bool]
) -> WorkloadRow:
    """The row with the open parts that `which` picks ended now."""
    if not any(one.ended is None and which(one) for one in row.held):
        return row
    ended = Ended(at=fact.occurred_at, version=fact.version, position=fact.position, how=how)
    held = (
        replace(one, ended=ended) if one.ended is None and which(one) else one for one in row.held
    )
    return replace(row, held=tuple(held))


def ends_work(row: WorkloadRow, fact: Recorded[Any], how: Left, work: str) -> WorkloadRow:
    """The row with all that is open of one order or procedure ended now."""
    return ends(row, fact, how, lambda one: one.work == work)


def unit_of(row: WorkloadRow, work: str) -> UnitId | None:
    """The unit that leads an order or procedure now, or led it last."""
    theirs = (
        one.unit
        for one in reversed(row.held)
        if one.work == work and one.person is None and one.role is WorkRole.LEAD
    )
    return next(theirs, None)


def holders(row: WorkloadRow, work: str) -> dict[PersonId, Held]:
    """The people who have an order or procedure in hand now, each with their part."""
    return {
        one.person: one
        for one in row.held
        if one.work == work and one.person is not None and one.ended is None
    }


def also(people: tuple[PersonId, ...], *more: PersonId) -> tuple[PersonId, ...]:
    """The people and these, sorted, each once."""
    return tuple(sorted({*people, *more}))
