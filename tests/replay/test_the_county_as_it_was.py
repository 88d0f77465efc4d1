"""Whole-county views at a past position: what was known then, whatever was entered later."""

from bisect import bisect_right
from datetime import timedelta
from random import Random
from typing import Any

import pytest

from domain.kernel import SHANGHAI
from infra.read.tables import Table
from infra.replay.county import Replay, Replayed
from infra.replay.cuts import CutInvalid, cut, moment, position_at
from projections.kernel import Key, Row, Shape
from projections.registry import PROJECTIONS
from tests.read.world import World


def replay(world: World) -> Replay:
    return Replay(admin_dsn=world.database.admin_dsn, app_dsn=world.dsn, schema=world.schema)


def rows(world: World, schema: str, shape: Shape[Any]) -> dict[Key, Row]:
    """What the view of a replay holds."""
    view = Table(shape, schema, shape.name)
    with world.session() as connection, connection.transaction():
        found = [view.row(values) for values in view.scan(connection)]
    return {shape.key_of(row): row for row in found}


def assert_as_folded(world: World, done: Replayed) -> None:
    facts = world.facts()[: done.position]
    for projection in PROJECTIONS:
        folded = projection.fold(facts)
        assert rows(world, done.schema, projection) == folded
        assert done.rows[projection.name] == len(folded)


def test_a_replay_holds_what_was_known_at_its_position(world: World) -> None:
    last = world.happens(150)
    position = Random(3).randrange(1, last)
    done = replay(world).to(position, PROJECTIONS, world.mapper)
    assert done.position == position
    assert_as_folded(world, done)


def test_what_is_appended_later_changes_no_replay(world: World) -> None:
    position = world.happens(80)
    before = replay(world).to(position, PROJECTIONS, world.mapper)
    world.happens(80)
    after = replay(world).to(position, PROJECTIONS, world.mapper)
    assert after == before
    assert_as_folded(world, after)


def test_a_replay_touches_nothing_that_people_read(world: World) -> None:
    world.happens(80)
    world.projector().catch_up()
    live = [world.live(projection) for projection in PROJECTIONS]
    replay(world).to(40, PROJECTIONS, world.mapper)
    assert [world.live(projection) for projection in PROJECTIONS] == live
    world.assert_equal_to_the_fold()


def test_a_replay_is_removed_once(world: World) -> None:
    world.happens(20)
    replays = replay(world)
    replays.to(10, PROJECTIONS, world.mapper)
    assert replays.drop(10)
    assert not replays.drop(10)


def test_a_moment_means_everything_recorded_until_then(world: World) -> None:
    for acts in (20, 30, 10):
        world.happens(acts)
    facts = world.facts()
    moments = [fact.recorded_at for fact in facts]
    tick = timedelta(microseconds=1)
    with world.session() as connection:
        for at in {moments[0] - tick, *moments, *(at + tick for at in moments)}:
            found = position_at(connection, world.schema, at)
            assert found == bisect_right(moments, at)
        for text in (str(len(facts) + 7), moments[-1].isoformat()):
            assert cut(connection, world.schema, text) == len(facts)
        assert cut(connection, world.schema, "7") == 7


def test_a_day_means_its_end_in_shanghai() -> None:
    assert moment("2025-09-26").astimezone(SHANGHAI).isoformat() == "2025-09-27T00:00:00+08:00"
    assert moment("2025-09-26T07:39") == moment("2025-09-25T23:39+00:00")


@pytest.mark.parametrize("text", ["", "yesterday", "2025-13-01", "2025-09-26T25:00", "-3"])
def test_what_is_no_cut_is_said_so(text: str) -> None:
    with pytest.raises(CutInvalid):
        moment(text)
