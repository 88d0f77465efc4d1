"""The projector: what is recorded is soon read, once, by one leader, whoever else is running."""

from threading import Barrier, Thread

import psycopg
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from infra.read.news import Moved, News
from projections.case_register import case_register
from projections.registry import PROJECTIONS
from tests.composed import product
from tests.read.listening import Heard, running
from tests.read.world import World


def test_what_is_stored_is_the_fold_of_the_log(world: World) -> None:
    world.happens(400)
    world.projector().catch_up()
    world.assert_equal_to_the_fold()


@settings(
    max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(st.integers(1, 60), min_size=1, max_size=5))
def test_however_the_log_grows_the_tables_equal_its_fold(world: World, grows: list[int]) -> None:
    for acts in grows:
        world.happens(acts)
        world.projector().catch_up()
    world.assert_equal_to_the_fold()


def test_a_running_projector_hears_of_every_commit(world: World) -> None:
    """Its own poll is ten minutes away: only notifications can have woken it."""
    heard = Heard(world.happens(20))
    with running(world.projector(tell=heard, poll_seconds=600)):
        assert heard.all_reached()
        assert heard.all_reached(world.happens(20))
        assert heard.all_reached(world.happens(1))
    world.assert_equal_to_the_fold()


def test_several_starting_at_once_make_the_tables_once(world: World) -> None:
    world.happens(10)
    begin = Barrier(4)

    def prepare() -> None:
        begin.wait()
        world.projector().prepare()

    threads = [Thread(target=prepare) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with world.session() as connection:
        assert len(world.catalogue.entries(connection)) == len(PROJECTIONS)


def test_two_projectors_at_once_fold_everything_once(world: World) -> None:
    last = world.happens(300)
    heard = Heard(last)
    with running(world.projector(tell=heard)), running(world.projector(tell=heard)):
        assert heard.all_reached()
    folded = sum(news.events for news in heard.news if isinstance(news, Moved))
    told = [type(fact.event) for fact in world.facts()]
    assert folded == sum(told.count(event) for one in PROJECTIONS for event in one.events)
    world.assert_equal_to_the_fold()


def test_another_projector_takes_over_when_the_leader_ends(world: World) -> None:
    leader, heir = Heard(world.happens(30)), Heard(0)
    first = world.projector(tell=leader)
    first.start()
    assert leader.all_reached()
    with running(world.projector(tell=heir, poll_seconds=0.05)):
        first.stop()
        assert heir.all_reached(world.happens(30))
    world.assert_equal_to_the_fold()


def test_a_projector_goes_on_after_its_connections_were_cut(world: World) -> None:
    heard = Heard(world.happens(30))
    with running(world.projector(tell=heard)):
        assert heard.all_reached()
        with psycopg.connect(world.database.admin_dsn, autocommit=True) as connection:
            cut = connection.execute(
                "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
                " WHERE datname = current_database() AND application_name LIKE 'liuhen projector%'"
            ).fetchone()
        assert cut == (2,), "one connection works, one listens"
        assert heard.all_reached(world.happens(30))
    world.assert_equal_to_the_fold()


def test_news_say_how_far_behind_a_projection_is(world: World) -> None:
    last = world.happens(40)
    news: list[News] = []
    world.projector(tell=news.append).catch_up()
    moved = [one for one in news if isinstance(one, Moved)]
    assert {one.projection for one in moved} == {one.name for one in PROJECTIONS}
    assert all(one.position <= one.head == last for one in moved)


def test_the_position_moves_past_events_nobody_folds(world: World) -> None:
    """A reader waits for a position, not for an event of the right type."""
    with product(world.database) as it:
        it.unit()
    world.projector().catch_up()
    assert world.live(case_register).position == world.recorder.size() == 1
