"""Reading together: many who ask for the same fresh value at once share one reading of it.

Whoever asks gets a reading that began after they asked, so that nobody is told what had already
been changed; those who come while one is under way share the next. However many ask at once, there
is one reading at a time, and one that fails fails for all who waited for it.
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
        self._ended = 0
        self._latest: T | Exception = LookupError("nothing has been read yet")
        self.waiting = 0
        """How many wait for a reading of somebody else's."""

    def get(self) -> T:
        """The value as of now. Raises what `read` raises."""
        with self._changed:
            wanted = self._begun + 1
            while self._ended < wanted:
                if self._under_way:
                    self.waiting += 1
                    self._changed.wait()
                    self.waiting -= 1
                else:
                    self._read_one()
            if isinstance(self._latest, Exception):
                raise self._latest
            return self._latest

    def _read_one(self) -> None:
        """Read, letting others in meanwhile; the lock is held before and after."""
        self._under_way = True
        self._begun += 1
        self._changed.release()
        try:
            found: T | Exception = self._read()
        except Exception as error:  # Not ours to judge: whoever asked is told.
            found = error
        finally:
            self._changed.acquire()
            self._under_way = False
            self._changed.notify_all()
        self._ended, self._latest = self._begun, found
