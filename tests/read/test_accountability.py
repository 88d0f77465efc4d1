"""What counts against whom, asked of PostgreSQL: figures equal the fold, pages the list."""

from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from msgspec.structs import replace

from domain.roles import Role
from infra.read.accountability import PostgresAccountability
from infra.read.views import ReadModelNotReady
from projections.case_register import case_register
from projections.duties import BREACHES, DUTY_SPANS, BreachRow, duties
from projections.reads.accountability import AfterBreach, BreachFilter
from projections.scope import Scope, sees_row
from tests.read.test_pages import EVERYTHING
from tests.read.world import World

EVER = BreachFilter(
    units=(), from_at=datetime(2000, 1, 1, tzinfo=UTC), before=datetime(2100, 1, 1, tzinfo=UTC)
)


@pytest.fixture
def asked(world: World) -> PostgresAccountability:
    return PostgresAccountability(world.pool, world.schema)


def breaches(world: World) -> list[BreachRow]:
    """All there are, the latest first."""
    rows = world.stored(BREACHES).values()
    return sorted(rows, key=lambda one: (one.happened_at, one.position, one.kind), reverse=True)


def lived(world: World, acts: int = 400) -> list[BreachRow]:
    world.happens(acts)
    world.projector(case_register, duties).catch_up()
    found = breaches(world)
    assert found, "nothing counts against anybody in these lives"
    return found


def everywhere(found: list[BreachRow]) -> BreachFilter:
    units = sorted({one.unit for one in found if one.unit is not None})
    return replace(EVER, units=tuple(units))


def test_the_parts_equal_the_fold_of_the_log(world: World) -> None:
    for acts in (150, 3, 90):
        world.happens(acts)
        world.projector(duties).catch_up()
        world.assert_equal_to_the_fold(duties)
    assert world.stored(DUTY_SPANS)


def test_a_chain_is_read_back_as_it_was_folded(world: World, asked: PostgresAccountability) -> None:
    lived(world, 120)
    for key, row in duties.fold(world.facts()).items():
        assert asked.of(key[0], EVERYTHING) == row
    assert asked.of("nonsense", EVERYTHING) is None


def test_counts_are_those_of_the_list(world: World, asked: PostgresAccountability) -> None:
    found = lived(world)
    where = everywhere(found)
    answer = asked.counts(where)
    counted = {(one.unit, one.kind, one.timer): one.count for one in answer.counts}
    expected = Counter((one.unit, one.kind, one.timer) for one in found if one.unit is not None)
    assert counted == expected
    assert answer.position == len(world.facts())


NARROWED: list[
    Callable[[BreachFilter, BreachRow], tuple[BreachFilter, Callable[[BreachRow], bool]]]
]
NARROWED = [
    lambda where, one: (
        replace(where, units=(str(one.unit),)),
        lambda row: row.unit == one.unit,
    ),
    lambda where, one: (
        replace(where, person=one.person),
        lambda row: row.person == one.person,
    ),
    lambda where, one: (replace(where, kinds=(one.kind,)), lambda row: row.kind is one.kind),
    lambda where, one: (
        replace(where, from_at=one.happened_at),
        lambda row: row.happened_at >= one.happened_at,
    ),
    lambda where, one: (
        replace(where, before=one.happened_at),
        lambda row: row.happened_at < one.happened_at,
    ),
]


def test_a_filter_narrows_counts_and_pages_alike(
    world: World, asked: PostgresAccountability
) -> None:
    found = [one for one in lived(world) if one.unit is not None]
    where = everywhere(found)
    sample = found[len(found) // 2]
    for narrow in NARROWED:
        narrower, fits = narrow(where, sample)
        expected = [one for one in found if fits(one)]
        assert sum(one.count for one in asked.counts(narrower).counts) == len(expected)
        page = asked.page(narrower, 100, None, EVERYTHING)
        assert list(page.rows) == expected[:100]
        assert page.total == len(expected)
        assert asked.page(narrower, 100, None, EVERYTHING, count=False).total is None


def test_pages_have_neither_gaps_nor_repetitions(
    world: World, asked: PostgresAccountability
) -> None:
    found = [one for one in lived(world) if one.unit is not None]
    where, after, more = everywhere(found), None, True
    shown: list[BreachRow] = []
    while more:
        page = asked.page(where, 7, after, EVERYTHING)
        shown += page.rows
        last, more = shown[-1], page.has_next
        after = AfterBreach(happened_at=last.happened_at, position=last.position, kind=last.kind)
    assert shown == found


def test_only_cases_the_reader_may_see_are_listed(
    world: World, asked: PostgresAccountability
) -> None:
    found = lived(world)
    where, cases = everywhere(found), world.stored(case_register)
    unit = next(one.unit for one in found if one.unit is not None)
    readers = [
        Scope(person="person_x", unit=unit, area="", roles=frozenset({Role.HANDLER})),
        Scope(person="person_x", unit=None, area="", roles=frozenset()),
    ]
    for reader in readers:
        expected = [
            one for one in found if one.unit in where.units and sees_row(reader, cases[(one.case,)])
        ]
        page = asked.page(where, 100, None, reader)
        assert list(page.rows) == expected[:100]
        assert page.total == len(expected)
    assert asked.of(found[0].case, readers[-1]) is None


def test_of_no_units_there_is_nothing(world: World, asked: PostgresAccountability) -> None:
    lived(world, 100)
    assert asked.counts(EVER).counts == ()
    assert asked.page(EVER, 10, None, EVERYTHING).rows == ()


def test_before_the_tables_are_made_it_is_not_ready(asked: PostgresAccountability) -> None:
    with pytest.raises(ReadModelNotReady):
        asked.counts(EVER)
