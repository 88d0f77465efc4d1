"""Reading the log in batches by position, and only the event types somebody asks for."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

from psycopg import Connection, sql

from domain.kernel import Recorded
from domain.values import Value
from infra.store.recorder import COLUMNS

BATCH_BYTES = 8 * 1024 * 1024
"""A batch holds at most about this much event data, and always at least one event."""

LogRow = tuple[int, UUID, int, str, datetime, bytes]
"""Position, stream, version, type, recorded_at, data."""


class Reader(Protocol):
    """Turns a row of the log into a recorded event; narrative stays sealed."""

    def recorded(
        self,
        position: int,
        recorded_at: datetime,
        stream: UUID,
        version: int,
        name: str,
        data: bytes,
    ) -> Recorded[Any]:
        """The recorded event of a row's columns. Raises `EventUnreadable`."""
        ...


class Batch(Value):
    """Rows of the log in order; everything up to `upto` (included) has been looked at."""

    rows: Sequence[LogRow]
    upto: int


class Source(Protocol):
    """Where a follower gets its events from: the log itself, or what was fetched ahead of it."""

    def read(
        self, connection: Connection[Any], after: int, upto: int, types: Sequence[str]
    ) -> Batch:
        """The events of these types at positions above `after`, up to `upto` or what fits."""
        ...


class Log:
    """The log of one jurisdiction, read through any connection."""

    def __init__(self, schema: str) -> None:
        self._head = sql.SQL("SELECT size FROM {}").format(sql.Identifier(schema, "head"))
        self._read = sql.SQL(
            "SELECT {columns} FROM (SELECT {columns}, sum(octet_length(data))"
            " OVER (ORDER BY position) - octet_length(data) AS bytes_before FROM {events}"
            " WHERE position > %s AND position <= %s AND type = ANY (%s)) AS batch"
            " WHERE bytes_before < %s ORDER BY position"
        ).format(columns=COLUMNS, events=sql.Identifier(schema, "events"))

    def head(self, connection: Connection[Any]) -> int:
        """The last position of the log, 0 when it is empty."""
        with connection.cursor() as cursor:
            row = cursor.execute(self._head, prepare=True).fetchone()
        assert row is not None, "the log's head is one row, made by the migration"
        return int(row[0])

    def read(
        self, connection: Connection[Any], after: int, upto: int, types: Sequence[str]
    ) -> Batch:
        """The events of these types at positions above `after`, up to `upto` or what fits."""
        with connection.cursor(binary=True) as cursor:
            rows: Any = cursor.execute(
                self._read, [after, upto, [*types], BATCH_BYTES], prepare=True
            ).fetchall()
        full = sum(len(row[5]) for row in rows) >= BATCH_BYTES
        return Batch(rows=rows, upto=rows[-1][0] if full else upto)
