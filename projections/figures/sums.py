"""Sums of figures (统计合计): of every base set how many there are, by unit, day, month and year.

They are of what is known now. What a question of an earlier moment of knowledge must leave out, or
count as it was, are the rows told or taken back since (`infra/read/indicators.py`).
"""

from collections.abc import Iterator
from datetime import datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from domain.codes.matters import Channel, MatterClass
from domain.ids import UnitId
from domain.measures.base_sets import BASE_SETS, BaseSet, During, FigureKind, Measured, Standing
from domain.measures.terms import KINDS
from domain.organisation.levels import Level
from projections.figures.rows import FigureRow
from projections.kernel import Contribution, Part, Row, RowMeta, Sums
from projections.spans import Span, beginning, wider

COLUMNS = {name: name.lower() for name in BASE_SETS}
"""The column of each base set."""


class _Place(Row, key=("span", "begins_at", "unit")):
    """Which unit's sums, of which span of time."""

    span: Span
    begins_at: datetime
    unit: UnitId


def _columns(sets: list[str]) -> dict[str, Any]:
    return {
        "__annotations__": {COLUMNS[name]: int for name in sets},
        "__module__": __name__,
        "__doc__": "统计合计: one number for each base set, counted or in fen.\n\n"
        "Of a set of the end of a period, how many more there were at its end than before.",
    }


OF_TERMS = [name for name, one in BASE_SETS.items() if one.kind in KINDS]
"""The base sets of terms, which are told with the clocks."""
OF_EVENTS = [name for name in BASE_SETS if name not in OF_TERMS]
"""All others."""

if TYPE_CHECKING:
    FigureSums = TermSums = _Place
else:
    FigureSums = RowMeta("FigureSums", (_Place,), _columns(OF_EVENTS))
    TermSums = RowMeta("TermSums", (_Place,), _columns(OF_TERMS))


def _figures(row: FigureRow) -> Iterator[Contribution]:
    if row.retracted_at is not None:
        return
    sets = sets_of(row.kind, row.standing, row.dispute, row.channel, row.matter_class, row.level)
    if not sets:
        return
    key = (Span.DAY, beginning(row.on), row.unit)
    for one in sets:
        yield key, COLUMNS[one.id], measure(row, one)
        if one.during is During.AT_END and row.until_on is not None:
            # What ended on the day it began, or before, was never there at the end of a day.
            ended_on = max(row.on, row.until_on)
            yield (Span.DAY, beginning(ended_on), row.unit), COLUMNS[one.id], -measure(row, one)


def measure(row: FigureRow, one: BaseSet) -> int:
    """What a figure adds to a base set: itself, or the amount it tells of."""
    match one.measured:
        case Measured.AMOUNT:
            return row.amount
        case Measured.PAID:
            return row.paid
        case _:
            return 1


@lru_cache(maxsize=10_000)
def sets_of(
    kind: FigureKind,
    standing: Standing,
    dispute: str | None,
    channel: Channel,
    matter_class: MatterClass,
    level: Level | None,
) -> tuple[BaseSet, ...]:
    """The base sets to which a figure belongs that stands so, its day left aside."""
    return tuple(
        one
        for one in BASE_SETS.values()
        if one.takes(kind, standing, dispute, channel, matter_class, level)
    )


def figure_sums(figures: Part[FigureRow]) -> Sums[Any]:
    """The sums over the facts of all cases."""
    return Sums("figure_sums", FigureSums, _figures, over=figures, wider=wider, zh="统计合计")


def term_sums(figures: Part[FigureRow]) -> Sums[Any]:
    """The sums over the facts told of terms."""
    return Sums("term_sums", TermSums, _figures, over=figures, wider=wider, zh="时限统计合计")
