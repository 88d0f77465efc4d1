"""A county's log in PostgreSQL: real events to seal, its key folder, and a superuser to fear."""

import itertools
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal
from uuid import UUID

import psycopg
from psycopg import sql

from domain.ids import encode
from domain.kernel import Act, Source
from domain.organisation.state import Organisation
from domain.person import PersonKind, PersonRegistered
from domain.policy.packaged import packaged_policy
from domain.roles import Role
from infra.database.connections import application_dsn
from infra.ledger.checkpoint import Checkpoint, open_checkpoint
from infra.ledger.checkpoint_store import CheckpointStore
from infra.ledger.checkpointer import Checkpointer, checkpointer_session
from infra.ledger.key_files import open_signer
from infra.ledger.log_rows import LogRows
from infra.ledger.merkle import SHA256
from infra.ledger.note import VerifierKey
from infra.ledger.reads import PostgresLedgerReads
from infra.ledger.signer import Signer, read_key_file
from infra.ledger.suite import SHA256_ED25519
from infra.store.appender import Append
from infra.store.mapper import Draft, EventMapper
from infra.store.recorder import Datastore, Recorder
from infra.vault.interface import Place
from tests.conftest import Database
from tests.ledger.conftest import ORIGIN

AT = datetime(2025, 3, 25, 2, 0, tzinfo=UTC)
TABLES = ("events", "head", "commands", "tiles", "checkpoints")
Connect = Callable[[], psycopg.Connection[Any]]


class NothingSealed:
    """A sealer for events without narrative."""

    def seal(self, text: str, place: Place) -> str:
        raise AssertionError(place)

    def open(self, sealed: str, place: Place) -> str | None:
        raise AssertionError(place)


MAPPER = EventMapper(NothingSealed())


@dataclass
class County:
    """One log; every method leaves it committed."""

    database: Database
    folder: Path
    recorder: Recorder
    acts: Iterator[int] = field(default_factory=lambda: itertools.count(1))
    versions: dict[int, int] = field(default_factory=dict)

    @property
    def dsn(self) -> str:
        return application_dsn(self.database.app_dsn)

    def append(self, *sizes: int, streams: int = 3) -> None:
        """Acts of so many events each; the events go round among a few streams."""
        waiting = [self.recorder.appender.submit(self._act(size, streams)) for size in sizes]
        assert {future.result().kind for future in waiting} <= {"stored"}

    def _act(self, size: int, streams: int) -> Append:
        act = next(self.acts)
        made = [self._draft(act, act + n, streams) for n in range(size)]
        events = tuple(MAPPER.to_stored_event(draft) for draft in made)
        return Append(events=events, key=f"window:{act}", fingerprint=b"f" * 32)

    def _draft(self, act: int, nth: int, streams: int) -> Draft:
        number = nth % streams + 1
        person = encode("person", UUID(int=number))
        self.versions[number] = self.versions.get(number, 0) + 1
        return Draft(
            stream=person,
            version=self.versions[number],
            event=PersonRegistered(person=person, kind=PersonKind.NATURAL, label=f"张{act}"),
            act=Act(
                person=person,
                post=None,
                unit=None,
                area="",
                roles=frozenset({Role.WINDOW_CLERK}),
                at=AT,
                now=AT,
                command_id=str(UUID(int=act)),
                directory=Organisation(),
                judged_by=packaged_policy(),
                source=Source(client="window"),
            ),
            role=Role.WINDOW_CLERK,
        )

    def signer(self) -> Signer:
        return open_signer(SHA256_ED25519, ORIGIN, self.folder / "ledger.key", self.memory)

    @property
    def key(self) -> VerifierKey:
        """The log's public key; made, if nobody has signed yet."""
        file = self.folder / "ledger.key"
        return read_key_file(file).verifier if file.exists() else self.signer().verifier

    @property
    def memory(self) -> Path:
        return self.folder / "ledger.last"

    def checkpointer(self, connect: Connect | None = None, **options: Any) -> Checkpointer:
        return Checkpointer(
            connect=connect or (lambda: checkpointer_session(self.dsn)),
            schema=self.database.schema,
            suite=SHA256_ED25519,
            signer=self.signer(),
            **options,
        )

    def seal(self, **options: Any) -> list[int]:
        """Seal all there is; the sizes of the checkpoints made."""
        checkpointer = self.checkpointer(**options)
        try:
            sizes: list[int] = []
            while (size := checkpointer.step()) is not None:
                sizes.append(size)
            assert checkpointer.status.error is None, checkpointer.status
            assert checkpointer.status.leads
            return sizes
        finally:
            checkpointer.close()

    def grown(self, *sizes: int, **options: Any) -> list[int]:
        """Append acts and seal after each."""
        return [size for n in sizes for _ in [self.append(n)] for size in self.seal(**options)]

    def reads(self) -> PostgresLedgerReads:
        def lent() -> AbstractContextManager[psycopg.Connection[Any]]:
            return psycopg.connect(self.dsn, autocommit=True)

        return PostgresLedgerReads(
            lent,
            self.database.schema,
            suite=SHA256_ED25519,
            verifier=self.key,
        )

    def checkpoints(self) -> list[Checkpoint]:
        """Every stored checkpoint, opened with the log's key."""
        store = CheckpointStore(self.database.schema)
        verifier = self.key
        with psycopg.connect(self.dsn) as connection:
            stored = list(store.all(connection))
        opened = [open_checkpoint(one.note, [verifier]).checkpoint for one in stored]
        assert [(one.size, one.root) for one in stored] == [(c.size, c.root) for c in opened]
        return opened

    def leaves(self) -> list[bytes]:
        """The leaf hashes of all events."""
        with psycopg.connect(self.dsn) as connection:
            lines = LogRows(self.database.schema).lines(connection, 0, 10**9)
            return [SHA256.leaf(line) for _, line in lines]

    def tiles(self) -> dict[tuple[int, int], bytes]:
        """Every stored tile."""
        rows = self.ask("SELECT level, index, hashes FROM liuhen.tiles")
        return {(level, index): hashes for level, index, hashes in rows}

    def ask(self, query: str) -> list[Any]:
        with psycopg.connect(self.dsn) as connection:
            return connection.execute(query.encode()).fetchall()

    def tamper(self, *statements: str) -> None:
        """What a superuser does: switch the triggers off, change things, switch them on again."""
        with psycopg.connect(self.database.admin_dsn) as superuser:
            for table in TABLES:
                superuser.execute(_all_triggers("DISABLE", table))
            for statement in statements:
                changed = superuser.execute(statement.encode())
                assert changed.rowcount != 0, f"nothing was changed by: {statement}"
            for table in TABLES:
                superuser.execute(_all_triggers("ENABLE", table))

    def cut(self, size: int) -> None:
        """As after a restore from an old backup: the last events never happened."""
        self.tamper(
            f"DELETE FROM liuhen.events WHERE position > {size}",
            f"DELETE FROM liuhen.commands WHERE last_position > {size}",
            f"UPDATE liuhen.head SET size = {size},"
            " recorded_at = (SELECT max(recorded_at) FROM liuhen.events)",
        )
        counts = self.ask("SELECT stream_id, max(version) FROM liuhen.events GROUP BY stream_id")
        self.versions = {stream.int: version for stream, version in counts}

    def empty(self) -> None:
        """Begin anew, with an empty log and a new key."""
        self.tamper(
            "TRUNCATE liuhen.events, liuhen.commands, liuhen.tiles, liuhen.checkpoints",
            "UPDATE liuhen.head SET size = 0, recorded_at = '-infinity'",
        )
        for file in self.folder.iterdir():
            file.unlink()
        self.acts, self.versions = itertools.count(1), {}


def _all_triggers(how: Literal["ENABLE", "DISABLE"], table: str) -> sql.Composed:
    return sql.SQL("ALTER TABLE {} {} TRIGGER USER").format(
        sql.Identifier("liuhen", table), sql.SQL(how)
    )


@contextmanager
def county_on(database: Database, folder: Path) -> Iterator[County]:
    """A county with an empty log and no key yet."""
    folder.mkdir(exist_ok=True)
    recorder = Recorder(Datastore(application_dsn(database.app_dsn), database.schema))
    try:
        yield County(database, folder, recorder)
    finally:
        recorder.close()
