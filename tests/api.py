"""The whole API over real HTTP on a test's database: sign in, ask, give commands.

    with api(database) as it:
        clerk = it.signed_in(it.product.officer(unit, Role.WINDOW_CLERK))
        answer = clerk.mutate("registerIntake", matterClass="CONSULT", …)
        assert clerk.query("{ cases(first: 10) { totalCount } }")["cases"]["totalCount"] == 1

The clock of the product stands still until a test moves it.
"""

import itertools
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
from anyio import CapacityLimiter
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.routing import Route

from domain.organisation.state import Organisation
from domain.registry import COMMANDS
from graphql_api.context import Services
from graphql_api.endpoint import GraphQLEndpoint
from graphql_api.ports import Caller, Consistency, Inclusion, ProofOutOfRange
from graphql_api.schema.build import schema
from graphql_api.schema.inputs import must_expect
from graphql_api.sign_in import SignIn, context_maker
from infra.application import Application
from infra.authority import SYSTEM
from infra.database.faults import DatabaseFault
from infra.http.ports import LogEvents, RegisterAuthority, may_read_narrative
from infra.identity.development import DevelopmentKeys
from infra.identity.jwks import FileKeys
from infra.identity.tokens import Claims, TokenVerifier, bearer_token
from infra.ledger.merkle import SHA256, OutOfRange, consistency_proof, inclusion_proof
from infra.read.projector import Projector
from infra.read.queries import PostgresCaseRegister
from infra.read.waiting import PostgresPositions
from infra.store.line import line
from projections.registry import PROJECTIONS
from tests.composed import NOW, Product, product
from tests.conftest import Database
from tests.graphql_api.serving import serving

ISSUER, AUDIENCE = "https://sign-in.test", "liuhen"
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


class LedgerOfLog:
    """Proofs over the whole log as it is now, for want of checkpoints."""

    def __init__(self, application: Application) -> None:
        self._application = application

    def checkpoint(self) -> str | None:
        return None

    def inclusion_proof(self, position: int, size: int | None) -> Inclusion:
        leaves = self._leaves(size)
        try:
            hashes = inclusion_proof(SHA256, leaves, position - 1)
        except OutOfRange as error:
            raise ProofOutOfRange(str(error)) from None
        return Inclusion(
            index=position - 1,
            size=len(leaves),
            leaf=leaves[position - 1],
            hashes=tuple(hashes),
        )

    def consistency_proof(self, first: int, second: int) -> Consistency:
        try:
            hashes = consistency_proof(SHA256, self._leaves(second), first)
        except OutOfRange as error:
            raise ProofOutOfRange(str(error)) from None
        return Consistency(first=first, second=second, hashes=tuple(hashes))

    def _leaves(self, size: int | None) -> list[bytes]:
        recorder = self._application.recorder
        head = recorder.size()
        if size is not None and size > head:
            raise ProofOutOfRange(f"the log has {head} events")
        rows = recorder.log(1, head if size is None else size)
        return [
            SHA256.leaf(line(position, at, stream, version, name, data))
            for position, stream, version, name, at, data in rows
        ]


class ApiRefused(AssertionError):
    """A test expected data and the API answered with errors or refusals."""


@dataclass
class Client:
    """Somebody signed in, over HTTP."""

    http: httpx.Client
    keys: Iterator[int]

    def ask(
        self, document: str, variables: Mapping[str, Any] | None = None, **headers: str
    ) -> httpx.Response:
        """One operation; the response as it came."""
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
        around: dict[str, Any] = {"idempotencyKey": f"test-{next(self.keys)}"}
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
    """The API of one product, and the keys that sign its tokens."""

    product: Product
    services: Services
    clock: Clock
    address: str
    signing: DevelopmentKeys
    stack: ExitStack
    keys: Iterator[int] = field(default_factory=lambda: _KEYS)

    def token(
        self,
        person: str,
        *,
        client: str = "test",
        post: str | None = None,
        lifetime: timedelta = timedelta(days=3650),
    ) -> str:
        """A good access token."""
        return self.signing.mint(
            subject=person,
            client_id=client,
            audience=AUDIENCE,
            issuer=ISSUER,
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
        http = httpx.Client(base_url=self.address, headers=headers, timeout=30, trust_env=False)
        return Client(self.stack.enter_context(http), self.keys)

    def see(self) -> None:
        """Wait until the read models have seen everything that was recorded."""
        size = self.product.application.recorder.size()
        assert self.services.positions.wait_for(size, 30), "the projector is behind"


def _services(it: Product, positions: PostgresPositions, clock: Clock, schema: str) -> Services:
    log = LogEvents(it.application)

    def register() -> Organisation:
        return it.application.organisation()

    return Services(
        commands=it.application,
        cases=PostgresCaseRegister(it.pool, schema),
        positions=positions,
        events=log,
        people=log,
        ledger=LedgerOfLog(it.application),
        register=register,
        cursor_key=b"c" * 32,
        may_read_narrative=may_read_narrative,
        clock=clock,
        threads=CapacityLimiter(8),
        waiting=CapacityLimiter(8),
    )


def _application(services: Services, it: Product, clock: Clock, jwks: Path) -> Starlette:
    verifier = TokenVerifier(FileKeys(jwks), issuer=ISSUER, audience=AUDIENCE, clock=clock)

    async def verify(request: Request) -> Claims:
        return await verifier.verify(bearer_token(request.headers.getlist("authorization")))

    authority = RegisterAuthority(it.application, clock)
    endpoint = GraphQLEndpoint(
        schema(),
        SignIn(verify, authority, services.threads),
        context_maker(services),
        unavailable=(DatabaseFault,),
    )
    return Starlette(routes=[Route("/graphql", endpoint)])


@contextmanager
def api(database: Database, *, projecting: bool = True, patience: float = 30) -> Iterator[Api]:
    """The API on a test's database.

    With `projecting` off the read models stand still; reads wait `patience` seconds for them.
    """
    clock = Clock()
    with ExitStack() as stack:
        it = stack.enter_context(product(database, clock=clock))
        positions = PostgresPositions(it.pool, database.schema, PROJECTIONS)
        projector = Projector(
            dsn=it.dsn,
            schema=database.schema,
            reader=it.application.mapper,
            projections=PROJECTIONS,
            tell=positions.heard,
        )
        projector.prepare()
        if projecting:
            projector.start()
            stack.callback(projector.stop)
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        signing = DevelopmentKeys(folder)
        services = replace(_services(it, positions, clock, database.schema), wait_seconds=patience)
        app = _application(services, it, clock, signing.jwks_path)
        address = stack.enter_context(serving(app))
        yield Api(it, services, clock, address, signing, stack)


__all__ = ["SYSTEM", "Api", "ApiRefused", "Client", "Clock", "api"]
