"""Listening to a projector: tests wait for its news, never for time to pass."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Condition

from infra.read.news import Moved, News
from infra.read.projector import Projector
from projections.registry import PROJECTIONS

PATIENCE = 30.0
"""Seconds after which a test gives up waiting for what must happen."""


class Heard:
    """Listens to the news until every projection (or those named) has reached a position."""

    def __init__(self, position: int, *names: str) -> None:
        self.news: list[News] = []
        self._reached = dict.fromkeys(names or [one.name for one in PROJECTIONS], 0)
        self._changed = Condition()
        self._wanted = position

    def __call__(self, news: News) -> None:
        with self._changed:
            self.news.append(news)
            if isinstance(news, Moved):
                self._reached[news.projection] = news.position
            self._changed.notify_all()

    def all_reached(self, position: int | None = None) -> bool:
        """Whether they all come there before a test gives up."""
        wanted = self._wanted if position is None else position
        with self._changed:
            return self._changed.wait_for(
                lambda: min(self._reached.values()) >= wanted, timeout=PATIENCE
            )


@contextmanager
def running(projector: Projector) -> Iterator[None]:
    """The projector follows the log meanwhile."""
    projector.start()
    try:
        yield
    finally:
        projector.stop()
