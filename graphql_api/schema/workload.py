"""Workload in the API: who did how much in a period, how evenly it lies, and who has room.

Figures are for whoever oversees the unit (`projections.scope.oversees`); everybody sees their own.
What a count weighs is policy: by the rules in force on the last day of the period.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import Annotated, Any

import strawberry
from strawberry.types.base import StrawberryOptional

from domain.acts import noon_of
from domain.ids import PersonId, UnitId
from domain.kernel import day_of
from domain.measures.assigning import Candidate, Hint, Tie, Ties, hints
from domain.measures.capacity import capacities, caseworkers, staff
from domain.measures.period import Period, last_working_days
from domain.measures.workload import fairness, points, shown
from domain.policy.rulebook import Rulebook
from domain.values import Value
from graphql_api.context import Context
from graphql_api.cursors import Cursors, Place
from graphql_api.errors import BadInput
from graphql_api.schema.connections import Connection, connection, page_size
from graphql_api.schema.derive import enum_type
from graphql_api.schema.fields import about
from graphql_api.schema.organisation import Unit, unit
from graphql_api.schema.scalars import Position
from projections.case_row import CaseRow, circle
from projections.reads.workload import (
    Figures,
    Rank,
    WorkloadBy,
    WorkloadOrder,
    WorkloadQuestion,
    figures,
    rank,
)
from projections.scope import oversees
from projections.workload import WorkloadRow


def _argument(description: str, **options: Any) -> Any:
    return strawberry.argument(description=description, **options)


UnitOrOwn = Annotated[
    strawberry.ID | None,
    _argument("The unit, with all beneath it; your own if left out. 单位(含下级)"),
]
OfUnit = Annotated[strawberry.ID, _argument("The unit that is to work on it. 承办单位")]
From = Annotated[date, _argument("The first day. 起始日期", name="from")]
To = Annotated[date, _argument("The last day. 截止日期")]
By = Annotated[
    WorkloadBy,
    _argument("Whether units or people are counted. 统计口径", graphql_type=enum_type(WorkloadBy)),
]
OrderBy = Annotated[
    WorkloadOrder, _argument("In which order. 排序", graphql_type=enum_type(WorkloadOrder))
]


@strawberry.type(description="What one unit or one person did in a period. 工作量")
class Workload:
    """Figures as clients see them; points and rates have two decimals, or are “—”."""

    unit: Unit | None = about("The unit, when units are counted. 单位")
    person: strawberry.ID | None = about("The person, when people are counted. 人员编号")
    new: int = about("Orders and mediation procedures assigned in the period. 新增")
    done: int = about("Orders and mediation procedures done in the period. 办结")
    open: int = about("Orders and mediation procedures open at its end. 期末在办")
    sessions: int = about("Mediation sessions held. 调解会场次")
    minutes: int = about("How long the sessions lasted together, in minutes. 调解会时长(分钟)")
    hours: str = about("The same in hours. 调解会时长(小时)")
    visits: int = about("Return visits made. 回访")
    consultations: int = about("Consultations attended. 会商")
    whistles_answered: int = about("Whistles answered by coming. 接哨报到")
    contacts: int = about("Applicants spoken to. 联系")
    investigations: int = about("Investigations recorded. 调查")
    load: str = about("Weighted load, in points. 加权工作量")
    capacity: str = about("What the posts can take in the period, in points. 工作能力")
    utilisation: str = about("Load by capacity, in percent. 负荷率(%)")
    backlog_days: str = about(
        "Working days until what is open is done at the late pace. 积压天数(工作日)"
    )
    place: strawberry.Private[Rank]


@strawberry.type(description="How evenly load lies on those who could work on cases. 均衡度")
class WorkloadFairness:
    """Fairness among peers."""

    peers: int = about("How many there are with capacity or load. 人数(单位数)")
    gini: str = about("Gini coefficient: 0 when all carry the same. 基尼系数")
    max_to_median: str = about("The greatest load by the median one. 最大值与中位数之比")


@strawberry.type(description="One page of workload figures. 工作量页")
class WorkloadConnection(Connection[Workload]):
    """A page of figures; the list is counted anew for each page."""

    fairness: WorkloadFairness | None = about(
        "Among all that answer, not only this page; none of one's own figures alone. 均衡度"
    )
    position: Position = about("How much of the log the page has seen. 日志位置")


@strawberry.type(description="Somebody of a unit who may be given a case, or may not. 派单建议")
class AssignmentHint:
    """A candidate with the load of late."""

    person: strawberry.ID = about("The person. 人员编号")
    proposed: bool = about("Whether nothing ties them to the case. 是否可承办")
    tie: Any = about(
        "Why they are not proposed. 不宜承办的理由",
        graphql_type=StrawberryOptional(enum_type(Tie, "AssignmentTie")),
    )
    load: str = about("Weighted load of the last working days, in points. 近期工作量")
    utilisation: str = about("That load by capacity, in percent. 近期负荷率(%)")


class Asked(Value):
    """What is asked for; a cursor of other figures is of no use."""

    unit: UnitId | None
    first: date
    last: date
    by: WorkloadBy
    order: WorkloadOrder


class _Found(Value):
    """All figures that answer, whether they are of one's own alone, and what had been seen."""

    listed: tuple[Figures, ...]
    own: bool
    position: int


async def page(context: Context, asked: Asked, first: int, after: str | None) -> WorkloadConnection:
    """One page of figures. Raises `BadInput` for a size, period or cursor that is none."""
    size = page_size(first)
    if asked.last < asked.first:
        raise BadInput("to must not lie before from.")
    cursors = Cursors(context.services.cursor_key)
    begin: Rank | None = None
    if after:
        place = cursors.read(after, "workload", asked)
        unknown, value, who = place.keys
        begin = (bool(unknown), Fraction(str(value)), str(who))
        await context.reach(place.position)
    found = await context.blocking(_found, context, asked)
    ordered = sorted(found.listed, key=lambda one: rank(one, asked.order))
    left = [one for one in ordered if begin is None or rank(one, asked.order) > begin]

    def cursor(node: Workload) -> str:
        unknown, value, who = node.place
        place = Place(keys=(int(unknown), str(value), who), position=found.position)
        return cursors.write("workload", place, asked)

    return connection(
        WorkloadConnection,
        [_shown(context, one, asked) for one in left[:size]],
        cursor=cursor,
        after=after,
        has_next=len(left) > size,
        total=len(ordered),
        fairness=None if found.own else _fairness(ordered),
        position=Position(found.position),
    )


def _found(context: Context, asked: Asked) -> _Found:
    """All figures for this reader: of the whole subtree, their own, or none. Blocking."""
    register, policy = context.register, context.services.judged_by
    root = asked.unit or context.scope.unit or ""
    whole = oversees(context.scope, root, register.area_of(root))
    person = asked.by is WorkloadBy.PERSON
    units = register.units_beneath(root) if whole or person else []
    period = Period(first=asked.first, last=asked.last)
    only = None if whole else context.scope.person
    tallies = context.services.workload.tallies(
        WorkloadQuestion(
            by=asked.by,
            units=tuple(units),
            period=period,
            lately=_lately(context, asked.last),
            people=tuple(sorted(staff(register, units, period))) if person else (),
            only=only,
        )
    )
    capacity: dict[str, int] = {}
    for one in capacities(register, units, period, policy):
        if only in (None, one.person):
            who = one.person if person else one.unit
            capacity[who] = capacity.get(who, 0) + one.amount
    listed = figures(tallies.of, capacity, _book(context, asked.last))
    return _Found(listed=tuple(listed), own=not whole, position=tallies.position)


def _book(context: Context, day: date) -> Rulebook:
    return context.services.judged_by.rules.at(noon_of(day))


def _lately(context: Context, day: date) -> Period:
    """The working days by which the pace of work is judged, up to a day."""
    count = _book(context, day).number("workload_pace").whole
    return last_working_days(day, count, context.services.judged_by.calendar)


def _fairness(listed: Sequence[Figures]) -> WorkloadFairness:
    found = fairness([one.load for one in listed if one.load or one.capacity])
    return WorkloadFairness(
        peers=found.peers, gini=shown(found.gini), max_to_median=shown(found.max_to_median)
    )


def _shown(context: Context, one: Figures, asked: Asked) -> Workload:
    tally = one.tally
    person = asked.by is WorkloadBy.PERSON
    return Workload(
        unit=None if person else unit(context.register, one.who),
        person=strawberry.ID(one.who) if person else None,
        new=tally.new,
        done=tally.done,
        open=tally.open,
        sessions=tally.sessions,
        minutes=tally.minutes,
        hours=shown(Fraction(tally.minutes, 60)),
        visits=tally.visits,
        consultations=tally.consultations,
        whistles_answered=tally.whistles,
        contacts=tally.contacts,
        investigations=tally.investigations,
        load=shown(points(one.load)),
        capacity=shown(points(one.capacity)),
        utilisation=shown(one.utilisation),
        backlog_days=shown(one.backlog),
        place=rank(one, asked.order),
    )


async def assignment_hints(context: Context, row: CaseRow, wanted: str) -> list[AssignmentHint]:
    """Who of a unit may be given a case; nobody for whoever does not oversee the unit."""
    if not oversees(context.scope, wanted, context.register.area_of(wanted)):
        return []
    found = await context.blocking(_hints, context, row, wanted)
    return [
        AssignmentHint(
            person=strawberry.ID(hint.candidate.person),
            proposed=hint.tie is None,
            tie=hint.tie,
            load=shown(points(hint.candidate.load)),
            utilisation=shown(hint.candidate.utilisation),
        )
        for hint in found
    ]


def _hints(context: Context, row: CaseRow, wanted: UnitId) -> list[Hint]:
    register, reads = context.register, context.services.workload
    people = caseworkers(register, wanted, context.now)
    loads = _loads(context, wanted, people)
    candidates = [
        Candidate(person=person, qualified=qualified, load=load, capacity=capacity)
        for person, qualified in people.items()
        for load, capacity in [loads.get(person, (0, 0))]
    ]
    memory = reads.of_case(row.case, context.scope) or WorkloadRow(case=row.case)
    return hints(candidates, [wanted, *register.superiors_of(wanted)], _ties(row, memory))


def _loads(
    context: Context, wanted: UnitId, people: Mapping[PersonId, bool]
) -> dict[str, tuple[int, int]]:
    """Load and capacity of the unit's people in the last working days."""
    register, policy = context.register, context.services.judged_by
    today = day_of(context.now)
    window = _lately(context, today)
    question = WorkloadQuestion(
        by=WorkloadBy.PERSON, units=(wanted,), period=window, lately=window, people=tuple(people)
    )
    tallies = context.services.workload.tallies(question)
    room = {one.person: one.amount for one in capacities(register, (wanted,), window, policy)}
    listed = figures(tallies.of, room, _book(context, today))
    return {one.who: (one.load, one.capacity) for one in listed}


def _ties(row: CaseRow, memory: WorkloadRow) -> Ties:
    """Who must not have the case in hand; the leader bundled to it takes no side."""
    around = circle(row.own_seats, row.own_speakers, row.joined, None)
    return Ties(
        protected=row.protected,
        custodians=row.custodians,
        participants=around["people"],
        accused_units=row.accused_units,
        stepped_aside=memory.stepped_aside,
        disclosed=memory.disclosed,
        replaced=memory.replaced,
    )
