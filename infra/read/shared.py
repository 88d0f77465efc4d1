"""Reading once for several: a batch of the log is fetched and decoded once, whoever folds it.

log ──> rows 1 to 10,000, decoded ──> the case register's types of event
                                      ├─> the timeline's
                                      └─> the clocks'
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from threading import Lock
from typing import Any
from uuid import UUID

from psycopg import Connection

from domain.kernel import Recorded
from infra.read.log import Batch, LogRow, Reader, Source
from infra.store.mapper import EventUnreadable


class Shared:
    """A `Source` and a `Reader` for several followers that go through the log side by side.

    For any number of threads, as long as all of them fold the same batch.
    """

    def __init__(self, source: Source, reader: Reader, types: Iterable[str]) -> None:
        self._source = source
        self._reader = reader
        self._types = tuple(sorted(set(types)))
        self._asked: tuple[int, int] | None = None
        self._batch = Batch(rows=(), upto=0)
        self._facts: dict[int, Recorded[Any] | EventUnreadable] = {}
        self._reading = Lock()

    def reads_from(self, source: Source) -> None:
        """Get the events from there from now on."""
        self._source = source
        self._asked = None

    def read(
        self, connection: Connection[Any], after: int, upto: int, types: Sequence[str]
    ) -> Batch:
        """The events of these types above `after`, up to `upto` or what fits, as `Log.read`."""
        with self._reading:
            if self._asked != (after, upto):
                self._batch = self._source.read(connection, after, upto, self._types)
                self._facts = {row[0]: self._decoded(row) for row in self._batch.rows}
                self._asked = after, upto
        wanted = frozenset(types)
        rows: list[LogRow] = [row for row in self._batch.rows if row[3] in wanted]
        return Batch(rows=rows, upto=self._batch.upto)

    def recorded(
        self,
        position: int,
        recorded_at: datetime,
        stream: UUID,
        version: int,
        name: str,
        data: bytes,
    ) -> Recorded[Any]:
        """The recorded event of a row of the batch. Raises `EventUnreadable`."""
        fact = self._facts[position]
        if isinstance(fact, EventUnreadable):
            raise fact
        return fact

    def _decoded(self, row: LogRow) -> Recorded[Any] | EventUnreadable:
        """The event, or what is wrong with it: whoever folds it first will say so."""
        position, stream, version, name, recorded_at, data = row
        try:
            return self._reader.recorded(position, recorded_at, stream, version, name, data)
        except EventUnreadable as unreadable:
            return unreadable
