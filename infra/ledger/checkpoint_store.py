"""Checkpoints in PostgreSQL (检查点存储): every one that was signed, for ever.

The database itself sees to it that they only advance and are never changed (migration 0003).
"""

from collections.abc import Iterator
from typing import Any

from psycopg import Connection, sql

from domain.values import Value
from infra.ledger.checkpoint import Checkpoint, open_checkpoint
from infra.ledger.faults import CheckpointMalformed
from infra.ledger.note import VerifierKey, parse_note

BATCH_CHECKPOINTS = 100
"""So many are read at a time when all are."""


class StoredCheckpoint(Value):
    """A row: how many events, their root, and the signed note that says so."""

    size: int
    root: bytes
    note: bytes

    def opened(self, verifier: VerifierKey | None) -> Checkpoint:
        """What the note says, once it is found to be signed by this key and to match the row.

        Without a key the signature is not looked at. Raises `CheckpointMalformed` and what
        `open_checkpoint` raises.
        """
        if verifier is None:
            said = Checkpoint.parse(parse_note(self.note).text)
        else:
            said = open_checkpoint(self.note, [verifier]).checkpoint
        if (said.size, said.root) != (self.size, self.root):
            raise CheckpointMalformed(
                f"its note says {said.size} events and root {said.root.hex()}, "
                f"its row {self.size} and {self.root.hex()}"
            )
        return said


class CheckpointStore:
    """The checkpoints of one jurisdiction, through any connection."""

    def __init__(self, schema: str) -> None:
        table = sql.Identifier(schema, "checkpoints")
        chosen = sql.SQL("SELECT size, root, note FROM {}").format(table)
        self._newest = chosen + sql.SQL(" ORDER BY size DESC LIMIT 1")
        self._of_size = chosen + sql.SQL(" WHERE size = %s")
        self._after = chosen + sql.SQL(" WHERE size > %s ORDER BY size LIMIT %s")
        self._before = chosen + sql.SQL(" WHERE size < %s ORDER BY size DESC LIMIT 1")
        self._add = sql.SQL("INSERT INTO {} (size, root, note) VALUES (%s, %s, %s)").format(table)

    def newest(self, connection: Connection[Any]) -> StoredCheckpoint | None:
        """The newest, or None before the first."""
        return self._one(connection, self._newest)

    def of_size(self, connection: Connection[Any], size: int) -> StoredCheckpoint | None:
        """The one over the first `size` events, where one was signed."""
        return self._one(connection, self._of_size, size)

    def add(self, connection: Connection[Any], checkpoint: StoredCheckpoint) -> None:
        """Store a newer one. Raises the driver's `IntegrityError` if it is not newer."""
        columns = [checkpoint.size, checkpoint.root, checkpoint.note]
        connection.execute(self._add, columns)

    def all(self, connection: Connection[Any]) -> Iterator[StoredCheckpoint]:
        """All of them, by size; bounded in memory."""
        after = 0
        while True:
            with connection.cursor(binary=True) as cursor:
                bounds = [after, BATCH_CHECKPOINTS]
                rows = cursor.execute(self._after, bounds, prepare=True).fetchall()
            for size, root, note in rows:
                yield StoredCheckpoint(size=size, root=root, note=note)
            if len(rows) < BATCH_CHECKPOINTS:
                return
            after = rows[-1][0]

    def backwards(self, connection: Connection[Any]) -> Iterator[StoredCheckpoint]:
        """All of them, the newest first."""
        found = self.newest(connection)
        while found is not None:
            yield found
            found = self._one(connection, self._before, found.size)

    def _one(
        self, connection: Connection[Any], query: sql.Composed, *parameters: int
    ) -> StoredCheckpoint | None:
        with connection.cursor(binary=True) as cursor:
            row: Any = cursor.execute(query, parameters, prepare=True).fetchone()
        return None if row is None else StoredCheckpoint(size=row[0], root=row[1], note=row[2])
