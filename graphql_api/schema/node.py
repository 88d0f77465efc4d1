"""Nodes: anything that has an id of its own and can be asked for by it."""

import strawberry

from graphql_api.schema.fields import about


@strawberry.interface(description="Anything that has an id of its own. 可按编号查询的对象")
class Node:
    """Relay's node."""

    id: strawberry.ID = about("The id: opaque, unique, for ever. 编号")
