"""Accountability in the API: who held which duty of a case, when, and how its terms went.

For those who see the case and hold a post themselves: a party at the counter sees an office, not a
staff list. Units and posts are shown as they were then. Nothing here is a finding: whether somebody
is to blame, a review says.
"""

from datetime import date, datetime
from typing import Annotated, Any

import strawberry
from msgspec.structs import replace
from strawberry.types.base import StrawberryOptional

from domain.case.deadlines import last_moment
from domain.case.holders import Held, answering
from domain.codes.duties import Turn
from domain.ids import CaseId, PersonId
from domain.measures import accountability as measures
from domain.policy.clock import Clock, State, StepKind
from domain.policy.timers import Basis, Holder, Kind
from graphql_api.context import Context
from graphql_api.schema.breaches import Breach, shown
from graphql_api.schema.derive import enum_type
from graphql_api.schema.fields import about, answers
from graphql_api.schema.organisation import Post, Unit, post_then, sees_appointments, unit_then
from graphql_api.schema.past import Then, row_of
from graphql_api.schema.people import Person, person
from graphql_api.schema.scalars import Position
from projections.duties import DutiesRow, DutySpanRow, duties
from projections.duties.rows import breaches_of, spans_of

Info = strawberry.Info[Context, None]

At = Annotated[
    datetime | None,
    strawberry.argument(description="How terms stood at this moment; now if left out. 截至时间"),
]


@strawberry.type(description="Who stood in a post while a unit had a duty. 任职情况")
class HeldPost:
    """By the register, as the post was then."""

    held: strawberry.Private[measures.HeldPost]
    at: strawberry.Private[datetime]
    from_on: date = about("The first day of the appointment. 起始日期")
    to_on: date | None = about("Its last day, if it has one. 截止日期")

    person_id: strawberry.ID = about("Who held the post. 任职人员编号")

    @answers
    async def person(self, info: Info) -> Person | None:
        """Who held the post, for those who may look people up. 任职人员"""
        return await person(info.context, self.held.person)

    @answers
    def post(self, info: Info) -> Post | None:
        """The post, as it was then. 岗位"""
        return post_then(info.context.register, self.held.post, self.at)


@strawberry.type(description="One holder of one duty of a case, without interruption. 责任区间")
class DutySpan:
    """A span of the chain of duty; times are business time, positions are of the log."""

    row: strawberry.Private[DutySpanRow]
    posts_held: strawberry.Private[tuple[measures.HeldPost, ...]]
    n: int = about("Which span of the case, from 1, in the order they began. 序号")
    duty: Any = about("Which duty. 责任主体", graphql_type=enum_type(Holder))
    scope: str = about("The part of the case it is about; empty for all of it. 责任对象")
    came: Any = about("By what it came. 承责事由", graphql_type=enum_type(Turn, "DutyTurn"))
    from_at: datetime = about("From when on. 起始时间")
    from_position: Position = about("Where the log says so. 起始记录位置")
    ended: Any = about(
        "By what it ended; nothing while it lasts. 卸责事由",
        graphql_type=StrawberryOptional(enum_type(Turn, "DutyTurn")),
    )
    to_at: datetime | None = about("Until when. 终止时间")
    to_position: Position | None = about("Where the log says so. 终止记录位置")
    signed: int | None = about("The version of the signature for the order. 签收事件序号")
    actions: int = about("Entries made by the unit or person in that time. 履职记录数")
    late_entries: int = about("Those recorded more than a day after they happened. 补录数")
    objections: int = about("Objections raised: that it is not their duty. 提出异议数")
    objections_rejected: int = about("Objections that did not hold. 异议不成立数")
    returns: int = about("How often the work came back. 退回重办数")
    first_position: Position | None = about("The first of those entries. 首条记录位置")
    last_position: Position | None = about("The last of those entries. 末条记录位置")
    clocks_started: int = about("Terms that began. 起算时限数")
    clocks_met: int = about("Terms that were kept. 按期时限数")
    clocks_missed: int = about("Terms that were missed. 超期时限数")
    clocks_running: int = about("Terms not over yet. 未届满时限数")
    person_id: strawberry.ID | None = about(
        "Whom the case names for it, if one person alone. 责任人编号"
    )
    also_ids: list[strawberry.ID] = about(
        "Who had it in hand as well: assistants, or several mediators together. 共同经办人编号"
    )

    @answers
    def unit(self, info: Info) -> Unit | None:
        """The unit, as it was then. 责任单位"""
        return unit_then(info.context.register, self.row.unit, self.row.from_at)

    @answers
    async def person(self, info: Info) -> Person | None:
        """That person, for those who may look people up. 责任人"""
        return None if self.row.person is None else await person(info.context, self.row.person)

    @answers
    async def also(self, info: Info) -> list[Person]:
        """Those people, for those who may look people up. 共同经办人"""
        found = [await person(info.context, one) for one in self.row.also]
        return [one for one in found if one is not None]

    @answers
    def beside(self, info: Info) -> list[Unit]:
        """Units with a duty beside it: co-units, those below an escalation. 协办单位"""
        register, at = info.context.register, self.row.from_at
        found = (unit_then(register, one, at) for one in self.row.beside)
        return [one for one in found if one is not None]

    @answers
    def acted_for(self, info: Info) -> Post | None:
        """The post for which the person first acted in it. 履职岗位"""
        return post_then(info.context.register, self.row.post, self.row.from_at)

    @answers
    def posts(self, info: Info) -> list[HeldPost]:
        """Who stood in the posts of the duty meanwhile, by the register of those days. 在岗人员"""
        return [_held(one, self.row.from_at) for one in self.posts_held]


@strawberry.type(description="For how long one holder had the duty of a term. 责任时间占比")
class TimeShare:
    """Days and minutes held of how many in all (domain.md §5.4)."""

    share: strawberry.Private[measures.Share]
    at: strawberry.Private[datetime]
    minutes: int = about("How many minutes it was theirs. 承责分钟数")
    of_minutes: int = about("Of how many in all. 总分钟数")
    person_id: strawberry.ID | None = about("The person the case named, if any. 责任人编号")
    percent: str = about("The share in percent, half-up to two decimals; — of none. 占比(%)")

    @answers
    def unit(self, info: Info) -> Unit | None:
        """The unit, as it was then. 责任单位"""
        return unit_then(info.context.register, self.share.unit, self.at)

    @answers
    async def person(self, info: Info) -> Person | None:
        """That person, for those who may look people up. 责任人"""
        named = self.share.person
        return None if named is None else await person(info.context, named)


@strawberry.type(description="A term of the case, and who answers for it. 时限责任")
class DutyTerm:
    """The unit and the person that had the duty in the last moment of the term (§5.4)."""

    held: strawberry.Private[Held]
    parts: strawberry.Private[tuple[measures.Share, ...]]
    timer: str = about("The row of the rules it follows: `T02`. 时限编号")
    zh: str = about("What it is called in Chinese. 中文名称")
    en: str = about("What it is called in English. 英文名称")
    scope: str = about("The part of the case it belongs to; empty for all of it. 时限对象")
    duty: Any = about("Which duty holds it. 责任主体", graphql_type=enum_type(Holder))
    basis: Any = about("Where its length comes from. 依据", graphql_type=enum_type(Basis))
    state: Any = about("How it stands. 时限状态", graphql_type=enum_type(State, "ClockState"))
    started_at: datetime = about("When it started. 起算时间")
    started_position: Position | None = about("Which entry started it. 起算记录位置")
    due_at: datetime = about("The moment after which it is missed. 届满时间")
    ended_at: datetime | None = about("When it ended, in time or late. 结束时间")
    missed_position: Position | None = about("Which entry put its miss on record. 超期登记位置")
    person_id: strawberry.ID | None = about(
        "The person that answers for it; none when several held the post. 责任人编号"
    )

    @answers
    def unit(self, info: Info) -> Unit | None:
        """The unit that answers for it, as it was then. 责任单位"""
        return unit_then(info.context.register, self.held.unit, self.due_at)

    @answers
    async def person(self, info: Info) -> Person | None:
        """That person, for those who may look people up. 责任人"""
        named = self.held.person
        return None if named is None else await person(info.context, named)

    @answers
    def shares(self) -> list[TimeShare]:
        """For how long each holder had it while it ran, so that a late hand-over is seen.
        责任时间占比"""
        minute = measures.MINUTE
        return [
            TimeShare(
                share=one,
                at=self.started_at,
                minutes=one.held // minute,
                of_minutes=one.of // minute,
                percent=one.percent,
                person_id=_id(one.person),
            )
            for one in self.parts
        ]


@strawberry.type(description="Who answers for what in a case. 责任")
class CaseAccountability:
    """The chain of duty of one case (domain.md §5.5)."""

    row: strawberry.Private[DutiesRow]
    clocks: strawberry.Private[tuple[Clock, ...]]
    at: strawberry.Private[datetime]

    @answers
    def chain(self, info: Info) -> list[DutySpan]:
        """Every holder of every duty, in the order they came to it. 责任链"""
        row, register = self.row, info.context.register
        row = replace(row, chain=measures.responsible_first(row.chain, self.clocks))
        counted = measures.terms(row.chain, row.times, self.clocks, self.at)
        return [
            _span(shown, counted.get(span.key, measures.Terms()), posts)
            for span, shown in zip(row.chain.spans, spans_of(row), strict=True)
            for posts in [measures.posts(span, register, self.at)]
        ]

    @answers
    def terms(self, info: Info) -> list[DutyTerm]:
        """Every term that was somebody's duty, with who answers for it. 时限责任"""
        duties = (one for one in self.clocks if one.kind is Kind.DUTY)
        return [
            _term(info.context, self.row, one, self.at)
            for one in duties
            if one.started_at <= self.at
        ]

    @answers
    def breaches(self) -> list[Breach]:
        """What counts against somebody in the case, in the order it was put on record. 失责情形"""
        return [shown(one) for one in breaches_of(self.row)]


async def accountability(
    context: Context, case: CaseId, at: datetime | None, then: Then | None
) -> CaseAccountability | None:
    """Who answers for what in a case the caller sees; None for callers without a post."""
    if not sees_appointments(context.caller):
        return None
    services = context.services
    row = await row_of(context, duties.name, services.accountability.of, case, then)
    clocks = await row_of(context, "clocks", services.clocks.of, case, then)
    if row is None or clocks is None:
        return None
    moment = at or (context.now if then is None else then.moment)
    return CaseAccountability(row=row, clocks=clocks.clocks, at=moment)


def _span(
    row: DutySpanRow, terms: measures.Terms, posts: tuple[measures.HeldPost, ...]
) -> DutySpan:
    return DutySpan(
        row=row,
        posts_held=posts,
        n=row.n,
        duty=row.duty,
        scope=row.scope,
        came=row.came,
        from_at=row.from_at,
        from_position=Position(row.from_position),
        ended=row.ended,
        to_at=row.to_at,
        to_position=_position(row.to_position),
        signed=row.signed,
        actions=row.actions,
        late_entries=row.late_entries,
        objections=row.objections,
        objections_rejected=row.objections_rejected,
        returns=row.returns,
        first_position=_position(row.first_position),
        last_position=_position(row.last_position),
        clocks_started=terms.started,
        clocks_met=terms.met,
        clocks_missed=terms.missed,
        clocks_running=terms.running,
        person_id=_id(row.person),
        also_ids=[strawberry.ID(one) for one in row.also],
    )


def _term(context: Context, row: DutiesRow, clock: Clock, at: datetime) -> DutyTerm:
    timer = context.services.judged_by.rules.of(clock.rules).timers[clock.timer]
    recorded = [one.position for one in clock.steps if one.kind is StepKind.RECORDED]
    held = _answers_for(context, row, clock)
    return DutyTerm(
        held=held,
        person_id=_id(held.person),
        parts=measures.shares(row.chain, row.times, clock, at),
        timer=clock.timer,
        zh=timer.zh,
        en=timer.en,
        scope=clock.scope,
        duty=clock.holder,
        basis=clock.basis,
        state=measures.standing(clock, at),
        started_at=clock.started_at,
        started_position=_position(clock.steps[0].position if clock.steps else None),
        due_at=clock.due.at,
        ended_at=None if clock.end is None else clock.end.at,
        missed_position=_position(recorded[0] if recorded else None),
    )


def _answers_for(context: Context, row: DutiesRow, clock: Clock) -> Held:
    """Whom the record of the miss names; of a term without one, the chain and the register."""
    for one in row.happenings:
        if one.version == clock.recorded and one.timer == clock.timer:
            return Held(unit=one.unit, person=one.person)
    seat = measures.answered_seat(row.chain, row.times, clock)
    return answering(clock.holder, seat, last_moment(clock), context.register)


def _held(held: measures.HeldPost, at: datetime) -> HeldPost:
    return HeldPost(
        held=held,
        at=at,
        from_on=held.from_on,
        to_on=held.to_on,
        person_id=strawberry.ID(held.person),
    )


def _id(person: PersonId | None) -> strawberry.ID | None:
    return None if person is None else strawberry.ID(person)


def _position(position: int | None) -> Position | None:
    return None if position is None else Position(position)
