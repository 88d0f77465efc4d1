"""The watch over deadlines, on a real database: once is once, whoever looks, however late."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest

from domain.case.acceptance import AcceptCase
from domain.case.deadlines import DeadlineMissed, RecordMissedDeadline
from domain.case.intake import RegisterIntake
from domain.case.values import PartyEntry
from domain.codes.matters import Channel, Difficulty, MatterClass
from domain.codes.parties import Side
from domain.ids import SYSTEM
from domain.policy.packaged import packaged_policy
from domain.roles import Role
from graphql_api.ports import Caller
from infra.read.projector import Projector
from infra.read.queries import PostgresClocks
from infra.watch.round import Round, go_round
from infra.watch.watcher import Watch
from projections.clocks import clocks_by
from tests.composed import NOW, Product, product
from tests.conftest import Database

CLOCKS = clocks_by(packaged_policy)


@dataclass
class Town:
    """A centre with a clerk, a case, and a clock that a test moves."""

    house: Product
    schema: str
    clerk: Caller
    case: str = ""
    now: datetime = NOW

    def __call__(self) -> datetime:
        return self.now

    def see(self) -> None:
        """Fold the log into the table of clocks."""
        Projector(
            dsn=self.house.dsn,
            schema=self.schema,
            reader=self.house.application.mapper,
            projections=(CLOCKS,),
        ).catch_up()

    @property
    def clocks(self) -> PostgresClocks:
        return PostgresClocks(self.house.pool, self.schema, CLOCKS)

    def round(self) -> Round:
        return go_round(self.house.application, self.clocks, self.now)

    def misses(self) -> list[DeadlineMissed]:
        """Every miss on record."""
        facts = self.house.application.history(self.case)
        return [fact.event for fact in facts if isinstance(fact.event, DeadlineMissed)]


@pytest.fixture
def town(database: Database) -> Iterator[Town]:
    clock: list[Town] = []
    with product(database, clock=lambda: clock[0].now if clock else NOW) as house:
        found = Town(house, database.schema, house.officer(house.unit(), Role.WINDOW_CLERK))
        clock.append(found)
        register = RegisterIntake(
            matter_class=MatterClass.DISPUTE,
            channel=Channel.WALK_IN,
            received_at=NOW,
            summary="反映相邻通行纠纷。",
            parties=(PartyEntry(person=house.person(), side=Side.APPLICANT),),
            dispute="0202",
        )
        found.case = str(house.do(register, found.clerk).stream)
        found.see()
        yield found


def later(town: Town, **by: float) -> None:
    town.now += timedelta(**by)


def test_nothing_is_recorded_before_anything_is_due(town: Town) -> None:
    assert town.round() == Round()
    assert town.misses() == []


def test_a_miss_is_recorded_by_the_product_itself(town: Town) -> None:
    later(town, days=30)
    done = town.round()
    assert "T02" in done.recorded
    facts = town.house.application.history(town.case)
    assert {fact.actor.person for fact in facts[1:]} == {SYSTEM}
    assert sorted(miss.timer for miss in town.misses()) == sorted(done.recorded)


def test_a_second_round_finds_nothing_new(town: Town) -> None:
    later(town, days=30)
    first = town.round()
    assert town.round() == Round(cases=1, refused=len(first.recorded), oldest=first.oldest), (
        "the table has not seen the records yet, and the case has"
    )
    town.see()
    assert town.round() == Round()
    assert len(town.misses()) == len(first.recorded)


def test_two_watches_at_once_record_each_miss_once(town: Town) -> None:
    later(town, days=30)
    with ThreadPoolExecutor(2) as threads:
        done = [each.result() for each in [threads.submit(town.round) for _ in range(2)]]
    recorded = sorted(timer for one in done for timer in one.recorded)
    assert recorded == sorted(miss.timer for miss in town.misses())
    assert len(recorded) == len(set(recorded))


def test_days_late_the_same_holder_is_named(town: Town) -> None:
    """The clerk is relieved after the term; the one who held the post then is named."""
    miss = next(one for one in _after(town, days=3) if one.timer == "T03")
    assert (miss.holder_unit, miss.holder_person) == (town.clerk.unit, town.clerk.person)


def test_a_later_acceptance_does_not_undo_what_was_missed(town: Town) -> None:
    triage = town.house.officer(str(town.clerk.unit), Role.TRIAGE_OFFICER, name="冯研判")
    later(town, days=20)
    town.house.do(
        AcceptCase(
            case=town.case,
            matter_class=MatterClass.DISPUTE,
            difficulty=Difficulty.SIMPLE,
            first_responsible_unit=str(town.clerk.unit),
            procedure="PM",
            deadline_on=(town.now + timedelta(days=30)).date(),
        ),
        triage,
    )
    town.see()
    assert "T02" in town.round().recorded


def test_stopped_between_the_record_and_the_table_it_is_still_recorded_once(town: Town) -> None:
    """As if the process had been killed after the append: the next one starts from the table."""
    later(town, days=30)
    row = town.clocks.due(town.now, None, 1)[0]
    first = row.engine.unrecorded(town.now)[0]
    command = RecordMissedDeadline(
        case=row.case, timer=first.timer, scope=first.scope, started=first.started
    )
    town.house.do(command)
    done = town.round()
    assert done.refused == 1
    assert [miss.timer for miss in town.misses()].count(first.timer) == 1


def test_told_to_stop_it_leaves_the_rest_for_the_next_round(town: Town) -> None:
    later(town, days=30)
    assert go_round(town.house.application, town.clocks, town.now, ending=lambda: True) == Round()
    assert town.misses() == []


def test_the_watcher_tells_what_it_recorded_and_how_long_it_had_waited(town: Town) -> None:
    later(town, days=30)
    heard: list[str] = []
    behind: list[float] = []
    watch = Watch(
        town.house.application,
        town.clocks,
        clock=town,
        seconds=60,
        tell=heard.append,
        behind=behind.append,
    )
    done = watch.once()
    assert heard == list(done.recorded)
    assert done.oldest is not None
    assert behind == [(town.now - done.oldest).total_seconds()]
    assert behind[0] > 0
    town.see()
    watch.once()
    assert behind[1:] == [0.0]


def test_the_watcher_runs_until_it_is_stopped(town: Town) -> None:
    later(town, days=30)
    watch = Watch(town.house.application, town.clocks, clock=town, seconds=3600)
    watch.start()
    watch.stop()
    watch.stop()
    assert len(town.misses()) == len({miss.timer for miss in town.misses()})


def _after(town: Town, **by: float) -> list[DeadlineMissed]:
    later(town, days=1)
    later(town, **by)
    town.round()
    return town.misses()
