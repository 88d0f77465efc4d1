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

KEPT_BATCHES = 5
"""Batches kept for those that are a little behind."""


class Shared:
    """A `Source` and a `Reader` for several followers that go through the log side by side.

    For any number of threads. A row it reads has the event in the place of its bytes, or what is
    wrong with them: whoever folds it first will say so.
    """

    def __init__(self, source: Source, reader: Reader, types: Iterable[str]) -> None:
        self._source = source
        self._reader = reader
        self._types = tuple(sorted(set(types)))
        self._batches: dict[tuple[int, int], Batch] = {}
        self._reading = Lock()

    def reads_from(self, source: Source) -> None:
        """Get the events from there from now on."""
        self._source = source

    def read(
        self, connection: Connection[Any], after: int, upto: int, types: Sequence[str]
    ) -> Batch:
        """The events of these types above `after`, up to `upto` or what fits, as `Log.read`."""
        with self._reading:
            batch = self._batches.get((after, upto))
            if batch is None:
                read = self._source.read(connection, after, upto, self._types)
                batch = Batch(rows=[self._decoded(row) for row in read.rows], upto=read.upto)
                self._batches[after, upto] = batch
                while len(self._batches) > KEPT_BATCHES:
                    del self._batches[next(iter(self._batches))]
        wanted = frozenset(types)
        return Batch(rows=[row for row in batch.rows if row[3] in wanted], upto=batch.upto)

    def recorded(
        self,
        position: int,
        recorded_at: datetime,
        stream: UUID,
        version: int,
        name: str,
        data: Any,
    ) -> Recorded[Any]:
        """The recorded event of a row that was read here. Raises `EventUnreadable`."""
        fact: Recorded[Any] | EventUnreadable = data
        if isinstance(fact, EventUnreadable):
            raise fact
        return fact

    def _decoded(self, row: LogRow) -> LogRow:
        position, stream, version, name, recorded_at, data = row
        fact: Any
        try:
            fact = self._reader.recorded(position, recorded_at, stream, version, name, data)
        except EventUnreadable as unreadable:
            fact = unreadable
        return position, stream, version, name, recorded_at, fact
