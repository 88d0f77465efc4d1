"""The root of all reads."""

from typing import Annotated

import strawberry

from domain.ids import kind_of
from graphql_api.context import Context
from graphql_api.errors import BadInput
from graphql_api.schema import cases, organisation, people, staffing, workload
from graphql_api.schema.codes import CodeList, ListName, code_lists
from graphql_api.schema.connections import MAX_PAGE, After, First, MinPosition
from graphql_api.schema.fields import answers
from graphql_api.schema.ledger import Ledger
from graphql_api.schema.node import Node
from graphql_api.schema.organisation import OrganisationRegister
from graphql_api.schema.viewer import Viewer, viewer
from projections.reads import WorkloadBy, WorkloadOrder

Info = strawberry.Info[Context, None]

Id = Annotated[strawberry.ID, strawberry.argument(name="id", description="The id. 编号")]
Ids = Annotated[
    list[strawberry.ID], strawberry.argument(name="ids", description="At most 100 ids. 编号")
]


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
        return await cases.page(info.context, first, after, where, order_by)

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
