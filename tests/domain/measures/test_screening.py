"""How complete screening is: windows due, performed, in time, grids covered (domain.md §5.2)."""

from datetime import date, datetime

import pytest

from domain.codes.screening import ScreeningStanding
from domain.kernel import SHANGHAI
from domain.measures.figures import figures
from domain.measures.period import Period
from domain.measures.screening import Tally, counts, over, standing
from domain.policy.packaged import packaged_policy
from domain.screening.duties import owed
from domain.screening.windows import Window
from tests.domain.organisation.county import BUREAU, VILLAGE
from tests.domain.organisation.given import register
from tests.domain.screening.given import OFFICE, UNITS

BOOK = packaged_policy().rules.books[-1]
MARCH = Period(first=date(2025, 3, 1), last=date(2025, 3, 31))
WEEK = Window(first_on=date(2025, 3, 24), last_on=date(2025, 3, 30))


@pytest.mark.parametrize(
    ("performed_on", "day", "stands"),
    [
        (date(2025, 3, 24), date(2025, 3, 25), ScreeningStanding.ON_TIME),
        (date(2025, 3, 30), date(2025, 4, 9), ScreeningStanding.ON_TIME),
        (date(2025, 3, 31), date(2025, 4, 9), ScreeningStanding.LATE),
        (None, date(2025, 3, 30), ScreeningStanding.NOT_OVER),
        (None, date(2025, 3, 31), ScreeningStanding.MISSED),
        (None, date(2025, 3, 1), ScreeningStanding.NOT_OVER),
    ],
)
def test_how_a_window_stands(
    performed_on: date | None, day: date, stands: ScreeningStanding
) -> None:
    assert standing(WEEK, performed_on, day) is stands


def test_a_window_is_due_when_its_last_day_is_past() -> None:
    sunday = datetime(2025, 3, 30, 23, 59, tzinfo=SHANGHAI)
    monday = datetime(2025, 3, 31, 0, 0, tzinfo=SHANGHAI)
    assert over(MARCH, sunday).last == date(2025, 3, 29)
    assert over(MARCH, monday).last == date(2025, 3, 30)
    assert over(MARCH, datetime(2025, 5, 1, tzinfo=SHANGHAI)) == MARCH


def test_windows_and_grids_of_a_month() -> None:
    """Five Sundays in March, two halves and one month; 2, 3 and 3 grids."""
    units = register(*UNITS)
    every = owed(units, [VILLAGE, OFFICE, BUREAU], BOOK)
    found = counts(units, every, MARCH, Tally(performed=6, on_time=5, grids=9))
    assert found == {
        "SCREENINGS_DUE": 5 + 2 + 1,
        "SCREENINGS_PERFORMED": 6,
        "SCREENINGS_ON_TIME": 5,
        "SCREENING_GRIDS": 5 * 2 + 2 * 3 + 3,
        "SCREENING_GRIDS_COVERED": 9,
    }
    rates = {one.id: one for one in figures(found, BOOK) if one.rate is not None}
    shown = {name: (one.rate.text, one.target, one.met) for name, one in rates.items() if one.rate}
    assert shown == {
        "screening_completion": ("75.00%", "≥ 100.00%", False),
        "screening_on_time": ("62.50%", "≥ 100.00%", False),
        "screening_coverage": ("47.37%", "≥ 100.00%", False),
    }


def test_where_nothing_is_owed_there_is_no_rate() -> None:
    found = counts(register(), [], MARCH, Tally())
    one = next(one for one in figures(found, BOOK) if one.id == "screening_completion")
    assert one.rate is not None
    assert (one.rate.text, one.met) == ("—", None)
