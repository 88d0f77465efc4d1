"""The questions of `projections/reads/accountability.py`, asked of PostgreSQL."""

from psycopg import sql

from domain.codes.duties import Breach
from domain.ids import CaseId
from domain.policy.timers import Basis
from infra.database.connections import ReadPool
from infra.read.catalogue import Catalogue
from infra.read.sight import Condition, Parameters, visible
from infra.read.views import Question, ReadModelNotReady, View, answer, asking
from projections.case_register import case_register
from projections.duties import BREACHES, BreachRow, DutiesRow, duties
from projections.reads import Page
from projections.reads.accountability import (
    AfterBreach,
    BreachCount,
    BreachCounts,
    BreachFilter,
)
from projections.scope import Scope


class PostgresAccountability:
    """`projections.reads.accountability.Accountability`."""

    def __init__(self, pool: ReadPool, schema: str) -> None:
        self._pool = pool
        self._chains = View(duties, schema)
        self._breaches = View(BREACHES, schema, of=duties)
        self._cases = View(case_register, schema).identifier
        self._projections = sql.Identifier(Catalogue(schema).read_schema, "projections")

    def of(self, case: CaseId, scope: Scope) -> DutiesRow | None:
        """The chain of duty of a case; None when it is absent or not for the reader."""
        return self._chains.of_case(self._pool, case, scope)

    def counts(self, where: BreachFilter) -> BreachCounts:
        """How often what happened, in one statement over one index."""
        condition, parameters = _asked(where)
        statement = sql.SQL(
            "SELECT seen.position, t.unit, t.kind, t.timer, t.basis, t.count FROM"
            " (SELECT position FROM {projections} WHERE name = %(name)s AND live) AS seen"
            " LEFT JOIN (SELECT unit, kind, timer, basis, count(*) AS count FROM {view} t"
            " WHERE {where} GROUP BY unit, kind, timer, basis) AS t ON true"
            " ORDER BY t.unit, t.kind, t.timer, t.basis"
        ).format(projections=self._projections, view=self._breaches.identifier, where=condition)
        with asking(self._pool) as connection:
            found = answer(connection, statement, parameters | {"name": duties.name})
        if not found:
            raise ReadModelNotReady(duties.name)
        return BreachCounts(
            counts=tuple(
                BreachCount(
                    unit=unit,
                    kind=Breach(kind),
                    timer=timer,
                    basis=None if basis is None else Basis(basis),
                    count=count,
                )
                for _, unit, kind, timer, basis, count in found
                if kind is not None
            ),
            position=found[0][0],
        )

    def page(
        self,
        where: BreachFilter,
        first: int,
        after: AfterBreach | None,
        scope: Scope,
        *,
        count: bool = True,
    ) -> Page[BreachRow]:
        """At most `first` happenings after `after`, the latest first."""
        asked, parameters = _asked(where)
        question = Question(
            where=asked,
            sight=visible(scope).of_case_in(self._cases),
            parameters=parameters | _after(after),
            begins=None if after is None else _BEGINS,
            order=_ORDER,
        )
        with asking(self._pool) as connection:
            return self._breaches.page(connection, question, first, count=count)


_ORDER = sql.SQL("t.happened_at DESC, t.position DESC, t.kind DESC")
_BEGINS = sql.SQL(
    "(t.happened_at, t.position, t.kind) < (%(at)s, %(last)s::bigint, %(last_kind)s::text)"
)


def _after(after: AfterBreach | None) -> Parameters:
    if after is None:
        return {}
    return {"at": after.happened_at, "last": after.position, "last_kind": str(after.kind)}


def _asked(where: BreachFilter) -> tuple[Condition, Parameters]:
    """The condition of a filter, and what it is about."""
    conditions = [sql.SQL("t.happened_at >= %(from_at)s AND t.happened_at < %(before)s")]
    parameters: Parameters = {"from_at": where.from_at, "before": where.before}
    for name, condition in _FILTERS.items():
        value = getattr(where, name)
        if value is None or (value == () and name != "units"):
            continue
        conditions.append(condition)
        parameters[name] = [str(one) for one in value] if isinstance(value, tuple) else value
    return sql.SQL(" AND ").join(conditions), parameters


_FILTERS = {
    "units": sql.SQL("t.unit = ANY (%(units)s::text[])"),
    "person": sql.SQL("t.person = %(person)s::text"),
    "kinds": sql.SQL("t.kind = ANY (%(kinds)s::text[])"),
    "timers": sql.SQL("t.timer = ANY (%(timers)s::text[])"),
}
