"""News: what the projector tells whoever wants to know: waiting readers, metrics."""

from collections.abc import Callable
from datetime import datetime

from domain.values import Value


class Moved(Value, tag=True):
    """A live table was folded further: `events` events in `seconds`, the log being `head` long.

    `oldest` is when the first of them was recorded: since then readers waited for it.
    """

    projection: str
    position: int
    head: int
    events: int
    seconds: float
    oldest: datetime | None = None


class Stopped(Value, tag=True):
    """A table cannot fold the event at `position`; readers keep seeing what was folded before."""

    projection: str
    position: int
    error: str


News = Moved | Stopped
Tell = Callable[[News], None]
Progress = Callable[[int, int], None]
"""Called with how many positions are done and how many there are."""


def untold(news: News) -> None:
    """Tell nobody."""


def unseen(done: int, total: int) -> None:
    """Show no progress."""
