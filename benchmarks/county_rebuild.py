"""How fast the read models of a county-year are rebuilt from the log, all at once and each alone.

Each measurement has its own process: its memory and its processor time are its own.
"""

import os
import resource
import time
from collections.abc import Sequence
from contextlib import ExitStack
from typing import Any

from psycopg import Connection, sql
from rich.table import Table

from benchmarks.apart import apart
from benchmarks.sealing import OneKey
from benchmarks.servers import SCHEMA
from domain.values import Value
from infra.logs import write_logs
from infra.read.catalogue import Catalogue
from infra.read.rebuild import Rebuild
from infra.read.session import work_session
from infra.store.mapper import EventMapper
from projections.case_register import case_register
from projections.kernel import Projection
from projections.registry import PROJECTIONS

EVERY = tuple(one.name for one in PROJECTIONS)
TOGETHER, RATE = 60.0, 15_000
"""All of them in one process: within so many seconds, or so many events a second over all of them
together, where an event counts once for each read model that folds it."""
REGISTER = 20_000
"""Events of the log a second, for the case register alone."""
FLAT = 1.25
"""Memory may not grow by more than this while the log grows fourfold."""


class Rebuilt(Value):
    """One rebuild: of which read models, from a log of how many events, by whose processor time.

    `folded` is how many of the events any of them reads, `folds` how many each reads, summed up;
    `rows` how many rows each table has.
    """

    projections: tuple[str, ...]
    events: int
    folded: int
    folds: int
    rows: tuple[tuple[str, int], ...]
    seconds: float
    processor: float
    peak_bytes: int

    @property
    def rate(self) -> float:
        """Events of the log a second."""
        return self.events / self.seconds

    @property
    def folding(self) -> float:
        """Events folded a second, over all of them together."""
        return self.folds / self.seconds

    @property
    def micros(self) -> float:
        """Microseconds of processor time for each event of the log."""
        return self.processor / self.events * 1e6


def rebuilt(dsn: str, names: Sequence[str] = EVERY) -> Rebuilt:
    """Rebuild them in a process of their own."""
    return apart(_rebuild, dsn, tuple(names))


def quick(one: Rebuilt) -> bool:
    """Whether all together kept the promise."""
    return one.seconds <= TOGETHER or one.folding >= RATE


def _rebuild(dsn: str, names: tuple[str, ...]) -> Rebuilt:
    write_logs("WARNING")
    projections = [one for one in PROJECTIONS if one.name in names]
    with ExitStack() as stack:
        connection, fetching, beside = (
            stack.enter_context(work_session(dsn, "benchmark")) for _ in range(3)
        )
        rebuild = Rebuild(
            *projections,
            schema=SCHEMA,
            reader=EventMapper(OneKey()),
            ahead=(fetching, beside),
        )
        started, before = time.perf_counter(), _processor()
        entries = rebuild.run(connection, afresh=True)
        seconds, processor = time.perf_counter() - started, _processor() - before
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
        events = min(entry.position for entry in entries)
        return Rebuilt(
            projections=names,
            events=events,
            folded=_read(connection, projections, events),
            folds=sum(_read(connection, [projection], events) for projection in projections),
            rows=_rows(connection, projections),
            seconds=seconds,
            processor=processor,
            peak_bytes=peak,
        )


def _read(connection: Connection[Any], projections: Sequence[Projection[Any]], events: int) -> int:
    """How many of the first so many events any of them reads."""
    statement = sql.SQL("SELECT count(*) FROM {} WHERE position <= %s AND type = ANY (%s)")
    found = connection.execute(
        statement.format(sql.Identifier(SCHEMA, "events")),
        [events, sorted({name for one in projections for name in one.types})],
    ).fetchone()
    assert found is not None, "a count is one row"
    return int(found[0])


def _rows(
    connection: Connection[Any], projections: Sequence[Projection[Any]]
) -> tuple[tuple[str, int], ...]:
    """How many rows each projection has, each of its parts and its sums."""
    counted = []
    for name in (shown.name for one in projections for shown in one.shapes):
        view = sql.Identifier(Catalogue(SCHEMA).read_schema, name)
        found = connection.execute(sql.SQL("SELECT count(*) FROM {}").format(view)).fetchone()
        assert found is not None, "a count is one row"
        counted.append((name, int(found[0])))
    return tuple(counted)


def _processor() -> float:
    """Processor time of this process so far, all threads; the database server's is not in it."""
    spent = os.times()
    return spent.user + spent.system


def together_table(found: Sequence[Rebuilt]) -> Table:
    """Rebuilds of all read models at once, by the size of the log."""
    table = Table(title=f"Rebuilding all {len(EVERY)} read models in one process")
    headings = (
        "events",
        "rebuild",
        "events/s",
        "folds/s",
        "processor/event",
        "most memory",
        "rows",
    )
    for heading in headings:
        table.add_column(heading, justify="right")
    for one in found:
        table.add_row(
            f"{one.events:,}",
            f"{one.seconds:.1f} s",
            f"{one.rate:,.0f}",
            f"{one.folding:,.0f}",
            f"{one.micros:.0f} µs",
            f"{one.peak_bytes / 1e6:.0f} MB",
            f"{sum(rows for _, rows in one.rows):,}",
        )
    return table


def alone_table(found: Sequence[Rebuilt]) -> Table:
    """Rebuilds of one read model each, the dearest first."""
    table = Table(title="Each read model alone")
    for heading in ("", "reads", "rebuild", "events/s", "processor/event", "of those read", "rows"):
        table.add_column(heading, justify="right" if heading else "left")
    for one in sorted(found, key=lambda one: one.micros, reverse=True):
        table.add_row(
            one.projections[0],
            f"{one.folded / one.events:.0%}",
            f"{one.seconds:.1f} s",
            f"{one.rate:,.0f}",
            f"{one.micros:.0f} µs",
            f"{one.processor / max(1, one.folded) * 1e6:.0f} µs",
            " + ".join(f"{rows:,}" for _, rows in one.rows),
        )
    return table


def kept(together: Sequence[Rebuilt], alone: Sequence[Rebuilt]) -> dict[str, bool]:
    """The promises about rebuilding, and whether they were kept: of memory, if there are sizes."""
    (register,) = [one for one in alone if one.projections == (case_register.name,)]
    first, last = together[0], together[-1]
    promises = {
        f"all read models within {TOGETHER:.0f} s, or at {RATE:,} folds/s over all of them": quick(
            first
        ),
        f"case register at {REGISTER:,} events/s": register.rate >= REGISTER,
    }
    if last is first:
        return promises
    grown = f"memory at most {FLAT} x for {last.events / first.events:.0f} x the log"
    return promises | {grown: last.peak_bytes <= first.peak_bytes * FLAT}
