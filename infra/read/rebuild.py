"""Rebuilding a projection (重建): a new table is filled beside the live one, then swapped in.

Readers see the old table until the moment the view is pointed to the new one. Memory stays flat
however long the log is; a rebuild that was interrupted goes on where it was.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event
from typing import Any, Generic

import structlog
from psycopg import Connection, errors, sql

from infra.read.ahead import ReadAhead
from infra.read.catalogue import Catalogue, Entry
from infra.read.follower import Follower
from infra.read.log import Log, Reader
from infra.read.news import Progress, unseen
from infra.read.session import lock_key
from infra.read.stored import ProjectionTable
from projections.kernel import Projection, R

BATCH_POSITIONS = 10_000
"""Positions a table being filled moves in one transaction."""

KEPT_ROWS = 10_000
"""Rows kept in memory between batches while filling."""

LOCK_WAIT = "300ms"
"""How long the swap waits for readers in one attempt: new readers queue behind it meanwhile."""

SWAP_PAUSE = 0.5
"""Seconds between two attempts to swap."""

_log = structlog.get_logger("liuhen.rebuild")


class RebuildRunning(Exception):
    """Another process is rebuilding this projection."""


class RebuildStopped(Exception):
    """An event cannot be folded by the new version; the live table stays as it is."""

    def __init__(self, entry: Entry) -> None:
        self.entry = entry
        super().__init__(f"{entry.table} stopped at position {entry.stopped_at}: {entry.error}")


class RebuildCancelled(Exception):
    """The rebuild was told to end; it goes on from there when it is started again."""


class Rebuild(Generic[R]):
    """One rebuild of one projection, over a connection of its own (see `work_session`).

    With a second one, `ahead`, the next batch is fetched while one is folded: a third quicker.
    """

    def __init__(
        self,
        projection: Projection[R],
        *,
        schema: str,
        reader: Reader,
        ahead: Connection[Any] | None = None,
        progress: Progress = unseen,
        ending: Event | None = None,
        batch_positions: int = BATCH_POSITIONS,
        kept_rows: int = KEPT_ROWS,
    ) -> None:
        self._projection = projection
        self._catalogue = Catalogue(schema)
        self._log = Log(schema)
        self._reader = reader
        self._ahead = ahead
        self._progress = progress
        self._ending = ending or Event()
        self._batch_positions = batch_positions
        self._kept_rows = kept_rows
        self._lock = lock_key("rebuild", schema, projection.name)

    def run(self, connection: Connection[Any], *, afresh: bool = False) -> Entry:
        """Fill a table and swap it in; its entry. `afresh` throws away what an earlier run left.

        Raises `RebuildRunning`, `RebuildStopped`, `RebuildCancelled`.
        """
        self._catalogue.create(connection)
        with self._alone(connection):
            table = self._table(connection, afresh=afresh)
            follower = self._follower(table)
            self._fill_reading_ahead(connection, follower)
            table.index(connection)
            self._vacuum(connection, table)
            self._fill(connection, follower)
            return self._swap(connection, follower)

    @contextmanager
    def _alone(self, connection: Connection[Any]) -> Iterator[None]:
        taken = connection.execute("SELECT pg_try_advisory_lock(%s)", [self._lock]).fetchone()
        if taken is None or not taken[0]:
            raise RebuildRunning(self._projection.name)
        try:
            yield
        finally:
            if not connection.closed:
                connection.execute("SELECT pg_advisory_unlock(%s)", [self._lock])

    def _table(self, connection: Connection[Any], *, afresh: bool) -> ProjectionTable[R]:
        """The table an interrupted rebuild of this version left behind, or a new one."""
        with connection.transaction():
            self._catalogue.lock(connection)
            begun: ProjectionTable[R] | None = None
            for entry in self._catalogue.entries(connection, self._projection.name):
                if entry.live:
                    continue
                if afresh or begun is not None or entry.version != self._projection.version:
                    self._catalogue.remove(connection, entry)
                    continue
                begun = ProjectionTable(self._projection, self._catalogue.read_schema, entry.table)
                begun.check_shape(connection)
                self._catalogue.resume(connection, entry.table)
            return begun or self._catalogue.add(connection, self._projection, live=False)

    def _follower(self, table: ProjectionTable[R]) -> Follower[R]:
        return Follower(
            table,
            catalogue=self._catalogue,
            log=self._log,
            reader=self._reader,
            batch_positions=self._batch_positions,
            kept_rows=self._kept_rows,
        )

    def _fill_reading_ahead(self, connection: Connection[Any], follower: Follower[R]) -> None:
        """The long way, from wherever the table stands to the end of the log."""
        if self._ahead is None:
            self._fill(connection, follower)
            return
        with ReadAhead(self._log, self._ahead, until=self._log.head(connection)) as ahead:
            follower.reads_from(ahead)
            self._fill(connection, follower)
            follower.reads_from(self._log)

    def _fill(self, connection: Connection[Any], follower: Follower[R]) -> None:
        """Fold up to the end of the log as it is when we get there."""
        head = self._log.head(connection)
        while True:
            done = follower.advance(connection, head)
            if done.stopped is not None:
                raise RebuildStopped(done.stopped)
            if self._ending.is_set():
                raise RebuildCancelled(self._projection.name)
            self._progress(done.position, head)
            if done.position >= head:
                head = self._log.head(connection)
                if head - done.position < self._batch_positions:
                    return

    def _vacuum(self, connection: Connection[Any], table: ProjectionTable[R]) -> None:
        """Free what filling left behind and let the planner know the table before anyone reads."""
        for each in table.tables:
            connection.execute(sql.SQL("VACUUM (ANALYZE) {}").format(each.identifier))

    def _swap(self, connection: Connection[Any], follower: Follower[R]) -> Entry:
        """Point readers to the new table, as soon as no reader holds the old one for a moment."""
        while not self._ending.is_set():
            self._fill(connection, follower)
            try:
                return self._swapped(connection, follower)
            except (errors.LockNotAvailable, errors.DeadlockDetected):
                follower.forget()
                _log.info("rebuild_waits_for_readers", projection=self._projection.name)
                time.sleep(SWAP_PAUSE)
        raise RebuildCancelled(self._projection.name)

    def _swapped(self, connection: Connection[Any], follower: Follower[R]) -> Entry:
        name = self._projection.name
        with connection.transaction():
            connection.execute(
                sql.SQL("SET LOCAL lock_timeout = {}").format(sql.Literal(LOCK_WAIT))
            )
            self._catalogue.lock(connection)
            old = self._catalogue.live(connection, name)
            if old is not None:
                # Its follower waits here, so that readers never see the position go back.
                old = self._catalogue.claim(connection, old.table)
                assert old is not None, "tables are replaced under the catalogue's lock"
                self._reach(connection, follower, old.position)
            self._catalogue.make_live(connection, follower.table, old)
            entry = self._catalogue.live(connection, name)
        assert entry is not None, "it has just been made live"
        _log.info("rebuild_done", projection=name, table=entry.table, position=entry.position)
        return entry

    def _reach(self, connection: Connection[Any], follower: Follower[R], position: int) -> None:
        while follower.within(connection, position).position < position:
            pass
