"""Overdue terms in the API: which terms of which units, how they stood at a moment, what to do.

A term is for whoever may see its case. Everything is asked about one moment: the operation's,
unless another is named.
"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Annotated, Any

import msgspec
import strawberry
from strawberry.types.base import StrawberryOptional

from domain.ids import UnitId
from domain.policy.escalation import Addressee, Ground, Measure
from domain.policy.overdue import Bucket, CaseStanding, Standing
from graphql_api.context import Context
from graphql_api.cursors import Cursors, Place
from graphql_api.errors import BadInput
from graphql_api.schema import cases
from graphql_api.schema.bounds import problems
from graphql_api.schema.clocks import CaseClock
from graphql_api.schema.connections import Connection, connection, page_size
from graphql_api.schema.derive import enum_type, given, input_members, input_record
from graphql_api.schema.fields import about, answers
from graphql_api.schema.organisation import Unit, unit
from graphql_api.schema.overdue_rows import Answered, answered
from graphql_api.schema.scalars import Position
from projections.deadlines import Deadline as DeadlineRow
from projections.reads import AfterDeadline, DeadlineFilter, DeadlineOrder, after_deadline

Info = strawberry.Info[Context, None]


@strawberry.type(description="What should be done about a term: proposed, never done. 督促建议")
class EscalationProposal:
    """A rung of the ladder of domain.md §5.4."""

    measure: Any = about("What should be done. 督促措施", graphql_type=enum_type(Measure))
    addressee: Any = about("To whom. 督促对象", graphql_type=enum_type(Addressee))
    ground: Any = about("Why this and nothing less. 督促理由", graphql_type=enum_type(Ground))


@strawberry.type(description="A time in which a term stands still. 中止期间")
class PausedSpan:
    """A stretch of time for one reason or several."""

    from_at: datetime = about("From when. 起")
    until_at: datetime | None = about("Until when; none while it lasts without end. 止")


@strawberry.type(description="One term of a case, at the moment asked about. 时限")
class Deadline:
    """A term with whoever has the duty."""

    at: datetime = about("The moment asked about. 统计时点")
    clock: CaseClock = about("The term itself, as it stood then. 时限")
    standing: Any = about(
        "How it stood. 办理情况",
        graphql_type=StrawberryOptional(enum_type(Standing, "DeadlineStanding")),
    )
    bucket: Any = about(
        "How late, by interval, in the term's own unit; hours begun for terms of hours. 超期区间",
        graphql_type=StrawberryOptional(enum_type(Bucket, "OverdueBucket")),
    )
    first_due_on: date = about("The last day as it was counted when the term began. 最初届满日期")
    paused: list[PausedSpan] = about("When it stood or stands still. 中止期间")
    late_extension_at: datetime | None = about(
        "When it was prolonged although it was over, which undoes no breach. 逾期后延期时间"
    )
    holder_person: strawberry.ID | None = about(
        "The person who has the duty, if it is one alone. 责任人"
    )
    holder_recorded: bool = about(
        "Whether the record of the miss names the holder. 责任主体是否已登记"
    )
    case_standing: Any = about(
        "How its case stood then. 事项超期情况",
        graphql_type=enum_type(CaseStanding, "CaseOverdue"),
    )
    proposal: EscalationProposal | None = about(
        "What should be done about it; nothing about what is in time. 督促建议"
    )
    holder: strawberry.Private[UnitId | None]
    of_case: strawberry.Private[cases.Case]
    row: strawberry.Private[DeadlineRow]

    @answers
    def case(self) -> cases.Case:
        """Its case. 事项"""
        return self.of_case

    @answers
    def holder_unit(self, info: Info) -> Unit | None:
        """The unit that has the duty, or had it when the term was over. 责任单位"""
        return unit(info.context.register, self.holder)


@strawberry.type(description="One page of terms. 时限页")
class DeadlineConnection(Connection[Deadline]):
    """A page of terms, and how much of the log it has seen."""

    position: Position = about("How much of the log the page has seen. 日志位置")
    at: datetime = about("The moment asked about; it is the same on every page. 统计时点")


DeadlineWhere = input_record(
    "DeadlineWhere",
    input_members(DeadlineFilter),
    "Which terms: all that is asked must hold; overdue duties if nothing is. 筛选条件",
)

Where = Annotated[
    Mapping[str, Any] | None,
    strawberry.argument(
        description="Which terms; overdue duties if left out. 筛选条件",
        graphql_type=StrawberryOptional(DeadlineWhere),
    ),
]
OrderBy = Annotated[
    DeadlineOrder,
    strawberry.argument(description="In which order. 排序", graphql_type=enum_type(DeadlineOrder)),
]
UnderUnit = Annotated[
    strawberry.ID | None,
    strawberry.argument(
        description="Only terms of this unit and all units beneath it; of any if left out. 单位"
    ),
]
At = Annotated[
    datetime | None,
    strawberry.argument(description="The moment asked about; now if left out. 统计时点"),
]
DEFAULT_ORDER = DeadlineOrder.DUE_AT_ASC


async def page(
    context: Context,
    within: str | None,
    at: datetime | None,
    first: int,
    after: str | None,
    where: Mapping[str, Any] | None,
    order: DeadlineOrder,
    *,
    count: bool,
) -> DeadlineConnection:
    """One page of terms. Raises `BadInput` for a size, filter or cursor that is none."""
    size = page_size(first)
    asked = _filter(where or {})
    cursors = Cursors(context.services.cursor_key)
    name, narrowed = f"overdue.{order}", (asked, within or None, at or None)
    begin: AfterDeadline | None = None
    moment = at or context.now
    if after:
        place = cursors.read(after, name, narrowed)
        moment, begin = _read(place)
        await context.reach(place.position)
    units = context.register.units_beneath(within) if within else None
    found = await context.blocking(
        context.services.overdue.page,
        units,
        moment,
        asked,
        order,
        size,
        begin,
        context.scope,
        count=count,
    )
    shown = await context.blocking(answered, context, found.rows, moment)

    def cursor(node: Deadline) -> str:
        place = Place(keys=_keys(node.row, moment), position=found.position)
        return cursors.write(name, place, narrowed)

    return connection(
        DeadlineConnection,
        [_deadline(one, moment) for one in shown],
        cursor=cursor,
        after=after,
        has_next=found.has_next,
        total=found.total,
        position=Position(found.position),
        at=moment,
    )


def _keys(row: DeadlineRow, moment: datetime) -> tuple[str | int | None, ...]:
    """Where a row stands, and the moment asked about, so that all pages are about the same one."""
    last = after_deadline(row)
    place = (last.due_at.isoformat(), last.case, last.timer, last.scope, last.started)
    return (moment.isoformat(), *place)


def _read(place: Place) -> tuple[datetime, AfterDeadline]:
    moment, due_at, case, timer, scope, started = map(str, place.keys)
    last = AfterDeadline(
        due_at=datetime.fromisoformat(due_at),
        case=case,
        timer=timer,
        scope=scope,
        started=int(started),
    )
    return datetime.fromisoformat(moment), last


def _filter(where: Mapping[str, Any]) -> DeadlineFilter:
    asked = given(DeadlineFilter, where)
    for problem in problems(DeadlineFilter, asked):
        raise BadInput(f"where.{problem.field}: {problem.en}.")
    return msgspec.convert(asked, DeadlineFilter)


def _deadline(one: Answered, moment: datetime) -> Deadline:
    proposal = one.proposal
    return Deadline(
        at=moment,
        clock=one.clock,
        standing=one.standing,
        bucket=one.bucket,
        first_due_on=one.row.first_due_on,
        paused=[PausedSpan(from_at=p.from_at, until_at=p.until_at) for p in one.row.pauses],
        late_extension_at=one.row.late_extension_at,
        holder_person=None if one.held.person is None else strawberry.ID(one.held.person),
        holder_recorded=one.row.recorded is not None,
        case_standing=one.case_standing,
        proposal=None
        if proposal is None
        else EscalationProposal(
            measure=proposal.measure, addressee=proposal.addressee, ground=proposal.ground
        ),
        holder=one.held.unit,
        of_case=cases.shown(one.case),
        row=one.row,
    )
