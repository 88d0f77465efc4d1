"""The questions of `projections/reads/overdue.py`, asked of PostgreSQL.

How a term stood at a moment is a predicate over its columns (`standings.py`). A subtree of units is
one list, so that one index answers for any of them. What is only counted is counted from sums
(`overdue_figures.py`).
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from psycopg import Connection, sql

from domain.ids import CaseId, UnitId
from domain.measures.overdue import Tallies
from domain.policy.calendar import Calendar
from domain.policy.clock import Clock
from domain.policy.overdue import CaseStanding, Standing
from domain.policy.timers import Kind
from infra.database.connections import ReadPool
from infra.read.overdue_figures import OverdueFigures
from infra.read.sight import Condition, Parameters, visible
from infra.read.standings import (
    BUCKET,
    COLOUR,
    DUTY,
    ENDED,
    OVER,
    STANDINGS,
    STANDINGS_UNENDED,
    UNDISTURBED,
    UNENDED,
    at,
)
from infra.read.views import Question, View, answer, asking, one_snapshot
from projections.case_register import case_register
from projections.clocks import ClocksRow
from projections.deadlines import Deadline, Tracked
from projections.kernel import Projection
from projections.reads.overdue import AfterDeadline, DeadlineFilter, DeadlineOrder
from projections.reads.paging import Page
from projections.scope import Scope


class PostgresOverdue:
    """`projections.reads.Overdue`; lateness is counted by the caller's working calendar."""

    def __init__(
        self, pool: ReadPool, schema: str, projection: Projection[ClocksRow], calendar: Calendar
    ) -> None:
        part, *_ = projection.parts
        self._pool = pool
        self._calendar = calendar
        self._view: View[Deadline] = View(part, schema, of=projection)
        self._figures = OverdueFigures(schema, projection, calendar)
        self._clocks = View(projection, schema)
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
        *,
        count: bool = True,
    ) -> Page[Tracked]:
        """At most `first` terms after `after`."""
        asked, parameters = _filter(where)
        if units is not None:
            asked.append(sql.SQL("t.unit = ANY (%(units)s::text[])"))
        question = Question(
            where=sql.SQL(" AND ").join(asked),
            sight=visible(scope).of_case_in(self._cases),
            parameters={
                **parameters,
                **at(moment, self._calendar),
                **_after(after),
                "units": None if units is None else list(units),
            },
            begins=None if after is None else _BEGINS[order],
            order=_ORDERS[order],
            kinds=_kinds(where),
            few=_few(where),
            counted=_counted(where),
        )
        with asking(self._pool) as connection, one_snapshot(connection):
            found = self._view.page(connection, question, first, count=count)
            clocks = self._of_cases(connection, {row.case for row in found.rows})
        rows = tuple(Tracked(row=row, clock=clocks[row.case][row.place]) for row in found.rows)
        return Page(rows=rows, has_next=found.has_next, total=found.total, position=found.position)

    def _of_cases(
        self, connection: Connection[Any], cases: Collection[CaseId]
    ) -> Mapping[CaseId, Sequence[Clock]]:
        """The clocks of cases."""
        if not cases:
            return {}
        which = sql.SQL('t."case" = ANY (%(cases)s::text[])')
        found = self._clocks.field(connection, "clocks", which, {"cases": sorted(cases)})
        return {case: clocks for (case,), clocks in found.items()}

    def cases(self, cases: Sequence[CaseId], moment: datetime) -> Mapping[CaseId, CaseStanding]:
        """How cases stood at a moment."""
        found = self._rows(
            'SELECT t."case", bool_or(t.mandatory)'
            ' FROM unnest(%(cases)s::text[]) AS asked ("case") JOIN {view} t USING ("case")'
            ' WHERE {duty} AND {overdue} GROUP BY t."case"',
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
                "SELECT unit, count(*) FROM ("
                'SELECT t.unit, t."case" FROM {view} t WHERE NOT t.stood_still'
                " AND ({undisturbed_overdue} OR {late}) AND {since}"
                ' UNION SELECT t.unit, t."case" FROM {view} t WHERE t.stood_still'
                " AND ({overdue} OR {late}) AND {since}) AS late GROUP BY unit",
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
            undisturbed_overdue=UNDISTURBED[Standing.OVERDUE],
            since=_OVER_SINCE,
        )
        with asking(self._pool) as connection:
            return answer(connection, composed, parameters)


_OVER_SINCE = sql.SQL(
    "t.ever_over AND t.over_at >= %(since)s AND {} AND {} AND t.unit = ANY (%(units)s::text[])"
).format(OVER, DUTY)

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
    asked: Parameters = {"kinds": [one.value for one in where.kinds or (Kind.DUTY,)]}
    for name in _FILTERS:
        value = getattr(where, name)
        if value is not None and value != ():
            asked[name] = [str.__str__(one) for one in value] if isinstance(value, tuple) else value
    return [_FILTERS[name] for name in asked], asked


def _kinds(where: DeadlineFilter) -> tuple[Condition, ...]:
    """What was open at a moment has no end yet, or ended since (`_few`): each has its index.

    So what is overdue now is found in its order, and about the past only what ended since is
    looked at besides.
    """
    asked = _asked_standings(where)
    due, ever = _FOLLOWS.get(asked[0], _NOTHING) if len(asked) == 1 else _NOTHING
    if not _HAVE_ENDED.isdisjoint(asked):
        return (sql.SQL("{} AND {}").format(_any_of(asked, STANDINGS), ever),)
    return (sql.SQL("{} AND {} AND {}").format(UNENDED, _any_of(asked, STANDINGS_UNENDED), due),)


def _few(where: DeadlineFilter) -> tuple[Condition, ...]:
    """What was open at a moment and has ended since."""
    asked = _asked_standings(where)
    if not _HAVE_ENDED.isdisjoint(asked):
        return ()
    due, ever = _FOLLOWS.get(asked[0], _NOTHING) if len(asked) == 1 else _NOTHING
    return (sql.SQL("{} AND {} AND {} AND {}").format(ENDED, _any_of(asked, STANDINGS), due, ever),)


def _counted(where: DeadlineFilter) -> tuple[Condition, ...]:
    """To count what is overdue, an index tells all but how it stands with what stood still."""
    asked = _asked_standings(where)
    if asked != (Standing.OVERDUE,):
        return ()
    return (
        sql.SQL("t.ever_over AND NOT t.stood_still AND {}").format(_any_of(asked, UNDISTURBED)),
        sql.SQL("t.ever_over AND t.stood_still AND {}").format(_any_of(asked, STANDINGS)),
    )


def _asked_standings(where: DeadlineFilter) -> tuple[Standing, ...]:
    return tuple(dict.fromkeys(where.standings)) or (Standing.OVERDUE,)


def _any_of(asked: tuple[Standing, ...], told: dict[Standing, Condition]) -> Condition:
    return sql.SQL("({})").format(sql.SQL(" OR ").join(told[one] for one in asked))


_NOTHING: tuple[Condition, Condition] = (sql.SQL("true"), sql.SQL("true"))
_FOLLOWS: dict[Standing, tuple[Condition, Condition]] = {
    Standing.OVERDUE: (sql.SQL("t.due_at <= %(moment)s"), sql.SQL("t.ever_over")),
    Standing.RUNNING: (sql.SQL("t.due_at >= %(moment)s"), sql.SQL("true")),
    Standing.LATE: (sql.SQL("true"), sql.SQL("t.ever_over")),
}
"""What follows from how a term stands, of when it is due and of whether it was ever over, said once
more for the indexes that know of it. A term is over when it is due, or a microsecond later.
"""

_HAVE_ENDED = {Standing.MET, Standing.LATE, Standing.CANCELLED}
