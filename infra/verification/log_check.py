"""The check of the whole log (全日志核验): every row is read again, all is recomputed from it.

    rows ──> order ──> readable, canonical ──> keys ──> leaves ──> stored leaves, signed roots

One moment of the database is checked, in one pass, while the log goes on growing; memory is bounded
by the number of streams (see `order`). Every checkpoint's root is recomputed from the rows and
every signature checked; every tile is compared with the rows and with the tiles below it.
"""

from collections.abc import Callable, Iterator
from datetime import datetime
from heapq import merge
from itertools import islice
from typing import Any

from psycopg import Connection, IsolationLevel, sql

from infra.ledger.checkpoint_store import CheckpointStore, StoredCheckpoint
from infra.ledger.faults import LedgerFault
from infra.ledger.log_rows import READABLE_MOMENT, LogRow, LogRows
from infra.ledger.note import VerifierKey
from infra.ledger.suite import Suite
from infra.ledger.tile_store import PostgresTileStore
from infra.read.log import Reader
from infra.read.session import work_session
from infra.store.line import line
from infra.verification.commands import CommandsCheck, command_rows
from infra.verification.order import OrderCheck
from infra.verification.outside import Outside
from infra.verification.reading import ReadingCheck
from infra.verification.report import Findings, Level, Report
from infra.verification.sealing import Claim, SealingCheck
from infra.verification.tampering import Tampering
from infra.verification.tiles_check import TilesCheck

Progress = Callable[[int, int], None]
"""Called with how many events are done and how many there are."""

BELIEVED = 100
"""Among so many of the newest checkpoints one is looked for that can be relied on."""

LAST_POSITION = 2**63 - 1


def check_log(
    dsn: str,
    schema: str,
    *,
    reader: Reader,
    suite: Suite,
    outside: Outside,
    progress: Progress = lambda done, total: None,
) -> Report:
    """Check the whole log of a schema. Reads only; any role that may SELECT will do.

    Never raises for what it finds. Raises `DatabaseDown` or `LoginRefused`, and what the driver
    raises when the connection is lost.
    """
    findings = Findings()
    # Before the moment that is checked: a later one could be ahead of it.
    claims = outside.claims(findings)
    with work_session(dsn, "verify") as connection:
        connection.isolation_level = IsolationLevel.REPEATABLE_READ
        connection.read_only = True
        with connection.transaction():
            check = _LogCheck(connection, schema, reader, suite, outside.verifier, claims, findings)
            return check.run(progress)


class _LogCheck:
    """One check, inside one transaction."""

    def __init__(
        self,
        connection: Connection[Any],
        schema: str,
        reader: Reader,
        suite: Suite,
        verifier: VerifierKey | None,
        claims: list[Claim],
        findings: Findings,
    ) -> None:
        self._connection = connection
        self._schema = schema
        self._hasher = suite.hasher
        self._verifier = verifier
        self._findings = findings
        self._rows = LogRows(schema)
        self._checkpoints = CheckpointStore(schema)
        store = PostgresTileStore(connection, schema)
        self._sealed = self._newest_size()
        self._tiles = TilesCheck(store, suite.hasher, findings)
        self._order = OrderCheck(findings)
        self._reading = ReadingCheck(reader, findings)
        self._commands = CommandsCheck(command_rows(connection, schema), findings)
        merged = merge(claims, self._stored_claims(), key=lambda claim: claim.size)
        self._sealing = SealingCheck(suite.hasher, store, self._sealed, merged, findings)

    def run(self, progress: Progress) -> Report:
        """Check everything."""
        self._tiles.run(self._sealed)
        size, recorded_at, counted = self._head()
        total = size or counted
        events = last = 0
        for batch in self._rows.batches(self._connection, 0, LAST_POSITION):
            for row in batch:
                self._take(row)
            events += len(batch)
            last = batch[-1][0]
            progress(events, total)
        self._order.finish(size, recorded_at, counted)
        self._commands.finish(last)
        self._sealing.finish(Tampering(self._connection, self._schema, self._hasher.leaf))
        return self._report(events)

    def _take(self, row: LogRow) -> None:
        position, stream, version, kind, recorded_at, data = row
        self._order.take(row)
        command = self._reading.take(row)
        self._commands.take(position, recorded_at, command)
        if recorded_at is None:
            # No line can be written of it; this is no event's leaf.
            leaf = self._hasher.empty()
        else:
            leaf = self._hasher.leaf(line(position, recorded_at, stream, version, kind, data))
        self._sealing.take(position, leaf)

    def _report(self, events: int) -> Report:
        problems, unlisted = self._findings.finish()
        if problems:
            level = Level.NONE
        elif self._verifier is not None and (self._sealing.vouched or self._is_empty(events)):
            level = Level.SIGNED
        else:
            level = Level.SELF_CONSISTENT
        placed = [one.position for one in problems if one.position is not None]
        return Report(
            level=level,
            ok=not problems,
            events=events,
            sealed=self._sealing.vouched,
            unsealed=events - self._sealing.vouched,
            streams=self._order.streams,
            checkpoints=self._sealing.judged,
            commands=self._commands.count,
            unkeyed=self._commands.unkeyed,
            key=None if self._verifier is None else self._verifier.text(),
            first_wrong=min(placed, default=None),
            problems=problems,
            unlisted=unlisted,
        )

    def _is_empty(self, events: int) -> bool:
        """Whether this is the empty log, and the signer's memory of it."""
        return events == 0 and self._sealing.judged > 0

    def _newest_size(self) -> int:
        """The size of the newest stored checkpoint that can be relied on, if there is one."""
        backwards = self._checkpoints.backwards(self._connection)
        newest = list(islice(backwards, BELIEVED))
        for checkpoint in newest:
            if self._why_not(checkpoint) is None:
                return checkpoint.size
        return newest[0].size if newest else 0

    def _stored_claims(self) -> Iterator[Claim]:
        """What the stored checkpoints say; those that are not to be relied on become problems."""
        for checkpoint in self._checkpoints.all(self._connection):
            where = f"checkpoint of {checkpoint.size} events"
            why_not = self._why_not(checkpoint)
            if why_not is None:
                yield Claim(where=where, size=checkpoint.size, root=checkpoint.root, stored=True)
            else:
                self._findings.add(where, why_not)

    def _why_not(self, checkpoint: StoredCheckpoint) -> str | None:
        try:
            checkpoint.opened(self._verifier)
        except LedgerFault as fault:
            return f"{type(fault).__name__}: {fault}"
        return None

    def _head(self) -> tuple[int | None, datetime | None, int]:
        """Size and last time of the head, None if it is not one row; and the number of rows."""
        head, events = (sql.Identifier(self._schema, name) for name in ("head", "events"))
        query = sql.SQL("SELECT size, {} FROM {}").format(READABLE_MOMENT, head)
        rows: Any = self._connection.execute(query).fetchmany(2)
        size, recorded_at = rows[0] if len(rows) == 1 else (None, None)
        count = sql.SQL("SELECT count(*) FROM {}").format(events)
        counted = self._connection.execute(count).fetchone()
        assert counted is not None, "an aggregate always has a row"
        return size, recorded_at, int(counted[0])
