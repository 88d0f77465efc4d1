"""The catalogue of projections: which tables there are, which are read, how far each has come.

    <schema>_read.projections            one row for each stored table
    <schema>_read.<name>                 the view that readers use, over the live table
    <schema>_read.<name>_v<version>_<n>  the tables themselves, `…__<part>` for each of their parts

A live table is kept up to date; another one of the same name is being filled beside it.
"""

from contextlib import suppress
from typing import Any, Literal

from psycopg import Connection, errors, sql

from domain.values import Value
from infra.read.session import lock_key
from infra.read.stored import ProjectionTable, part_of
from infra.read.tables import Table
from projections.kernel import Projection, R

_COLUMNS = "name, version, table_name, live, position, status, stopped_at, error"


class Entry(Value):
    """One stored table: whose, which shape, whether it is read, and up to where it is folded.

    `stopped_at` is the position of an event it could not fold, `error` what went wrong there.
    """

    name: str
    version: int
    table: str
    live: bool
    position: int
    status: Literal["running", "stopped"]
    stopped_at: int | None
    error: str | None


class Catalogue:
    """Reads and changes the catalogue of one jurisdiction, through any connection.

    Its read models are in `<schema>_read`, or in `read_schema`: a replay has a schema of its own.
    """

    def __init__(self, schema: str, read_schema: str | None = None) -> None:
        self.schema = schema
        self.read_schema = read_schema or f"{schema}_read"
        self._table = sql.Identifier(self.read_schema, "projections")
        self._select = sql.SQL("SELECT " + _COLUMNS + " FROM {}").format(self._table)
        self._by_table = self._select + sql.SQL(" WHERE table_name = %s FOR UPDATE")
        self._move = sql.SQL("UPDATE {} SET position = %s WHERE table_name = %s").format(
            self._table
        )

    def create(self, connection: Connection[Any]) -> None:
        """Make the catalogue where it is missing; any number of processes may do so at once."""
        statements = (
            "CREATE TABLE IF NOT EXISTS {} ("
            "table_name text PRIMARY KEY, name text NOT NULL, version integer NOT NULL,"
            " live boolean NOT NULL, position bigint NOT NULL CHECK (position >= 0),"
            " status text NOT NULL CHECK (status IN ('running', 'stopped')),"
            " stopped_at bigint, error text) WITH (fillfactor = 50)",
            "CREATE UNIQUE INDEX IF NOT EXISTS projections_live ON {} (name) WHERE live",
        )
        with connection.transaction():
            self.lock(connection)
            for statement in statements:
                connection.execute(sql.SQL(statement).format(self._table))

    def exists(self, connection: Connection[Any]) -> bool:
        """Whether anything was ever projected here. For those who may only read."""
        place = self._table.as_string(connection)
        row = connection.execute("SELECT to_regclass(%s) IS NOT NULL", [place]).fetchone()
        return row is not None and bool(row[0])

    def lock(self, connection: Connection[Any]) -> None:
        """Until the transaction ends, nobody else makes or replaces tables."""
        connection.execute(
            "SELECT pg_advisory_xact_lock(%s)", [lock_key("catalogue", self.read_schema)]
        )

    def entries(self, connection: Connection[Any], name: str | None = None) -> list[Entry]:
        """The stored tables, of one projection or of all."""
        rows = connection.execute(self._select + sql.SQL(" ORDER BY table_name")).fetchall()
        found = [_entry(row) for row in rows]
        return [entry for entry in found if name in (None, entry.name)]

    def live(self, connection: Connection[Any], name: str) -> Entry | None:
        """The table that readers of a projection see, if it has one."""
        return next((entry for entry in self.entries(connection, name) if entry.live), None)

    def claim(self, connection: Connection[Any], table: str) -> Entry | None:
        """A table's entry, locked until the transaction ends; None when it has been replaced."""
        row = connection.execute(self._by_table, [table], prepare=True).fetchone()
        return None if row is None else _entry(row)

    def move(self, connection: Connection[Any], table: str, position: int) -> None:
        """The table is folded up to `position`."""
        connection.execute(self._move, [position, table], prepare=True)

    def stop(self, connection: Connection[Any], table: str, at: int, error: str) -> None:
        """The table cannot fold the event at a position."""
        connection.execute(
            sql.SQL(
                "UPDATE {} SET status = 'stopped', stopped_at = %s, error = %s"
                " WHERE table_name = %s"
            ).format(self._table),
            [at, error, table],
        )

    def resume(self, connection: Connection[Any], table: str) -> None:
        """The table goes on from where it stands."""
        connection.execute(
            sql.SQL(
                "UPDATE {} SET status = 'running', stopped_at = NULL, error = NULL"
                " WHERE table_name = %s"
            ).format(self._table),
            [table],
        )

    def add(
        self, connection: Connection[Any], projection: Projection[R], *, live: bool
    ) -> ProjectionTable[R]:
        """Make another table of a projection, empty and at position 0. The catalogue is locked."""
        known = {entry.table for entry in self.entries(connection)}
        numbers = range(1, len(known) + 2)
        names = (f"{projection.name}_v{projection.version}_{number}" for number in numbers)
        name = next(name for name in names if name not in known)
        table = ProjectionTable(projection, self.read_schema, name)
        table.drop(connection)
        table.create(connection)
        connection.execute(
            sql.SQL("INSERT INTO {} ({}) VALUES (%s, %s, %s, %s, 0, 'running', NULL, NULL)").format(
                self._table, sql.SQL(_COLUMNS)
            ),
            [projection.name, projection.version, name, live],
        )
        if live:
            for each in table.tables:
                each.index(connection)
            self.show(connection, table)
        return table

    def remove(self, connection: Connection[Any], entry: Entry) -> None:
        """Drop a table that nobody reads any more."""
        connection.execute(
            sql.SQL("DELETE FROM {} WHERE table_name = %s").format(self._table), [entry.table]
        )
        drop = sql.SQL("DROP TABLE IF EXISTS {}")
        parts = connection.execute(
            "SELECT tablename FROM pg_tables WHERE schemaname = %s AND starts_with(tablename, %s)",
            [self.read_schema, part_of(entry.table)],
        ).fetchall()
        for (name,) in parts:
            # The view of a part that this release no longer has goes with it.
            part = sql.Identifier(self.read_schema, name)
            connection.execute(drop.format(part) + sql.SQL(" CASCADE"))
        connection.execute(drop.format(sql.Identifier(self.read_schema, entry.table)))

    def make_live(
        self, connection: Connection[Any], table: ProjectionTable[R], old: Entry | None
    ) -> None:
        """From the end of the transaction on, readers see `table` instead of `old`."""
        self.show(connection, table)
        if old is not None:
            self.remove(connection, old)
        connection.execute(
            sql.SQL("UPDATE {} SET live = true WHERE table_name = %s").format(self._table),
            [table.name],
        )

    def show(self, connection: Connection[Any], table: ProjectionTable[R]) -> None:
        """Point the views that readers use to a table and to those of its parts."""
        for each in table.tables:
            self._show(connection, each)

    def _show(self, connection: Connection[Any], table: Table[Any]) -> None:
        view = sql.Identifier(self.read_schema, table.shape.name)
        query = sql.SQL("VIEW {} AS SELECT * FROM {}").format(
            view, sql.Identifier(self.read_schema, table.name)
        )
        with suppress(errors.InvalidTableDefinition), connection.transaction():
            connection.execute(sql.SQL("CREATE OR REPLACE ") + query)
            return
        # Columns were taken away or changed their type, which replacing a view cannot do.
        connection.execute(sql.SQL("DROP VIEW {}").format(view))
        connection.execute(sql.SQL("CREATE ") + query)


def _entry(row: Any) -> Entry:
    name, version, table, live, position, status, stopped_at, error = row
    return Entry(
        name=name, version=version, table=table, live=live, position=position, status=status,
        stopped_at=stopped_at, error=error,
    )  # fmt: skip
