"""The wiring: the only file that knows every class. It composes the product from its parts.

settings ──> database (embedded or yours, migrated) ──> pool, keys, vault ──> application
                                                                                 │
                          projector, checkpointer, reads, ledger, schema, HTTP <─┘
"""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager, nullcontext
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cached_property
from typing import Any
from uuid import uuid4

from domain.ids import PersonId
from domain.policy.rulebook import Policy
from infra.application import Application
from infra.database.connections import ReadPool, application_dsn, refuse_unsafe_environment
from infra.database.embedded import EmbeddedPostgres
from infra.database.migrate import migrate, pending
from infra.identity.development import DevelopmentKeys
from infra.keys import KeyFolder
from infra.rules import rules_of
from infra.settings import Settings
from infra.vault.destruction import destroy_again
from infra.vault.keys import Keyring
from infra.vault.sealing import CaseSealer, PostgresIdentities
from projections.clocks import ClocksRow, clocks_by
from projections.figures import FiguresRow, figures_by
from projections.kernel import Projection
from projections.registry import TIMELESS

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


def bring_up_to_date(database: Database, settings: Settings) -> None:
    """Migrate if anything is missing, and see that the vault is. Raises `DatabaseFault`."""
    if pending(database.admin_dsn, settings.schema_name):
        migrate(database.admin_dsn, settings.schema_name)
    destroy_again(database.app_dsn, settings.schema_name)


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
    judged_by: Policy

    @cached_property
    def projections(self) -> tuple[Projection[Any], ...]:
        """Every read model, time counted by the rules of this installation."""
        return (*TIMELESS, self.clocks, self.figures)

    @cached_property
    def clocks(self) -> Projection[ClocksRow]:
        """The table of clocks."""
        return clocks_by(lambda: self.judged_by)

    @cached_property
    def figures(self) -> Projection[FiguresRow]:
        """The table of figures."""
        return figures_by(lambda: self.judged_by)


@contextmanager
def core(
    settings: Settings,
    *,
    clock: Clock = now,
    new_command_id: Callable[[], str] = lambda: str(uuid4()),
    observe: Callable[[int, float], None] = lambda size, seconds: None,
    timed: Callable[[str], AbstractContextManager[object]] = lambda part: nullcontext(),
    wait_for_database: bool = True,
) -> Iterator[Core]:
    """The application, closed in order at the end.

    The database is brought up to date first, unless `wait_for_database` is off: then the caller
    does it when the database answers. Raises `RuleFileInvalid` before anything is opened.
    """
    judged_by = rules_of(settings)
    with reachable(settings) as database, ExitStack() as stack:
        if wait_for_database:
            bring_up_to_date(database, settings)
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
            judged_by=judged_by,
            clock=clock,
            new_command_id=new_command_id,
            observe=observe,
            timed=timed,
            forget_keys=keyring.forget,
            batch_max=settings.append_batch_max,
        )
        stack.callback(application.close)
        yield Core(
            settings, database, keys, pool, keyring, identities, sealer, application, judged_by
        )


def development_token(parts: Core, person: PersonId, lifetime: timedelta) -> str:
    """A token for trying things out, signed with the development key."""
    keys = DevelopmentKeys(parts.keys.development)
    settings = parts.settings
    return keys.mint(
        subject=person,
        client_id="development",
        audience=settings.token_audience,
        issuer=settings.token_issuer,
        lifetime=lifetime,
        now=now(),
    )
