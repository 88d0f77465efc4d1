"""Rebuilding projections (重建): new tables are filled beside the live ones, then swapped in.

Readers see the old tables until the moment the views are pointed to the new ones. Memory stays flat
however long the log is; a rebuild that was interrupted goes on where it was.
"""

import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from threading import Event, Lock
from typing import Any

import structlog
from psycopg import Connection, errors, sql

from infra.read.ahead import ReadAhead
from infra.read.catalogue import Catalogue, Entry
from infra.read.folding import uncollected
from infra.read.follower import Advance, Follower
from infra.read.lanes import Lanes
from infra.read.log import Log, Reader
from infra.read.news import Progress, unseen
from infra.read.session import lock_key
from infra.read.shared import Shared
from infra.read.stored import ProjectionTable
from projections.kernel import Projection, R

BATCH_POSITIONS = 10_000
"""Positions a table being filled moves in one transaction."""

KEPT_ROWS = 10_000
"""Rows kept in memory between batches while filling."""

HELD_ROWS = 8_000
"""Changed rows held back while filling: most cases are over before theirs are written."""

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


class Rebuild:
    """One rebuild of one or several projections, over a connection of its own (see `work_session`).

    Several go through the log side by side: each event is fetched and decoded once. With two
    further connections, `ahead`, the next batch is fetched while one is folded, and while the
    database stores the rows of one projection, those of another are folded. A replay fills the
    schema `into` instead of the one that people read, and goes no further than `until`.
    """

    def __init__(
        self,
        *projections: Projection[Any],
        schema: str,
        reader: Reader,
        ahead: tuple[Connection[Any], Connection[Any]] | None = None,
        progress: Progress = unseen,
        ending: Event | None = None,
        batch_positions: int = BATCH_POSITIONS,
        kept_rows: int = KEPT_ROWS,
        held_rows: int = HELD_ROWS,
        into: str | None = None,
        until: int | None = None,
    ) -> None:
        self._projections = projections
        self._until = until
        self._catalogue = Catalogue(schema, into)
        self._log = Log(schema)
        types = (name for projection in projections for name in projection.types)
        self._shared = Shared(self._log, reader, types)
        self._ahead = ahead
        self._progress = progress
        self._ending = ending or Event()
        self._batch_positions = batch_positions
        self._kept_rows = kept_rows
        self._held_rows = held_rows

    def run(self, connection: Connection[Any], *, afresh: bool = False) -> tuple[Entry, ...]:
        """Fill tables and swap them in; their entries. `afresh` drops what an earlier run left.

        A projection that cannot fold an event is left as it is, and the others go on. Raises
        `RebuildRunning`, `RebuildCancelled`, and `RebuildStopped` when the others are done.
        """
        self._catalogue.create(connection)
        with ExitStack() as stack, uncollected():
            for projection in self._projections:
                stack.enter_context(self._alone(connection, projection))
            followers = [
                self._follower(self._table(connection, projection, afresh=afresh))
                for projection in self._projections
            ]
            stopped = self._fill_reading_ahead(connection, followers)
            filled = [one for one in followers if one.table.name not in stopped]
            self._polish(connection, [one.table for one in filled])
            done = tuple(self._swap(connection, follower) for follower in filled)
        for entry in stopped.values():
            raise RebuildStopped(entry)
        return done

    def _polish(self, connection: Connection[Any], tables: Sequence[ProjectionTable[Any]]) -> None:
        """Index full tables, free what filling left behind, and let the planner know them."""
        waiting = iter([each for table in tables for each in table.tables])
        turn = Lock()

        def work(through: Connection[Any]) -> None:
            while True:
                with turn:
                    table = next(waiting, None)
                if table is None:
                    return
                table.index(through)
                through.execute(sql.SQL("VACUUM (ANALYZE) {}").format(table.identifier))

        if self._ahead is None:
            work(connection)
            return
        with ThreadPoolExecutor(1, thread_name_prefix="liuhen-rebuild-beside") as thread:
            beside = thread.submit(work, self._ahead[1])
            work(connection)
            beside.result()

    @contextmanager
    def _alone(self, connection: Connection[Any], projection: Projection[Any]) -> Iterator[None]:
        lock = lock_key("rebuild", self._catalogue.read_schema, projection.name)
        taken = connection.execute("SELECT pg_try_advisory_lock(%s)", [lock]).fetchone()
        if taken is None or not taken[0]:
            raise RebuildRunning(projection.name)
        try:
            yield
        finally:
            if not connection.closed:
                connection.execute("SELECT pg_advisory_unlock(%s)", [lock])

    def _table(
        self, connection: Connection[Any], projection: Projection[R], *, afresh: bool
    ) -> ProjectionTable[R]:
        """The table an interrupted rebuild of this version left behind, or a new one."""
        with connection.transaction():
            self._catalogue.lock(connection)
            begun: ProjectionTable[R] | None = None
            for entry in self._catalogue.entries(connection, projection.name):
                if entry.live:
                    continue
                if afresh or begun is not None or entry.version != projection.version:
                    self._catalogue.remove(connection, entry)
                    continue
                begun = ProjectionTable(projection, self._catalogue.read_schema, entry.table)
                begun.check_shape(connection)
                self._catalogue.resume(connection, entry.table)
            return begun or self._catalogue.add(connection, projection, live=False)

    def _follower(self, table: ProjectionTable[R]) -> Follower[R]:
        return Follower(
            table,
            catalogue=self._catalogue,
            log=self._shared,
            reader=self._shared,
            batch_positions=self._batch_positions,
            kept_rows=self._kept_rows,
            held_rows=self._held_rows,
        )

    def _fill_reading_ahead(
        self, connection: Connection[Any], followers: Sequence[Follower[Any]]
    ) -> dict[str, Entry]:
        """The long way, from wherever the tables stand to the end of the log; which stopped."""
        if self._ahead is None:
            return self._fill_together([connection], followers)
        fetching, beside = self._ahead
        with ReadAhead(self._log, fetching, until=self._head(connection)) as ahead:
            self._shared.reads_from(ahead)
            stopped = self._fill_together([connection, beside], followers)
            self._shared.reads_from(self._log)
            return stopped

    def _fill_together(
        self, connections: Sequence[Connection[Any]], followers: Sequence[Follower[Any]]
    ) -> dict[str, Entry]:
        """Fold up to the end of the log side by side; the tables that stopped."""
        stopped: dict[str, Entry] = {}
        head = self._head(connections[0])
        at = {follower: follower.position(connections[0]) for follower in followers}

        def after(follower: Follower[Any], done: Advance) -> None:
            if done.stopped is not None:
                stopped[follower.table.name] = done.stopped
            if self._ending.is_set():
                raise RebuildCancelled(", ".join(one.name for one in self._projections))
            self._progress(min(at.values(), default=head), head)

        while at:
            try:
                Lanes(at, head, self._batch_positions, after).run(connections)
            except RebuildCancelled:
                for follower in at:
                    follower.settle(connections[0])
                raise
            reached, head = head, self._head(connections[0])
            if head - reached < self._batch_positions:
                break
        return stopped

    def _fill(self, connection: Connection[Any], follower: Follower[Any]) -> None:
        """The rest of the way for one of them."""
        for entry in self._fill_together([connection], [follower]).values():
            raise RebuildStopped(entry)

    def _head(self, connection: Connection[Any]) -> int:
        """The end of the log, or of what is to be replayed."""
        head = self._log.head(connection)
        return head if self._until is None else min(head, self._until)

    def _swap(self, connection: Connection[Any], follower: Follower[Any]) -> Entry:
        """Point readers to the new table, as soon as no reader holds the old one for a moment."""
        while not self._ending.is_set():
            self._fill(connection, follower)
            try:
                return self._swapped(connection, follower)
            except (errors.LockNotAvailable, errors.DeadlockDetected):
                follower.forget()
                _log.info("rebuild_waits_for_readers", projection=follower.table.projection.name)
                time.sleep(SWAP_PAUSE)
        raise RebuildCancelled(follower.table.projection.name)

    def _swapped(self, connection: Connection[Any], follower: Follower[Any]) -> Entry:
        name = follower.table.projection.name
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

    def _reach(self, connection: Connection[Any], follower: Follower[Any], position: int) -> None:
        while follower.within(connection, position).position < position:
            pass
