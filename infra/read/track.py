"""A track: one projection in the projector's loop: made, led, followed, rebuilt, stopped."""

import time
from collections.abc import Callable
from threading import Event, Lock, Thread
from typing import Any, Generic

import psycopg
import structlog
from psycopg import Connection

from infra.database.faults import DatabaseFault
from infra.read.catalogue import Catalogue, Entry
from infra.read.follower import Advance, Follower, Replaced
from infra.read.log import Reader
from infra.read.news import Moved, Stopped, Tell
from infra.read.rebuild import Rebuild, RebuildCancelled, RebuildRunning, RebuildStopped
from infra.read.session import lock_key, work_session
from infra.read.shared import Shared
from infra.read.stored import ProjectionTable
from projections.kernel import Projection, R

RETRY_SECONDS = 1.0
"""How often to ask again whether this process may lead."""

_log = structlog.get_logger("liuhen.projector")


class Track(Generic[R]):
    """One projection, for as long as its process leads it. Used by the projector's thread only."""

    def __init__(
        self,
        projection: Projection[R],
        *,
        dsn: str,
        schema: str,
        reader: Reader,
        shared: Shared,
        turn: Lock,
        ending: Event,
        wake: Callable[[], None],
        tell: Tell,
    ) -> None:
        self._projection = projection
        self._dsn = dsn
        self._schema = schema
        self._reader = reader
        self._shared = shared
        self._turn = turn
        self._ending = ending
        self._wake = wake
        self._tell = tell
        self._catalogue = Catalogue(schema)
        self._lock = lock_key("projection", schema, projection.name)
        self._leads = False
        self._asked_at = float("-inf")
        self._follower: Follower[R] | None = None
        self._stopped = False
        self._rebuilding: Thread | None = None

    def prepare(self, connection: Connection[Any]) -> None:
        """Make the first table, so that readers find one. Raises `ShapeChanged`."""
        with connection.transaction():
            self._catalogue.lock(connection)
            live = self._catalogue.live(connection, self._projection.name)
            if live is None:
                self._catalogue.add(connection, self._projection, live=True)
            elif live.version == self._projection.version:
                self._table(live).check_shape(connection)

    def follow(self, connection: Connection[Any]) -> int | None:
        """Where the table stands if this process leads and follows; begins if it may."""
        if self._stopped or not (self._follower or self._begin(connection)):
            return None
        try:
            return self.follower.position(connection)
        except Replaced:
            self._follower = None
            return self.follow(connection)

    @property
    def follower(self) -> Follower[R]:
        """Who follows; only after `follow` has said where it stands."""
        assert self._follower is not None, "follow said so"
        return self._follower

    def advance(self, connection: Connection[Any], head: int) -> bool:
        """Fold the next batch, alone; whether there is more to do at once."""
        try:
            return self.advanced(self.follower.advance(connection, head), head)
        except Replaced:
            self._follower = None
            return True

    def advanced(self, done: Advance, head: int) -> bool:
        """Tell what a batch did; whether there is more to do at once."""
        name = self._projection.name
        if done.stopped is not None:
            self._stopped = True
            at = done.stopped.stopped_at or done.position + 1
            self._tell(Stopped(projection=name, position=at, error=done.stopped.error or ""))
            return False
        if done.moved:
            self._tell(
                Moved(
                    projection=name,
                    position=done.position,
                    head=head,
                    events=done.events,
                    seconds=done.seconds,
                    oldest=done.oldest,
                )
            )
        return done.position < head

    def leave(self) -> None:
        """The connection is gone, and the lead with it."""
        self._leads = False
        self._asked_at = float("-inf")
        self._follower = None
        self._stopped = False

    def join(self) -> bool:
        """Wait for the rebuild under way; whether there was one."""
        rebuilding, self._rebuilding = self._rebuilding, None
        if rebuilding is None:
            return False
        rebuilding.join()
        self._asked_at = float("-inf")
        return True

    def _begin(self, connection: Connection[Any]) -> bool:
        """Become the leader and begin following, unless somebody else leads or must."""
        now = time.monotonic()
        if not self._leads and now - self._asked_at < RETRY_SECONDS:
            return False
        self._asked_at = now
        live = self._catalogue.live(connection, self._projection.name)
        if live is None or live.version != self._projection.version:
            self._release(connection)
            self._rebuild_if_older(live)
            return False
        if not self._leads and not self._take(connection):
            return False
        self._catalogue.resume(connection, live.table)
        self._follower = Follower(
            self._table(live), catalogue=self._catalogue, log=self._shared, reader=self._shared
        )
        return True

    def _take(self, connection: Connection[Any]) -> bool:
        row = connection.execute("SELECT pg_try_advisory_lock(%s)", [self._lock]).fetchone()
        self._leads = row is not None and bool(row[0])
        return self._leads

    def _release(self, connection: Connection[Any]) -> None:
        if self._leads:
            connection.execute("SELECT pg_advisory_unlock(%s)", [self._lock])
            self._leads = False

    def _rebuild_if_older(self, live: Entry | None) -> None:
        """A newer release left its table alone; an older one's is rebuilt in the background."""
        ours = self._projection.version
        if live is None or live.version > ours:
            return
        if self._rebuilding is not None and self._rebuilding.is_alive():
            return
        name = f"liuhen-rebuild-{self._projection.name}"
        self._rebuilding = Thread(target=self._rebuild, name=name, daemon=True)
        self._rebuilding.start()

    def _rebuild(self) -> None:
        name = self._projection.name
        rebuild = Rebuild(
            self._projection, schema=self._schema, reader=self._reader, ending=self._ending
        )
        try:
            # One at a time: together they would be done no sooner, and the live ones wait for each.
            with self._turn:
                if self._ending.is_set():
                    return
                with work_session(self._dsn, f"rebuild {name}") as connection:
                    rebuild.run(connection)
        except (RebuildRunning, RebuildCancelled):
            return
        except RebuildStopped as stopped:
            entry = stopped.entry
            self._stopped = True
            self._tell(
                Stopped(projection=name, position=entry.stopped_at or 0, error=entry.error or "")
            )
        except (psycopg.Error, DatabaseFault) as error:
            _log.warning("rebuild_interrupted", projection=name, error=str(error))
        except Exception:  # The outermost frame of this thread.
            _log.exception("rebuild_failed", projection=name)
        finally:
            self._asked_at = float("-inf")
            self._wake()

    def _table(self, entry: Entry) -> ProjectionTable[R]:
        return ProjectionTable(self._projection, self._catalogue.read_schema, entry.table)
