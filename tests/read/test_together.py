"""Folding together: what stands at one position goes on in one transaction, read once."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.case.intake import IntakeRegistered
from domain.kernel import Recorded
from infra.read.folding import Poisoned
from infra.read.follower import Follower
from infra.read.log import Log
from infra.read.news import Moved, News
from infra.read.shared import Shared
from infra.read.stored import ProjectionTable
from infra.read.together import TOGETHER_POSITIONS, together
from infra.store.mapper import EventMapper
from projections.case_register import case_register
from projections.kernel import FoldBroken, Projection, Row
from projections.timeline import timeline
from tests.read.listening import Heard, running
from tests.read.world import World


class Counting:
    """Counts how often each event is read."""

    def __init__(self, mapper: EventMapper) -> None:
        self._mapper = mapper
        self.read: Counter[int] = Counter()

    def recorded(
        self,
        position: int,
        recorded_at: datetime,
        stream: UUID,
        version: int,
        name: str,
        data: bytes,
    ) -> Recorded[Any]:
        self.read[position] += 1
        return self._mapper.recorded(position, recorded_at, stream, version, name, data)


def transactions(news: Sequence[News]) -> int:
    """How many batches there were, told of by every projection."""
    return max(Counter(one.projection for one in news if isinstance(one, Moved)).values())


def test_read_models_at_one_position_read_each_event_once(world: World) -> None:
    reader = Counting(world.mapper)
    heard = Heard(world.happens(40))
    with running(world.projector(reader=reader, tell=heard)):
        assert heard.all_reached()
        assert heard.all_reached(world.happens(40))
    assert set(reader.read.values()) == {1}
    assert transactions(heard.news) < len(heard.news)
    world.assert_equal_to_the_fold()


def test_a_long_way_leads_to_the_same_rows(world: World) -> None:
    assert world.happens(TOGETHER_POSITIONS + 50) > TOGETHER_POSITIONS
    world.projector(case_register).catch_up()  # The others are behind it, all at one position.
    world.happens(30)
    world.projector().catch_up()
    world.assert_equal_to_the_fold()


class TwiceRow(Row, key=("case",)):
    """How often a case was registered: once."""

    case: str
    times: int


def breaking(position: int, name: str) -> Projection[TwiceRow]:
    """A projection that cannot fold the event at a position."""
    found = Projection(name, TwiceRow, version=1, zh="计数")

    @found.folds
    def registered(row: TwiceRow | None, fact: Recorded[IntakeRegistered]) -> TwiceRow:
        if fact.position == position:
            raise FoldBroken("cannot be")
        return TwiceRow(case=fact.stream, times=1)

    return found


@settings(
    max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.integers(1, 40), st.tuples(st.integers(0, 99), st.integers(0, 99)))
def test_whatever_stops_some_the_others_always_go_on(
    world: World, acts: int, places: tuple[int, int]
) -> None:
    grown = world.happens(acts)
    broken = [
        breaking(1 + grown * place // 100, f"broken_{grown}_{nth}")
        for nth, place in enumerate(places)
    ]
    world.projector(timeline, *broken, case_register).catch_up()
    world.assert_equal_to_the_fold(timeline, case_register)
    facts = world.facts()
    for one in broken:
        entry = world.live(one)
        upto = grown if entry.stopped_at is None else entry.stopped_at - 1
        assert entry.position == upto
        assert world.stored(one) == one.fold(facts[:upto])


def followers(world: World, *projections: Projection[Any]) -> list[Follower[Any]]:
    """Followers of live tables, as the projector makes them."""
    world.projector(*projections).prepare()
    types = (name for one in projections for name in one.types)
    shared = Shared(Log(world.schema), world.mapper, types)
    return [
        Follower(
            ProjectionTable(one, world.catalogue.read_schema, world.live(one).table),
            catalogue=world.catalogue,
            log=shared,
            reader=shared,
        )
        for one in projections
    ]


def test_a_table_that_somebody_else_moved_is_left_alone(world: World) -> None:
    middle = world.happens(20)
    both = followers(world, case_register, timeline)
    with world.session() as here:
        assert [one.position(here) for one in both] == [0, 0]
        world.projector(timeline).catch_up()
        last = world.happens(20)
        done = together(here, world.catalogue, both, last)
        assert list(done) == both[:1]
        assert both[1].advance(here, last).position == last
    assert middle < last
    world.assert_equal_to_the_fold(case_register, timeline)


def test_what_is_rolled_back_is_forgotten_by_all_of_them(world: World) -> None:
    last = world.happens(30)
    *_, registered = (one for one in world.facts() if isinstance(one.event, IntakeRegistered))
    three = followers(world, case_register, timeline, breaking(registered.position, "late"))
    with world.session() as here:
        for one in three:
            one.position(here)
        with pytest.raises(Poisoned, match="cannot be"):
            together(here, world.catalogue, three, last)
        assert [one.position(here) for one in three] == [0, 0, 0]
        for one in three[:2]:
            assert one.advance(here, last).position == last
    world.assert_equal_to_the_fold(case_register, timeline)
