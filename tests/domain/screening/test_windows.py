"""Windows tile time: every day lies in exactly one of each rhythm (domain.md §3.2 T70 to T72)."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.acts import noon_of
from domain.codes.screening import Rhythm
from domain.kernel import day_of
from domain.policy.packaged import packaged_policy
from domain.screening.windows import Window, window_of, windows

DAYS = st.dates(date(1970, 1, 1), date(2199, 12, 31))
RHYTHMS = st.sampled_from(Rhythm)
DAY = timedelta(days=1)


@given(RHYTHMS, DAYS)
def test_every_day_lies_in_its_window(rhythm: Rhythm, day: date) -> None:
    window = window_of(rhythm, day)
    assert window.first_on <= day <= window.last_on


@given(RHYTHMS, DAYS)
def test_all_days_of_a_window_are_of_that_window(rhythm: Rhythm, day: date) -> None:
    """So no day lies in two, and none between two."""
    window = window_of(rhythm, day)
    length = (window.last_on - window.first_on).days + 1
    assert {window_of(rhythm, window.first_on + n * DAY) for n in range(length)} == {window}
    assert window_of(rhythm, window.last_on + DAY).first_on == window.last_on + DAY


@given(RHYTHMS, DAYS, st.integers(-5, 400))
def test_the_windows_of_a_time_are_those_that_lie_whole_within_it(
    rhythm: Rhythm, first: date, days: int
) -> None:
    last = first + days * DAY
    every = dict.fromkeys(window_of(rhythm, first + n * DAY) for n in range(max(days, -1) + 1))
    whole = [one for one in every if first <= one.first_on and one.last_on <= last]
    assert list(windows(rhythm, first, last)) == whole


@pytest.mark.parametrize(
    ("rhythm", "day", "first", "last"),
    [
        (Rhythm.WEEKLY, (2025, 3, 27), (2025, 3, 24), (2025, 3, 30)),
        (Rhythm.WEEKLY, (2025, 1, 1), (2024, 12, 30), (2025, 1, 5)),
        (Rhythm.HALF_MONTHLY, (2024, 2, 29), (2024, 2, 16), (2024, 2, 29)),
        (Rhythm.HALF_MONTHLY, (2025, 2, 15), (2025, 2, 1), (2025, 2, 15)),
        (Rhythm.HALF_MONTHLY, (2025, 2, 16), (2025, 2, 16), (2025, 2, 28)),
        (Rhythm.HALF_MONTHLY, (2025, 12, 31), (2025, 12, 16), (2025, 12, 31)),
        (Rhythm.MONTHLY, (2024, 2, 1), (2024, 2, 1), (2024, 2, 29)),
        (Rhythm.MONTHLY, (1900, 2, 28), (1900, 2, 1), (1900, 2, 28)),
    ],
)
def test_weeks_half_months_and_months(
    rhythm: Rhythm,
    day: tuple[int, int, int],
    first: tuple[int, int, int],
    last: tuple[int, int, int],
) -> None:
    assert window_of(rhythm, date(*day)) == Window(first_on=date(*first), last_on=date(*last))


@given(
    st.sampled_from(
        [("T70", Rhythm.WEEKLY), ("T71", Rhythm.HALF_MONTHLY), ("T72", Rhythm.MONTHLY)]
    ),
    st.dates(date(2024, 1, 1), date(2026, 12, 31)),
)
def test_a_window_ends_when_the_term_of_the_rules_does(row: tuple[str, Rhythm], day: date) -> None:
    timer, rhythm = row
    policy = packaged_policy()
    window = window_of(rhythm, day)
    due = policy.rules.on(day).due(timer, noon_of(window.first_on), policy.calendar)
    assert day_of(due.at) in (window.last_on, window.last_on + DAY), "its last moment, or midnight"
