"""The watch in a serving process: round after round until told to stop, through any outage."""

from collections.abc import Callable
from datetime import datetime
from threading import Event, Thread

import psycopg
import structlog
from eventsourcing.persistence import PersistenceError

from graphql_api.errors import Unavailable
from infra.application import Application
from infra.database.faults import DatabaseFault
from infra.read.queries import PostgresClocks
from infra.watch.round import Round, go_round

_log = structlog.get_logger("liuhen.watch")


class Watch:
    """Looks for missed deadlines every so often. `start` and `stop` from any thread.

    `tell` hears of each miss put on record, `behind` how many seconds the oldest had waited when
    it was looked for; 0 when none waited.
    """

    def __init__(
        self,
        application: Application,
        clocks: PostgresClocks,
        *,
        clock: Callable[[], datetime],
        seconds: float,
        tell: Callable[[str], None] = lambda timer: None,
        behind: Callable[[float], None] = lambda seconds: None,
    ) -> None:
        self._application = application
        self._clocks = clocks
        self._clock = clock
        self._seconds = seconds
        self._tell = tell
        self._ending = Event()
        self._behind = behind
        self._thread = Thread(target=self.run, name="liuhen-watch", daemon=True)

    def start(self) -> None:
        """Watch in a thread of its own."""
        self._thread.start()

    def stop(self) -> None:
        """End after the miss at hand."""
        self._ending.set()
        if self._thread.is_alive():
            self._thread.join()

    def once(self) -> Round:
        """One round, now, in this thread. Raises `Unavailable` and faults of the database."""
        now = self._clock()
        done = go_round(self._application, self._clocks, now, ending=self._ending.is_set)
        self._behind(0.0 if done.oldest is None else (now - done.oldest).total_seconds())
        for timer in done.recorded:
            self._tell(timer)
        if done.recorded:
            _log.info("deadlines_missed", recorded=len(done.recorded), cases=done.cases)
        return done

    def run(self) -> None:
        """Round after round until `stop` is called."""
        while not self._ending.is_set():
            try:
                self.once()
            except (Unavailable, DatabaseFault, PersistenceError, psycopg.Error) as error:
                _log.warning("watch_interrupted", error=f"{type(error).__name__}: {error}")
            except Exception:  # The outermost loop: whatever it is, watching goes on.
                _log.exception("watch_failed")
            self._ending.wait(self._seconds)
