"""Checking that what is stored is the fold of the log, row by row (`liuhen verify`).

    snapshot of the stored table, at its position P ──┐
                                                      ├──> by order of the key: first difference
    log from 1 to P ──fold──> temporary table ────────┘

The log is folded anew, and neither side is ever in memory as a whole.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import zip_longest
from typing import Any, Generic

import msgspec
from psycopg import Connection, IsolationLevel, sql

from domain.values import Value
from infra.read.catalogue import Catalogue
from infra.read.folding import Folder, uncollected
from infra.read.log import Log, LogRow, Reader
from infra.read.news import Progress, unseen
from infra.read.session import work_session
from infra.read.stored import ProjectionTable
from projections.kernel import Key, Projection, R, Shape

BATCH_POSITIONS = 10_000
KEPT_ROWS = 10_000
"""As for a rebuild: positions folded at once, and rows kept in memory between batches."""

BATCHES_PER_VACUUM = 50
"""A temporary table is freed of old rows this often; nothing else does it."""


class Difference(Value):
    """The first row that is not what the log says.

    `table` is the projection, the part or the sums it belongs to. `column` is None when the whole
    row is missing (`stored` is None) or should not be there (`folded` is None). `since` is the
    event after which it differs: the last one that made what should be there what it is; None when
    none did, and for a sum, which no single event makes.
    """

    table: str
    key: tuple[str, ...]
    column: str | None
    stored: str | None
    folded: str | None
    since: int | None


class Checked(Value):
    """What a check found: how many rows were alike, at which position, the first that is not."""

    projection: str
    table: str
    position: int
    rows: int
    difference: Difference | None


class FoldCheck(Generic[R]):
    """The check of one projection."""

    def __init__(
        self,
        projection: Projection[R],
        *,
        dsn: str,
        schema: str,
        reader: Reader,
        progress: Progress = unseen,
    ) -> None:
        self._projection = projection
        self._dsn = dsn
        self._catalogue = Catalogue(schema)
        self._log = Log(schema)
        self._reader = reader
        self._progress = progress
        self._folded = ProjectionTable(projection, "pg_temp", f"{projection.name}_folded")
        self._summed = {sums.name for sums in projection.sums}

    def run(self) -> Checked | None:
        """Check the live table; None when there is none of this version.

        Raises `Poisoned` when the log itself does not fold, `DatabaseDown` or `LoginRefused`.
        """
        name = self._projection.name
        with (
            work_session(self._dsn, f"check {name}") as snapshot,
            work_session(self._dsn, f"check {name} fold") as scratch,
        ):
            snapshot.isolation_level = IsolationLevel.REPEATABLE_READ
            snapshot.read_only = True
            with snapshot.transaction():
                made = self._catalogue.exists(snapshot)
                entry = self._catalogue.live(snapshot, name) if made else None
                if entry is None or entry.version != self._projection.version:
                    return None
                read_schema = self._catalogue.read_schema
                stored = ProjectionTable(self._projection, read_schema, entry.table)
                self._fold(scratch, entry.position)
                with scratch.transaction():
                    rows, difference = self._compared(stored, snapshot, scratch)
            if difference is not None and difference.table not in self._summed:
                difference = self._dated(scratch, difference, entry.position)
        return Checked(
            projection=name,
            table=entry.table,
            position=entry.position,
            rows=rows,
            difference=difference,
        )

    def _compared(
        self, stored: ProjectionTable[R], snapshot: Connection[Any], scratch: Connection[Any]
    ) -> tuple[int, Difference | None]:
        """How many rows are alike, over all the projection's tables; what is not."""
        rows = 0
        for ours, theirs in zip(stored.tables, self._folded.tables, strict=True):
            row = ours.shape.row
            found = compared(
                row.__struct_fields__, row.key_fields, ours.scan(snapshot), theirs.scan(scratch)
            )
            rows += found.rows
            if found.difference is not None:
                return rows, msgspec.structs.replace(found.difference, table=ours.shape.name)
        return rows, None

    def _fold(self, connection: Connection[Any], upto: int) -> None:
        """Fold the log up to a position into the temporary table."""
        self._folded.create(connection)
        folder = Folder(self._folded, self._reader, kept=KEPT_ROWS)
        for nth, (reached, rows) in enumerate(self._batches(connection, upto), start=1):
            with connection.transaction(), uncollected():
                folder.fold(connection, rows)
            if nth % BATCHES_PER_VACUUM == 0:
                for table in self._folded.tables:
                    connection.execute(sql.SQL("VACUUM {}").format(table.identifier))
            self._progress(reached, upto)

    def _batches(
        self, connection: Connection[Any], upto: int
    ) -> Iterator[tuple[int, Sequence[LogRow]]]:
        """The log in batches: up to where each one reaches, and its events."""
        reached = 0
        while reached < upto:
            end = min(reached + BATCH_POSITIONS, upto)
            batch = self._log.read(connection, reached, end, self._projection.types)
            reached = batch.upto
            yield reached, batch.rows

    def _dated(self, connection: Connection[Any], difference: Difference, upto: int) -> Difference:
        """The difference with the event after which what should be there is what it is."""
        projection, since = self._projection, None
        wanted = difference.key[: len(projection.row.key_fields)]
        row: R | None = None
        known: tuple[Any, ...] = ()
        for _, rows in self._batches(connection, upto):
            for position, stream, version, name, recorded_at, data in rows:
                fact = self._reader.recorded(position, recorded_at, stream, version, name, data)
                for key in projection.keys(fact):
                    if tuple(map(str, key)) == wanted:
                        row = projection.step(row, fact, key)
                        shown = _shown_in(projection, row, difference)
                        since, known = (since, known) if shown == known else (position, shown)
        return msgspec.structs.replace(difference, since=since)


Values = tuple[Any, ...]


class Comparison(Value):
    """How many rows of both sides were alike, and the first that were not."""

    rows: int
    difference: Difference | None


def _shown_in(projection: Projection[R], row: R | None, difference: Difference) -> tuple[Any, ...]:
    """What a row says in the place where the difference is; nothing when it is not there."""
    shape: Shape[Any] = projection
    rows: Iterable[Any] = () if row is None else (row,)
    for part in projection.parts:
        if part.name == difference.table:
            shape, rows = part, () if row is None else part.of(row)
    for one in rows:
        if tuple(map(str, shape.key_of(one))) == difference.key:
            return (True if difference.column is None else getattr(one, difference.column),)
    return ()


def compared(
    columns: Sequence[str], key: Sequence[str], stored: Iterator[Values], folded: Iterator[Values]
) -> Comparison:
    """Walk through both sides in the order of their key, up to the first difference."""
    places = [columns.index(name) for name in key]

    def key_of(values: Values) -> Key:
        return tuple(values[place] for place in places)

    rows = 0
    for ours, theirs in zip_longest(stored, folded):
        if ours != theirs:
            return Comparison(rows=rows, difference=_difference(columns, key_of, ours, theirs))
        rows += 1
    return Comparison(rows=rows, difference=None)


def _difference(
    columns: Sequence[str],
    key_of: Callable[[Values], Key],
    stored: Values | None,
    folded: Values | None,
) -> Difference:
    """Two rows that are not alike: of one key, or else the one with the smaller key is alone."""
    if stored is not None and folded is not None and key_of(stored) == key_of(folded):
        column, was, should_be = next(
            (name, was, should_be)
            for name, was, should_be in zip(columns, stored, folded, strict=True)
            if was != should_be
        )
        return _named(key_of(stored), column, _shown(was), _shown(should_be))
    if folded is None or (stored is not None and key_of(stored) < key_of(folded)):
        assert stored is not None, "one of the two sides has a row"
        return _named(key_of(stored), None, "a row", None)
    return _named(key_of(folded), None, None, "a row")


def _named(key: Key, column: str | None, stored: str | None, folded: str | None) -> Difference:
    return Difference(
        table="",
        key=tuple(map(str, key)),
        column=column,
        stored=stored,
        folded=folded,
        since=None,
    )


def _shown(value: Any) -> str | None:
    return None if value is None else str(value)
