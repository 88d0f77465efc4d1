"""Reading a GraphQL request from HTTP: the body or the query string, and nothing that is odd.

Shape (GraphQL over HTTP, §Request Parameters): `query` text, `operationName` text or null,
`variables` object or null, `extensions` object or null. Other parameters are ignored, as the
specification asks; `documentId` will be a second way to name the document.
"""

import asyncio
from collections.abc import Mapping
from typing import Any

import orjson
from msgspec import Struct
from starlette.requests import Request

from graphql_api.errors import RequestError
from graphql_api.limits import Limits, check_variables, refuse_nul
from graphql_api.negotiation import require_json

PREFLIGHT = "GraphQL-Require-Preflight"
"""A header no foreign page can send without asking first; it makes GET safe from forgery."""

_DISCARDED_BODIES = 16
"""How many times the bound is read and thrown away, so that an honest client sees the answer."""

_CLOSE = {"Connection": "close"}


class GraphQLRequest(Struct, frozen=True):
    """What one request asks for. `variables` and `extensions` are as sent, not yet coerced."""

    query: str
    operation_name: str | None
    variables: dict[str, Any]
    extensions: dict[str, Any]


async def read_post(request: Request, limits: Limits) -> GraphQLRequest:
    """The request in a JSON body. Raises `RequestError` (400, 408, 413 or 415)."""
    require_json(request.headers.get("content-type"), request.headers.get("content-encoding"))
    body = await _read_body(request, limits)
    try:
        parameters = orjson.loads(body)
    except orjson.JSONDecodeError as error:
        raise RequestError("BODY_NOT_JSON") from error
    if isinstance(parameters, list):
        raise RequestError("BATCHING_OFF")
    if not isinstance(parameters, dict):
        raise RequestError("BODY_NOT_OBJECT")
    return _understood(parameters, limits)


def read_get(request: Request, limits: Limits) -> GraphQLRequest:
    """The request in a query string. Raises `RequestError` (400)."""
    if not request.headers.get(PREFLIGHT):
        raise RequestError("PREFLIGHT_REQUIRED")
    parameters: dict[str, Any] = {}
    for name, text in request.query_params.multi_items():
        if name in parameters:
            raise RequestError("PARAMETER_REPEATED", name=name[:40])
        parameters[name] = text
    for name in ("variables", "extensions"):
        if name in parameters:
            parameters[name] = _json_parameter(name, parameters[name])
    return _understood(parameters, limits)


def _json_parameter(name: str, text: str) -> Any:
    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError as error:
        raise RequestError("PARAMETER_NOT_JSON", name=name) from error


async def _read_body(request: Request, limits: Limits) -> bytes:
    """The body, counted while it arrives: Content-Length may be absent or a lie."""
    try:
        async with asyncio.timeout(limits.body_seconds):
            return await _bounded(request, limits.body_bytes)
    except TimeoutError as error:
        raise RequestError("BODY_TOO_SLOW", headers=_CLOSE) from error


async def _bounded(request: Request, bound: int) -> bytes:
    chunks: list[bytes] = []
    size = 0
    async for chunk in request.stream():
        size += len(chunk)
        if size <= bound:
            chunks.append(chunk)
        elif size > bound * _DISCARDED_BODIES:
            break
    if size > bound:
        raise RequestError("PAYLOAD_TOO_LARGE", headers=_CLOSE, limit=bound)
    return b"".join(chunks)


def _understood(parameters: Mapping[str, Any], limits: Limits) -> GraphQLRequest:
    """Check the types of the four parameters and the texts inside them."""
    query = parameters.get("query")
    if query is None:
        raise RequestError("QUERY_MISSING")
    if not isinstance(query, str):
        raise RequestError("PARAMETER_TYPE", name="query")
    operation_name = parameters.get("operationName")
    if not isinstance(operation_name, str | None):
        raise RequestError("PARAMETER_TYPE", name="operationName")
    refuse_nul(query)
    refuse_nul(operation_name or "")
    return GraphQLRequest(
        query=query,
        operation_name=operation_name,
        variables=_object(parameters, "variables", limits),
        extensions=_object(parameters, "extensions", limits),
    )


def _object(parameters: Mapping[str, Any], name: str, limits: Limits) -> dict[str, Any]:
    value = parameters.get(name)
    if value is None:
        return {}
    if not isinstance(value, dict):
        raise RequestError("PARAMETER_TYPE", name=name)
    check_variables(value, limits)
    return value
