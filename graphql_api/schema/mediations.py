"""Mediations and agreements in the API: how each procedure went, and what became of its promises.

Whoever sees a case sees them. Minutes, offers and clauses are told by the case's events, to those
who may read them; no figure here holds a word of them.
"""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from operator import attrgetter
from typing import Annotated, Any, TypeVar

import msgspec
import strawberry
from strawberry.types.base import StrawberryOptional

from domain.ids import CaseId
from domain.kernel import day_of
from domain.values import Value
from graphql_api.context import Context
from graphql_api.cursors import Cursors, Place
from graphql_api.errors import BadInput
from graphql_api.schema.bounds import problems
from graphql_api.schema.connections import Connection, connection, page_size
from graphql_api.schema.derive import (
    fields,
    given,
    input_members,
    input_record,
    output_type,
    record,
)
from graphql_api.schema.descriptions import of_field
from graphql_api.schema.fields import about, answers
from graphql_api.schema.organisation import Unit, unit
from graphql_api.schema.past import Then, parts_of
from graphql_api.schema.scalars import Position
from projections.kernel import Row
from projections.mediations import AgreementRow, MediationRow, mediation_book
from projections.mediations import agreements as agreement_rows
from projections.mediations import mediations as mediation_rows
from projections.reads.mediations import AfterPart, AgreementFilter, MediationFilter
from projections.reads.paging import Page

Info = strawberry.Info[Context, None]
V = TypeVar("V", bound=Value)

OverdueOn = Annotated[date | None, strawberry.argument(description="The day. 基准日")]
_RESOLVED = frozenset({"organisation"})


def _columns(name: str, row: type[Row]) -> Any:
    """The fields of a row as a type's, but for those that are resolved."""
    return strawberry.type(
        record(
            name,
            {
                field.name: about(
                    of_field(row, field.name) or "", graphql_type=output_type(field.type)
                )
                for field in fields(row)
                if field.name not in _RESOLVED
            },
        )
    )


_MediationColumns = _columns("MediationColumns", MediationRow)
_AgreementColumns = _columns("AgreementColumns", AgreementRow)


@strawberry.type(description="One mediation procedure as it stands. 调解程序")
class Mediation(_MediationColumns):  # type: ignore[misc,valid-type]  # Derived from the row.
    """A row of the mediations."""

    row: strawberry.Private[MediationRow]

    @answers
    def organisation(self, info: Info) -> Unit | None:
        """The organisation that mediates. 调解组织"""
        return unit(info.context.register, self.row.organisation)


@strawberry.type(description="One agreement as it stands, and what is owed by it. 调解协议")
class Agreement(_AgreementColumns):  # type: ignore[misc,valid-type]  # Derived from the row.
    """A row of the agreements."""

    row: strawberry.Private[AgreementRow]

    @answers
    def organisation(self, info: Info) -> Unit | None:
        """The organisation that mediated it. 调解组织"""
        return unit(info.context.register, self.row.organisation)

    @answers
    def overdue(self, info: Info, on: OverdueOn = strawberry.UNSET) -> int:
        """How many obligations were due before a day and are not done; today's if left out.
        逾期义务数"""
        day = on or day_of(info.context.now)
        if not self.row.unsettled:
            return 0
        return sum(one.is_open and one.due_on < day for one in self.row.promises)


@strawberry.type(description="One page of mediations. 调解台账页")
class MediationConnection(Connection[Mediation]):
    """A page of procedures, and how much of the log it has seen."""

    position: Position = about("How much of the log the page has seen. 日志位置")


@strawberry.type(description="One page of agreements. 协议台账页")
class AgreementConnection(Connection[Agreement]):
    """A page of agreements, and how much of the log it has seen."""

    position: Position = about("How much of the log the page has seen. 日志位置")


_MediationWhere = input_record(
    "MediationWhere",
    input_members(MediationFilter),
    "Which procedures: all that is asked must hold. 筛选条件",
)
_AgreementWhere = input_record(
    "AgreementWhere",
    input_members(AgreementFilter),
    "Which agreements: all that is asked must hold. 筛选条件",
)
WhereMediations = Annotated[
    Mapping[str, Any] | None,
    strawberry.argument(
        description="Which ones; all if left out. 筛选条件",
        graphql_type=StrawberryOptional(_MediationWhere),
    ),
]
WhereAgreements = Annotated[
    Mapping[str, Any] | None,
    strawberry.argument(
        description="Which ones; all if left out. 筛选条件",
        graphql_type=StrawberryOptional(_AgreementWhere),
    ),
]


async def mediations_of(context: Context, case: CaseId, then: Then | None) -> list[Mediation]:
    """The procedures of a case, oldest first, as it is or as of a cut-off."""
    part, live = mediation_rows, context.services.mediations.of
    rows = await parts_of(context, mediation_book, part, live, case, then)
    return [shown_mediation(row) for row in sorted(rows, key=attrgetter("opened_at"))]


async def agreements_of(context: Context, case: CaseId, then: Then | None) -> list[Agreement]:
    """The agreements of a case, oldest first, as it is or as of a cut-off."""
    part, live = agreement_rows, context.services.mediations.agreements_of
    rows = await parts_of(context, mediation_book, part, live, case, then)
    return [shown_agreement(row) for row in sorted(rows, key=attrgetter("reached_at"))]


async def mediations(
    context: Context,
    first: int,
    after: str | None,
    where: Mapping[str, Any] | None,
    *,
    count: bool,
) -> MediationConnection:
    """One page of the mediations. Raises `BadInput`."""
    found: MediationConnection = await _page(
        context,
        "mediations",
        context.services.mediations.page,
        (first, after, _filter(MediationFilter, where)),
        lambda row: AfterPart(at=row.opened_at, id=row.mediation),
        (MediationConnection, shown_mediation),
        count=count,
    )
    return found


async def agreements(
    context: Context,
    first: int,
    after: str | None,
    where: Mapping[str, Any] | None,
    *,
    count: bool,
) -> AgreementConnection:
    """One page of the agreements. Raises `BadInput`."""
    found: AgreementConnection = await _page(
        context,
        "agreements",
        context.services.mediations.agreements,
        (first, after, _filter(AgreementFilter, where)),
        lambda row: AfterPart(at=row.reached_at, id=row.agreement),
        (AgreementConnection, shown_agreement),
        count=count,
    )
    return found


def shown_mediation(row: MediationRow) -> Mediation:
    """A row as clients see it."""
    return Mediation(row=row, **_values(row))


def shown_agreement(row: AgreementRow) -> Agreement:
    """A row as clients see it."""
    return Agreement(row=row, **_values(row))


def _values(row: Row) -> dict[str, Any]:
    return {
        one.name: getattr(row, one.name) for one in fields(type(row)) if one.name not in _RESOLVED
    }


def _filter(kind: type[V], where: Mapping[str, Any] | None) -> V:
    asked = given(kind, where or {})
    for problem in problems(kind, asked):
        raise BadInput(f"where.{problem.field}: {problem.en}.")
    return msgspec.convert(asked, kind)


async def _page(
    context: Context,
    name: str,
    ask: Callable[..., Page[Any]],
    asked: tuple[int, str | None, Any],
    place_of: Callable[[Any], AfterPart],
    kind: tuple[Callable[..., Any], Callable[[Any], Any]],
    *,
    count: bool,
) -> Any:
    first, after, where = asked
    size = page_size(first)
    cursors = Cursors(context.services.cursor_key)
    begin: AfterPart | None = None
    if after:
        place = cursors.read(after, name, where)
        at, last = map(str, place.keys)
        begin = AfterPart(at=datetime.fromisoformat(at), id=last)
        await context.reach(place.position)
    beneath = [below for one in where.units for below in context.register.units_beneath(one)]
    wanted = msgspec.structs.replace(where, units=tuple(dict.fromkeys((*where.units, *beneath))))
    found = await context.blocking(ask, wanted, size, begin, context.scope, count=count)

    def cursor(node: Any) -> str:
        last = place_of(node.row)
        place = Place(keys=(last.at.isoformat(), last.id), position=found.position)
        return cursors.write(name, place, where)

    made, shown = kind
    return connection(
        made,
        [shown(row) for row in found.rows],
        cursor=cursor,
        after=after,
        has_next=found.has_next,
        total=found.total,
        position=Position(found.position),
    )
