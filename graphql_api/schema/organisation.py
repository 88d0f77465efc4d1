"""The organisation register in the API: units, posts, and who holds them.

Units and posts are public to everyone signed in. Who holds a post is for those who hold one
themselves, and for the administrator: a party at the counter sees an office, not a staff list.
"""

from datetime import date, datetime
from typing import Annotated, Any

import strawberry
from strawberry.types.base import StrawberryList, StrawberryOptional

from domain.codes.staffing import EngagementType
from domain.ids import AppointmentId, PostId, UnitId
from domain.kernel import day_of
from domain.organisation import state
from domain.organisation.levels import Level, Residence
from domain.roles import Role
from graphql_api.context import Context
from graphql_api.ports import Caller
from graphql_api.schema import staffing
from graphql_api.schema.connections import After, Connection, First
from graphql_api.schema.derive import enum_type
from graphql_api.schema.fields import about, answers
from graphql_api.schema.node import Node
from graphql_api.schema.register_pages import Pages

Info = strawberry.Info[Context, None]


def _narrowing(description: str) -> Any:
    return strawberry.argument(description=description)


Above = Annotated[strawberry.ID | None, _narrowing("Only those directly beneath it. 上级单位")]
AboveInLine = Annotated[
    strawberry.ID | None, _narrowing("Only those directly beneath it in its line. 条线上级单位")
]
OfCommittee = Annotated[strawberry.ID | None, _narrowing("Only those of this committee. 调委会")]
ThePost = Annotated[strawberry.ID, _narrowing("The post. 岗位")]
TheUnit = Annotated[strawberry.ID, _narrowing("The unit. 单位")]
TheDay = Annotated[date, _narrowing("The day. 日期")]
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
    valid_to: date | None = about("The last day it exists, if one is set. 停用日期")
    ended_at: datetime | None = about("When it was closed or merged. 撤销或合并时间")
    residence: Any = about(
        "How it is present at the centre. 入驻方式",
        graphql_type=StrawberryOptional(enum_type(Residence)),
    )
    windows: list[str] = about("Its windows. 窗口")
    rooms: list[str] = about("Its rooms. 功能室")
    hotlines: list[str] = about("Public numbers it answers. 服务电话")
    became: strawberry.Private[UnitId | None]
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

    @answers
    def successor(self, info: Info) -> "Unit | None":
        """The unit it was merged into, which answers for its work. 承继单位"""
        return unit(info.context.register, self.became)

    @answers
    def grid(self, info: Info) -> staffing.PublishedGrid | None:
        """What is public of it, if it is a grid. 网格公示"""
        found = info.context.register.grids.get(self.id)
        return None if found is None else staffing.grid(found)

    @answers
    def committee(self, info: Info) -> staffing.CommitteeInOffice | None:
        """The mediation committee in office today, if it has one. 在任调委会"""
        context = info.context
        found = context.register.committee_of(self.id, day_of(context.now))
        return None if found is None else staffing.committee(found)


@strawberry.type(description="A place in a unit, with its roles. 岗位")
class Post(Node):
    """A post of the register."""

    title: str = about("What it is called. 岗位名称")
    roles: Any = about("What its holder may do. 角色", graphql_type=StrawberryList(enum_type(Role)))
    unit: Unit = about("The unit it belongs to. 所属单位")
    abolished_at: datetime | None = about("When it was abolished. 撤销时间")


@strawberry.type(description="Who holds a post, from one day to another. 任职")
class Appointment(Node):
    """An appointment of the register."""

    person: strawberry.ID = about("Who holds the post. 人员编号")
    post: Post = about("The post. 岗位")
    from_on: date = about("The first day. 起始日期")
    to_on: date | None = about("The last day, if one is set. 截止日期")
    ended_at: datetime | None = about("When it was ended before that. 免职时间")
    engagement: Any = about(
        "On what footing the person serves. 任职类型", graphql_type=enum_type(EngagementType)
    )
    share: int | None = about("Percent of the working time, where it is split. 工作时间占比")
    is_suspended: bool = about("Whether it rests now. 是否停职")
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
        line_parent: AboveInLine = strawberry.UNSET,
    ) -> Connection[Unit]:
        """Units. 单位"""
        found = self.register.units
        kept = [
            key
            for key, one in found.items()
            if (not parent or one.parent == parent)
            and (not line_parent or one.line_parent == line_parent)
        ]
        pages = Pages(info.context, "units", [parent or None, line_parent or None])
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
        pages = Pages(info.context, "posts", unit or None)
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
        pages = Pages(context, "appointments", [person or None, post or None])
        return pages.page(
            kept, lambda key: _appointment(register, key, found[key], context.now), first, after
        )

    @answers
    def holders(self, info: Info, post: ThePost, on: TheDay) -> list[Appointment]:
        """Who held a post on a day, in the past or ahead; nobody for callers without a post.
        某日任职人员"""
        context, register = info.context, self.register
        if not sees_appointments(context.caller):
            return []
        return [
            _appointment(register, key, held, context.now)
            for key, held in register.appointments_to(post)
            if held.covers_day(on)
        ]

    @answers
    def roster(self, info: Info, unit: TheUnit, on: TheDay) -> list[staffing.RosterDuty]:
        """Who serves in a unit on a day; nobody for callers without a post. 值班表"""
        if not sees_appointments(info.context.caller):
            return []
        return [staffing.duty(one) for one in self.register.roster_of(unit, on)]

    @answers
    def mediators(
        self,
        info: Info,
        first: First,
        after: After = strawberry.UNSET,
        committee: OfCommittee = strawberry.UNSET,
    ) -> Connection[staffing.MediatorEntry]:
        """The mediator register; empty for callers without a post. 调解员名册"""
        context, register = info.context, self.register
        found = register.mediators if sees_appointments(context.caller) else {}
        kept = [
            key
            for key, one in found.items()
            if not committee or committee in {made.committee for made in one.accreditations}
        ]
        return Pages(context, "mediators", committee or None).page(
            kept,
            lambda key: staffing.mediator(register, key, context.now),
            first,
            after,
            key_of=lambda entry: str(entry.person),
        )

    @answers
    def receptions(
        self,
        info: Info,
        first: First,
        after: After = strawberry.UNSET,
        unit: OfUnit = strawberry.UNSET,
    ) -> Connection[staffing.Reception]:
        """Reception days; they are public. 接访日"""
        register, found = self.register, self.register.receptions
        kept = [key for key, one in found.items() if not unit or one.unit == unit]
        pages = Pages(info.context, "receptions", unit or None)
        return pages.page(kept, lambda key: staffing.reception(register, key), first, after)


def unit(register: state.Organisation, key: UnitId | None) -> Unit | None:
    """A unit by id, or None."""
    if key is None or key not in register.units:
        return None
    return _unit(key, register.units[key])


def unit_then(register: state.Organisation, key: UnitId | None, at: datetime) -> Unit | None:
    """A unit by id, called and standing as it was at the moment, or None."""
    found = None if key is None else register.unit_at(key, at)
    return None if key is None or found is None else _unit(key, found)


def post_then(register: state.Organisation, key: PostId | None, at: datetime) -> Post | None:
    """A post by id, with the title and roles it had at the moment, or None."""
    if key is None or key not in register.posts:
        return None
    return _post(register, key, register.post_at(key, at))


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
        valid_to=found.valid_to,
        ended_at=found.ended_at,
        residence=found.residence,
        windows=list(found.windows),
        rooms=list(found.rooms),
        hotlines=list(found.hotlines),
        became=found.successor,
        above=found.parent,
        above_in_line=found.line_parent,
    )


def _post(register: state.Organisation, key: PostId, found: state.Post) -> Post:
    return Post(
        id=strawberry.ID(key),
        title=found.title,
        roles=sorted(found.roles),
        unit=_unit(found.unit, register.units[found.unit]),
        abolished_at=found.abolished_at,
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
        engagement=found.engagement,
        share=found.share,
        is_suspended=found.covers(now) and not found.holds(now),
        is_in_force=found.holds(now),
    )
