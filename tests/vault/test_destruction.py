"""Destruction of a case's key: by the event that says so and by nothing else (docs/adr/0030)."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from psycopg import Connection, errors, sql

from domain.case.retention import DestructionExecuted
from domain.ids import encode
from domain.kernel import name_of
from domain.person import Identity
from domain.registry import EVENTS
from infra.database.connections import ReadPool, application_dsn
from infra.vault.destruction import destroy_again
from infra.vault.interface import KeyDestroyed, Place
from infra.vault.keys import FRESH_SECONDS, Keyring
from infra.vault.sealing import CaseSealer, PostgresIdentities
from tests.conftest import Database

MASTER = b"m" * 32
EXECUTED = name_of(DestructionExecuted)
Connected = Callable[[], Any]


class Vault:
    """The vault on a test's database, as one process of the product has it."""

    def __init__(self, database: Database, pool: ReadPool) -> None:
        self.database = database
        self.pool = pool
        self.now = 0.0

    def keyring(self, connect: Connected | None = None) -> Keyring:
        """Another process's keys; its clock stands still until `now` is moved."""
        return Keyring(
            connect or self.pool.connection, self.database.schema, MASTER, lambda: self.now
        )

    def append(self, connection: Connection[Any], stream: UUID, kind: str = EXECUTED) -> None:
        """Append one event, as the product does."""
        connection.execute(
            sql.SQL(
                "SELECT * FROM {}(ARRAY[NULL]::text[], ARRAY[NULL]::bytea[], ARRAY[1], ARRAY[0],"
                " ARRAY[%s]::uuid[], ARRAY[1], ARRAY[%s]::text[], ARRAY['{{}}']::bytea[])"
            ).format(sql.Identifier(self.database.schema, "append")),
            (stream, kind),
        )

    def executed(self, stream: UUID, kind: str = EXECUTED) -> None:
        """The event is in the log."""
        with self.app() as connection:
            self.append(connection, stream, kind)

    @contextmanager
    def app(self) -> Iterator[Connection[Any]]:
        """A session with the product's rights."""
        with psycopg.connect(application_dsn(self.database.app_dsn)) as connection:
            yield connection

    def asked(self, statement: str, *values: object) -> Any:
        """One value, asked by an administrator."""
        named = statement.replace("keys", f"{self.database.schema}_vault.keys")
        named = named.replace("events", f"{self.database.schema}.events")
        with psycopg.connect(self.database.admin_dsn) as connection:
            found = connection.execute(named.encode(), values)
            row = found.fetchone() if found.description else None
            return None if row is None else row[0]


@pytest.fixture
def vault(any_database: Database) -> Iterator[Vault]:
    pool = ReadPool(application_dsn(any_database.app_dsn))
    pool.open()
    yield Vault(any_database, pool)
    pool.close()


def somewhere(stream: UUID) -> Place:
    return Place(stream=encode("case", stream), version=1, path="summary")


def sealed(vault: Vault, stream: UUID) -> str:
    return CaseSealer(vault.keyring()).seal("甲说乙", somewhere(stream))


def opened(vault: Vault, stream: UUID, text: str) -> str | None:
    """What a process reads that has just started."""
    return CaseSealer(vault.keyring()).open(text, somewhere(stream))


def test_the_event_destroys_the_key_of_its_case_and_no_other(vault: Vault) -> None:
    one, other = uuid4(), uuid4()
    text, kept = sealed(vault, one), sealed(vault, other)
    vault.executed(one)
    assert opened(vault, one, text) is None
    assert opened(vault, other, kept) == "甲说乙"
    assert vault.asked("SELECT wrapped FROM keys WHERE subject = %s", encode("case", one)) is None


def test_who_a_person_is_stays(vault: Vault) -> None:
    """domain.md §2.5 J: narrative goes; identities may be needed by another case."""
    same = uuid4()
    person = encode("person", same)
    identities = PostgresIdentities(vault.pool.connection, vault.database.schema, vault.keyring())
    identities.store(person, Identity(name="王小明"))
    vault.executed(same)
    assert identities.identity(person, Identity) == Identity(name="王小明")


@pytest.mark.parametrize("kind", ["case.destruction_approved", "case.archived"])
def test_no_other_event_destroys_anything(vault: Vault, kind: str) -> None:
    stream = uuid4()
    text = sealed(vault, stream)
    vault.executed(stream, kind)
    assert opened(vault, stream, text) == "甲说乙"


def test_every_event_that_says_so_is_known_to_the_database(vault: Vault) -> None:
    assert {name_of(event) for event in EVENTS.values() if event.destroys_words} == {EXECUTED}
    trigger = vault.asked(
        "SELECT pg_get_triggerdef(oid) FROM pg_trigger WHERE tgname = 'destroys_key'"
    )
    assert f"'{EXECUTED}'" in trigger


def test_a_process_killed_in_between_leaves_both_or_neither(vault: Vault) -> None:
    stream = uuid4()
    text = sealed(vault, stream)
    connection = psycopg.connect(application_dsn(vault.database.app_dsn))
    vault.append(connection, stream)
    vault.asked("SELECT pg_terminate_backend(%s)", connection.info.backend_pid)
    with pytest.raises(psycopg.OperationalError):
        connection.commit()
    assert vault.asked("SELECT count(*) FROM events") == 0
    assert opened(vault, stream, text) == "甲说乙"
    vault.executed(stream)
    assert vault.asked("SELECT count(*) FROM events") == 1
    assert opened(vault, stream, text) is None


@pytest.mark.parametrize("had_a_key", [True, False])
def test_no_second_key_is_made(vault: Vault, had_a_key: bool) -> None:
    stream = uuid4()
    if had_a_key:
        sealed(vault, stream)
    vault.executed(stream)
    with pytest.raises(KeyDestroyed):
        sealed(vault, stream)
    with pytest.raises(errors.UniqueViolation), vault.app() as connection:
        connection.execute(
            "INSERT INTO liuhen_vault.keys (subject, wrapped) VALUES (%s, 'x')",
            (encode("case", stream),),
        )


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE liuhen_vault.keys SET wrapped = NULL, destroyed_by = 1",
        "DELETE FROM liuhen_vault.keys",
        "TRUNCATE liuhen_vault.keys",
        "INSERT INTO liuhen_vault.keys (subject, destroyed_by) VALUES ('case_x', 1)",
        "ALTER TABLE liuhen.events DISABLE TRIGGER destroys_key",
    ],
)
def test_the_product_has_no_right_to_destroy_a_key_without_the_event(
    vault: Vault, statement: str
) -> None:
    stream = uuid4()
    text = sealed(vault, stream)
    with pytest.raises(errors.InsufficientPrivilege), vault.app() as connection:
        connection.execute(statement.encode())
    assert destroy_again(vault.database.app_dsn, vault.database.schema) == 0
    assert opened(vault, stream, text) == "甲说乙"


def test_the_product_makes_no_key_that_is_none(vault: Vault) -> None:
    with pytest.raises(errors.CheckViolation), vault.app() as connection:
        connection.execute("INSERT INTO liuhen_vault.keys (subject) VALUES ('case_x')")


def test_another_process_does_not_go_on_opening(vault: Vault) -> None:
    stream = uuid4()
    text = sealed(vault, stream)
    other = CaseSealer(vault.keyring())
    assert other.open(text, somewhere(stream)) == "甲说乙"
    vault.executed(stream)
    vault.now += FRESH_SECONDS
    assert other.open(text, somewhere(stream)) is None
    with pytest.raises(KeyDestroyed):
        other.seal("再写", somewhere(stream))


def test_the_process_that_destroys_forgets_at_once(vault: Vault) -> None:
    stream = uuid4()
    text = sealed(vault, stream)
    keyring = vault.keyring()
    assert CaseSealer(keyring).open(text, somewhere(stream)) == "甲说乙"
    vault.executed(stream)
    keyring.forget()
    assert CaseSealer(keyring).open(text, somewhere(stream)) is None


def test_a_key_that_is_destroyed_while_it_is_fetched_is_not_kept(vault: Vault) -> None:
    stream = uuid4()
    text = sealed(vault, stream)
    after_fetching: list[Callable[[], None]] = []

    @contextmanager
    def connect() -> Iterator[Connection[Any]]:
        with vault.pool.connection() as connection:
            yield connection
        if after_fetching:
            after_fetching.pop(0)()

    def destroyed_now() -> None:
        vault.executed(stream)
        keyring.forget()

    keyring = vault.keyring(connect)
    after_fetching += [lambda: None, destroyed_now]
    assert CaseSealer(keyring).open(text, somewhere(stream)) == "甲说乙", "fetched a moment before"
    assert CaseSealer(keyring).open(text, somewhere(stream)) is None


def test_keys_are_kept_while_nothing_is_destroyed(vault: Vault) -> None:
    stream = uuid4()
    text = sealed(vault, stream)
    asked: list[None] = []

    @contextmanager
    def connect() -> Iterator[Connection[Any]]:
        asked.append(None)
        with vault.pool.connection() as connection:
            yield connection

    sealer = CaseSealer(vault.keyring(connect))
    for _ in range(3):
        assert sealer.open(text, somewhere(stream)) == "甲说乙"
    assert len(asked) == 2, "a look at what was destroyed, and the key"
    vault.now += FRESH_SECONDS
    assert sealer.open(text, somewhere(stream)) == "甲说乙"
    assert len(asked) == 3, "another look"


def test_what_a_backup_brought_back_is_destroyed_again(vault: Vault) -> None:
    one, other = uuid4(), uuid4()
    text, kept = sealed(vault, one), sealed(vault, other)
    subject = encode("case", one)
    backup = vault.asked("SELECT wrapped FROM keys WHERE subject = %s", subject)
    vault.executed(one)
    dsn, schema = vault.database.app_dsn, vault.database.schema
    assert destroy_again(dsn, schema) == 0
    vault.asked(
        "UPDATE keys SET wrapped = %s, destroyed_by = NULL WHERE subject = %s", backup, subject
    )
    assert opened(vault, one, text) == "甲说乙"
    assert destroy_again(dsn, schema) == 1
    assert opened(vault, one, text) is None
    assert opened(vault, other, kept) == "甲说乙"
    vault.asked("DELETE FROM keys WHERE subject = %s", subject)
    assert destroy_again(dsn, schema) == 1, "nor is a new one made where the row is gone"


@settings(
    max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(stream=st.uuids())
def test_the_database_always_knows_a_case_by_the_id_we_know_it_by(
    embedded_admin: Connection[Any], stream: UUID
) -> None:
    found = embedded_admin.execute("SELECT liuhen_vault.case_id(%s)", (stream,)).fetchone()
    assert found == (encode("case", stream),)


@pytest.fixture
def embedded_admin(database: Database) -> Iterator[Connection[Any]]:
    with psycopg.connect(database.admin_dsn) as connection:
        yield connection
