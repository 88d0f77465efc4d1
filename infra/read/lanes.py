"""Lanes (并行): several followers go through the log side by side, each thread taking the next.

    thread 1   clocks 0–10,000 ─────> clocks 10,000–20,000 ──────>
    thread 2   register ─> timeline ─> duties ─> … ─> register ─> timeline ─> …

While the database stores the rows of one, those of another are folded. Nobody waits for the
slowest until they are far ahead of it: its events are still in memory then.
"""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Condition
from typing import Any

from psycopg import Connection

from infra.read.follower import Advance, Follower

AHEAD_BATCHES = 3
"""How many batches the first may be ahead of the last."""

After = Callable[[Follower[Any], Advance], None]


class Lanes:
    """One way through the log up to `head`, for followers that stand at the positions `at`.

    `after` is called with what each batch did, in turns; what it raises ends all lanes.
    """

    def __init__(
        self, at: dict[Follower[Any], int], head: int, batch_positions: int, after: After
    ) -> None:
        self._at = at
        self._head = head
        self._reach = AHEAD_BATCHES * batch_positions
        self._after = after
        self._took: dict[Follower[Any], float] = {}
        self._busy: set[Follower[Any]] = set()
        self._turn = Condition()
        self._over = False

    def run(self, connections: Sequence[Connection[Any]]) -> None:
        """Go on until all are at the head or stopped, with a thread for each connection."""
        first, *others = connections
        with ThreadPoolExecutor(max(1, len(others)), "liuhen-rebuild-beside") as threads:
            beside = [threads.submit(self._work, one) for one in others]
            self._work(first)
            for one in beside:
                one.result()

    def _work(self, connection: Connection[Any]) -> None:
        try:
            while (follower := self._next()) is not None:
                done = follower.advance(connection, self._head)
                with self._turn:
                    self._busy.discard(follower)
                    self._take_in(follower, done)
                    self._turn.notify_all()
        except BaseException:
            with self._turn:
                self._over = True
                self._turn.notify_all()
            raise

    def _next(self) -> Follower[Any] | None:
        """Whoever is furthest behind and idle, of several the slowest; None when none is left."""
        with self._turn:
            while not self._over:
                behind = [one for one, position in self._at.items() if position < self._head]
                if not behind:
                    return None
                limit = min(self._at.values()) + self._reach
                idle = [one for one in behind if one not in self._busy and self._at[one] < limit]
                if idle:
                    found = min(idle, key=lambda one: (self._at[one], -self._took.get(one, 0.0)))
                    self._busy.add(found)
                    return found
                self._turn.wait()
        return None

    def _take_in(self, follower: Follower[Any], done: Advance) -> None:
        self._at[follower] = done.position
        self._took[follower] = done.seconds
        if done.stopped is not None:
            del self._at[follower]
        self._after(follower, done)
