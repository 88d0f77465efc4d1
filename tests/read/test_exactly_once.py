"""Exactly once: however a projector dies, each event is folded once and none is left out."""

import os
import signal
from datetime import datetime
from multiprocessing import get_context
from typing import Any
from uuid import UUID

import pytest

from domain.kernel import Recorded
from infra.read.follower import Follower
from infra.read.log import Log
from infra.read.projector import Projector
from infra.read.stored import ProjectionTable
from infra.store.mapper import EventMapper
from projections.case_register import case_register
from projections.registry import PROJECTIONS
from tests.read.world import Plain, World


class PowerCut(BaseException):
    """Stands for whatever ends a process in the middle of a transaction."""


class Dying:
    """Reads events until the nth, then ends: by an exception, or with the whole process."""

    def __init__(self, mapper: EventMapper, nth: int, *, process: bool = False) -> None:
        self._mapper = mapper
        self._left = nth
        self._process = process

    def recorded(
        self,
        position: int,
        recorded_at: datetime,
        stream: UUID,
        version: int,
        name: str,
        data: bytes,
    ) -> Recorded[Any]:
        self._left -= 1
        if self._left == 0 and self._process:
            os.kill(os.getpid(), signal.SIGKILL)
        if self._left == 0:
            raise PowerCut
        return self._mapper.recorded(position, recorded_at, stream, version, name, data)


def follower(world: World, reader: Any, batch_positions: int) -> Follower[Any]:
    """A follower of the register's live table, as the projector makes one."""
    world.projector().prepare()
    table = ProjectionTable(
        case_register, world.catalogue.read_schema, world.live(case_register).table
    )
    return Follower(
        table,
        catalogue=world.catalogue,
        log=Log(world.schema),
        reader=reader,
        batch_positions=batch_positions,
    )


def test_a_transaction_that_breaks_leaves_rows_and_position_as_they_were(world: World) -> None:
    world.happens(60)
    dying = follower(world, Dying(world.mapper, 45), batch_positions=20)
    with world.session() as connection:
        assert dying.advance(connection, 60).position == 20
        before = world.stored(case_register)
        assert dying.advance(connection, 60).position == 40
        with pytest.raises(PowerCut):
            dying.advance(connection, 60)
    assert world.live(case_register).position == 40
    assert world.stored(case_register) != before
    assert world.stored(case_register) == case_register.fold(world.facts()[:40])


def test_a_follower_that_lost_a_transaction_goes_on_with_what_is_stored(world: World) -> None:
    """What it keeps in memory was never committed: it must not trust it."""
    last = world.happens(60)
    dying = follower(world, Dying(world.mapper, 45), batch_positions=20)
    with world.session() as connection:
        dying.advance(connection, last)
        dying.advance(connection, last)
        with pytest.raises(PowerCut):
            dying.advance(connection, last)
        while dying.advance(connection, last).position < last:
            pass
    assert world.stored(case_register) == case_register.fold(world.facts())


def test_two_followers_of_one_table_take_turns_without_harm(world: World) -> None:
    last = world.happens(120)
    one, other = (follower(world, world.mapper, batch_positions=7) for _ in range(2))
    with world.session() as here, world.session() as there:
        while one.advance(here, last).position < last:
            other.advance(there, last)
    assert world.stored(case_register) == case_register.fold(world.facts())


def die_after(dsn: str, schema: str, nth: int) -> None:
    """Project in this process, which is killed while it reads the nth event.

    Some tables are up to date by then; they share their reading, so all the others are not.
    """
    reader = Dying(EventMapper(Plain()), nth, process=True)
    some = PROJECTIONS[::2]
    Projector(dsn=dsn, schema=schema, reader=EventMapper(Plain()), projections=some).catch_up()
    Projector(dsn=dsn, schema=schema, reader=reader, projections=PROJECTIONS).catch_up()


@pytest.mark.parametrize("nth", [1, 130, 390])
def test_a_killed_process_is_taken_up_where_its_last_commit_was(world: World, nth: int) -> None:
    world.happens(400)
    process = get_context("spawn").Process(target=die_after, args=(world.dsn, world.schema, nth))
    process.start()
    process.join()
    assert process.exitcode == -signal.SIGKILL
    world.happens(50)
    world.projector().catch_up()
    world.assert_equal_to_the_fold()
