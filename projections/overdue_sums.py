"""Sums of overdue terms (超期合计): what questions about a whole county add up, kept ready.

    open_terms       terms that nothing has ended, by the last day they may be done
    late_terms       terms that ended late, by the moment at which they ended
    overdue_cases    cases with a term that is over, by the moments at which that begins and ends

domain.md §5.4. A term that is overdue from the end of its last day on, whatever the moment asked
about, is in `open_terms`; how late it is follows from that day. All others are so few that they
are asked one by one (`Deadline.apart_until`): they count hours, stood still, were urged in vain, or
have ended since.
"""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any

from domain.ids import UnitId
from domain.policy.overdue import NEVER, Bucket, Standing, over_at, standstills
from domain.policy.terms import Unit
from domain.policy.timers import Kind
from projections.deadlines import Deadline, Piece
from projections.kernel import Contribution, Part, Row, Sums
from projections.spans import Span, wider


class OpenTerms(Row, key=("unit", "mandatory", "late_unit", "due_on")):
    """未结时限合计: duties of a unit that are open and may be done until the end of a day."""

    unit: UnitId
    mandatory: bool
    late_unit: Unit
    due_on: date
    terms: int


class LateTerms(Row, key=("span", "begins_at", "unit", "mandatory", "bucket")):
    """超期办结合计: duties of a unit that ended late at a moment, or in a span of time."""

    span: Span
    begins_at: datetime
    unit: UnitId
    mandatory: bool
    bucket: Bucket
    terms: int


class OverdueCases(Row, key=("span", "begins_at", "mandatory", "units")):
    """超期事项合计: how many more cases became overdue in a span of time than ceased to be.

    `units` are those that have an overdue duty in the case, a mandatory one or any: their ids in
    order, with spaces between. So a case of two units counts for each of them, and once for both.
    """

    span: Span
    begins_at: datetime
    mandatory: bool
    units: str
    cases: int


def _open(term: Deadline) -> Iterator[Contribution]:
    if (
        term.open_until == NEVER
        and term.apart_until is None
        and term.kind is Kind.DUTY
        and term.unit is not None
    ):
        yield (term.unit, term.mandatory, term.late_unit, term.due_on), "terms", 1


def _late(term: Deadline) -> Iterator[Contribution]:
    if (
        term.stood is Standing.LATE
        and term.kind is Kind.DUTY
        and term.unit is not None
        and term.apart_until != NEVER
    ):
        key = (Span.MOMENT, term.open_until, term.unit, term.mandatory, term.bucket)
        yield key, "terms", 1


def _cases(terms: Sequence[Piece]) -> Iterator[Contribution]:
    """When the case of these terms began and ceased to be overdue, for which units."""
    if times := [*_times(terms)]:
        yield from _turns(times, mandatory=False)
        yield from _turns([one for one in times if one[1]], mandatory=True)


_Time = tuple[UnitId, bool, datetime, datetime]
"""A stretch of time for which a duty of a unit is overdue, and whether it is mandatory."""


def _times(terms: Sequence[Piece]) -> Iterator[_Time]:
    for _, _, clock, seat, _, _ in terms:
        until = NEVER if clock.end is None else clock.end.at
        from_at = max(over_at(clock), clock.started_at)
        unit = seat.unit
        if from_at >= until or clock.kind is not Kind.DUTY or unit is None:
            continue
        for gap in standstills(clock) if clock.gaps else ():
            if from_at < min(gap.from_at, until):
                yield unit, clock.is_mandatory, from_at, min(gap.from_at, until)
            from_at = max(from_at, gap.until_at or NEVER)
        if from_at < until:
            yield unit, clock.is_mandatory, from_at, until


def _turns(times: Sequence[_Time], *, mandatory: bool) -> Iterator[Contribution]:
    """Each moment at which other units have an overdue duty than before it."""
    before = ""
    for at in sorted({turn for one in times for turn in one[2:] if turn != NEVER}):
        units = " ".join(sorted({unit for unit, _, since, until in times if since <= at < until}))
        if units != before:
            if before:
                yield (Span.MOMENT, at, mandatory, before), "cases", -1
            if units:
                yield (Span.MOMENT, at, mandatory, units), "cases", 1
            before = units


def overdue_sums(deadlines: Part[Deadline]) -> list[Sums[Any]]:
    """The sums over the terms of cases, and over the cases."""
    return [
        Sums("open_terms", OpenTerms, _open, over=deadlines, zh="未结时限合计"),
        Sums("late_terms", LateTerms, _late, over=deadlines, wider=wider, zh="超期办结合计"),
        Sums(
            "overdue_cases",
            OverdueCases,
            _cases,
            over=deadlines,
            together=True,
            wider=wider,
            zh="超期事项合计",
        ),
    ]
