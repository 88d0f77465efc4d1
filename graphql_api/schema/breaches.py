"""Breaches in the API: what counts against units and people in a period, and how often.

Figures of a unit and those beneath it are for whoever oversees them; a person's own are for that
person. The happenings themselves are listed only of cases the reader may see. What is absent and
what is not for the reader are answered alike: by nothing.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta
from typing import Annotated, Any

import strawberry
from strawberry.types.base import StrawberryList, StrawberryOptional

from domain.codes import duties as codes
from domain.ids import PersonId, UnitId
from domain.measures.period import Period
from domain.policy.daycount import midnight
from domain.policy.timers import Basis
from domain.values import Value
from graphql_api.context import Context
from graphql_api.cursors import Cursors, Place
from graphql_api.errors import BadInput
from graphql_api.schema.connections import (
    MAX_PAGE,
    After,
    Connection,
    First,
    connection,
    page_size,
    wants_total,
)
from graphql_api.schema.derive import enum_type
from graphql_api.schema.fields import about, answers
from graphql_api.schema.organisation import Unit, unit, unit_then
from graphql_api.schema.people import Person, person
from graphql_api.schema.scalars import Position
from graphql_api.schema.screenings import missed
from projections.duties import BreachRow
from projections.reads.accountability import AfterBreach, BreachCount, BreachFilter
from projections.scope import oversees

Info = strawberry.Info[Context, None]

KIND = enum_type(codes.Breach, "BreachKind")
"""What counts against somebody."""

Kinds = Annotated[
    list[codes.Breach] | None,
    strawberry.argument(
        description="Only these kinds; all if left out. 情形",
        graphql_type=StrawberryOptional(StrawberryList(KIND)),
    ),
]
Timers = Annotated[
    list[str] | None,
    strawberry.argument(description="Only misses of these timers: `T02`. 时限编号"),
]
OfUnit = Annotated[
    strawberry.ID, strawberry.argument(description="The unit, with all beneath it. 单位(含下级)")
]
FromDay = Annotated[
    date, strawberry.argument(name="from", description="The first day of the period. 起始日期")
]
ToDay = Annotated[
    date, strawberry.argument(name="to", description="Its last day, included. 截止日期")
]
OfPerson = Annotated[
    strawberry.ID | None, strawberry.argument(description="Only what names this person. 人员")
]


@strawberry.type(description="Something that counts against a unit or a person. 失责情形")
class Breach:
    """A happening as the record tells it; not a finding."""

    row: strawberry.Private[BreachRow]
    case: strawberry.ID = about("The case. 事项编号")
    kind: Any = about("What it is. 情形", graphql_type=KIND)
    timer: str | None = about("Of a missed term: the row of the rules. 时限编号")
    basis: Any = about(
        "Of a missed term: where its length comes from. 依据",
        graphql_type=StrawberryOptional(enum_type(Basis)),
    )
    scope: str = about("The part of the case it is about; empty for all of it. 对象")
    happened_at: datetime = about("When it happened; of a term, when it was over. 发生时间")
    recorded_at: datetime = about("When it was put on record. 记录时间")
    position: Position = about("Which entry of the log says so. 记录位置")
    version: int = about("Which entry of the case. 事件序号")
    person_id: strawberry.ID | None = about("The person it names, if any. 责任人编号")

    @answers
    def unit(self, info: Info) -> Unit | None:
        """The unit, as it was then. 责任单位"""
        return unit_then(info.context.register, self.row.unit, self.row.happened_at)

    @answers
    async def person(self, info: Info) -> Person | None:
        """That person, for those who may look people up. 责任人"""
        return None if self.row.person is None else await person(info.context, self.row.person)


@strawberry.type(description="How often something happened. 失责计数")
class BreachTally:
    """Of one kind; of missed terms also by timer and what the timer rests on."""

    kind: Any = about("What happened. 情形", graphql_type=KIND)
    timer: str | None = about("Of a missed term: the row of the rules. 时限编号")
    timer_name: str | None = about("What that is called in Chinese. 时限名称")
    basis: Any = about(
        "Where its length comes from; a default is no law. 依据",
        graphql_type=StrawberryOptional(enum_type(Basis)),
    )
    count: int = about("How often. 次数")


@strawberry.type(description="How often anything counted against one unit. 单位失责计数")
class UnitTally:
    """One unit of those beneath the one asked for."""

    unit: Unit = about("The unit. 单位")
    count: int = about("How often. 次数")


@strawberry.type(description="One page of happenings. 失责情形页")
class BreachConnection(Connection[Breach]):
    """A page of happenings, and how much of the log it has seen."""

    position: Position = about("How much of the log the page has seen. 日志位置")


@strawberry.type(name="Accountability", description="What counts against a unit. 单位责任")
class UnitAccountability:
    """In a period, of a unit and those beneath it (domain.md §5.5)."""

    where: strawberry.Private[BreachFilter]
    counted: strawberry.Private[tuple[BreachCount, ...]]
    unit: Unit = about("The unit. 单位")
    from_on: date = about("The first day of the period. 起始日期")
    to_on: date = about("Its last day. 截止日期")
    position: Position = about("How much of the log the counts have seen. 日志位置")

    @answers
    def totals(self) -> list[BreachTally]:
        """How often each kind of thing happened. 按情形"""
        return _tallies(self.counted, lambda one: (one.kind, None, None), {})

    @answers
    def timers(self, info: Info) -> list[BreachTally]:
        """Missed terms by timer. 超期按时限"""
        context = info.context
        known = context.services.judged_by.rules.at(context.now).timers
        missed = (one for one in self.counted if one.timer is not None)
        names = {key: timer.zh for key, timer in known.items()}
        return _tallies(missed, lambda one: (one.kind, one.timer, one.basis), names)

    @answers
    async def missed_screenings(self, info: Info) -> int | None:
        """Screening windows that ended in the period and were not screened to this day; none where
        only some happenings are asked for. 未排查窗口数"""
        if self.where.person is not None or self.where.kinds or self.where.timers:
            return None
        context, period = info.context, Period(first=self.from_on, last=self.to_on)
        return await context.blocking(missed, context, self.where.units, period)

    @answers
    def units(self, info: Info) -> list[UnitTally]:
        """The units with the most happenings, at most 100, most first. 按单位"""
        counts: Counter[UnitId] = Counter()
        for one in self.counted:
            if one.unit is not None:
                counts[one.unit] += one.count
        first = sorted(counts.items(), key=lambda one: (-one[1], one[0]))[:MAX_PAGE]
        register = info.context.register
        return [
            UnitTally(unit=found, count=count)
            for key, count in first
            if (found := unit(register, key)) is not None
        ]

    @answers
    async def breaches(
        self, info: Info, first: First, after: After = strawberry.UNSET
    ) -> BreachConnection:
        """The happenings themselves, the latest first, in cases you may see. 失责情形"""
        return await _page(info.context, self.where, first, after, count=wants_total(info))


class Asked(Value):
    """What is asked of a unit's record: of which days, whom, and which happenings."""

    unit: str
    first: date
    last: date
    person: PersonId | None
    kinds: tuple[codes.Breach, ...]
    timers: tuple[str, ...]


async def of_unit(context: Context, asked: Asked) -> UnitAccountability | None:
    """What counts against a unit from one day to another; None when it is not for the caller.

    Raises `BadInput` for a period that ends before it begins, and for too many timers.
    """
    if asked.last < asked.first:
        raise BadInput("`to` comes before `from`.")
    if len(asked.timers) > MAX_PAGE:
        raise BadInput(f"At most {MAX_PAGE} timers can be asked for at once.")
    register, wanted = context.register, asked.unit
    found = unit(register, wanted)
    own = asked.person is not None and asked.person == context.caller.person
    if found is None or not (own or oversees(context.scope, wanted, register.area_of(wanted))):
        return None
    where = BreachFilter(
        units=tuple(register.units_beneath(wanted)),
        from_at=midnight(asked.first),
        before=midnight(asked.last + timedelta(days=1)),
        person=asked.person,
        kinds=asked.kinds,
        timers=asked.timers,
    )
    counts = await context.blocking(context.services.accountability.counts, where)
    return UnitAccountability(
        where=where,
        counted=counts.counts,
        unit=found,
        from_on=asked.first,
        to_on=asked.last,
        position=Position(counts.position),
    )


def shown(row: BreachRow) -> Breach:
    """A happening as clients see it."""
    return Breach(
        row=row,
        case=strawberry.ID(row.case),
        kind=row.kind,
        timer=row.timer,
        basis=row.basis,
        scope=row.scope,
        happened_at=row.happened_at,
        recorded_at=row.recorded_at,
        position=Position(row.position),
        version=row.version,
        person_id=None if row.person is None else strawberry.ID(row.person),
    )


async def _page(
    context: Context, where: BreachFilter, first: int, after: str | None, *, count: bool
) -> BreachConnection:
    size = page_size(first)
    cursors, name = Cursors(context.services.cursor_key), "breaches"
    begin: AfterBreach | None = None
    if after:
        place = cursors.read(after, name, where)
        at, position, kind = place.keys
        begin = AfterBreach(
            happened_at=datetime.fromisoformat(str(at)),
            position=int(position or 0),
            kind=codes.Breach(str(kind)),
        )
        await context.reach(place.position)
    found = await context.blocking(
        context.services.accountability.page, where, size, begin, context.scope, count=count
    )

    def cursor(node: Breach) -> str:
        row = node.row
        keys = (row.happened_at.isoformat(), row.position, str(row.kind))
        return cursors.write(name, Place(keys=keys, position=found.position), where)

    return connection(
        BreachConnection,
        [shown(row) for row in found.rows],
        cursor=cursor,
        after=after,
        has_next=found.has_next,
        total=found.total,
        position=Position(found.position),
    )


_Group = tuple[codes.Breach, str | None, Basis | None]


def _tallies(
    counted: Iterable[BreachCount], by: Callable[[BreachCount], _Group], names: dict[str, str]
) -> list[BreachTally]:
    counts: Counter[_Group] = Counter()
    for one in counted:
        counts[by(one)] += one.count
    return [
        BreachTally(
            kind=kind,
            timer=timer,
            timer_name=None if timer is None else names.get(timer),
            basis=basis,
            count=count,
        )
        for (kind, timer, basis), count in sorted(counts.items(), key=lambda one: str(one[0]))
    ]
