"""Spans of time (时段): sums kept by moment, day, month and year, so that few rows tell any period.

    1 March                       17 May, 14:20
    ├──── MONTH ────┬──── MONTH ───┬─ DAY … DAY ─┬ MOMENT …┤

What is added at a moment is added to the day, the month and the year it lies in as well. A period
is then the spans that lie in it whole, widest first, and of its ends only what the next narrower
ones say: a year is one row, any other period some dozens, and none is counted twice.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import lru_cache

from domain.acts import day_of
from domain.policy.daycount import midnight
from domain.values import Value
from projections.kernel import Key


class Span(StrEnum):
    """时段: how long the time is that a row of sums is about, which begins at its `begins_at`."""

    MOMENT = "moment"
    DAY = "day"
    MONTH = "month"
    YEAR = "year"

    __hash__ = str.__hash__  # Part of every key, and an enumeration's own is slow.


class Stretch(Value):
    """时段组: all spans of one length that begin in a period, its end not included."""

    span: Span
    from_at: datetime
    before: datetime


EVER = midnight(date(1000, 1, 1))
"""Before everything: where sums up to a moment begin."""

_WIDEST_FIRST = tuple(reversed(Span))
_FIRST_DAY: dict[Span, Callable[[date], date]] = {
    Span.DAY: lambda day: day,
    Span.MONTH: lambda day: day.replace(day=1),
    Span.YEAR: lambda day: day.replace(month=1, day=1),
}
_NEXT: dict[Span, Callable[[date], date]] = {
    Span.DAY: lambda day: day + timedelta(days=1),
    Span.MONTH: lambda day: (day.replace(day=1) + timedelta(days=31)).replace(day=1),
    Span.YEAR: lambda day: date(day.year + 1, 1, 1),
}


@lru_cache(maxsize=20_000)
def beginning(day: date) -> datetime:
    """When the span of a day begins."""
    return midnight(day)


def wider(key: Key) -> list[Key]:
    """The rows that a row is added to as well: its key begins with its span and when that does."""
    span, begins_at, *of = key
    day = day_of(begins_at)
    return [(one, _begins(one, day), *of) for one in _BEYOND[span]]


_BEYOND = {span: tuple(Span)[nth + 1 :] for nth, span in enumerate(Span)}


def stretches(from_at: datetime, before: datetime, narrowest: Span = Span.MOMENT) -> list[Stretch]:
    """The spans that make up a period. For days as the narrowest, it is one of whole days."""
    spans = _WIDEST_FIRST[: _WIDEST_FIRST.index(narrowest) + 1]
    return [*_stretches(from_at, before, spans)]


def _stretches(from_at: datetime, before: datetime, spans: Sequence[Span]) -> Iterator[Stretch]:
    """The widest that lie in it whole, with what they leave over at both ends."""
    if from_at >= before:
        return
    span, narrower = spans[0], spans[1:]
    if not narrower:
        yield Stretch(span=span, from_at=from_at, before=before)
        return
    first, last = _not_before(span, from_at), _begins(span, day_of(before))
    if first >= last:
        yield from _stretches(from_at, before, narrower)
        return
    yield from _stretches(from_at, first, narrower)
    yield Stretch(span=span, from_at=first, before=last)
    yield from _stretches(last, before, narrower)


def _not_before(span: Span, moment: datetime) -> datetime:
    """When the first span begins that does not begin before a moment."""
    day = day_of(moment)
    begins_at = _begins(span, day)
    return begins_at if begins_at == moment else midnight(_NEXT[span](_FIRST_DAY[span](day)))


@lru_cache(maxsize=20_000)
def _begins(span: Span, day: date) -> datetime:
    """When the span begins in which a day lies."""
    return midnight(_FIRST_DAY[span](day))
