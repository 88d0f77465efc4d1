"""Waiting until the read models have seen a position, so that people read their own writes.

News of the projector in the same process wakes the waiting at once. Where another process projects,
the positions are asked for now and then, by one of those who wait for all of them.
"""

import time
from collections.abc import Sequence
from contextlib import suppress
from threading import Condition
from typing import Any

from psycopg import errors

from infra.database.connections import ReadPool
from infra.read.catalogue import Catalogue, Entry
from infra.read.news import Moved, News
from projections.kernel import Projection

POLL_SECONDS = 0.03
"""How often the positions are asked for while somebody waits."""


class PostgresPositions:
    """`projections.reads.Positions`. Safe for any number of threads."""

    def __init__(self, pool: ReadPool, schema: str, projections: Sequence[Projection[Any]]) -> None:
        self._pool = pool
        self._catalogue = Catalogue(schema)
        self._seen = {projection.name: 0 for projection in projections}
        self._stopped: set[str] = set()
        self._changed = Condition()
        self._asking = False
        self._asked_at = float("-inf")

    def heard(self, news: News) -> None:
        """What the projector of this process tells."""
        if isinstance(news, Moved):
            with self._changed:
                self._note(news.projection, news.position)
                self._changed.notify_all()

    def wait_for(self, position: int, timeout: float) -> bool:
        """Whether every read model has seen the position within `timeout` seconds.

        Says no at once when one has stopped before it. Raises what the pool raises.
        """
        deadline = time.monotonic() + timeout
        with self._changed:
            while True:
                if all(seen >= position for seen in self._seen.values()):
                    return True
                now = time.monotonic()
                if now >= deadline or any(self._seen[name] < position for name in self._stopped):
                    return False
                if self._asking or now < self._asked_at + POLL_SECONDS:
                    self._changed.wait(min(POLL_SECONDS, deadline - now))
                else:
                    self._ask()

    def _ask(self) -> None:
        """Ask the database, letting others in meanwhile; the lock is held before and after."""
        self._asking = True
        self._changed.release()
        entries: list[Entry] = []
        try:
            # At a very first start the projector may not have made its tables yet.
            with suppress(errors.UndefinedTable), self._pool.connection() as connection:
                entries = [e for e in self._catalogue.entries(connection) if e.live]
        finally:
            self._changed.acquire()
            self._asking = False
            self._asked_at = time.monotonic()
            self._changed.notify_all()
        self._stopped = {entry.name for entry in entries if entry.status == "stopped"}
        self._stopped &= self._seen.keys()
        for entry in entries:
            self._note(entry.name, entry.position)

    def _note(self, projection: str, position: int) -> None:
        if projection in self._seen:
            self._seen[projection] = max(self._seen[projection], position)
