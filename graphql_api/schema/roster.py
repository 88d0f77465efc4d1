"""The staff roster in the API: who held which post of a unit, and of all beneath it, on a day.

It is for those who may know who holds posts (graphql_api/schema/organisation.py); persons stand in
it by id, and their masked label is asked of `person`.
"""

from datetime import date
from typing import Annotated, Any

import strawberry
from strawberry.types.base import StrawberryOptional

from domain.kernel import day_of
from domain.roles import Role
from graphql_api.context import Context
from graphql_api.cursors import Cursors, Place
from graphql_api.schema.connections import Connection, connection, page_size
from graphql_api.schema.derive import enum_type, fields, output_type, record
from graphql_api.schema.descriptions import of_field
from graphql_api.schema.fields import about, answers
from graphql_api.schema.organisation import Unit, sees_appointments, unit
from graphql_api.schema.scalars import Position
from projections.reads.paging import Page
from projections.reads.staff import StaffEntry, StaffFilter

Info = strawberry.Info[Context, None]

Beneath = Annotated[
    strawberry.ID,
    strawberry.argument(description="The unit; all units beneath it are meant, too. 单位(含下级)"),
]
OnDay = Annotated[
    date | None, strawberry.argument(description="The day; today's if left out. 日期")
]
InRole = Annotated[
    Role | None,
    strawberry.argument(
        description="Only posts with this role that day. 角色",
        graphql_type=StrawberryOptional(enum_type(Role)),
    ),
]
_COLUMNS = tuple(field for field in fields(StaffEntry) if field.name != "unit")

_Columns: Any = strawberry.type(
    record(
        "StaffColumns",
        {
            one.name: about(
                of_field(StaffEntry, one.name) or "", graphql_type=output_type(one.type)
            )
            for one in _COLUMNS
        },
    )
)


@strawberry.type(description="Who held a post on a day, and as what. 名册条目")
class StaffMember(_Columns):  # type: ignore[misc]  # The columns are derived from the entry.
    """An entry of the roster."""

    entry: strawberry.Private[StaffEntry]

    @answers
    def unit(self, info: Info) -> Unit | None:
        """The unit of the post. 所属单位"""
        return unit(info.context.register, self.entry.unit)


@strawberry.type(description="One page of the staff roster of a day. 人员名册页")
class StaffConnection(Connection[StaffMember]):
    """A page of the roster, and how much of the log it has seen."""

    on: date = about("The day. 日期")
    position: Position = about("How much of the log the page has seen. 日志位置")


async def staff(
    context: Context,
    wanted: tuple[str, date | None, Role | None],
    first: int,
    after: str | None,
    *,
    count: bool,
) -> StaffConnection:
    """One page of the roster: the unit, the day and the role `wanted`. Raises `BadInput`."""
    size = page_size(first)
    top, day, role = wanted
    on = day or day_of(context.now)
    narrowed = [top, on, role]
    cursors = Cursors(context.services.cursor_key)
    begin: str | None = None
    if after:
        place = cursors.read(after, "staff", narrowed)
        begin = str(place.keys[0])
        await context.reach(place.position)
    units = context.register.units_beneath(top) if sees_appointments(context.caller) else []
    where = StaffFilter(units=tuple(units), on=on, role=role or None)
    found: Page[StaffEntry] = await context.blocking(
        context.services.staff.page, where, size, begin, count=count
    )

    def cursor(node: StaffMember) -> str:
        place = Place(keys=(node.entry.appointment,), position=found.position)
        return cursors.write("staff", place, narrowed)

    return connection(
        StaffConnection,
        [_shown(entry) for entry in found.rows],
        cursor=cursor,
        after=after,
        has_next=found.has_next,
        total=found.total,
        on=on,
        position=Position(found.position),
    )


def _shown(entry: StaffEntry) -> StaffMember:
    return StaffMember(entry=entry, **{one.name: getattr(entry, one.name) for one in _COLUMNS})
