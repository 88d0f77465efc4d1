"""D10: an extension is added to the raw last day, so that nobody gains from a holiday.

信访工作条例 art 34; 医疗纠纷预防和处理条例 art 38; domain.md §3.1.
"""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from tests.domain.policy.counting import counted, day


def test_an_extension_is_added_to_the_raw_day() -> None:
    """60 days from 2025-08-02 end on 10-01, rolled to 10-09; 30 more days end on 10-31."""
    assert counted("2025-08-02", "60 d").on == day("2025-10-09")
    assert counted("2025-08-02", "60 d", extensions=["30 d"]).on == day("2025-10-31")


def test_working_days_are_extended_by_working_days() -> None:
    term = counted(
        "2025-12-29",
        "30 wd",
        pauses=[("2026-01-19", "2026-03-09")],
        extensions=["15 wd"],
    )
    assert term.on == day("2026-04-22")


def test_a_month_is_extended_by_days() -> None:
    assert counted("2025-04-03", "1 mo", extensions=["10 d"]).raw_on == day("2025-05-13")


def test_an_extension_by_working_days_begins_at_the_raw_day() -> None:
    assert counted("2025-04-03", "1 mo", extensions=["3 wd"]).on == day("2025-05-08")


lengths = st.sampled_from(["d", "wd"])


@given(
    st.dates(date(2024, 1, 1), date(2026, 6, 30)),
    lengths,
    st.integers(1, 60),
    st.integers(1, 30),
    st.integers(1, 30),
)
def test_extensions_add_up(first: date, unit: str, term: int, one: int, two: int) -> None:
    start = first.isoformat()
    in_parts = counted(start, f"{term} {unit}", extensions=[f"{one} {unit}", f"{two} {unit}"])
    at_once = counted(start, f"{term} {unit}", extensions=[f"{one + two} {unit}"])
    from_the_start = counted(start, f"{term + one + two} {unit}")
    assert in_parts == at_once == from_the_start
