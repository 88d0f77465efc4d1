"""The questions of `projections/reads/mediations.py`, asked of PostgreSQL.

A procedure or an agreement is seen by whoever sees its case.
"""

from collections.abc import Sequence
from typing import Any

from psycopg import sql

from domain.ids import CaseId
from domain.values import Value
from infra.database.connections import ReadPool
from infra.read.sight import Condition, Parameters, Sight, visible
from infra.read.views import Question, View, asking
from projections.case_register import case_register
from projections.kernel import R
from projections.mediations import (
    AgreementRow,
    MediationRow,
    agreements,
    mediation_book,
    mediations,
)
from projections.reads.mediations import AfterPart, AgreementFilter, MediationFilter
from projections.reads.paging import Page
from projections.scope import Scope


class PostgresMediations:
    """`projections.reads.mediations.Mediations`."""

    def __init__(self, pool: ReadPool, schema: str) -> None:
        self._pool = pool
        self._mediations = View(mediations, schema, of=mediation_book)
        self._agreements = View(agreements, schema, of=mediation_book)
        self._cases = View(case_register, schema).identifier

    def of(self, case: CaseId, scope: Scope) -> Sequence[MediationRow]:
        """The procedures of a case, oldest first."""
        rows = self._of(self._mediations, case, scope)
        return sorted(rows, key=lambda row: (row.opened_at, row.mediation))

    def agreements_of(self, case: CaseId, scope: Scope) -> Sequence[AgreementRow]:
        """The agreements of a case, oldest first."""
        rows = self._of(self._agreements, case, scope)
        return sorted(rows, key=lambda row: (row.reached_at, row.agreement))

    def page(
        self,
        where: MediationFilter,
        first: int,
        after: AfterPart | None,
        scope: Scope,
        *,
        count: bool = True,
    ) -> Page[MediationRow]:
        """At most `first` procedures after `after`."""
        return self._page(self._mediations, _MEDIATIONS, where, first, after, scope, count=count)

    def agreements(
        self,
        where: AgreementFilter,
        first: int,
        after: AfterPart | None,
        scope: Scope,
        *,
        count: bool = True,
    ) -> Page[AgreementRow]:
        """At most `first` agreements after `after`."""
        return self._page(self._agreements, _AGREEMENTS, where, first, after, scope, count=count)

    def _of(self, view: View[R], case: CaseId, scope: Scope) -> list[R]:
        sight = self._sight(scope)
        where = sql.SQL('t."case" = %(case)s::text AND {}').format(sight.whole)
        with asking(self._pool) as connection:
            return view.rows(connection, where, sight.parameters | {"case": case})

    def _page(
        self,
        view: View[R],
        table: "_Table",
        where: Value,
        first: int,
        after: AfterPart | None,
        scope: Scope,
        *,
        count: bool,
    ) -> Page[R]:
        asked = _asked(where)
        filters = [table.filters[name] for name in asked]
        question = Question(
            where=sql.SQL(" AND ").join(filters) if filters else sql.SQL("true"),
            sight=self._sight(scope),
            parameters=asked | _after(after),
            begins=None if after is None else table.begins,
            order=table.order,
        )
        with asking(self._pool) as connection:
            return view.page(connection, question, first, count=count)

    def _sight(self, scope: Scope) -> Sight:
        return visible(scope).of_case_in(self._cases)


class _Table(Value):
    """How one of the two tables is narrowed, ordered and gone on with."""

    filters: dict[str, Condition]
    order: Condition
    begins: Condition


_EVERYWHERE: dict[str, Condition] = {
    "stages": sql.SQL("t.stage = ANY (%(stages)s::text[])"),
    "units": sql.SQL("t.organisation = ANY (%(units)s::text[])"),
    "mediator": sql.SQL("t.mediators @> ARRAY[%(mediator)s::text]"),
}
_MEDIATIONS = _Table(
    filters=_EVERYWHERE
    | {
        "kinds": sql.SQL("t.kind = ANY (%(kinds)s::text[])"),
        "opened_from": sql.SQL("t.opened_at >= %(opened_from)s"),
        "opened_before": sql.SQL("t.opened_at < %(opened_before)s"),
    },
    order=sql.SQL("t.opened_at DESC, t.mediation DESC"),
    begins=sql.SQL("(t.opened_at, t.mediation) < (%(at)s, %(last)s::text)"),
)
_AGREEMENTS = _Table(
    filters=_EVERYWHERE
    | {
        "forms": sql.SQL("t.form = ANY (%(forms)s::text[])"),
        "scopes": sql.SQL("t.scope = ANY (%(scopes)s::text[])"),
        "confirmations": sql.SQL("t.confirmation = ANY (%(confirmations)s::text[])"),
        "reached_from": sql.SQL("t.reached_at >= %(reached_from)s"),
        "reached_before": sql.SQL("t.reached_at < %(reached_before)s"),
        "overdue_on": sql.SQL("t.next_due_on < %(overdue_on)s"),
    },
    order=sql.SQL("t.reached_at DESC, t.agreement DESC"),
    begins=sql.SQL("(t.reached_at, t.agreement) < (%(at)s, %(last)s::text)"),
)


def _asked(where: Value) -> Parameters:
    """What a filter asks for, by field."""
    found: dict[str, Any] = {name: getattr(where, name) for name in where.__struct_fields__}
    return {
        name: [str(one) for one in value] if isinstance(value, tuple) else value
        for name, value in found.items()
        if value is not None and value != ()
    }


def _after(after: AfterPart | None) -> Parameters:
    return {} if after is None else {"at": after.at, "last": after.id}
