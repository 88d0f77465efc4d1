"""A list is counted for who asks how long it is, and for nobody else."""

import asyncio
from typing import Any

import pytest
import strawberry
from strawberry.schema.config import StrawberryConfig

from graphql_api.schema.connections import Connection, Info, connection, wants_total
from graphql_api.schema.scalars import SCALARS

COUNTED = [
    "{ list { totalCount } }",
    "{ list { nodes all: totalCount } }",
    "{ list { ... { nodes totalCount } } }",
    "{ list { ... on StrConnection { ...Page } } }"
    " fragment Page on StrConnection { nodes ...Length }"
    " fragment Length on StrConnection { totalCount }",
    "{ list { nodes } list { totalCount } }",
    "query($x: Boolean! = true) { list { totalCount @include(if: $x) } }",
    "{ list { totalCount @skip(if: false) } }",
]
NOT_COUNTED = [
    "{ list { nodes } }",
    "{ list { totalCount: nodes } }",
    "{ list { edges { node } ...Page ...Page } } fragment Page on StrConnection { nodes }",
    "query($x: Boolean! = false) { list { nodes totalCount @include(if: $x) } }",
    "{ list { nodes ... @skip(if: true) { totalCount } } }",
    "{ list { nodes } other: list { nodes } }",
]


def answered(document: str) -> tuple[list[bool], dict[str, Any]]:
    """Whether each list of three was counted for a document, and the answer to it."""

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
    config = StrawberryConfig(scalar_map=SCALARS)
    found = asyncio.run(strawberry.Schema(query=Query, config=config).execute(document))
    assert found.errors is None
    return counted, found.data or {}


@pytest.mark.parametrize("document", COUNTED)
def test_who_selects_the_total_is_told_it(document: str) -> None:
    counted, found = answered(document)
    assert counted == [True]
    assert 3 in found["list"].values()


@pytest.mark.parametrize("document", NOT_COUNTED)
def test_for_who_does_not_nothing_is_counted(document: str) -> None:
    counted, _ = answered(document)
    assert not any(counted)


def test_each_list_of_a_document_is_counted_by_itself() -> None:
    counted, found = answered("{ list { nodes } other: list { totalCount } }")
    assert sorted(counted) == [False, True]
    assert found["other"] == {"totalCount": 3}
