"""What is counted from sums is what the terms themselves say, over random histories."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from domain.case.chain import Chain
from domain.case.chronology import Chronology
from domain.ids import CaseId, UnitId, derived
from domain.measures.overdue import CaseTally, Tallies, Tally
from domain.policy.clocks import Clocks
from domain.policy.overdue import (
    CaseStanding,
    Standing,
    bucket,
    case_standing,
    colour,
    lateness,
    open_until,
    standing,
)
from domain.policy.timers import Kind
from infra.read.overdue import PostgresOverdue
from infra.read.stored import ProjectionTable
from projections.clocks import ClocksRow, deadlines_of
from projections.deadlines import Deadline, Held, Press, PressKind, reckoned
from projections.registry import PROJECTIONS
from tests.domain.policy.history import POLICY, It, after
from tests.domain.policy.test_clock_properties import BEGINNING, histories
from tests.read.test_overdue_in_sql import around, moments, urges
from tests.read.world import World

(CLOCKS,) = (one for one in PROJECTIONS if one.name == "clocks")
UNITS = tuple(derived("unit", BEGINNING, f"number {nth}") for nth in range(3))
CASES = tuple(derived("case", BEGINNING, f"number {nth}") for nth in range(3))

holders = st.lists(st.sampled_from((*UNITS, None)), min_size=1, max_size=4)
cases = st.tuples(histories(), urges, holders)


def case(
    one: CaseId, history: Sequence[It], urged: Sequence[datetime], units: Sequence[UnitId | None]
) -> ClocksRow:
    """A case with these terms, held by these units in turn, all of which were urged."""
    engine, held = after(*history), Held(Chain(), Chronology(), ())
    known = [reckoned(one, held, POLICY) for one in engine.clocks]
    return ClocksRow(
        case=one,
        look_at=None,
        clocks=engine.clocks,
        memory=Clocks(),
        chain=Chain(),
        times=Chronology(),
        misses=(),
        pressed=tuple(
            Press(kind=PressKind.URGED, unit=unit, at=at, version=1)
            for unit in UNITS
            for at in urged
        ),
        reckoned=tuple(
            replace(one, seat=replace(one.seat, unit=units[nth % len(units)]))
            for nth, one in enumerate(known)
        ),
    )


@pytest.fixture
def table(world: World) -> ProjectionTable[ClocksRow]:
    """An empty table of clocks with its parts and sums."""
    world.projector().prepare()
    return ProjectionTable(CLOCKS, world.catalogue.read_schema, world.live(CLOCKS).table)


def stored(
    world: World, table: ProjectionTable[ClocksRow], rows: Sequence[ClocksRow]
) -> list[Deadline]:
    """These cases, and no others, are what the tables hold, as a later batch leaves them."""
    with world.session() as connection, connection.transaction():
        before = table.load(connection, [(one,) for one in CASES])
        table.change(connection, before, dict.fromkeys(before) | {(row.case,): row for row in rows})
    terms = [one for row in rows for one in deadlines_of(row, POLICY)]
    for sums in CLOCKS.sums:
        assert world.stored(sums) == sums.total(rows if sums.over is None else terms)
    return terms


Counted = Counter[tuple[object, ...]]


def _one(term: Deadline, moment: datetime) -> tuple[object, ...]:
    late = lateness(term.clock, moment, POLICY.calendar)
    assert late is not None
    shown = colour(term.clock, moment, term.amber_at, term.urged_twice_at)
    return term.unit, term.mandatory, bucket(late), shown


def _standing_so(
    terms: Sequence[Deadline], stands: Standing, units: Sequence[UnitId], moment: datetime
) -> list[Deadline]:
    return [
        one
        for one in terms
        if one.kind is Kind.DUTY and one.unit in units and standing(one.clock, moment) is stands
    ]


def counted(tallies: Sequence[Tally]) -> Counted:
    found: Counted = Counter()
    for one in tallies:
        found[one.unit, one.mandatory, one.bucket, one.colour] += one.terms
    return found


def earliest(tallies: Tallies, unit: UnitId) -> date | None:
    return min((one.due_on for one in tallies.now if one.unit == unit and one.due_on), default=None)


def cases_of(
    rows: Sequence[ClocksRow], units: Sequence[UnitId], moment: datetime
) -> Counter[CaseStanding]:
    """How many cases stand how by the terms of these units."""
    return Counter(
        case_standing(
            [
                clock
                for clock, known in zip(row.clocks, row.reckoned, strict=True)
                if known.seat.unit in units
            ],
            moment,
        )
        for row in rows
    )


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.lists(cases, min_size=1, max_size=3),
    st.lists(moments, min_size=2, max_size=4),
    st.sets(st.sampled_from(UNITS), min_size=1),
    st.data(),
)
def test_the_figures_are_those_of_the_terms_one_by_one(
    world: World,
    table: ProjectionTable[ClocksRow],
    told: list[tuple[list[It], list[datetime], list[UnitId | None]]],
    asked: list[datetime],
    among: set[UnitId],
    data: st.DataObject,
) -> None:
    rows = [case(key, *one) for key, one in zip(CASES, told, strict=False)]
    terms = stored(world, table, rows)
    overdue = PostgresOverdue(world.pool, world.schema, CLOCKS, POLICY.calendar)
    near = sorted({one for row in rows for one in around(row.clocks)})
    if near:
        asked = [*asked, *data.draw(st.lists(st.sampled_from(near), max_size=6))]
    begin, end, units = min(asked), max(asked), sorted(among)
    for moment in asked:
        found = overdue.tallies(units, moment, begin, end)
        now = _standing_so(terms, Standing.OVERDUE, units, moment)
        assert counted(found.now) == Counter(_one(one, moment) for one in now)
        for unit in units:
            days = [one.due_on for one in now if one.unit == unit]
            assert earliest(found, unit) == min(days, default=None)
        late = _standing_so(terms, Standing.LATE, units, moment)
        assert counted(found.concluded) == Counter(
            _one(one, moment) for one in late if begin <= open_until(one.clock) < end
        )
        by_unit = {one.unit: one for one in found.cases}
        assert set(by_unit) <= {None, *units}
        for unit in (None, *units):
            stands = cases_of(rows, units if unit is None else [unit], moment)
            assert by_unit.get(unit, CaseTally(unit=unit, overdue=0, internally=0)) == CaseTally(
                unit=unit,
                overdue=stands[CaseStanding.OVERDUE],
                internally=stands[CaseStanding.INTERNALLY_OVERDUE],
            )
        extended = Counter(
            one.unit
            for one in terms
            if one.kind is Kind.DUTY
            and one.unit in units
            and one.late_extension_at is not None
            and begin <= one.late_extension_at < end
            and one.late_extension_at <= moment
        )
        assert {one.unit: one.terms for one in found.extended} == extended


def test_a_year_of_a_county_is_few_rows() -> None:
    """Whatever happens within a day is one row of the month it lies in, and one of the year."""
    day = BEGINNING - timedelta(hours=8)
    late = next(sums for sums in CLOCKS.sums if sums.name == "late_terms")
    keys = late.wider(("moment", day, UNITS[0], True, "more"))
    assert [key[0] for key in keys] == ["day", "month", "year"]
