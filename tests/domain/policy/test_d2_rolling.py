"""D2: a last day of rest moves to the next working day (民法典 art 203, 民事诉讼法 art 85)."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.policy.calendar import china
from tests.domain.policy.counting import counted, day


@pytest.mark.parametrize(
    ("start", "length", "raw", "on"),
    [
        ("2025-04-03", "1 mo", "2025-05-03", "2025-05-06"),  # within the May holiday
        ("2025-09-01", "1 mo", "2025-10-01", "2025-10-09"),  # over the whole National Day week
        ("2025-06-27", "15 d", "2025-07-12", "2025-07-14"),  # a Saturday
        ("2025-07-10", "30 d", "2025-08-09", "2025-08-11"),
        ("2025-09-13", "15 d", "2025-09-28", "2025-09-28"),  # a Sunday that is worked
        ("2025-01-20", "6 d", "2025-01-26", "2025-01-26"),
    ],
)
def test_a_day_of_rest_moves_on(start: str, length: str, raw: str, on: str) -> None:
    term = counted(start, length)
    assert (term.raw_on, term.rolled_on, term.on) == (day(raw), day(on), day(on))


@given(st.dates(date(2023, 1, 1), date(2027, 6, 30)), st.integers(1, 90))
def test_a_rolled_term_always_ends_on_a_working_day(first: date, days: int) -> None:
    assert china().is_working(counted(first.isoformat(), f"{days} d").on)
