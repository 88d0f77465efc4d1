"""D1: the first day is not counted, the last one ends at 24:00 (民法典 arts 201, 203)."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from domain.policy.calendar import china
from domain.policy.daycount import due, midnight
from domain.policy.terms import Term, Unit
from tests.domain.policy.counting import counted, day, moment


def test_the_day_of_the_event_is_not_counted() -> None:
    assert counted("2025-04-28 16:20", "30 d").on == day("2025-05-28")


def test_the_hour_of_the_event_does_not_matter() -> None:
    assert counted("2025-04-28 00:00", "30 d") == counted("2025-04-28 23:59", "30 d")


def test_the_last_day_ends_at_midnight_in_shanghai() -> None:
    term = counted("2025-04-28", "30 d")
    assert term.at == moment("2025-05-29 00:00")
    assert term.kept_by(moment("2025-05-28 23:59"))
    assert not term.kept_by(moment("2025-05-29 00:00"))


def test_an_event_just_after_midnight_begins_the_next_day() -> None:
    assert counted("2025-04-29 00:00", "30 d").on == day("2025-05-29")


@given(st.dates(date(2020, 1, 1), date(2027, 12, 31)), st.integers(0, 400))
def test_the_raw_day_is_always_so_many_days_later(first: date, days: int) -> None:
    found = due(midnight(first), Term(amount=days, unit=Unit.DAY), china())
    assert found.raw_on == first + timedelta(days=days)


@given(
    st.dates(date(2020, 1, 1), date(2027, 12, 31)),
    st.integers(0, 30),
    st.sampled_from(["1 wd", "3 wd", "15 d", "30 wd", "1 mo", "2 y", "30 d"]),
)
def test_who_begins_later_is_never_due_earlier(first: date, days: int, length: str) -> None:
    text, later = first.isoformat(), (first + timedelta(days=days)).isoformat()
    assert counted(later, length).on >= counted(text, length).on
