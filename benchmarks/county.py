"""A county's year: rebuilding everything, asking everything, and following it live.

A scratch server is filled with the log of a year (`county_year.py`), of one county or of one so
many times as large: `python -m benchmarks county --times 1 4`. What is promised is promised of one.
"""

import os
import sys
from collections.abc import Mapping, Sequence
from random import Random

from rich.console import Console
from rich.table import Table

from benchmarks.apart import apart
from benchmarks.county_answers import Answered, answered, questions_table
from benchmarks.county_answers import kept as answers_kept
from benchmarks.county_lag import kept as lag_kept
from benchmarks.county_lag import lag, lag_table
from benchmarks.county_rebuild import EVERY, Rebuilt, alone_table, rebuilt, together_table
from benchmarks.county_rebuild import kept as rebuild_kept
from benchmarks.county_year import County, county, fill, log, plans
from benchmarks.servers import scratch, server

SIZES = (1.0,)
"""County-years in the logs that are measured, the smallest first."""
SEED = 2025


def main(sizes: Sequence[float] = SIZES) -> bool:
    """Fill, measure, print; whether the promises were kept."""
    console = Console()
    with server() as running:
        databases = [scratch(running) for _ in sizes]
        wanted = [(one.admin_dsn, size) for one, size in zip(databases, sizes, strict=True)]
        filled: list[int] = apart(filled_with, wanted)
        first = databases[0]
        alone = [rebuilt(first.app_dsn, (name,)) for name in EVERY]
        console.print(alone_table(alone))
        together, questions = [], []
        for database, size in zip(databases, filled, strict=True):
            together.append(rebuilt(database.app_dsn))
            questions.append(answered(database.app_dsn))
            title = f"Questions about a whole county, {size:,} events"
            console.print(questions_table(questions[-1], title))
        console.print(together_table(together))
        if len(sizes) > 1:
            console.print(_growth(filled, together, questions))
        followed = lag(first.admin_dsn)
    console.print(lag_table(followed, filled[0]))
    load = ", ".join(f"{one:.1f}" for one in os.getloadavg())
    console.print(f"{os.cpu_count()} cores; load average at the end {load}")
    promises = rebuild_kept(together, alone) | answers_kept(questions[0]) | lag_kept(followed)
    console.print(_promises(promises))
    return all(promises.values())


def filled_with(wanted: Sequence[tuple[str, float]]) -> list[int]:
    """Play the demo once and fill these databases with so many county-years; events of each.

    In a process of its own: the lives that are told again would count as memory of what follows.
    """
    played = county()
    return [_fill(dsn, played, size) for dsn, size in wanted]


def _fill(dsn: str, played: County, size: float) -> int:
    told = plans(played, Random(SEED), times=size)
    total = len(played.register) + sum(plan.events for plan in told)
    return fill(dsn, log(played, told), total, Console())


def _growth(
    filled: Sequence[int], together: Sequence[Rebuilt], questions: Sequence[Sequence[Answered]]
) -> Table:
    """How many times the first size's figure each figure is at the last."""
    table = Table(title=f"At {filled[-1] / filled[0]:.1f} x the log")
    table.add_column("")
    table.add_column("grows", justify="right")
    ratios = {
        "rebuild, seconds": together[-1].seconds / together[0].seconds,
        "rebuild, most memory": together[-1].peak_bytes / together[0].peak_bytes,
    } | {
        last.name: last.median / first.median
        for first, last in zip(questions[0], questions[-1], strict=True)
    }
    for name, ratio in ratios.items():
        table.add_row(name, f"{ratio:.2f} x")
    return table


def _promises(promises: Mapping[str, bool]) -> Table:
    table = Table(title="What was promised", show_header=False)
    for name, held in promises.items():
        table.add_row(name, "kept" if held else "NOT KEPT")
    return table


if __name__ == "__main__":
    sys.exit(0 if main() else 1)
