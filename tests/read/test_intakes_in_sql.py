"""Intakes as PostgreSQL answers them: as the fold knew them at any moment."""

from datetime import timedelta

from infra.read.warning import PostgresIntakes
from projections.intakes import intake_book, intakes
from tests.projections.test_intakes import known_at, seen, tallies
from tests.read.world import World


def test_what_was_known_is_answered_as_the_fold_says(world: World) -> None:
    world.happens(400)
    world.projector(intake_book).catch_up()
    world.assert_equal_to_the_fold(intake_book)
    asked = PostgresIntakes(world.pool, world.schema)
    rows = list(world.stored(intakes).values())
    units = sorted({row.centre for row in rows})[:5]
    first, last = min(row.received_on for row in rows), max(row.received_on for row in rows)
    moments = sorted(row.known_at for row in rows)
    for moment in (moments[0], moments[len(moments) // 2], moments[-1]):
        for days in ((first, last), (last, last)):
            assert list(asked.tallies(units, days, moment)) == tallies(rows, units, days, moment)
            assert list(asked.seen(units, days, moment)) == seen(rows, units, days, moment)
        known = [row.received_on for row in known_at(rows, moment)]
        assert asked.begins(moment) == min(known)
    before = moments[0] - timedelta(seconds=1)
    assert asked.begins(before) is None
    assert asked.tallies(units, (first, last), before) == []
