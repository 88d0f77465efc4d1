"""The notices of the State Council's office for 2024 to 2026, day by day (domain.md §3.1)."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.policy import calendar
from domain.policy.calendar import CalendarDisagrees, LocalDays, china

OFF = {
    2024: "1.1 2.10-2.17 4.4-4.6 5.1-5.5 6.8-6.10 9.15-9.17 10.1-10.7",
    2025: "1.1 1.28-2.4 4.4-4.6 5.1-5.5 5.31-6.2 10.1-10.8",
    2026: "1.1-1.3 2.15-2.23 4.4-4.6 5.1-5.5 6.19-6.21 9.25-9.27 10.1-10.7",
}
WORKING = {
    2024: "2.4 2.18 4.7 4.28 5.11 9.14 9.29 10.12",
    2025: "1.26 2.8 4.27 9.28 10.11",
    2026: "1.4 2.14 2.28 5.9 9.20 10.10",
}


def named(year: int, text: str) -> Iterator[date]:
    for stretch in text.split():
        first, _, last = stretch.partition("-")
        day, end = (date(year, *map(int, one.split("."))) for one in (first, last or first))
        while day <= end:
            yield day
            day += timedelta(days=1)


def days_of(year: int) -> list[date]:
    first = date(year, 1, 1)
    return [first + timedelta(days=n) for n in range((date(year + 1, 1, 1) - first).days)]


@pytest.mark.parametrize("year", [2024, 2025, 2026])
def test_every_day_of_a_year_is_as_announced(year: int) -> None:
    off, working = set(named(year, OFF[year])), set(named(year, WORKING[year]))
    for day in days_of(year):
        announced = day in working or (day.weekday() < 5 and day not in off)
        assert china().is_working(day) is announced, day


def test_a_make_up_sunday_is_worked() -> None:
    assert china().is_working(date(2025, 9, 28))


def test_a_year_without_a_notice_has_its_weekends_only_and_is_provisional() -> None:
    later = china().version.removeprefix("cn-")
    year = int(later) + 1
    assert [day.weekday() for day in days_of(year) if not china().is_working(day)] == [
        day.weekday() for day in days_of(year) if day.weekday() >= 5
    ]
    assert china().is_provisional(date(year, 3, 1), date(year, 3, 2))
    assert china().is_provisional(date(year - 1, 12, 31), date(year, 1, 1))
    assert not china().is_provisional(date(year - 1, 1, 1), date(year - 1, 12, 31))


def test_each_announced_year_names_its_notice() -> None:
    assert china().notices[2026] == "国务院办公厅关于2026年部分节假日安排的通知"
    assert sorted(china().notices) == list(range(2008, 2027))


def test_an_older_version_of_the_calendar_knows_fewer_years() -> None:
    assert china(2025).version == "cn-2025"
    assert china(2025).is_working(date(2026, 1, 2))
    assert not china(2026).is_working(date(2026, 1, 2))


def test_a_library_that_changes_the_past_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    china.cache_clear()
    monkeypatch.setitem(calendar.NOTICES, 2025, "00000000")
    with pytest.raises(CalendarDisagrees, match="2025"):
        china()
    china.cache_clear()


FESTIVAL = LocalDays(
    version="yunxi-1",
    source="云溪县关于本地节日放假的通知",
    off=(date(2025, 3, 3), date(2025, 9, 28)),
    working=(date(2025, 3, 8), date(2025, 10, 8)),
)


@pytest.mark.parametrize(
    ("day", "worked"),
    [
        (date(2025, 3, 3), False),  # a Monday made a day of rest
        (date(2025, 3, 8), True),  # a Saturday made a working day
        (date(2025, 9, 28), False),  # a national make-up day given back
        (date(2025, 10, 8), True),  # a national holiday worked
        (date(2025, 3, 4), True),
        (date(2025, 10, 7), False),
    ],
)
def test_local_days_go_before_national_ones(day: date, worked: bool) -> None:
    local = china().with_local(FESTIVAL)
    assert local.version == f"{china().version}+yunxi-1"
    assert local.is_working(day) is worked


days = st.dates(date(2023, 1, 1), date(2027, 12, 31))


@given(days)
def test_rolling_always_lands_on_a_working_day_not_before(day: date) -> None:
    rolled = china().roll(day)
    assert rolled >= day
    assert china().is_working(rolled)
    assert (rolled == day) is china().is_working(day)


@given(days, st.integers(1, 60))
def test_the_nth_working_day_has_n_working_days_up_to_it(day: date, count: int) -> None:
    found = china().add_working_days(day, count)
    assert china().is_working(found)
    assert china().working_days_between(day, found) == count


@given(days, days)
def test_working_days_between_two_days_are_those_one_can_count(one: date, two: date) -> None:
    first, last = min(one, two), max(one, two)
    between = (first + timedelta(days=n) for n in range(1, (last - first).days + 1))
    assert china().working_days_between(first, last) == sum(map(china().is_working, between))
