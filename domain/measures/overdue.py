"""Figures of overdue terms (超期统计): the three numbers of a unit, by weight, bucket and colour.

domain.md §5.4: overdue now, overdue concluded in the period, and the longest. Counted in terms
(时限), with the number of cases beside them; late extensions are a class of their own.
"""

from collections.abc import Iterable, Sequence
from datetime import date

from domain.ids import UnitId
from domain.policy.clock import Colour
from domain.policy.overdue import Bucket
from domain.values import Value


class Tally(Value):
    """计数: so many terms of one unit that are alike in weight, bucket and colour."""

    unit: UnitId
    mandatory: bool
    bucket: Bucket
    colour: Colour
    terms: int
    due_on: date | None = None
    """The earliest last day among them, where it is asked for: of what is overdue now."""


class CaseTally(Value):
    """事项计数: how many cases of a unit, or of all of them (None), have an overdue term."""

    unit: UnitId | None
    overdue: int
    """With a mandatory one."""
    internally: int
    """With default ones only."""


class Extended(Value):
    """逾期延期计数: how many terms of a unit were prolonged although they were over."""

    unit: UnitId
    terms: int


class Tallies(Value):
    """全部计数: what was counted at a moment (`now`) and in a period (`concluded`, `extended`)."""

    now: tuple[Tally, ...]
    concluded: tuple[Tally, ...]
    cases: tuple[CaseTally, ...]
    extended: tuple[Extended, ...]


class Split(Value):
    """分项: terms by weight."""

    mandatory: int = 0
    internal: int = 0

    @property
    def total(self) -> int:
        """Both."""
        return self.mandatory + self.internal


class Counted(Value):
    """超期数: terms by weight, and those of each bucket and colour."""

    all: Split
    by_bucket: dict[Bucket, Split]
    by_colour: dict[Colour, Split]


class Figures(Value):
    """超期三数: overdue at the moment, concluded late in the period, and the longest."""

    overdue: Counted
    concluded: Counted
    longest_days: int | None
    """Calendar days since the earliest last day of what is overdue; None when nothing is."""
    cases: CaseTally
    late_extensions: int


def figures(tallies: Tallies, unit: UnitId | None, today: date) -> Figures:
    """The figures of one unit, or of all units together (None)."""

    def own(every: Iterable[Tally]) -> list[Tally]:
        return [one for one in every if unit in (None, one.unit)]

    now = own(tallies.now)
    earliest = min((one.due_on for one in now if one.due_on is not None), default=None)
    nothing = CaseTally(unit=unit, overdue=0, internally=0)
    return Figures(
        overdue=_counted(now),
        concluded=_counted(own(tallies.concluded)),
        longest_days=None if earliest is None else (today - earliest).days,
        cases=next((one for one in tallies.cases if one.unit == unit), nothing),
        late_extensions=sum(one.terms for one in tallies.extended if unit in (None, one.unit)),
    )


def units_by_weight(tallies: Tallies) -> list[UnitId]:
    """The units with anything to show, those with most overdue terms first."""
    overdue = {one.unit: 0 for one in tallies.concluded}
    overdue |= {one.unit: 0 for one in tallies.extended}
    for one in tallies.now:
        overdue[one.unit] = overdue.get(one.unit, 0) + one.terms
    return sorted(overdue, key=lambda unit: (-overdue[unit], unit))


def _counted(tallies: Sequence[Tally]) -> Counted:
    return Counted(
        all=_split(tallies),
        by_bucket={
            bucket: _split(one for one in tallies if one.bucket is bucket) for bucket in Bucket
        },
        by_colour={
            colour: _split(one for one in tallies if one.colour is colour)
            for colour in (Colour.RED, Colour.BLACK)
        },
    )


def _split(tallies: Iterable[Tally]) -> Split:
    mandatory = internal = 0
    for one in tallies:
        if one.mandatory:
            mandatory += one.terms
        else:
            internal += one.terms
    return Split(mandatory=mandatory, internal=internal)
