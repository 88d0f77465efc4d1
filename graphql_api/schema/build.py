"""The whole schema, put together."""

from functools import cache

import strawberry
from strawberry.schema.config import StrawberryConfig

from domain.registry import EVENTS
from graphql_api.schema.events import event_type
from graphql_api.schema.mutations import mutation_type
from graphql_api.schema.query import Query
from graphql_api.schema.scalars import SCALARS


@cache
def schema(*, in_order: bool = False) -> strawberry.Schema:
    """The schema of this product. Made once: deriving it takes a moment, and ordering it longer.

    `in_order` is for its text: names in alphabetical order, whatever order the domain has them in.
    """
    return strawberry.Schema(
        query=Query,
        mutation=mutation_type(),
        types=[event_type(event) for event in EVENTS.values()],
        config=StrawberryConfig(scalar_map=SCALARS, sort_schema=in_order),
    )
