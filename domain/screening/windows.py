"""Windows (排查窗口): the days in which one screening is due, as the calendar alone says.

The windows of a rhythm tile time: every day lies in exactly one of them. They are calendar weeks,
half months and months, and end on days of rest as well (domain.md §3.2 T70 to T72).
"""

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta

from domain.codes.screening import Rhythm
from domain.values import Value

_DAY = timedelta(days=1)
_MIDDLE = 15
"""The last day of the first half of a month `[design]`."""


class Window(Value):
    """排查窗口: from the first to the last day, both included."""

    first_on: date
    last_on: date


def window_of(rhythm: Rhythm, day: date) -> Window:
    """The window of a rhythm that a day lies in."""
    if rhythm is Rhythm.WEEKLY:
        monday = day - timedelta(days=day.weekday())
        return Window(first_on=monday, last_on=monday + timedelta(days=6))
    begins, ends = 1, monthrange(day.year, day.month)[1]
    if rhythm is Rhythm.HALF_MONTHLY:
        begins, ends = (1, _MIDDLE) if day.day <= _MIDDLE else (_MIDDLE + 1, ends)
    return Window(first_on=day.replace(day=begins), last_on=day.replace(day=ends))


def windows(rhythm: Rhythm, first: date, last: date) -> Iterator[Window]:
    """The windows that lie whole within these days (both included), in order."""
    found = window_of(rhythm, first)
    if found.first_on < first:
        found = window_of(rhythm, found.last_on + _DAY)
    while found.last_on <= last:
        yield found
        found = window_of(rhythm, found.last_on + _DAY)
