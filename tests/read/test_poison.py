"""Poisoned events: what does not fold stops its own projection, is named and never skipped."""

from uuid import uuid4

import pytest
from eventsourcing.persistence import StoredEvent

from domain.case.intake import IntakeRegistered
from domain.kernel import Recorded
from infra.read.news import Moved, News, Stopped
from infra.read.waiting import PostgresPositions
from projections.case_register import case_register
from projections.kernel import FoldBroken, Projection, Row
from projections.registry import PROJECTIONS
from projections.timeline import timeline
from tests.read.world import World


class CountRow(Row, key=("case",)):
    """How often a case was registered: once."""

    case: str
    times: int


def counting(
    refuses: int | None = None, *, too_large: tuple[int, int] = (0, 0)
) -> Projection[CountRow]:
    """Counts registrations; breaks at one position, stores what no column can hold at another."""
    found = Projection("counting", CountRow, version=1, zh="计数")

    @found.folds
    def registered(row: CountRow | None, fact: Recorded[IntakeRegistered]) -> CountRow:
        if fact.position == refuses:
            raise FoldBroken("cannot be")
        position, number = too_large
        return CountRow(case=fact.stream, times=number if fact.position == position else 1)

    return found


def registrations(world: World) -> list[int]:
    """The positions of registrations."""
    return [fact.position for fact in world.facts() if isinstance(fact.event, IntakeRegistered)]


def stopped(news: list[News]) -> dict[str, int]:
    return {one.projection: one.position for one in news if isinstance(one, Stopped)}


def test_only_the_projection_that_cannot_fold_stops(world: World) -> None:
    last = world.happens(100)
    poison = registrations(world)[3]
    news: list[News] = []
    world.projector(counting(poison), case_register, tell=news.append).catch_up()
    assert stopped(news) == {"counting": poison}
    assert world.live(case_register).position == last


def test_the_position_is_named_and_everything_before_it_is_folded(world: World) -> None:
    world.happens(100)
    poison = registrations(world)[3]
    projection = counting(poison)
    world.projector(projection).catch_up()
    entry = world.live(projection)
    assert (entry.status, entry.stopped_at, entry.position) == ("stopped", poison, poison - 1)
    assert entry.error == "intake.registered: FoldBroken: cannot be"
    before = [fact for fact in world.facts() if fact.position < poison]
    assert world.stored(projection) == counting().fold(before)


def test_an_event_that_cannot_be_read_stops_every_projection_that_reads_it(world: World) -> None:
    world.happens(10)
    broken = world.append(StoredEvent(uuid4(), 1, "intake.registered", b'{"schema":99}'))
    world.happens(10)
    news: list[News] = []
    world.projector(tell=news.append).catch_up()
    reading = [one.name for one in PROJECTIONS if "intake.registered" in one.types]
    assert stopped(news) == dict.fromkeys(reading, broken)
    assert "EventUnreadable" in (world.live(timeline).error or "")


@pytest.mark.parametrize("value", [2**63, -(2**63) - 1])
def test_a_row_the_database_cannot_take_names_its_event(world: World, value: int) -> None:
    world.happens(100)
    poison = registrations(world)[5]
    news: list[News] = []
    world.projector(counting(too_large=(poison, value)), tell=news.append).catch_up()
    assert stopped(news) == {"counting": poison}


def test_a_new_start_tries_again_and_goes_on_once_the_program_is_mended(world: World) -> None:
    world.happens(100)
    poison = registrations(world)[3]
    world.projector(counting(poison)).catch_up()
    news: list[News] = []
    world.projector(counting(poison), tell=news.append).catch_up()
    assert stopped(news) == {"counting": poison}
    mended = counting()
    news = []
    world.projector(mended, tell=news.append).catch_up()
    assert [type(one) for one in news] == [Moved]
    assert world.live(mended).status == "running"
    world.assert_equal_to_the_fold(mended)


def test_nobody_waits_for_a_projection_that_has_stopped(world: World) -> None:
    last = world.happens(100)
    projection = counting(registrations(world)[3])
    world.projector(projection).catch_up()
    positions = PostgresPositions(world.pool, world.schema, [projection])
    assert positions.wait_for(registrations(world)[3] - 1, 3600.0)
    assert not positions.wait_for(last, 3600.0)
