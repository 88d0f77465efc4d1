"""A list is counted for who asks how long it is, and for nobody else."""

import asyncio

import pytest
import strawberry

from graphql_api.schema.connections import Connection, Info, connection, wants_total

COUNTED = [
    "{ list { totalCount } }",
    "{ list { nodes all: totalCount } }",
    "{ list { ... { nodes totalCount } } }",
    "{ list { ... on Connection { ...Page } } } fragment Page on Connection { nodes ...Length }"
    " fragment Length on Connection { totalCount }",
    "{ list { nodes } list { totalCount } }",
    "query($x: Boolean! = true) { list { totalCount @include(if: $x) } }",
    "{ list { totalCount @skip(if: false) } }",
]
NOT_COUNTED = [
    "{ list { nodes } }",
    "{ list { totalCount: nodes } }",
    "{ list { edges { node } ...Page ...Page } } fragment Page on Connection { nodes }",
    "query($x: Boolean! = false) { list { nodes totalCount @include(if: $x) } }",
    "{ list { nodes ... @skip(if: true) { totalCount } } }",
    "{ list { nodes } other: list { nodes } }",
]


def lists_of(document: str) -> dict[str, object]:
    """What a document is answered by a list of three that notes whether it was counted."""

    @strawberry.type
    class Query:
        @strawberry.field
        async def list(self, info: Info) -> Connection[str]:
            counted.append(wants_total(info))
            return connection(
                Connection[str],
                ["a", "b", "c"],
                cursor=str,
                after=None,
                has_next=False,
                total=3 if counted[-1] else None,
            )

    counted: list[bool] = []
    found = asyncio.run(strawberry.Schema(query=Query).execute(document))
    assert found.errors is None
    assert found.data is not None
    return {"counted": counted, **found.data}


@pytest.mark.parametrize("document", COUNTED)
def test_who_selects_the_total_is_told_it(document: str) -> None:
    found = lists_of(document)
    assert found["counted"] == [True]
    assert 3 in dict(found["list"]).values()


@pytest.mark.parametrize("document", NOT_COUNTED)
def test_for_who_does_not_nothing_is_counted(document: str) -> None:
    assert not any(lists_of(document)["counted"])


def test_each_list_of_a_document_is_counted_by_itself() -> None:
    found = lists_of("{ list { nodes } other: list { totalCount } }")
    assert sorted(found["counted"]) == [False, True]
