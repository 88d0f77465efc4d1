"""The application composed on a test's database, with a clock that stands still."""

import itertools
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

from domain.kernel import Command
from domain.organisation.appointments import AppointPerson, EngagementType
from domain.organisation.posts import EstablishPost
from domain.organisation.state import ANY_DUTY, Level
from domain.organisation.units import RegisterUnit
from domain.person import Identity, RegisterPerson
from domain.policy.packaged import packaged_policy
from domain.roles import Role
from graphql_api.ports import Answer, Caller, Request
from infra.application import Application
from infra.authority import caller, operator
from infra.database.connections import ReadPool, application_dsn
from infra.vault.keys import Keyring
from infra.vault.sealing import CaseSealer, PostgresIdentities
from tests.conftest import Database

NOW = datetime(2025, 3, 25, 2, 0, tzinfo=UTC)
"""10:00 in Shanghai on the Tuesday on which the scenarios begin."""
MASTER = b"m" * 32
FINGERPRINT = b"f" * 32


@dataclass
class Product:
    """The application, and short ways to use it."""

    application: Application
    pool: ReadPool
    dsn: str
    keys: Iterator[int] = field(default_factory=itertools.count)

    def do(self, command: Command, who: Caller | None = None, **request: Any) -> Answer:
        """Carry out a command under a fresh key, as the operator unless somebody is named."""
        key = request.pop("key", f"key-{next(self.keys)}")
        return self.application.handle(
            Request(command=command, caller=who or operator(), key=key, **request)
        )

    def unit(self, name: str = "云溪县中心", **more: Any) -> str:
        """Register a unit; its id."""
        wanted: dict[str, Any] = {
            "name": name,
            "level": Level.COUNTY,
            "kind": "centre",
            "area": "990101000000",
            "valid_from": date(2020, 1, 1),
            "duties": (ANY_DUTY,),
        }
        return str(self.do(RegisterUnit(**(wanted | more))).events[0].event.unit)

    def person(self, name: str = "王小明") -> str:
        """Register a person; the id."""
        return str(self.do(RegisterPerson(identity=Identity(name=name))).stream)

    def officer(self, unit: str, *roles: Role, name: str = "王小明") -> Caller:
        """Somebody who holds a new post with these roles in the unit."""
        post = self.do(EstablishPost(unit=unit, title="岗位", roles=roles)).events[0].event.post
        person = self.person(name)
        self.do(
            AppointPerson(
                person=person,
                post=post,
                engagement=EngagementType.CIVIL_SERVANT,
                from_on=date(2020, 1, 1),
            )
        )
        return caller(self.application.organisation(), person, NOW, client="test")


@contextmanager
def product(database: Database, **options: Any) -> Iterator[Product]:
    """The application on a test's database."""
    dsn = application_dsn(database.app_dsn)
    pool = ReadPool(dsn)
    pool.open()
    keyring = Keyring(pool.connection, database.schema, MASTER)
    settings: dict[str, Any] = {"clock": lambda: NOW, "judged_by": packaged_policy()} | options
    application = Application(
        dsn=dsn,
        schema=database.schema,
        sealer=CaseSealer(keyring),
        identities=PostgresIdentities(pool.connection, database.schema, keyring),
        fingerprint_key=FINGERPRINT,
        forget_keys=keyring.forget,
        **settings,
    )
    try:
        yield Product(application, pool, dsn)
    finally:
        application.close()
        pool.close()
