"""Commands (幂等键): every idempotency key leads to the events of one act, wholly and in place."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from psycopg import Connection, sql

from domain.values import Value
from infra.ledger.log_rows import READABLE_MOMENT
from infra.verification.report import Findings

BATCH_COMMANDS = 2000


class CommandRow(Value):
    """Which positions answered a key, and when they were recorded."""

    key: str
    first: int
    last: int
    recorded_at: datetime | None


def command_rows(connection: Connection[Any], schema: str) -> Iterator[CommandRow]:
    """All keys by their first position, a few at a time, inside the connection's transaction."""
    query = sql.SQL(
        "SELECT key, first_position, last_position, {} FROM {} ORDER BY first_position, key"
    ).format(READABLE_MOMENT, sql.Identifier(schema, "commands"))
    with connection.cursor("liuhen_commands") as cursor:
        cursor.itersize = BATCH_COMMANDS
        for key, first, last, recorded_at in cursor.execute(query):
            yield CommandRow(key=key, first=first, last=last, recorded_at=recorded_at)


class CommandsCheck:
    """Takes the events in order of position, and walks along the keys.

    An act's events carry the id of their command, so a range that was shortened, lengthened or
    moved is noticed. A fingerprint is not in the log, and cannot be checked.
    """

    def __init__(self, rows: Iterator[CommandRow], findings: Findings) -> None:
        self._rows = rows
        self._findings = findings
        self._next = next(rows, None)
        self._open: CommandRow | None = None
        self._of_open: str | None = None
        self._told = False
        self._previous: str | None = None
        self.count = 0
        self.unkeyed = 0

    def take(self, position: int, recorded_at: datetime | None, command: str | None) -> None:
        """Check the next event; `command` is the id in its envelope, None if it is unreadable."""
        if self._open is not None and position > self._open.last:
            self._close(command)
        while self._next is not None and self._next.first <= position:
            self._begin(self._next, position, command)
            self._next = next(self._rows, None)
        if self._open is None:
            self.unkeyed += 1
        elif not self._told:
            self._inside(self._open, position, recorded_at, command)
        self._previous = command

    def finish(self, last: int) -> None:
        """After the event at the position `last`, the log's last."""
        if self._open is not None and self._open.last > last:
            self._beyond(self._open)
        while self._next is not None:
            self.count += 1
            self._beyond(self._next)
            self._next = next(self._rows, None)

    def _begin(self, row: CommandRow, position: int, command: str | None) -> None:
        self.count += 1
        if row.last < row.first:
            self._wrong(row, "which is no range")
        elif self._open is not None:
            self._wrong(row, f"of which some belong to the key {self._open.key!r}")
        elif row.first < position:
            self._wrong(row, f"but there is no position {row.first}")
        else:
            if command is not None and command == self._previous:
                self._wrong(row, f"but its act began before, at {position - 1} or earlier")
            self._open, self._of_open, self._told = row, command, False

    def _inside(
        self, row: CommandRow, position: int, recorded_at: datetime | None, command: str | None
    ) -> None:
        if command is not None and self._of_open is not None and command != self._of_open:
            self._wrong(row, f"but position {position} belongs to another act")
            self._told = True
        elif recorded_at != row.recorded_at:
            self._wrong(row, f"recorded at another time than position {position}")
            self._told = True

    def _close(self, command: str | None) -> None:
        assert self._open is not None
        if command is not None and command == self._of_open:
            self._wrong(self._open, "but its act goes on after them")
        self._open = None

    def _beyond(self, row: CommandRow) -> None:
        self._wrong(row, "which the log does not have")

    def _wrong(self, row: CommandRow, what: str) -> None:
        self._findings.add(
            f"command {row.key!r}", f"it leads to positions {row.first} to {row.last}, {what}"
        )
