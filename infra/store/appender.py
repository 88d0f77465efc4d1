"""The appender: the one way to append. It brings whatever is waiting in one round trip.

Every process has one appender, with a connection of its own. Callers hand in an `Append` and wait
for its `Verdict`; one of those who wait takes all that are waiting (group commit, `combining`) and
calls the SQL function `append`, which locks the head of the log, so positions are in commit order
across any number of processes.

When the connection breaks during a call nobody knows whether the batch was committed. The batch is
then sent again: an append with an idempotency key is answered from its `commands` row; one without
a key fails as unknown.
"""

import time
from collections import deque
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Any, Literal
from uuid import UUID

import psycopg
import structlog
from eventsourcing.persistence import OperationalError, ProgrammingError, StoredEvent
from psycopg import Connection, sql

from domain.values import Value
from infra.store.arrays import BytesArray, IntArray, TextArray, UuidArray, accept
from infra.store.combining import Combining, OutcomeUnknown, Pending

BATCH_BYTES = 8 * 1024 * 1024
"""One round trip carries at most about this much."""
EVENT_BYTES = 1024 * 1024
"""The largest event that is stored."""
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


Waiting = Pending[Append, Verdict]
"""An append on its way to its verdict."""


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
        self._connection: Connection[Any] | None = None
        self._combining = Combining(self._serve, self._take)

    def submit(self, append: Append) -> Waiting:
        """The verdict to come, stored once anybody waits for one.

        Raises `ProgrammingError` for events no store could take.
        """
        _check(append)
        return self._combining.submit(append)

    def close(self) -> None:
        """Finish what was submitted, then end the connection."""
        self._combining.close()
        self._forget_connection()

    def _take(self, queue: deque[Waiting]) -> list[Waiting]:
        """Those who came first, within the limits of a batch; one at least."""
        batch: list[Waiting] = []
        size = 0
        while queue and len(batch) < self._batch_max and size < BATCH_BYTES:
            batch.append(queue.popleft())
            size += sum(len(event.state) for event in batch[-1].asked.events)
        return batch

    def _serve(self, batch: list[Waiting]) -> None:
        started = time.monotonic()
        retried = False
        while batch:
            try:
                verdicts = self._call([waiting.asked for waiting in batch])
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

    def _one_by_one(self, batch: list[Waiting], error: psycopg.Error) -> None:
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


def _only_with_keys(batch: list[Waiting], error: Exception) -> list[Waiting]:
    """The appends that can be asked about again; the others fail as unknown."""
    _fail([waiting for waiting in batch if waiting.asked.key is None], OutcomeUnknown(str(error)))
    return [waiting for waiting in batch if waiting.asked.key is not None]


def _fail(batch: list[Waiting], error: Exception) -> None:
    for waiting in batch:
        waiting.answer(error)
