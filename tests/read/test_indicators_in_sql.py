"""What PostgreSQL counts is what the reference counts over the folded rows, whatever is asked."""

from datetime import date, timedelta
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from benchmarks.drawing import UNITS
from domain.kernel import day_of
from domain.policy.packaged import packaged_policy
from infra.read.indicators import PostgresIndicators
from projections.clocks import clocks_by
from projections.figures import FigureRow, figures_by
from projections.reads.indicators import Asked, counted, row_set, rows_of
from projections.timeline import timeline
from tests.projections.facts import Facts
from tests.read.world import World

FIGURES, CLOCKS = figures_by(packaged_policy), clocks_by(packaged_policy)
READ = (FIGURES, CLOCKS, timeline)
ALL = Asked(from_on=date(2024, 1, 1), to_on=date(2026, 12, 31), units=tuple(UNITS))


def told(facts: Facts) -> list[FigureRow]:
    """Every fact that either table tells of these events."""
    return [
        one
        for projection in (FIGURES, CLOCKS)
        for row in projection.fold(
            fact for fact in facts if type(fact.event) in projection.events
        ).values()
        for one in projection.parts[-1].of(row)
    ]


@pytest.fixture
def asked_of(world: World) -> PostgresIndicators:
    world.happens(1500)
    world.projector(*READ).catch_up()
    return PostgresIndicators(world.pool, world.schema)


def test_any_period_units_and_moment_are_counted_alike(
    world: World, asked_of: PostgresIndicators
) -> None:
    facts = world.facts()
    rows = told(facts)
    entries = [fact for fact in facts if type(fact.event) in timeline.events]
    days = sorted({row.on for row in rows})
    moments = [fact.recorded_at for fact in facts[::37]]

    @given(
        ends=st.tuples(st.sampled_from(days), st.sampled_from(days)),
        units=st.sets(st.sampled_from(UNITS), min_size=1),
        known_at=st.sampled_from(moments),
        later=st.integers(0, 400),
    )
    @settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    def alike(ends: tuple[date, date], units: set[str], known_at: object, later: int) -> None:
        asked = Asked(
            from_on=min(ends),
            to_on=max(ends) + timedelta(days=later),
            units=tuple(sorted(units)),
            known_at=known_at,  # type: ignore[arg-type]
        )
        assert asked.known_at is not None
        found = asked_of.counted(asked)
        mine = [
            fact
            for fact in entries
            if fact.actor.unit in units
            and asked.from_on <= day_of(fact.occurred_at) <= asked.to_on
            and fact.recorded_at <= asked.known_at
        ]
        late = [one for one in mine if one.recorded_at - one.occurred_at > timedelta(hours=24)]
        assert found.counts == counted(rows, asked, asked.known_at) | {
            "ENTRIES": len(mine),
            "ENTRIES_LATE": len(late),
        }
        assert found.complete
        assert asked_of.row_set(asked) == row_set(rows_of(rows, asked, asked.known_at))

    alike()


def test_the_same_question_has_the_same_answer_when_more_has_happened(
    world: World, asked_of: PostgresIndicators
) -> None:
    """domain.md §5: whatever is recorded later changes nothing of what was known."""
    first = asked_of.counted(ALL)
    asked = replace(ALL, known_at=first.known_at)
    rows = asked_of.row_set(asked)
    world.happens(500)
    world.projector(*READ).catch_up()
    again = asked_of.counted(asked)
    assert (again.counts, again.known_at) == (first.counts, first.known_at)
    assert asked_of.row_set(asked) == rows
    assert asked_of.counted(ALL).counts != first.counts


def test_an_answer_says_when_something_known_by_then_is_not_counted_yet(
    world: World, asked_of: PostgresIndicators
) -> None:
    world.happens(20)
    last = world.facts()[-1].recorded_at
    assert not asked_of.counted(replace(ALL, known_at=last)).complete
    seen = asked_of.counted(ALL)
    assert seen.complete
    assert seen.known_at is not None
    assert seen.known_at < last
    world.projector(*READ).catch_up()
    assert asked_of.counted(replace(ALL, known_at=last)).complete


def test_before_anything_is_recorded_everything_is_nothing(world: World) -> None:
    world.projector(*READ).catch_up()
    found = PostgresIndicators(world.pool, world.schema).counted(ALL)
    assert found.known_at is None
    assert set(found.counts.values()) == {0}


@pytest.mark.parametrize("seed", range(3))
def test_what_is_stored_is_the_fold_however_the_log_is_cut(world: World, seed: int) -> None:
    random = Random(seed)
    projector = world.projector(FIGURES, CLOCKS)
    for _ in range(4):
        world.happens(random.randrange(1, 150))
        projector.catch_up()
    world.assert_equal_to_the_fold(FIGURES, CLOCKS)
