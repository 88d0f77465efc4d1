"""The organisation register in the API: units, posts, and who holds them.

Units and posts are public to everyone signed in. Who holds a post is for those who hold one
themselves, and for the administrator: a party at the counter sees an office, not a staff list.
"""

from collections.abc import Callable, Iterable
from datetime import date, datetime
from typing import Annotated, Any

import strawberry
from strawberry.types.base import StrawberryList

from domain.ids import AppointmentId, PostId, UnitId
from domain.organisation import state
from domain.organisation.state import Level
from domain.roles import Role
from graphql_api.context import Context
from graphql_api.cursors import Cursors, Place
from graphql_api.ports import Caller
from graphql_api.schema.connections import After, Connection, First, connection, page_size
from graphql_api.schema.derive import enum_type
from graphql_api.schema.fields import about, answers
from graphql_api.schema.node import Node

Info = strawberry.Info[Context, None]


def _narrowing(description: str) -> Any:
    return strawberry.argument(description=description)


Above = Annotated[strawberry.ID | None, _narrowing("Only those directly beneath it. 上级单位")]
OfUnit = Annotated[strawberry.ID | None, _narrowing("Only those of this unit. 单位")]
OfPerson = Annotated[strawberry.ID | None, _narrowing("Only those of this person. 人员")]
ToPost = Annotated[strawberry.ID | None, _narrowing("Only those to this post. 岗位")]


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
    def parent(self, info: Info) -> "Unit | None":
        """The unit above it in its area. 上级单位(块)"""
        return unit(info.context.register, self.above)

    @answers
    def line_parent(self, info: Info) -> "Unit | None":
        """The unit above it in its line of work. 上级单位(条)"""
        return unit(info.context.register, self.above_in_line)


@strawberry.type(description="A place in a unit, with its roles. 岗位")
class Post(Node):
    """A post of the register."""

    title: str = about("What it is called. 岗位名称")
    roles: Any = about("What its holder may do. 角色", graphql_type=StrawberryList(enum_type(Role)))
    unit: Unit = about("The unit it belongs to. 所属单位")


@strawberry.type(description="Who holds a post, from one day to another. 任职")
class Appointment(Node):
    """An appointment of the register."""

    person: strawberry.ID = about("Who holds the post. 人员编号")
    post: Post = about("The post. 岗位")
    from_on: date = about("The first day. 起始日期")
    to_on: date | None = about("The last day, if one is set. 截止日期")
    ended_at: datetime | None = about("When it was ended before that. 免职时间")
    is_in_force: bool = about("Whether it is in force now. 是否在任")


@strawberry.type(name="Organisation", description="The organisation register. 组织登记")
class OrganisationRegister:
    """The register as of now. Entries come in the order in which they were made."""

    register: strawberry.Private[state.Organisation]

    @answers
    def units(
        self,
        info: Info,
        first: First,
        after: After = strawberry.UNSET,
        parent: Above = strawberry.UNSET,
    ) -> Connection[Unit]:
        """Units. 单位"""
        found = self.register.units
        kept = [key for key, one in found.items() if not parent or one.parent == parent]
        pages = _Pages(info.context, "units", parent or None)
        return pages.page(kept, lambda key: _unit(key, found[key]), first, after)

    @answers
    def posts(
        self,
        info: Info,
        first: First,
        after: After = strawberry.UNSET,
        unit: OfUnit = strawberry.UNSET,
    ) -> Connection[Post]:
        """Posts. 岗位"""
        register, found = self.register, self.register.posts
        kept = [key for key, one in found.items() if not unit or one.unit == unit]
        pages = _Pages(info.context, "posts", unit or None)
        return pages.page(kept, lambda key: _post(register, key, found[key]), first, after)

    @answers
    def appointments(
        self,
        info: Info,
        first: First,
        after: After = strawberry.UNSET,
        person: OfPerson = strawberry.UNSET,
        post: ToPost = strawberry.UNSET,
    ) -> Connection[Appointment]:
        """Appointments; none for callers without a post. 任职"""
        context, register = info.context, self.register
        found = register.appointments if sees_appointments(context.caller) else {}
        kept = [
            key
            for key, one in found.items()
            if (not person or one.person == person) and (not post or one.post == post)
        ]
        pages = _Pages(context, "appointments", [person or None, post or None])
        return pages.page(
            kept, lambda key: _appointment(register, key, found[key], context.now), first, after
        )


def unit(register: state.Organisation, key: UnitId | None) -> Unit | None:
    """A unit by id, or None."""
    if key is None or key not in register.units:
        return None
    return _unit(key, register.units[key])


def post(register: state.Organisation, key: PostId | None) -> Post | None:
    """A post by id, or None."""
    if key is None or key not in register.posts:
        return None
    return _post(register, key, register.posts[key])


def appointment(context: Context, key: AppointmentId) -> Appointment | None:
    """An appointment by id, or None when absent or not for the caller."""
    found = context.register.appointments.get(key)
    if found is None or not sees_appointments(context.caller):
        return None
    return _appointment(context.register, key, found, context.now)


def sees_appointments(caller: Caller) -> bool:
    """Whether the caller may know who holds a post (see the module's first lines)."""
    return caller.post is not None or Role.SYSTEM_ADMINISTRATOR in caller.roles


def _unit(key: UnitId, found: state.Unit) -> Unit:
    return Unit(
        id=strawberry.ID(key),
        name=found.name,
        level=found.level,
        kind=found.kind,
        area=found.area,
        duties=list(found.duties),
        valid_from=found.valid_from,
        above=found.parent,
        above_in_line=found.line_parent,
    )


def _post(register: state.Organisation, key: PostId, found: state.Post) -> Post:
    return Post(
        id=strawberry.ID(key),
        title=found.title,
        roles=sorted(found.roles),
        unit=_unit(found.unit, register.units[found.unit]),
    )


def _appointment(
    register: state.Organisation, key: AppointmentId, found: state.Appointment, now: datetime
) -> Appointment:
    return Appointment(
        id=strawberry.ID(key),
        person=strawberry.ID(found.person),
        post=_post(register, found.post, register.posts[found.post]),
        from_on=found.from_on,
        to_on=found.to_on,
        ended_at=found.ended_at,
        is_in_force=found.holds(now),
    )


class _Pages:
    """Pages of one list of register entries, by id: ids sort by the moment they were made."""

    def __init__(self, context: Context, name: str, narrowed: Any) -> None:
        self._cursors = Cursors(context.services.cursor_key)
        self._name = name
        self._narrowed = narrowed

    def page(
        self, keys: Iterable[str], make: Callable[[str], Any], first: int, after: str | None
    ) -> Connection[Any]:
        """At most `first` of the entries with these keys, after the cursor."""
        size = page_size(first)
        ordered = sorted(keys)
        begin = ""
        if after:
            begin = str(self._cursors.read(after, self._name, self._narrowed).keys[0])
        rest = [key for key in ordered if key > begin]
        return connection(
            Connection[Any],
            [make(key) for key in rest[:size]],
            cursor=self._cursor,
            after=after,
            has_next=len(rest) > size,
            total=len(ordered),
        )

    def _cursor(self, node: Node) -> str:
        return self._cursors.write(self._name, Place(keys=(node.id,), position=0), self._narrowed)
