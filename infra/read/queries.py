"""The questions of `projections/reads/cases.py`, asked of PostgreSQL.

A scope is part of every question and becomes a predicate of the statement: what a reader may not
see never leaves the database. A page, its total and the position it was read at come from one
statement, so from one snapshot.
"""

from collections.abc import Sequence
from datetime import datetime

from psycopg import sql

from domain.case.code import read_code
from domain.ids import CaseId, MalformedId, decode
from domain.values import Value
from infra.database.connections import ReadPool
from infra.read.sight import Condition, Parameters, visible
from infra.read.views import Question, View, asking
from projections.case_register import CaseRow, case_register
from projections.clocks import ClocksRow
from projections.kernel import Projection
from projections.reads import AfterCase, CaseFilter, CaseOrder, Page
from projections.scope import Scope
from projections.timeline import TimelineRow, timeline


class PostgresCaseRegister:
    """`projections.reads.CaseRegister`."""

    def __init__(self, pool: ReadPool, schema: str) -> None:
        self._pool = pool
        self._view = View(case_register, schema)

    def case(self, case: CaseId, scope: Scope) -> CaseRow | None:
        """A case; None when it is absent or not for the reader."""
        return self.cases([case], scope).get(case)

    def cases(self, cases: Sequence[CaseId], scope: Scope) -> dict[CaseId, CaseRow]:
        """Those of the cases that exist and are for the reader."""
        sight = visible(scope)
        wanted = [case for case in cases if _is_id(case)]
        where = sql.SQL('t."case" = ANY (%(cases)s::text[]) AND {}').format(sight.whole)
        with asking(self._pool) as connection:
            rows = self._view.rows(connection, where, sight.parameters | {"cases": wanted})
        return {row.case: row for row in rows}

    def page(
        self,
        where: CaseFilter,
        order: CaseOrder,
        first: int,
        after: AfterCase | None,
        scope: Scope,
        *,
        count: bool = True,
    ) -> Page[CaseRow]:
        """At most `first` cases after `after`."""
        asked, parameters = _filter(where)
        question = Question(
            where=sql.SQL(" AND ").join(asked) if asked else sql.SQL("true"),
            sight=visible(scope),
            parameters=parameters | _after(after),
            begins=None if after is None else _BEGINS[order],
            order=_ORDERS[order],
        )
        with asking(self._pool) as connection:
            return self._view.page(connection, question, first, count=count)


class PostgresTimeline:
    """`projections.reads.Timeline`."""

    def __init__(self, pool: ReadPool, schema: str) -> None:
        self._pool = pool
        self._view = View(timeline, schema)
        self._cases = View(case_register, schema).identifier

    def page(
        self, case: CaseId, first: int, after: int, scope: Scope, *, count: bool = True
    ) -> Page[TimelineRow]:
        """At most `first` events of a case after a position, if the reader may see the case."""
        question = Question(
            where=sql.SQL('t."case" = %(case)s::text'),
            sight=visible(scope).of_case_in(self._cases),
            parameters={"case": case if _is_id(case) else "", "after": after},
            begins=sql.SQL("t.position > %(after)s::bigint"),
            order=sql.SQL("t.position"),
        )
        with asking(self._pool) as connection:
            return self._view.page(connection, question, first, count=count)


class DueCase(Value):
    """Where the search for misses goes on: the last case looked at."""

    at: datetime
    case: CaseId


class PostgresClocks:
    """`projections.reads.CaseClocks`, and what the watch asks; counted by the caller's rules."""

    def __init__(self, pool: ReadPool, schema: str, projection: Projection[ClocksRow]) -> None:
        self._pool = pool
        self._view = View(projection, schema)

    def of(self, case: CaseId, scope: Scope) -> ClocksRow | None:
        """The clocks of a case; None when it is absent or not for the reader."""
        return self._view.of_case(self._pool, case, scope)

    def due(self, moment: datetime, after: DueCase | None, first: int) -> list[ClocksRow]:
        """At most `first` cases with a miss to record at a moment, longest due first; no scope.

        For the watch alone, which tells nobody of them.
        """
        parameters: Parameters = {"moment": moment, "first": first}
        begins = sql.SQL("true")
        if after is not None:
            begins = sql.SQL('(t.look_at, t."case") > (%(at)s, %(last)s::text)')
            parameters |= {"at": after.at, "last": after.case}
        where = sql.SQL(
            't.look_at <= %(moment)s AND {} ORDER BY t.look_at, t."case" LIMIT %(first)s'
        ).format(begins)
        with asking(self._pool) as connection:
            return self._view.rows(connection, where, parameters)


_ORDERS = {
    CaseOrder.RECEIVED_AT_DESC: sql.SQL('t.received_at DESC, t."case" DESC'),
    CaseOrder.RECEIVED_AT_ASC: sql.SQL('t.received_at, t."case"'),
    CaseOrder.LAST_EVENT_AT_DESC: sql.SQL('t.last_event_at DESC, t."case" DESC'),
}
_BEGINS = {
    CaseOrder.RECEIVED_AT_DESC: sql.SQL('(t.received_at, t."case") < (%(at)s, %(last)s::text)'),
    CaseOrder.RECEIVED_AT_ASC: sql.SQL('(t.received_at, t."case") > (%(at)s, %(last)s::text)'),
    CaseOrder.LAST_EVENT_AT_DESC: sql.SQL('(t.last_event_at, t."case") < (%(at)s, %(last)s::text)'),
}


def _after(after: AfterCase | None) -> Parameters:
    return {} if after is None else {"at": after.at, "last": after.case}


_FILTERS = {
    "stages": sql.SQL("t.stage = ANY (%(stages)s::text[])"),
    "risks": sql.SQL("t.risk = ANY (%(risks)s::text[])"),
    "matter_classes": sql.SQL("t.matter_class = ANY (%(matter_classes)s::text[])"),
    "channels": sql.SQL("t.channel = ANY (%(channels)s::text[])"),
    "dispute": sql.SQL("t.dispute ^@ %(dispute)s::text"),
    "area": sql.SQL("t.area ^@ %(area)s::text"),
    "unit": sql.SQL("t.units @> ARRAY[%(unit)s::text]"),
    "received_from": sql.SQL("t.received_at >= %(received_from)s"),
    "received_before": sql.SQL("t.received_at < %(received_before)s"),
    "code": sql.SQL("t.code ^@ %(code)s::text"),
}


def _filter(where: CaseFilter) -> tuple[list[Condition], Parameters]:
    """The conditions of a filter, and what they are about."""
    asked: Parameters = {}
    for name in _FILTERS:
        value = getattr(where, name)
        if value is None or value == ():
            continue
        asked[name] = [str(one) for one in value] if isinstance(value, tuple) else value
    if where.code is not None:
        asked["code"] = read_code(where.code) or where.code.strip().upper()
    return [_FILTERS[name] for name in asked], asked


def _is_id(text: str) -> bool:
    try:
        decode(text)
    except MalformedId:
        return False
    return True
