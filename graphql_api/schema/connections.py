"""Connections: lists in pages, forward only, by keyset (Relay cursor connections)."""

from collections.abc import Callable, Sequence
from typing import Annotated, Any, Generic, TypeVar

import strawberry
from graphql import (
    FieldNode,
    FragmentSpreadNode,
    GraphQLResolveInfo,
    InlineFragmentNode,
    SelectionNode,
    SelectionSetNode,
)
from strawberry.types.nodes import convert_directives

from graphql_api.context import Context
from graphql_api.errors import BadInput
from graphql_api.schema.fields import about
from graphql_api.schema.scalars import Cursor, Position

T = TypeVar("T")
Info = strawberry.Info[Context, None]

MAX_PAGE = 100

First = Annotated[int, strawberry.argument(description="How many at most, 1 to 100. 每页条数")]
After = Annotated[
    Cursor | None,
    strawberry.argument(description="`endCursor` of the page before; none for the first. 起始游标"),
]
MinPosition = Annotated[
    Position | None,
    strawberry.argument(
        description="Wait until this position is included, such as the one a mutation gave."
        " 至少包含的日志位置"
    ),
]


@strawberry.type(description="How a page stands in its list. 分页信息")
class PageInfo:
    """Relay's page information."""

    has_next_page: bool = about("Whether there is more after this page. 是否有下一页")
    has_previous_page: bool = about("Whether this is not the first page. 是否有上一页")
    start_cursor: Cursor | None = about("The cursor of the first item. 首条游标")
    end_cursor: Cursor | None = about("The cursor of the last item: give it as `after`. 末条游标")


@strawberry.type(description="One item of a page, with its cursor. 列表项")
class Edge(Generic[T]):
    """Relay's edge."""

    cursor: Cursor = about("Where this item stands. 游标")
    node: T = about("The item. 内容")


@strawberry.type(description="One page of a list. 列表页")
class Connection(Generic[T]):
    """Relay's connection, with the items also as they are."""

    edges: list[Edge[T]] = about("The items with their cursors. 列表项")
    nodes: list[T] = about("The items themselves. 内容")
    page_info: PageInfo = about("How the page stands in the list. 分页信息")
    total_count: int = about("How many there are in all. 总数")
    """None where nobody asked for it (`wants_total`): then nobody reads it."""


def page_size(first: int) -> int:
    """`first`, if it is within bounds. Raises `BadInput`."""
    if not 1 <= first <= MAX_PAGE:
        raise BadInput(f"first must be between 1 and {MAX_PAGE}.")
    return first


def wants_total(info: Info) -> bool:
    """Whether the page that is being answered is asked for its `totalCount`, by a fragment or not.

    To count a whole list takes longer than to read a page of it: it is done for who asks.
    """
    asked = info._raw_info
    spread: set[str] = set()
    waiting: list[SelectionSetNode | None] = [node.selection_set for node in asked.field_nodes]
    while waiting:
        chosen = waiting.pop()
        for selection in () if chosen is None else chosen.selections:
            if _left_out(asked, selection):
                continue
            match selection:
                case FieldNode() if selection.name.value == "totalCount":
                    return True
                case InlineFragmentNode():
                    waiting.append(selection.selection_set)
                case FragmentSpreadNode() if selection.name.value not in spread:
                    spread.add(selection.name.value)
                    waiting.append(asked.fragments[selection.name.value].selection_set)
    return False


def _left_out(asked: GraphQLResolveInfo[Any], selection: SelectionNode) -> bool:
    """By `@skip` or `@include`."""
    given = convert_directives(asked, selection.directives)
    skip, include = given.get("skip", {}), given.get("include", {})
    return skip.get("if") is True or include.get("if") is False


def connection(
    kind: Callable[..., T],
    nodes: Sequence[Any],
    *,
    cursor: Callable[[Any], str],
    after: str | None,
    has_next: bool,
    total: int | None,
    **more: Any,
) -> T:
    """A page, of the connection type `kind`; `cursor(node)` writes the place of each node.

    `total` is None when nobody asked for it.
    """
    edges = [Edge(cursor=Cursor(cursor(node)), node=node) for node in nodes]
    return kind(
        edges=edges,
        nodes=list(nodes),
        page_info=PageInfo(
            has_next_page=has_next,
            has_previous_page=bool(after),
            start_cursor=edges[0].cursor if edges else None,
            end_cursor=edges[-1].cursor if edges else None,
        ),
        total_count=total,
        **more,
    )
