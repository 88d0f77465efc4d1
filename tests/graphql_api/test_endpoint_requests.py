"""What the endpoint makes of a request: GraphQL over HTTP, requests that are refused."""

import socket
from collections.abc import Iterator
from urllib.parse import urlsplit

import httpx
import pytest
from graphql import get_introspection_query

from graphql_api.limits import Limits
from tests.graphql_api.serving import (
    application,
    ask,
    client_of,
    codes,
    reasons,
)
from tests.served import served

GET = {"GraphQL-Require-Preflight": "1"}
JSON = {"Content-Type": "application/json"}


@pytest.fixture(scope="module")
def client() -> Iterator[httpx.Client]:
    with client_of(application()) as signed_in:
        yield signed_in


def post(client: httpx.Client, body: bytes, **headers: str) -> httpx.Response:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return client.post("/graphql", content=body, headers=JSON | named)


def assert_refused(response: httpx.Response, status: int, reason: str) -> None:
    assert (response.status_code, reasons(response)) == (status, [reason])
    assert "data" not in response.json()


def test_a_query_by_post_is_answered(client: httpx.Client) -> None:
    response = ask(client, "query($n: String!) { hello(name: $n) }", variables={"n": "li"})
    assert (response.status_code, response.json()) == (200, {"data": {"hello": "hello li"}})


def test_a_mutation_by_post_is_carried_out_once() -> None:
    app = application()
    with client_of(app) as client:
        assert ask(client, "mutation { bump }").json() == {"data": {"bump": 1}}
    assert app.state.bumps == ["zhao"]


@pytest.mark.parametrize(
    "absent", [{}, {"variables": None, "operationName": None, "extensions": None}]
)
def test_absent_and_null_parameters_are_the_same(
    client: httpx.Client, absent: dict[str, None]
) -> None:
    assert ask(client, "{ hello }", **absent).json() == {"data": {"hello": "hello world"}}


def test_parameters_nobody_knows_are_ignored(client: httpx.Client) -> None:
    assert ask(client, "{ hello }", documentId="x", other=[1]).status_code == 200


def test_extensions_reach_the_resolvers(client: httpx.Client) -> None:
    response = ask(client, "{ extensions }", extensions={"trace": 1})
    assert response.json() == {"data": {"extensions": {"trace": 1}}}


def test_the_operation_is_chosen_by_name(client: httpx.Client) -> None:
    two = 'query A { hello(name: "a") } query B { hello(name: "b") }'
    assert ask(client, two, operationName="B").json() == {"data": {"hello": "hello b"}}
    assert_refused(ask(client, two), 400, "OPERATION_NOT_FOUND")
    assert_refused(ask(client, two, operationName="C"), 400, "OPERATION_NOT_FOUND")
    assert_refused(ask(client, two, operationName=""), 400, "OPERATION_NOT_FOUND")


def test_a_mutation_beside_the_chosen_query_is_not_carried_out() -> None:
    app = application()
    with client_of(app) as client:
        both = "query Q { hello } mutation M { bump }"
        assert ask(client, both, operationName="Q").status_code == 200
    assert app.state.bumps == []


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"query { hello }",
        b'{"query": "{ hello }"',
        b'{"query": "\xff"}',
        b'\xef\xbb\xbf{"query": "{ hello }"}',
        b'{"query": "{ hello }", "variables": NaN}',
        b'{"query": "{ hello }", "variables": {"a": Infinity}}',
        b'{"query": "{ hello }", "variables": {"a": 1e999}}',
        b'{"query": "\\ud800"}',
        b'{"query": "{ hello }", "variables": {"a": "\\udfff"}}',
        b'{"query": "\xed\xa0\x80"}',
        b'{"query": "{ hello }", "variables": ' + b"[" * 5000 + b"]" * 5000 + b"}",
    ],
)
def test_a_body_that_is_not_json_is_refused(client: httpx.Client, body: bytes) -> None:
    assert_refused(post(client, body), 400, "BODY_NOT_JSON")


@pytest.mark.parametrize("body", [b"null", b"7", b'"{ hello }"', b"true"])
def test_a_body_that_is_not_an_object_is_refused(client: httpx.Client, body: bytes) -> None:
    assert_refused(post(client, body), 400, "BODY_NOT_OBJECT")


@pytest.mark.parametrize("body", [b"[]", b'[{"query": "{ hello }"}]', b"[[]]"])
def test_batches_are_refused(client: httpx.Client, body: bytes) -> None:
    assert_refused(post(client, body), 400, "BATCHING_OFF")


@pytest.mark.parametrize("body", [b"{}", b'{"query": null}', b'{"documentId": "sha256:00"}'])
def test_a_request_without_query_is_refused(client: httpx.Client, body: bytes) -> None:
    assert_refused(post(client, body), 400, "QUERY_MISSING")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("query", 7),
        ("query", ["{ hello }"]),
        ("query", {"a": 1}),
        ("variables", []),
        ("variables", "{}"),
        ("variables", 0),
        ("operationName", 1),
        ("operationName", {}),
        ("extensions", []),
        ("extensions", "x"),
    ],
)
def test_a_parameter_of_a_wrong_type_is_refused(
    client: httpx.Client, name: str, value: object
) -> None:
    response = client.post("/graphql", json={"query": "{ hello }"} | {name: value})
    assert_refused(response, 400, "PARAMETER_TYPE")
    assert response.json()["errors"][0]["extensions"]["params"] == {"name": name}


@pytest.mark.parametrize(
    "parameters",
    [
        {"query": "{ hello } # \0"},
        {"query": '{ hello(name: "\\u0000") }'},
        {"query": '{ hello(name: """\0""") }'},
        {"query": '{ hello(name: "\\u{0}") }'},
        {"query": "{ hello }", "operationName": "\0"},
        {"query": "{ hello }", "variables": {"a": "\0"}},
        {"query": "{ hello }", "variables": {"a": [{"\0": 1}]}},
        {"query": "{ hello }", "extensions": {"a": {"b": ["\0"]}}},
    ],
)
def test_nul_is_refused_wherever_it_hides(
    client: httpx.Client, parameters: dict[str, object]
) -> None:
    assert_refused(client.post("/graphql", json=parameters), 400, "CHARACTER_REFUSED")


@pytest.mark.parametrize("escape", ["\\uD800", "\\u{DFFF}", "\\u{110000}"])
def test_lone_surrogates_in_literals_are_refused(client: httpx.Client, escape: str) -> None:
    assert_refused(ask(client, f'{{ hello(name: "{escape}") }}'), 400, "GRAPHQL_PARSE_FAILED")


def test_variables_nested_too_deeply_are_refused(client: httpx.Client) -> None:
    deep: object = 1
    for _ in range(31):
        deep = [deep]
    query = "query($v: JSON!) { echo(value: $v) }"
    assert ask(client, query, variables={"v": deep}).json() == {"data": {"echo": deep}}
    assert_refused(ask(client, query, variables={"v": [deep]}), 400, "TOO_DEEP")


def test_long_lists_in_variables_are_refused(client: httpx.Client) -> None:
    query = "query($ids: [ID!]!) { items(ids: $ids) { name } }"
    assert ask(client, query, variables={"ids": ["1"] * 100}).status_code == 200
    assert_refused(ask(client, query, variables={"ids": ["1"] * 101}), 400, "LIST_TOO_LONG")


@pytest.mark.parametrize("query", ["", "   ", "{", "{ hello", "query Q", "{ hello(name: ) }"])
def test_a_document_that_does_not_parse_is_refused(client: httpx.Client, query: str) -> None:
    response = ask(client, query)
    assert_refused(response, 400, "GRAPHQL_PARSE_FAILED")
    assert response.json()["errors"][0]["locations"]


def test_nesting_the_parser_cannot_follow_is_refused(client: httpx.Client) -> None:
    lists = "query($v: " + "[" * 900 + "Int" + "]" * 900 + ") { hello }"
    for query in ("{ item " * 400, lists, "{ echo(value: " + "[" * 900 + "]" * 900 + ") }"):
        assert_refused(ask(client, query), 400, "GRAPHQL_PARSE_FAILED")


def test_a_document_that_does_not_fit_the_schema_is_refused(client: httpx.Client) -> None:
    response = ask(client, "{ hello nope }")
    assert_refused(response, 400, "GRAPHQL_VALIDATION_FAILED")
    assert response.json()["errors"][0]["locations"] == [{"line": 1, "column": 9}]


@pytest.mark.parametrize(
    "query",
    ["{ helo }", "{ hello(nam: 1) }", '{ find(by: {nme: "x"}) }', "query($a: Strin) { hello }"],
)
def test_refusals_never_suggest_names(client: httpx.Client, query: str) -> None:
    assert "mean" not in ask(client, query).text


@pytest.mark.parametrize(
    "variables", [{}, {"n": None}, {"n": "7"}, {"n": 1.5}, {"n": 2**31}, {"n": 2**70}, {"n": []}]
)
def test_variables_that_do_not_coerce_are_refused(
    client: httpx.Client, variables: dict[str, object]
) -> None:
    response = ask(client, "query($n: Int!) { count(number: $n) }", variables=variables)
    assert_refused(response, 400, "BAD_USER_INPUT")


def test_a_variable_names_one_key_of_a_one_of_input(client: httpx.Client) -> None:
    query = "query($by: By!) { find(by: $by) }"
    good = ask(client, query, variables={"by": {"name": "x"}})
    assert good.json() == {"data": {"find": "name"}}
    both = ask(client, query, variables={"by": {"name": "x", "number": 1}})
    assert_refused(both, 400, "BAD_USER_INPUT")
    misspelt = ask(client, query, variables={"by": {"nam": "x"}})
    assert_refused(misspelt, 400, "BAD_USER_INPUT")
    assert "mean" not in misspelt.text


def test_an_argument_that_may_be_absent_may_still_not_be_null(client: httpx.Client) -> None:
    assert ask(client, "{ label }").json() == {"data": {"label": "absent"}}
    assert_refused(ask(client, "{ label(text: null) }"), 400, "GRAPHQL_VALIDATION_FAILED")


@pytest.mark.parametrize(
    "content_type",
    [
        "",
        "text/plain",
        "application/graphql",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "application/json; charset=utf-16",
        "application/jsonp",
    ],
)
def test_only_json_in_utf8_is_read(client: httpx.Client, content_type: str) -> None:
    body = b'{"query": "{ hello }"}'
    assert_refused(post(client, body, Content_Type=content_type), 415, "UNSUPPORTED_MEDIA_TYPE")


def test_a_json_body_may_name_its_charset(client: httpx.Client) -> None:
    body = '{"query": "{ hello(name: \\"张\\") }"}'.encode()
    response = post(client, body, Content_Type='Application/JSON; Charset="UTF-8"')
    assert response.json() == {"data": {"hello": "hello 张"}}


def test_a_compressed_body_is_refused(client: httpx.Client) -> None:
    response = post(client, b'{"query": "{ hello }"}', Content_Encoding="gzip")
    assert_refused(response, 415, "UNSUPPORTED_MEDIA_TYPE")


def test_a_body_of_the_greatest_size_is_read(client: httpx.Client) -> None:
    body = b'{"query": "{ hello }"}'
    assert post(client, body.ljust(65_536)).status_code == 200
    assert_refused(post(client, body.ljust(65_537)), 413, "PAYLOAD_TOO_LARGE")


def test_a_body_without_length_is_counted_while_it_arrives(client: httpx.Client) -> None:
    chunks = (b" " * 10_000 for _ in range(500))
    response = client.post("/graphql", content=chunks, headers=JSON)
    assert_refused(response, 413, "PAYLOAD_TOO_LARGE")
    assert response.headers["connection"] == "close"


def test_an_honest_client_reads_why_its_large_body_was_refused(client: httpx.Client) -> None:
    assert_refused(post(client, b" " * 5_000_000), 413, "PAYLOAD_TOO_LARGE")
    assert ask(client, "{ hello }").status_code == 200


def test_a_body_that_never_ends_is_given_up() -> None:
    with served(application(Limits(body_seconds=0.05))) as address:
        host = urlsplit(address)
        with socket.create_connection((host.hostname, host.port), timeout=30) as line:
            line.sendall(
                b"POST /graphql HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer zhao\r\n"
                b"Content-Type: application/json\r\nContent-Length: 50\r\n\r\n{"
            )
            answer = b"".join(iter(lambda: line.recv(65_536), b""))
    assert answer.startswith(b"HTTP/1.1 408 ")
    assert b"REQUEST_TIMEOUT" in answer


def test_a_client_that_hangs_up_harms_nobody(client: httpx.Client) -> None:
    host = client.base_url
    with socket.create_connection((host.host, host.port), timeout=30) as line:
        line.sendall(
            b"POST /graphql HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer zhao\r\n"
            b"Content-Type: application/json\r\nContent-Length: 50\r\n\r\n{"
        )
    assert ask(client, "{ hello }").status_code == 200


def test_a_query_by_get_needs_the_preflight_header(client: httpx.Client) -> None:
    refused = client.get("/graphql", params={"query": "{ hello }"})
    assert_refused(refused, 400, "PREFLIGHT_REQUIRED")
    answered = client.get(
        "/graphql",
        params={
            "query": "query Q($n: String!) { hello(name: $n) }",
            "variables": '{"n": "li"}',
            "operationName": "Q",
            "extensions": "{}",
        },
        headers=GET,
    )
    assert answered.json() == {"data": {"hello": "hello li"}}


def test_a_mutation_by_get_is_refused_and_not_carried_out() -> None:
    app = application()
    with client_of(app) as client:
        response = client.get("/graphql", params={"query": "mutation { bump }"}, headers=GET)
    assert_refused(response, 405, "MUTATION_BY_GET")
    assert response.headers["allow"] == "POST"
    assert app.state.bumps == []


@pytest.mark.parametrize(
    ("query_string", "reason"),
    [
        ("", "QUERY_MISSING"),
        ("query={hello}&query={viewer}", "PARAMETER_REPEATED"),
        ("query={hello}&variables=", "PARAMETER_NOT_JSON"),
        ("query={hello}&variables={", "PARAMETER_NOT_JSON"),
        ("query={hello}&variables=NaN", "PARAMETER_NOT_JSON"),
        ("query={hello}&variables=[]", "PARAMETER_TYPE"),
        ("query={hello}&extensions=7", "PARAMETER_TYPE"),
        ("query={hello}%00", "CHARACTER_REFUSED"),
        ("query=%ff", "GRAPHQL_PARSE_FAILED"),
    ],
)
def test_a_query_string_that_is_odd_is_refused(
    client: httpx.Client, query_string: str, reason: str
) -> None:
    assert_refused(client.get(f"/graphql?{query_string}", headers=GET), 400, reason)


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "OPTIONS", "QUERY"])
def test_other_methods_are_refused(client: httpx.Client, method: str) -> None:
    response = client.request(method, "/graphql")
    assert_refused(response, 405, "METHOD_NOT_ALLOWED")
    assert response.headers["allow"] == "GET, POST"


def test_head_is_refused_without_a_body(client: httpx.Client) -> None:
    response = client.head("/graphql")
    assert (response.status_code, response.content) == (405, b"")


def test_subscriptions_need_a_stream(client: httpx.Client) -> None:
    response = ask(client, "subscription { ticks }")
    assert_refused(response, 400, "SUBSCRIPTION_NEEDS_STREAM")


def test_introspection_is_for_those_who_may() -> None:
    with client_of(application(), "open") as client:
        assert ask(client, get_introspection_query()).status_code == 200
        headers = {"Authorization": "Bearer closed"}
        for query in (
            "{ __schema { queryType { name } } }",
            '{ x: __type(name: "Item") { name } }',
            "{ ...F } fragment F on Query { __schema { queryType { name } } }",
        ):
            assert codes(ask(client, query)) == []
            refused = client.post("/graphql", json={"query": query}, headers=headers)
            assert_refused(refused, 400, "INTROSPECTION_OFF")
        plain = client.post("/graphql", json={"query": "{ __typename }"}, headers=headers)
        assert plain.json() == {"data": {"__typename": "Query"}}
