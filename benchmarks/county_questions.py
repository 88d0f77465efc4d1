"""Every question about the whole county, asked of PostgreSQL again and again, and its plan.

The reader is the director of the county's centre, who sees every case; the moment is the end of the
year. A question is asked through its own class; its statements are written down while they run, and
afterwards explained with the same values.
"""

import statistics
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from typing import Any

from psycopg import Connection, Cursor, sql
from psycopg.rows import TupleRow
from rich.table import Table

from benchmarks.county_year import DAYS, YEAR
from benchmarks.servers import SCHEMA
from domain.ids import CaseId, PersonId, UnitId
from domain.kernel import SHANGHAI
from domain.policy.packaged import packaged_policy
from domain.roles import Role
from domain.values import Value
from infra.database.connections import ReadPool, application_dsn
from infra.read.catalogue import Catalogue
from infra.read.queries import PostgresCaseRegister, PostgresClocks, PostgresTimeline
from infra.read.session import work_session
from projections.clocks import clocks_by
from projections.reads import EVERY_CASE, CaseFilter, CaseOrder
from projections.scope import Scope

RUNS = 30
"""How often each question is asked, after it was asked a few times to warm up."""
WARM_UP = 6
"""So often that the server has settled on a plan: psycopg's statements are prepared."""
LIMIT = 0.010
"""Seconds of database time a question may take in the median, at one county-year."""
FIRST = 50
"""Rows of a page."""


class Asking(Value):
    """What the questions are about: the county's units, one case with much to tell, a moment."""

    scope: Scope
    units: tuple[UnitId, ...]
    people: tuple[PersonId, ...]
    case: CaseId
    moment: datetime
    first: date
    last: date


class Explained(Value):
    """How the server answered one statement: its times in seconds, its top node, pages touched."""

    planning: float
    execution: float
    node: str
    pages: int


class Answered(Value):
    """One question: seconds of database time of each run, and each of its statements."""

    name: str
    spans: tuple[float, ...]
    whole: float
    """Seconds of the whole question in the median, making rows of the answer included."""
    statements: tuple[Explained, ...]

    @property
    def median(self) -> float:
        """Database time in the median, in seconds."""
        return statistics.median(self.spans)

    @property
    def p95(self) -> float:
        """Database time that nineteen of twenty runs keep within, in seconds."""
        return sorted(self.spans)[int(len(self.spans) * 0.95)]


class _Watched(Cursor[TupleRow]):
    """A cursor that notes what it runs, and how long the server took to answer."""

    heard: list[tuple[Any, Any, float]]

    def execute(self, query: Any, params: Any = None, **more: Any) -> "_Watched":
        """As always, and noted."""
        began = time.perf_counter()
        super().execute(query, params, **more)
        self.heard.append((query, params, time.perf_counter() - began))
        return self


class _Pool(ReadPool):
    """The product's pool, its connections listened to."""

    def __init__(self, dsn: str) -> None:
        super().__init__(dsn, max_size=1)
        self.heard: list[tuple[Any, Any, float]] = []
        self._watched = type("Watched", (_Watched,), {"heard": self.heard})

    @contextmanager
    def connection(self) -> Iterator[Connection[Any]]:
        """As always, with cursors that note what they run."""
        with super().connection() as connection:
            connection.cursor_factory = self._watched
            yield connection


def answered(dsn: str) -> list[Answered]:
    """Ask every question of a database whose read models are up to date."""
    pool = _Pool(application_dsn(dsn, statement_timeout_seconds=60))
    pool.open()
    try:
        about = _about(dsn)
        return [_answered(pool, name, ask) for name, ask in _questions(pool, about).items()]
    finally:
        pool.close()


def _answered(pool: _Pool, name: str, ask: Callable[[], object]) -> Answered:
    for _ in range(WARM_UP):
        ask()
    spans, wholes = [], []
    for _ in range(RUNS):
        pool.heard.clear()
        began = time.perf_counter()
        ask()
        wholes.append(time.perf_counter() - began)
        spans.append(sum(seconds for _, _, seconds in pool.heard))
    return Answered(
        name=name,
        spans=tuple(spans),
        whole=statistics.median(wholes),
        statements=tuple(_explained(pool, query, given) for query, given, _ in [*pool.heard]),
    )


def _explained(pool: _Pool, query: sql.Composed, given: Any) -> Explained:
    """What the server says it did for a statement with its values."""
    explain = sql.SQL("EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) ") + query
    with pool.connection() as connection:
        found = Cursor(connection).execute(explain, given).fetchone()
    assert found is not None, "a plan is one row"
    (said,) = found[0]
    plan = said["Plan"]
    return Explained(
        planning=said["Planning Time"] / 1000,
        execution=said["Execution Time"] / 1000,
        node=_busiest(plan),
        pages=plan["Shared Hit Blocks"] + plan["Shared Read Blocks"],
    )


def _busiest(plan: Mapping[str, Any]) -> str:
    """The top node of a plan, and the node below it that took most of the time by itself."""

    def nodes(at: Mapping[str, Any]) -> Iterator[tuple[float, Mapping[str, Any]]]:
        below: Sequence[Mapping[str, Any]] = at.get("Plans", ())
        took = at["Actual Total Time"] * at["Actual Loops"]
        yield took - sum(one["Actual Total Time"] * one["Actual Loops"] for one in below), at
        for one in below:
            yield from nodes(one)

    _, most = max(nodes(plan), key=lambda found: found[0])
    of = most.get("Index Name") or most.get("Relation Name") or ""
    return f"{plan['Node Type']}; most in {most['Node Type']} {of}".rstrip()


def _about(dsn: str) -> Asking:
    """The county as its log tells of it."""
    events = sql.Identifier(SCHEMA, "events_readable")
    timeline = sql.Identifier(Catalogue(SCHEMA).read_schema, "timeline")
    with work_session(dsn, "benchmark") as connection:
        units = connection.execute(
            sql.SQL(
                "SELECT event #>> '{{payload,unit}}', event #>> '{{payload,area}}' FROM {}"
                " WHERE type = 'unit.registered'"
                " ORDER BY event #>> '{{payload,level}}' <> 'COUNTY', position"
            ).format(events)
        ).fetchall()
        people = connection.execute(
            sql.SQL(
                "SELECT DISTINCT event #>> '{{payload,person}}' FROM {}"
                " WHERE type = 'appointment.made'"
            ).format(events)
        ).fetchall()
        longest = connection.execute(
            sql.SQL('SELECT "case" FROM {} GROUP BY 1 ORDER BY count(*) DESC LIMIT 1').format(
                timeline
            )
        ).fetchone()
    assert longest is not None, "the county has cases"
    last = YEAR + timedelta(days=DAYS - 1)
    return Asking(
        scope=Scope(
            person=people[0][0],
            unit=units[0][0],
            area=units[0][1][:6],
            roles=frozenset({Role.CENTRE_DIRECTOR}),
        ),
        units=tuple(unit for unit, _ in units),
        people=tuple(person for (person,) in people),
        case=longest[0],
        moment=datetime.combine(last + timedelta(days=1), datetime.min.time(), SHANGHAI),
        first=YEAR,
        last=last,
    )


def _questions(pool: ReadPool, about: Asking) -> dict[str, Callable[[], object]]:
    """Each question by its name; asked as the API asks it."""
    scope = about.scope
    cases = PostgresCaseRegister(pool, SCHEMA)
    timeline = PostgresTimeline(pool, SCHEMA)
    clocks = PostgresClocks(pool, SCHEMA, clocks_by(packaged_policy))
    newest = CaseOrder.RECEIVED_AT_DESC
    centre = CaseFilter(unit=scope.unit)
    return {
        "cases, newest": lambda: cases.page(EVERY_CASE, newest, FIRST, None, scope),
        "cases of a unit": lambda: cases.page(centre, newest, FIRST, None, scope),
        "case": lambda: cases.case(about.case, scope),
        "timeline": lambda: timeline.page(about.case, FIRST, 0, scope),
        "clocks of a case": lambda: clocks.of(about.case, scope),
        "due for the watch": lambda: clocks.due(about.moment, None, FIRST),
    }


def questions_table(found: Sequence[Answered], title: str) -> Table:
    """Each question's times, and its slowest statement's plan."""
    table = Table(title=title)
    for heading in ("question", "plan of the slowest statement"):
        table.add_column(heading)
    for heading in ("database", "p95", "in all", "statements", "server", "pages"):
        table.add_column(heading, justify="right")
    for one in found:
        slowest = max(one.statements, key=lambda each: each.execution)
        table.add_row(
            one.name,
            slowest.node,
            f"{one.median * 1000:.1f} ms",
            f"{one.p95 * 1000:.1f} ms",
            f"{one.whole * 1000:.1f} ms",
            f"{len(one.statements)}",
            f"{sum(each.execution for each in one.statements) * 1000:.1f} ms",
            f"{sum(each.pages for each in one.statements):,}",
        )
    return table
