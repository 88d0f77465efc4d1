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
from concurrent.futures import Future
from contextlib import suppress
from queue import Empty, SimpleQueue
from threading import Thread
from typing import Any, Literal
from uuid import UUID

import psycopg
import structlog
from eventsourcing.persistence import OperationalError, ProgrammingError, StoredEvent
from psycopg import Connection, sql

from domain.values import Value

BATCH_BYTES = 8 * 1024 * 1024
"""One round trip carries at most about this much."""
EVENT_BYTES = 1024 * 1024
"""The largest event that is stored."""
LINGER = 0.0003
"""Seconds the appender waits for company when the last batch had several: those who were just
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


Waiting = tuple[Append, "Future[Verdict]"]


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
        self._statement = sql.SQL(
            "SELECT * FROM {}(%s::text[], %b::bytea[], %s::int[], %s::int[], %s::uuid[],"
            " %s::int[], %s::text[], %b::bytea[])"
        ).format(sql.Identifier(schema, "append"))
        self._queue: SimpleQueue[Waiting | None] = SimpleQueue()
        self._connection: Connection[Any] | None = None
        self._closed = False
        self._busy = False
        self._thread = Thread(target=self._run, name="liuhen-appender", daemon=True)
        self._thread.start()

    def submit(self, append: Append) -> "Future[Verdict]":
        """The verdict to come. Raises `ProgrammingError` for events no store could take."""
        if self._closed:
            raise OperationalError("the appender is closed")
        _check(append)
        future: Future[Verdict] = Future()
        self._queue.put((append, future))
        return future

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

    def _drain(self) -> tuple[list[Waiting], bool]:
        """Wait for one append, then take all that wait with it, within the limits of a batch."""
        batch: list[Waiting] = []
        size = 0
        first = self._queue.get()
        if first is None:
            return batch, False
        batch.append(first)
        if self._busy:
            time.sleep(LINGER)
        while len(batch) < self._batch_max and size < BATCH_BYTES:
            try:
                waiting = self._queue.get_nowait()
            except Empty:
                break
            if waiting is None:
                return batch, False
            batch.append(waiting)
            size += sum(len(event.state) for event in waiting[0].events)
        self._busy = len(batch) > 1
        return batch, True

    def _serve(self, batch: list[Waiting]) -> None:
        started = time.monotonic()
        retried = False
        while batch:
            try:
                verdicts = self._call([append for append, _ in batch])
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
                for (_, future), verdict in zip(batch, verdicts, strict=True):
                    future.set_result(_own(verdict) if retried else verdict)
                return

    def _one_by_one(self, batch: list[Waiting], error: psycopg.Error) -> None:
        """A batch the database refused as a whole: find the bad append, spare its neighbours."""
        if len(batch) == 1:
            _fail(batch, ProgrammingError(str(error)))
            return
        for waiting in batch:
            self._serve([waiting])

    def _call(self, appends: Sequence[Append]) -> list[Verdict]:
        if self._connection is None or self._connection.closed:
            self._connection = self._connect()
        events = [event for append in appends for event in append.events]
        rows = self._connection.execute(
            self._statement,
            (
                [append.key for append in appends],
                [append.fingerprint for append in appends],
                [len(append.events) for append in appends],
                [nth for nth, append in enumerate(appends) for _ in append.events],
                [event.originator_id for event in events],
                [event.originator_version for event in events],
                [event.topic for event in events],
                [event.state for event in events],
            ),
            prepare=True,
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


def _only_with_keys(batch: list[Waiting], error: Exception) -> list[Waiting]:
    """The appends that can be asked about again; the others fail as unknown."""
    _fail([w for w in batch if w[0].key is None], OutcomeUnknown(str(error)))
    return [waiting for waiting in batch if waiting[0].key is not None]


def _fail(batch: list[Waiting], error: Exception) -> None:
    for _, future in batch:
        future.set_exception(error)
