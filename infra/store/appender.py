"""The appender: the one way to append. It drains whatever is waiting into one round trip.

Every process has one appender: a thread with a connection of its own. Callers hand in an `Append`
and wait for its `Verdict`; the thread takes all that are waiting (group commit) and calls the SQL
function `append`, which locks the head of the log, so positions are in commit order across any
number of processes.

When the connection breaks during a call nobody knows whether the batch was committed. The batch is
then sent again: an append with an idempotency key is answered from its `commands` row; one without
a key fails as unknown.
"""

import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from queue import Empty, SimpleQueue
from threading import Lock, Thread
from typing import Any, Literal
from uuid import UUID

import psycopg
import structlog
from eventsourcing.persistence import OperationalError, ProgrammingError, StoredEvent
from psycopg import Connection, sql

from domain.values import Value
from infra.store.arrays import BytesArray, IntArray, TextArray, UuidArray, accept

BATCH_BYTES = 8 * 1024 * 1024
"""One round trip carries at most about this much."""
EVENT_BYTES = 1024 * 1024
"""The largest event that is stored."""
LINGER = 0.0006
"""Seconds the appender waits at most until as many have come as last time: those who were just
answered are about to come again, and a fuller batch costs one commit all the same."""
PATIENCE = 4.0
"""Seconds for which an append is tried again before it is answered as unavailable."""

_log = structlog.get_logger("liuhen.appender")


class Append(Value):
    """Events of one act: all are stored or none."""

    events: tuple[StoredEvent, ...]
    key: str | None = None
    fingerprint: bytes | None = None


class Verdict(Value):
    """What became of an append; positions are inclusive, `current_version` is a conflict's."""

    kind: Literal["stored", "replayed", "key_reused", "conflict"]
    first_position: int | None
    last_position: int | None
    recorded_at: Any
    conflict_stream: UUID | None
    current_version: int | None


class OutcomeUnknown(OperationalError):
    """The connection broke while appending, and there is no idempotency key to ask by."""


class Pending:
    """An append on its way. Leaner than a `Future`: a writer is woken once, by one lock."""

    __slots__ = ("_answer", "_answered", "append")

    def __init__(self, append: Append) -> None:
        self.append = append
        self._answer: Verdict | Exception | None = None
        self._answered = Lock()
        self._answered.acquire()

    def result(self, timeout: float = -1) -> Verdict:
        """Wait for the verdict. Raises what went wrong, or `TimeoutError` after so many seconds."""
        if not self._answered.acquire(timeout=timeout):
            raise TimeoutError
        self._answered.release()
        if isinstance(self._answer, Exception):
            raise self._answer
        assert self._answer is not None, "answered once, for good"
        return self._answer

    def answer(self, answer: Verdict | Exception) -> None:
        """What became of it, told once."""
        self._answer = answer
        self._answered.release()


class Appender:
    """Group commit for one process. `submit` never blocks; `close` finishes what was taken."""

    def __init__(
        self,
        connect: Callable[[], Connection[Any]],
        schema: str,
        *,
        batch_max: int = 256,
        observe: Callable[[int, float], None] = lambda size, seconds: None,
    ) -> None:
        self._connect = connect
        self._batch_max = batch_max
        self._observe = observe
        self._statement = (
            sql.SQL(
                "SELECT * FROM {}(%b::text[], %b::bytea[], %b::int[], %b::int[], %b::uuid[],"
                " %b::int[], %b::text[], %b::bytea[])"
            )
            .format(sql.Identifier(schema, "append"))
            .as_bytes()
        )
        self._queue: SimpleQueue[Pending | None] = SimpleQueue()
        self._connection: Connection[Any] | None = None
        self._closed = False
        self._last_size = 1
        self._thread = Thread(target=self._run, name="liuhen-appender", daemon=True)
        self._thread.start()

    def submit(self, append: Append) -> Pending:
        """The verdict to come. Raises `ProgrammingError` for events no store could take."""
        if self._closed:
            raise OperationalError("the appender is closed")
        _check(append)
        pending = Pending(append)
        self._queue.put(pending)
        return pending

    def close(self) -> None:
        """Finish what was submitted, then end the thread and its connection."""
        if not self._closed:
            self._closed = True
            self._queue.put(None)
        self._thread.join()

    def _run(self) -> None:
        going = True
        while going:
            batch, going = self._drain()
            if batch:
                self._serve(batch)
        if self._connection is not None:
            self._connection.close()

    def _drain(self) -> tuple[list[Pending], bool]:
        """Wait for one append, then take all that wait with it, within the limits of a batch."""
        batch: list[Pending] = []
        size = 0
        first = self._queue.get()
        if first is None:
            return batch, False
        batch.append(first)
        self._linger()
        while len(batch) < self._batch_max and size < BATCH_BYTES:
            try:
                waiting = self._queue.get_nowait()
            except Empty:
                break
            if waiting is None:
                return batch, False
            batch.append(waiting)
            size += sum(len(event.state) for event in waiting.append.events)
        self._last_size = len(batch)
        return batch, True

    def _linger(self) -> None:
        """Let those who were answered last time come again, if they do so at once."""
        until = time.perf_counter() + LINGER
        while self._queue.qsize() + 1 < self._last_size and time.perf_counter() < until:
            time.sleep(0)  # The other threads run meanwhile.

    def _serve(self, batch: list[Pending]) -> None:
        started = time.monotonic()
        retried = False
        while batch:
            try:
                verdicts = self._call([waiting.append for waiting in batch])
            except (psycopg.OperationalError, psycopg.InterfaceError) as error:
                self._forget_connection()
                _log.warning("append_interrupted", waiting=len(batch), error=type(error).__name__)
                batch = _only_with_keys(batch, error)
                if time.monotonic() - started > PATIENCE:
                    _fail(batch, OperationalError(f"the database is away: {error}"))
                    return
                retried = True
                time.sleep(0.05)
            except psycopg.Error as error:
                self._forget_connection()
                self._one_by_one(batch, error)
                return
            else:
                self._observe(len(batch), time.monotonic() - started)
                for waiting, verdict in zip(batch, verdicts, strict=True):
                    waiting.answer(_own(verdict) if retried else verdict)
                return

    def _one_by_one(self, batch: list[Pending], error: psycopg.Error) -> None:
        """A batch the database refused as a whole: find the bad append, spare its neighbours."""
        if len(batch) == 1:
            _fail(batch, ProgrammingError(str(error)))
            return
        for waiting in batch:
            self._serve([waiting])

    def _call(self, appends: Sequence[Append]) -> list[Verdict]:
        if self._connection is None or self._connection.closed:
            self._connection = accept(self._connect())
        events = [event for append in appends for event in append.events]
        rows = self._connection.execute(
            self._statement,
            (
                TextArray([append.key for append in appends]),
                BytesArray([append.fingerprint for append in appends]),
                IntArray([len(append.events) for append in appends]),
                IntArray([nth for nth, append in enumerate(appends) for _ in append.events]),
                UuidArray([_uuid(event.originator_id) for event in events]),
                IntArray([event.originator_version for event in events]),
                TextArray([event.topic for event in events]),
                BytesArray([event.state for event in events]),
            ),
            prepare=True,
            binary=True,
        ).fetchall()
        return [
            Verdict(
                kind=row[0],
                first_position=row[1],
                last_position=row[2],
                recorded_at=row[3],
                conflict_stream=row[4],
                current_version=row[5],
            )
            for row in rows
        ]

    def _forget_connection(self) -> None:
        if self._connection is not None:
            with suppress(psycopg.Error):
                self._connection.close()
            self._connection = None


def _uuid(stream: UUID | str) -> UUID:
    """The library lets ids be texts; ours never are."""
    return stream if isinstance(stream, UUID) else UUID(stream)


def _check(append: Append) -> None:
    if not append.events:
        raise ProgrammingError("an append without events")
    if (append.key is None) != (append.fingerprint is None):
        raise ProgrammingError("an idempotency key and its fingerprint come together")
    for event in append.events:
        if not 0 < len(event.state) <= EVENT_BYTES:
            raise ProgrammingError(f"{event.topic} is {len(event.state)} bytes long")


def _own(verdict: Verdict) -> Verdict:
    """After a lost answer, "replayed" means that our own first attempt had been stored."""
    if verdict.kind != "replayed":
        return verdict
    return Verdict(
        kind="stored",
        first_position=verdict.first_position,
        last_position=verdict.last_position,
        recorded_at=verdict.recorded_at,
        conflict_stream=None,
        current_version=None,
    )


def _only_with_keys(batch: list[Pending], error: Exception) -> list[Pending]:
    """The appends that can be asked about again; the others fail as unknown."""
    _fail([waiting for waiting in batch if waiting.append.key is None], OutcomeUnknown(str(error)))
    return [waiting for waiting in batch if waiting.append.key is not None]


def _fail(batch: list[Pending], error: Exception) -> None:
    for waiting in batch:
        waiting.answer(error)
