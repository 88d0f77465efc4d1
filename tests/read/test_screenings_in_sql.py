"""Screenings as PostgreSQL answers them: as the rule over the rows says, at any moment."""

from datetime import date, datetime, time, timedelta
from random import Random

import pytest
from msgspec.structs import replace

from domain.codes.screening import Rhythm
from domain.kernel import SHANGHAI, Event, utc
from domain.measures.period import Period
from domain.measures.screening import Tally
from domain.roles import Role
from domain.screening.duties import Owed
from domain.screening.performing import DisputeDiscovered, ScreeningWithdrawn
from domain.screening.state import screening_id
from domain.screening.windows import window_of
from infra.read.screenings import PostgresScreenings
from infra.read.views import ReadModelNotReady
from infra.store.appender import Append
from infra.store.mapper import Draft
from projections.reads.screenings import counted, known, tally
from projections.screenings import screening_book, screenings
from tests.domain.county import CASE, named
from tests.domain.organisation.county import GRID, VILLAGE, committee_head
from tests.domain.screening.given import OTHER_GRID, performed
from tests.read.world import World

UNITS = [VILLAGE, named("unit", "a second village"), named("unit", "a third village")]
RHYTHMS = dict(zip(UNITS, Rhythm, strict=True))
FIRST, LAST = date(2025, 1, 1), date(2025, 4, 30)


def tell(world: World, stream: str, events: list[tuple[Event, date]]) -> None:
    """Record the events of a task, each by itself, so that each has a moment of its own."""
    for version, (event, on) in enumerate(events, start=1):
        at = utc(datetime.combine(on, time(9), SHANGHAI))
        draft = Draft(
            stream=stream,
            version=version,
            event=event,
            act=replace(committee_head(), at=at, now=at),
            role=Role.COMMITTEE_HEAD,
        )
        world.recorder.append(Append(events=(world.mapper.to_stored_event(draft),)))


def screened(world: World, chance: Random) -> None:
    """Some windows of some units screened early, late, withdrawn, entered anew, linked."""
    for unit, rhythm in RHYTHMS.items():
        day = FIRST
        while day <= LAST:
            window = window_of(rhythm, day)
            day = window.last_on + timedelta(days=1)
            if chance.random() < 0.3:
                continue
            task = screening_id(unit, window.first_on)
            on = window.first_on + timedelta(days=chance.randint(0, 20))
            event = performed(
                screening=task,
                unit=unit,
                rhythm=rhythm,
                first_on=window.first_on,
                last_on=window.last_on,
                grids=tuple(chance.sample([GRID, OTHER_GRID], chance.randint(0, 2))),
            )
            after: list[tuple[Event, date]] = [
                (DisputeDiscovered(case=CASE), on),
                (ScreeningWithdrawn(reason="误"), on),
                (event, on + timedelta(days=3)),
            ]
            tell(world, task, [(event, on), *after[: chance.randint(0, 3)]])


def owed(chance: Random) -> list[Owed]:
    """Windows owed from some day to some day, in parts; of units with and without screenings."""
    return [
        Owed(
            unit=unit,
            timer="T70",
            rhythm=chance.choice([RHYTHMS.get(unit, Rhythm.WEEKLY)] * 4 + list(Rhythm)),
            from_on=from_on,
            to_on=to_on,
        )
        for unit in (*UNITS, named("unit", "one that never screened"))
        for from_on, to_on in _spans(chance)
    ]


def _spans(chance: Random) -> list[tuple[date, date]]:
    """Two stretches of days, one after the other."""
    days = chance.randint(-20, 20), chance.randint(21, 60), chance.randint(61, 80), 130
    begin, end, again, last = (FIRST + timedelta(days=nth) for nth in days)
    return [(begin, end), (again, last)]


@pytest.mark.parametrize("seed", [3, 11])
def test_what_is_counted_is_what_the_rule_says(world: World, seed: int) -> None:
    chance = Random(seed)
    screened(world, chance)
    world.projector(screening_book).catch_up()
    world.assert_equal_to_the_fold(screening_book)
    asked = PostgresScreenings(world.pool, world.schema)
    assert asked.position() == world.recorder.size()
    rows = list(world.stored(screenings).values())
    moments = sorted(row.known_at for row in rows)
    some = 0
    for _ in range(40):
        every, moment = owed(chance), chance.choice(moments)
        first = FIRST + timedelta(days=chance.randint(0, 100))
        period = Period(first=first, last=first + timedelta(days=chance.randint(0, 90)))
        wanted = tally(rows, every, period, moment)
        some += wanted.performed
        assert asked.tally(every, period, moment) == wanted
        assert asked.performed(every, period, moment) == {
            (row.unit, row.last_on): row.performed_on
            for row in counted(rows, every, period, moment)
        }
        tasks = sorted({row.screening for row in chance.sample(rows, 5)})
        assert asked.rows(tasks, moment) == {
            row.screening: row for row in rows if row.screening in tasks and known(row, moment)
        }
    assert some > 20, "the questions were about something"


def test_nothing_owed_is_nothing_counted(world: World) -> None:
    asked = PostgresScreenings(world.pool, world.schema)
    with pytest.raises(ReadModelNotReady):
        asked.position()
    world.projector(screening_book).catch_up()
    period = Period(first=FIRST, last=LAST)
    now = utc(datetime(2025, 5, 1, tzinfo=SHANGHAI))
    assert asked.tally([], period, now) == Tally()
    assert asked.performed([], period, now) == {}
    assert asked.rows([screening_id(VILLAGE, FIRST)], now) == {}
