"""Waiting for a position: people read their own writes, and nobody waits in vain for long."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from infra.database.connections import ReadPool
from infra.database.faults import DatabaseDown
from infra.read.news import Moved
from infra.read.waiting import PostgresPositions
from projections.registry import PROJECTIONS
from tests.read.listening import running
from tests.read.world import World

PATIENCE = 30.0


def test_a_position_that_was_seen_is_not_waited_for(world: World) -> None:
    last = world.happens(20)
    world.projector().catch_up()
    positions = PostgresPositions(world.pool, world.schema, PROJECTIONS)
    assert positions.wait_for(last, 0.0) or positions.wait_for(last, PATIENCE)
    assert positions.wait_for(last, 0.0)


def test_the_end_of_waiting_is_no(world: World) -> None:
    last = world.happens(5)
    world.projector().prepare()
    positions = PostgresPositions(world.pool, world.schema, PROJECTIONS)
    assert not positions.wait_for(last, 0.05)


def test_many_wait_for_what_another_process_projects(world: World) -> None:
    """No news come from there: the positions are asked for."""
    positions = PostgresPositions(world.pool, world.schema, PROJECTIONS)
    with running(world.projector()), ThreadPoolExecutor(20) as threads:
        last = world.happens(60)
        waiting = [threads.submit(positions.wait_for, last, PATIENCE) for _ in range(20)]
        assert all(one.result() for one in waiting)


def test_news_from_this_process_end_the_waiting_at_once(world: World) -> None:
    """The database knows nothing of the position; only the news do."""
    world.projector().prepare()
    positions = PostgresPositions(world.pool, world.schema, PROJECTIONS)
    with ThreadPoolExecutor(1) as threads:
        waiting = threads.submit(positions.wait_for, 9, PATIENCE)
        for projection in PROJECTIONS:
            assert not waiting.done()
            positions.heard(
                Moved(projection=projection.name, position=9, head=9, events=1, seconds=0.0)
            )
        assert waiting.result()


def test_a_writer_reads_what_it_has_written(world: World) -> None:
    positions = PostgresPositions(world.pool, world.schema, PROJECTIONS)
    with running(world.projector(tell=positions.heard)):
        for _ in range(10):
            assert positions.wait_for(world.happens(3), PATIENCE)


def test_an_unreachable_database_is_a_fault_and_not_a_no(world: World) -> None:
    pool = ReadPool("host=127.0.0.1 port=1 dbname=none connect_timeout=1", wait_seconds=0.5)
    pool.open()
    try:
        with pytest.raises(DatabaseDown):
            PostgresPositions(pool, world.schema, PROJECTIONS).wait_for(1, PATIENCE)
    finally:
        pool.close()
