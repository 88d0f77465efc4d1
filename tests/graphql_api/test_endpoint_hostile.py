"""No request, however odd, is answered with 500: bytes, JSON and documents made at random."""

from collections.abc import Iterator
from typing import Any

import httpx
import orjson
import pytest
import structlog
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.graphql_api.serving import GRAPHQL, application, client_of

# The client is shared on purpose: the endpoint keeps nothing of one request for the next.
over_http = settings(
    max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)

TEXTS = st.one_of(
    st.text(max_size=40),
    st.sampled_from(["{ hello }", "mutation { bump }", "{", "\0", "Q", "A", "{ __typename }"]),
)
SCALARS = st.one_of(
    st.none(), st.booleans(), st.integers(-(2**63), 2**64 - 1), st.floats(allow_nan=False), TEXTS
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.one_of(
        st.lists(inner, max_size=5), st.dictionaries(st.text(max_size=8), inner, max_size=5)
    ),
    max_leaves=20,
)
REQUESTS = st.fixed_dictionaries(
    {},
    optional={
        "query": st.one_of(TEXTS, VALUES),
        "variables": VALUES,
        "operationName": st.one_of(TEXTS, VALUES),
        "extensions": VALUES,
        "documentId": VALUES,
    },
)
WORDS = st.lists(
    st.sampled_from(
        [
            *("query", "mutation", "subscription", "fragment F on Query", "fragment G on Item"),
            *("{", "}", "(", ")", "[", "]", ":", "!", "=", "@", "...", "$v", "|", "&"),
            *("Q", "F", "G", "on", "Query", "Item", "Int", "JSON", "By", "hello", "item", "items"),
            *("name", "echo", "count", "number", "value", "find", "by", "ids", "__schema"),
            *("__typename", "@skip", "if", "true", "null", "1", "-1", "9e999", "2147483648"),
            *('"x"', '"\\u0000"', '"\\uD800"', '"""', "#", ",", "\ufeff", "\u202e", "张", "\n"),
        ]
    ),
    max_size=40,
)


@pytest.fixture(scope="module")
def client() -> Iterator[httpx.Client]:
    with client_of(application()) as signed_in, structlog.testing.capture_logs() as logs:
        yield signed_in
        assert not [entry for entry in logs if entry["event"] == "graphql.fault"]


def assert_well_answered(response: httpx.Response) -> None:
    """Never 500; a JSON answer; errors have codes; no `data` unless something was executed."""
    assert response.status_code in {200, 400, 405, 408, 413, 415}, response.text
    assert response.headers["content-type"] == f"{GRAPHQL}; charset=utf-8"
    body = orjson.loads(response.content)
    assert body.keys() <= {"data", "errors"}
    for error in body.get("errors", []):
        assert error["message"]
        assert error["extensions"]["code"] != "INTERNAL_SERVER_ERROR"
    if response.status_code != 200:
        assert body.keys() == {"errors"}


@over_http
@given(st.binary(max_size=200))
def test_random_bytes_never_give_500(client: httpx.Client, body: bytes) -> None:
    headers = {"Content-Type": "application/json"}
    assert_well_answered(client.post("/graphql", content=body, headers=headers))


@over_http
@given(st.one_of(VALUES, REQUESTS))
def test_random_json_never_gives_500(client: httpx.Client, body: Any) -> None:
    headers = {"Content-Type": "application/json"}
    assert_well_answered(client.post("/graphql", content=orjson.dumps(body), headers=headers))


@over_http
@given(WORDS)
def test_random_documents_never_give_500(client: httpx.Client, words: list[str]) -> None:
    assert_well_answered(client.post("/graphql", json={"query": " ".join(words)}))


@over_http
@given(st.sampled_from("abcde"), VALUES)
def test_random_variables_never_give_500(client: httpx.Client, name: str, value: Any) -> None:
    query = """
        query($a: JSON, $b: Int = 1, $c: By!, $d: [ID!] = [], $e: String) {
          echo(value: $a) count(number: $b) find(by: $c) items(ids: $d) { name } hello(name: $e)
        }
    """
    variables = {"a": 1, "c": {"name": "x"}} | {name: value}
    body = orjson.dumps({"query": query, "variables": variables})
    headers = {"Content-Type": "application/json"}
    assert_well_answered(client.post("/graphql", content=body, headers=headers))


@over_http
@given(st.binary(max_size=60), st.binary(max_size=60))
def test_random_query_strings_never_give_500(
    client: httpx.Client, query: bytes, variables: bytes
) -> None:
    quoted = [part.hex(":").replace(":", "%") for part in (query, variables)]
    url = f"/graphql?query=%{quoted[0]}&variables=%{quoted[1]}"
    assert_well_answered(client.get(url, headers={"GraphQL-Require-Preflight": "1"}))


@over_http
@given(
    st.sampled_from(
        [
            "Accept",
            "Accept-Language",
            "Content-Type",
            "X-Request-Id",
            "traceparent",
            "Authorization",
        ]
    ),
    st.text(
        st.characters(min_codepoint=32, max_codepoint=255, exclude_characters="\x7f"), max_size=60
    ).map(lambda text: text.strip(" ")),
)
def test_random_headers_never_give_500(client: httpx.Client, name: str, value: str) -> None:
    headers = {"Content-Type": "application/json", name: value.encode("latin-1")}
    response = client.post("/graphql", content=b'{"query": "{ hello }"}', headers=headers)
    assert response.status_code in {200, 400, 401, 403, 406, 415}
