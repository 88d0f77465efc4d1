"""Connections: limits on everything, the right role, quick and typed failures, and recovery."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import psycopg
import pytest
from psycopg.conninfo import conninfo_to_dict
from psycopg.errors import QueryCanceled

from infra.database.connections import (
    ReadPool,
    application_dsn,
    connect,
    outages,
    refuse_unsafe_environment,
)
from infra.database.embedded import EmbeddedPostgres
from infra.database.faults import DatabaseBusy, DatabaseDown, LoginRefused, UnsafeEnvironment
from tests.conftest import Database
from tests.database.products import kill_server


@pytest.fixture
def server(home: Path) -> Iterator[EmbeddedPostgres]:
    """A server that a test may stop."""
    with EmbeddedPostgres(home) as server:
        yield server


@pytest.fixture
def pool(server: EmbeddedPostgres) -> Iterator[ReadPool]:
    """A pool on that server, with some connections open."""
    pool = ReadPool(application_dsn(server.dsn()), min_size=2, max_size=2, wait_seconds=2)
    pool.open()
    pool.ping()
    yield pool
    pool.close()


def asked(connection: psycopg.Connection, question: str) -> str:
    row = connection.execute(question.encode()).fetchone()
    assert row is not None
    return str(row[0])


def test_a_login_of_another_name_works_as_the_products_role(any_database: Database) -> None:
    with connect(application_dsn(any_database.admin_dsn)) as connection:
        assert asked(connection, "SELECT session_user") == "postgres"
        assert asked(connection, "SELECT current_user") == "liuhen_app"


def test_every_connection_carries_its_limits_and_name(any_database: Database) -> None:
    dsn = application_dsn(any_database.app_dsn, name="liuhen test", statement_timeout_seconds=1.5)
    with connect(dsn) as connection:
        assert asked(connection, "SHOW statement_timeout") == "1500ms"
        assert asked(connection, "SHOW idle_in_transaction_session_timeout") == "30s"
        assert asked(connection, "SHOW application_name") == "liuhen test"
    assert conninfo_to_dict(dsn)["tcp_user_timeout"] == "15000"
    assert conninfo_to_dict(dsn)["keepalives"] == "1"


def test_what_the_address_asks_for_itself_is_kept() -> None:
    dsn = application_dsn(
        "postgresql://county@db.example/liuhen?connect_timeout=7&options=-c%20work_mem%3D1MB"
    )
    given = conninfo_to_dict(dsn)
    assert given["connect_timeout"] == "7"
    assert str(given["options"]).startswith("-c work_mem=1MB -c statement_timeout=3000 ")


def test_a_statement_that_takes_too_long_is_not_taken_for_an_outage(database: Database) -> None:
    dsn = application_dsn(database.app_dsn, statement_timeout_seconds=0.05)
    with connect(dsn) as connection, pytest.raises(QueryCanceled), outages(connection):
        connection.execute("SELECT pg_sleep(600)")


def test_nobody_there_is_down(place: Path) -> None:
    with pytest.raises(DatabaseDown):
        connect(f"host={place} dbname=liuhen user=liuhen_app")
    with pytest.raises(DatabaseDown):
        connect("host=127.0.0.1 port=1 dbname=liuhen user=liuhen_app")


@pytest.mark.parametrize(
    ("user", "name"), [("nobody_known", "liuhen"), ("liuhen_app", "no_such_database")]
)
def test_a_refused_login_is_not_taken_for_an_outage(
    embedded_server: EmbeddedPostgres, user: str, name: str
) -> None:
    with pytest.raises(LoginRefused):
        connect(embedded_server.dsn(user, name))


def test_a_login_that_may_not_take_on_the_role_is_refused(
    embedded_server: EmbeddedPostgres, database: Database
) -> None:
    with pytest.raises(LoginRefused, match="role"):
        connect(application_dsn(database.app_dsn, role="liuhen_owner"))


def test_reading_while_the_server_is_down_fails_and_works_again_when_it_is_back(
    pool: ReadPool, server: EmbeddedPostgres
) -> None:
    server.stop()
    for _ in range(2):
        with pytest.raises(DatabaseDown):
            pool.ping()
    server.start()
    pool.ping()


def test_a_restart_while_nobody_reads_is_not_noticed(
    pool: ReadPool, server: EmbeddedPostgres
) -> None:
    server.stop()
    server.start()
    for _ in range(4):
        pool.ping()


def test_a_server_that_dies_in_the_middle_of_reading_is_down(
    pool: ReadPool, server: EmbeddedPostgres, home: Path
) -> None:
    def read_while_it_dies() -> None:
        with pool.connection() as connection:
            kill_server(home)
            connection.execute("SELECT pg_sleep(600)")

    with pytest.raises(DatabaseDown):
        read_while_it_dies()
    server.start()
    pool.ping()


def test_a_pool_opened_before_the_server_reads_once_it_is_there(home: Path) -> None:
    with EmbeddedPostgres(home) as server:
        dsn = application_dsn(server.dsn())
    pool = ReadPool(dsn, wait_seconds=1)
    pool.open()
    with pytest.raises(DatabaseDown):
        pool.ping()
    with EmbeddedPostgres(home):
        pool.ping()
    pool.close()


def test_a_pool_with_a_wrong_login_says_so(embedded_server: EmbeddedPostgres) -> None:
    pool = ReadPool(embedded_server.dsn("nobody_known"), wait_seconds=1)
    pool.open()
    with pytest.raises(LoginRefused):
        pool.ping()
    pool.close()


def test_a_pool_in_full_use_is_busy_and_not_down(database: Database) -> None:
    pool = ReadPool(application_dsn(database.app_dsn), min_size=0, max_size=2, wait_seconds=1)
    pool.open()
    with ExitStack() as stack:
        for _ in range(2):
            stack.enter_context(pool.connection())
        with pytest.raises(DatabaseBusy):
            pool.ping()
    pool.ping()
    pool.close()


def test_each_statement_of_the_pool_is_its_own_transaction(database: Database) -> None:
    pool = ReadPool(application_dsn(database.app_dsn))
    pool.open()
    with pool.connection() as connection:
        connection.execute("SELECT 1")
        assert connection.info.transaction_status.name == "IDLE"
    pool.close()


@pytest.mark.parametrize("value", ["y", "YES", "t", "true", "on", "1", "enable"])
def test_the_librarys_database_functions_are_refused(value: str) -> None:
    with pytest.raises(UnsafeEnvironment, match="POSTGRES_ENABLE_DB_FUNCTIONS"):
        refuse_unsafe_environment({"POSTGRES_ENABLE_DB_FUNCTIONS": value})


@pytest.mark.parametrize("value", ["", "n", "No", "f", "FALSE", "off", "0"])
def test_the_librarys_database_functions_may_be_switched_off_aloud(value: str) -> None:
    refuse_unsafe_environment({"POSTGRES_ENABLE_DB_FUNCTIONS": value})
    refuse_unsafe_environment({})
