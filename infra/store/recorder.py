"""The recorder: our tables under the event-sourcing library's recorder interface.

Reads and appends rows of `events`. Tables are made by migrations, never here.
"""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from eventsourcing.persistence import IntegrityError, Notification, StoredEvent
from eventsourcing.postgres import ConnectionPool, PostgresApplicationRecorder, PostgresDatastore
from psycopg import Connection, sql
from psycopg.rows import DictRow, dict_row, tuple_row

from infra.database.connections import refuse_if_gone
from infra.store.appender import Append, Appender, Verdict
from infra.store.mapper import StoredRow

Row = tuple[int, UUID, int, str, datetime, bytes]
COLUMNS = sql.SQL("position, stream_id, version, type, recorded_at, data")


class Datastore(PostgresDatastore):
    """The library's datastore, connected by a DSN (roles, sockets and time limits included)."""

    def __init__(self, dsn: str, schema: str, *, pool_size: int = 4) -> None:
        super().__init__("", "", "", "", "", schema=schema)
        self._dsn = dsn
        self.pool.close()
        self.pool = ConnectionPool(
            dsn,
            connection_class=Connection[DictRow],
            kwargs={"row_factory": dict_row, "autocommit": True},
            min_size=1,
            max_size=pool_size,
            open=False,
            timeout=5.0,
            check=refuse_if_gone,
        )

    def register_type_adapters(self) -> None:
        """Nothing: our statements use no composite types, and building must not need a server."""

    def connect(self) -> Connection[Any]:
        """A connection outside the pool, in autocommit mode."""
        return Connection.connect(self._dsn, autocommit=True, row_factory=tuple_row)


class Recorder(PostgresApplicationRecorder):
    """Appends through the `Appender`, reads `events`. Positions are the notification ids."""

    def __init__(
        self,
        datastore: Datastore,
        *,
        batch_max: int = 256,
        observe: Callable[[int, float], None] = lambda size, seconds: None,
    ) -> None:
        super().__init__(datastore, events_table_name="events")
        schema = datastore.schema
        self.channel_name = schema
        self.appender = Appender(datastore.connect, schema, batch_max=batch_max, observe=observe)
        events = sql.Identifier(schema, "events")
        select = sql.SQL("SELECT {} FROM {} WHERE ").format(COLUMNS, events).as_bytes()
        self._of_stream = select + b"stream_id = %s"
        self._of_log = select + b"position >= %s"
        size = sql.SQL("SELECT size FROM {}").format(sql.Identifier(schema, "head"))
        command = sql.SQL(
            "SELECT fingerprint, first_position, last_position FROM {} WHERE key = %s"
        ).format(sql.Identifier(schema, "commands"))
        self._size, self._command = size.as_bytes(), command.as_bytes()

    def create_table(self) -> None:
        """Nothing: tables are made by migrations."""

    def append(self, append: Append) -> Verdict:
        """Store the events of one act, or say why not. Waits for the group's commit.

        Raises the library's `OperationalError` when the database is away: nothing was acknowledged.
        """
        return self.appender.submit(append).result()

    def insert_events(
        self, stored_events: Sequence[StoredEvent], **kwargs: Any
    ) -> Sequence[int] | None:
        """The library's door: positions of the events. Raises `IntegrityError` on a conflict."""
        if not stored_events:
            return None
        verdict = self.append(Append(events=tuple(stored_events)))
        if verdict.kind != "stored":
            raise IntegrityError(f"{verdict.kind}: version {verdict.current_version} is the last")
        assert verdict.first_position is not None
        assert verdict.last_position is not None
        return list(range(verdict.first_position, verdict.last_position + 1))

    def select_events(
        self,
        originator_id: UUID | str,
        *,
        gt: int | None = None,
        lte: int | None = None,
        desc: bool = False,
        limit: int | None = None,
    ) -> Sequence[StoredEvent]:
        """The events of a stream, by version."""
        statement = self._of_stream
        parameters: list[Any] = [originator_id]
        if gt is not None:
            statement += b" AND version > %s"
            parameters.append(gt)
        if lte is not None:
            statement += b" AND version <= %s"
            parameters.append(lte)
        statement += b" ORDER BY version DESC" if desc else b" ORDER BY version"
        if limit is not None:
            statement += b" LIMIT %s"
            parameters.append(limit)
        return [
            StoredRow(stream, version, kind, data, position, at)
            for position, stream, version, kind, at, data in self.rows(statement, parameters)
        ]

    def select_notifications(
        self,
        start: int | None,
        limit: int,
        stop: int | None = None,
        topics: Sequence[str] = (),
        *,
        inclusive_of_start: bool = True,
    ) -> Sequence[Notification]:
        """The log from a position on."""
        first = 1 if start is None else start if inclusive_of_start else start + 1
        statement = self._of_log
        parameters: list[Any] = [first]
        if stop is not None:
            statement += b" AND position <= %s"
            parameters.append(stop)
        if topics:
            statement += b" AND type = ANY(%s)"
            parameters.append(list(topics))
        statement += b" ORDER BY position LIMIT %s"
        parameters.append(limit)
        return [
            Notification(stream, version, kind, data, position)
            for position, stream, version, kind, _, data in self.rows(statement, parameters)
        ]

    def log(self, first: int, last: int) -> list[Row]:
        """The rows of positions `first` to `last`, both included, in order."""
        statement = self._of_log + b" AND position <= %s ORDER BY position"
        return self.rows(statement, [first, last])

    def max_notification_id(self) -> int | None:
        """The last position, or None in an empty log."""
        return self.size() or None

    def size(self) -> int:
        """How many events the log has."""
        rows: list[Any] = self.rows(self._size, [])
        return int(rows[0][0])

    def command(self, key: str) -> tuple[bytes, int, int] | None:
        """Fingerprint, first and last position of an idempotency key, or None."""
        rows: list[Any] = self.rows(self._command, [key])
        return (bytes(rows[0][0]), rows[0][1], rows[0][2]) if rows else None

    def rows(self, statement: bytes, parameters: Sequence[Any]) -> list[Any]:
        """The rows of a query. Raises the library's `OperationalError` when there is no server."""
        with (
            self.datastore.get_connection() as connection,
            connection.cursor(row_factory=tuple_row, binary=True) as cursor,
        ):
            return cursor.execute(statement, parameters, prepare=True).fetchall()

    def close(self) -> None:
        """Finish what was submitted and close every connection."""
        self.appender.close()
        self.datastore.close()
