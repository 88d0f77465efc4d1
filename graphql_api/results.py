"""From what went wrong to what the client reads: localised, coded, and never an inside detail.

An error in an answer is `{message, path?, locations?, extensions: {code, reason?, params?,
requestId, retryable, errorId?}}`. Unknown exceptions become "Internal error" with an `errorId`;
the original goes to the log under the same id, without local variables and without anything
below the first line of its message, where databases quote the values they refused.
"""

import traceback
from collections.abc import Callable, Iterator
from typing import Any

import structlog
from graphql import ExecutionResult, GraphQLError
from msgspec import Struct
from strawberry.exceptions import StrawberryInputCoercionError

from graphql_api.errors import (
    CATALOGUE,
    INTERNAL,
    ApiError,
    BadInput,
    DocumentRefused,
    Language,
    Unavailable,
)
from graphql_api.negotiation import MediaType

_log = structlog.get_logger("liuhen.graphql")

_MESSAGE_CHARACTERS = 200


class Exchange(Struct, frozen=True):
    """What one HTTP exchange knows about its answer before there is one."""

    request_id: str
    language: Language
    media: MediaType
    traceparent: str | None
    new_id: Callable[[], str]
    unavailable: tuple[type[Exception], ...]

    def status_of(self, error: ApiError) -> int:
        """The status of a request error.

        A client that only knows `application/json` gets 200 for a document that does not fit,
        because it would not look into any other answer (GraphQL over HTTP, legacy clients).
        """
        legacy = self.media is MediaType.JSON
        if legacy and (isinstance(error, DocumentRefused) or error.reason == "OPERATION_NOT_FOUND"):
            return 200
        return error.status

    def request_errors(self, error: ApiError) -> list[dict[str, Any]]:
        """The `errors` of an answer without data; one for each problem of a document."""
        if not isinstance(error, DocumentRefused):
            return [self._presented(error)]
        return [
            self._presented(error, problem=problem, detail=_english(problem))
            for problem in error.problems
        ]

    def field_error(self, error: GraphQLError, document: str) -> dict[str, Any]:
        """One entry of `errors` for a field that failed; `document` is for the log."""
        cause = root_cause(error)
        if isinstance(cause, ApiError):
            return self._presented(cause, problem=error)
        if isinstance(cause, self.unavailable):
            return self._presented(self.away(cause), problem=error)
        if isinstance(cause, GraphQLError):
            code = (cause.extensions or {}).get("code")
            if code in CATALOGUE:
                return self._presented(ApiError(code), problem=error)
            if isinstance(cause, StrawberryInputCoercionError) or cause.nodes:
                # graphql-core points at the argument it could not read; an error about our own
                # output points nowhere, and is ours to explain.
                return self._presented(BadInput(cause.message), problem=error)
        return self.fault(cause, document, problem=error)

    def fault(
        self, cause: Exception, document: str | None, problem: GraphQLError | None = None
    ) -> dict[str, Any]:
        """Log an exception of ours and answer with its reference only."""
        error_id = self.new_id()
        _log.error(
            "graphql.fault",
            error_id=error_id,
            request_id=self.request_id,
            document=document,
            path=problem.path if problem else None,
            chain=[_described(exception) for exception in _chain(cause)],
        )
        presented = self._presented(ApiError(INTERNAL), problem=problem)
        presented["extensions"]["errorId"] = error_id
        return presented

    def away(self, cause: Exception) -> Unavailable:
        """The answer when something is away; the exception's own words are for the log."""
        _log.warning("graphql.unavailable", request_id=self.request_id, cause=_described(cause))
        return cause if isinstance(cause, Unavailable) else Unavailable()

    def _presented(
        self, error: ApiError, problem: GraphQLError | None = None, **more: Any
    ) -> dict[str, Any]:
        text = error.message.text(self.language, error.params | more)
        presented: dict[str, Any] = {"message": text}
        if problem and problem.path:
            presented["path"] = problem.path
        elif problem and problem.locations:
            presented["locations"] = [place.formatted for place in problem.locations]
        extensions: dict[str, Any] = {"code": error.message.code}
        if error.reason != error.message.code:
            extensions["reason"] = error.reason
        if error.params:
            extensions["params"] = error.params
        extensions["requestId"] = self.request_id
        extensions["retryable"] = error.message.retryable
        presented["extensions"] = extensions
        return presented


def answered(
    result: ExecutionResult, exchange: Exchange, document: str, max_errors: int
) -> dict[str, Any]:
    """The body for an executed operation.

    Raises `DocumentRefused` when nothing ran because the variables do not fit (no error has a
    path then, GraphQL §6.1.2), and `Unavailable` when all of it failed for something being away.
    """
    errors = result.errors or []
    if result.data is None and not any(error.path for error in errors):
        raise DocumentRefused("BAD_USER_INPUT", errors[:max_errors])
    away = _all_unavailable(result, exchange.unavailable)
    if away:
        raise exchange.away(root_cause(away[0]))
    if not errors:
        return {"data": result.data}
    shown = [exchange.field_error(error, document) for error in errors[:max_errors]]
    return {"errors": shown, "data": result.data}


def root_cause(error: GraphQLError) -> Exception:
    """The exception a resolver raised, below the layers graphql-core puts around it."""
    cause: Exception = error
    while isinstance(cause, GraphQLError) and isinstance(cause.original_error, Exception):
        cause = cause.original_error
    return cause


def _all_unavailable(
    result: ExecutionResult, registered: tuple[type[Exception], ...]
) -> list[GraphQLError]:
    """The errors of an operation that failed as a whole because something is away, else none.

    That is when nothing was answered, and nothing but being away is the reason. A mutation that
    went through keeps its answer: its field is not null.
    """
    errors = result.errors or []
    if not all(isinstance(root_cause(error), (Unavailable, *registered)) for error in errors):
        return []
    failed = {error.path[0] for error in errors if error.path}
    data = result.data or {}
    return errors if all(value is None and name in failed for name, value in data.items()) else []


def _english(problem: GraphQLError) -> str:
    """graphql-core's own sentence; it names the document's places in English."""
    return problem.message.removeprefix("Syntax Error: ")


def _chain(exception: BaseException | None) -> Iterator[BaseException]:
    """An exception and what caused it, at most five."""
    for _ in range(5):
        if exception is None:
            return
        yield exception
        exception = exception.__cause__ or exception.__context__


def _described(exception: BaseException) -> dict[str, Any]:
    """Type, first line of the message, and where it came from, without any local variable."""
    first_line = str(exception).partition("\n")[0]
    return {
        "type": f"{type(exception).__module__}.{type(exception).__qualname__}",
        "message": first_line[:_MESSAGE_CHARACTERS],
        "frames": [
            f"{frame.filename}:{frame.lineno} {frame.name}"
            for frame in traceback.extract_tb(exception.__traceback__)
        ],
    }
