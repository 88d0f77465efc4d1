"""What is counted from sums is what the terms themselves say, over random histories."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from domain.case.holders import Seat
from domain.case.intake import IntakeRegistered
from domain.ids import CaseId, UnitId, derived
from domain.kernel import Recorded
from domain.measures.overdue import CaseTally, Tallies, Tally
from domain.policy.clock import Clock, StepKind
from domain.policy.overdue import (
    CaseStanding,
    Standing,
    bucket,
    case_standing,
    colour,
    lateness,
    open_until,
    over_at,
    standing,
)
from domain.policy.timers import Kind
from infra.read.overdue import PostgresOverdue
from infra.read.stored import ProjectionTable
from projections.deadlines import Deadline, Piece, Press, PressKind, Tracked, deadline
from projections.kernel import Key, PiecePart, Projection, Row, of_stream
from projections.overdue_sums import overdue_sums
from tests.domain.policy.history import POLICY, It, after
from tests.domain.policy.test_clock_properties import BEGINNING, histories
from tests.read.test_overdue_in_sql import around, moments, urges
from tests.read.world import World

UNITS = tuple(derived("unit", BEGINNING, f"number {nth}") for nth in range(3))
CASES = tuple(derived("case", BEGINNING, f"number {nth}") for nth in range(3))

holders = st.lists(st.sampled_from((*UNITS, None)), min_size=1, max_size=4)
cases = st.tuples(histories(), urges, holders, st.sampled_from([False, False, True]))

Told = dict[tuple[CaseId, int], list[Piece]]
"""The terms of each case, as each version of its row tells them."""


class CaseWithTerms(Row, key=("case",)):
    """A case whose terms are told by the test."""

    case: CaseId
    version: int


def terms_told(told: Told) -> Projection[Any]:
    """Terms as those of the clocks, in the same tables."""
    terms = PiecePart(
        "deadlines", Deadline, lambda row: told[row.case, row.version], deadline, zh="时限明细"
    )
    found = Projection(
        "clocks", CaseWithTerms, version=99, zh="", parts=[terms], sums=overdue_sums(terms)
    )
    found.reads([IntakeRegistered], _never, of_stream)
    return found


def _never(row: None, fact: Recorded[IntakeRegistered]) -> None:
    """Nothing is folded here."""


def pieces(
    case: CaseId,
    history: Sequence[It],
    urged: Sequence[datetime],
    units: Sequence[UnitId | None],
    is_awry: bool,
) -> list[Piece]:
    """The terms of a case with this history, held by these units in turn, all of them urged."""
    clocks = after(*history).clocks
    pressed = tuple(
        Press(kind=PressKind.URGED, unit=unit, at=at, version=1) for unit in UNITS for at in urged
    )
    return [
        (case, nth, clock, Seat(unit=units[nth % len(units)]), pressed, POLICY)
        for nth, clock in enumerate(map(awry, clocks) if is_awry else clocks)
    ]


def awry(clock: Clock) -> Clock:
    """The clock as things entered late may leave it: prolonged when over, begun after its end."""
    over = over_at(clock)
    late = replace(clock.steps[-1], kind=StepKind.EXTENDED_TOO_LATE, at=over + timedelta(days=1))
    begun = (over if clock.end is None else clock.end.at) + timedelta(days=2)
    return replace(clock, started_at=begun, steps=(*clock.steps, late))


@dataclass
class Terms:
    """Cases with their terms, and the tables that hold them."""

    world: World
    told: Told
    projection: Projection[Any]
    rows: dict[Key, CaseWithTerms]

    def become(self, every: Sequence[list[Piece]]) -> list[Tracked]:
        """These terms, and no others, are what the cases have from now on."""
        before, version = dict(self.rows), len(self.told)
        self.told.update({(terms[0][0], version): terms for terms in every if terms})
        after = [CaseWithTerms(case=terms[0][0], version=version) for terms in every if terms]
        self.rows = {(row.case,): row for row in after}
        name = self.world.live(self.projection).table
        table = ProjectionTable(self.projection, self.world.catalogue.read_schema, name)
        with self.world.session() as connection, connection.transaction():
            table.change(connection, before, dict.fromkeys(before) | self.rows)
        for sums in self.projection.sums:
            assert self.world.stored(sums) == sums.total(after)
        return [Tracked(row=deadline(*one), clock=one[2]) for terms in every for one in terms]


@pytest.fixture
def terms(world: World) -> Terms:
    """No cases yet."""
    told: Told = {}
    found = Terms(world, told, terms_told(told), {})
    world.projector(found.projection).prepare()
    return found


Counted = Counter[tuple[object, ...]]


def _one(term: Tracked, moment: datetime) -> tuple[object, ...]:
    late = lateness(term.clock, moment, POLICY.calendar)
    assert late is not None
    row = term.row
    shown = colour(term.clock, moment, row.amber_at, row.urged_twice_at)
    return row.unit, row.mandatory, bucket(late), shown


def _standing_so(
    terms: Sequence[Tracked], stands: Standing, units: Sequence[UnitId], moment: datetime
) -> list[Tracked]:
    return [
        one
        for one in terms
        if one.row.kind is Kind.DUTY
        and one.row.unit in units
        and standing(one.clock, moment) is stands
    ]


def counted(tallies: Sequence[Tally]) -> Counted:
    found: Counted = Counter()
    for one in tallies:
        found[one.unit, one.mandatory, one.bucket, one.colour] += one.terms
    return found


def earliest(tallies: Tallies, unit: UnitId) -> date | None:
    return min((one.due_on for one in tallies.now if one.unit == unit and one.due_on), default=None)


def cases_of(
    terms: Sequence[Tracked], units: Sequence[UnitId], moment: datetime
) -> Counter[CaseStanding]:
    """How many cases stand how by the terms of these units."""
    theirs = {
        case: [one.clock for one in terms if one.row.case == case and one.row.unit in units]
        for case in CASES
    }
    return Counter(case_standing(clocks, moment) for clocks in theirs.values())


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
    terms: Terms,
    told: list[tuple[list[It], list[datetime], list[UnitId | None], bool]],
    asked: list[datetime],
    among: set[UnitId],
    data: st.DataObject,
) -> None:
    every = terms.become([pieces(key, *one) for key, one in zip(CASES, told, strict=False)])
    overdue = PostgresOverdue(world.pool, world.schema, terms.projection, POLICY.calendar)
    near = sorted(set(around([one.clock for one in every])))
    if near:
        asked = [*asked, *data.draw(st.lists(st.sampled_from(near), max_size=6))]
    begin, end, units = min(asked), max(asked), sorted(among)
    for moment in asked:
        found = overdue.tallies(units, moment, begin, end)
        now = _standing_so(every, Standing.OVERDUE, units, moment)
        assert counted(found.now) == Counter(_one(one, moment) for one in now)
        for unit in units:
            days = [one.row.due_on for one in now if one.row.unit == unit]
            assert earliest(found, unit) == min(days, default=None)
        late = _standing_so(every, Standing.LATE, units, moment)
        assert counted(found.concluded) == Counter(
            _one(one, moment) for one in late if begin <= open_until(one.clock) < end
        )
        by_unit = {one.unit: one for one in found.cases}
        assert set(by_unit) <= {None, *units}
        for unit in (None, *units):
            stands = cases_of(every, units if unit is None else [unit], moment)
            assert by_unit.get(unit, CaseTally(unit=unit, overdue=0, internally=0)) == CaseTally(
                unit=unit,
                overdue=stands[CaseStanding.OVERDUE],
                internally=stands[CaseStanding.INTERNALLY_OVERDUE],
            )
        extended = Counter(
            one.row.unit
            for one in every
            if one.row.kind is Kind.DUTY
            and one.row.unit in units
            and one.row.late_extension_at is not None
            and begin <= one.row.late_extension_at < end
            and one.row.late_extension_at <= moment
        )
        assert {one.unit: one.terms for one in found.extended} == extended


def test_a_year_of_a_county_is_few_rows() -> None:
    """Whatever happens within a day is one row of the month it lies in, and one of the year."""
    day = BEGINNING - timedelta(hours=8)
    late = next(sums for sums in terms_told({}).sums if sums.name == "late_terms")
    keys = late.wider(("moment", day, UNITS[0], True, "more"))
    assert [key[0] for key in keys] == ["day", "month", "year"]
