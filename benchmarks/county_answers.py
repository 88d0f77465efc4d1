"""Asking a question of PostgreSQL again and again: how long it took, what the server did for it.

The statements of a question are noted while they run, and explained afterwards with their values.
"""

import statistics
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from psycopg import Connection, Cursor, sql
from psycopg.rows import TupleRow
from rich.table import Table

from benchmarks.county_questions import TOTAL, asked_of, questions
from domain.values import Value
from infra.database.connections import ReadPool, application_dsn

RUNS = 30
"""How often each question is asked, after it was asked a few times to warm up."""
WARM_UP = 6
"""So often that the server has settled on a plan: psycopg's statements are prepared."""
LIMIT = 0.010
"""Seconds of database time a question may take in the median, at one county-year."""
TOTAL_LIMIT = 0.100
"""The same of a page together with how many there are in all, which looks at every row."""


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
    rows: int
    """Rows of all its answers."""
    statements: tuple[Explained, ...]

    @property
    def median(self) -> float:
        """Database time in the median, in seconds."""
        return statistics.median(self.spans)

    @property
    def p95(self) -> float:
        """Database time that nineteen of twenty runs keep within, in seconds."""
        return sorted(self.spans)[int(len(self.spans) * 0.95)]


class Heard(Value):
    """A statement that was run, with its values; seconds until the answer was here, its rows."""

    query: Any
    given: Any
    seconds: float
    rows: int


class _Watched(Cursor[TupleRow]):
    """A cursor that notes what it runs, and how long the server took to answer."""

    heard: list[Heard]

    def execute(self, query: Any, params: Any = None, **more: Any) -> "_Watched":
        """As always, and noted."""
        began = time.perf_counter()
        super().execute(query, params, **more)
        seconds = time.perf_counter() - began
        self.heard.append(Heard(query=query, given=params, seconds=seconds, rows=self.rowcount))
        return self


class _Pool(ReadPool):
    """The product's pool, its connections listened to."""

    def __init__(self, dsn: str) -> None:
        super().__init__(dsn, max_size=1)
        self.heard: list[Heard] = []
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
        asked = questions(pool, asked_of(dsn))
        return [_answered(pool, name, ask) for name, ask in asked.items()]
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
        spans.append(sum(one.seconds for one in pool.heard))
    return Answered(
        name=name,
        spans=tuple(spans),
        whole=statistics.median(wholes),
        rows=sum(one.rows for one in pool.heard),
        statements=tuple(_explained(pool, one) for one in [*pool.heard]),
    )


def _explained(pool: _Pool, one: Heard) -> Explained:
    """What the server says it did for a statement with its values."""
    explain = sql.SQL("EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) ") + one.query
    with pool.connection() as connection:
        found = Cursor(connection).execute(explain, one.given).fetchone()
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


def kept(found: Sequence[Answered]) -> dict[str, bool]:
    """The promises about answers, and whether each was kept; if not, which questions broke it."""
    totals = [one for one in found if one.name.endswith(TOTAL)]
    others = [one for one in found if not one.name.endswith(TOTAL)]
    return _within("every question", LIMIT, others) | _within("every total", TOTAL_LIMIT, totals)


def _within(what: str, limit: float, found: Sequence[Answered]) -> dict[str, bool]:
    slow = [one.name for one in found if one.median > limit]
    promise = f"{what} within {limit * 1000:.0f} ms of database time in the median"
    return {promise + (f"; not: {', '.join(slow)}" if slow else ""): not slow}


def questions_table(found: Sequence[Answered], title: str) -> Table:
    """Each question's times, and its slowest statement's plan."""
    table = Table(title=title)
    for heading in ("question", "plan of the slowest statement"):
        table.add_column(heading)
    for heading in ("database", "p95", "in all", "rows", "statements", "server", "pages"):
        table.add_column(heading, justify="right")
    for one in found:
        slowest = max(one.statements, key=lambda each: each.execution)
        table.add_row(
            one.name,
            slowest.node,
            f"{one.median * 1000:.1f} ms",
            f"{one.p95 * 1000:.1f} ms",
            f"{one.whole * 1000:.1f} ms",
            f"{one.rows:,}",
            f"{len(one.statements)}",
            f"{sum(each.execution for each in one.statements) * 1000:.1f} ms",
            f"{sum(each.pages for each in one.statements):,}",
        )
    return table
