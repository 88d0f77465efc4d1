"""The whole product over real HTTP on a test's database: sign in, ask, give commands.

    with api(database) as it:
        clerk = it.signed_in(it.product.officer(unit, Role.WINDOW_CLERK))
        answer = clerk.do("registerIntake", matterClass="CONSULT", …)
        assert clerk.query("{ cases(first: 10) { totalCount } }")["cases"]["totalCount"] == 1

It is composed as `liuhen serve` composes it. Its clock stands still until a test moves it.
"""

import itertools
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
from pydantic import SecretStr

from domain.registry import COMMANDS
from graphql_api.ports import Caller
from graphql_api.schema.inputs import must_expect
from infra.authority import SYSTEM
from infra.http.app import service
from infra.http.metrics import Metrics
from infra.identity.development import DevelopmentKeys
from infra.settings import Settings
from infra.watch.watcher import Watch
from infra.wiring import Core, core
from infra.working.report import Tell
from infra.working.roles import Roles
from tests.composed import NOW, Product
from tests.conftest import Database
from tests.served import LONG_ENOUGH, served

BASICS = "position replayed refusals { code title details } events { __typename name version }"
"""What `mutate` asks of a payload unless told otherwise."""

_KEYS = itertools.count()
"""Idempotency keys are kept for ever, so no two clients of a run are given the same one."""


@dataclass
class Clock:
    """A clock that stands still until it is moved."""

    now: datetime = NOW

    def __call__(self) -> datetime:
        return self.now

    def move(self, **by: float) -> None:
        """Move forward, as `timedelta` counts: `move(days=1)`."""
        self.now += timedelta(**by)


class ApiRefused(AssertionError):
    """A test expected data and the API answered with errors or refusals."""


@dataclass
class Client:
    """Somebody signed in, over HTTP."""

    http: httpx.Client

    def ask(
        self, document: str, variables: Mapping[str, Any] | None = None, **headers: str
    ) -> httpx.Response:
        """One operation; the response as it came. Headers are written with underscores."""
        body = {"query": document, "variables": dict(variables or {})}
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return self.http.post("/graphql", json=body, headers=named)

    def query(self, document: str, **variables: Any) -> dict[str, Any]:
        """The data of an operation that goes through."""
        answer = self.ask(document, variables).json()
        if "errors" in answer:
            raise ApiRefused(answer["errors"])
        data: dict[str, Any] = answer["data"]
        return data

    def mutate(self, mutation: str, select: str = BASICS, **given: Any) -> dict[str, Any]:
        """The payload of a mutation; a fresh idempotency key unless one is given.

        Commands on an existing stream are given on any version unless `expectedVersion` is there.
        """
        command = mutation[0].upper() + mutation[1:]
        around: dict[str, Any] = {"idempotencyKey": f"test-{next(_KEYS)}"}
        if must_expect(*COMMANDS[command]):
            around["expectedVersion"] = None
        document = (
            f"mutation($input: {command}Input!) {{ it: {mutation}(input: $input) {{ {select} }} }}"
        )
        payload: dict[str, Any] = self.query(document, input=around | given)["it"]
        return payload

    def do(self, mutation: str, select: str = BASICS, **given: Any) -> dict[str, Any]:
        """The payload of a mutation that is not refused."""
        payload = self.mutate(mutation, f"{select} refused: refusals {{ code title }}", **given)
        if payload["refused"]:
            raise ApiRefused(payload["refused"])
        return payload


@dataclass
class Api:
    """A running product: the application inside, and people signed in from outside."""

    product: Product
    parts: Core
    clock: Clock
    address: str
    stack: ExitStack
    watch: Watch
    """Looks once at the start and then only when a test asks it to: `watch.once()`."""

    def token(
        self,
        person: str,
        *,
        client: str = "test",
        post: str | None = None,
        lifetime: timedelta = timedelta(days=3650),
    ) -> str:
        """A good access token."""
        settings = self.parts.settings
        return DevelopmentKeys(self.parts.keys.development).mint(
            subject=person,
            client_id=client,
            audience=settings.token_audience,
            issuer=settings.token_issuer,
            lifetime=lifetime,
            now=self.clock(),
            post=post,
        )

    def signed_in(
        self, who: Caller | str, *, language: str = "en", post: str | None = None
    ) -> Client:
        """Somebody who has signed in, acting for the post of the caller or for the one given."""
        person = who if isinstance(who, str) else who.person
        acting = post if isinstance(who, str) else who.post
        headers = {
            "Authorization": f"Bearer {self.token(person, post=acting)}",
            "Accept-Language": language,
        }
        http = httpx.Client(base_url=self.address, headers=headers, timeout=60, trust_env=False)
        return Client(self.stack.enter_context(http))

    def see(self) -> None:
        """Wait until the read models have seen everything that was recorded."""
        anybody = self.signed_in(SYSTEM)
        size = str(self.product.application.recorder.size())
        question = "query($at: Position) { cases(first: 1, minPosition: $at) { position } }"
        deadline = time.monotonic() + LONG_ENOUGH
        while "errors" in anybody.ask(question, {"at": size}).json():
            assert time.monotonic() < deadline, "the read models stay behind"

    def checkpoint(self) -> str:
        """Wait for a signed checkpoint over everything that was recorded; its text."""
        anybody = self.signed_in(SYSTEM)
        size = self.product.application.recorder.size()
        deadline = time.monotonic() + LONG_ENOUGH
        while time.monotonic() < deadline:
            found = anybody.query("{ ledger { checkpoint } }")["ledger"]["checkpoint"]
            if found is not None and int(found.split("\n")[1]) >= size:
                return str(found)
        raise AssertionError("the ledger stays behind")


@contextmanager
def api(database: Database, *, home: Path | None = None) -> Iterator[Api]:
    """The product on a test's database. `home` keeps the keys, for a second start."""
    clock = Clock()
    with ExitStack() as stack:
        folder = home or Path(stack.enter_context(tempfile.TemporaryDirectory()))
        settings = Settings(
            home=folder,
            database_url=SecretStr(database.admin_dsn),
            schema_name=database.schema,
            introspection=True,
            log_level="ERROR",
            watch_seconds=86_400,
        )
        metrics = Metrics()
        parts = stack.enter_context(
            core(settings, clock=clock, observe=metrics.appended, timed=metrics.timed)
        )
        own: list[Roles] = []

        def work(tell: Tell) -> Roles:
            own.append(Roles(parts, tell, clock=clock))
            return own[0]

        running = service(parts, metrics, work, clock=clock)
        address = stack.enter_context(served(running.app))
        it = Product(parts.application, parts.pool, parts.database.app_dsn)
        yield Api(it, parts, clock, address, stack, own[0].watch)


__all__ = ["SYSTEM", "Api", "ApiRefused", "Client", "Clock", "api"]
