"""Screenings: what was entered for a window, from when it was known to when something else was."""

from datetime import date, datetime, timedelta
from typing import Any

from msgspec.structs import replace

from domain.acts import noon_of
from domain.codes.screening import Rhythm
from domain.kernel import SHANGHAI, Event, Recorded, utc
from domain.measures.period import Period
from domain.measures.screening import Tally, over
from domain.screening.duties import Owed, due_count
from domain.screening.performing import DisputeDiscovered, DisputesFound, ScreeningWithdrawn
from domain.screening.state import screening_id
from projections.reads.screenings import known, tally
from projections.screenings import ScreeningRow, screening_book, screenings
from tests.domain.county import CASE
from tests.domain.given import recorded
from tests.domain.organisation.county import VILLAGE, committee_head
from tests.domain.organisation.given import MORNING
from tests.domain.screening.given import TASK, THIS_WEEK, performed

INCIDENT = utc(datetime(2025, 9, 26, 7, 40, tzinfo=SHANGHAI))
OCTOBER = utc(datetime(2025, 10, 1, tzinfo=SHANGHAI))
SUNDAY = THIS_WEEK + timedelta(days=6)
WEEKS = Owed(
    unit=VILLAGE,
    timer="T70",
    rhythm=Rhythm.WEEKLY,
    from_on=date(2025, 1, 2),
    to_on=date(2999, 12, 31),
)
MARCH = Period(first=date(2025, 3, 1), last=date(2025, 3, 31))


def rows(*told: tuple[Event, int] | tuple[Event, int, int]) -> list[ScreeningRow]:
    """The rows after these events, each told so many days after Tuesday, and happened then or so
    many days earlier."""
    facts: list[Recorded[Any]] = []
    for version, (event, days, *earlier) in enumerate(told, start=1):
        at = later(days)
        fact = recorded(event, committee_head(), at, stream=TASK, version=version)
        facts.append(replace(fact, occurred_at=at - timedelta(days=sum(earlier))))
    return [one for row in screening_book.fold(facts).values() for one in screenings.of(row)]


def later(days: int) -> datetime:
    return MORNING + timedelta(days=days)


def counted(found: list[ScreeningRow], days: int) -> Tally:
    return tally(found, [WEEKS], MARCH, later(days))


def test_a_window_is_told_with_what_was_found() -> None:
    found = (DisputesFound(dispute="0902", number=2), DisputesFound(dispute="0202", number=1))
    (row,) = rows((performed(found=found), 0))
    assert (row.unit, row.first_on, row.last_on) == (VILLAGE, THIS_WEEK, SUNDAY)
    assert (row.found, row.disputes, row.nil_return) == (3, ("0902", "0202"), False)
    assert (row.grid_count, row.households, row.people, row.late_entry) == (1, 120, 260, False)


def test_before_a_late_entry_the_window_was_missed() -> None:
    """Screened in time, and told ten days later: as of then nothing was known of it."""
    found = rows((performed(), 10, 8))
    assert counted(found, 9) == Tally()
    assert counted(found, 10) == Tally(performed=1, on_time=1, grids=1)
    assert found[0].late_entry


def test_what_was_done_after_the_window_is_late() -> None:
    assert counted(rows((performed(), 6)), 6) == Tally(performed=1, on_time=0, grids=1)
    assert counted(rows((performed(), 5)), 6) == Tally(performed=1, on_time=1, grids=1)


def test_what_was_withdrawn_counts_until_then() -> None:
    found = rows((performed(), 0), (ScreeningWithdrawn(reason="误"), 3))
    assert counted(found, 2).performed == 1
    assert counted(found, 3).performed == 0
    assert [row.withdrawn for row in found if known(row, later(3))] == [True]
    again = rows((performed(), 0), (ScreeningWithdrawn(reason="误"), 3), (performed(grids=()), 4))
    assert counted(again, 4) == Tally(performed=1, on_time=1, grids=0)
    assert [row.nth for row in again] == [1, 2, 3]


def test_a_find_that_became_a_case_is_linked_from_then_on() -> None:
    found = rows((performed(), 0), (DisputeDiscovered(case=CASE), 1))
    linked = {days: [row.cases for row in found if known(row, later(days))] for days in (0, 1)}
    assert linked == {0: [()], 1: [(CASE,)]}
    assert counted(found, 1).performed == 1


def test_windows_outside_what_is_owed_do_not_count() -> None:
    found = rows((performed(), 0))
    for other in (
        replace(WEEKS, from_on=THIS_WEEK + timedelta(days=1)),
        replace(WEEKS, to_on=SUNDAY - timedelta(days=1)),
        replace(WEEKS, rhythm=Rhythm.MONTHLY),
    ):
        assert tally(found, [other], MARCH, later(9)) == Tally()
    before = Period(first=MARCH.first, last=SUNDAY - timedelta(days=1))
    assert tally(found, [WEEKS], before, later(9)) == Tally()


FIVE_WEEKS = [date(2025, 8, 25) + timedelta(days=7 * nth) for nth in range(5)]


def test_s3_all_five_weeks_before_the_incident_were_screened() -> None:
    """domain.md §9 S3: 2025-08-25 to 09-22, as far as the weeks were over (check 1a)."""
    facts = []
    for position, monday in enumerate(FIVE_WEEKS, start=1):
        task, at = screening_id(VILLAGE, monday), noon_of(monday)
        event = performed(
            screening=task, first_on=monday, last_on=monday + timedelta(days=6), found=()
        )
        facts.append(recorded(event, committee_head(), at, stream=task, version=position))
    found = [one for row in screening_book.fold(facts).values() for one in screenings.of(row)]
    window = Period(first=FIVE_WEEKS[0], last=date(2025, 9, 30))
    due = {
        at: (due_count([WEEKS], over(window, at)), tally(found, [WEEKS], over(window, at), at))
        for at in (INCIDENT, OCTOBER)
    }
    assert due == {
        INCIDENT: (4, Tally(performed=4, on_time=4, grids=4)),
        OCTOBER: (5, Tally(performed=5, on_time=5, grids=5)),
    }
