"""The working calendar (工作日历): which days are worked, with make-up days (调休) and local days.

The State Council's office announces each year in the November before which days are rest days and
which weekends are worked instead. `holidays` carries those notices; here they become one value
with a version, so that a term can be counted again when a new notice arrives (domain.md §3.1 D14).
A year without a notice has its weekends only, and whatever is counted through it is provisional.
"""

import hashlib
from bisect import bisect_right
from collections.abc import Iterable
from datetime import date, timedelta
from functools import cache

from domain.values import Value

_DAY = timedelta(days=1)
_SATURDAY = 5

FIRST_DAY, LAST_DAY = date(1949, 10, 1), date(2999, 12, 31)
"""The bounds of counting: nothing is due earlier or later, whatever somebody typed."""

NOTICES = {
    2008: "817a9ed7",
    2009: "19048384",
    2010: "6e99a9bf",
    2011: "a3eacbe0",
    2012: "023fde70",
    2013: "6ea03d8e",
    2014: "cd3272fb",
    2015: "a392c4c4",
    2016: "268e30d2",
    2017: "33dca23c",
    2018: "7cc3aa7c",
    2019: "1b26dc94",
    2020: "e35df052",
    2021: "b62e8fa5",
    2022: "da9bff93",
    2023: "c73298c0",
    2024: "9922888a",
    2025: "8acfb0a3",
    2026: "de4c6292",
}
"""Years announced, each with the digest of its days: a library that changes the past is refused."""


class CalendarDisagrees(Exception):
    """The library no longer says what the notice of a year said; replays would differ."""


class LocalDays(Value):
    """本地调整: days a jurisdiction rests or works by itself, such as a local festival."""

    version: str
    source: str
    off: tuple[date, ...] = ()
    working: tuple[date, ...] = ()


class Calendar(Value):
    """工作日历: Monday to Friday are worked, except `off`; weekends are not, except `working`."""

    version: str
    off: frozenset[date]
    working: frozenset[date]
    notices: dict[int, str]
    """The notice that fixed a year's days, by year."""

    def __hash__(self) -> int:
        """By its version, so that what was counted on a calendar can be looked up again."""
        return hash(self.version)

    def is_working(self, day: date) -> bool:
        """Whether the day is a working day."""
        if day.weekday() >= _SATURDAY:
            return day in self.working
        return day not in self.off

    def is_provisional(self, first: date, last: date) -> bool:
        """Whether no notice exists yet for a year between two days (both included)."""
        return any(year not in self.notices for year in range(first.year, last.year + 1))

    def roll(self, day: date) -> date:
        """The day itself if it is worked, else the next working day (民法典 art 203; D2)."""
        while not self.is_working(day) and day < LAST_DAY:
            day += _DAY
        return day

    def add_working_days(self, day: date, count: int) -> date:
        """The `count`-th working day after a day, which itself is not counted (D5)."""
        while count > 0 and day < LAST_DAY:
            day += _DAY
            count -= self.is_working(day)
        return day

    def working_days_between(self, after: date, until: date) -> int:
        """How many working days lie after one day and up to another, which is included."""
        if until <= after:
            return 0
        weekdays = _weekdays_to(until) - _weekdays_to(after)
        return weekdays - _within(self.off, after, until) + _within(self.working, after, until)

    def with_local(self, local: LocalDays) -> "Calendar":
        """The same calendar with a jurisdiction's own days; they go before the national ones."""
        off = (self.off | frozenset(local.off)) - frozenset(local.working)
        working = (self.working | frozenset(local.working)) - frozenset(local.off)
        return calendar_of(f"{self.version}+{local.version}", off, working, self.notices)


def calendar_of(
    version: str, off: Iterable[date], working: Iterable[date], notices: dict[int, str]
) -> Calendar:
    """A calendar from rest days and worked days; days that say nothing new are left out."""
    return Calendar(
        version=version,
        off=frozenset(day for day in off if day.weekday() < _SATURDAY),
        working=frozenset(day for day in working if day.weekday() >= _SATURDAY),
        notices=notices,
    )


def _weekdays_to(day: date) -> int:
    """Mondays to Fridays from the first Monday of the calendar up to a day, which is included."""
    weeks, rest = divmod(day.toordinal(), 7)
    return weeks * 5 + min(rest, 5)


def _within(days: frozenset[date], after: date, until: date) -> int:
    ordered = _ordered(days)
    return bisect_right(ordered, until) - bisect_right(ordered, after)


@cache
def _ordered(days: frozenset[date]) -> tuple[date, ...]:
    return tuple(sorted(days))


@cache
def china(through: int = max(NOTICES)) -> Calendar:
    """The national calendar as it was known once the notice for the year `through` was out.

    Raises `CalendarDisagrees` when the library's days are not those the product was tested with.
    """
    years = [year for year in NOTICES if year <= through]
    off, working = _announced(years)
    for year in years:
        found = digest_of(year, off, working)
        if found != NOTICES[year]:
            raise CalendarDisagrees(
                f"holidays gives other days for {year} (digest {found}, expected {NOTICES[year]})"
            )
    notices = {year: f"国务院办公厅关于{year}年部分节假日安排的通知" for year in years}
    return calendar_of(f"cn-{through}", off, working, notices)


def _announced(years: list[int]) -> tuple[set[date], set[date]]:
    """Rest days and worked weekends of the years, from the library.

    It is imported here because it takes longer to load than the rest of the domain together.
    """
    from holidays import country_holidays

    table = country_holidays("CN", years=years)
    wanted = set(years)
    off = {day for day in table if day.year in wanted}
    return off, {day for day in table.weekend_workdays if day.year in wanted}


def digest_of(year: int, off: Iterable[date], working: Iterable[date]) -> str:
    """Eight hexadecimal digits that stand for one year's days."""
    marks = sorted(
        [f"-{day}" for day in off if day.year == year and day.weekday() < _SATURDAY]
        + [f"+{day}" for day in working if day.year == year]
    )
    return hashlib.sha256(" ".join(marks).encode()).hexdigest()[:8]
