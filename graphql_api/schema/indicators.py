"""Indicators in the API: every rate with its numbers, target and counter-indicators.

What is asked for twice with the same parameters is answered with the same bytes, once everything
recorded by `knownAt` has been counted (`complete`). Outside readers are shown no small numbers.
"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Annotated, Any

import strawberry
from msgspec.structs import replace

from domain.ids import UnitId
from domain.measures.base_sets import BASE_SETS
from domain.measures.figures import Figure, figures
from domain.measures.households import counts as contacts
from domain.measures.indicator import Direction
from domain.measures.indicators import INDICATORS
from domain.measures.period import Period
from domain.measures.rates import Scale
from domain.measures.staffing import Staffed, centres, counts
from domain.organisation.state import Level
from domain.policy.rulebook import Rulebook, RuleVersionUnknown
from domain.values import Value
from graphql_api.context import Context
from graphql_api.errors import BadInput
from graphql_api.schema import screenings
from graphql_api.schema.derive import enum_type
from graphql_api.schema.fields import about, answers
from graphql_api.schema.given_numbers import Given
from graphql_api.schema.organisation import Unit, unit
from graphql_api.schema.scalars import Position
from projections.reads.indicators import CODE, Asked, Counted, Report, seal
from projections.scope import Openness, openness

Info = strawberry.Info[Context, None]

OfUnit = Annotated[
    strawberry.ID, strawberry.argument(name="unit", description="Of which unit. 单位编号")
]
From = Annotated[
    date, strawberry.argument(name="from", description="The first day of the period. 起始日期")
]
To = Annotated[
    date, strawberry.argument(name="to", description="The last day of the period. 截止日期")
]
KnownAt = Annotated[
    datetime | None,
    strawberry.argument(
        description="Count what was recorded by this moment; everything if left out. 知悉时间截点"
    ),
]
Rules = Annotated[
    str | None,
    strawberry.argument(
        name="rules",
        description="Judge by this version of the rules; that of the last day if left out."
        " 规则版本",
    ),
]


class Wanted(Value):
    """What is asked for, as it came."""

    unit: UnitId
    from_on: date
    to_on: date
    known_at: datetime | None
    rules: str | None
    given: Given


@strawberry.type(description="How many there are of a base set. 基础统计数")
class BaseCount:
    """One base set with its count."""

    name: str = about("Its name in the formulae: `ACC`. 统计集代码")
    zh: str = about("What it is called in Chinese. 中文名称")
    en: str = about("What it is called in English. 英文名称")
    count: str | None = about("How many; nothing where it is too small to publish. 数量")


@strawberry.type(description="One indicator with its numbers. 指标值")
class IndicatorFigure:
    """One figure."""

    name: str = about("Its name: `success_rate`. 指标代码")
    zh: str = about("What it is called in Chinese. 中文名称")
    en: str = about("What it is called in English. 英文名称")
    numerator: str | None = about("The numerator. 分子")
    denominator: str | None = about("The denominator; none for a count. 分母")
    formula: str = about("How it is computed from base sets. 计算公式")
    scale: Any = about(
        "In which unit it is shown. 单位", graphql_type=enum_type(Scale, "RateScale")
    )
    rate: str | None = about("As people read it, or — where there is nothing to divide by. 数值")
    direction: Any = about("Which way it should go. 期望方向", graphql_type=enum_type(Direction))
    target: str | None = about("What it should reach. 目标")
    met: bool | None = about("Whether it does. 是否达标")
    beside: list[str] = about("The figures to be read beside it, by name. 并列指标")
    suppressed: bool = about("Whether it is too small to publish. 是否因数小抑制")
    source: str = about("Where it comes from. 出处")


@strawberry.type(description="How a centre is staffed on the last day. 专职调解员配备")
class CentreStaffing:
    """One centre."""

    unit: Unit = about("The centre. 中心")
    level: Any = about("Its level. 层级", graphql_type=enum_type(Level))
    full_time: int = about("Its full-time mediators. 专职调解员数")
    least: int = about("How many it needs. 最低配备")
    met: bool = about("Whether it has them. 是否达标")
    above_usual: bool = about("Whether it has more than is usual. 是否超过通常配备")


@strawberry.type(description="What the figures were counted from, for checking. 统计依据")
class IndicatorBasis:
    """The row set, and the hash over parameters, figures and rows."""

    rows: int = about("How many rows were counted. 行数")
    first_position: Position | None = about("The first event they come from. 首个日志位置")
    last_position: Position | None = about("The last event they come from. 末个日志位置")
    row_set_hash: str = about("SHA-256 of the rows. 行集哈希")
    hash: str = about("SHA-256 of the whole answer as canonical JSON. 统计表哈希")
    code: str = about("The version of the counting. 统计代码版本")


@strawberry.type(description="The indicators of a unit over a period. 指标")
class Indicators:
    """Everything that was counted for one question."""

    asked: strawberry.Private[Asked]
    counted: strawberry.Private[Counted]
    book: strawberry.Private[Rulebook]
    staff: strawberry.Private[list[Staffed]]
    told: strawberry.Private[tuple[Figure, ...]]
    small: strawberry.Private[int]
    """Numbers from 1 to below this are not shown; 0 shows all."""

    unit: Unit = about("The unit that was asked about. 单位")
    from_on: date = about("The first day of the period. 起始日期")
    to_on: date = about("The last day of the period. 截止日期")
    known_at: datetime | None = about("By when it was recorded what is counted. 知悉时间截点")
    complete: bool = about("Whether everything recorded by then is counted. 是否统计完毕")
    position: Position = about("How much of the log has been seen. 日志位置")
    rule_version: str = about("The version of the rules it is judged by. 规则版本")
    population: int | None = about("The population that was given. 人口数")
    first_instance_cases: int | None = about(
        "The courts' first-instance cases of the period that were given. 一审案件数"
    )

    @answers
    def figures(self) -> list[IndicatorFigure]:
        """Every indicator that can be answered, in order. 指标值"""
        return [_shown(one, self.small) for one in self.told]

    @answers
    def counts(self) -> list[BaseCount]:
        """Every base set the formulae name. 基础统计数"""
        return [
            BaseCount(
                name=name,
                zh=one.zh,
                en=one.en,
                count=_number(self.counted.counts[name], self.small),
            )
            for name, one in BASE_SETS.items()
        ]

    @answers
    def staffing(self, info: Info) -> list[CentreStaffing]:
        """The county and town centres with their full-time mediators. 专职调解员配备"""
        register = info.context.register
        return [
            CentreStaffing(
                unit=found,
                level=one.level,
                full_time=one.full_time,
                least=one.least,
                met=one.met,
                above_usual=one.above,
            )
            for one in self.staff
            if (found := unit(register, one.unit)) is not None
        ]

    @answers
    async def basis(self, info: Info) -> IndicatorBasis | None:
        """What it was counted from; none before anything is recorded, or for outside readers.
        统计依据"""
        known_at = self.asked.known_at
        if known_at is None or self.small:
            return None  # A hash over small numbers would give them away to whoever tries them all.
        context = info.context
        rows = await context.blocking(context.services.indicators.row_set, self.asked)
        report = Report(
            unit=self.unit.id,
            from_on=self.from_on,
            to_on=self.to_on,
            known_at=known_at,
            rules=self.book.version,
            code=CODE,
            population=self.population,
            first_instance_cases=self.first_instance_cases,
            counts=self.counted.counts,
            figures=self.told,
            row_set=rows,
        )
        return IndicatorBasis(
            rows=rows.rows,
            first_position=_position(rows.first_position),
            last_position=_position(rows.last_position),
            row_set_hash=rows.sha256,
            hash=seal(report),
            code=CODE,
        )


async def indicators(context: Context, wanted: Wanted) -> Indicators | None:
    """The indicators, or None for a unit that is absent or not for the caller.

    Raises `BadInput` for a period that ends before it begins, for numbers that cannot be, and for
    rules that are unknown.
    """
    if wanted.to_on < wanted.from_on:
        raise BadInput("to is before from.")
    given = wanted.given.checked()
    book = _book(context, wanted)
    register = context.register
    shown = unit(register, wanted.unit)
    open_to = openness(context.scope, wanted.unit, register.area_of(wanted.unit))
    if shown is None or open_to is Openness.NOTHING:
        return None
    units = tuple(register.units_beneath(wanted.unit))
    period = Period(first=wanted.from_on, last=wanted.to_on)
    asked = Asked(from_on=wanted.from_on, to_on=wanted.to_on, units=units, known_at=wanted.known_at)
    found = await context.blocking(context.services.indicators.counted, asked)
    seen, screened = await screenings.counts_of(context, units, period, found.known_at, book)
    total: Mapping[str, int] = {
        **found.counts,
        **counts(register, units, wanted.to_on, book),
        **screened,
        **contacts(register, units, wanted.to_on, book),
        **dict(given.counts()),
    }
    outside = open_to is Openness.PUBLISHED
    return Indicators(
        asked=replace(asked, known_at=found.known_at),
        counted=replace(found, counts=total),
        book=book,
        population=given.population,
        first_instance_cases=given.first_instance_cases,
        staff=centres(register, units, wanted.to_on, book),
        told=figures(total, book),
        small=book.number("small_number").whole if outside else 0,
        unit=shown,
        from_on=wanted.from_on,
        to_on=wanted.to_on,
        known_at=found.known_at,
        complete=found.complete and seen >= found.position,
        position=Position(min(found.position, seen)),
        rule_version=book.version,
    )


def _book(context: Context, wanted: Wanted) -> Rulebook:
    rules = context.services.judged_by.rules
    if wanted.rules is None:
        return rules.on(wanted.to_on)
    try:
        return rules.of(wanted.rules)
    except RuleVersionUnknown:
        raise BadInput(f"There are no rules of version {wanted.rules!r}.") from None


def _shown(one: Figure, small: int) -> IndicatorFigure:
    known, rate = INDICATORS[one.id], one.rate
    hidden = rate is not None and any(
        0 < number < small
        for number in (
            rate.numerator,
            rate.denominator or 0,
            (rate.denominator or 0) - rate.numerator,
        )
    )
    visible = None if hidden else rate
    divided = visible is not None and visible.denominator is not None
    return IndicatorFigure(
        name=one.id,
        zh=known.zh,
        en=known.en,
        numerator=None if visible is None else str(visible.numerator),
        denominator=str(visible.denominator) if visible is not None and divided else None,
        formula=_formula(known.numerator, known.denominator),
        scale=known.scale,
        rate=None if visible is None else visible.text,
        direction=known.direction,
        target=one.target,
        met=None if hidden else one.met,
        beside=[*one.beside],
        suppressed=hidden,
        source=known.source,
    )


def _formula(numerator: tuple[str, ...], denominator: tuple[str, ...]) -> str:
    above, below = (" + ".join(terms).replace("+ -", "- ") for terms in (numerator, denominator))
    if not denominator:
        return above
    return f"{_bracketed(above)} ÷ {_bracketed(below)}"


def _bracketed(sum_of: str) -> str:
    return f"({sum_of})" if " " in sum_of else sum_of


def _number(count: int, small: int) -> str | None:
    return None if 0 < count < small else str(count)


def _position(position: int | None) -> Position | None:
    return None if position is None else Position(position)
