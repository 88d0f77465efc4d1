"""Cases in the API: the row of the case register, its history, and what may be done with it now.

Every column of the register is a field, but for the lists that readers are checked against
(`HIDDEN`): who takes part is told by the events, to those who may read them.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Annotated, Any

import msgspec
import strawberry
from strawberry.types.base import StrawberryOptional

from domain.codes import DISPUTES
from domain.registry import COMMANDS
from graphql_api.context import Context
from graphql_api.cursors import Cursors, Place
from graphql_api.errors import BadInput
from graphql_api.schema import workload
from graphql_api.schema.accountability import At, CaseAccountability, accountability
from graphql_api.schema.bounds import is_id, problems
from graphql_api.schema.clocks import CaseClock, clocks
from graphql_api.schema.connections import After, Connection, First, connection, page_size
from graphql_api.schema.derive import (
    enum_type,
    fields,
    given,
    input_members,
    input_record,
    output_type,
    record,
)
from graphql_api.schema.descriptions import command_term, mutation_name, of_field
from graphql_api.schema.events import Event, presented
from graphql_api.schema.fields import about, answers
from graphql_api.schema.mediations import Agreement, Mediation, agreements_of, mediations_of
from graphql_api.schema.node import Node
from graphql_api.schema.organisation import Unit, unit
from graphql_api.schema.past import Then, row_of
from graphql_api.schema.refusals import Refusal
from graphql_api.schema.refusals import presented as presented_refusal
from graphql_api.schema.scalars import Position
from graphql_api.schema.workload import AssignmentHint
from projections.case_register import case_register
from projections.case_row import CaseRow
from projections.reads import AfterCase, CaseFilter, CaseOrder, after_case

Info = strawberry.Info[Context, None]

HIDDEN = frozenset(
    {
        "stage_before_merger",
        "people",
        "custodians",
        "accused",
        "accused_units",
        "own_seats",
        "own_speakers",
        "joined",
    }
)
"""Columns that only serve the register itself and the rule of sight."""

_UNITS = frozenset({"centre", "first_responsible_unit", "lead_unit", "units"})
_POSITIONS = frozenset({"first_position", "last_position"})
_COLUMNS = tuple(field for field in fields(CaseRow) if field.name not in HIDDEN | _UNITS | {"case"})

_Columns: Any = strawberry.type(
    record(
        "CaseColumns",
        {
            field.name: about(
                of_field(CaseRow, field.name) or "",
                graphql_type=Position if field.name in _POSITIONS else output_type(field.type),
            )
            for field in _COLUMNS
        },
    )
)


@strawberry.type(description="Whether a command may be given now, and if not, why. 可办理事项")
class AvailableAction:
    """A command on a case, judged by the head of its decision."""

    command: str = about("The command: `AcceptCase`. 命令")
    mutation: str = about("The mutation that gives it: `acceptCase`. 接口名")
    label: str = about("What it is called in Chinese. 中文名称")
    allowed: bool = about("Whether post, stage and state allow it now. 是否可办")
    refusals: list[Refusal] = about("Why not; empty when allowed. 不可办的理由")


@strawberry.type(description="One matter, from its registration to the archive. 事项")
class Case(_Columns, Node):  # type: ignore[misc]  # The columns are derived from the row.
    """A row of the register, for somebody who may see it."""

    row: strawberry.Private[CaseRow]
    today: strawberry.Private[CaseRow]
    """The row of today, which says who may read what, whatever is looked at."""
    then: strawberry.Private[Then | None] = None
    """The cut-off it is shown as of; none: as it is."""

    @answers
    def centre(self, info: Info) -> Unit | None:
        """The centre that registered it. 受理中心"""
        return unit(info.context.register, self.row.centre)

    @answers
    def first_responsible_unit(self, info: Info) -> Unit | None:
        """The unit responsible first, and for good. 首办责任单位"""
        return unit(info.context.register, self.row.first_responsible_unit)

    @answers
    def lead_unit(self, info: Info) -> Unit | None:
        """The unit that leads the handling. 主办单位"""
        return unit(info.context.register, self.row.lead_unit)

    @answers
    def units(self, info: Info) -> list[Unit]:
        """All units that have or had it in hand. 经办单位"""
        register = info.context.register
        return [found for key in self.row.units if (found := unit(register, key)) is not None]

    @answers
    def dispute_label(self, info: Info) -> str | None:
        """The dispute type in words. 纠纷类型名称"""
        code = self.row.dispute
        if code is None or code not in DISPUTES:
            return None
        return DISPUTES[code].en if info.context.english else DISPUTES[code].zh

    @answers
    async def timeline(
        self, info: Info, first: First, after: After = strawberry.UNSET
    ) -> Connection[Event]:
        """Everything that happened, in order. 全程留痕"""
        return await _timeline(info.context, self, first, after)

    @answers
    async def clocks(self, info: Info) -> list[CaseClock]:
        """Every term of the case, running or ended, in the order they began. 时限"""
        context, case = info.context, self.row.case
        found = await row_of(context, "clocks", context.services.clocks.of, case, self.then)
        at = context.now if self.then is None else self.then.moment
        return clocks(context, found, at)

    @answers
    async def assignment_hints(self, info: Info, unit: workload.OfUnit) -> list[AssignmentHint]:
        """Who of a unit may be given it, the least loaded first; who may not, and why. 派单建议"""
        return await workload.assignment_hints(info.context, self.row, unit)

    @answers
    async def accountability(
        self, info: Info, at: At = strawberry.UNSET
    ) -> CaseAccountability | None:
        """Who held which duty when, and how its terms went; for holders of a post. 责任"""
        return await accountability(info.context, self.row.case, at or None, self.then)

    @answers
    async def mediations(self, info: Info) -> list[Mediation]:
        """Every mediation procedure of the case, oldest first. 调解程序"""
        return await mediations_of(info.context, self.row.case, self.then)

    @answers
    async def agreements(self, info: Info) -> list[Agreement]:
        """Every agreement of the case, oldest first. 调解协议"""
        return await agreements_of(info.context, self.row.case, self.then)

    @answers
    async def available_actions(self, info: Info) -> list[AvailableAction]:
        """What the acting post may do with it now, and why not the rest; nothing in the past.
        可办理事项"""
        context = info.context
        if self.then is not None:
            return []
        commands = context.services.commands
        found = await context.blocking(commands.available, self.row.case, context.caller)
        return [
            AvailableAction(
                command=name,
                mutation=mutation_name(name),
                label=command_term(COMMANDS[name][1].command),
                allowed=not refusals,
                refusals=[presented_refusal(one, english=context.english) for one in refusals],
            )
            for name, refusals in sorted((found or {}).items())
        ]


@strawberry.type(description="One page of the register. 台账页")
class CaseConnection(Connection[Case]):
    """A page of cases, and how much of the log it has seen."""

    position: Position = about("How much of the log the page has seen. 日志位置")


CaseWhere = input_record(
    "CaseWhere", input_members(CaseFilter), "Which cases: all that is asked must hold. 筛选条件"
)

Where = Annotated[
    Mapping[str, Any] | None,
    strawberry.argument(
        description="Which cases; all if left out. 筛选条件",
        graphql_type=StrawberryOptional(CaseWhere),
    ),
]
OrderBy = Annotated[
    CaseOrder,
    strawberry.argument(description="In which order. 排序", graphql_type=enum_type(CaseOrder)),
]
DEFAULT_ORDER = CaseOrder.RECEIVED_AT_DESC


async def case(context: Context, wanted: str) -> Case | None:
    """A case by id, or None when absent, malformed or not for the caller."""
    if not is_id("case", wanted):
        return None
    row = await context.blocking(context.services.cases.case, wanted, context.scope)
    return None if row is None else shown(row)


async def several(context: Context, wanted: Sequence[str]) -> dict[str, Case]:
    """Those of the ids that are cases for the caller, in one question."""
    asked = [one for one in dict.fromkeys(wanted) if is_id("case", one)]
    if not asked:
        return {}
    rows = await context.blocking(context.services.cases.cases, asked, context.scope)
    return {key: shown(row) for key, row in rows.items()}


async def case_then(context: Context, wanted: str, then: Then) -> Case | None:
    """A case as it was known; None also when there was none yet, or it is not for the caller."""
    if not is_id("case", wanted):
        return None
    today = await context.blocking(context.services.cases.case, wanted, context.scope)
    if today is None:
        return None
    row = await context.blocking(then.row, case_register.name, wanted)
    return None if row is None else shown(row, today=today, then=then)


def shown(row: CaseRow, *, today: CaseRow | None = None, then: Then | None = None) -> Case:
    """A row as clients see it."""
    columns = {field.name: getattr(row, field.name) for field in _COLUMNS}
    return Case(id=strawberry.ID(row.case), row=row, today=today or row, then=then, **columns)


async def page(
    context: Context,
    first: int,
    after: str | None,
    where: Mapping[str, Any] | None,
    order: CaseOrder,
    *,
    count: bool,
) -> CaseConnection:
    """One page of the register. Raises `BadInput` for a size, filter or cursor that is none."""
    size = page_size(first)
    narrowed = _filter(where or {})
    cursors = Cursors(context.services.cursor_key)
    name = f"cases.{order}"
    begin: AfterCase | None = None
    if after:
        place = cursors.read(after, name, narrowed)
        at, last = map(str, place.keys)
        begin = AfterCase(at=datetime.fromisoformat(at), case=last)
        await context.reach(place.position)
    found = await context.blocking(
        context.services.cases.page, narrowed, order, size, begin, context.scope, count=count
    )

    def cursor(node: Case) -> str:
        last = after_case(node.row, order)
        place = Place(keys=(last.at.isoformat(), last.case), position=found.position)
        return cursors.write(name, place, narrowed)

    return connection(
        CaseConnection,
        [shown(row) for row in found.rows],
        cursor=cursor,
        after=after,
        has_next=found.has_next,
        total=found.total,
        position=Position(found.position),
    )


def _filter(where: Mapping[str, Any]) -> CaseFilter:
    asked = given(CaseFilter, where)
    for problem in problems(CaseFilter, asked):
        raise BadInput(f"where.{problem.field}: {problem.en}.")
    return msgspec.convert(asked, CaseFilter)


async def _timeline(
    context: Context, case: Case, first: int, after: str | None
) -> Connection[Event]:
    row = case.row
    size = page_size(first)
    cursors = Cursors(context.services.cursor_key)
    name = f"timeline.{row.case}"
    begin = 0
    if after:
        begin = int(cursors.read(after, name).keys[0] or 0)
    narrative = context.may_read_narrative(case.today)
    facts = await context.blocking(
        context.services.events.of_case, row.case, begin, size + 1, narrative=narrative
    )
    if case.then is not None:
        facts = [fact for fact in facts if fact.version <= row.version]
    nodes = [presented(fact, context.register, narrative=narrative) for fact in facts[:size]]
    return connection(
        Connection[Event],
        nodes,
        cursor=lambda node: cursors.write(
            name, Place(keys=(node.version,), position=node.position)
        ),
        after=after,
        has_next=len(facts) > size,
        total=max(row.version, begin + len(facts)),
    )
