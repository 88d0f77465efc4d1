"""Combining: of the writers who wait at one moment, one carries what all of them have brought.

There is no thread for it. Whoever waits for an answer may lead: it takes the queue, has it served
in its own thread, and wakes the others, each once. So a lone writer waits for nobody and wakes
nobody, and of many only one is at the database.

Writers who were just answered are about to come again, and a fuller batch costs one commit all the
same. So the first to come afterwards gathers: it sleeps for a `PAUSE` as long as others keep
coming. Whoever completes the number that was there last time leads at once.

What always holds: while nobody leads and somebody waits, one of those waiting gathers, awake or
asleep for one pause at most.
"""

from collections import deque
from collections.abc import Callable, Iterable
from threading import Condition, Lock
from typing import Generic, TypeVar

from eventsourcing.persistence import OperationalError

PAUSE = 0.0004
"""Seconds without a newcomer after which those who are there are served."""
_UNTIL_WOKEN = -1.0
"""What a lock calls no limit of time."""

Asked = TypeVar("Asked")
Answered = TypeVar("Answered")


class OutcomeUnknown(OperationalError):
    """The call broke off, and there is no way to ask what became of it."""


class Pending(Generic[Asked, Answered]):
    """Something asked, and its answer to come. Leaner than a `Future`: one lock, one wake."""

    __slots__ = ("_answer", "_asleep", "_combining", "asked", "awaited")

    def __init__(self, asked: Asked, combining: "Combining[Asked, Answered]") -> None:
        self.asked = asked
        self.awaited = False
        self._combining = combining
        self._answer: Answered | Exception | None = None
        self._asleep = Lock()
        self._asleep.acquire()

    @property
    def answered(self) -> bool:
        """Whether an answer has come."""
        return self._answer is not None

    def result(self) -> Answered:
        """The answer, waited for. Raises what went wrong."""
        self._combining.settle(self)
        if isinstance(self._answer, Exception):
            raise self._answer
        assert self._answer is not None, "settled means answered, for good"
        return self._answer

    def answer(self, answer: Answered | Exception) -> None:
        """What became of it, told once, by whoever leads."""
        self._answer = answer
        self.wake()

    def wake(self) -> None:
        """Let who waits look again.

        Only one thread at a time wakes: who leads, or, while nobody does, who has the mutex.
        """
        if self._asleep.locked():
            self._asleep.release()

    def sleep(self, seconds: float) -> None:
        """Until woken, so many seconds at most."""
        self._asleep.acquire(timeout=seconds)


class Combining(Generic[Asked, Answered]):
    """A queue whose writers take turns in serving it.

    `serve` answers each of a batch; `take` removes the batch from the front of the queue.
    """

    def __init__(
        self,
        serve: Callable[[list[Pending[Asked, Answered]]], None],
        take: Callable[[deque[Pending[Asked, Answered]]], list[Pending[Asked, Answered]]],
    ) -> None:
        self._serve = serve
        self._take = take
        self._queue: deque[Pending[Asked, Answered]] = deque()
        self._mutex = Lock()
        self._free = Condition(self._mutex)
        self._led = False
        self._closed = False
        self._expected = 1
        self._gathering: Pending[Asked, Answered] | None = None
        self._seen = 0

    def submit(self, asked: Asked) -> Pending[Asked, Answered]:
        """Put it in the queue, without blocking: it is served once anybody waits.

        Raises `OperationalError` after `close`.
        """
        pending = Pending(asked, self)
        with self._mutex:
            if self._closed:
                raise OperationalError("closed: nothing more is taken")
            self._queue.append(pending)
        return pending

    def settle(self, mine: Pending[Asked, Answered]) -> None:
        """Wait until it is answered, leading when it is this writer's turn."""
        mine.awaited = True
        try:
            while not mine.answered:
                pause = self._pause(mine)
                if pause is None:
                    self._lead()
                else:
                    mine.sleep(pause)
        finally:
            mine.awaited = False
            if not mine.answered:
                self._leave(mine)

    def close(self) -> None:
        """Take nothing more and serve what was taken, waited for or not."""
        with self._mutex:
            self._closed = True
        while True:
            with self._mutex:
                while self._led:
                    self._free.wait()
                if not self._queue:
                    return
                self._begin()
            self._lead()

    def _pause(self, mine: Pending[Asked, Answered]) -> float | None:
        """How long this writer sleeps before it looks again; None: it leads from now on."""
        with self._mutex:
            if mine.answered or self._led:
                return _UNTIL_WOKEN
            here = len(self._queue)
            if here < self._expected:
                if self._gathering not in (None, mine):
                    return _UNTIL_WOKEN
                if here > self._seen:
                    self._gathering = mine
                    self._seen = here
                    return PAUSE
            self._begin()
            return None

    def _begin(self) -> None:
        """From now on somebody leads. The mutex is held."""
        self._led = True
        self._gathering = None

    def _lead(self) -> None:
        """Serve one batch, then pass the turn on, whatever happens meanwhile."""
        batch: list[Pending[Asked, Answered]] = []
        try:
            with self._mutex:
                batch = self._take(self._queue)
            self._serve(batch)
        finally:
            _abandon(batch)
            with self._mutex:
                self._led = False
                self._expected = len(batch) + len(self._queue)
                self._pass_on()
                self._free.notify_all()

    def _pass_on(self) -> None:
        """Let the first who waits gather. The mutex is held."""
        self._seen = 0
        self._gathering = next((each for each in self._queue if each.awaited), None)
        if self._gathering is not None:
            self._gathering.wake()

    def _leave(self, mine: Pending[Asked, Answered]) -> None:
        """A writer was interrupted: nobody may count on it any more."""
        with self._mutex:
            if self._gathering is mine:
                self._pass_on()


def _abandon(batch: Iterable[Pending[Asked, Answered]]) -> None:
    for each in batch:
        if not each.answered:
            each.answer(OutcomeUnknown("who led the batch ended before its answer"))
