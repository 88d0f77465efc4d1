"""The vault: what it keeps cannot be read without its keys, nor moved to another place."""

import stat
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from psycopg import sql

from domain.ids import encode
from domain.person import Identity
from infra.database.connections import ReadPool, application_dsn
from infra.vault.interface import Place, SealBroken
from infra.vault.keys import KeyFileUnsafe, Keyring, secret_file
from infra.vault.sealing import CaseSealer, PostgresIdentities
from tests.conftest import Database

IDENTITY = Identity(name="王小明", phone="19900000001", address="云溪县青石镇")
MASTER = b"m" * 32


@pytest.fixture
def pool(database: Database) -> Iterator[ReadPool]:
    made = ReadPool(application_dsn(database.app_dsn))
    made.open()
    yield made
    made.close()


def place(**changed: object) -> Place:
    where = {"stream": encode("case", uuid4()), "version": 3, "path": "summary"}
    return Place(**(where | changed))  # type: ignore[arg-type]


def test_an_identity_comes_back_and_a_second_one_changes_nothing(
    pool: ReadPool, database: Database
) -> None:
    person = encode("person", uuid4())
    vault = PostgresIdentities(
        pool.connection, database.schema, Keyring(pool.connection, database.schema, MASTER)
    )
    vault.store(person, IDENTITY)
    vault.store(person, Identity(name="李小明"))
    assert vault.identity(person, Identity) == IDENTITY
    assert vault.identity(encode("person", uuid4()), Identity) is None


def test_nothing_readable_lies_in_the_database(pool: ReadPool, database: Database) -> None:
    person = encode("person", uuid4())
    keyring = Keyring(pool.connection, database.schema, MASTER)
    PostgresIdentities(pool.connection, database.schema, keyring).store(person, IDENTITY)
    with psycopg.connect(database.admin_dsn) as connection:
        for table in ("keys", "identities"):
            name = sql.Identifier(f"{database.schema}_vault", table)
            rows = connection.execute(sql.SQL("SELECT * FROM {}").format(name)).fetchall()
            dump = b"".join(
                cell if isinstance(cell, bytes) else str(cell).encode()
                for row in rows
                for cell in row
            )
            assert "王小明".encode() not in dump
            assert b"19900000001" not in dump


def test_another_master_key_opens_nothing(pool: ReadPool, database: Database) -> None:
    person = encode("person", uuid4())
    mine = Keyring(pool.connection, database.schema, MASTER)
    PostgresIdentities(pool.connection, database.schema, mine).store(person, IDENTITY)
    other = Keyring(pool.connection, database.schema, b"o" * 32)
    with pytest.raises(SealBroken):
        PostgresIdentities(pool.connection, database.schema, other).identity(person, Identity)


def test_a_destroyed_key_blanks_the_subject(pool: ReadPool, database: Database) -> None:
    where = place()
    sealed = CaseSealer(Keyring(pool.connection, database.schema, MASTER)).seal("甲说乙", where)
    with psycopg.connect(database.admin_dsn) as connection:
        keys = sql.Identifier(f"{database.schema}_vault", "keys")
        connection.execute(sql.SQL("DELETE FROM {}").format(keys))
    fresh = CaseSealer(Keyring(pool.connection, database.schema, MASTER))
    assert fresh.open(sealed, where) is None


@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(text=st.text(max_size=200))
def test_a_sealed_text_always_opens_in_its_place_and_never_in_another(
    pool: ReadPool, database: Database, text: str
) -> None:
    text = text.encode(errors="ignore").decode()
    sealer = CaseSealer(Keyring(pool.connection, database.schema, MASTER))
    where = place()
    sealed = sealer.seal(text, where)
    assert sealer.open(sealed, where) == text
    for elsewhere in (
        place(stream=where.stream, version=4),
        place(stream=where.stream, path="findings"),
    ):
        with pytest.raises(SealBroken):
            sealer.open(sealed, elsewhere)


def test_a_key_file_others_may_read_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "keys" / "master.key"
    key = secret_file(path)
    assert secret_file(path) == key
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    path.chmod(0o640)
    with pytest.raises(KeyFileUnsafe, match="0640"):
        secret_file(path)


def test_a_key_file_of_the_wrong_size_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "master.key"
    path.write_bytes(b"short")
    path.chmod(0o600)
    with pytest.raises(KeyFileUnsafe, match="5 bytes"):
        secret_file(path)


def test_processes_that_start_at_once_agree_on_one_key(tmp_path: Path) -> None:
    from concurrent.futures import ThreadPoolExecutor

    path = tmp_path / "master.key"
    with ThreadPoolExecutor(8) as threads:
        assert len(set(threads.map(lambda _: secret_file(path), range(8)))) == 1
