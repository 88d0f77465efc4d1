"""What an answer looks like: formats, headers, languages, who may ask, and errors of fields."""

from collections.abc import Iterator
from typing import Any

import httpx
import pytest
import strawberry
import structlog
from strawberry.extensions import SchemaExtension

from graphql_api.endpoint import ExtensionsWouldNotRun, GraphQLEndpoint
from graphql_api.errors import CATALOGUE, Language
from tests.graphql_api.serving import (
    GRAPHQL,
    Context,
    application,
    ask,
    authenticate,
    client_of,
    codes,
    reasons,
)
from tests.served import served

JSON = "application/json"


@pytest.fixture(scope="module")
def client() -> Iterator[httpx.Client]:
    with client_of(application()) as signed_in:
        yield signed_in


def asked(client: httpx.Client, query: str = "{ hello }", **headers: str) -> httpx.Response:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return client.post("/graphql", json={"query": query}, headers=named)


@pytest.mark.parametrize(
    ("accept", "given"),
    [
        (GRAPHQL, GRAPHQL),
        ("*/*", GRAPHQL),
        ("", GRAPHQL),
        ("application/*", GRAPHQL),
        (JSON, JSON),
        ("application/json; charset=utf-8", JSON),
        ("application/json, text/plain, */*", JSON),
        (f"{JSON};q=0.5, {GRAPHQL}", GRAPHQL),
        (f"{JSON}, {GRAPHQL};q=0.9", JSON),
        (f"{GRAPHQL}, {JSON}", GRAPHQL),
        (f"{GRAPHQL};q=0, */*", JSON),
        ("text/html, APPLICATION/JSON", JSON),
    ],
)
def test_the_answer_has_the_format_the_client_prefers(
    client: httpx.Client, accept: str, given: str
) -> None:
    response = asked(client, Accept=accept)
    assert response.status_code == 200
    assert response.headers["content-type"] == f"{given}; charset=utf-8"


@pytest.mark.parametrize(
    "accept", ["text/html", "text/event-stream", "application/json;q=0", "image/*", "json", ";;,"]
)
def test_a_format_that_cannot_be_given_is_refused(client: httpx.Client, accept: str) -> None:
    response = asked(client, "mutation { bump }", Accept=accept)
    assert (response.status_code, codes(response)) == (406, ["NOT_ACCEPTABLE"])


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("{", "GRAPHQL_PARSE_FAILED"),
        ("{ nope }", "GRAPHQL_VALIDATION_FAILED"),
        ("query($n: Int!) { count(number: $n) }", "BAD_USER_INPUT"),
        ("query A { hello } query B { hello }", "OPERATION_NOT_FOUND"),
    ],
)
def test_a_client_that_only_knows_json_reads_its_mistakes_under_200(
    client: httpx.Client, query: str, code: str
) -> None:
    modern, legacy = asked(client, query), asked(client, query, Accept=JSON)
    assert (modern.status_code, legacy.status_code) == (400, 200)
    assert codes(modern) == codes(legacy) == [code]
    assert "data" not in legacy.json()


def test_limits_and_malformed_requests_are_400_for_every_client(client: httpx.Client) -> None:
    deep = "{ item " * 12 + "{ name }" + "}" * 12
    assert asked(client, deep, Accept=JSON).status_code == 400
    batch = client.post("/graphql", json=[], headers={"Accept": JSON})
    assert batch.status_code == 400


@pytest.mark.parametrize("query", ["{ hello }", "{ nope }", "{ boom }"])
def test_every_answer_carries_the_same_safe_headers(client: httpx.Client, query: str) -> None:
    headers = asked(client, query).headers
    assert headers["cache-control"] == "no-store"
    assert headers["vary"] == "Accept, Authorization, Accept-Language"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-request-id"]
    assert "server" not in headers
    assert "traceparent" not in headers


def test_a_request_id_is_echoed_in_the_header_and_in_errors(client: httpx.Client) -> None:
    response = asked(client, "{ boom }", X_Request_Id="case-7:1")
    assert response.headers["x-request-id"] == "case-7:1"
    assert response.json()["errors"][0]["extensions"]["requestId"] == "case-7:1"


@pytest.mark.parametrize("offered", ["", "x" * 65, "a b", "a,b", '{"a":1}', "<script>"])
def test_an_odd_request_id_is_replaced(client: httpx.Client, offered: str) -> None:
    given = asked(client, X_Request_Id=offered).headers["x-request-id"]
    assert given != offered
    assert given


def test_two_requests_never_share_a_made_up_id(client: httpx.Client) -> None:
    assert asked(client).headers["x-request-id"] != asked(client).headers["x-request-id"]


def test_a_well_formed_traceparent_is_echoed(client: httpx.Client) -> None:
    trace = f"00-{'a' * 32}-{'b' * 16}-01"
    assert asked(client, traceparent=trace).headers["traceparent"] == trace
    assert "traceparent" not in asked(client, traceparent="00-x-y-01").headers


@pytest.mark.parametrize(
    ("accept_language", "given"),
    [
        ("", "zh-CN"),
        ("zh-CN,zh;q=0.9,en;q=0.8", "zh-CN"),
        ("en-US,en;q=0.9,zh;q=0.8", "en"),
        ("en;q=0.1, zh-TW;q=0.5", "zh-CN"),
        ("fr, en;q=0.2", "en"),
        ("fr", "zh-CN"),
        ("*", "zh-CN"),
        ("en;q=0", "zh-CN"),
        ("en;q=x", "zh-CN"),
    ],
)
def test_messages_speak_the_language_the_client_prefers(
    client: httpx.Client, accept_language: str, given: str
) -> None:
    response = asked(client, "{ boom }", Accept_Language=accept_language)
    message = {"zh-CN": "系统内部错误", "en": "Internal error"}[given]
    assert response.headers["content-language"] == given
    assert response.json()["errors"][0]["message"] == message
    assert codes(response) == ["INTERNAL_SERVER_ERROR"]


def test_every_reason_has_words_in_both_languages() -> None:
    for reason, message in CATALOGUE.items():
        chinese, english = (message.text(language, {}) for language in Language)
        assert chinese != english, reason
        assert any("\u4e00" <= character <= "\u9fff" for character in chinese), reason
        assert english.isascii(), reason
        assert message.status in {200, *range(400, 504)}, reason


@pytest.mark.parametrize(
    ("name", "status", "code", "reason", "challenge"),
    [
        (None, 401, "UNAUTHENTICATED", "TOKEN_MISSING", 'Bearer realm="liuhen"'),
        (
            "expired",
            401,
            "UNAUTHENTICATED",
            "TOKEN_EXPIRED",
            'Bearer realm="liuhen", error="invalid_token"',
        ),
        (
            "stranger",
            403,
            "FORBIDDEN",
            "FORBIDDEN",
            'Bearer realm="liuhen", error="insufficient_scope"',
        ),
    ],
)
def test_those_who_may_not_ask_are_told_why(
    client: httpx.Client,
    name: str | None,
    status: int,
    code: str,
    reason: str,
    challenge: str,
) -> None:
    response = asked(client, "mutation { bump }", Authorization=f"Bearer {name}" if name else "")
    assert response.status_code == status
    assert (codes(response), reasons(response)) == ([code], [reason])
    assert response.headers["www-authenticate"] == challenge
    assert "data" not in response.json()


def test_who_asks_is_settled_before_the_body_is_read() -> None:
    with served(application()) as address, httpx.Client(trust_env=False) as stranger:
        response = stranger.post(f"{address}/graphql", content=b"x" * 100_000)
    assert response.status_code == 401


@pytest.mark.parametrize("name", ["no-keys", "no-pool"])
def test_when_nobody_can_say_who_asks_the_service_is_away(client: httpx.Client, name: str) -> None:
    response = asked(client, Authorization=f"Bearer {name}")
    assert (response.status_code, codes(response)) == (503, ["UNAVAILABLE"])
    assert int(response.headers["retry-after"]) > 0
    assert "data" not in response.json()


@pytest.mark.parametrize(
    ("query", "retry_after"),
    [("{ away }", "7"), ("{ awayRequired }", "2"), ("{ a: away b: away }", "7")],
)
def test_an_operation_that_failed_only_for_the_database_is_503(
    client: httpx.Client, query: str, retry_after: str
) -> None:
    response = asked(client, query)
    assert (response.status_code, codes(response)) == (503, ["UNAVAILABLE"])
    assert response.headers["retry-after"] == retry_after
    assert response.json()["errors"][0]["extensions"]["retryable"] is True
    assert "data" not in response.json()


@pytest.mark.parametrize(
    ("query", "data"),
    [
        ("{ away hello }", {"away": None, "hello": "hello world"}),
        ("{ away nothing }", {"away": None, "nothing": None}),
    ],
)
def test_what_was_answered_is_kept_when_the_rest_is_away(
    client: httpx.Client, query: str, data: dict[str, Any]
) -> None:
    response = asked(client, query)
    assert (response.status_code, response.json()["data"]) == (200, data)
    assert codes(response) == ["UNAVAILABLE"]


def test_a_mutation_that_went_through_is_never_answered_with_503() -> None:
    app = application()
    with client_of(app) as client:
        response = ask(client, "mutation { bump fail }")
    assert (response.status_code, response.json()["data"]) == (200, {"bump": 1, "fail": None})
    assert app.state.bumps == ["zhao"]


def test_a_fault_of_ours_is_not_hidden_behind_503(client: httpx.Client) -> None:
    response = asked(client, "{ away boom }")
    assert response.status_code == 200
    assert codes(response) == ["UNAVAILABLE", "INTERNAL_SERVER_ERROR"]


def test_an_executed_operation_has_data_even_when_it_is_null(client: httpx.Client) -> None:
    response = asked(client, "{ viewer broken item { required } }")
    body = response.json()
    assert (response.status_code, body["data"]["item"]) == (200, None)
    assert [error["path"] for error in body["errors"]] == [["broken"], ["item", "required"]]


def test_unknown_exceptions_are_masked_and_logged_under_one_reference(
    client: httpx.Client,
) -> None:
    with structlog.testing.capture_logs() as logs:
        response = client.post(
            "/graphql",
            json={
                "query": "query($s: String!) { boom(secret: $s) }",
                "variables": {"s": "canary-variable"},
            },
            headers={"Authorization": "Bearer canary-token"},
        )
    (error,) = response.json()["errors"]
    assert error["message"] == "Internal error"
    assert "database" not in response.text
    (entry,) = logs
    assert entry["error_id"] == error["extensions"]["errorId"]
    assert entry["request_id"] == response.headers["x-request-id"]
    assert entry["path"] == ["boom"]
    assert entry["chain"][0]["type"] == "builtins.RuntimeError"
    assert entry["chain"][0]["message"] == "the database said no"
    assert any("serving.py" in frame for frame in entry["chain"][0]["frames"])
    assert "canary" not in str(logs)


def test_errors_about_our_own_output_are_masked(client: httpx.Client) -> None:
    response = asked(client, "{ broken uncoded }")
    assert codes(response) == ["INTERNAL_SERVER_ERROR", "INTERNAL_SERVER_ERROR"]
    assert "canary" not in response.text


def test_errors_with_a_code_of_ours_keep_it_but_not_their_words(client: httpx.Client) -> None:
    response = asked(client, "{ forbidden coded picky }")
    assert codes(response) == ["FORBIDDEN", "FORBIDDEN", "BAD_USER_INPUT"]
    assert "canary" not in response.text
    assert "the cursor was not made here" in response.json()["errors"][2]["message"]


def test_an_argument_missing_only_at_run_time_is_the_clients_mistake(
    client: httpx.Client,
) -> None:
    query = "query($n: Int = 1) { nothing count(number: $n) }"
    response = ask(client, query, variables={"n": None})
    assert response.status_code == 200
    assert codes(response) == ["BAD_USER_INPUT"]


def test_at_most_five_errors_are_told(client: httpx.Client) -> None:
    fields = " ".join(f"b{number}: boom" for number in range(9))
    assert codes(asked(client, f"{{ {fields} }}")) == ["INTERNAL_SERVER_ERROR"] * 5
    unknown = " ".join(f"nope{number}" for number in range(9))
    assert codes(asked(client, f"{{ {unknown} }}")) == ["GRAPHQL_VALIDATION_FAILED"] * 5
    variables = ", ".join(f"$v{number}: Int!" for number in range(9))
    uses = " ".join(f"a{number}: count(number: $v{number})" for number in range(9))
    assert codes(asked(client, f"query({variables}) {{ {uses} }}")) == ["BAD_USER_INPUT"] * 5


@pytest.mark.parametrize("name", ["zhao", "crash"])
def test_a_crash_outside_of_resolvers_is_masked_too(client: httpx.Client, name: str) -> None:
    with structlog.testing.capture_logs() as logs:
        response = asked(client, "{ unencodable }", Authorization=f"Bearer {name}")
    assert (response.status_code, codes(response)) == (500, ["INTERNAL_SERVER_ERROR"])
    assert "canary" not in response.text
    assert logs[0]["error_id"] == response.json()["errors"][0]["extensions"]["errorId"]


def test_a_schema_whose_extensions_would_not_run_is_refused() -> None:
    @strawberry.type
    class Query:
        hello: str

    schema = strawberry.Schema(Query, extensions=[SchemaExtension])
    with pytest.raises(ExtensionsWouldNotRun):
        GraphQLEndpoint(schema, authenticate, Context)
