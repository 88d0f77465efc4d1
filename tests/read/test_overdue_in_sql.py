"""How a term stands at a moment is the same in SQL as in the domain, over random histories."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from psycopg import sql

from domain.case.chain import Chain
from domain.case.chronology import Chronology
from domain.case.holders import Seat
from domain.codes.matters import Channel, MatterClass
from domain.ids import derived
from domain.policy.clock import Clock, Colour
from domain.policy.matter import Clocks
from domain.policy.overdue import (
    Bucket,
    CaseStanding,
    Standing,
    bucket,
    colour,
    is_overdue,
    lateness,
    over_at,
    standing,
)
from domain.policy.timers import Kind
from infra.read.overdue import PostgresOverdue
from infra.read.stored import part_of
from infra.read.tables import Table
from projections.case_register import case_register
from projections.clocks import ClocksRow
from projections.deadlines import Deadline, Press, PressKind, Tracked, deadline
from projections.figures.terms import TermsTold
from projections.reads import DeadlineFilter, DeadlineOrder, after_deadline
from projections.registry import PROJECTIONS
from tests.domain.policy.history import CASE, POLICY, It, after
from tests.domain.policy.test_clock_properties import BEGINNING, histories
from tests.read.test_pages import EVERYTHING
from tests.read.test_sight_in_sql import row
from tests.read.world import World

(CLOCKS,) = (one for one in PROJECTIONS if one.name == "clocks")
DEADLINES, _ = CLOCKS.parts
UNIT = derived("unit", BEGINNING, "the only one")
OPEN = (Standing.OVERDUE, Standing.RUNNING, Standing.PAUSED)
ANYTHING = DeadlineFilter(standings=tuple(Standing), kinds=tuple(Kind))
PLAIN = {"people": (), "custodians": (), "accused": (), "accused_units": (), "units": ()}

moments = st.builds(
    lambda days, seconds: BEGINNING + timedelta(days=days, seconds=seconds),
    st.integers(-1, 160),
    st.integers(0, 86_399),
)
urges = st.lists(moments, max_size=4)


@pytest.fixture
def overdue(world: World) -> PostgresOverdue:
    """An empty table of deadlines, and one case that the reader sees."""
    world.projector().prepare()
    about = {"matter_class": MatterClass.DISPUTE, "area": "990101", "protected": False}
    seen = replace(row(0, PLAIN | about), case=CASE)
    with world.session() as connection:
        live = world.live(case_register).table
        Table(case_register, world.catalogue.read_schema, live).write(connection, [], [seen])
    return PostgresOverdue(world.pool, world.schema, CLOCKS, POLICY.calendar)


def rows(clocks: Sequence[Clock], urged: Sequence[datetime]) -> list[Tracked]:
    """These clocks with their rows, all of which are this unit's."""
    ours = Seat(unit=UNIT)
    pressed = tuple(Press(kind=PressKind.URGED, unit=UNIT, at=one, version=1) for one in urged)
    return [
        Tracked(row=deadline(CASE, place, clock, ours, pressed, POLICY), clock=clock)
        for place, clock in enumerate(clocks)
    ]


def stored(world: World, every: Sequence[Tracked]) -> None:
    """The rows of these clocks, and no other, are what the tables hold."""
    memory = ClocksRow(
        case=CASE,
        look_at=None,
        clocks=tuple(one.clock for one in every),
        memory=Clocks(),
        chain=Chain(),
        times=Chronology(),
        misses=(),
        pressed=(),
        told=TermsTold(
            area="990101",
            channel=Channel.WALK_IN,
            matter_class=MatterClass.DISPUTE,
            centre=UNIT,
        ),
    )
    name, schema = world.live(CLOCKS).table, world.catalogue.read_schema
    of_case, of_terms = (
        Table(CLOCKS, schema, name),
        Table(DEADLINES, schema, part_of(name, "deadlines")),
    )
    with world.session() as connection, connection.transaction():
        for table in (of_case, of_terms):
            connection.execute(sql.SQL("DELETE FROM {}").format(table.identifier))
        of_case.write(connection, [], [memory])
        of_terms.write(connection, [], [one.row for one in every])


def found(overdue: PostgresOverdue, moment: datetime, **where: object) -> set[tuple[str, str, int]]:
    """The clocks that answer at a moment."""
    asked = replace(ANYTHING, **where)
    page = overdue.page([UNIT], moment, asked, DeadlineOrder.DUE_AT_ASC, 100, None, EVERYTHING)
    assert page.total == len(page.rows)
    return {one.clock.key for one in page.rows}


of_a_test = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def around(clocks: Sequence[Clock]) -> Iterator[datetime]:
    """Moments at which something turns, and those next to them."""
    for clock in clocks:
        turns = [clock.due.at, clock.started_at]
        turns += [clock.end.at] if clock.end else []
        turns += [gap.ends_at for gap in clock.gaps if gap.ends_at]
        for turn in turns:
            yield from (turn + timedelta(microseconds=tick) for tick in (-1, 0, 1))


@of_a_test
@given(histories(), st.lists(moments, min_size=1, max_size=4), st.data())
def test_overdue_at_a_moment_is_the_domains_word(
    world: World,
    overdue: PostgresOverdue,
    history: list[It],
    asked: list[datetime],
    data: st.DataObject,
) -> None:
    clocks = after(*history).clocks
    stored(world, rows(clocks, ()))
    near = sorted(set(around(clocks)))
    if near:
        asked = [*asked, *data.draw(st.lists(st.sampled_from(near), max_size=6))]
    for moment in asked:
        wanted = {one.key for one in clocks if is_overdue(one, moment)}
        assert found(overdue, moment, standings=()) == wanted
        begun = {one.key for one in clocks if one.is_open and one.started_at <= moment}
        assert wanted & begun == begun & {one.key for one in clocks if one.is_overdue(moment)}
        for stands in Standing:
            wanted = {one.key for one in clocks if standing(one, moment) is stands}
            assert found(overdue, moment, standings=(stands,)) == wanted


@of_a_test
@given(histories(), urges, st.lists(moments, min_size=1, max_size=3))
def test_colours_and_buckets_are_the_domains(
    world: World,
    overdue: PostgresOverdue,
    history: list[It],
    urged: list[datetime],
    asked: list[datetime],
) -> None:
    clocks = after(*history).clocks
    every = rows(clocks, urged)
    stored(world, every)
    for moment in asked:
        shown = {
            one.clock.key: colour(one.clock, moment, one.row.amber_at, one.row.urged_twice_at)
            for one in every
            if one.row.started_at <= moment
        }
        for wanted in Colour:
            known = {key for key, one in shown.items() if one is wanted}
            assert found(overdue, moment, colours=(wanted,)) == known
        late = {
            one.key: bucket(by)
            for one in clocks
            if (by := lateness(one, moment, POLICY.calendar)) is not None
        }
        for interval in Bucket:
            known = {key for key, one in late.items() if one is interval}
            assert found(overdue, moment, buckets=(interval,)) == known


@of_a_test
@given(
    histories(),
    moments,
    st.sampled_from(DeadlineOrder),
    st.integers(1, 3),
    st.sampled_from([tuple(Standing), OPEN, (Standing.OVERDUE,), (Standing.RUNNING,)]),
)
def test_pages_of_terms_follow_each_other_without_gap_or_repetition(
    world: World,
    overdue: PostgresOverdue,
    history: list[It],
    moment: datetime,
    order: DeadlineOrder,
    first: int,
    standings: tuple[Standing, ...],
) -> None:
    every = rows(after(*history).clocks, ())
    stored(world, every)
    asked = replace(ANYTHING, standings=standings)
    shown: list[Deadline] = []
    last, more = None, True
    while more:
        page = overdue.page([UNIT], moment, asked, order, first, last, EVERYTHING, count=False)
        assert page.total is None
        shown += [one.row for one in page.rows]
        more = page.has_next
        last = after_deadline(page.rows[-1].row) if more else None
    keys = [
        (one.row.due_at, *DEADLINES.key_of(one.row))
        for one in every
        if standing(one.clock, moment) in standings
    ]
    assert [(one.due_at, *DEADLINES.key_of(one)) for one in shown] == sorted(
        keys, reverse=order is DeadlineOrder.DUE_AT_DESC
    )


@of_a_test
@given(histories(), moments, st.data())
def test_a_case_is_late_since_a_moment_when_one_of_its_duties_is(
    world: World, overdue: PostgresOverdue, history: list[It], moment: datetime, data: st.DataObject
) -> None:
    clocks = after(*history).clocks
    stored(world, rows(clocks, ()))
    turns = [one for one in around(clocks) if one <= moment]
    since = data.draw(st.sampled_from([BEGINNING, *turns]))
    late = [
        one
        for one in clocks
        if one.kind is Kind.DUTY
        and since <= over_at(one) <= moment
        and standing(one, moment) in (Standing.OVERDUE, Standing.LATE)
    ]
    assert overdue.late_cases([UNIT], since, moment) == ({UNIT: 1} if late else {})
    over = [one for one in clocks if one.kind is Kind.DUTY and is_overdue(one, moment)]
    stands = CaseStanding.INTERNALLY_OVERDUE if over else CaseStanding.IN_TIME
    if any(one.is_mandatory for one in over):
        stands = CaseStanding.OVERDUE
    assert overdue.cases([CASE], moment) == {CASE: stands}
