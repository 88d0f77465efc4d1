"""D3: the corresponding day, or the last day of the month if there is none (民法典 art 202)."""

import pytest

from tests.domain.policy.counting import counted, day


@pytest.mark.parametrize(
    ("start", "length", "raw"),
    [
        ("2025-03-25", "1 mo", "2025-04-25"),
        ("2025-01-31", "1 mo", "2025-02-28"),
        ("2024-01-31", "1 mo", "2024-02-29"),
        ("2025-08-31", "1 mo", "2025-09-30"),
        ("2025-12-15", "1 mo", "2026-01-15"),
        ("2025-11-30", "3 mo", "2026-02-28"),
        ("2025-06-30", "2 y", "2027-06-30"),
        ("2024-02-29", "1 y", "2025-02-28"),
        ("2024-02-29", "4 y", "2028-02-29"),
    ],
)
def test_a_month_ends_on_the_corresponding_day(start: str, length: str, raw: str) -> None:
    assert counted(start, length).raw_on == day(raw)


def test_the_end_of_a_month_is_rolled_like_any_other_day() -> None:
    term = counted("2026-01-31", "1 mo")
    assert (term.raw_on, term.on) == (day("2026-02-28"), day("2026-02-28"))  # a worked Saturday
    assert counted("2025-04-30", "1 mo").on == day("2025-05-30")
    assert counted("2025-01-01", "1 mo").on == day("2025-02-05")  # 1 February lies in the holiday
