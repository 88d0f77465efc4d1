"""The questions of `projections/reads/overdue.py`, asked of PostgreSQL.

How a term stood at a moment is a predicate over its columns (`standings.py`). A subtree of units is
one list, so that one index answers for any of them. What is only counted is counted from sums
(`overdue_figures.py`).
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from psycopg import sql

from domain.ids import CaseId, UnitId
from domain.measures.overdue import Tallies
from domain.policy.calendar import Calendar
from domain.policy.overdue import CaseStanding, Standing
from domain.policy.timers import Kind
from infra.database.connections import ReadPool
from infra.read.overdue_figures import OverdueFigures
from infra.read.sight import Condition, Parameters, visible
from infra.read.standings import BUCKET, COLOUR, DUTY, OPEN, STANDINGS, at
from infra.read.views import Question, View, answer, asking
from projections.case_register import case_register
from projections.clocks import ClocksRow
from projections.deadlines import Deadline
from projections.kernel import Projection
from projections.reads.overdue import AfterDeadline, DeadlineFilter, DeadlineOrder
from projections.reads.paging import Page
from projections.scope import Scope


class PostgresOverdue:
    """`projections.reads.Overdue`; lateness is counted by the caller's working calendar."""

    def __init__(
        self, pool: ReadPool, schema: str, projection: Projection[ClocksRow], calendar: Calendar
    ) -> None:
        (part,) = projection.parts
        self._pool = pool
        self._calendar = calendar
        self._view: View[Deadline] = View(part, schema, of=projection)
        self._figures = OverdueFigures(schema, projection, calendar)
        self._cases = View(case_register, schema).identifier

    def page(
        self,
        units: Sequence[UnitId] | None,
        moment: datetime,
        where: DeadlineFilter,
        order: DeadlineOrder,
        first: int,
        after: AfterDeadline | None,
        scope: Scope,
    ) -> Page[Deadline]:
        """At most `first` terms after `after`."""
        sight, parameters = visible(scope)
        seen = sql.SQL('t."case" IN (SELECT t."case" FROM {} t WHERE {})').format(
            self._cases, sight
        )
        asked, more = _filter(where)
        if units is not None:
            asked.append(sql.SQL("t.unit = ANY (%(units)s::text[])"))
        question = Question(
            where=sql.SQL(" AND ").join([*asked, seen]),
            parameters={
                **parameters,
                **more,
                **at(moment, self._calendar),
                **_after(after),
                "units": None if units is None else list(units),
            },
            begins=None if after is None else _BEGINS[order],
            order=_ORDERS[order],
        )
        with asking(self._pool) as connection:
            return self._view.page(connection, question, first, count=True)

    def cases(self, cases: Sequence[CaseId], moment: datetime) -> Mapping[CaseId, CaseStanding]:
        """How cases stood at a moment."""
        found = self._rows(
            'SELECT t."case", bool_or(t.mandatory) FROM {view} t'
            ' WHERE t."case" = ANY (%(cases)s::text[]) AND {duty} AND {overdue} GROUP BY t."case"',
            {"cases": list(cases), **at(moment, self._calendar)},
        )
        mandatory = dict(found)
        return {
            case: CaseStanding.IN_TIME
            if case not in mandatory
            else CaseStanding.OVERDUE
            if mandatory[case]
            else CaseStanding.INTERNALLY_OVERDUE
            for case in cases
        }

    def late_cases(
        self, units: Sequence[UnitId], since: datetime, moment: datetime
    ) -> Mapping[UnitId, int]:
        """How many cases of each unit were late since a moment."""
        return dict(
            self._rows(
                'SELECT t.unit, count(DISTINCT t."case") FROM {view} t'
                " WHERE t.unit = ANY (%(units)s::text[]) AND {duty} AND t.over_at >= %(since)s"
                " AND t.over_at <= %(moment)s AND ({overdue} OR {late}) GROUP BY t.unit",
                {"units": list(units), "since": since, **at(moment, self._calendar)},
            )
        )

    def tallies(
        self, units: Sequence[UnitId], moment: datetime, begin: datetime, end: datetime
    ) -> Tallies:
        """What is overdue at a moment, and what was concluded late in a period."""
        with asking(self._pool) as connection:
            return self._figures.tallies(connection, units, moment, begin, end)

    def _rows(self, statement: Any, parameters: Parameters) -> list[Any]:
        composed = sql.SQL(statement).format(
            view=self._view.identifier,
            duty=DUTY,
            overdue=STANDINGS[Standing.OVERDUE],
            late=STANDINGS[Standing.LATE],
        )
        with asking(self._pool) as connection:
            return answer(connection, composed, parameters)


_PLACE = 't.due_at, t."case", t.timer, t.scope, t.started'
_ORDERS = {
    DeadlineOrder.DUE_AT_ASC: sql.SQL(_PLACE),
    DeadlineOrder.DUE_AT_DESC: sql.SQL(
        't.due_at DESC, t."case" DESC, t.timer DESC, t.scope DESC, t.started DESC'
    ),
}
_LAST = "(%(due_at)s, %(case)s::text, %(timer)s::text, %(part)s::text, %(started)s::bigint)"
_BEGINS = {
    DeadlineOrder.DUE_AT_ASC: sql.SQL(f"({_PLACE}) > {_LAST}"),
    DeadlineOrder.DUE_AT_DESC: sql.SQL(f"({_PLACE}) < {_LAST}"),
}


def _after(after: AfterDeadline | None) -> Parameters:
    if after is None:
        return {}
    return {
        "due_at": after.due_at,
        "case": after.case,
        "timer": after.timer,
        "part": after.scope,
        "started": after.started,
    }


_FILTERS = {
    "kinds": sql.SQL("t.kind = ANY (%(kinds)s::text[])"),
    "timers": sql.SQL("t.timer = ANY (%(timers)s::text[])"),
    "bases": sql.SQL("t.basis = ANY (%(bases)s::text[])"),
    "mandatory": sql.SQL("t.mandatory = %(mandatory)s"),
    "colours": sql.SQL("{} = ANY (%(colours)s::text[])").format(COLOUR),
    "buckets": sql.SQL("{} = ANY (%(buckets)s::text[])").format(BUCKET),
    "holder_person": sql.SQL("t.person = %(holder_person)s::text"),
    "cases": sql.SQL('t."case" = ANY (%(cases)s::text[])'),
    "late_extension": sql.SQL("(t.late_extension_at <= %(moment)s) IS TRUE = %(late_extension)s"),
}


def _filter(where: DeadlineFilter) -> tuple[list[Condition], Parameters]:
    """The conditions of a filter, and what they are about."""
    standings = where.standings or (Standing.OVERDUE,)
    asked: Parameters = {"kinds": [one.value for one in where.kinds or (Kind.DUTY,)]}
    for name in _FILTERS:
        value = getattr(where, name)
        if value is not None and value != ():
            asked[name] = [str.__str__(one) for one in value] if isinstance(value, tuple) else value
    stands = sql.SQL("({})").format(
        sql.SQL(" OR ").join(STANDINGS[one] for one in dict.fromkeys(standings))
    )
    # Said once more for all of them, so that an index leaves out what has ended.
    narrowed = [stands] if set(standings) & _HAVE_ENDED else [OPEN, stands]
    return [*narrowed, *(_FILTERS[name] for name in asked)], asked


_HAVE_ENDED = {Standing.MET, Standing.LATE, Standing.CANCELLED}
