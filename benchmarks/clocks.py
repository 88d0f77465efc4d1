"""The clock engine: what one event more costs the table of clocks, beside reading it from the log.

Lives of about ten events and of about forty-five, and one case of 3,000, the corrections left out:
a correction counts its whole case again and is measured by itself. Machines differ; the ratio
to decoding the same events in the same run does not, so that is what we hold ourselves to.
"""

import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterable
from itertools import chain
from random import Random
from typing import Any

from msgspec.structs import replace
from rich.console import Console
from rich.table import Table

from benchmarks.histories import Histories
from benchmarks.sealing import OneKey
from domain.case.corrections import EventCorrected, EventVoided
from domain.ids import decode
from domain.kernel import Recorded
from domain.policy.clocks import clocks_of, step
from domain.policy.packaged import packaged_policy
from infra.store.mapper import Draft, EventMapper
from projections.clocks import clocks_by

EVENTS = 3_000
SHAPES = {
    "lives of about 10 events": (0.05, 0.08),
    "lives of about 45 events": (0.015, 0.08),
    "one case of 3,000": (0.0, 0.0),
}
"""The share of acts that begin a case, and of those that tie two together."""
CORRECTIONS = (EventVoided, EventCorrected)
TIMES = 5
"""Each measurement is taken so often; the quickest counts, the others were disturbed."""
LIMIT = 10
"""So many times what decoding takes, at most."""

Stream = list[tuple[Draft, Recorded[Any]]]


def streams(newcomers: float, ties: float) -> list[Stream]:
    """Invented cases of a shape, as they were stored and as they are read."""
    histories = Histories(Random(2025), newcomers=newcomers, ties=ties)
    found: dict[str, Stream] = defaultdict(list)
    drafts = chain.from_iterable(iter(histories.act, None))
    for position, draft in zip(range(1, EVENTS + 1), _uncorrected(drafts), strict=False):
        found[draft.stream].append((draft, draft.recorded(position, histories.now)))
    return list(found.values())


def _uncorrected(drafts: Iterable[Draft]) -> Iterable[Draft]:
    return (one for one in drafts if not isinstance(one.event, CORRECTIONS))


def _folded(cases: list[Stream]) -> None:
    clocks = clocks_by(packaged_policy)
    for case in cases:
        row = None
        for _, fact in case:
            row = clocks.step(row, fact, (fact.stream,))


def _decoding(cases: list[Stream]) -> Callable[[], None]:
    mapper = EventMapper(OneKey())
    rows = [
        (fact, decode(fact.stream), mapper.to_stored_event(draft).state)
        for case in cases
        for draft, fact in case
    ]

    def decoded() -> None:
        for fact, stream, data in rows:
            mapper.recorded(fact.position, fact.recorded_at, stream, fact.version, fact.name, data)

    return decoded


def _seconds(work: Callable[[], object]) -> float:
    def once() -> float:
        started = time.perf_counter()
        work()
        return time.perf_counter() - started

    return min(once() for _ in range(TIMES))


def _correction(case: Stream) -> float:
    """What voiding the last event that counts costs, in seconds: the whole case again."""
    policy = packaged_policy()
    clocks = clocks_of((fact for _, fact in case), policy)
    _, last = case[-1]
    wrong = clocks.facts[-1][-1]
    voided = EventVoided(
        version=wrong.version,
        event=wrong.name,
        reason="不属于本案",
        proposed_by=last.actor.person,
    )
    fact = replace(last, event=voided, version=last.version + 1)
    return _seconds(lambda: step(clocks, fact, policy))


def main() -> bool:
    """Measure and print; whether the limit was kept."""
    table = Table(title="The table of clocks, one event further")
    for heading in ("", "events a case", "decode", "clocks", "clocks : decode", "at most"):
        table.add_column(heading, justify="right" if heading else "left")
    kept, correction = True, 0.0
    for name, shape in SHAPES.items():
        cases = streams(*shape)
        decoded, folded = _seconds(_decoding(cases)), _seconds(lambda cases=cases: _folded(cases))
        kept &= folded <= decoded * LIMIT
        table.add_row(
            name, f"{EVENTS / len(cases):,.0f}", f"{decoded / EVENTS * 1e6:.0f} µs",
            f"{folded / EVENTS * 1e6:.0f} µs", f"{folded / decoded:.1f}", f"{LIMIT}",
        )  # fmt: skip
        correction = _correction(max(cases, key=len))
    console = Console()
    console.print(table)
    console.print(f"a correction of the longest case: {correction * 1e3:.0f} ms")
    return kept


if __name__ == "__main__":
    sys.exit(0 if main() else 1)
