"""Figures of overdue terms in the API: the three numbers of a unit and of all units beneath it.

Figures of units are for those who oversee them; to others they are absent. domain.md §5.4.
"""

from datetime import date, datetime, timedelta
from typing import Annotated, Any

import strawberry

from domain.ids import UnitId
from domain.kernel import day_of
from domain.measures import overdue as measures
from domain.policy.clock import Colour
from domain.policy.daycount import midnight
from domain.policy.overdue import Bucket
from graphql_api.context import Context
from graphql_api.errors import BadInput
from graphql_api.schema.derive import enum_type
from graphql_api.schema.fields import about, answers
from graphql_api.schema.organisation import Unit, unit
from projections.scope import oversees

Info = strawberry.Info[Context, None]

MOST_UNITS = 100
"""So many units are shown one by one."""


@strawberry.type(description="Terms by weight. 时限数")
class TermCount:
    """So many terms."""

    total: int = about("All of them. 合计")
    mandatory: int = about("Those that law or a policy document asks for. 法定及文件要求")
    internal: int = about("Those of the house itself. 内部")


@strawberry.type(description="Terms of one interval of lateness. 超期区间数")
class BucketCount:
    """So many terms, so late."""

    bucket: Any = about("How late. 超期区间", graphql_type=enum_type(Bucket, "OverdueBucket"))
    count: TermCount = about("How many. 数量")


@strawberry.type(description="Terms of one colour. 预警颜色数")
class ColourCount:
    """So many terms of a colour."""

    colour: Any = about("The colour. 预警颜色", graphql_type=enum_type(Colour))
    count: TermCount = about("How many. 数量")


@strawberry.type(description="The figures of overdue terms of one unit, or of several. 超期统计")
class OverdueFigures:
    """The three numbers of domain.md §5.4, and what they are made of."""

    overdue: TermCount = about("Overdue at the moment. 超期未结")
    overdue_by_bucket: list[BucketCount] = about("The same by how late. 超期未结(按区间)")
    overdue_by_colour: list[ColourCount] = about("The same by colour. 超期未结(按颜色)")
    concluded: TermCount = about("Done late in the period. 期内超期办结")
    concluded_by_bucket: list[BucketCount] = about("The same by how late. 期内超期办结(按区间)")
    longest_days: int | None = about(
        "Calendar days since the earliest last day of what is overdue. 最长超期天数"
    )
    cases_overdue: int = about("Cases with a mandatory term overdue. 超期事项")
    cases_internally_overdue: int = about("Cases with internal terms overdue only. 内部超期事项")
    late_extensions: int = about("Terms prolonged in the period although over. 逾期后延期")


@strawberry.type(description="The figures of one unit. 单位超期统计")
class UnitOverdue:
    """One unit's own terms, without those of units beneath it."""

    figures: OverdueFigures = about("Its figures. 统计")
    key: strawberry.Private[UnitId]

    @answers
    def unit(self, info: Info) -> Unit | None:
        """The unit. 单位"""
        return unit(info.context.register, self.key)


@strawberry.type(description="Overdue terms of a unit and all beneath it. 超期汇总")
class OverdueSummary:
    """Figures at a moment and for a period."""

    at: datetime = about("The moment asked about. 统计时点")
    from_on: date = about("The first day of the period. 起始日期")
    to_on: date = about("Its last day. 截止日期")
    figures: OverdueFigures = about("Of all units together. 合计")
    units: list[UnitOverdue] = about(
        "Of each unit with any, most overdue first, at most 100. 分单位统计"
    )


OfUnit = Annotated[
    strawberry.ID, strawberry.argument(description="The unit, with all units beneath it. 单位")
]
From = Annotated[
    date, strawberry.argument(name="from", description="The first day of the period. 起始日期")
]
To = Annotated[date, strawberry.argument(name="to", description="Its last day, included. 截止日期")]


async def summary(
    context: Context, within: str, at: datetime | None, begin: date, end: date
) -> OverdueSummary | None:
    """The figures of a unit and all beneath it; None when it is absent or not for the reader.

    Raises `BadInput` when the period ends before it begins.
    """
    if end < begin:
        raise BadInput("to must not lie before from.")
    register, moment = context.register, at or context.now

    def theirs(unit: UnitId) -> bool:
        return oversees(context.scope, unit, register.area_of(unit))

    if within not in register.units or not theirs(within):
        return None
    tallies = await context.blocking(
        context.services.overdue.tallies,
        [one for one in register.units_beneath(within) if theirs(one)],
        moment,
        midnight(begin),
        midnight(end + timedelta(days=1)),
    )
    today = day_of(moment)
    return OverdueSummary(
        at=moment,
        from_on=begin,
        to_on=end,
        figures=_figures(measures.figures(tallies, None, today)),
        units=[
            UnitOverdue(key=one, figures=_figures(measures.figures(tallies, one, today)))
            for one in measures.units_by_weight(tallies)[:MOST_UNITS]
        ],
    )


def _figures(found: measures.Figures) -> OverdueFigures:
    return OverdueFigures(
        overdue=_count(found.overdue.all),
        overdue_by_bucket=_by_bucket(found.overdue),
        overdue_by_colour=[
            ColourCount(colour=colour, count=_count(split))
            for colour, split in found.overdue.by_colour.items()
        ],
        concluded=_count(found.concluded.all),
        concluded_by_bucket=_by_bucket(found.concluded),
        longest_days=found.longest_days,
        cases_overdue=found.cases.overdue,
        cases_internally_overdue=found.cases.internally,
        late_extensions=found.late_extensions,
    )


def _by_bucket(counted: measures.Counted) -> list[BucketCount]:
    return [
        BucketCount(bucket=bucket, count=_count(split))
        for bucket, split in counted.by_bucket.items()
    ]


def _count(split: measures.Split) -> TermCount:
    return TermCount(total=split.total, mandatory=split.mandatory, internal=split.internal)
