"""Database sessions for background work: no time limit on statements, quick commits, names."""

import hashlib
from typing import Any

from psycopg import Connection
from psycopg.conninfo import make_conninfo

from infra.database.connections import connect
from infra.store.arrays import accept

SETTINGS = (
    # Filling a table and indexing it may take minutes; a person is not waiting.
    "SET statement_timeout = 0",
    "SET idle_in_transaction_session_timeout = 0",
    # Rows and position are committed together, so a commit lost with the power is folded again.
    "SET synchronous_commit = off",
    "SET timezone = 'UTC'",
)


def work_session(dsn: str, what: str) -> Connection[Any]:
    """A connection for background work in autocommit mode, named `liuhen <what>` in the server.

    Raises `DatabaseDown` or `LoginRefused` within a few seconds.
    """
    connection: Connection[Any] = connect(
        make_conninfo(dsn, application_name=f"liuhen {what}"), autocommit=True
    )
    for setting in SETTINGS:
        connection.execute(setting)
    return accept(connection)


def lock_key(*names: str) -> int:
    """The key of an advisory lock: the first 64 bits of a hash of its names, as a signed number."""
    digest = hashlib.sha256("\x00".join(("liuhen", *names)).encode()).digest()
    return int.from_bytes(digest[:8], "big", signed=True)
