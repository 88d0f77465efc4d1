"""The table of clocks: a row goes on from what was stored as if it had never left memory."""

from datetime import timedelta
from random import Random
from typing import Any

import pytest

from domain.kernel import Recorded
from domain.policy.clocks import clocks_of
from domain.policy.packaged import packaged_policy
from infra.read.columns import Column, columns_of
from projections.clocks import ClocksRow, clocks_by
from tests.domain.policy.history import MED, after, at, missed, opened, registered, suspended
from tests.projections.facts import random_lives

CLOCKS = clocks_by(packaged_policy)
COLUMNS = columns_of(ClocksRow)


def stored(row: ClocksRow) -> ClocksRow:
    """The row as it comes back out of its columns."""
    return ClocksRow(**{one.name: _kept(one, getattr(row, one.name)) for one in COLUMNS})


def _kept(column: Column, value: Any) -> Any:
    if value is None or column.dump is None or column.load is None:
        return value
    dumped = column.dump(value)
    return column.load(dumped[1:] if column.type == "jsonb" else dumped)


def of_cases(facts: list[Recorded[Any]]) -> list[Recorded[Any]]:
    return [fact for fact in facts if type(fact.event) in CLOCKS.events]


@pytest.mark.parametrize("seed", range(4))
def test_a_row_that_was_stored_is_the_row_that_was_folded(seed: int) -> None:
    facts, _ = random_lives(Random(seed), 300)
    kept: dict[Any, ClocksRow] = {}
    for fact in of_cases(facts):
        (key,) = CLOCKS.keys(fact)
        row = kept.get(key)
        after = CLOCKS.step(None if row is None else stored(row), fact, key)
        assert after is not None
        kept[key] = after
    assert kept == CLOCKS.fold(facts)
    assert {key: stored(row) for key, row in kept.items()} == kept


def test_a_row_is_the_count_of_the_whole_history() -> None:
    facts, _ = random_lives(Random(7), 200)
    for key, row in CLOCKS.fold(facts).items():
        own = [fact for fact in facts if fact.stream == key[0]]
        assert row.engine == clocks_of(own, packaged_policy())


def test_no_words_of_a_case_are_in_its_row() -> None:
    facts, _ = random_lives(Random(3), 200)
    words = {
        value
        for fact in facts
        for name in ("summary", "findings", "evidence", "rationale", "label")
        if isinstance(value := getattr(fact.event, name, None), str)
    }
    assert words
    rows = str(list(CLOCKS.fold(facts).values()))
    assert [one for one in words if one in rows] == []


def test_the_watch_looks_when_the_first_duty_ends() -> None:
    clocks = after(registered("2025-03-03"))
    open_duties = [one.due.at for one in clocks.clocks if one.is_open and one.recorded is None]
    assert clocks.look_at() == min(open_duties)


def test_a_pause_without_end_is_not_looked_at() -> None:
    clocks = after(opened(), suspended("2025-03-10", "P01"))
    clock = clocks.of("T20", MED)
    assert clock is not None
    assert clock.missed_from is None


def test_a_pause_that_ends_by_itself_is_looked_at_when_it_has_passed() -> None:
    """§7.9 P09: a pause both sides asked for lasts fifteen days at most."""
    clocks = after(opened(), suspended("2025-03-10", "P09"))
    clock = clocks.of("T20", MED)
    assert clock is not None
    assert clock.missed_from == clock.due.at
    assert clock in clocks.unrecorded(clock.due.at)


def test_a_recorded_miss_is_not_looked_at_again() -> None:
    for clocks, looked_at in (
        (after(opened()), True),
        (after(opened(), missed("2025-06-01", "T20", MED, 1)), False),
    ):
        clock = clocks.of("T20", MED)
        assert clock is not None
        assert (clock.missed_from is not None) is looked_at


@pytest.mark.parametrize("seed", range(3))
def test_a_miss_is_never_waiting_unless_it_is_looked_at(seed: int) -> None:
    facts, _ = random_lives(Random(seed), 200)
    for (case,), row in CLOCKS.fold(facts).items():
        ends = [one.end.at for one in row.engine.clocks if one.end is not None]
        last = max([*ends, *(fact.occurred_at for fact in facts if fact.stream == case)])
        for days in (0, 1, 5, 30, 400):
            moment = last + timedelta(days=days)
            waiting = bool(row.engine.unrecorded(moment))
            assert not waiting or (row.look_at is not None and row.look_at <= moment)


def test_asking_at_the_moment_named_finds_the_miss() -> None:
    clocks = after(registered("2025-03-03"))
    moment = clocks.look_at()
    assert moment is not None
    assert clocks.unrecorded(moment)
    assert clocks.unrecorded(moment - timedelta(seconds=1)) == []
    assert moment > at("2025-03-03")
