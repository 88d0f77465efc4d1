"""The organisation register in the API: units, posts, and who holds them.

Units and posts are public to everyone signed in. Who holds a post is for those who hold one
themselves, and for the administrator: a party at the counter sees an office, not a staff list.
"""

from collections.abc import Callable, Iterable
from datetime import date, datetime
from typing import Annotated, Any

import strawberry

from domain.ids import AppointmentId, PostId, UnitId
from domain.organisation.state import Appointment as HeldPost
from domain.organisation.state import Level, Organisation
from domain.organisation.state import Post as PostState
from domain.organisation.state import Unit as UnitState
from domain.roles import Role
from graphql_api.context import Context
from graphql_api.cursors import Cursors, Place
from graphql_api.ports import Caller
from graphql_api.schema.connections import After, Connection, First, connection, page_size
from graphql_api.schema.derive import enum_type
from graphql_api.schema.fields import about
from graphql_api.schema.node import Node
from strawberry.types.base import StrawberryList

Info = strawberry.Info[Context, None]


@strawberry.type(description="An organ, centre, committee or grid. 单位")
class Unit(Node):
    """A unit of the register."""

    name: str = about("Its name. 名称")
    level: Any = about("How high it stands. 层级", graphql_type=enum_type(Level))
    kind: str = about("What kind of body it is. 类型")
    area: str = about("Its statistical division code. 区划代码")
    duties: list[str] = about("What it is competent for; `*` is everything. 职责清单")
    valid_from: date = about("The day it exists from. 启用日期")
    above: strawberry.Private[UnitId | None]
    above_in_line: strawberry.Private[UnitId | None]

    @answers
    def appointments(
        self,
        info: Info,
        first: First,
        after: After = strawberry.UNSET,
        person: Annotated[strawberry.ID | None, _filter("Only this person's. 人员")] = strawberry.UNSET,
        post: Annotated[strawberry.ID | None, _filter("Only those to this post. 岗位")] = strawberry.UNSET,
    ) -> Connection[Appointment]:
        """The unit above it in its area. 上级单位(块)Unit | NoneThe unit above it in its line of work.
        上级单位(条)Unit | NoneA place in a unit, with its roles. 岗位A post of the register.What it is called. 岗位名称What its holder may do. 角色The unit it belongs to. 所属单位Who holds a post, from one day to another. 任职An appointment of the register.Who holds the post. 人员编号The post. 岗位The first day. 起始日期The last day, if one is set. 截止日期When it was ended before that. 免职时间Whether it is in force now. 是否在任A unit by id, or None.A post by id, or None.An appointment by id, or None when absent or not for the caller.Whether the caller may know who holds a post (see the module's first lines).OrganisationThe organisation register. 组织登记The register as of now.Units, oldest entry first. 单位Only those directly beneath this unit. 上级单位unitsPosts, oldest entry first. 岗位Only those of this unit. 单位postsAppointments, oldest entry first; empty for callers without a post. 任职"""
        context = info.context
        found = self.register.appointments if sees_appointments(context.caller) else {}
        kept = [
            id
            for id, one in found.items()
            if (not person or one.person == person) and (not post or one.post == post)
        ]
        narrowed = [person or None, post or None]
        return _page(
            info,
            "appointments",
            kept,
            lambda id: _appointment(context, id, found[id]),
            first,
            after,
            narrowed,
        )


def _page(
    info: Info,
    name: str,
    ids: Iterable[str],
    make: Callable[[str], Any],
    first: int,
    after: str | None,
    narrowed: Any,
) -> Any:
    """One page of register entries by id; ids sort by the moment they were made."""
    cursors = Cursors(info.context.services.cursor_key)
    size = page_size(first)
    ordered = sorted(ids)
    begin = ""
    if after:
        begin = str(cursors.read(after, name, narrowed).keys[0])
    rest = [id for id in ordered if id > begin]
    return connection(
        Connection,
        [make(id) for id in rest[:size]],
        cursor=lambda node: cursors.write(name, Place(keys=(node.id,), position=0), narrowed),
        after=after,
        has_next=len(rest) > size,
        total=len(ordered),
    )
