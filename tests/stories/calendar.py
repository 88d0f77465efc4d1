"""The calendar of a story: the product's clock and the database's turned to the same moment.

The log stamps what it stores by the database's own clock (`recorded_at`), so that nobody can enter
something as if it had been known before. A story told by dates needs that clock to move as well:
on the test's database it is read from a table instead. Nothing else is changed.
"""

from dataclasses import dataclass

import psycopg
from psycopg import sql

from tests.api import Api
from tests.conftest import Database
from tests.stories.telling import moment

DATABASE_CLOCK = "clock_timestamp()"


@dataclass
class Calendar:
    """Both clocks; `turn("2025-09-01 10:05")` moves them forward to a moment in Shanghai."""

    it: Api
    storage: Database

    def turn(self, told: str) -> None:
        """It is this moment now. Time does not run backwards."""
        now = moment(told)
        assert now >= self.it.clock.now, f"{told} is over"
        self.it.clock.now = now
        self._show()

    def hang(self) -> None:
        """Let the log's one door read the time from a table, beginning with the tests' moment."""
        with psycopg.connect(self.storage.admin_dsn, autocommit=True) as connection:
            schema = sql.Identifier(self.storage.schema)
            table = sql.SQL("{}.story_clock").format(schema)
            connection.execute(sql.SQL("CREATE TABLE {} (at timestamptz)").format(table))
            connection.execute(
                sql.SQL("INSERT INTO {} VALUES (%s)").format(table), [self.it.clock.now]
            )
            connection.execute(sql.SQL("GRANT SELECT ON {} TO PUBLIC").format(table))
            found = connection.execute(
                "SELECT pg_get_functiondef(p.oid) FROM pg_proc p"
                " JOIN pg_namespace n ON n.oid = p.pronamespace"
                " WHERE n.nspname = %s AND p.proname = 'append'",
                [self.storage.schema],
            ).fetchone()
            assert found is not None
            door = str(found[0])
            assert door.count(DATABASE_CLOCK) == 1
            read = sql.SQL("(SELECT at FROM {})").format(table).as_string(connection)
            connection.execute(door.replace(DATABASE_CLOCK, read).encode())

    def _show(self) -> None:
        with psycopg.connect(self.storage.admin_dsn, autocommit=True) as connection:
            table = sql.Identifier(self.storage.schema, "story_clock")
            connection.execute(sql.SQL("UPDATE {} SET at = %s").format(table), [self.it.clock.now])


def calendar(it: Api, storage: Database) -> Calendar:
    """The calendar of a fresh database; hang it before anything is recorded."""
    hung = Calendar(it, storage)
    hung.hang()
    return hung
