"""A database server for measuring: durable, as the product starts it, and gone afterwards."""

import secrets
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg
from psycopg import sql

from infra.database.embedded import EmbeddedPostgres
from infra.database.migrate import migrate

SCHEMA = "liuhen"


@dataclass(frozen=True)
class Scratch:
    """A migrated database of its own on the server."""

    server: EmbeddedPostgres
    name: str

    @property
    def app_dsn(self) -> str:
        """How the product logs in."""
        return self.server.dsn("liuhen_app", self.name)

    @property
    def admin_dsn(self) -> str:
        """How an administrator logs in."""
        return self.server.dsn(database=self.name)


@contextmanager
def server() -> Iterator[EmbeddedPostgres]:
    """The embedded server with the settings the product gives it, on a folder of its own."""
    home = Path(tempfile.mkdtemp(prefix="lh-bench-"))
    try:
        with EmbeddedPostgres(home) as running:
            yield running
    finally:
        shutil.rmtree(home, ignore_errors=True)


def scratch(on: EmbeddedPostgres) -> Scratch:
    """A fresh migrated database."""
    name = f"bench_{secrets.token_hex(4)}"
    with psycopg.connect(on.dsn(), autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    made = Scratch(on, name)
    migrate(made.admin_dsn, SCHEMA)
    return made
