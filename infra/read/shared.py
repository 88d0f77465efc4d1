"""Reading once for several: a batch of the log is fetched and decoded once, whoever folds it.

log ──> rows from 1 to 10,000 ──> case register's types
                              ├─> timeline's types        each event is decoded when it is
                              └─> clocks' types           asked for first, and kept
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from psycopg import Connection

from domain.kernel import Recorded
from infra.read.log import Batch, LogRow, Reader, Source


class Shared:
    """A `Source` and a `Reader` for several followers that go through the log side by side."""

    def __init__(self, source: Source, reader: Reader, types: Iterable[str]) -> None:
        self._source = source
        self._reader = reader
        self._types = tuple(sorted(set(types)))
        self._asked: tuple[int, int] | None = None
        self._batch = Batch(rows=(), upto=0)
        self._facts: dict[int, Recorded[Any]] = {}

    def reads_from(self, source: Source) -> None:
        """Get the events from there from now on."""
        self._source = source
        self._asked = None

    def read(
        self, connection: Connection[Any], after: int, upto: int, types: Sequence[str]
    ) -> Batch:
        """The events of these types above `after`, up to `upto` or what fits, as `Log.read`."""
        if self._asked != (after, upto):
            self._facts.clear()
            self._batch = self._source.read(connection, after, upto, self._types)
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
        fact = self._facts.get(position)
        if fact is None:
            fact = self._reader.recorded(position, recorded_at, stream, version, name, data)
            self._facts[position] = fact
        return fact
