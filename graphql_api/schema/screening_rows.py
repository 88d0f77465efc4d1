"""One window in the API: how it stands, and what was entered for it."""

from datetime import UTC, date, datetime
from typing import Any

import strawberry
from strawberry.types.base import StrawberryOptional

from domain.codes.screening import Rhythm, ScreeningKind, ScreeningStanding
from domain.ids import ScreeningId, UnitId
from domain.kernel import day_of
from domain.measures.screening import standing
from domain.screening.duties import GridMap, owed
from domain.screening.state import screening_id
from domain.screening.windows import Window
from domain.values import Value
from graphql_api.context import Context
from graphql_api.schema.derive import enum_type
from graphql_api.schema.fields import about, answers
from graphql_api.schema.organisation import Unit, unit
from projections.scope import oversees
from projections.screenings import ScreeningRow

Info = strawberry.Info[Context, None]

EVER = datetime.max.replace(tzinfo=UTC)
"""By then everything will have been recorded."""

STANDING = enum_type(ScreeningStanding)


class Task(Value):
    """One window that a unit owes."""

    unit: UnitId
    window: Window
    rhythm: Rhythm
    timer: str | None
    grids: int

    @property
    def screening(self) -> ScreeningId:
        """The stream of the window."""
        return screening_id(self.unit, self.window.first_on)


@strawberry.type(description="One window of one unit, and what was entered for it. 排查任务")
class ScreeningTask:
    """A window as it stood at a moment."""

    task: strawberry.Private[Task]
    screening: strawberry.ID = about("The task's id: what `withdrawScreening` names. 排查任务编号")
    rhythm: Any = about("How often the unit screens. 排查周期", graphql_type=enum_type(Rhythm))
    timer: str | None = about("The row of the rules it is owed by: `T70`. 时限编号")
    first_on: date = about("The first day of the window. 窗口首日")
    last_on: date = about("The last day of the window. 窗口末日")
    standing: Any = about("How it stood. 完成情况", graphql_type=STANDING)
    grids_due: int = about("How many grids the unit had on the first day. 应覆盖网格数")
    performed_on: date | None = about("When it was screened. 排查日期")
    recorded_at: datetime | None = about("When that was recorded. 登记时间")
    late_entry: bool = about("Whether it was recorded late; marked for ever. 是否补录")
    late_reason: str | None = about("Why it was done or recorded late. 逾期(补录)原因")
    kind: Any = about(
        "How it was screened. 排查方式", graphql_type=StrawberryOptional(enum_type(ScreeningKind))
    )
    grids_covered: int = about("How many grids it covered. 覆盖网格数")
    households: int = about("How many households were visited. 走访户数")
    people: int = about("How many people were met. 走访人数")
    found: int = about("How many disputes were found. 发现纠纷数")
    disputes: list[str] = about("Of which types, codes of DISPUTES. 发现纠纷类型")
    nil_return: bool = about("Whether it was said that nothing was found. 是否零报告")
    linked: int = about("How many of the finds have become cases. 已登记事项数")
    withdrawn: bool = about(
        "Whether what was entered was withdrawn; it counts no more. 登记是否已撤销"
    )

    @answers
    def unit(self, info: Info) -> Unit | None:
        """The unit, as it is now. 排查单位"""
        return unit(info.context.register, self.task.unit)


async def one(context: Context, wanted: ScreeningId) -> ScreeningTask | None:
    """The window of a task for which something was entered; None if not, or not for the caller."""
    rows = await context.blocking(context.services.screenings.rows, [wanted], EVER)
    row = rows.get(wanted)
    if row is None:
        return None
    register = context.register
    area = register.area_of(row.unit)
    if row.unit != context.caller.unit and not oversees(context.scope, row.unit, area):
        return None
    window = Window(first_on=row.first_on, last_on=row.last_on)
    book = context.services.judged_by.rules.on(row.first_on)
    timers = (one.timer for one in owed(register, [row.unit], book) if one.rhythm is row.rhythm)
    task = Task(
        unit=row.unit,
        window=window,
        rhythm=row.rhythm,
        timer=next(timers, None),
        grids=GridMap(register).count(row.unit, row.first_on),
    )
    return shown(task, row, context.now)


def shown(task: Task, row: ScreeningRow | None, at: datetime) -> ScreeningTask:
    """A window as clients see it, with what was known to be entered for it."""
    performed_on = None if row is None or row.withdrawn else row.performed_on
    return ScreeningTask(
        task=task,
        screening=strawberry.ID(task.screening),
        rhythm=task.rhythm,
        timer=task.timer,
        first_on=task.window.first_on,
        last_on=task.window.last_on,
        standing=standing(task.window, performed_on, day_of(at)),
        grids_due=task.grids,
        performed_on=None if row is None else row.performed_on,
        recorded_at=None if row is None else row.recorded_at,
        late_entry=row is not None and row.late_entry,
        late_reason=None if row is None else row.late_reason,
        kind=None if row is None else row.kind,
        grids_covered=0 if row is None else row.grid_count,
        households=0 if row is None else row.households,
        people=0 if row is None else row.people,
        found=0 if row is None else row.found,
        disputes=[] if row is None else [*row.disputes],
        nil_return=row is not None and row.nil_return,
        linked=0 if row is None else len(row.cases),
        withdrawn=row is not None and row.withdrawn,
    )
