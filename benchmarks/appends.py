"""Appends: our recorder beside the library's stock recorder, on the same server, in turns.

One event of 400 bytes each; 1, 16 and 64 writers. The promise: at least 8 times the stock recorder
with 16 and with 64 writers.
"""

import statistics
import threading
import time
from collections.abc import Callable
from uuid import uuid4

from eventsourcing.persistence import StoredEvent
from eventsourcing.postgres import PostgresApplicationRecorder, PostgresDatastore
from psycopg.conninfo import conninfo_to_dict
from rich.console import Console
from rich.table import Table

from benchmarks.servers import SCHEMA, Scratch, scratch, server
from infra.database.connections import application_dsn
from infra.store.recorder import Datastore, Recorder

WRITERS = (1, 16, 64)
SECONDS = 3.0
ROUNDS = 3
PROMISED = 8.0
DATA = b'{"filler":"' + b"x" * 387 + b'"}'


def stock(database: Scratch) -> PostgresApplicationRecorder:
    """The library's recorder, with a pool wide enough for every writer."""
    given = {name: str(value) for name, value in conninfo_to_dict(database.admin_dsn).items()}
    recorder = PostgresApplicationRecorder(
        PostgresDatastore(
            given["dbname"], given["host"], given.get("port", "5432"), given["user"], "",
            pool_size=8, max_overflow=64,
        )
    )  # fmt: skip
    recorder.create_table()
    return recorder


def rate(append: Callable[[StoredEvent], object], writers: int) -> float:
    """Appends a second of so many threads over `SECONDS`."""
    done = [0] * writers
    stop = time.perf_counter() + SECONDS

    def write(nth: int) -> None:
        while time.perf_counter() < stop:
            append(StoredEvent(uuid4(), 1, "case.accepted", DATA))
            done[nth] += 1

    threads = [threading.Thread(target=write, args=(nth,)) for nth in range(writers)]
    started = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(done) / (time.perf_counter() - started)


def main() -> bool:
    """Print the table; whether the promise was kept."""
    assert len(DATA) == 400
    kept = True
    table = Table(title=f"Appends of 400 bytes a second ({ROUNDS} rounds, median of ratios)")
    for column in ("writers", "stock", "ours", "ratio", "promised"):
        table.add_column(column, justify="right")
    with server() as running:
        database = scratch(running)
        ours = Recorder(Datastore(application_dsn(database.app_dsn), SCHEMA))
        theirs = stock(database)
        for writers in WRITERS:
            pairs = [
                (
                    rate(lambda event: theirs.insert_events([event]), writers),
                    rate(lambda event: ours.insert_events([event]), writers),
                )
                for _ in range(ROUNDS)
            ]
            ratio = statistics.median(mine / other for other, mine in pairs)
            promised = PROMISED if writers >= 16 else None
            kept &= promised is None or ratio >= promised
            table.add_row(
                str(writers),
                f"{statistics.median(other for other, _ in pairs):,.0f}",
                f"{statistics.median(mine for _, mine in pairs):,.0f}",
                f"{ratio:.1f}",
                "" if promised is None else f"{promised:.0f}",
            )
        ours.close()
        theirs.datastore.close()
    Console().print(table)
    return kept
