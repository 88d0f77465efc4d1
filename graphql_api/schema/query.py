"""The root of all reads."""

from typing import Annotated

import strawberry

from domain.ids import kind_of
from graphql_api.context import Context
from graphql_api.errors import BadInput
from graphql_api.schema import cases, organisation, people
from graphql_api.schema.connections import MAX_PAGE, After, First, MinPosition
from graphql_api.schema.ledger import Ledger
from graphql_api.schema.node import Node
from graphql_api.schema.organisation import OrganisationRegister
from graphql_api.schema.viewer import Viewer, viewer

Info = strawberry.Info[Context, None]
Id = Annotated[strawberry.ID, strawberry.argument(description="The id. 编号")]


@strawberry.type(
    description="Everything that can be asked. What is absent and what is not for you is one answer:"
    " nothing. 查询"
)
class Query:
    """The root of all reads."""

    @answers
    async def nodes(
        self,
        info: Info,
        ids: Annotated[
            list[strawberry.ID], strawberry.argument(description="At most 100 ids. 编号")
        ],
    ) -> list[Node | None]:
        """Who is signed in, and as what. 当前用户One case. 事项The register of cases, page by page.
        台账One registered person, by masked label. 人员The organisation register. 组织登记The transparency ledger over the whole log. 账本Anything that has an id. 按编号查询Several at once, in order; none where there is nothing for you. 按编号批量查询"""
        if len(ids) > MAX_PAGE:
            raise BadInput(f"ids must be at most {MAX_PAGE}.")
        rows = await cases.several(info.context, ids)
        return [rows.get(id) or await found(info.context, id, but="case") for id in ids]


async def found(context: Context, id: str, *, but: str = "") -> Node | None:
    """Whatever has this id, or None when absent, malformed, not for the caller, or of kind `but`."""
    match kind_of(id):
        case kind if kind == but:
            return None
        case "case":
            return await cases.case(context, id)
        case "person":
            return await people.person(context, id)
        case "unit":
            return organisation.unit(context.register, id)
        case "post":
            return organisation.post(context.register, id)
        case "appointment":
            return organisation.appointment(context, id)
    return None
