"""Early warning in the API: what there was to warn of in a unit and beneath it on a day.

For whoever oversees the unit; each unit's alerts are shown to who oversees that one. Whom cases
gather about is told to those who read all cases of the area; others learn that they do.
"""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Annotated, Any

import strawberry

from domain.case.sight import reads_by_area
from domain.codes import DISPUTES
from domain.ids import UnitId
from domain.kernel import day_of
from domain.measures.warning import numbers_of
from graphql_api.context import Context
from graphql_api.errors import BadInput
from graphql_api.schema.derive import enum_type, fields, output_type, record
from graphql_api.schema.descriptions import of_field
from graphql_api.schema.fields import about, answers
from graphql_api.schema.organisation import Unit, unit
from projections.reads.clusters import Cluster, ClusterGround
from projections.reads.warning import (
    Alert,
    Knowledge,
    Lines,
    Warnings,
    lines_of,
    warnings,
)
from projections.scope import oversees

Info = strawberry.Info[Context, None]
MOST_UNITS = 1_000
"""Of how many units populations may be given at once."""
EVER = datetime.max.replace(tzinfo=UTC)
"""By then everything will have been recorded."""
MOST_PEOPLE = 2_000_000_000


@strawberry.input(description="How many people live in a unit's area. 单位人口")
class UnitPopulation:
    """One population, for units too young for a baseline."""

    unit: strawberry.ID = strawberry.field(description="The unit. 单位")
    people: int = strawberry.field(description="How many people live there. 常住人口")


Overseen = Annotated[
    strawberry.ID,
    strawberry.argument(description="The unit; all units beneath it are meant, too. 单位(含下级)"),
]
OnDay = Annotated[
    date | None, strawberry.argument(description="The day; today's if left out. 日期")
]
KnownAt = Annotated[
    datetime | None,
    strawberry.argument(
        description="Only what was recorded by this moment; all if left out. 数据截止时间"
    ),
]
Populations = Annotated[
    list[UnitPopulation] | None,
    strawberry.argument(
        description="Populations, to hold units without a past against their peers. 人口"
    ),
]


def _columns(name: str, kind: type[Any], *, but: frozenset[str]) -> Any:
    kept = [one for one in fields(kind) if one.name not in but]
    return strawberry.type(
        record(
            name,
            {
                one.name: about(of_field(kind, one.name) or "", graphql_type=output_type(one.type))
                for one in kept
            },
        )
    )


_AlertColumns = _columns("AlertColumns", Alert, but=frozenset({"unit"}))
_ClusterColumns = _columns("ClusterColumns", Cluster, but=frozenset({"about", "units", "ground"}))


@strawberry.type(description="More of one type than chance explains. 预警")
class EarlyWarning(_AlertColumns):  # type: ignore[misc,valid-type]  # Derived from the alert.
    """An alert."""

    alert: strawberry.Private[Alert]

    @answers
    def unit(self, info: Info) -> Unit | None:
        """The unit it came in to, with all beneath it. 单位"""
        return unit(info.context.register, self.alert.unit)

    @answers
    def dispute_label(self, info: Info) -> str | None:
        """The dispute type, or class of types, in words. 纠纷类型名称"""
        code = self.alert.dispute
        if code not in DISPUTES:
            return None
        return DISPUTES[code].en if info.context.english else DISPUTES[code].zh


@strawberry.type(description="Several cases about the same thing. 聚集预警")
class CaseCluster(_ClusterColumns):  # type: ignore[misc,valid-type]  # Derived from the cluster.
    """A cluster."""

    cluster: strawberry.Private[Cluster]
    ground: Any = about("What they gather about. 聚集依据", graphql_type=enum_type(ClusterGround))
    about: strawberry.ID | None = about(
        "The respondent, the unit that is the place, or the main case; none for those who do not"
        " read all cases of the area. 聚集对象编号"
    )

    @answers
    def units(self, info: Info) -> list[Unit]:
        """The centres at which the cases were registered. 登记中心"""
        register = info.context.register
        return [one for key in self.cluster.units if (one := unit(register, key)) is not None]


@strawberry.type(description="Everything there was to warn of on a day. 一日预警")
class EarlyWarnings:
    """A day's alerts and clusters, as known at a moment."""

    on: date = about("The day. 日期")
    known_at: datetime | None = about(
        "Only what had been recorded by then is in it; none: all. 数据截止时间"
    )
    alerts: list[EarlyWarning] = about("By unit and type. 预警")
    clusters: list[CaseCluster] = about("The largest first. 聚集预警")
    not_judged: list[Unit] = about(
        "Units without eight windows of past of which no population was given: no alert of them"
        " says nothing. 因缺少基线和人口未作判断的单位"
    )


async def early_warnings(
    context: Context,
    top: UnitId,
    on: date | None,
    known_at: datetime | None,
    populations: list[UnitPopulation] | None,
) -> EarlyWarnings | None:
    """What there was to warn of; None when the unit is absent or not the reader's to oversee."""
    register = context.register
    living = _populations(populations or [])
    if not oversees(context.scope, top, register.area_of(top)):
        return None
    day = on or day_of(context.now)
    known = known_at or EVER
    lines = lines_of(register, top, day)
    found = await context.blocking(_warnings, context, lines, (day, known), living)
    return _shown(context, found)


def _populations(given: list[UnitPopulation]) -> Mapping[UnitId, int]:
    if len(given) > MOST_UNITS:
        raise BadInput(f"populations: at most {MOST_UNITS} units.")
    if any(not 0 < one.people < MOST_PEOPLE for one in given):
        raise BadInput("populations: people must be a positive number.")
    return {str(one.unit): one.people for one in given}


def _warnings(
    context: Context,
    lines: Lines,
    when: tuple[date, datetime],
    populations: Mapping[UnitId, int],
) -> Warnings:
    (day, known_at), services = when, context.services
    policy = services.judged_by
    numbers = numbers_of(policy.rules.at(min(known_at, context.now)))
    units = sorted(lines)
    far = day - timedelta(days=numbers.reach - 1)
    near = day - timedelta(days=numbers.cluster_window - 1)
    knowledge = Knowledge(
        on=day,
        known_at=known_at,
        begins=services.intakes.begins(known_at) or day,
        tallies=tuple(services.intakes.tallies(units, (far, day), known_at)),
        seen=tuple(services.intakes.seen(units, (near, day), known_at)),
    )
    return warnings(
        knowledge, lines, context.register, populations, policy.calendar.is_working, numbers
    )


def _shown(context: Context, found: Warnings) -> EarlyWarnings:
    scope, register = context.scope, context.register
    names = reads_by_area(scope.roles, scope.area)

    def mine(key: UnitId) -> bool:
        return oversees(scope, key, register.area_of(key))

    return EarlyWarnings(
        on=found.on,
        known_at=None if found.known_at == EVER else found.known_at,
        alerts=[_alert(one) for one in found.alerts if mine(one.unit)],
        clusters=[_cluster(one, names=names) for one in found.clusters],
        not_judged=[
            one for key in found.unjudged if mine(key) and (one := unit(register, key)) is not None
        ],
    )


def _alert(alert: Alert) -> EarlyWarning:
    values = {one.name: getattr(alert, one.name) for one in fields(Alert) if one.name != "unit"}
    return EarlyWarning(alert=alert, **values)


def _cluster(cluster: Cluster, *, names: bool) -> CaseCluster:
    return CaseCluster(
        cluster=cluster,
        ground=cluster.ground,
        about=strawberry.ID(cluster.about) if names else None,
        cases=cluster.cases,
        complainants=cluster.complainants,
    )
