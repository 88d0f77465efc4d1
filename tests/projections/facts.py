"""Random lives of cases as recorded events, and the states the domain itself comes to."""

from random import Random
from typing import Any

from benchmarks.histories import Histories
from domain.case import Case
from domain.kernel import Recorded

Facts = list[Recorded[Any]]


def random_lives(random: Random, acts: int, **shape: Any) -> tuple[Facts, dict[str, Case]]:
    """What happened in `acts` acts, in order, and every case as the domain folds it."""
    histories = Histories(random, live=10_000, **shape)
    facts: Facts = []
    for _ in range(acts):
        for draft in histories.act():
            facts.append(draft.recorded(len(facts) + 1, histories.now))
    return facts, histories.cases
