"""Connecting to PostgreSQL: what every connection is told, the pool for reading, and being down.

A half-open socket, a server that vanished or a statement that never ends must not hang anybody:
each connection carries time limits, and what cannot be had in a few seconds is a typed fault.
"""

import os
import select
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import psycopg
from psycopg import OperationalError, pq
from psycopg.conninfo import conninfo_to_dict, make_conninfo
from psycopg_pool import ConnectionPool, PoolTimeout

from infra.database.faults import DatabaseBusy, DatabaseDown, LoginRefused, UnsafeEnvironment

APP_ROLE = "liuhen_app"
"""The role the product works as."""

OWNER_ROLE = "liuhen_owner"
"""The role that owns events, ledger and vault; nobody logs in as it."""

CONNECT_SECONDS = 3
"""How long to wait for a server that does not answer."""

WAIT_SECONDS = 3.0
"""How long to wait for a free connection of the pool."""

IDLE_IN_TRANSACTION_SECONDS = 30
"""After this the server ends a transaction nobody goes on with, and the locks it holds."""

KEEPALIVES: Mapping[str, str | int] = {
    "connect_timeout": CONNECT_SECONDS,
    "keepalives": 1,
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 15_000,  # milliseconds
}
"""So that a peer that vanished without a word is noticed within half a minute."""

_GOING_AWAY = ("57P01", "57P02", "57P03", "08")
"""SQLSTATEs, or their beginnings, by which a server says that it or the connection is ending."""


def application_dsn(
    dsn: str, *, name: str = "liuhen", statement_timeout_seconds: float = 3, role: str = APP_ROLE
) -> str:
    """`dsn` (a URL or keywords) with time limits, a name for `pg_stat_activity`, and the role.

    A login other than `role` itself takes the role on at once, so that the product never works
    with more rights than it needs. Limits the address already sets are left alone.
    """
    given = conninfo_to_dict(dsn)
    options = [
        str(given.get("options") or ""),
        f"-c statement_timeout={round(statement_timeout_seconds * 1000)}",
        f"-c idle_in_transaction_session_timeout={IDLE_IN_TRANSACTION_SECONDS * 1000}",
    ]
    if given.get("user") != role:
        options.append(f"-c role={role}")
    return make_conninfo(
        _with_limits(dsn), application_name=name, options=" ".join(filter(None, options))
    )


def connect(dsn: str, *, autocommit: bool = False) -> psycopg.Connection:
    """One connection. Raises `DatabaseDown` or `LoginRefused` within a few seconds."""
    try:
        return psycopg.connect(_with_limits(dsn), autocommit=autocommit)
    except OperationalError as error:
        raise _why_not(dsn, error) from error


def ping(dsn: str) -> pq.Ping:
    """What the server at `dsn` answers, without logging in: OK, REJECT (starting or stopping),
    NO_RESPONSE or NO_ATTEMPT."""
    return pq.Ping(pq.PGconn.ping(make_conninfo(dsn, connect_timeout=CONNECT_SECONDS).encode()))


@contextmanager
def outages(connection: psycopg.Connection) -> Iterator[None]:
    """Within this, a connection that breaks raises `DatabaseDown`; other errors pass unchanged."""
    try:
        yield
    except psycopg.Error as error:
        if connection.closed or (error.sqlstate or "").startswith(_GOING_AWAY):
            raise DatabaseDown(f"the connection to the database was lost: {error}") from error
        raise


def refuse_unsafe_environment(environ: Mapping[str, str] = os.environ) -> None:
    """Refuse to run with the event sourcing library's database functions switched on.

    With them events can be skipped by followers and tracking rows dropped; our recorder has its own
    function instead. Raises `UnsafeEnvironment`.
    """
    variable = "POSTGRES_ENABLE_DB_FUNCTIONS"
    if environ.get(variable, "").lower() not in ("", "n", "no", "f", "false", "off", "0"):
        raise UnsafeEnvironment(
            f"{variable} is set: it makes the event sourcing library store events in a way that "
            "loses some for whoever follows the log. Unset it and start again."
        )


def _plan_each_question(connection: psycopg.Connection) -> None:
    """Plan every question for what it asks: a plan for any unit and any day fits none of them.

    It costs half a millisecond, and spares two thirds of the time of questions about a county.
    """
    connection.execute("SET plan_cache_mode = force_custom_plan")


class ReadPool:
    """Connections for reading: each statement is its own transaction. Heals when the server does.

    Use it from threads; open it once per process, after forking.
    """

    def __init__(
        self, dsn: str, *, min_size: int = 1, max_size: int = 8, wait_seconds: float = WAIT_SECONDS
    ) -> None:
        self._dsn = dsn
        self._pool = ConnectionPool(
            dsn,
            kwargs={"autocommit": True},
            configure=_plan_each_question,
            min_size=min_size,
            max_size=max_size,
            timeout=wait_seconds,
            # The pool's own retries slow down to minutes. Giving up early leaves it to the next
            # question to try again, so that reading works as soon as the server does.
            reconnect_timeout=wait_seconds,
            check=refuse_if_gone,
            open=False,
            name="liuhen-read",
        )

    def open(self) -> None:
        """Begin connecting, in the background: a server that is down does not keep us waiting."""
        self._pool.open(wait=False)

    def close(self) -> None:
        """Close every connection."""
        self._pool.close()

    @contextmanager
    def connection(self) -> Iterator[psycopg.Connection]:
        """A connection for the length of a `with` block.

        Raises `DatabaseDown` when there is no server or it goes away during the block,
        `DatabaseBusy` when no connection came free in time, `LoginRefused`.
        """
        try:
            connection = self._pool.getconn()
        except PoolTimeout as timeout:
            raise self._why_none() from timeout
        try:
            with outages(connection):
                yield connection
        finally:
            self._pool.putconn(connection)

    def ping(self) -> None:
        """Ask the server for nothing. Raises as `connection` does; for `/readyz`."""
        with self.connection() as connection:
            connection.execute("SELECT 1")

    def _why_none(self) -> DatabaseDown | DatabaseBusy | LoginRefused:
        try:
            connect(self._dsn).close()
        except (DatabaseDown, LoginRefused) as fault:
            return fault
        return DatabaseBusy(
            f"all {self._pool.max_size} connections for reading stayed in use "
            f"for {self._pool.timeout:g} s"
        )


def _with_limits(dsn: str) -> str:
    given = conninfo_to_dict(dsn)
    return make_conninfo(
        dsn, **{name: limit for name, limit in KEEPALIVES.items() if name not in given}
    )


def refuse_if_gone(connection: psycopg.Connection[Any]) -> None:
    """Refuse a connection whose server went away while it lay idle. For the pool's `check`.

    Nobody has asked anything, so there is something to read only if the server said goodbye.
    Looking costs microseconds; asking would cost every query a round trip.
    """
    poll = select.poll()
    poll.register(connection.fileno(), select.POLLIN)
    if poll.poll(0):
        ConnectionPool.check_connection(connection)


def _why_not(dsn: str, error: OperationalError) -> DatabaseDown | LoginRefused:
    """The driver tells a closed door from a closed house in words only; a ping tells them apart."""
    if ping(dsn) == pq.Ping.OK:
        return LoginRefused(f"the database refused the login: {error}")
    return DatabaseDown(f"the database does not answer: {error}")
