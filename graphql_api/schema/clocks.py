"""Clocks in the API: every term of a case, how it stands now, and why.

A clock is stored as it was left by the last event; how it stands is asked of it at the moment of
the operation, so nothing has to change while time passes.
"""

from datetime import date, datetime
from typing import Any

import strawberry
from strawberry.types.base import StrawberryOptional

from domain.policy import overdue
from domain.policy.clock import Colour, How, State, lateness
from domain.policy.explain import clock_lines
from domain.policy.rulebook import Policy
from domain.policy.terms import Unit
from domain.policy.timers import Basis, Holder, Kind
from graphql_api.context import Context
from graphql_api.schema.derive import enum_type
from graphql_api.schema.fields import about
from projections.clocks import ClocksRow, tracked
from projections.deadlines import Tracked


@strawberry.type(description="How late a clock is, or was when it ended. 超期程度")
class Lateness:
    """In the unit of the term itself (domain.md §5.4)."""

    amount: int = about("How many. 数量")
    unit: Any = about(
        "Minutes, days or working days. 单位", graphql_type=enum_type(Unit, "TermUnit")
    )


@strawberry.type(description="One term of a case. 时限")
class CaseClock:
    """A clock at the moment of the operation."""

    timer: str = about("The row of the rules it follows: `T02`. 时限编号")
    zh: str = about("What it is called in Chinese. 中文名称")
    en: str = about("What it is called in English. 英文名称")
    scope: str = about("The part of the case it belongs to; empty for all of it. 时限对象")
    kind: Any = about("Whose term it is. 时限性质", graphql_type=enum_type(Kind, "ClockKind"))
    holder: Any = about("Which duty holds it. 责任主体", graphql_type=enum_type(Holder))
    basis: Any = about("Where its length comes from. 依据", graphql_type=enum_type(Basis))
    source: str = about("What that is, with the article. 依据出处")
    mandatory: bool = about("Whether law or a policy document asks for it. 是否法定或文件要求")
    rule_version: str = about("The version of the rules it keeps. 规则版本")
    state: Any = about("How it stands now. 时限状态", graphql_type=enum_type(State, "ClockState"))
    colour: Any = about("The colour of its warning now. 预警颜色", graphql_type=enum_type(Colour))
    started: int = about("The version of the event that started it. 起算事件序号")
    started_at: datetime = about("When it started. 起算时间")
    due_on: date = about("The last day, moved past days of rest. 届满日期")
    raw_due_on: date = about("The last day by plain counting. 未顺延的届满日期")
    due_at: datetime = about("The moment after which it is missed. 届满时间")
    provisional: bool = about("Whether holidays on the way are not announced yet. 是否暂按推算")
    paused_for: list[str] = about("Why it stands still now; empty while it runs. 中止事由")
    ended_at: datetime | None = about("When it ended, in time or late. 结束时间")
    ended_how: Any = about(
        "How it ended. 结束方式",
        graphql_type=StrawberryOptional(enum_type(How, "ClockEnd")),
    )
    late: Lateness | None = about("How late it is; none unless it was missed. 超期程度")
    recorded: bool = about("Whether its miss is on record. 超期是否已登记")
    explanation: list[str] = about("Step by step, why it stands so, in Chinese. 时限说明")


def clocks(context: Context, found: ClocksRow | None, at: datetime) -> list[CaseClock]:
    """The clocks of a case as they stand at a moment, in the order they began."""
    if found is None:
        return []
    policy = context.services.judged_by
    return [shown(one, policy, at) for one in tracked(found, policy)]


def shown(one: Tracked, policy: Policy, moment: datetime) -> CaseClock:
    """A clock as it stood at a moment."""
    row, clock = one.row, overdue.as_of(one.clock, moment)
    book = policy.rules.of(clock.rules)
    timer = book.timers[clock.timer]
    late = lateness(clock, moment, policy.calendar)
    return CaseClock(
        timer=clock.timer,
        zh=timer.zh,
        en=timer.en,
        scope=clock.scope,
        kind=clock.kind,
        holder=clock.holder,
        basis=clock.basis,
        source=clock.source,
        mandatory=clock.is_mandatory,
        rule_version=clock.rules,
        state=clock.state(moment),
        colour=overdue.colour(clock, moment, row.amber_at, row.urged_twice_at),
        started=clock.started,
        started_at=clock.started_at,
        due_on=clock.due.on,
        raw_due_on=clock.due.raw_on,
        due_at=clock.due.at,
        provisional=clock.due.provisional,
        paused_for=[gap.reason for gap in clock.gaps if clock.is_open and gap.covers(moment)],
        ended_at=None if clock.end is None else clock.end.at,
        ended_how=None if clock.end is None else clock.end.how,
        late=None if late is None else Lateness(amount=late.amount, unit=late.unit),
        recorded=clock.recorded is not None,
        explanation=clock_lines(clock, book, policy.calendar, moment),
    )
