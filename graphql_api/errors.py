"""Everything the API may answer instead of data: codes, status, and the words people read.

    ApiError                what a client may see; carries a reason from the catalogue below
    ├── RequestError        the request was turned away before anything was executed
    │   └── DocumentRefused the document or its variables do not fit the schema; lists each problem
    ├── BadInput            a resolver refuses an argument (a forged cursor, an unknown name)
    ├── Unauthenticated     no token, or not a good one
    ├── Forbidden           a good token without the right
    ├── NotYet              a read model has not come as far as the client asked for
    └── Unavailable         something we need is away for now (the database, the identity provider)

Anything else that is raised is a fault of ours: masked, logged with a reference, and answered as
`INTERNAL_SERVER_ERROR`. Codes and reasons are frozen and never translated; messages are.
Code names follow Apollo where Apollo has one, because clients and test tools read them.
"""

from collections.abc import Sequence
from enum import StrEnum
from typing import Any, NamedTuple

from graphql import GraphQLError


class Language(StrEnum):
    """The languages people are answered in. The first one is the default."""

    CHINESE = "zh-CN"
    ENGLISH = "en"


class Message(NamedTuple):
    """One line of the catalogue: public code, HTTP status, and the text in each language."""

    code: str
    status: int
    chinese: str
    english: str
    retryable: bool = False

    def text(self, language: Language, params: dict[str, Any]) -> str:
        """The message for people, with its parameters filled in."""
        template = self.english if language is Language.ENGLISH else self.chinese
        return template.format_map(_Blanks(params))


class _Blanks(dict[str, Any]):
    """A missing parameter reads as nothing: a message must never fail while it reports an error."""

    def __missing__(self, key: str) -> str:
        return ""


def _bad(chinese: str, english: str) -> Message:
    return Message("BAD_REQUEST", 400, chinese, english)


def _token(chinese: str, english: str) -> Message:
    return Message("UNAUTHENTICATED", 401, chinese, english)


def _limit(code: str, chinese: str, english: str) -> Message:
    return Message(code, 400, chinese, english)


CATALOGUE: dict[str, Message] = {
    # The request itself.
    "BODY_NOT_JSON": _bad("请求正文不是有效的 JSON。", "The body is not valid JSON."),
    "BODY_NOT_OBJECT": _bad("请求正文必须是 JSON 对象。", "The body must be a JSON object."),
    "BODY_TOO_SLOW": Message(
        "REQUEST_TIMEOUT", 408, "请求正文传输超时。", "The body took too long to arrive.", True
    ),
    "QUERY_MISSING": _bad("缺少 query。", "The parameter query is missing."),
    "PARAMETER_TYPE": _bad("参数 {name} 的类型不正确。", "The parameter {name} has a wrong type."),
    "PARAMETER_NOT_JSON": _bad(
        "参数 {name} 不是有效的 JSON。", "The parameter {name} is not valid JSON."
    ),
    "PARAMETER_REPEATED": _bad("参数 {name} 重复。", "The parameter {name} is given twice."),
    "PREFLIGHT_REQUIRED": _bad(
        "通过 GET 查询必须带有请求头 GraphQL-Require-Preflight。",
        "A query by GET needs the header GraphQL-Require-Preflight.",
    ),
    "BATCHING_OFF": Message(
        "BATCHING_OFF", 400, "不接受批量请求，请逐个发送。", "Batches are refused; send one by one."
    ),
    "METHOD_NOT_ALLOWED": Message(
        "METHOD_NOT_ALLOWED", 405, "不支持此请求方法。", "This method is not allowed here."
    ),
    "MUTATION_BY_GET": Message(
        "METHOD_NOT_ALLOWED", 405, "变更操作必须使用 POST。", "Mutations must be sent by POST."
    ),
    "NOT_ACCEPTABLE": Message(
        "NOT_ACCEPTABLE",
        406,
        "无法按 Accept 要求的格式应答。",
        "No type named by Accept can be given.",
    ),
    "PAYLOAD_TOO_LARGE": Message(
        "PAYLOAD_TOO_LARGE",
        413,
        "请求正文超过 {limit} 字节。",
        "The body is larger than {limit} bytes.",
    ),
    "UNSUPPORTED_MEDIA_TYPE": Message(
        "UNSUPPORTED_MEDIA_TYPE",
        415,
        "请求正文必须是 UTF-8 编码的 application/json。",
        "The body must be application/json in UTF-8.",
    ),
    # The document and its variables.
    "GRAPHQL_PARSE_FAILED": Message(
        "GRAPHQL_PARSE_FAILED",
        400,
        "查询语法有误：{detail}",
        "The document does not parse: {detail}",
    ),
    "GRAPHQL_VALIDATION_FAILED": Message(
        "GRAPHQL_VALIDATION_FAILED",
        400,
        "查询与接口定义不符：{detail}",
        "The document does not fit the schema: {detail}",
    ),
    "BAD_USER_INPUT": Message(
        "BAD_USER_INPUT", 400, "输入有误：{detail}", "The input is not acceptable: {detail}"
    ),
    "CHARACTER_REFUSED": Message(
        "BAD_USER_INPUT", 400, "文字中含有空字符。", "A text holds a NUL character."
    ),
    "OPERATION_NOT_FOUND": Message(
        "OPERATION_NOT_FOUND",
        400,
        "找不到要执行的操作，请用 operationName 指明其中一个。",
        "No such operation; name one of the document's by operationName.",
    ),
    "SUBSCRIPTION_NEEDS_STREAM": Message(
        "SUBSCRIPTION_NEEDS_STREAM",
        400,
        "订阅不能作为普通请求执行。",
        "A subscription cannot be answered by a single response.",
    ),
    "INTROSPECTION_OFF": Message(
        "INTROSPECTION_OFF", 400, "未开放接口结构查询。", "Introspection is off for this client."
    ),
    # Limits, checked before anything is validated.
    "TOO_MANY_TOKENS": _limit(
        "TOO_MANY_TOKENS", "查询过长：最多 {limit} 个词元。", "More than {limit} tokens."
    ),
    "TOO_DEEP": _limit("TOO_DEEP", "嵌套过深：最多 {limit} 层。", "Nested deeper than {limit}."),
    "TOO_MANY_ALIASES": _limit(
        "TOO_MANY_ALIASES", "别名过多：最多 {limit} 个。", "More than {limit} aliases."
    ),
    "TOO_MANY_DIRECTIVES": _limit(
        "TOO_MANY_DIRECTIVES", "指令过多：最多 {limit} 个。", "More than {limit} directives."
    ),
    "TOO_MANY_ROOT_FIELDS": _limit(
        "TOO_MANY_ROOT_FIELDS", "根字段过多：最多 {limit} 个。", "More than {limit} root fields."
    ),
    "TOO_MANY_MUTATIONS": _limit(
        "TOO_MANY_MUTATIONS",
        "一次请求中的变更过多：最多 {limit} 个。",
        "More than {limit} mutations in one document.",
    ),
    "TOO_MANY_FRAGMENTS": _limit(
        "TOO_MANY_FRAGMENTS", "片段过多：最多 {limit} 个。", "More than {limit} fragments."
    ),
    "TOO_MANY_REPEATS": _limit(
        "TOO_MANY_REPEATS",
        "同一字段重复选择过多：最多 {limit} 次。",
        "One field is selected more than {limit} times in one place.",
    ),
    "TOO_MANY_SELECTIONS": _limit(
        "TOO_MANY_SELECTIONS",
        "展开后的字段过多：最多 {limit} 个。",
        "More than {limit} selections once fragments are spread.",
    ),
    "LIST_TOO_LONG": _limit(
        "LIST_TOO_LONG", "列表过长：最多 {limit} 项。", "A list has more than {limit} items."
    ),
    # Who is asking (reasons of RFC 6750 `invalid_token`).
    "TOKEN_MISSING": _token("请先登录。", "Sign in first: no bearer token was sent."),
    "TOKEN_MALFORMED": _token("登录凭证格式不正确。", "The token is malformed."),
    "TOKEN_TOO_LARGE": _token("登录凭证过长。", "The token is too large."),
    "TOKEN_TYPE_WRONG": _token(
        "登录凭证类型不正确。", "The token is not an access token (at+jwt)."
    ),
    "TOKEN_ALGORITHM_REFUSED": _token(
        "登录凭证的签名算法不被接受。", "The token's signature algorithm is not accepted."
    ),
    "TOKEN_HEADER_REFUSED": _token(
        "登录凭证的头部含有不被接受的项。",
        "The token's header holds an entry that is not accepted.",
    ),
    "TOKEN_KEY_UNKNOWN": _token("登录凭证的签名密钥未知。", "The token's signing key is unknown."),
    "TOKEN_SIGNATURE_INVALID": _token("登录凭证的签名无效。", "The token's signature is invalid."),
    "TOKEN_CLAIM_INVALID": _token(
        "登录凭证的 {claim} 缺失或不正确。", "The token's claim {claim} is missing or malformed."
    ),
    "TOKEN_ISSUER_WRONG": _token(
        "登录凭证的签发者不被信任。", "The token's issuer is not trusted."
    ),
    "TOKEN_AUDIENCE_WRONG": _token(
        "登录凭证不是签发给本系统的。", "The token was not issued for this service."
    ),
    "TOKEN_EXPIRED": _token("登录已过期，请重新登录。", "The token has expired; sign in again."),
    "TOKEN_NOT_YET_VALID": _token("登录凭证尚未生效。", "The token is not valid yet."),
    "FORBIDDEN": Message("FORBIDDEN", 403, "您没有此项权限。", "You may not do this."),
    # Ours.
    "UNAVAILABLE": Message(
        "UNAVAILABLE",
        503,
        "服务暂时不可用，请稍后重试。",
        "The service is away for a moment; try again.",
        True,
    ),
    "NOT_YET": Message(
        "NOT_YET",
        200,
        "数据尚未更新到您要求的位置，请稍后重试。",
        "The data has not come as far as you asked for; try again.",
        True,
    ),
    "INTERNAL_SERVER_ERROR": Message(
        "INTERNAL_SERVER_ERROR", 500, "系统内部错误", "Internal error", False
    ),
}
"""Every reason with its words. A code may have several reasons; a reason has one code."""

INTERNAL = "INTERNAL_SERVER_ERROR"


class ApiError(Exception):
    """An answer a client may see. `reason` is a key of the catalogue, `params` fill its text."""

    def __init__(self, reason: str, **params: Any) -> None:
        self.reason = reason
        self.message = CATALOGUE[reason]
        self.params = params
        super().__init__(reason)

    @property
    def status(self) -> int:
        """The HTTP status when this error is the whole answer."""
        return self.message.status

    def headers(self) -> dict[str, str]:
        """Headers that belong to the answer (`Allow`, `Retry-After`, `WWW-Authenticate`)."""
        return {}


class RequestError(ApiError):
    """The request was turned away before anything was executed."""

    def __init__(
        self, reason: str, *, headers: dict[str, str] | None = None, **params: Any
    ) -> None:
        super().__init__(reason, **params)
        self._headers = headers or {}

    def headers(self) -> dict[str, str]:
        """The headers given when it was raised."""
        return self._headers


class DocumentRefused(RequestError):
    """The document or its variables do not fit: each problem with its place in the document."""

    def __init__(self, reason: str, problems: Sequence[GraphQLError]) -> None:
        super().__init__(reason)
        self.problems = tuple(problems)


class BadInput(ApiError):
    """A resolver refuses an argument; `detail` says in English what was expected."""

    def __init__(self, detail: str) -> None:
        super().__init__("BAD_USER_INPUT", detail=detail)


class Unauthenticated(ApiError):
    """Nobody we know is asking. `reason` is one of the `TOKEN_…` reasons of the catalogue."""

    def headers(self) -> dict[str, str]:
        """The challenge of RFC 6750 §3: no error code when no token was sent at all."""
        if self.reason == "TOKEN_MISSING":
            return {"WWW-Authenticate": 'Bearer realm="liuhen"'}
        return {"WWW-Authenticate": 'Bearer realm="liuhen", error="invalid_token"'}


class Forbidden(ApiError):
    """A good token that does not carry the right."""

    def __init__(self) -> None:
        super().__init__("FORBIDDEN")

    def headers(self) -> dict[str, str]:
        """The challenge of RFC 6750 §3.1."""
        return {"WWW-Authenticate": 'Bearer realm="liuhen", error="insufficient_scope"'}


class NotYet(ApiError):
    """A read model has not come as far as `minPosition` in the time we are willing to wait."""

    def __init__(self) -> None:
        super().__init__("NOT_YET")


class Unavailable(ApiError):
    """Something we depend on is away; asking again after `retry_after` seconds may work."""

    def __init__(self, retry_after: int = 2) -> None:
        super().__init__("UNAVAILABLE")
        self.retry_after = retry_after

    def headers(self) -> dict[str, str]:
        """`Retry-After` in seconds (RFC 9110 §10.2.3)."""
        return {"Retry-After": str(self.retry_after)}
