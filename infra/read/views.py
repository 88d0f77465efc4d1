"""Views: what every question asked of a stored read model is made of.

A page, its total and the position it was read at come from one statement, so from one snapshot.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Generic, cast

from psycopg import Connection, IsolationLevel, errors, sql

from domain.ids import CaseId, MalformedId, decode
from domain.values import Value
from infra.database.connections import ReadPool
from infra.database.faults import DatabaseFault
from infra.read.catalogue import Catalogue
from infra.read.sight import Condition, Parameters, Sight, visible
from infra.read.tables import Table
from projections.case_register import case_register
from projections.kernel import Key, Projection, R, Shape
from projections.reads.paging import Page
from projections.scope import Scope


class ReadModelNotReady(DatabaseFault):
    """The read model has not been built yet in the shape this release reads. It will be."""


_ALWAYS: Condition = sql.SQL("true")

KNOWN_THEN: Condition = sql.SQL(
    "t.known_at <= %(known_at)s AND (t.known_until IS NULL OR t.known_until > %(known_at)s)"
)
"""Of rows `t` that say from when to when something was known: those that held at `known_at`."""


class Question(Value):
    """What is asked of a view: conditions on rows `t`, where a page begins, and the order.

    `kinds` are conditions of which exactly one holds for each row of the answer: each kind is
    looked for by itself, by an index of its own. Those of `few` are no more than a page can look
    through: they are put in order before it is asked who sees them. `counted` are such conditions
    for counting, if other ones.
    """

    where: Condition
    sight: Sight
    parameters: Parameters
    begins: Condition | None
    order: Condition
    kinds: tuple[Condition, ...] = (_ALWAYS,)
    few: tuple[Condition, ...] = ()
    counted: tuple[Condition, ...] = ()


class View(Generic[R]):
    """The view of a projection, or of a part `of` one, from which pages are read."""

    def __init__(self, shape: Shape[R], schema: str, *, of: Projection[Any] | None = None) -> None:
        catalogue = Catalogue(schema)
        self.name = shape.name if of is None else of.name
        """The projection it shows, or shows a part of."""
        self._table = Table(shape, catalogue.read_schema, shape.name)
        self.identifier = sql.Identifier(catalogue.read_schema, shape.name)
        self._cases = sql.Identifier(catalogue.read_schema, case_register.name)
        self._projections = sql.Identifier(catalogue.read_schema, "projections")

    @property
    def width(self) -> int:
        """How many columns a row has."""
        return len(self._table.columns)

    @property
    def shown(self) -> sql.Composed:
        """The view as a table of a join, its columns as `row` reads them."""
        return sql.SQL("(SELECT {} FROM {} AS t)").format(self._table.selected, self.identifier)

    def columns(self, alias: str, prefix: str) -> sql.Composed:
        """The columns of `shown AS alias`, each named `prefix_column`."""
        return sql.SQL(", ").join(
            sql.SQL("{} AS {}").format(
                sql.Identifier(alias, one.name), sql.Identifier(f"{prefix}_{one.name}")
            )
            for one in self._table.columns
        )

    def row(self, values: Sequence[Any]) -> R:
        """The row that the values of its columns are."""
        return self._table.row(values)

    def rows(
        self, connection: Connection[Any], where: Condition, parameters: Parameters
    ) -> list[R]:
        """All rows that answer to a condition; for conditions that name few keys."""
        statement = sql.SQL("SELECT {} FROM {} t WHERE {}").format(
            self._table.selected, self.identifier, where
        )
        return [self._table.row(v) for v in answer(connection, statement, parameters)]

    def field(
        self, connection: Connection[Any], name: str, where: Condition, parameters: Parameters
    ) -> dict[Key, Any]:
        """One field of the rows that answer to a condition, by their keys."""
        columns = self._table.key_and(name)
        statement = sql.SQL("SELECT {} FROM {} t WHERE {}").format(
            sql.SQL(", ").join(one.selected for one in columns), self.identifier, where
        )
        load = columns[-1].load
        return {
            tuple(key): value if load is None or value is None else load(value)
            for *key, value in answer(connection, statement, parameters)
        }

    def of_case(self, pool: ReadPool, case: CaseId, scope: Scope) -> R | None:
        """The row of a case; None when it is absent or the reader may not see the case."""
        try:
            decode(case)
        except MalformedId:
            return None
        sight = visible(scope)
        where = sql.SQL(
            't."case" = %(case)s::text AND EXISTS'
            ' (SELECT FROM {} t WHERE t."case" = %(case)s::text AND {})'
        ).format(self._cases, sight.whole)
        with asking(pool) as connection:
            found = self.rows(connection, where, sight.parameters | {"case": case})
        return found[0] if found else None

    def page(
        self, connection: Connection[Any], question: Question, first: int, *, count: bool
    ) -> Page[R]:
        """One page, with one more row looked for to know whether it is the last."""
        statement = sql.SQL(
            "SELECT seen.position, {total}, t.* FROM"
            " (SELECT position FROM {projections} WHERE name = %(name)s AND live) AS seen"
            " LEFT JOIN (SELECT {columns} FROM ({found}) AS t"
            " ORDER BY {order} LIMIT %(limit)s) AS t ON true ORDER BY {order}"
        ).format(
            total=self._total(question) if count else sql.SQL("NULL::bigint"),
            projections=self._projections,
            columns=self._table.selected,
            found=sql.SQL(" UNION ALL ").join(
                [
                    *(self._first_of(kind, _ALL_AT_ONCE, question) for kind in question.kinds),
                    *(self._first_of(kind, _IN_ORDER_FIRST, question) for kind in question.few),
                ]
            ),
            order=question.order,
        )
        parameters = question.sight.parameters | question.parameters
        parameters |= {"name": self.name, "limit": first + 1}
        found = answer(connection, statement, parameters)
        if not found:
            raise ReadModelNotReady(self.name)
        rows = [self._table.row(values[2:]) for values in found if values[2] is not None]
        return Page(
            rows=tuple(rows[:first]),
            has_next=len(rows) > first,
            total=found[0][1],
            position=found[0][0],
        )

    def _first_of(self, kind: Condition, way: sql.SQL, question: Question) -> sql.Composed:
        """The first rows of one kind: as many as the page may need."""
        return way.format(
            view=self.identifier,
            where=question.where,
            kind=kind,
            sight=question.sight.whole,
            begins=_ALWAYS if question.begins is None else question.begins,
            order=question.order,
        )

    def _total(self, question: Question) -> sql.Composed:
        """How many rows there are, of each kind and seen for each reason."""
        counted = sql.SQL("(SELECT count(*) FROM {} t WHERE {} AND {} AND {})")
        return sql.SQL(" + ").join(
            counted.format(self.identifier, question.where, kind, seen)
            for kind in question.counted or (*question.kinds, *question.few)
            for seen in question.sight.apart
        )


_ALL_AT_ONCE = sql.SQL(
    "(SELECT t.* FROM {view} t WHERE {where} AND {kind} AND {begins} AND {sight}"
    " ORDER BY {order} LIMIT %(limit)s)"
)
_IN_ORDER_FIRST = sql.SQL(
    "(SELECT t.* FROM (SELECT t.* FROM {view} t WHERE {where} AND {kind} AND {begins}"
    " ORDER BY {order} OFFSET 0) AS t WHERE {sight} ORDER BY {order} LIMIT %(limit)s)"
)


@contextmanager
def asking(pool: ReadPool) -> Iterator[Connection[Any]]:
    """A connection for one question. Raises `ReadModelNotReady` and what the pool raises."""
    with pool.connection() as connection:
        try:
            yield connection
        except (errors.UndefinedTable, errors.UndefinedColumn) as error:
            raise ReadModelNotReady(str(error.diag.message_primary)) from error


@contextmanager
def one_snapshot(connection: Connection[Any]) -> Iterator[None]:
    """Whatever is asked within this is told as of one moment."""
    usual, connection.isolation_level = (
        connection.isolation_level,
        IsolationLevel.REPEATABLE_READ,
    )
    try:
        with connection.transaction():
            yield
    finally:
        connection.isolation_level = usual


def whole(statement: sql.Composed) -> sql.Composed:
    """The statement put together beforehand: for a long one that takes longer than its answer."""
    return sql.Composed([sql.SQL(cast("Any", statement.as_string(None)))])


def answer(
    connection: Connection[Any], statement: sql.Composed, parameters: Parameters
) -> list[Any]:
    """The rows of a statement, prepared, values in binary."""
    with connection.cursor(binary=True) as cursor:
        return cursor.execute(statement, parameters, prepare=True).fetchall()
