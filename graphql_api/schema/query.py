"""The root of all reads."""

from datetime import datetime
from typing import Annotated, TypeVar

import strawberry

from domain.ids import kind_of
from domain.measures.period import Period
from graphql_api.context import Context
from graphql_api.errors import BadInput
from graphql_api.schema import (
    breaches,
    cases,
    given_numbers,
    indicators,
    organisation,
    overdue,
    past,
    people,
    roster,
    screenings,
    staffing,
    workload,
)
from graphql_api.schema import mediations as lists
from graphql_api.schema import overdue_summary as figures_of_overdue
from graphql_api.schema import warnings as alerts
from graphql_api.schema.codes import CodeList, ListName, code_lists
from graphql_api.schema.connections import MAX_PAGE, After, First, MinPosition, wants_total
from graphql_api.schema.fields import about, answers
from graphql_api.schema.ledger import Ledger
from graphql_api.schema.node import Node
from graphql_api.schema.organisation import OrganisationRegister
from graphql_api.schema.scalars import Position
from graphql_api.schema.viewer import Viewer, viewer
from projections.reads import WorkloadBy, WorkloadOrder

Info = strawberry.Info[Context, None]
T = TypeVar("T")

Id = Annotated[strawberry.ID, strawberry.argument(name="id", description="The id. 编号")]
Ids = Annotated[
    list[strawberry.ID], strawberry.argument(name="ids", description="At most 100 ids. 编号")
]


@strawberry.type(description="What was known at a cut-off. 时点快照")
class Snapshot:
    """The log up to a position, and what followed from it."""

    then: strawberry.Private[past.Then]
    position: Position = about("The last position that counts. 日志位置")
    moment: datetime = about("When that was. 时点")

    @answers
    async def case(self, info: Info, wanted: Id) -> cases.Case | None:
        """One case as it was known then; nothing when there was none yet. 事项"""
        return await cases.case_then(info.context, wanted, self.then)


@strawberry.type(
    description="Everything that can be asked. What is absent and what is not for you have one"
    " answer: nothing. 查询"
)
class Query:
    """The root of all reads."""

    @answers
    def viewer(self, info: Info) -> Viewer:
        """Who is signed in, and as what. 当前用户"""
        return viewer(info.context)

    @answers
    async def case(
        self, info: Info, wanted: Id, min_position: MinPosition = strawberry.UNSET
    ) -> cases.Case | None:
        """One case. 事项"""
        await info.context.reach(min_position)
        return await cases.case(info.context, wanted)

    @answers
    async def at(self, info: Info, as_of: past.AsOfArgument) -> Snapshot:
        """What was known at a cut-off, whatever was recorded since. 按时点查询"""
        then = await past.then(info.context, as_of)
        return Snapshot(position=Position(then.position), moment=then.moment, then=then)

    @answers
    async def cases(
        self,
        info: Info,
        first: First,
        after: After = strawberry.UNSET,
        where: cases.Where = strawberry.UNSET,
        order_by: cases.OrderBy = cases.DEFAULT_ORDER,
        min_position: MinPosition = strawberry.UNSET,
    ) -> cases.CaseConnection:
        """The register of cases, page by page. 台账"""
        await info.context.reach(min_position)
        count = wants_total(info)
        return await cases.page(info.context, first, after, where, order_by, count=count)

    @answers
    async def workload(
        self,
        info: Info,
        from_: workload.From,
        to: workload.To,
        first: First,
        unit: workload.UnitOrOwn = strawberry.UNSET,
        by: workload.By = WorkloadBy.UNIT,
        after: After = strawberry.UNSET,
        order_by: workload.OrderBy = WorkloadOrder.LOAD_DESC,
        min_position: MinPosition = strawberry.UNSET,
    ) -> workload.WorkloadConnection:
        """What a unit and those beneath it did in a period, by unit or by person. 工作量"""
        await info.context.reach(min_position)
        asked = workload.Asked(unit=unit or None, first=from_, last=to, by=by, order=order_by)
        return await workload.page(info.context, asked, first, after)

    @answers
    async def accountability(
        self,
        info: Info,
        unit: breaches.OfUnit,
        from_on: breaches.FromDay,
        to_on: breaches.ToDay,
        person: breaches.OfPerson = strawberry.UNSET,
        kinds: breaches.Kinds = strawberry.UNSET,
        timers: breaches.Timers = strawberry.UNSET,
        min_position: MinPosition = strawberry.UNSET,
    ) -> breaches.UnitAccountability | None:
        """What counts against a unit in a period, for whoever oversees it; everybody's own.
        单位责任"""
        await info.context.reach(min_position)
        asked = breaches.Asked(
            unit=unit,
            first=from_on,
            last=to_on,
            person=person or None,
            kinds=tuple(kinds or ()),
            timers=tuple(timers or ()),
        )
        return await breaches.of_unit(info.context, asked)

    @answers
    async def overdue_summary(
        self,
        info: Info,
        unit: figures_of_overdue.OfUnit,
        begin: figures_of_overdue.From,
        end: figures_of_overdue.To,
        at: overdue.At = strawberry.UNSET,
        min_position: MinPosition = strawberry.UNSET,
    ) -> figures_of_overdue.OverdueSummary | None:
        """The figures of overdue terms of a unit you oversee, with all beneath it. 超期汇总"""
        await info.context.reach(min_position)
        return await figures_of_overdue.summary(info.context, unit, at, begin, end)

    @answers
    async def overdue(
        self,
        info: Info,
        first: First,
        after: After = strawberry.UNSET,
        unit: overdue.UnderUnit = strawberry.UNSET,
        at: overdue.At = strawberry.UNSET,
        where: overdue.Where = strawberry.UNSET,
        order_by: overdue.OrderBy = overdue.DEFAULT_ORDER,
        min_position: MinPosition = strawberry.UNSET,
    ) -> overdue.DeadlineConnection:
        """Overdue terms of the cases you may see, or others if asked for. 超期"""
        await info.context.reach(min_position)
        return await overdue.page(
            info.context, unit, at, first, after, where, order_by, count=wants_total(info)
        )

    @answers
    async def mediations(
        self,
        info: Info,
        first: First,
        after: After = strawberry.UNSET,
        where: lists.WhereMediations = strawberry.UNSET,
        min_position: MinPosition = strawberry.UNSET,
    ) -> lists.MediationConnection:
        """Mediation procedures of the cases one sees, the newest first, page by page. 调解台账"""
        await info.context.reach(min_position)
        return await lists.mediations(info.context, first, after, where, count=wants_total(info))

    @answers
    async def agreements(
        self,
        info: Info,
        first: First,
        after: After = strawberry.UNSET,
        where: lists.WhereAgreements = strawberry.UNSET,
        min_position: MinPosition = strawberry.UNSET,
    ) -> lists.AgreementConnection:
        """Agreements of the cases one sees, the newest first, page by page. 协议台账"""
        await info.context.reach(min_position)
        return await lists.agreements(info.context, first, after, where, count=wants_total(info))

    @answers
    async def staff(
        self,
        info: Info,
        unit: roster.Beneath,
        first: First,
        on: roster.OnDay = strawberry.UNSET,
        role: roster.InRole = strawberry.UNSET,
        after: After = strawberry.UNSET,
        min_position: MinPosition = strawberry.UNSET,
    ) -> roster.StaffConnection:
        """Who held which post in a unit and beneath it on a day; nobody for callers without a
        post. 人员名册"""
        await info.context.reach(min_position)
        wanted = (unit, on or None, role or None)
        return await roster.staff(info.context, wanted, first, after, count=wants_total(info))

    @answers
    async def early_warnings(
        self,
        info: Info,
        unit: alerts.Overseen,
        on: alerts.OnDay = strawberry.UNSET,
        known_at: alerts.KnownAt = strawberry.UNSET,
        populations: alerts.Populations = strawberry.UNSET,
        min_position: MinPosition = strawberry.UNSET,
    ) -> alerts.EarlyWarnings | None:
        """What there was to warn of in a unit and beneath it on a day. 急剧攀升预警"""
        await info.context.reach(min_position)
        return await alerts.early_warnings(
            info.context, unit, on or None, known_at or None, populations or None
        )

    @answers
    async def screenings(
        self,
        info: Info,
        unit: screenings.OfUnit,
        from_on: screenings.FromDay,
        to_on: screenings.ToDay,
        known_at: screenings.KnownAt = strawberry.UNSET,
        min_position: MinPosition = strawberry.UNSET,
    ) -> screenings.UnitScreenings | None:
        """The screening windows a unit and those beneath it owe, and what was entered for them.
        排查情况"""
        await info.context.reach(min_position)
        period = Period(first=from_on, last=to_on)
        return await screenings.of_unit(info.context, unit, period, _given(known_at))

    @answers
    async def indicators(
        self,
        info: Info,
        unit: indicators.OfUnit,
        from_on: indicators.From,
        to_on: indicators.To,
        known_at: indicators.KnownAt = strawberry.UNSET,
        rules: indicators.Rules = strawberry.UNSET,
        population: given_numbers.Population = strawberry.UNSET,
        first_instance_cases: given_numbers.FirstInstanceCases = strawberry.UNSET,
        min_position: MinPosition = strawberry.UNSET,
    ) -> indicators.Indicators | None:
        """The indicators of a unit and all beneath it over a period. 指标"""
        await info.context.reach(min_position)
        wanted = indicators.Wanted(
            unit=unit,
            from_on=from_on,
            to_on=to_on,
            known_at=_given(known_at),
            rules=_given(rules),
            given=given_numbers.Given(
                population=_given(population),
                first_instance_cases=_given(first_instance_cases),
            ),
        )
        return await indicators.indicators(info.context, wanted)

    @answers
    async def person(self, info: Info, wanted: Id) -> people.Person | None:
        """One registered person, by masked label. 人员"""
        return await people.person(info.context, wanted)

    @answers
    def organisation(self, info: Info) -> OrganisationRegister:
        """The organisation register. 组织登记"""
        return OrganisationRegister(register=info.context.register)

    @answers
    def code_lists(self, info: Info, name: ListName = strawberry.UNSET) -> list[CodeList]:
        """What may be written where an input asks for a code. 代码表"""
        return code_lists(info.context, name)

    @answers
    def ledger(self) -> Ledger:
        """The transparency ledger over the whole log. 账本"""
        return Ledger()

    @answers
    async def node(self, info: Info, wanted: Id) -> Node | None:
        """Anything that has an id. 按编号查询"""
        return await found(info.context, wanted)

    @answers
    async def nodes(self, info: Info, wanted: Ids) -> list[Node | None]:
        """Several at once, in order; nothing in the places that are not for you. 按编号批量查询"""
        if len(wanted) > MAX_PAGE:
            raise BadInput(f"At most {MAX_PAGE} ids can be asked for at once.")
        rows = await cases.several(info.context, wanted)
        return [rows.get(one) or await found(info.context, one, but="case") for one in wanted]


def _given(value: T | None) -> T | None:
    """What was given for an argument; None when it was left out."""
    return None if value is strawberry.UNSET else value


async def found(context: Context, wanted: str, *, but: str = "") -> Node | None:
    """Whatever has this id; None when absent, malformed, not for the caller, or of kind `but`."""
    kind = kind_of(wanted)
    if kind == but:
        return None
    match kind:
        case "case":
            return await cases.case(context, wanted)
        case "person":
            return await people.person(context, wanted)
        case "unit":
            return organisation.unit(context.register, wanted)
        case "post":
            return organisation.post(context.register, wanted)
        case "appointment":
            return organisation.appointment(context, wanted)
        case "reception":
            return staffing.reception(context.register, wanted)
    return None
