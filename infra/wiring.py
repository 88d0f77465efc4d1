"""The wiring: the only file that knows every class. It composes the product from its parts.

settings ──> database (embedded or yours, migrated) ──> pool, keys, vault ──> application
                                                                                 │
                          projector, checkpointer, reads, ledger, schema, HTTP <─┘
"""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime

from infra.application import Application
from infra.database.connections import ReadPool, application_dsn, refuse_unsafe_environment
from infra.database.embedded import EmbeddedPostgres
from infra.database.migrate import migrate, pending
from infra.keys import KeyFolder
from infra.settings import Settings
from infra.vault.keys import Keyring
from infra.vault.sealing import CaseSealer, PostgresIdentities

Clock = Callable[[], datetime]


def now() -> datetime:
    """The server's clock: the one place where it is read."""
    return datetime.now(UTC)


@dataclass(frozen=True)
class Database:
    """A reachable PostgreSQL: how an administrator logs in, and how the product does."""

    admin_dsn: str
    app_dsn: str


@contextmanager
def reachable(settings: Settings) -> Iterator[Database]:
    """The database the settings name; the embedded server runs for as long as it is needed."""
    refuse_unsafe_environment()
    with ExitStack() as stack:
        if settings.database_url is not None:
            admin = login = settings.database_url.get_secret_value()
        else:
            server = stack.enter_context(EmbeddedPostgres(settings.home))
            admin, login = server.dsn(), server.dsn("liuhen_app")
        yield Database(
            admin,
            application_dsn(login, statement_timeout_seconds=settings.statement_timeout_seconds),
        )


@contextmanager
def migrated(settings: Settings) -> Iterator[Database]:
    """The same, brought up to date."""
    with reachable(settings) as database:
        if pending(database.admin_dsn, settings.schema_name):
            migrate(database.admin_dsn, settings.schema_name)
        yield database


@dataclass(frozen=True)
class Core:
    """What every command of the product needs."""

    settings: Settings
    database: Database
    keys: KeyFolder
    pool: ReadPool
    keyring: Keyring
    identities: PostgresIdentities
    sealer: CaseSealer
    application: Application


@contextmanager
def core(settings: Settings, *, clock: Clock = now) -> Iterator[Core]:
    """The application on a migrated database; closed in order at the end."""
    with migrated(settings) as database, ExitStack() as stack:
        keys = KeyFolder(path=settings.keys_dir)
        pool = ReadPool(
            database.app_dsn, min_size=settings.read_pool_min, max_size=settings.read_pool_max
        )
        pool.open()
        stack.callback(pool.close)
        keyring = Keyring(pool.connection, settings.schema_name, keys.master)
        identities = PostgresIdentities(pool.connection, settings.schema_name, keyring)
        sealer = CaseSealer(keyring)
        application = Application(
            dsn=database.app_dsn,
            schema=settings.schema_name,
            sealer=sealer,
            identities=identities,
            fingerprint_key=keys.fingerprint,
            clock=clock,
        )
        stack.callback(application.close)
        stack.callback(application.recorder.close)
        yield Core(settings, database, keys, pool, keyring, identities, sealer, application)
