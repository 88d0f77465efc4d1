"""The GraphQL endpoint over HTTP: one request in, one answer out, and never a stack trace.

    POST /graphql                    queries and mutations, JSON in UTF-8
    GET  /graphql?query=…            queries, only with the header `GraphQL-Require-Preflight`

Specification: GraphQL over HTTP (draft of 2026-08) with the statuses of its test suite. A request
error has no `data`; an executed operation always has. The order of the checks: method, answer
format, who asks, body, limits, validation, execution; what is cheap to refuse is refused first.
Streams (SSE, WebSocket) and persisted documents are separate ways in to the same `Documents`.
"""

import re
from collections.abc import Awaitable, Callable
from inspect import isawaitable
from typing import Any, Generic, TypeGuard, TypeVar, cast
from uuid import uuid4

import orjson
import strawberry
from graphql import ExecutionResult, OperationType, execute
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send
from strawberry.execution import optimized_is_awaitable

from graphql_api.documents import Document, Documents
from graphql_api.errors import INTERNAL, ApiError, RequestError
from graphql_api.limits import Limits
from graphql_api.negotiation import MediaType, answer_language, answer_type
from graphql_api.requests import GraphQLRequest, read_get, read_post
from graphql_api.results import Exchange, answered

Viewer = TypeVar("Viewer")

_is_awaitable = cast("Callable[[Any], TypeGuard[Awaitable[Any]]]", optimized_is_awaitable)
"""Strawberry's own test for awaitables; it only lacks the narrower type."""

_REQUEST_ID = re.compile(r"[A-Za-z0-9._~:-]{1,64}")
_TRACEPARENT = re.compile(r"[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}")


class GraphQLEndpoint(Generic[Viewer]):
    """An ASGI application for one schema.

    `authenticate` raises `Unauthenticated`, `Forbidden` or `Unavailable`. `make_context` makes
    what resolvers get as `info.context`, anew for each request. `unavailable` registers further
    exceptions that mean "away for now". `may_introspect` decides who may read the schema.
    """

    def __init__(
        self,
        schema: strawberry.Schema,
        authenticate: Callable[[Request], Awaitable[Viewer]],
        make_context: Callable[[Viewer, Request], Any],
        limits: Limits | None = None,
        *,
        may_introspect: Callable[[Viewer], bool] = lambda _viewer: True,
        unavailable: tuple[type[Exception], ...] = (),
        new_id: Callable[[], str] = lambda: uuid4().hex,
    ) -> None:
        if schema.extensions or schema.directives:
            # Operations are executed without Strawberry's extension runner, which would parse
            # and validate them again; an extension that silently never runs is worse than none.
            raise ExtensionsWouldNotRun
        self._limits = limits or Limits()
        self._authenticate = authenticate
        self._make_context = make_context
        self._may_introspect = may_introspect
        self._unavailable = unavailable
        self._new_id = new_id
        # Strawberry has no public name for the graphql-core schema it builds.
        self._graphql = schema._schema
        self._executor_class = schema.execution_context_class
        self._documents = Documents(self._graphql, self._limits)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one HTTP request (ASGI)."""
        request = Request(scope, receive)
        exchange = self._exchange(request)
        try:
            response = await self._respond(request, exchange)
        except ClientDisconnect:
            return
        await response(scope, receive, send)

    async def _respond(self, request: Request, exchange: Exchange) -> Response:
        """The outermost loop: every way a request can end becomes an answer here."""
        try:
            return await self._serve(request, exchange)
        except ApiError as error:
            return _refused(error, exchange)
        except ClientDisconnect:
            raise
        except self._unavailable as cause:
            return _refused(exchange.away(cause), exchange)
        except Exception as fault:  # Nothing may leave unmasked.
            errors = [exchange.fault(fault, document=None)]
            return _response(500, {"errors": errors}, exchange)

    async def _serve(self, request: Request, exchange: Exchange) -> Response:
        if request.method not in {"GET", "POST"}:
            raise RequestError("METHOD_NOT_ALLOWED", headers={"Allow": "GET, POST"})
        answer_type(_accept(request))
        viewer = await self._authenticate(request)
        asked = (
            await read_post(request, self._limits)
            if request.method == "POST"
            else read_get(request, self._limits)
        )
        document = self._documents.get(asked.query)
        self._permit(document, asked, viewer, request.method)
        result = await self._execute(document, asked, self._make_context(viewer, request))
        body = answered(result, exchange, document.digest, self._limits.errors)
        return _response(200, body, exchange)

    def _permit(
        self, document: Document, asked: GraphQLRequest, viewer: Viewer, method: str
    ) -> None:
        """What the chosen operation may be, given the method and the viewer."""
        kind = document.kind(asked.operation_name)
        if kind is OperationType.SUBSCRIPTION:
            raise RequestError("SUBSCRIPTION_NEEDS_STREAM")
        if kind is OperationType.MUTATION and method == "GET":
            raise RequestError("MUTATION_BY_GET", headers={"Allow": "POST"})
        if document.introspects and not self._may_introspect(viewer):
            raise RequestError("INTROSPECTION_OFF")

    async def _execute(
        self, document: Document, asked: GraphQLRequest, context: Any
    ) -> ExecutionResult:
        """Run the operation as Strawberry would, but for parsing and validating it again."""
        result = execute(
            self._graphql,
            document.ast,
            context_value=context,
            variable_values=asked.variables,
            operation_name=asked.operation_name,
            max_coercion_errors=self._limits.errors,
            executor_class=self._executor_class,
            is_awaitable=_is_awaitable,
            hide_suggestions=True,
            operation_extensions=asked.extensions,
        )
        return await result if isawaitable(result) else result

    def _exchange(self, request: Request) -> Exchange:
        request_id = request.headers.get("x-request-id", "")
        traceparent = request.headers.get("traceparent", "")
        return Exchange(
            request_id=request_id if _REQUEST_ID.fullmatch(request_id) else self._new_id(),
            language=answer_language(request.headers.get("accept-language")),
            media=_media(request),
            traceparent=traceparent if _TRACEPARENT.fullmatch(traceparent) else None,
            new_id=self._new_id,
            unavailable=self._unavailable,
        )


class ExtensionsWouldNotRun(Exception):
    """The schema has Strawberry extensions or custom directives; this endpoint runs neither."""


def _accept(request: Request) -> str | None:
    values = request.headers.getlist("accept")
    return ", ".join(values) if values else None


def _media(request: Request) -> MediaType:
    """The format of the answer, and of the refusal when nothing acceptable was named."""
    try:
        return answer_type(_accept(request))
    except RequestError:
        return MediaType.GRAPHQL


def _refused(error: ApiError, exchange: Exchange) -> Response:
    status = exchange.status_of(error)
    if error.reason == INTERNAL:
        return _response(status, {"errors": [exchange.fault(error, document=None)]}, exchange)
    body = {"errors": exchange.request_errors(error)}
    return _response(status, body, exchange, error.headers())


def _response(
    status: int, body: dict[str, Any], exchange: Exchange, more: dict[str, str] | None = None
) -> Response:
    headers = {
        "Content-Type": f"{exchange.media}; charset=utf-8",
        "Content-Language": exchange.language,
        "Cache-Control": "no-store",
        "Vary": "Accept, Authorization, Accept-Language",
        "X-Content-Type-Options": "nosniff",
        "X-Request-Id": exchange.request_id,
    }
    if exchange.traceparent:
        headers["traceparent"] = exchange.traceparent
    return Response(orjson.dumps(body), status, headers | (more or {}))
