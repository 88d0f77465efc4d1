"""A follower keeps one stored table equal to the fold of the log, one transaction a batch.

In the transaction: claim the table's entry, read the events after its position, fold them, write
the rows, move the position. So an event is folded exactly once however often a process dies, and
two followers of one table cannot do harm: the second finds the position already moved.
"""

import time
from datetime import datetime
from typing import Any, Generic

import psycopg
import structlog
from psycopg import Connection, errors

from domain.values import Value
from infra.read.catalogue import Catalogue, Entry
from infra.read.folding import Folder, Poisoned, uncollected
from infra.read.log import Reader, Source
from infra.read.stored import ProjectionTable
from projections.kernel import R

BATCH_POSITIONS = 2000
"""Positions a live table moves in one transaction at most: readers wait for whole batches."""

KEPT_ROWS = 10_000
"""Rows a live table's follower keeps in memory between batches."""

AT_ONCE = 0
"""A live table holds nothing back: readers wait for it."""

_POISON = (
    psycopg.DataError,
    psycopg.IntegrityError,
    errors.ProgramLimitExceeded,
    AttributeError,
    OverflowError,
    TypeError,
    ValueError,
)
"""What PostgreSQL or its driver says of a row no table can take; one event of the batch made it."""

_log = structlog.get_logger("liuhen.projector")


class Replaced(Exception):
    """The table is no longer in the catalogue: a newer one took its place."""


class Advance(Value):
    """What one batch did: where the table stands, how many events it took, whether it stopped.

    `oldest` is when the first of them was recorded.
    """

    position: int
    events: int
    seconds: float
    moved: bool
    stopped: Entry | None = None
    oldest: datetime | None = None


class Follower(Generic[R]):
    """Follows the log for one table. Not safe for several threads at once.

    Until it has reached the end it may hold back up to `held_rows` changed rows: a row that several
    batches touch is written once. Then the table stands where it stood before, for whoever looks.
    """

    def __init__(
        self,
        table: ProjectionTable[R],
        *,
        catalogue: Catalogue,
        log: Source,
        reader: Reader,
        batch_positions: int = BATCH_POSITIONS,
        kept_rows: int = KEPT_ROWS,
        held_rows: int = AT_ONCE,
    ) -> None:
        self.table = table
        self._catalogue = catalogue
        self._log = log
        self._types = table.projection.types
        self._folder = Folder(table, reader, kept=kept_rows)
        self._batch_positions = batch_positions
        self._span = batch_positions
        self._held_rows = held_rows
        self._position: int | None = None
        self._reached = 0
        self._trying = 0
        self._careful_to = 0

    def advance(self, connection: Connection[Any], upto: int) -> Advance:
        """Fold the next batch, not beyond the position `upto`.

        Raises `Replaced`, and whatever the driver raises when the database is away. An event that
        cannot be folded stops the table: everything before it is folded, its position is kept in
        the catalogue, and nothing after it is ever folded until it can be.
        """
        if self._position is not None and self._position >= upto:
            return Advance(position=self._position, events=0, seconds=0.0, moved=False)
        while True:
            try:
                return self._batch(connection, upto)
            except Poisoned as poison:
                before = poison.position - 1 - self._at
                if before == 0:
                    return self._stop(connection, poison)
                self._span, self._careful_to = before, poison.position
            except _POISON as error:
                if self._span == 1:
                    return self._stop(connection, Poisoned(self._at + 1, _described(error)))
                self._span, self._careful_to = max(1, self._span // 2), self._trying

    def within(self, connection: Connection[Any], upto: int) -> Advance:
        """Like `advance`, as a part of the caller's transaction: to be undone with `forget`."""
        return self._batch(connection, upto)

    def settle(self, connection: Connection[Any]) -> None:
        """Store what was held back, so that it need not be folded again."""
        if self._position is None or self._reached == self._position:
            return
        with connection.transaction():
            self._claimed(connection)
            self._folder.store(connection)
            self._catalogue.move(connection, self.table.name, self._reached)
        self._position = self._reached

    def forget(self) -> None:
        """The caller rolled back: trust nothing that is kept in memory."""
        self._position = None
        self._folder.forget()

    def position(self, connection: Connection[Any]) -> int:
        """Up to where the table is folded. Raises `Replaced`."""
        if self._position is None:
            with connection.transaction():
                self._claimed(connection)
        return self._at

    @property
    def _at(self) -> int:
        assert self._position is not None, "set by the batch that failed"
        return self._position

    def _batch(self, connection: Connection[Any], upto: int) -> Advance:
        started = time.monotonic()
        try:
            with connection.transaction():
                self._claimed(connection)
                end = self._trying = min(upto, self._reached + self._span)
                if end <= self._reached:
                    return Advance(position=self._reached, events=0, seconds=0.0, moved=False)
                with uncollected():
                    batch = self._log.read(connection, self._reached, end, self._types)
                    self._folder.take(connection, batch.rows)
                    if stores := self._is_to_be_stored(batch.upto, upto):
                        self._folder.store(connection)
                        self._catalogue.move(connection, self.table.name, batch.upto)
        except BaseException:
            self._folder.forget()
            self._reached = self._position or 0
            raise
        self._reached = batch.upto
        if stores:
            self._position = batch.upto
        self._span = min(self._batch_positions, self._span * 2)
        seconds = time.monotonic() - started
        return Advance(
            position=batch.upto,
            events=len(batch.rows),
            seconds=seconds,
            moved=True,
            oldest=batch.rows[0][4] if batch.rows else None,
        )

    def _is_to_be_stored(self, reached: int, upto: int) -> bool:
        """Whether enough is held back, the end is reached, or something here went wrong before."""
        return (
            self._folder.held >= self._held_rows or reached >= upto or reached <= self._careful_to
        )

    def _claimed(self, connection: Connection[Any]) -> None:
        entry = self._catalogue.claim(connection, self.table.name)
        if entry is None:
            raise Replaced(self.table.name)
        if entry.position != self._position:
            self._folder.forget()
            self._position = self._reached = entry.position

    def _stop(self, connection: Connection[Any], poison: Poisoned) -> Advance:
        name = self.table.name
        with connection.transaction():
            self._catalogue.stop(connection, name, poison.position, poison.why)
            entry = self._catalogue.claim(connection, name)
        _log.error(
            "projection_stopped",
            projection=self.table.projection.name,
            table=name,
            position=poison.position,
            error=poison.why,
        )
        return Advance(position=self._at, events=0, seconds=0.0, moved=False, stopped=entry)


def _described(error: Exception) -> str:
    """The error without its details, in which PostgreSQL would repeat the row."""
    said = error.diag.message_primary if isinstance(error, psycopg.Error) else str(error)
    return f"{type(error).__name__}: {said}"
