"""Reading ahead: while one batch of the log is folded, the next is fetched on a second connection.

The log is append-only, so what is read early is what would have been read later.
"""

from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import AbstractContextManager, suppress
from types import TracebackType
from typing import Any, Self

from psycopg import Connection

from infra.read.log import Batch, Log

Asked = tuple[int, int, tuple[str, ...]]
"""After which position, up to which one, which event types."""


class ReadAhead(AbstractContextManager["ReadAhead"]):
    """Reads like a `Log`, and guesses what is asked for next: the same span further on."""

    def __init__(self, log: Log, connection: Connection[Any], *, until: int) -> None:
        self._log = log
        self._connection = connection
        self._until = until
        self._fetcher = ThreadPoolExecutor(1, thread_name_prefix="liuhen-read-ahead")
        self._next: tuple[Asked, Future[Batch]] | None = None

    def __enter__(self) -> Self:
        """Ready to read."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Finish what is being fetched; nobody will ask for it."""
        self._fetcher.shutdown()

    def read(
        self, connection: Connection[Any], after: int, upto: int, types: Sequence[str]
    ) -> Batch:
        """The events of these types above `after`, up to `upto` or what fits, as `Log.read`."""
        asked = (after, upto, tuple(types))
        batch = self._fetched(asked) or self._log.read(connection, *asked)
        end = min(batch.upto + upto - after, self._until)
        if end > batch.upto:
            following = (batch.upto, end, asked[2])
            fetching = self._fetcher.submit(self._log.read, self._connection, *following)
            self._next = following, fetching
        return batch

    def _fetched(self, asked: Asked) -> Batch | None:
        """What was fetched ahead, if that is what is asked for now."""
        if self._next is None:
            return None
        guess, fetching = self._next
        self._next = None
        if guess != asked:
            with suppress(Exception):  # Whatever went wrong with it, nobody asked.
                fetching.result()
            return None
        return fetching.result()
