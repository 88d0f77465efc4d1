"""The checkpointer (检查点签发): seals what was appended under a signed root, about once a second.

    new events ──> leaves ──> tiles ─┬─> same root? ──> signer ──> tiles and checkpoint committed
         └──── read again ──> frontier ┘                   └──> refused: nothing is stored, ever

Any number of processes may run one: an advisory lock says who leads. What the leader does is safe
without the lock, too: the signer refuses two stories, and the tables only grow. A stop at any
moment loses nothing: the next step begins at the last checkpoint that was committed.
"""

import time
from collections.abc import Callable, Iterator
from threading import Event
from typing import Any

import psycopg
import structlog
from psycopg import Connection, sql

from domain.values import Value
from infra.database.faults import DatabaseFault
from infra.ledger.checkpoint import Checkpoint
from infra.ledger.checkpoint_store import CheckpointStore, StoredCheckpoint
from infra.ledger.faults import LedgerFault, RewrittenPast
from infra.ledger.frontier import Frontier
from infra.ledger.log_rows import LogDamaged, LogRows
from infra.ledger.signer import Signer
from infra.ledger.suite import Suite
from infra.ledger.tile_store import PostgresTileStore
from infra.ledger.tiles import TiledTree
from infra.read.session import lock_key, work_session

INTERVAL_SECONDS = 1.0
"""At most one checkpoint in this time, unless there is a backlog."""

BATCH_EVENTS = 16_384
"""At most so many events go under one checkpoint: 64 full tiles."""

LISTEN_SECONDS = 0.25
"""How long to listen for new events at a time, and how soon a call to stop is heard."""

REFUSED_SECONDS = 15.0
"""How long to wait after a refusal: somebody has to look, and it is asked again until then."""

BACKOFF_SECONDS = (0.2, 5.0)
"""While the database is away: wait so long at first, twice as long each time, so long at most."""

_log = structlog.get_logger("liuhen.checkpointer")


class Status(Value, tag=True):
    """How the ledger stands, for metrics and `/readyz`."""

    sealed: int = 0
    """Events under the newest checkpoint, as far as this process has seen."""
    size: int = 0
    """Events in the log, as far as this process has seen."""
    leads: bool = False
    refusals: int = 0
    """How often this process would not seal since it started."""
    refused: bool = False
    """Whether sealing is refused now: somebody has to look at `error`."""
    error: str | None = None
    """Why nothing is sealed; None while all is well."""


def checkpointer_session(dsn: str) -> Connection[Any]:
    """A connection for the checkpointer. Raises `DatabaseDown` or `LoginRefused`."""
    connection = work_session(dsn, "checkpointer")
    # A checkpoint that has been read by somebody must not be lost with the power.
    connection.execute("RESET synchronous_commit")
    return connection


class Checkpointer:
    """Seals the log of one jurisdiction. One thread at a time; `status` from any."""

    def __init__(
        self,
        *,
        connect: Callable[[], Connection[Any]],
        schema: str,
        suite: Suite,
        signer: Signer,
        interval_seconds: float = INTERVAL_SECONDS,
        batch_events: int = BATCH_EVENTS,
        tell: Callable[[Status], None] = lambda status: None,
    ) -> None:
        self._tell = tell
        self._connect = connect
        self._schema = schema
        self._hasher = suite.hasher
        self._signer = signer
        self._interval = interval_seconds
        self._batch = batch_events
        self._rows = LogRows(schema)
        self._checkpoints = CheckpointStore(schema)
        self._lock = lock_key("checkpointer", schema)
        self._connection: Connection[Any] | None = None
        self._status = Status()

    @property
    def status(self) -> Status:
        """How the ledger stands."""
        return self._status

    def run(self, stop: Event) -> None:
        """Seal until `stop` is set, through any outage of the database."""
        pause, longest = BACKOFF_SECONDS
        while not stop.is_set():
            began = time.monotonic()
            try:
                self._follow(stop)
            except (psycopg.Error, DatabaseFault) as error:
                self._note(refused=False, error=f"{type(error).__name__}: {error}")
                _log.warning("checkpointer_interrupted", error=self._status.error)
            except Exception as error:  # The outermost loop: whatever it is, sealing goes on.
                self._note(refused=False, error=type(error).__name__)
                _log.exception("checkpointer_failed")
            self.close()
            if time.monotonic() - began > longest:
                pause = BACKOFF_SECONDS[0]
            stop.wait(pause)
            pause = min(pause * 2, longest)

    def step(self) -> int | None:
        """Seal the next batch: its checkpoint's size, or None if there was none to sign.

        That is when nothing is new, another process leads, or sealing was refused, which `status`
        then says. Raises what the driver raises, and `DatabaseFault`, when the database is away;
        the next step starts again.
        """
        connection = self._connected()
        try:
            if not self._lead(connection):
                newest = self._checkpoints.newest(connection)
                size = self._rows.size(connection)
                self._note(sealed=newest.size if newest else 0, size=size)
                self._note(refused=False, error=None)
                return None
            with connection.transaction():
                sealed = self._seal(connection)
            self._note(sealed=sealed or self._status.sealed, refused=False, error=None)
            return sealed
        except (LedgerFault, psycopg.IntegrityError, OSError) as fault:
            self._refuse(fault)
            return None
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Give up the lead and the connection; a later step takes them up again."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None
        self._note(leads=False)

    def _follow(self, stop: Event) -> None:
        channel = sql.SQL("LISTEN {}").format(sql.Identifier(self._schema))
        self._connected().execute(channel)
        while not stop.is_set():
            sealed = self.step()
            status = self._status
            if status.error is not None:
                stop.wait(max(self._interval, REFUSED_SECONDS))
            elif sealed is None and status.leads:
                self._listen()
            elif sealed is None or sealed >= status.size:
                stop.wait(self._interval)

    def _listen(self) -> None:
        """Wait until the log grows, but not for long."""
        for _ in self._connected().notifies(timeout=LISTEN_SECONDS, stop_after=1):
            pass  # One look at the log answers all of them.

    def _connected(self) -> Connection[Any]:
        if self._connection is None or self._connection.closed:
            self._note(leads=False)
            self._connection = self._connect()
        return self._connection

    def _lead(self, connection: Connection[Any]) -> bool:
        """Whether this process leads: for as long as its connection lives, once it does."""
        if not self._status.leads:
            row = connection.execute("SELECT pg_try_advisory_lock(%s)", [self._lock]).fetchone()
            self._note(leads=row is not None and bool(row[0]))
        return self._status.leads

    def _seal(self, connection: Connection[Any]) -> int | None:
        """Write and sign the next checkpoint, inside the caller's transaction."""
        size = self._rows.size(connection)
        newest = self._checkpoints.newest(connection)
        sealed = newest.size if newest else 0
        self._note(sealed=sealed, size=size)
        trusted = self._trusted(newest)
        remembered = self._signer.last()
        if size < max(sealed, remembered.size):
            raise RewrittenPast(
                f"the log has {size} events, but {max(sealed, remembered.size)} were signed before"
            )
        if sealed == remembered.size and trusted.root != remembered.root:
            raise RewrittenPast(
                f"the checkpoint of {sealed} events has root {trusted.root.hex()}, but "
                f"{remembered.root.hex()} was signed before"
            )
        if sealed == size:
            return None
        # A signature that was made and then not committed is on record: go at least that far.
        upto = max(min(size, sealed + self._batch), remembered.size)
        checkpoint = self._grow(connection, trusted, upto)
        tree = TiledTree(PostgresTileStore(connection, self._schema), self._hasher)
        continues = 0 < remembered.size < upto
        proof = tree.consistency_proof(remembered.size, upto) if continues else []
        note = self._signer.sign(checkpoint, proof)
        self._checkpoints.add(
            connection, StoredCheckpoint(size=upto, root=checkpoint.root, note=note)
        )
        return upto

    def _trusted(self, newest: StoredCheckpoint | None) -> Checkpoint:
        """The newest stored checkpoint, if the log's own key signed it.

        Raises `CheckpointMalformed`, or a `NoteFault`: another key signed, or nobody.
        """
        verifier = self._signer.verifier
        if newest is None:
            return Checkpoint(verifier.name, 0, self._hasher.empty())
        return newest.opened(verifier)

    def _grow(self, connection: Connection[Any], last: Checkpoint, upto: int) -> Checkpoint:
        """Write the tiles from the last checkpoint up to a size; what is to be signed.

        Everything is read and computed twice: the lines by this program and by the database, the
        root by tiles and by the frontier. Raises `LogDamaged` where the two differ.
        """
        store = PostgresTileStore(connection, self._schema)
        tree = TiledTree(store, self._hasher)
        frontier = self._frontier(connection, tree, last)
        root = last.root
        for start in range(last.size, upto, self._batch):
            stop = min(start + self._batch, upto)
            lines = self._rows.lines(connection, start, stop)
            extension = tree.extend(start, list(self._leaves(lines, start, stop)))
            store.write(extension.tiles)
            again = self._rows.lines_of_the_database(connection, start, stop)
            for leaf in self._leaves(again, start, stop):
                frontier.push(leaf)
            root = extension.root
            if frontier.root() != root:
                raise LogDamaged(
                    f"positions {start + 1} to {stop}: root {root.hex()} when read first, "
                    f"{frontier.root().hex()} when read again"
                )
        return Checkpoint(last.origin, upto, root)

    def _frontier(self, connection: Connection[Any], tree: TiledTree, last: Checkpoint) -> Frontier:
        """The frontier at the last checkpoint, which must have its root."""
        if last.size == 0:
            return Frontier(self._hasher)
        line = self._rows.line(connection, last.size)
        if line is None:
            raise LogDamaged(f"position {last.size} is missing")
        proof = tree.inclusion_proof(last.size - 1, last.size)
        frontier = Frontier.after(self._hasher, last.size, self._hasher.leaf(line), proof)
        if frontier.root() != last.root:
            raise RewrittenPast(
                f"position {last.size} and the stored tiles give root {frontier.root().hex()} for "
                f"{last.size} events, but {last.root.hex()} was signed before"
            )
        return frontier

    def _leaves(self, lines: Iterator[tuple[int, bytes]], after: int, upto: int) -> Iterator[bytes]:
        """The leaves of consecutive lines. Raises `LogDamaged` at a gap."""
        last = after
        for position, line in lines:
            if position != last + 1:
                break
            last = position
            yield self._hasher.leaf(line)
        if last != upto:
            raise LogDamaged(f"position {last + 1} is missing")

    def _refuse(self, fault: Exception) -> None:
        """Say loudly that nothing is sealed; never anything else."""
        error = f"{type(fault).__name__}: {fault}"
        self._note(refusals=self._status.refusals + 1, refused=True, error=error)
        status = self._status
        _log.error("sealing_refused", error=error, sealed=status.sealed, size=status.size)

    def _note(self, **changes: Any) -> None:
        current = {name: getattr(self._status, name) for name in Status.__struct_fields__}
        noted = Status(**(current | changes))
        if noted != self._status:
            self._status = noted
            self._tell(noted)
