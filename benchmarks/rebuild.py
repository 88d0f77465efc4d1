"""How fast a read model is rebuilt from the log, and how much memory it takes.

Promised: the case register at 20,000 events a second in one process, in memory that does not grow
with the log. A scratch server is filled with invented but realistic events (through the mapper and
the recorder, narrative sealed) and thrown away afterwards. Each measurement has its own process.
"""

import base64
import os
import resource
import secrets
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from itertools import chain
from multiprocessing import get_context
from random import Random

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from eventsourcing.persistence import StoredEvent
from rich.console import Console
from rich.progress import track
from rich.table import Table

from benchmarks.histories import Histories
from benchmarks.servers import SCHEMA, scratch, server
from domain.values import Value
from infra.read.fold_check import FoldCheck
from infra.read.rebuild import Rebuild
from infra.read.session import work_session
from infra.store.appender import Append
from infra.store.mapper import EventMapper
from infra.store.recorder import Datastore, Recorder
from infra.vault.interface import Place
from projections.case_register import case_register
from projections.registry import PROJECTIONS

SIZES = (50_000, 200_000)
"""How many events the log has at the first and at the second measurement."""
APPEND = 500
"""Events in one append while the scratch log is filled."""
PROMISED = 20_000
"""Events a second, for the case register."""
FLAT = 1.25
"""Memory may not grow by more than this while the log grows to its largest size."""


class OneKey:
    """Seals as the vault does, under one key that is nowhere else."""

    def __init__(self) -> None:
        self._cipher = AESGCM(AESGCM.generate_key(256))

    def seal(self, text: str, place: Place) -> str:
        """The sealed form of `text`: as long as the vault's."""
        nonce = secrets.token_bytes(12)
        body = nonce + self._cipher.encrypt(nonce, text.encode(), None)
        return "sealed:v1:" + base64.b64encode(body).decode()

    def open(self, sealed: str, place: Place) -> str | None:
        """Never asked for: projections read no narrative."""
        raise NotImplementedError


class Measured(Value):
    """One measurement of one projection."""

    projection: str
    events: int
    rows: int
    seconds: float
    check_seconds: float
    grown_bytes: int
    peak_bytes: int

    @property
    def rate(self) -> float:
        """Events a second."""
        return self.events / self.seconds


def events(mapper: EventMapper) -> Iterator[StoredEvent]:
    """Stored events without end."""
    histories = Histories(Random(2025))
    return (
        mapper.to_stored_event(draft) for draft in chain.from_iterable(iter(histories.act, None))
    )


def measure(dsn: str, name: str) -> Measured:
    """Rebuild a projection from nothing in this process, and check it."""
    projection = next(one for one in PROJECTIONS if one.name == name)
    mapper = EventMapper(OneKey())
    before = _peak()
    with (
        work_session(dsn, "benchmark") as connection,
        work_session(dsn, "benchmark") as fetching,
        work_session(dsn, "benchmark") as beside,
    ):
        rebuild = Rebuild(projection, schema=SCHEMA, reader=mapper, ahead=(fetching, beside))
        started = time.perf_counter()
        (entry,) = rebuild.run(connection, afresh=True)
        seconds = time.perf_counter() - started
    peak = _peak()
    started = time.perf_counter()
    checked = FoldCheck(projection, dsn=dsn, schema=SCHEMA, reader=mapper).run()
    assert checked is not None, "it has just been built"
    assert checked.difference is None, checked.difference
    return Measured(
        projection=name,
        events=entry.position,
        rows=checked.rows,
        seconds=seconds,
        check_seconds=time.perf_counter() - started,
        grown_bytes=peak - before,
        peak_bytes=peak,
    )


def measured(dsn: str, name: str) -> Measured:
    """The same in a process of its own, so that its peak of memory is its own."""
    with get_context("spawn").Pool(1) as pool:
        return pool.apply(measure, (dsn, name))


def main() -> bool:
    """Fill, measure, print; whether the promises were kept."""
    console = Console()
    found: list[Measured] = []
    with server() as running:
        database = scratch(running)
        stream = events(EventMapper(OneKey()))
        filled = 0
        with closing(Recorder(Datastore(database.app_dsn, SCHEMA))) as recorder:
            for size in SIZES:
                for _ in track(range(filled, size, APPEND), f"{size:,} events", console=console):
                    batch = tuple(next(stream) for _ in range(APPEND))
                    recorder.append(Append(events=batch))
                filled = size
                found += [measured(database.app_dsn, each.name) for each in PROJECTIONS]
    console.print(_table(found))
    load = ", ".join(f"{one:.1f}" for one in os.getloadavg())
    console.print(f"{os.cpu_count()} cores; load average at the end {load}")
    return _kept(found)


def _kept(found: list[Measured]) -> bool:
    """The register is fast enough at every size, and takes no more memory for a longer log."""
    register = [one for one in found if one.projection == case_register.name]
    fast = all(one.rate >= PROMISED for one in register)
    return fast and register[-1].peak_bytes <= register[0].peak_bytes * FLAT


def _table(found: list[Measured]) -> Table:
    table = Table(title="Rebuilding read models")
    for heading in (
        "projection",
        "events",
        "rows",
        "events/s",
        "rebuild",
        "check",
        "memory",
        "peak",
    ):
        table.add_column(heading, justify="left" if heading == "projection" else "right")
    for one in found:
        table.add_row(
            one.projection,
            f"{one.events:,}",
            f"{one.rows:,}",
            f"{one.rate:,.0f}",
            f"{one.seconds:.1f} s",
            f"{one.check_seconds:.1f} s",
            f"+{one.grown_bytes / 1e6:.0f} MB",
            f"{one.peak_bytes / 1e6:.0f} MB",
        )
    return table


def _peak() -> int:
    """The most memory this process has had, in bytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


if __name__ == "__main__":
    sys.exit(0 if main() else 1)
