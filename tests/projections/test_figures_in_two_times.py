"""What was known at a moment stays so, whatever is recorded later. domain.md §5, §2.3 rule 4."""

from datetime import datetime
from itertools import groupby
from random import Random

import pytest

from projections.figures import FigureRow
from projections.figures.rows import shown
from projections.reads.indicators import known
from tests.projections.counting import FIGURES
from tests.projections.facts import Facts, random_lives


def figures(facts: Facts) -> list[FigureRow]:
    rows = FIGURES.fold(facts).values()
    return sorted((one for row in rows for one in shown(row)), key=lambda one: (one.case, one.n))


def as_told(rows: list[FigureRow], known_at: datetime) -> list[tuple[object, ...]]:
    """The rows known at a moment, without when they were taken back."""
    return [
        tuple(getattr(row, name) for name in row.__struct_fields__ if name != "retracted_at")
        for row in rows
        if known(row, known_at)
    ]


@pytest.mark.parametrize("seed", range(3))
def test_the_figures_of_any_moment_are_always_those_folded_up_to_it(seed: int) -> None:
    facts, _ = random_lives(Random(seed), 500, ties=0.2)
    whole = figures(facts)
    for nth, (moment, _) in enumerate(groupby(facts, key=lambda fact: fact.recorded_at)):
        if nth % 60 == 0:
            so_far = [fact for fact in facts if fact.recorded_at <= moment]
            assert as_told(whole, moment) == as_told(figures(so_far), moment)


@pytest.mark.parametrize("seed", range(3))
def test_no_fact_is_ever_known_twice(seed: int) -> None:
    facts, _ = random_lives(Random(seed), 1500, ties=0.2)
    for row in FIGURES.fold(facts).values():
        live = [(one.kind, one.subject) for one in row.memory.figures if one.retracted_at is None]
        assert len(live) == len(set(live))
        assert [one.n for one in row.memory.figures] == list(range(1, len(row.memory.figures) + 1))


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
