"""D5: only working days are counted, the first day is not, no rolling (行政复议法 art 88)."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.policy.calendar import china
from tests.domain.policy.counting import counted, day


@pytest.mark.parametrize(
    ("start", "length", "on"),
    [
        ("2025-04-03", "1 wd", "2025-04-07"),  # over the three days of 清明
        ("2025-09-16 10:00", "10 wd", "2025-09-29"),  # with Sunday 28 September
        ("2025-09-26 07:40", "3 wd", "2025-09-30"),
        ("2025-10-20", "15 wd", "2025-11-10"),
        ("2025-12-29", "30 wd", "2026-02-10"),  # 1 to 3 January off, 4 January worked
        ("2025-09-01 16:00", "3 wd", "2025-09-04"),
        ("2025-04-28 17:00", "2 wd", "2025-04-30"),
        ("2025-04-30", "1 wd", "2025-05-06"),
        ("2025-10-31", "5 wd", "2025-11-07"),
    ],
)
def test_working_days_skip_days_of_rest(start: str, length: str, on: str) -> None:
    assert counted(start, length).on == day(on)


@given(st.dates(date(2023, 1, 1), date(2027, 6, 30)), st.integers(1, 60))
def test_working_days_never_need_rolling(first: date, days: int) -> None:
    term = counted(first.isoformat(), f"{days} wd")
    assert term.raw_on == term.rolled_on == term.on
    assert china().working_days_between(first, term.on) == days
