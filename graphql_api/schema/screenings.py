"""Screening in the API: the windows a unit and those beneath it owe, and what was entered for them.

What is due follows from the register, the rules and the calendar; what was done, from the log. For
whoever oversees the unit; what is absent and what is not for the reader are answered by nothing.
"""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Annotated

import strawberry
from strawberry.types.base import StrawberryList, StrawberryOptional

from domain.codes.screening import ScreeningStanding
from domain.ids import UnitId
from domain.kernel import day_of
from domain.measures.period import Period
from domain.measures.screening import Tally, counts, over, standing
from domain.policy.rulebook import Rulebook
from domain.screening.duties import GridMap, Owed, due, owed
from domain.screening.windows import Window
from domain.values import Value
from graphql_api.context import Context
from graphql_api.cursors import Cursors, Place
from graphql_api.errors import BadInput
from graphql_api.schema.connections import After, Connection, First, connection, page_size
from graphql_api.schema.fields import about, answers
from graphql_api.schema.organisation import Unit, unit
from graphql_api.schema.scalars import Position
from graphql_api.schema.screening_rows import EVER, STANDING, ScreeningTask, Task, shown
from projections.reads.screenings import Screenings
from projections.scope import oversees

Info = strawberry.Info[Context, None]

LONGEST = timedelta(days=366)
"""A question is about a year at most, so that its list is bounded."""

OfUnit = Annotated[
    strawberry.ID, strawberry.argument(description="The unit, with all beneath it. 单位(含下级)")
]
FromDay = Annotated[
    date,
    strawberry.argument(
        name="from", description="Windows that end on this day or later. 起始日期(按窗口末日)"
    ),
]
ToDay = Annotated[
    date,
    strawberry.argument(
        name="to", description="Windows that end on this day or earlier. 截止日期(按窗口末日)"
    ),
]
KnownAt = Annotated[
    datetime | None,
    strawberry.argument(
        description="As it stood and was recorded at this moment; now if left out. 数据截止时间"
    ),
]
Standings = Annotated[
    list[ScreeningStanding] | None,
    strawberry.argument(
        description="Only windows that stand so; all if left out. 完成情况",
        graphql_type=StrawberryOptional(StrawberryList(STANDING)),
    ),
]


@strawberry.type(description="One page of windows, the latest first. 排查任务页")
class ScreeningConnection(Connection[ScreeningTask]):
    """A page of windows."""


@strawberry.type(name="Screenings", description="What a unit owed of screening. 排查情况")
class UnitScreenings:
    """The windows that end in a period, of a unit and all beneath it."""

    asked: strawberry.Private["Asked"]
    counted: strawberry.Private[dict[str, int]]
    unit: Unit = about("The unit. 单位")
    from_on: date = about("The first day of the period. 起始日期")
    to_on: date = about("Its last day. 截止日期")
    position: Position = about("How much of the log has been seen. 日志位置")
    due: int = about("Windows that were over. 应完成窗口数")
    performed: int = about("Of these, screened. 已完成窗口数")
    on_time: int = about("Of these, within the window. 按期完成窗口数")
    missed: int = about("Of the windows over, not screened. 未排查窗口数")
    grids_due: int = about("Grids there were to cover, over all windows. 应覆盖网格数")
    grids_covered: int = about("Grids covered, over all windows. 已覆盖网格数")

    @answers
    async def tasks(
        self,
        info: Info,
        first: First,
        after: After = strawberry.UNSET,
        standings: Standings = strawberry.UNSET,
    ) -> ScreeningConnection:
        """The windows themselves, those not over yet too, the latest first. 排查任务"""
        return await _page(info.context, self.asked, first, after or None, tuple(standings or ()))


class Asked(Value):
    """What is asked: the windows that these units owe and that end within a period, as known."""

    unit: UnitId
    owed: tuple[Owed, ...]
    period: Period
    known_at: datetime
    at: datetime
    """The moment at which it is told how they stand."""


async def of_unit(
    context: Context, wanted: UnitId, period: Period, known_at: datetime | None
) -> UnitScreenings | None:
    """What a unit and those beneath it owed; None when it is absent or not the caller's to oversee.

    Raises `BadInput` for a period that ends before it begins, or is longer than a year.
    """
    if period.last < period.first:
        raise BadInput("`to` comes before `from`.")
    if period.last - period.first >= LONGEST:
        raise BadInput(f"At most {LONGEST.days} days can be asked for at once.")
    register = context.register
    found = unit(register, wanted)
    if found is None or not oversees(context.scope, wanted, register.area_of(wanted)):
        return None
    at = known_at or context.now
    book = context.services.judged_by.rules.on(period.last)
    beneath = register.units_beneath(wanted)
    asked = Asked(
        unit=wanted,
        owed=tuple(owed(register, beneath, book)),
        period=period,
        known_at=known_at or EVER,
        at=at,
    )
    position, counted = await context.blocking(_counted, context, asked)
    return UnitScreenings(
        asked=asked,
        counted=counted,
        unit=found,
        from_on=period.first,
        to_on=period.last,
        position=Position(position),
        due=counted["SCREENINGS_DUE"],
        performed=counted["SCREENINGS_PERFORMED"],
        on_time=counted["SCREENINGS_ON_TIME"],
        missed=counted["SCREENINGS_DUE"] - counted["SCREENINGS_PERFORMED"],
        grids_due=counted["SCREENING_GRIDS"],
        grids_covered=counted["SCREENING_GRIDS_COVERED"],
    )


def _counted(context: Context, asked: Asked) -> tuple[int, dict[str, int]]:
    reads, past = context.services.screenings, over(asked.period, asked.at)
    position = reads.position()
    tally = reads.tally(asked.owed, past, asked.known_at)
    return position, counts(context.register, asked.owed, past, tally)


async def counts_of(
    context: Context,
    units: Sequence[UnitId],
    period: Period,
    known_at: datetime | None,
    book: Rulebook,
) -> tuple[int, dict[str, int]]:
    """What the indicators need of screening, and how much of the log that is from.

    Nothing is over before anything is recorded.
    """
    if known_at is None:
        return 0, counts(context.register, (), period, Tally())
    past = over(period, known_at)

    def counted(moment: datetime) -> tuple[int, dict[str, int]]:
        reads, every = context.services.screenings, owed(context.register, units, book)
        position = reads.position()
        tally = reads.tally(every, past, moment)
        return position, counts(context.register, every, past, tally)

    return await context.blocking(counted, known_at)


def missed(context: Context, units: Sequence[UnitId], period: Period) -> int:
    """How many windows of these units ended in a period and were not screened to this day."""
    register, past = context.register, over(period, context.now)
    every = owed(register, units, context.services.judged_by.rules.on(period.last))
    tally = context.services.screenings.tally(every, past, EVER)
    return counts(register, every, past, tally)["SCREENINGS_DUE"] - tally.performed


async def _page(
    context: Context,
    asked: Asked,
    first: int,
    after: str | None,
    standings: tuple[ScreeningStanding, ...],
) -> ScreeningConnection:
    size = page_size(first)
    cursors, name = Cursors(context.services.cursor_key), "screenings"
    narrowed = (asked.unit, asked.period, asked.known_at, standings)
    begin: tuple[date, UnitId] | None = None
    if after:
        place = cursors.read(after, name, narrowed)
        last_on, last_unit = place.keys
        begin = date.fromisoformat(str(last_on)), str(last_unit)
        await context.reach(place.position)
    position, tasks, total, has_next = await context.blocking(
        _tasks, context, asked, (size, begin), standings
    )

    def cursor(node: ScreeningTask) -> str:
        keys = (node.last_on.isoformat(), node.task.unit)
        return cursors.write(name, Place(keys=keys, position=position), narrowed)

    return connection(
        ScreeningConnection,
        tasks,
        cursor=cursor,
        after=after,
        has_next=has_next,
        total=total,
    )


def _tasks(
    context: Context,
    asked: Asked,
    page: tuple[int, tuple[date, UnitId] | None],
    standings: tuple[ScreeningStanding, ...],
) -> tuple[int, list[ScreeningTask], int, bool]:
    """How much of the log was seen, the windows of a page, how many there are, whether more."""
    reads, (size, begin) = context.services.screenings, page
    position = reads.position()
    every = _in_order(asked)
    if standings:
        every = _standing_so(reads, asked, every, standings)
    rest = every
    if begin is not None:
        rest = [pair for pair in every if _place(*pair) > (-begin[0].toordinal(), begin[1])]
    grids = GridMap(context.register)
    tasks = [
        Task(
            unit=one.unit,
            window=window,
            rhythm=one.rhythm,
            timer=one.timer,
            grids=grids.count(one.unit, window.first_on),
        )
        for one, window in rest[:size]
    ]
    rows = reads.rows([one.screening for one in tasks], asked.known_at)
    found = [shown(one, rows.get(one.screening), asked.at) for one in tasks]
    return position, found, len(every), len(rest) > size


def _in_order(asked: Asked) -> list[tuple[Owed, Window]]:
    """Every window owed, the latest first."""
    every = [(one, window) for one in asked.owed for window in due(one, asked.period)]
    return sorted(every, key=lambda pair: _place(*pair))


def _place(one: Owed, window: Window) -> tuple[int, UnitId]:
    return -window.last_on.toordinal(), one.unit


def _standing_so(
    reads: Screenings,
    asked: Asked,
    every: list[tuple[Owed, Window]],
    standings: tuple[ScreeningStanding, ...],
) -> list[tuple[Owed, Window]]:
    performed, day = reads.performed(asked.owed, asked.period, asked.known_at), day_of(asked.at)
    return [
        (one, window)
        for one, window in every
        if standing(window, performed.get((one.unit, window.last_on)), day) in standings
    ]
