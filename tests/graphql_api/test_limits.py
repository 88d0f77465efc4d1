"""How much one document may ask for, and that asking for more is cheap to refuse."""

from collections.abc import Iterator

import httpx
import pytest
from graphql import build_schema, execute_sync, get_introspection_query, parse
from hypothesis import given
from hypothesis import strategies as st

from graphql_api.errors import RequestError
from graphql_api.limits import Limits, check_document
from tests.graphql_api.serving import application, ask, client_of, reasons


@pytest.fixture(scope="module")
def client() -> Iterator[httpx.Client]:
    with client_of(application()) as signed_in:
        yield signed_in


def reason(text: str, limits: Limits | None = None) -> str | None:
    """Why a document is refused, or None."""
    try:
        check_document(parse(text), limits or Limits())
    except RequestError as refused:
        return refused.reason
    return None


def nested(depth: int) -> str:
    """A query whose deepest field lies at `depth`."""
    return "{ item " * (depth - 1) + "{ name }" + "}" * (depth - 1)


def names(count: int) -> str:
    """That many different fields."""
    return " ".join(f"f{number}" for number in range(count))


def doubled(levels: int, *, circular: bool = False) -> str:
    """Fragments that each spread the next one twice: 2 to the power of `levels` when expanded."""
    fragments = "".join(
        f"fragment F{n} on Query {{ ...F{n + 1} ...F{n + 1} }} " for n in range(levels)
    )
    last = "...F0" if circular else "__typename"
    return f"{{ ...F0 }} {fragments} fragment F{levels} on Query {{ {last} }}"


@pytest.mark.parametrize(
    ("fits", "exceeds", "code"),
    [
        (nested(12), nested(13), "TOO_DEEP"),
        (
            "{ ...F } fragment F on Query " + nested(12),
            "{ ...F } fragment F on Query " + nested(13),
            "TOO_DEEP",
        ),
        (
            "{ __schema { types " + "{ ofType " * 17 + "{ name }" + "}" * 18 + "}",
            "{ __schema { types " + "{ ofType " * 18 + "{ name }" + "}" * 19 + "}",
            "TOO_DEEP",
        ),
        (
            "{ item {" + " ".join(f"a{n}: name" for n in range(30)) + "} }",
            "{ item {" + " ".join(f"a{n}: name" for n in range(31)) + "} }",
            "TOO_MANY_ALIASES",
        ),
        (
            "{ hello " + "@skip(if: false) " * 10 + "}",
            "{ hello " + "@skip(if: false) " * 11 + "}",
            "TOO_MANY_DIRECTIVES",
        ),
        (f"{{ {names(20)} }}", f"{{ {names(21)} }}", "TOO_MANY_ROOT_FIELDS"),
        (
            f"{{ {names(10)} ... on Query {{ a {names(9)} }} }}",
            f"{{ {names(10)} ...F }} fragment F on Query {{ a b {names(9)} }}",
            "TOO_MANY_ROOT_FIELDS",
        ),
        (f"mutation {{ {names(10)} }}", f"mutation {{ {names(11)} }}", "TOO_MANY_MUTATIONS"),
        (
            f"mutation A {{ {names(5)} }} mutation B {{ {names(5)} }} query C {{ {names(5)} }}",
            f"mutation A {{ {names(5)} }} mutation B {{ {names(6)} }}",
            "TOO_MANY_MUTATIONS",
        ),
        (
            "{ f(ids: [" + "1 " * 100 + "]) }",
            "{ f(ids: [" + "1 " * 101 + "]) }",
            "LIST_TOO_LONG",
        ),
        (
            "query($ids: [ID!] = [" + "1 " * 100 + "]) { f }",
            "query($ids: [ID!] = [" + "1 " * 101 + "]) { f }",
            "LIST_TOO_LONG",
        ),
        ("{ f @d(x: [" + "1 " * 100 + "]) }", "{ f @d(x: [" + "1 " * 101 + "]) }", "LIST_TOO_LONG"),
        ("{ item {" + "name " * 20 + "} }", "{ item {" + "name " * 21 + "} }", "TOO_MANY_REPEATS"),
        (
            "{ item { item { name name } } " * 1 + "item { item {" + "name " * 18 + "} } }",
            "{ item { item { name name name } } item { item {" + "name " * 18 + "} } }",
            "TOO_MANY_REPEATS",
        ),
        (
            "{ a }" + "".join(f"fragment F{n} on Query {{ a }}" for n in range(50)),
            "{ a }" + "".join(f"fragment F{n} on Query {{ a }}" for n in range(51)),
            "TOO_MANY_FRAGMENTS",
        ),
    ],
)
def test_each_bound_is_still_accepted_and_one_more_is_refused(
    fits: str, exceeds: str, code: str
) -> None:
    assert reason(fits) is None
    assert reason(exceeds) == code


@pytest.mark.parametrize(
    ("fits", "exceeds", "code"),
    [
        (nested(12), nested(13), "TOO_DEEP"),
        (
            "{" + " ".join(f"a{n}: hello" for n in range(20)) + "}",
            "{" + " ".join(f"a{n}: hello" for n in range(21)) + "}",
            "TOO_MANY_ROOT_FIELDS",
        ),
        (
            "mutation {" + " ".join(f"a{n}: bump" for n in range(10)) + "}",
            "mutation {" + " ".join(f"a{n}: bump" for n in range(11)) + "}",
            "TOO_MANY_MUTATIONS",
        ),
        (
            "{ echo(value: [" + '[] "x" ' * 50 + "]) }",
            "{ echo(value: [" + '[] "x" ' * 51 + "]) }",
            "LIST_TOO_LONG",
        ),
        (
            "{ hello # " + "\n#" * 1990 + "\n}",
            "{ hello # " + "\n#" * 2001 + "\n}",
            "TOO_MANY_TOKENS",
        ),
    ],
)
def test_bounds_hold_over_http_with_a_code_of_their_own(
    client: httpx.Client, fits: str, exceeds: str, code: str
) -> None:
    assert ask(client, fits).status_code == 200
    refused = ask(client, exceeds)
    assert (refused.status_code, reasons(refused)) == (400, [code])
    assert refused.json()["errors"][0]["extensions"]["params"]["limit"] > 0
    assert "data" not in refused.json()


def test_too_many_tokens_are_refused_before_anything_is_read(client: httpx.Client) -> None:
    assert reasons(ask(client, "{" + "hello " * 10_000)) == ["TOO_MANY_TOKENS"]


def test_a_text_that_only_speaks_of_too_many_tokens_is_an_ordinary_mistake(
    client: httpx.Client,
) -> None:
    text = '{ hello "Syntax Error: Document contains more than" }'
    assert reasons(ask(client, text)) == ["GRAPHQL_PARSE_FAILED"]


def test_the_full_introspection_of_ordinary_tools_is_accepted(client: httpx.Client) -> None:
    query = get_introspection_query(
        specified_by_url=True, directive_is_repeatable=True, input_value_deprecation=True
    )
    assert ask(client, query).status_code == 200


@pytest.mark.parametrize(
    "text",
    [
        "query __schema " + nested(13),
        "{ ...__schema } fragment __schema on Query " + nested(13),
        "{ __schema: item " + nested(12) + "}",
        "{ __schema { name } item " + nested(12) + "}",
        "{ x: __schema { name } x: item " + nested(12) + "}",
        "{ item { __schema " + nested(11) + "} }",
    ],
)
def test_introspection_names_buy_no_exemption(text: str) -> None:
    assert reason(text) == "TOO_DEEP"


@pytest.mark.parametrize("levels", [18, 40])
@pytest.mark.parametrize("circular", [False, True])
def test_doubled_fragments_cost_what_they_weigh(
    client: httpx.Client, levels: int, circular: bool
) -> None:
    """At 2^40 spreads any walk that expands them would never come back."""
    response = ask(client, doubled(levels, circular=circular))
    expected = (400, ["GRAPHQL_VALIDATION_FAILED"]) if circular else (200, [])
    assert (response.status_code, reasons(response)[:1]) == expected


def test_fragments_that_contain_themselves_deeper_are_too_deep(client: httpx.Client) -> None:
    text = "{ item { ...F } } fragment F on Item { item { ...F item { ...F } } }"
    assert reasons(ask(client, text)) == ["TOO_DEEP"]


def test_a_fragment_bomb_hidden_from_every_operation_is_found() -> None:
    levels = "".join(
        f"fragment F{n} on Item {{ a {{ ...F{n + 1} }} b {{ ...F{n + 1} }} c {{ ...F{n + 1} }} }} "
        for n in range(9)
    )
    bomb = levels + "fragment F9 on Item { name }"
    assert reason("{ hello } " + bomb) == "TOO_MANY_SELECTIONS"
    assert reason("{ item { ...F0 } } " + bomb) == "TOO_MANY_SELECTIONS"


def test_a_fragment_of_the_same_name_hides_nothing() -> None:
    many = "name " * 21
    text = f"{{ item {{ ...F }} }} fragment F on Item {{ {many} }} fragment F on Item {{ name }}"
    assert reason(text) == "TOO_MANY_REPEATS"


def test_unknown_fragments_and_foreign_definitions_are_left_to_validation(
    client: httpx.Client,
) -> None:
    for text in (
        "{ ...Nope }",
        "{ hello } type Query { hello: Int }",
        "extend type Item { a: Int }",
    ):
        assert reasons(ask(client, text))[:1] == ["GRAPHQL_VALIDATION_FAILED"]


def bodies(*spreads: str) -> st.SearchStrategy[str]:
    """Selections on Item, up to some levels deep, that may spread the named fragments."""
    leaves = st.sampled_from(["name", "b: name", *(f"...{name}" for name in spreads)])
    return st.recursive(
        leaves,
        lambda inner: st.lists(inner, min_size=1, max_size=3).flatmap(
            lambda parts: st.sampled_from(
                [
                    f"item {{ {' '.join(parts)} }}",
                    f"a: item {{ {' '.join(parts)} }}",
                    f"... on Item {{ {' '.join(parts)} }}",
                    " ".join(parts),
                ]
            )
        ),
        max_leaves=8,
    )


def depth_of(value: object) -> int:
    """How deep an answer is nested; a text has no depth."""
    if not isinstance(value, dict):
        return 0
    return 1 + max((depth_of(inner) for inner in value.values()), default=0)


def aliases_in(value: object) -> int:
    """How many aliased fields an answer holds, all of them called a or b here."""
    if not isinstance(value, dict):
        return 0
    return sum((name in {"a", "b"}) + aliases_in(inner) for name, inner in value.items())


def reached(query: str, fragments: dict[str, str]) -> dict[str, str]:
    """The fragments that the query spreads, directly or through others."""
    found: dict[str, str] = {}
    texts = [query]
    for text in texts:
        for name, body in fragments.items():
            if f"...{name}" in text and name not in found:
                found[name] = body
                texts.append(body)
    return found


SCHEMA = build_schema("type Query { item: Item } type Item { name: String item: Item }")
WIDE = {"repeats": 10**6, "aliases": 10**6, "selections": 10**6}


@given(bodies("F", "G"), bodies("G", "H"), bodies("H"), bodies())
def test_the_walk_sees_what_execution_answers(query: str, f: str, g: str, h: str) -> None:
    """graphql-core's own execution is the oracle for what a document expands to."""
    fragments = reached(query, {"F": f, "G": g, "H": h})
    text = f"{{ item {{ {query} }} }}" + "".join(
        f" fragment {name} on Item {{ {body} }}" for name, body in fragments.items()
    )
    answer = execute_sync(
        SCHEMA,
        parse(text),
        field_resolver=lambda _item, info: "" if info.field_name == "name" else {},
    ).data
    depth, aliases = depth_of(answer), aliases_in(answer)
    assert reason(text, Limits(depth=depth, **WIDE)) is None
    assert reason(text, Limits(depth=depth - 1, **WIDE)) == "TOO_DEEP"
    if aliases:
        limits = Limits(depth=depth, **WIDE | {"aliases": aliases - 1})
        assert reason(text, limits) == "TOO_MANY_ALIASES"


LETTERS = st.sampled_from("FGH")


@given(st.dictionaries(LETTERS, bodies("F", "G", "H"), min_size=1))
def test_fragments_in_circles_always_end(circles: dict[str, str]) -> None:
    """Whatever spreads whatever, the walk comes back: with an answer, or refusing the circle."""
    fragments = "".join(f"fragment {name} on Item {{ {body} }} " for name, body in circles.items())
    assert reason(f"{{ item {{ ...F }} }} {fragments}") in {
        None,
        "TOO_DEEP",
        "TOO_MANY_ALIASES",
        "TOO_MANY_REPEATS",
        "TOO_MANY_SELECTIONS",
    }
