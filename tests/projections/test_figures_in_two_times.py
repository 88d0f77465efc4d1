"""What was known at a moment stays so, whatever is recorded later. domain.md §5, §2.3 rule 4."""

from datetime import datetime
from itertools import groupby
from random import Random
from typing import Any

import pytest

from projections.figures import FigureRow
from projections.kernel import Projection
from projections.reads.indicators import known
from tests.projections.counting import CLOCKS, FIGURES
from tests.projections.facts import Facts, random_lives

BOTH = pytest.mark.parametrize("projection", [FIGURES, CLOCKS], ids=lambda one: one.name)


def figures(projection: Projection[Any], facts: Facts) -> list[FigureRow]:
    read = [fact for fact in facts if type(fact.event) in projection.events]
    rows = projection.fold(read).values()
    told = (one for row in rows for one in projection.parts[-1].of(row))
    return sorted(told, key=lambda one: (one.case, one.n))


def as_told(rows: list[FigureRow], known_at: datetime) -> list[tuple[object, ...]]:
    """The rows known at a moment, without when they were taken back."""
    return [
        tuple(getattr(row, name) for name in row.__struct_fields__ if name != "retracted_at")
        for row in rows
        if known(row, known_at)
    ]


@BOTH
@pytest.mark.parametrize("seed", range(3))
def test_the_figures_of_any_moment_are_always_those_folded_up_to_it(
    projection: Projection[Any], seed: int
) -> None:
    facts, _ = random_lives(Random(seed), 500, ties=0.2)
    whole = figures(projection, facts)
    for nth, (moment, _) in enumerate(groupby(facts, key=lambda fact: fact.recorded_at)):
        if nth % 60 == 0:
            so_far = [fact for fact in facts if fact.recorded_at <= moment]
            assert as_told(whole, moment) == as_told(figures(projection, so_far), moment)


@pytest.mark.parametrize("seed", range(3))
def test_no_fact_is_ever_known_twice(seed: int) -> None:
    facts, _ = random_lives(Random(seed), 1500, ties=0.2)
    memories = [
        *(row.memory for row in FIGURES.fold(facts).values()),
        *(row.told for row in CLOCKS.fold(facts).values()),
    ]
    for memory in memories:
        live = [(one.kind, one.subject) for one in memory.figures if one.retracted_at is None]
        assert len(live) == len(set(live))
        assert [one.n for one in memory.figures] == list(range(1, len(memory.figures) + 1))


def test_an_event_that_changes_nothing_leaves_the_row_untouched() -> None:
    facts, _ = random_lives(Random(5), 300)
    rows = {}
    unchanged = 0
    for fact in facts:
        if type(fact.event) not in FIGURES.events:
            continue
        (key,) = FIGURES.keys(fact)
        before = rows.get(key)
        after = FIGURES.step(before, fact, key)
        assert after is before or after != before
        unchanged += after is before
        rows[key] = after
    assert unchanged
