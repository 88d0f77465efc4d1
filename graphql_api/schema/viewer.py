"""The viewer: who is signed in, and as what."""

from typing import Any

import strawberry
from strawberry.types.base import StrawberryList

from domain.roles import Role
from graphql_api.context import Context
from graphql_api.schema.derive import enum_type
from graphql_api.schema.fields import about
from graphql_api.schema.organisation import Post, post


@strawberry.type(description="Who is signed in, and as what. 当前用户")
class Viewer:
    """The caller of this operation."""

    person: strawberry.ID = about("The person's id. 人员编号")
    posts: list[Post] = about("Every post held now, the oldest appointment first. 现任岗位")
    acting_post: Post | None = about(
        "The post acted for: the one named by the header `Liuhen-Post`, or the first. 当前岗位"
    )
    roles: Any = about(
        "What the acting post may do. 当前角色", graphql_type=StrawberryList(enum_type(Role))
    )
    client: str = about("The client that signed in. 客户端")


def viewer(context: Context) -> Viewer:
    """The caller as clients see themselves."""
    caller, register = context.caller, context.register
    held = register.posts_of(caller.person, context.now)
    return Viewer(
        person=strawberry.ID(caller.person),
        posts=[found for key in held if (found := post(register, key)) is not None],
        acting_post=post(register, caller.post),
        roles=sorted(caller.roles),
        client=caller.client,
    )
