"""Periods (统计期间): days from one to another, both included, in the country's legal time."""

from datetime import date, datetime, timedelta

from domain.acts import SHANGHAI
from domain.kernel import utc
from domain.policy.calendar import Calendar
from domain.values import Value

_DAY = timedelta(days=1)


class Period(Value):
    """统计期间: the days from `first` to `last`, both included; empty when `last` comes first."""

    first: date
    last: date

    @property
    def begins_at(self) -> datetime:
        """The first moment of it, in UTC."""
        return _midnight(self.first)

    @property
    def ends_before(self) -> datetime:
        """The first moment after it, in UTC."""
        return _midnight(self.last + _DAY)

    def working_days(self, calendar: Calendar) -> int:
        """How many working days it has."""
        return calendar.working_days_between(self.first - _DAY, self.last)


def last_working_days(day: date, count: int, calendar: Calendar) -> Period:
    """The period that ends with a day and has `count` working days: for means by the day."""
    first, left = day + _DAY, count
    while left > 0:
        first -= _DAY
        left -= calendar.is_working(first)
    return Period(first=first, last=day)


def _midnight(day: date) -> datetime:
    return utc(datetime(day.year, day.month, day.day, tzinfo=SHANGHAI))
