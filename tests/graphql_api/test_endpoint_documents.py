"""The document cache: what was once checked is not checked again, and it never grows for ever."""

import pytest
from graphql import OperationType

from graphql_api.documents import Documents
from graphql_api.errors import DocumentRefused, RequestError
from graphql_api.limits import Limits
from tests.graphql_api.serving import schema

SCHEMA = schema()._schema


def documents(max_documents: int = 512, max_bytes: int = 262_144) -> Documents:
    return Documents(SCHEMA, Limits(), max_documents=max_documents, max_bytes=max_bytes)


def query(number: int, padding: int = 0) -> str:
    """Different documents, as long as the test wants them."""
    return f"query Q{number} {{ hello }}".ljust(padding)


def test_the_same_text_is_prepared_once() -> None:
    kept = documents()
    assert kept.get("{ hello }") is kept.get("{ hello }")
    assert kept.get("{ hello }") is not kept.get("{hello}")
    assert len(kept) == 2


def test_the_document_used_longest_ago_goes_first() -> None:
    kept = documents(max_documents=2)
    first, second = kept.get(query(1)), kept.get(query(2))
    assert kept.get(query(1)) is first
    kept.get(query(3))
    assert len(kept) == 2
    assert kept.get(query(1)) is first
    assert kept.get(query(2)) is not second


def test_long_documents_leave_room_for_fewer() -> None:
    kept = documents(max_bytes=1000)
    for number in range(10):
        kept.get(query(number, padding=400))
        assert len(kept) <= 2
    assert kept.get(query(0, padding=5000)).digest
    assert len(kept) == 0
    kept.get(query(1))
    assert len(kept) == 1


@pytest.mark.parametrize("text", ["{", "{ nope }", "{ item " * 13 + "{ name }" + "}" * 13])
def test_refused_documents_are_not_kept(text: str) -> None:
    kept = documents()
    for _ in range(2):
        with pytest.raises(RequestError):
            kept.get(text)
    assert len(kept) == 0


def test_problems_are_located_and_kept_documents_are_light() -> None:
    kept = documents()
    with pytest.raises(DocumentRefused) as refused:
        kept.get("{\n  nope }")
    (place,) = refused.value.problems[0].locations or []
    assert (place.line, place.column) == (2, 3)
    assert kept.get("{ hello }").ast.loc is None


def test_a_document_knows_its_operations() -> None:
    document = documents().get("query A { hello } mutation B { bump }")
    assert document.kind("A") is OperationType.QUERY
    assert document.kind("B") is OperationType.MUTATION
    for unclear in (None, "C", ""):
        with pytest.raises(RequestError):
            document.kind(unclear)
