"""The projector: keeps every projection up to date, in one loop, each at its own position.

    log grows ──NOTIFY──> wake ──> for each projection: fold the next batch, tell the news
                             └─────── also every `POLL_SECONDS`, should a notification be lost

Any number of processes may run one: for each projection an advisory lock says who leads. What the
leader does is safe without the lock, too (`follower.py`); the lock only saves work.
An event that does not fold stops its own projection and no other.
"""

import select
import socket
import time
from collections.abc import Sequence
from contextlib import ExitStack, suppress
from threading import Event, Lock, Thread
from typing import Any

import psycopg
import structlog
from psycopg import Connection, sql

from infra.database.faults import DatabaseFault
from infra.read.catalogue import Catalogue
from infra.read.folding import Poisoned
from infra.read.follower import POISON
from infra.read.log import Log, Reader
from infra.read.news import Tell, untold
from infra.read.session import work_session
from infra.read.shared import Shared
from infra.read.together import TOGETHER_POSITIONS, together
from infra.read.track import Track
from projections.kernel import Projection

POLL_SECONDS = 1.0
"""How often the log is looked at although nobody called."""

BACKOFF_SECONDS = (0.2, 5.0)
"""After a failure: wait so long at first, twice as long each time, and so long at most."""

_log = structlog.get_logger("liuhen.projector")


class Projector:
    """Follows the log with all `projections`. `start`, `stop` and `wake` from any thread."""

    def __init__(
        self,
        *,
        dsn: str,
        schema: str,
        reader: Reader,
        projections: Sequence[Projection[Any]],
        tell: Tell = untold,
        poll_seconds: float = POLL_SECONDS,
    ) -> None:
        self._dsn = dsn
        self._schema = schema
        self._poll_seconds = poll_seconds
        self._catalogue = Catalogue(schema)
        self._log = Log(schema)
        self._ending = Event()
        self._bell = Bell()
        self._thread: Thread | None = None
        types = (name for projection in projections for name in projection.types)
        shared = Shared(self._log, reader, types)
        turn = Lock()
        self._tracks = [
            Track(
                projection,
                dsn=dsn,
                schema=schema,
                reader=reader,
                shared=shared,
                turn=turn,
                ending=self._ending,
                wake=self.wake,
                tell=tell,
            )
            for projection in projections
        ]

    def start(self) -> None:
        """Follow the log in a thread of its own."""
        self._thread = Thread(target=self.run, name="liuhen-projector", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """End after the batch at hand. A rebuild ends too, and goes on at the next start."""
        self._ending.set()
        self.wake()
        if self._thread is not None:
            self._thread.join()

    def wake(self) -> None:
        """Look at the log now."""
        self._bell.ring()

    def prepare(self) -> None:
        """Make the tables that are missing, so that readers find them. Safe in many processes.

        Raises `ShapeChanged`, `DatabaseDown`, `LoginRefused`.
        """
        with work_session(self._dsn, "projector") as connection:
            self._prepare(connection)

    def catch_up(self) -> None:
        """Fold everything the log has now, in this thread, rebuilds included.

        For a process that follows nothing; what another process leads is left to it.
        """
        with work_session(self._dsn, "projector") as connection:
            self._prepare(connection)
            while self._round(connection) or self._rebuilt():
                pass
        self._leave()

    def run(self) -> None:
        """Follow the log until `stop` is called, through any outage of the database."""
        pause, longest = BACKOFF_SECONDS
        while not self._ending.is_set():
            began = time.monotonic()
            try:
                self._follow()
            except (psycopg.Error, DatabaseFault) as error:
                _log.warning("projector_interrupted", error=f"{type(error).__name__}: {error}")
            except Exception:  # The outermost loop: whatever it is, projecting goes on.
                _log.exception("projector_failed")
            self._leave()
            if time.monotonic() - began > longest:
                pause = BACKOFF_SECONDS[0]
            self._ending.wait(pause)
            pause = min(pause * 2, longest)
        for track in self._tracks:
            track.join()
        self._bell.close()

    def _follow(self) -> None:
        with ExitStack() as stack:
            work = stack.enter_context(work_session(self._dsn, "projector"))
            ears = stack.enter_context(work_session(self._dsn, "projector ears"))
            ears.execute(sql.SQL("LISTEN {}").format(sql.Identifier(self._schema)))
            self._prepare(work)
            while not self._ending.is_set():
                if not self._round(work):
                    self._listen(ears)

    def _prepare(self, connection: Connection[Any]) -> None:
        self._catalogue.create(connection)
        for track in self._tracks:
            track.prepare(connection)

    def _round(self, connection: Connection[Any]) -> bool:
        """One batch for every projection; whether there is more to do at once."""
        head = self._log.head(connection)
        standing: dict[int, list[Track[Any]]] = {}
        for track in self._tracks:
            position = track.follow(connection)
            if position is not None and position < head:
                standing.setdefault(position, []).append(track)
        behind = [
            self._together(connection, tracks, head)
            if head - position <= TOGETHER_POSITIONS
            else _alone(connection, tracks, head)
            for position, tracks in standing.items()
        ]
        return any(behind)

    def _together(
        self, connection: Connection[Any], tracks: Sequence[Track[Any]], head: int
    ) -> bool:
        """One batch for all of them in one transaction; each alone if one of them stops it."""
        try:
            done = together(connection, self._catalogue, [track.follower for track in tracks], head)
        except (Poisoned, *POISON):
            return _alone(connection, tracks, head)
        behind = [
            track.advanced(done[track.follower], head) for track in tracks if track.follower in done
        ]
        others = [track for track in tracks if track.follower not in done]
        return _alone(connection, others, head) or any(behind)

    def _rebuilt(self) -> bool:
        """Wait for the rebuilds under way; whether there were any."""
        ended = [track.join() for track in self._tracks]
        return any(ended)

    def _leave(self) -> None:
        for track in self._tracks:
            track.leave()

    def _listen(self, ears: Connection[Any]) -> None:
        poll = select.poll()  # Unlike `select`, it takes descriptors of any number.
        for source in (ears, self._bell):
            poll.register(source.fileno(), select.POLLIN)
        poll.poll(self._poll_seconds * 1000)
        self._bell.silence()
        for _ in ears.notifies(timeout=0):
            pass  # One look at the log answers all of them.


def _alone(connection: Connection[Any], tracks: Sequence[Track[Any]], head: int) -> bool:
    """One batch for each of them; whether there is more to do at once."""
    behind = [track.advance(connection, head) for track in tracks]
    return any(behind)


class Bell:
    """Wakes a thread that waits for a descriptor."""

    def __init__(self) -> None:
        self._heard, self._rung = socket.socketpair()
        self._heard.setblocking(False)
        self._rung.setblocking(False)

    def ring(self) -> None:
        """Wake whoever waits. A bell that was closed, or rings already, stays as it is."""
        with suppress(OSError):
            self._rung.send(b".")

    def silence(self) -> None:
        """Stop ringing."""
        with suppress(BlockingIOError):
            self._heard.recv(4096)

    def fileno(self) -> int:
        """What to wait for."""
        return self._heard.fileno()

    def close(self) -> None:
        """Give the descriptors back."""
        self._heard.close()
        self._rung.close()
