"""Reading together: many who ask for the same fresh value at once share one reading of it.

Whoever asks gets a reading that began after they asked, so that nobody is told what had already
been changed; those who come while one is under way share the next. However many ask at once, there
is one reading at a time.
"""

from collections.abc import Callable
from threading import Condition
from typing import Generic, TypeVar

T = TypeVar("T")


class Fresh(Generic[T]):
    """A value that `read` reads anew. `get` from any thread."""

    def __init__(self, read: Callable[[], T]) -> None:
        self._read = read
        self._changed = Condition()
        self._under_way = False
        self._begun = 0
        self._latest: tuple[int, T] | None = None
        """The newest reading that came to an end, and its number."""

    def get(self) -> T:
        """The value as of now. Raises what `read` raises, to its reader; the others try again."""
        with self._changed:
            wanted = self._begun + 1
            while self._latest is None or self._latest[0] < wanted:
                if self._under_way:
                    self._changed.wait()
                else:
                    self._read_one()
            return self._latest[1]

    def _read_one(self) -> None:
        """Read, letting others in meanwhile; the lock is held before and after."""
        self._under_way = True
        self._begun += 1
        number = self._begun
        self._changed.release()
        try:
            found = self._read()
        finally:
            self._changed.acquire()
            self._under_way = False
            self._changed.notify_all()
        self._latest = number, found
