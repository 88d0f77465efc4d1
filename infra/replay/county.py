"""The whole county as it was (全县回放): every view at a position, in a schema of its own.

Nothing that people read is touched. The schema is named after the position, and replaying to the
same position again makes the same rows.
"""

from collections.abc import Sequence
from typing import Any

import psycopg
from psycopg import Connection, sql

from domain.values import Value
from infra.database.connections import APP_ROLE, connect
from infra.read.log import Reader
from infra.read.news import Progress, unseen
from infra.read.rebuild import Rebuild
from infra.read.session import work_session
from projections.kernel import Projection


class Replayed(Value):
    """Where the views of a replay stand: a schema, at a position, by view how many rows."""

    schema: str
    position: int
    rows: dict[str, int]


class Replay:
    """Replays of one jurisdiction."""

    def __init__(self, *, admin_dsn: str, app_dsn: str, schema: str) -> None:
        self._admin_dsn = admin_dsn
        self._app_dsn = app_dsn
        self._schema = schema

    def to(
        self,
        position: int,
        projections: Sequence[Projection[Any]],
        reader: Reader,
        *,
        progress: Progress = unseen,
    ) -> Replayed:
        """Every view as it was at a position. Raises what a rebuild raises."""
        schema = self.schema_at(position)
        with connect(self._admin_dsn, autocommit=True) as admin:
            admin.execute(
                sql.SQL("CREATE SCHEMA IF NOT EXISTS {} AUTHORIZATION {}").format(
                    sql.Identifier(schema), sql.Identifier(APP_ROLE)
                )
            )
        what = f"replay to {position}"
        with (
            work_session(self._app_dsn, what) as work,
            work_session(self._app_dsn, what) as fetching,
            work_session(self._app_dsn, what) as beside,
        ):
            Rebuild(
                *projections,
                schema=self._schema,
                reader=reader,
                ahead=(fetching, beside),
                progress=progress,
                into=schema,
                until=position,
            ).run(work, afresh=True)
            rows = {name: _count(work, schema, name) for name in _views(projections)}
        return Replayed(schema=schema, position=position, rows=rows)

    def drop(self, position: int) -> bool:
        """Remove the views of a replay; whether there were any."""
        schema = self.schema_at(position)
        with connect(self._admin_dsn, autocommit=True) as admin:
            try:
                admin.execute(sql.SQL("DROP SCHEMA {} CASCADE").format(sql.Identifier(schema)))
            except psycopg.errors.InvalidSchemaName:
                return False
        return True

    def schema_at(self, position: int) -> str:
        """What the schema of a replay to a position is called."""
        return f"{self._schema}_replay_{position}"


def _views(projections: Sequence[Projection[Any]]) -> list[str]:
    return [
        name for projection in projections for name in (shape.name for shape in projection.shapes)
    ]


def _count(connection: Connection[Any], schema: str, view: str) -> int:
    row = connection.execute(
        sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(schema, view))
    ).fetchone()
    assert row is not None, "a count is one row"
    return int(row[0])
