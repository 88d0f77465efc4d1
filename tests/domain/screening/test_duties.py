"""Who owes which windows, and which grids they are about, by the register of the day."""

from datetime import date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from domain.codes.screening import Rhythm
from domain.kernel import SHANGHAI, utc
from domain.measures.period import Period
from domain.organisation import Organisation
from domain.organisation.committees import CommitteeConstituted
from domain.organisation.levels import Level
from domain.organisation.posts import PostAbolished, PostChanged
from domain.organisation.units import UnitChanged, UnitClosed, UnitMerged
from domain.policy.packaged import packaged_policy
from domain.roles import Role
from domain.screening.duties import (
    GridMap,
    due,
    due_count,
    grids_due,
    grids_on,
    grounds,
    owed,
)
from domain.screening.windows import window_of
from tests.domain.county import named
from tests.domain.organisation.county import ABROAD, BUREAU, CENTRE, GRID, QIAN, TOWN, VILLAGE
from tests.domain.organisation.given import Fact, fact, register
from tests.domain.organisation.states import county, established
from tests.domain.screening.given import FAR_GRID, OFFICE, OTHER_GRID, UNITS, beside

BOOK = packaged_policy().rules.books[-1]
HEAD = named("post", "committee head")
NEXT_VILLAGE = named("unit", "the next village")
YEAR = Period(first=date(2025, 1, 1), last=date(2025, 12, 31))
ALL = [CENTRE, BUREAU, TOWN, OFFICE, VILLAGE, GRID, ABROAD]
OPEN_ENDED = date(2999, 12, 31)


def at(month: int, day: int, hour: int = 9) -> datetime:
    return utc(datetime(2025, month, day, hour, tzinfo=SHANGHAI))


def spans(units: Organisation, unit: str = VILLAGE) -> list[tuple[date, date]]:
    return [(one.from_on, one.to_on) for one in owed(units, [unit], BOOK)]


def closed(unit: str, when: datetime) -> Fact:
    return fact(UnitClosed(unit=unit, reason="撤并"), at=when)


def test_the_rules_say_which_level_screens_how_often() -> None:
    found = {level: (one.timer, one.rhythm) for level, one in grounds(BOOK).items()}
    assert found == {
        Level.VILLAGE: ("T70", Rhythm.WEEKLY),
        Level.TOWN: ("T71", Rhythm.HALF_MONTHLY),
        Level.COUNTY: ("T72", Rhythm.MONTHLY),
    }


def test_committees_and_the_justice_line_owe_and_nobody_else() -> None:
    found = {one.unit: one.rhythm for one in owed(register(*UNITS), ALL, BOOK)}
    assert found == {
        VILLAGE: Rhythm.WEEKLY,
        OFFICE: Rhythm.HALF_MONTHLY,
        BUREAU: Rhythm.MONTHLY,
    }


def test_a_village_owes_from_the_day_its_post_was_established() -> None:
    """The unit is in force since 2020; the register knows of a committee since New Year's Day."""
    assert spans(register(*UNITS)) == [(date(2025, 1, 2), OPEN_ENDED)], "established in the evening"


def test_a_committee_in_office_owes_as_well_without_a_post() -> None:
    term = CommitteeConstituted(
        unit=VILLAGE,
        chair=QIAN,
        members=(QIAN,),
        women=1,
        minority=0,
        elected_on=date(2025, 2, 3),
        term_to_on=date(2028, 2, 2),
    )
    units = register(*county(), fact(term, at=at(2, 5)))
    assert spans(units) == [(date(2025, 2, 3), date(2028, 2, 2))]


def test_an_abolished_post_owes_no_more() -> None:
    gone = fact(PostAbolished(post=HEAD, reason="撤岗"), at=at(3, 5))
    assert spans(register(*UNITS, gone)) == [(date(2025, 1, 2), date(2025, 3, 4))]


def changed(role: Role, when: datetime) -> Fact:
    return fact(PostChanged(post=HEAD, title="岗位", roles=(role,), reason="调整"), at=when)


def test_a_post_that_lost_the_role_owes_until_then() -> None:
    lost, back = changed(Role.MEDIATOR, at(3, 5)), changed(Role.COMMITTEE_HEAD, at(4, 7, 20))
    assert spans(register(*UNITS, lost, back)) == [
        (date(2025, 1, 2), date(2025, 3, 4)),
        (date(2025, 4, 8), OPEN_ENDED),
    ]


def test_a_unit_owes_no_window_it_did_not_see_to_its_end() -> None:
    units = register(*UNITS, closed(VILLAGE, at(3, 26)))
    assert spans(units) == [(date(2025, 1, 2), date(2025, 3, 25))]
    (one,) = owed(units, [VILLAGE], BOOK)
    ends = [window.last_on for window in due(one, Period(first=date(2025, 3, 10), last=OPEN_ENDED))]
    assert ends == [date(2025, 3, 16), date(2025, 3, 23)]


def test_a_unit_merged_into_another_leaves_its_grids_to_the_area() -> None:
    merged = fact(UnitMerged(unit=VILLAGE, into=TOWN, reason="并村"), at=at(3, 26))
    units = register(*UNITS, merged)
    assert spans(units) == [(date(2025, 1, 2), date(2025, 3, 25))]
    assert grids_on(units, OFFICE, date(2025, 4, 1)) == {GRID, OTHER_GRID, FAR_GRID}


def test_a_unit_whose_term_is_set_owes_until_its_last_day() -> None:
    ends = UnitChanged(
        unit=VILLAGE, name="村", kind="调委会", area="990101100201", parent=TOWN, line_parent=None,
        residence=None, duties=(), valid_to=date(2025, 6, 30), reason="撤并",
    )  # fmt: skip
    assert spans(register(*UNITS, fact(ends, at=at(3, 5)))) == [
        (date(2025, 1, 2), date(2025, 6, 30))
    ]


def test_grids_are_those_of_the_area_on_the_first_day() -> None:
    units = register(*UNITS, closed(OTHER_GRID, at(3, 26)))
    monday = date(2025, 3, 24)
    assert grids_on(units, VILLAGE, monday) == {GRID, OTHER_GRID}
    assert grids_on(units, VILLAGE, monday + timedelta(days=7)) == {GRID}
    assert grids_on(units, OFFICE, monday) == {GRID, OTHER_GRID, FAR_GRID}
    assert grids_on(units, VILLAGE, date(2019, 1, 1)) == set()
    march = Period(first=date(2025, 3, 24), last=date(2025, 4, 6))
    assert grids_due(units, owed(units, [VILLAGE], BOOK), march) == 3


def test_a_change_of_the_area_interrupts_no_window() -> None:
    moved = UnitChanged(
        unit=VILLAGE, name="村", kind="调委会", area="990101100202", parent=TOWN, line_parent=None,
        residence=None, duties=(), valid_to=None, reason="区划代码调整",
    )  # fmt: skip
    units = register(*UNITS, fact(moved, at=at(3, 26)))
    assert spans(units) == [(date(2025, 1, 2), OPEN_ENDED)]
    two_weeks = Period(first=date(2025, 3, 24), last=date(2025, 4, 6))
    assert grids_due(units, owed(units, [VILLAGE], BOOK), two_weeks) == 2 + 1


MOMENTS = st.tuples(st.integers(1, 6), st.integers(1, 28), st.sampled_from([9, 20])).map(
    lambda told: at(*told)
)


@st.composite
def registers(draw: st.DrawFn) -> Organisation:
    """Villages and grids that begin, end and change their posts on any days of half a year."""
    facts = [
        *UNITS,
        beside(VILLAGE, NEXT_VILLAGE, area="990101100202", valid_from=date(2025, 2, 19)),
    ]
    moments = sorted(draw(st.lists(MOMENTS, min_size=3, max_size=6, unique=True)))
    later = [
        established(named("post", "next head"), NEXT_VILLAGE, Role.COMMITTEE_HEAD),
        fact(PostAbolished(post=HEAD, reason="撤岗")),
        established(named("post", "a new head"), VILLAGE, Role.COMMITTEE_HEAD, Role.VILLAGE_HEAD),
        fact(UnitClosed(unit=OTHER_GRID, reason="撤并")),
        fact(UnitMerged(unit=NEXT_VILLAGE, into=VILLAGE, reason="并村")),
        fact(UnitClosed(unit=FAR_GRID, reason="撤并")),
    ]
    happened = draw(st.permutations(later))
    for moment, one in zip(moments, happened, strict=False):
        facts.append(Fact(event=one.event, by=one.by, at=moment))
    return register(*facts)


@given(registers(), st.dates(date(2025, 1, 1), date(2025, 7, 1)), st.integers(0, 120))
def test_what_is_counted_is_what_is_listed_window_by_window(
    units: Organisation, first: date, days: int
) -> None:
    period = Period(first=first, last=first + timedelta(days=days))
    every = owed(units, [VILLAGE, NEXT_VILLAGE, OFFICE, BUREAU], BOOK)
    listed = [(one, window) for one in every for window in due(one, period)]
    assert due_count(every, period) == len(listed)
    grids = [grids_on(units, one.unit, window.first_on) for one, window in listed]
    assert grids_due(units, every, period) == sum(map(len, grids))
    ground = GridMap(units)
    assert [ground.count(one.unit, window.first_on) for one, window in listed] == [
        len(found) for found in grids
    ]


@given(registers())
def test_a_window_is_owed_if_every_day_of_it_is(units: Organisation) -> None:
    every = owed(units, [VILLAGE, NEXT_VILLAGE, OFFICE], BOOK)
    for one in every:
        found = set(due(one, YEAR))
        day = YEAR.first
        while day <= YEAR.last:
            window = window_of(one.rhythm, day)
            days = [
                window.first_on + timedelta(days=nth)
                for nth in range((window.last_on - window.first_on).days + 1)
            ]
            ours = all(one.from_on <= each <= one.to_on for each in days)
            assert (window in found) == (ours and window.last_on <= YEAR.last)
            day = window.last_on + timedelta(days=1)


@given(registers(), st.dates(date(2025, 1, 1), date(2025, 7, 1)))
def test_no_unit_owes_a_day_twice(units: Organisation, day: date) -> None:
    found = [
        one.unit
        for one in owed(units, [VILLAGE, NEXT_VILLAGE, OFFICE, BUREAU], BOOK)
        if one.from_on <= day <= one.to_on
    ]
    assert len(found) == len(set(found))
