"""A small GraphQL service over real HTTP, for the tests of the endpoint.

The schema is the smallest one that can go wrong in every way the endpoint must answer for.
"""

from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import contextmanager
from typing import Any, NewType

import httpx
import strawberry
from graphql import GraphQLError
from msgspec import Struct
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.routing import Route
from starlette.types import ASGIApp
from strawberry.scalars import JSON
from strawberry.schema.config import StrawberryConfig

from graphql_api.endpoint import GraphQLEndpoint
from graphql_api.errors import BadInput, Forbidden, Unauthenticated, Unavailable
from graphql_api.limits import Limits
from tests.served import served

GRAPHQL = "application/graphql-response+json"


class PoolEmpty(Exception):
    """A fault of an outer package, registered as "away for now"."""


class Viewer(Struct, frozen=True):
    """Who is asking in these tests."""

    name: str


class Context(Struct):
    """What resolvers get."""

    viewer: Viewer
    request: Request


Broken = NewType("Broken", str)


def _unwritable(_value: Any) -> str:
    raise GraphQLError("value 'canary-output' cannot be written")


@strawberry.input(one_of=True)
class By:
    """One way to find something."""

    number: strawberry.Maybe[int]
    name: strawberry.Maybe[str]


@strawberry.type
class Item:
    """Something with a nested something."""

    name: str = "item"

    @strawberry.field
    def item(self) -> "Item":
        return Item()

    @strawberry.field
    def required(self) -> str:
        raise RuntimeError("canary-required")


@strawberry.type
class Query:
    """Reads."""

    @strawberry.field
    def hello(self, name: str = "world") -> str:
        return f"hello {name}"

    @strawberry.field
    async def viewer(self, info: strawberry.Info[Context, None]) -> str:
        return info.context.viewer.name

    @strawberry.field
    def extensions(self, info: strawberry.Info[Context, None]) -> JSON:
        return JSON(info.input_extensions)

    @strawberry.field
    def item(self) -> Item | None:
        return Item()

    @strawberry.field
    def echo(self, value: JSON) -> JSON:
        return value

    @strawberry.field
    def count(self, number: int) -> int:
        return number

    @strawberry.field
    def find(self, by: By) -> str:
        return "name" if by.name else "number"

    @strawberry.field
    def label(self, text: strawberry.Maybe[str] = None) -> str:
        return text.value if text else "absent"

    @strawberry.field
    def items(self, ids: list[strawberry.ID]) -> list[Item]:
        return [Item() for _ in ids]

    @strawberry.field
    def nothing(self) -> str | None:
        return None

    @strawberry.field
    def boom(self, secret: str = "") -> str | None:
        raise RuntimeError(f"the database said no\nDETAIL: {secret}")

    @strawberry.field
    def booms(self) -> list[str | None]:
        return [Broken("x")] * 20

    @strawberry.field
    def away(self) -> str | None:
        raise Unavailable(retry_after=7)

    @strawberry.field
    def away_required(self) -> str:
        raise PoolEmpty

    @strawberry.field
    def forbidden(self) -> str | None:
        raise Forbidden

    @strawberry.field
    def coded(self) -> str | None:
        raise GraphQLError("canary-coded", extensions={"code": "FORBIDDEN"})

    @strawberry.field
    def uncoded(self) -> str | None:
        raise GraphQLError("canary-uncoded")

    @strawberry.field
    def picky(self) -> str | None:
        raise BadInput("the cursor was not made here")

    @strawberry.field
    def broken(self) -> Broken | None:
        return Broken("x")

    @strawberry.field
    def unencodable(self) -> str:
        return "\ud800"


@strawberry.type
class Mutation:
    """Writes, counted."""

    @strawberry.mutation
    def bump(self, info: strawberry.Info[Context, None]) -> int:
        bumps: list[str] = info.context.request.app.state.bumps
        bumps.append(info.context.viewer.name)
        return len(bumps)

    @strawberry.mutation
    def fail(self) -> int | None:
        raise Unavailable


@strawberry.type
class Subscription:
    """A stream, which this transport refuses."""

    @strawberry.subscription
    async def ticks(self) -> AsyncIterator[int]:
        yield 1


def schema() -> strawberry.Schema:
    """The schema of these tests."""
    scalars: dict[object, Any] = {
        Broken: strawberry.scalar(name="Broken", serialize=_unwritable, parse_value=str)
    }
    return strawberry.Schema(
        Query, Mutation, Subscription, config=StrawberryConfig(scalar_map=scalars)
    )


async def authenticate(request: Request) -> Viewer:
    """`Bearer NAME` is NAME; some names cannot sign in for reasons of their own."""
    scheme, _, name = request.headers.get("authorization", "").partition(" ")
    match scheme, name:
        case "Bearer", "expired":
            raise Unauthenticated("TOKEN_EXPIRED")
        case "Bearer", "stranger":
            raise Forbidden
        case "Bearer", "no-keys":
            raise Unavailable
        case "Bearer", "no-pool":
            raise PoolEmpty
        case "Bearer", "crash":
            raise RuntimeError("canary-authenticate")
        case "Bearer", str(known) if known:
            return Viewer(known)
    raise Unauthenticated("TOKEN_MISSING")


def application(
    limits: Limits | None = None,
    sign_in: Callable[[Request], Awaitable[Viewer]] = authenticate,
) -> Starlette:
    """The endpoint at `/graphql`. `app.state.bumps` counts what mutations did."""
    endpoint = GraphQLEndpoint(
        schema(),
        sign_in,
        Context,
        limits,
        may_introspect=lambda viewer: viewer.name != "closed",
        unavailable=(PoolEmpty,),
    )
    app = Starlette(routes=[Route("/graphql", endpoint)])
    app.state.bumps = []
    return app


@contextmanager
def client_of(app: ASGIApp, name: str = "zhao") -> Iterator[httpx.Client]:
    """A signed-in HTTP client of an application that is really served."""
    headers = {"Authorization": f"Bearer {name}", "Accept": GRAPHQL, "Accept-Language": "en"}
    with (
        served(app) as address,
        httpx.Client(base_url=address, headers=headers, timeout=30, trust_env=False) as client,
    ):
        yield client


def ask(client: httpx.Client, query: str, /, **parameters: Any) -> httpx.Response:
    """One operation by POST; further keywords are the other parameters of the request."""
    return client.post("/graphql", json={"query": query, **parameters})


def codes(response: httpx.Response) -> list[str]:
    """The codes of an answer's errors, in order."""
    return [error["extensions"]["code"] for error in response.json().get("errors", [])]


def reasons(response: httpx.Response) -> list[str]:
    """The reasons of an answer's errors, or their codes where they are the same."""
    found = [error["extensions"] for error in response.json().get("errors", [])]
    return [entry.get("reason", entry["code"]) for entry in found]
