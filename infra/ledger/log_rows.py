"""The log as the ledger reads it: rows and lines in order, in batches of bounded size.

Lines can be made in two ways, by `infra.store.line` from the columns and by the SQL function `line`
in the database. The checkpointer takes both and compares.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Any
from uuid import UUID

from psycopg import Connection, sql

from infra.ledger.faults import LedgerFault
from infra.store.line import line

BATCH_ROWS = 2000
"""One reading has at most so many events …"""
BATCH_BYTES = 8 * 1024 * 1024
"""… and about so much data, always at least one event."""

LogRow = tuple[int, UUID, int, str, datetime | None, bytes]
"""Position, stream, version, type, recorded_at (None beyond the years 1 to 9999), data."""

_BATCH = """
SELECT {chosen}
FROM (SELECT *, sum(bytes) OVER (ORDER BY position) - bytes AS bytes_before
      FROM (SELECT position, stream_id, version, type, recorded_at, data,
                   coalesce(octet_length(data), 0) AS bytes
            FROM {events}
            WHERE position > %s AND position <= %s
            ORDER BY position LIMIT %s) AS rows) AS batch
WHERE bytes_before < %s
ORDER BY position
"""

# Columns are never NULL, unless somebody went round the store; then an empty value stands for it,
# which no event has.
_COLUMNS = """
position, coalesce(stream_id, '00000000-0000-0000-0000-000000000000'), coalesce(version, 0),
coalesce(type, ''), {}, coalesce(data, '')
"""

# PostgreSQL knows moments that Python does not, infinity among them. Only somebody who goes round
# the store can have written one, and reading must not stumble over it.
READABLE_MOMENT = sql.SQL(
    "CASE WHEN recorded_at >= '0001-01-02Z' AND recorded_at < '9999-12-31Z' THEN recorded_at END"
)


class LogDamaged(LedgerFault):
    """The log has a gap, or an event that cannot be read, or reads differently a second time."""


class LogRows:
    """The events of one jurisdiction, in order of position, through any connection."""

    def __init__(
        self, schema: str, *, batch_rows: int = BATCH_ROWS, batch_bytes: int = BATCH_BYTES
    ) -> None:
        self._batch_rows = batch_rows
        self._batch_bytes = batch_bytes
        events = sql.Identifier(schema, "events")
        made = sql.SQL("{}(position, recorded_at, stream_id, version, type, data)").format(
            sql.Identifier(schema, "line")
        )
        columns = sql.SQL(_COLUMNS).format(READABLE_MOMENT)
        self._rows = sql.SQL(_BATCH).format(events=events, chosen=columns)
        self._lines = sql.SQL(_BATCH).format(
            events=events, chosen=sql.SQL("position, {}").format(made)
        )
        self._line = sql.SQL("SELECT {} FROM {} WHERE position = %s").format(made, events)
        self._at = sql.SQL("SELECT {} FROM {} WHERE position = ANY (%s)").format(columns, events)
        self._size = sql.SQL("SELECT size FROM {}").format(sql.Identifier(schema, "head"))

    def size(self, connection: Connection[Any]) -> int:
        """How many events the log has, as its head says."""
        row = connection.execute(self._size, prepare=True).fetchone()
        assert row is not None, "the log's head is one row, made by the migration"
        return int(row[0])

    def batches(self, connection: Connection[Any], after: int, upto: int) -> Iterator[list[LogRow]]:
        """The rows at positions above `after` up to `upto`, batch by batch."""
        return self._read(connection, self._rows, after, upto)

    def lines(
        self, connection: Connection[Any], after: int, upto: int
    ) -> Iterator[tuple[int, bytes]]:
        """Position and line of the same rows; the lines are made here. Raises `LogDamaged`."""
        for batch in self._read(connection, self._rows, after, upto):
            for position, stream, version, kind, recorded_at, data in batch:
                if recorded_at is None:
                    raise LogDamaged(f"position {position}: its time is not a readable one")
                yield position, line(position, recorded_at, stream, version, kind, data)

    def lines_of_the_database(
        self, connection: Connection[Any], after: int, upto: int
    ) -> Iterator[tuple[int, bytes]]:
        """Position and line of the same rows; made by the database. Raises `LogDamaged`."""
        for batch in self._read(connection, self._lines, after, upto):
            for position, text in batch:
                if text is None:
                    raise LogDamaged(f"position {position}: a column of it is empty")
                yield position, text

    def line(self, connection: Connection[Any], position: int) -> bytes | None:
        """The line of one event, made by the database; None where there is no such position."""
        with connection.cursor(binary=True) as cursor:
            row: Any = cursor.execute(self._line, [position], prepare=True).fetchone()
        return None if row is None else row[0]

    def at(self, connection: Connection[Any], positions: list[int]) -> dict[int, LogRow]:
        """The rows at a few positions, as far as they are there."""
        with connection.cursor(binary=True) as cursor:
            rows: Any = cursor.execute(self._at, [positions]).fetchall()
        return {row[0]: row for row in rows}

    def _read(
        self, connection: Connection[Any], query: sql.Composed, after: int, upto: int
    ) -> Iterator[list[Any]]:
        while after < upto:
            bounds = [after, upto, self._batch_rows, self._batch_bytes]
            with connection.cursor(binary=True) as cursor:
                rows: Any = cursor.execute(query, bounds, prepare=True).fetchall()
            if not rows:
                return
            yield rows
            after = rows[-1][0]
