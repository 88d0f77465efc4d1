"""Bringing the schema up to date: which revisions are missing, and applying them all at once.

Everything happens in one transaction under one lock, so however many processes start at the same
time, each revision is applied once, and a failure leaves the schema as it was.
"""

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final, cast

import psycopg
from psycopg import errors, sql
from psycopg.conninfo import make_conninfo

from infra.database.connections import APP_ROLE, OWNER_ROLE, connect
from infra.database.faults import AdministratorNeeded, MigrationBusy, SchemaTooNew
from infra.database.migrations import SQL, VERSION_TABLE, VERSIONS, revisions, statements

log = logging.getLogger(__name__)

LOCK = 0x4C_49_55_48_45_4E
"""Key of the advisory lock (the letters LIUHEN): one migration at a time in a database."""

LOCK_PATIENCE: Final = "120s"
"""How long to wait for another process that is migrating. Revisions take seconds."""

ATTEMPTS = 5
"""Roles belong to the whole cluster and the lock to one database: migrations of two databases may
collide over a role, and the one that loses starts again."""


def pending(dsn: str, schema: str) -> list[str]:
    """The revisions that `schema` still lacks, oldest first; empty when it is up to date.

    One small query, so that it can be asked at every start. Raises `SchemaTooNew` when the schema
    names a revision this release does not know, `DatabaseDown` or `LoginRefused`.
    """
    with connect(dsn) as connection:
        return _missing(connection, schema)


_ONE_AT_A_TIME = threading.Lock()
"""Alembic keeps what it is doing in module variables, so threads take turns."""


def migrate(admin_dsn: str, schema: str) -> list[str]:
    """Apply every pending revision to `schema` and return their numbers, oldest first.

    `admin_dsn` logs in as a superuser, or as a member of `liuhen_migrator`. Raises `SchemaTooNew`,
    `AdministratorNeeded`, `MigrationBusy`, `DatabaseDown` or `LoginRefused`.
    """
    if not pending(admin_dsn, schema):
        return []
    for attempt in range(1, ATTEMPTS + 1):
        try:
            with _ONE_AT_A_TIME:
                return _migrate_once(admin_dsn, schema)
        except (errors.InternalError_, errors.DeadlockDetected) as collision:
            if attempt == ATTEMPTS:
                raise
            log.info("migration collided with another one, trying again: %s", collision)
    raise AssertionError("unreachable: the last attempt returns or raises")


def _migrate_once(admin_dsn: str, schema: str) -> list[str]:
    # Imported here: they take longer than a whole start with nothing to migrate.
    from sqlalchemy import create_engine
    from sqlalchemy.pool import NullPool

    dsn = make_conninfo(admin_dsn, application_name="liuhen migrate")
    engine = create_engine(
        "postgresql+psycopg://", creator=lambda: connect(dsn), poolclass=NullPool
    )
    with engine.begin() as alchemy:
        connection = cast("psycopg.Connection", alchemy.connection.driver_connection)
        _take_the_lock(connection)
        missing = _missing(connection, schema)
        if missing:
            with _rights_explained(admin_dsn, connection):
                connection.execute(statements("0000_roles_and_schemas.sql", schema).encode())
            connection.execute(sql.SQL("SET LOCAL ROLE {}").format(sql.Identifier(OWNER_ROLE)))
            _upgrade(alchemy, schema)
            _let_the_version_be_read(connection, schema)
    log.info("schema %s migrated: %s", schema, ", ".join(missing) or "nothing left to do")
    return missing


def _missing(connection: psycopg.Connection, schema: str) -> list[str]:
    known = revisions()
    table = f'"{schema}".{VERSION_TABLE}'
    found = connection.execute("SELECT to_regclass(%s) IS NOT NULL", [table]).fetchone()
    if found is None or not found[0]:
        return known
    version = connection.execute(
        sql.SQL("SELECT version_num FROM {}").format(sql.Identifier(schema, VERSION_TABLE))
    ).fetchone()
    if version is None:
        return known
    if version[0] not in known:
        raise SchemaTooNew(
            f"schema {schema} is at revision {version[0]} and this release knows revisions up to "
            f"{known[-1]}: it was changed by a newer release, which is the one to run"
        )
    return known[known.index(version[0]) + 1 :]


def _take_the_lock(connection: psycopg.Connection) -> None:
    connection.execute(f"SET LOCAL lock_timeout = '{LOCK_PATIENCE}'")
    connection.execute("SET LOCAL statement_timeout = 0")
    try:
        connection.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
    except errors.LockNotAvailable as error:
        raise MigrationBusy(
            f"another process has been migrating this database for more than {LOCK_PATIENCE}"
        ) from error


@contextmanager
def _rights_explained(admin_dsn: str, connection: psycopg.Connection) -> Iterator[None]:
    """Turn "permission denied" into the statements an administrator has to run."""
    login, database = connection.info.user, connection.info.dbname
    try:
        yield
    except errors.InsufficientPrivilege as error:
        refusal = error.diag.message_primary
        raise AdministratorNeeded(
            f'the login "{login}" may not make the roles and schemas ({refusal})',
            _for_the_administrator(admin_dsn, login, database),
        ) from error


def _for_the_administrator(admin_dsn: str, login: str, database: str) -> str:
    """The text of `administrator.sql`, without the roles that are there already."""
    with connect(admin_dsn) as connection:
        there = {row[0] for row in connection.execute("SELECT rolname FROM pg_roles")}
    lines = (SQL / "administrator.sql").read_text(encoding="utf-8").splitlines()
    wanted = [
        line for line in lines if not (line.startswith("CREATE ROLE ") and line.split()[2] in there)
    ]
    names = {"{login}": login, "{database}": database}
    text = "\n".join(wanted)
    for placeholder, name in names.items():
        text = text.replace(placeholder, sql.Identifier(name).as_string())
    return text


def _upgrade(alchemy: Any, schema: str) -> None:
    """Let Alembic apply what is missing, inside our transaction."""
    from alembic import command
    from alembic.config import Config

    config = Config(attributes={"schema": schema, "connection": alchemy})
    config.set_main_option("script_location", str(VERSIONS.parent).replace("%", "%%"))
    command.upgrade(config, "head")


def _let_the_version_be_read(connection: psycopg.Connection, schema: str) -> None:
    table = sql.Identifier(schema, VERSION_TABLE)
    connection.execute(sql.SQL("GRANT SELECT ON {} TO {}").format(table, sql.Identifier(APP_ROLE)))
