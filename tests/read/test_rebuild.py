"""Rebuilding: a new table beside the live one, swapped in while people read."""

from threading import Event, Thread
from typing import Any

import psycopg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from psycopg import sql

from domain.case.intake import IntakeRegistered
from domain.kernel import Recorded
from infra.read.rebuild import RebuildCancelled, RebuildRunning, RebuildStopped
from projections.case_register import case_register
from projections.kernel import FoldBroken, Projection, Row
from projections.registry import PROJECTIONS
from projections.timeline import timeline
from tests.read.listening import Heard, running
from tests.read.world import World


class BriefRow(Row, key=("case",)):
    """The first shape: the code only."""

    case: str
    code: str


class LongRow(Row, key=("case",)):
    """The second shape: another column in the middle, and one gone."""

    case: str
    centre: str


def brief() -> Projection[BriefRow]:
    found = Projection("brief", BriefRow, version=1, zh="简")

    @found.folds
    def registered(row: None, fact: Recorded[IntakeRegistered]) -> BriefRow:
        return BriefRow(case=fact.stream, code=fact.event.code)

    return found


def changed(breaks_at: int | None = None) -> Projection[LongRow]:
    found = Projection("brief", LongRow, version=2, zh="简")

    @found.folds
    def registered(row: None, fact: Recorded[IntakeRegistered]) -> LongRow:
        if fact.position == breaks_at:
            raise FoldBroken("cannot be")
        return LongRow(case=fact.stream, centre=fact.event.centre)

    return found


def tables(world: World) -> list[str]:
    """The tables there are in the read schema, besides the catalogue."""
    with world.session() as connection:
        found = connection.execute(
            "SELECT tablename FROM pg_tables WHERE schemaname = %s ORDER BY 1",
            [world.catalogue.read_schema],
        ).fetchall()
    return [name for (name,) in found if name != "projections"]


@settings(
    max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.integers(1, 150),
    st.integers(1, 400),
    st.integers(1, 30),
    st.integers(0, 60),
    st.booleans(),
)
def test_a_rebuilt_table_equals_the_live_one_and_the_fold(
    world: World, acts: int, batch: int, kept: int, held: int, reads_ahead: bool
) -> None:
    world.happens(acts)
    world.projector().catch_up()
    before = [world.stored(projection) for projection in PROJECTIONS]
    with world.session() as connection, world.session() as second, world.session() as third:
        rebuild = world.rebuild(
            *PROJECTIONS,
            batch_positions=batch,
            kept_rows=kept,
            held_rows=held,
            ahead=(second, third) if reads_ahead else None,
        )
        entries = rebuild.run(connection)
    assert [entry.name for entry in entries] == [one.name for one in PROJECTIONS]
    assert {(entry.live, entry.position) for entry in entries} == {(True, world.recorder.size())}
    assert [world.stored(projection) for projection in PROJECTIONS] == before
    world.assert_equal_to_the_fold()


def test_one_that_does_not_fold_holds_up_no_other(world: World) -> None:
    world.happens(120)
    facts = world.facts()
    position = next(
        fact.position for fact in facts[60:] if isinstance(fact.event, IntakeRegistered)
    )
    with world.session() as connection, world.session() as second, world.session() as third:
        rebuild = world.rebuild(
            timeline,
            changed(breaks_at=position),
            case_register,
            batch_positions=20,
            ahead=(second, third),
        )
        with pytest.raises(RebuildStopped, match=f"stopped at position {position}"):
            rebuild.run(connection)
    world.assert_equal_to_the_fold(timeline, case_register)


def test_those_left_at_different_places_meet_at_the_end(world: World) -> None:
    world.happens(100)
    ending = Event()
    with world.session() as connection:
        alone = world.rebuild(
            timeline, batch_positions=20, ending=ending, progress=lambda done, total: ending.set()
        )
        with pytest.raises(RebuildCancelled):
            alone.run(connection)
        world.rebuild(case_register, timeline, batch_positions=15).run(connection)
    world.assert_equal_to_the_fold(timeline, case_register)


def test_the_old_table_is_gone_and_the_new_one_has_its_indexes(world: World) -> None:
    world.happens(20)
    world.projector(case_register).catch_up()
    old = world.live(case_register).table
    with world.session() as connection:
        world.rebuild(case_register).run(connection)
        new = world.live(case_register).table
        indexes = connection.execute(
            "SELECT count(*) FROM pg_indexes WHERE schemaname = %s AND tablename = %s",
            [world.catalogue.read_schema, new],
        ).fetchone()
    assert (old, tables(world)) == ("case_register_v2_1", ["case_register_v2_2"])
    assert indexes == (1 + len(case_register.indexes),)


def test_progress_ends_at_the_end(world: World) -> None:
    last = world.happens(60)
    seen: list[tuple[int, int]] = []
    rebuild = world.rebuild(
        timeline, batch_positions=20, progress=lambda done, total: seen.append((done, total))
    )
    with world.session() as connection:
        rebuild.run(connection)
    assert seen[0] == (20, last)
    assert seen[-1] == (last, last)


def test_an_interrupted_rebuild_goes_on_where_it_was(world: World) -> None:
    last = world.happens(100)
    ending = Event()
    first: list[int] = []

    def interrupt(done: int, total: int) -> None:
        first.append(done)
        if done >= 40:
            ending.set()

    with world.session() as connection:
        rebuild = world.rebuild(timeline, batch_positions=20, progress=interrupt, ending=ending)
        with pytest.raises(RebuildCancelled):
            rebuild.run(connection)
        second: list[int] = []
        world.rebuild(
            timeline, batch_positions=20, progress=lambda done, total: second.append(done)
        ).run(connection)
    assert second[0] == first[-1] + 20 + 20
    assert world.live(timeline).position == last
    assert world.stored(timeline) == timeline.fold(world.facts())


def test_afresh_forgets_what_an_interrupted_rebuild_left(world: World) -> None:
    world.happens(60)
    ending = Event()
    ending.set()
    with world.session() as connection:
        with pytest.raises(RebuildCancelled):
            world.rebuild(timeline, batch_positions=20, ending=ending).run(connection)
        first: list[int] = []
        world.rebuild(
            timeline, batch_positions=20, progress=lambda done, total: first.append(done)
        ).run(connection, afresh=True)
    assert first[0] == 20
    assert len(tables(world)) == len(timeline.shapes)


def test_only_one_process_rebuilds_a_projection(world: World) -> None:
    world.happens(30)
    refused: list[bool] = []

    def meanwhile(done: int, total: int) -> None:
        if not refused:
            with world.session() as other, pytest.raises(RebuildRunning):
                world.rebuild(timeline).run(other)
            refused.append(True)

    with world.session() as connection:
        world.rebuild(timeline, progress=meanwhile).run(connection)
    assert refused


def test_a_raised_version_is_rebuilt_at_the_next_start(world: World) -> None:
    world.happens(80)
    world.projector(brief()).catch_up()
    newer = changed()
    world.projector(newer).catch_up()
    assert world.live(newer).version == 2
    world.assert_equal_to_the_fold(newer)
    assert tables(world) == ["brief_v2_1"]


def test_reports_may_read_the_new_table_like_the_old_one(world: World) -> None:
    """Those who read projections for reports were never told that a table was replaced."""
    world.happens(40)
    statement = sql.SQL("SELECT count(*) FROM {}").format(
        sql.Identifier(world.catalogue.read_schema, "brief")
    )
    projections: list[Any] = [brief(), changed()]
    for projection in projections:
        world.projector(projection).catch_up()
        with psycopg.connect(world.database.admin_dsn) as connection:
            connection.execute("SET ROLE liuhen_reader")
            count = connection.execute(statement).fetchone()
        assert count == (len(world.stored(projection)),)


def test_an_older_release_leaves_a_newer_table_alone(world: World) -> None:
    """Two releases run side by side while one is being rolled out."""
    world.happens(40)
    world.projector(changed()).catch_up()
    position = world.live(changed()).position
    world.happens(40)
    world.projector(brief()).catch_up()
    assert (world.live(brief()).version, world.live(brief()).position) == (2, position)


def test_a_new_version_that_does_not_fold_leaves_the_old_one_to_its_readers(world: World) -> None:
    world.happens(80)
    world.projector(brief()).catch_up()
    before = world.stored(brief())
    position = next(f.position for f in world.facts() if isinstance(f.event, IntakeRegistered))
    with world.session() as connection:
        with pytest.raises(RebuildStopped, match=f"stopped at position {position}"):
            world.rebuild(changed(breaks_at=position)).run(connection)
        world.projector(changed(breaks_at=position)).catch_up()
        assert world.stored(brief()) == before
        world.rebuild(changed()).run(connection)
    world.assert_equal_to_the_fold(changed())


def test_readers_never_see_a_table_missing_empty_or_older(world: World) -> None:
    """The view is swapped while several people read it as fast as they can."""
    world.happens(100)
    world.projector(case_register).catch_up()
    least = len(world.stored(case_register))
    statement = sql.SQL(
        "SELECT (SELECT position FROM {0} WHERE name = 'case_register' AND live),"
        " (SELECT count(*) FROM {1})"
    ).format(
        sql.Identifier(world.catalogue.read_schema, "projections"),
        sql.Identifier(world.catalogue.read_schema, "case_register"),
    )
    ending, wrong = Event(), []

    def read() -> None:
        before = 0
        with world.session() as connection:
            while not ending.is_set():
                answer: Any = connection.execute(statement, prepare=True).fetchone()
                position, count = answer
                if position < before or count < least:
                    wrong.append(answer)
                before = position

    readers = [Thread(target=read) for _ in range(3)]
    for reader in readers:
        reader.start()
    with world.session() as connection:
        for _ in range(6):
            world.happens(10)
            world.rebuild(case_register).run(connection)
    ending.set()
    for reader in readers:
        reader.join()
    assert wrong == []


def test_a_live_follower_goes_on_with_the_new_table(world: World) -> None:
    """A rebuild by hand, while the projector runs in another process."""
    heard = Heard(world.happens(40), "case_register")
    with running(world.projector(case_register, tell=heard)), world.session() as connection:
        assert heard.all_reached()
        for _ in range(3):
            world.rebuild(case_register).run(connection)
            assert heard.all_reached(world.happens(10))
    world.assert_equal_to_the_fold(case_register)
