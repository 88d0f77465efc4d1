"""Questions about indicators (指标): how many of each base set, in a period, as known at a moment.

`counted` is the reference over rows; the statements of `infra/read/indicators.py` say the same,
and a test holds the two together. Both are made from the table of base sets.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any, Protocol

import msgspec

from domain.ids import UnitId
from domain.kernel import day_of
from domain.measures.base_sets import BASE_SETS, BaseSet, During, FigureKind
from domain.measures.figures import Figure
from domain.values import Value
from projections.figures.rows import FigureRow
from projections.figures.sums import measure

AT_END = frozenset(one.kind for one in BASE_SETS.values() if one.during is During.AT_END)
"""Kinds that are counted at the end of a period, whenever they began."""

CODE = "figures-2"
"""Raised when the same rows are counted otherwise: the same question may have another answer."""


class Asked(Value):
    """问题: a period (both days included), the units it is about, and what was known when.

    `units` are the unit asked about and all beneath it. `known_at` is None for everything that is
    recorded.
    """

    from_on: date
    to_on: date
    units: tuple[UnitId, ...]
    known_at: datetime | None = None


class Counted(Value):
    """统计结果: how many there are of each base set.

    `known_at` is the moment of knowledge the counts are of; None when nothing is recorded yet.
    `complete` says that everything recorded by then has been counted: the same question has this
    answer for ever. `position` is how much of the log has been seen.
    """

    counts: Mapping[str, int]
    known_at: datetime | None
    complete: bool
    position: int


class RowSet(Value):
    """行集: the rows that were counted: how many, from which positions of the log, and their hash.

    `sha256` is of their lines in the order of case, number and kind, joined by line feeds.
    """

    rows: int
    first_position: int | None
    last_position: int | None
    sha256: str


class Indicators(Protocol):
    """指标: what was counted, and which rows it was counted from."""

    def counted(self, asked: Asked) -> Counted:
        """How many there are of each base set, and of the entries of the record."""
        ...

    def row_set(self, asked: Asked) -> RowSet:
        """The rows behind the counts; slower, since each of them is read. Needs `known_at`."""
        ...


def known(row: FigureRow, known_at: datetime) -> bool:
    """Whether the fact was known at a moment: told by then, and not taken back by then."""
    return row.recorded_at <= known_at and (row.retracted_at is None or row.retracted_at > known_at)


def asked_for(row: FigureRow, asked: Asked) -> bool:
    """Whether the fact belongs to the units and the period, or was under way at its end."""
    if row.unit not in asked.units or row.on > asked.to_on:
        return False
    if row.kind in AT_END:
        return row.until_on is None or row.until_on > asked.to_on
    return row.on >= asked.from_on


def belongs(row: FigureRow, one: BaseSet, known_at: datetime) -> bool:
    """Whether a fact that is asked for belongs to a base set."""
    return one.takes(
        row.kind, row.standing, row.dispute, row.channel, row.matter_class, row.level
    ) and (one.during is not During.OVERDUE or row.on < day_of(known_at))


def rows_of(rows: Iterable[FigureRow], asked: Asked, known_at: datetime) -> list[FigureRow]:
    """The rows that a question is about, in their order: each table tells kinds of its own."""
    found = [row for row in rows if known(row, known_at) and asked_for(row, asked)]
    return sorted(found, key=lambda row: (row.case, row.n, row.kind))


def counted(rows: Iterable[FigureRow], asked: Asked, known_at: datetime) -> dict[str, int]:
    """How many there are of each base set: the reference."""
    found = rows_of(rows, asked, known_at)
    return {
        name: sum(measure(row, one) for row in found if belongs(row, one, known_at))
        for name, one in BASE_SETS.items()
    }


LINE = (
    "case", "n", "kind", "version", "position", "on", "until_on", "unit", "matter_class",
    "dispute", "channel", "standing", "level", "amount", "paid",
)  # fmt: skip
"""What the line of a row says, in this order; fields without a value read `-`."""


def line(row: FigureRow) -> str:
    """The line of a row in the row set."""
    values = (getattr(row, name) for name in LINE)
    return "|".join("-" if value is None else str(value) for value in values)


def row_set(rows: Sequence[FigureRow]) -> RowSet:
    """The row set of rows in their order: the reference."""
    text = "\n".join(map(line, rows))
    positions = [row.position for row in rows]
    return RowSet(
        rows=len(rows),
        first_position=min(positions, default=None),
        last_position=max(positions, default=None),
        sha256=hashlib.sha256(text.encode()).hexdigest(),
    )


class Report(Value):
    """统计表: the question with its parameters, every figure, and what it was counted from.

    domain.md §5: the same period, unit, moment of knowledge, rules and code give the same bytes.
    """

    unit: UnitId
    from_on: date
    to_on: date
    known_at: datetime
    rules: str
    code: str
    population: int | None
    first_instance_cases: int | None
    counts: Mapping[str, int]
    figures: tuple[Figure, ...]
    row_set: RowSet


_CANONICAL = msgspec.json.Encoder(order="sorted")


def canonical(report: Report) -> bytes:
    """The report as canonical JSON: names in order, no spaces, UTF-8."""
    plain: Any = msgspec.to_builtins(report)
    return _CANONICAL.encode(plain)


def seal(report: Report) -> str:
    """The SHA-256 of the canonical JSON, in hexadecimal."""
    return hashlib.sha256(canonical(report)).hexdigest()


PERIOD_KINDS = tuple(sorted({str(kind) for kind in FigureKind} - {str(kind) for kind in AT_END}))
"""Kinds that are counted by the day they lie on."""
