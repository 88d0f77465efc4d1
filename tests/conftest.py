"""What tests share: real PostgreSQL servers, and a fresh migrated database for each test.

One server per version for a whole run, however many pytest-xdist workers there are: the workers
join it as any processes of the product would. Each test gets a copy of a migrated template.
"""

import fcntl
import os
import secrets
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from glob import glob
from pathlib import Path

import psycopg
import pytest
from psycopg import sql

from infra.database.embedded import EmbeddedPostgres
from infra.database.migrate import migrate

SCHEMA = "liuhen"
TEMPLATE = "liuhen_template"

SERVERS = "TEST_SERVERS_FOLDER"
"""Environment variable by which the workers of a run learn where its servers are."""

FAST = {
    # Nothing outlives the run, so nothing need reach the disk. Tests about losing power start a
    # server of their own.
    "fsync": "off",
    "full_page_writes": "off",
    "shared_buffers": "64MB",
    "max_connections": "200",
}


@dataclass(frozen=True)
class Database:
    """A migrated database of its own: how the product logs in, how an administrator does."""

    app_dsn: str
    admin_dsn: str
    schema: str


def pytest_configure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):
        os.environ[SERVERS] = tempfile.mkdtemp(prefix="liuhen-test-")


def pytest_unconfigure(config: pytest.Config) -> None:
    """The last one out: stop what a crashed worker left running, and remove everything."""
    if hasattr(config, "workerinput"):
        return
    folder = Path(os.environ.pop(SERVERS))
    for home in folder.iterdir():
        EmbeddedPostgres(home).stop()
    shutil.rmtree(folder)


def postgresql_15() -> Path | None:
    """The programs of a PostgreSQL 15 on this machine, or None."""
    folders = [*glob("/usr/lib/postgresql/15/bin"), *glob("/usr/pgsql-15/bin")]
    folders += glob("/opt/homebrew/opt/postgresql@15/bin")
    if pg_config := shutil.which("pg_config"):
        asked = [pg_config, "--bindir", "--version"]
        shown = subprocess.run(asked, capture_output=True, text=True, check=True).stdout
        bindir, version = shown.splitlines()
        folders += [bindir] if version.startswith("PostgreSQL 15") else []
    return next((Path(each) for each in folders if (Path(each) / "initdb").exists()), None)


@contextmanager
def _running(name: str, binaries: Path | None) -> Iterator[EmbeddedPostgres]:
    home = Path(os.environ[SERVERS]) / name
    with EmbeddedPostgres(home, binaries=binaries, options=FAST) as server:
        _make_template(server)
        yield server


def _make_template(server: EmbeddedPostgres) -> None:
    """Migrate the template once; workers that come later find it."""
    with (server.home / "template.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with psycopg.connect(server.dsn(), autocommit=True) as connection:
            known = "SELECT FROM pg_database WHERE datname = %s"
            if connection.execute(known, [TEMPLATE]).fetchone() is not None:
                return
            connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier("half_made")))
            migrate(server.dsn(database="half_made"), SCHEMA)
            connection.execute(
                sql.SQL("ALTER DATABASE {} RENAME TO {}").format(
                    sql.Identifier("half_made"), sql.Identifier(TEMPLATE)
                )
            )


@contextmanager
def _fresh(server: EmbeddedPostgres) -> Iterator[Database]:
    name = f"test_{secrets.token_hex(6)}"
    with psycopg.connect(server.dsn(), autocommit=True) as connection:
        connection.execute(
            sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(
                sql.Identifier(name), sql.Identifier(TEMPLATE)
            )
        )
        try:
            yield Database(
                app_dsn=server.dsn("liuhen_app", name),
                admin_dsn=server.dsn(database=name),
                schema=SCHEMA,
            )
        finally:
            connection.execute(
                sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name))
            )


@pytest.fixture(scope="session")
def embedded_server() -> Iterator[EmbeddedPostgres]:
    """The PostgreSQL that comes with the product, shared by the whole run."""
    with _running("embedded", None) as server:
        yield server


@pytest.fixture(scope="session")
def pg15_server() -> Iterator[EmbeddedPostgres]:
    """PostgreSQL 15, the oldest we promise to run on, shared by the whole run."""
    binaries = postgresql_15()
    if binaries is None:
        pytest.skip("PostgreSQL 15 is not installed here")
    with _running("pg15", binaries) as server:
        yield server


@pytest.fixture
def database(embedded_server: EmbeddedPostgres) -> Iterator[Database]:
    """A fresh migrated database on the PostgreSQL that comes with the product."""
    with _fresh(embedded_server) as database:
        yield database


@pytest.fixture
def database_pg15(pg15_server: EmbeddedPostgres) -> Iterator[Database]:
    """A fresh migrated database on PostgreSQL 15."""
    with _fresh(pg15_server) as database:
        yield database


@pytest.fixture(params=["embedded", "pg15"])
def any_database(request: pytest.FixtureRequest) -> Iterator[Database]:
    """A fresh migrated database, once on each PostgreSQL we promise to run on."""
    server: EmbeddedPostgres = request.getfixturevalue(f"{request.param}_server")
    with _fresh(server) as database:
        yield database
