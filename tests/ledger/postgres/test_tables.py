"""Tiles only grow and checkpoints only advance, whoever asks; nobody but the appender appends."""

from collections.abc import Iterator

import psycopg
import pytest
from psycopg.errors import CheckViolation, InsufficientPrivilege, IntegrityConstraintViolation

from infra.database.connections import application_dsn
from tests.ledger.county import TABLES, County


@pytest.fixture
def sealed(any_county: County) -> County:
    any_county.grown(3, 4)
    return any_county


def as_role(county: County, role: str) -> psycopg.Connection:
    return psycopg.connect(application_dsn(county.database.admin_dsn, role=role), autocommit=True)


@pytest.fixture
def superuser(sealed: County) -> Iterator[psycopg.Connection]:
    with psycopg.connect(sealed.database.admin_dsn, autocommit=True) as connection:
        yield connection


CHANGES = {
    "events": "UPDATE liuhen.events SET type = 'case.closed' WHERE position = 1",
    "commands": "UPDATE liuhen.commands SET last_position = 2",
    "checkpoints": "UPDATE liuhen.checkpoints SET signed_at = now()",
    "head": "UPDATE liuhen.head SET size = 1",
}


def refused(connection: psycopg.Connection, statement: str, error: type[Exception]) -> str:
    """The statement is refused; the message."""
    with pytest.raises(error) as found:
        connection.execute(statement.encode())
    return str(found.value)


def test_the_product_cannot_delete_or_truncate(sealed: County) -> None:
    with as_role(sealed, "liuhen_app") as app:
        for table in TABLES:
            refused(app, f"DELETE FROM liuhen.{table}", InsufficientPrivilege)
            refused(app, f"TRUNCATE liuhen.{table} CASCADE", InsufficientPrivilege)


def test_the_product_cannot_change_what_is_recorded(sealed: County) -> None:
    with as_role(sealed, "liuhen_app") as app:
        for change in CHANGES.values():
            refused(app, change, InsufficientPrivilege)


def test_the_product_cannot_insert_past_the_appender(sealed: County) -> None:
    with as_role(sealed, "liuhen_app") as app:
        for table in ("events", "head", "commands"):
            copy = f"INSERT INTO liuhen.{table} SELECT * FROM liuhen.{table}"
            refused(app, copy, InsufficientPrivilege)


def test_an_auditor_reads_and_does_nothing_else(sealed: County) -> None:
    with as_role(sealed, "liuhen_auditor") as auditor:
        for table in TABLES:
            assert auditor.execute(f"SELECT * FROM liuhen.{table}".encode()).fetchall()
            copy = f"INSERT INTO liuhen.{table} SELECT * FROM liuhen.{table}"
            for statement in (f"DELETE FROM liuhen.{table}", copy):
                refused(auditor, statement, InsufficientPrivilege)


@pytest.mark.parametrize("mode", ["origin", "replica"])
def test_triggers_stop_even_a_superuser_who_leaves_them_on(
    superuser: psycopg.Connection, mode: str
) -> None:
    superuser.execute(f"SET session_replication_role = {mode}".encode())
    for table in ("events", "commands", "tiles", "checkpoints"):
        for statement in (
            f"DELETE FROM liuhen.{table}",
            f"TRUNCATE liuhen.{table} CASCADE",
            CHANGES.get(table, "DELETE FROM liuhen.tiles"),
        ):
            assert "is refused" in refused(superuser, statement, IntegrityConstraintViolation)


def test_a_tile_is_never_rewritten_shortened_or_moved(superuser: psycopg.Connection) -> None:
    for change in (
        "hashes = hashes",
        "hashes = set_byte(hashes, 0, get_byte(hashes, 0) # 1)",
        "width = width - 1, hashes = substring(hashes FOR (width - 1) * 32)",
        "width = width + 1, hashes = substring(hashes || hashes FROM 33 FOR (width + 1) * 32)",
        "index = index + 1, width = width + 1, hashes = hashes || substring(hashes FOR 32)",
        "level = level + 1, width = width + 1, hashes = hashes || substring(hashes FOR 32)",
    ):
        statement = f"UPDATE liuhen.tiles SET {change}"
        message = refused(superuser, statement, IntegrityConstraintViolation)
        assert "only more may follow" in message


def test_a_tile_may_grow(superuser: psycopg.Connection) -> None:
    more = "width = width + 1, hashes = hashes || substring(hashes FOR 32)"
    superuser.execute(f"UPDATE liuhen.tiles SET {more}".encode())
    assert superuser.execute("SELECT level, index, width FROM liuhen.tiles").fetchall() == [
        (0, 0, 8)
    ]


def test_a_tile_has_as_many_hashes_as_it_says(superuser: psycopg.Connection) -> None:
    for values in ("0, 1, 2, repeat('x', 32)::bytea", "0, 1, 257, repeat('x', 257 * 32)::bytea"):
        with pytest.raises(CheckViolation):
            superuser.execute(f"INSERT INTO liuhen.tiles VALUES ({values})".encode())


def test_a_checkpoint_is_newer_than_all_others_and_within_the_log(sealed: County) -> None:
    def added(size: int) -> str:
        columns = f"{size}, repeat('r', 32)::bytea, 'note'"
        return f"INSERT INTO liuhen.checkpoints (size, root, note) VALUES ({columns})"

    with as_role(sealed, "liuhen_app") as app:
        for size in (1, 3, 7, 8):
            message = refused(app, added(size), IntegrityConstraintViolation)
            assert f"a checkpoint of {size} events" in message
        sealed.append(1)
        app.execute(added(8).encode())
