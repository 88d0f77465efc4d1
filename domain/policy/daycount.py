"""How days are counted (期间计算): from a moment and a length to the day it ends. domain.md §3.1.

D1  calendar days: the first day is not counted; the last one ends at 24:00
D2  a last day of rest moves to the next working day, once, at the very end
D3  months and years end on the corresponding day, or on the last day of the month
D4  hours and minutes run at once, through nights and holidays, and never move
D5  working days: only they are counted, the first day is not
D6  "以内、以上" include the number itself, "超过、不满" do not
D7  what a party posts is in time when it was posted in time
D8  after force majeure a party may ask for the term to be restored
D9  a pause moves the raw last day by the days (or working days, or time) it lasted
D10 an extension is added to the raw last day, not to the moved one
D11 with several pauses at once the term runs again when none is left
D12 merged complaints keep the earliest moment any of them was received
D13 report days are not moved; the moved day is kept beside the strict one
D14 the calendar has a version; the same count on another version may give another day
"""

from calendar import monthrange
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache

from domain.kernel import SHANGHAI, day_of
from domain.policy.calendar import FIRST_DAY, LAST_DAY, Calendar
from domain.policy.terms import Term, Unit
from domain.values import Value

_DAY = timedelta(days=1)


class Due(Value):
    """届满: when a term ends: the raw day, the day after moving it, and the one that counts."""

    raw_on: date
    """By plain counting."""
    rolled_on: date
    """The raw day, or the next working day if that is a day of rest (D2)."""
    on: date
    """The day that counts: `rolled_on`, except for terms that are never moved (D4, D13)."""
    at: datetime
    """The moment the term is over, UTC: 24:00 of `on`, or the very minute for hours."""
    by_the_clock: bool
    """Whether it ends within a day (hours and minutes) and not with one."""
    provisional: bool
    """Whether it was counted through a year whose holidays are not announced yet."""

    def kept_by(self, moment: datetime) -> bool:
        """Whether what happened at a moment happened in time (D6: the last moment included)."""
        return moment <= self.at if self.by_the_clock else moment < self.at

    def days_late(self, day: date, *, strict: bool = False) -> int:
        """Calendar days by which a day misses the one that counts, or the raw one if `strict`."""
        return max(0, (day - (self.raw_on if strict else self.on)).days)


class Pause(Value):
    """中止期间: from when to when a term did not run."""

    from_at: datetime
    to_at: datetime


def due(
    start: datetime,
    term: Term,
    calendar: Calendar,
    *,
    pauses: Iterable[Pause] = (),
    extensions: Sequence[Term] = (),
) -> Due:
    """When a term that began at `start` ends. 民法典 arts 200-204; 民事诉讼法 art 85; D1 to D11.

    Extensions of the term's own unit are added to the raw end; others are added to it one after
    another in the order given, so that nothing is gained from a holiday on the way.
    """
    over = union(pauses)
    if term.unit.runs_by_the_clock:
        return _due_by_the_clock(start, term, over, extensions)
    if not over and not extensions:
        return _plain(day_of(start), term, calendar)
    same = [one.amount for one in extensions if one.unit is term.unit]
    amount = term.amount + sum(same)
    in_working_days = term.unit is Unit.WORKING_DAY
    if in_working_days:
        amount += sum(
            calendar.working_days_between(day_of(gap.from_at), day_of(gap.to_at)) for gap in over
        )
    raw = _counted(day_of(start), Term(amount=amount, unit=term.unit), calendar)
    if not in_working_days:
        raw = _plus(raw, sum((day_of(gap.to_at) - day_of(gap.from_at)).days for gap in over))
    for one in extensions:
        if one.unit is not term.unit:
            raw = _counted(raw, one, calendar)
    return _ends(day_of(start), raw, calendar, strict=term.strict)


@lru_cache(maxsize=10_000)
def _plain(first: date, term: Term, calendar: Calendar) -> Due:
    """Most terms run undisturbed, and many begin on the same day: they are counted once."""
    return _ends(first, _counted(first, term, calendar), calendar, strict=term.strict)


def _due_by_the_clock(
    start: datetime, term: Term, pauses: Sequence[Pause], extensions: Sequence[Term]
) -> Due:
    """D4: to the minute; an extension by days adds so many times 24 hours."""
    paused = sum((gap.to_at - gap.from_at for gap in pauses), timedelta(0))
    longer = sum((one.nominal for one in extensions), timedelta(0))
    at = (start + term.by_the_clock + paused + longer).astimezone(UTC)
    on = day_of(at)
    return Due(raw_on=on, rolled_on=on, on=on, at=at, by_the_clock=True, provisional=False)


def _counted(day: date, term: Term, calendar: Calendar) -> date:
    match term.unit:
        case Unit.DAY:
            return _plus(day, term.amount)
        case Unit.WORKING_DAY:
            return calendar.add_working_days(day, term.amount)
        case Unit.MONTH:
            return add_months(day, term.amount)
        case Unit.YEAR:
            return add_months(day, 12 * term.amount)
        case Unit.WEEK_END:
            return _plus(day, 6 - day.weekday())
        case Unit.HALF_MONTH_END:
            return day.replace(day=15) if day.day <= 15 else _month_end(day)
        case Unit.MONTH_END:
            return _month_end(day)
        case Unit.NEXT_MONTH_END:
            return _month_end(add_months(day, 1))
        case Unit.SAME_DAY | Unit.MINUTE | Unit.HOUR:
            return day


def _ends(first: date, raw: date, calendar: Calendar, *, strict: bool) -> Due:
    rolled = calendar.roll(raw)
    on = raw if strict else rolled
    return Due(
        raw_on=raw,
        rolled_on=rolled,
        on=on,
        at=midnight(on + _DAY),
        by_the_clock=False,
        provisional=calendar.is_provisional(min(first, raw), rolled),
    )


def _plus(day: date, days: int) -> date:
    """The day so many days later or earlier, within the bounds of counting."""
    ordinal = day.toordinal() + days
    return date.fromordinal(max(FIRST_DAY.toordinal(), min(LAST_DAY.toordinal(), ordinal)))


def add_months(day: date, months: int) -> date:
    """The corresponding day so many months later, or the last day of that month (D3)."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if year > LAST_DAY.year:
        return LAST_DAY
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _month_end(day: date) -> date:
    return day.replace(day=monthrange(day.year, day.month)[1])


def midnight(day: date) -> datetime:
    """The moment a day begins in the country's legal time, in UTC."""
    return datetime.combine(day, time(), SHANGHAI).astimezone(UTC)


def union(pauses: Iterable[Pause]) -> list[Pause]:
    """The stretches of time covered by at least one pause, in order (D11)."""
    covered: list[Pause] = []
    if not pauses:
        return covered
    for pause in sorted(pauses, key=lambda one: (one.from_at, one.to_at)):
        if pause.to_at <= pause.from_at:
            continue
        if covered and pause.from_at <= covered[-1].to_at:
            last = covered.pop()
            to_at = max(last.to_at, pause.to_at)
            covered.append(Pause(from_at=last.from_at, to_at=to_at))
        else:
            covered.append(pause)
    return covered


def within(value: float, limit: float) -> bool:
    """以内、以下: not more than the limit, the limit included (民法典 art 1259; D6)."""
    return value <= limit


def at_least(value: float, limit: float) -> bool:
    """以上: not less than the limit, the limit included (民法典 art 1259; D6)."""
    return value >= limit


def more_than(value: float, limit: float) -> bool:
    """超过、以外: beyond the limit, which itself does not count (民法典 art 1259; D6)."""
    return value > limit


def less_than(value: float, limit: float) -> bool:
    """不满: short of the limit, which itself does not count (民法典 art 1259; D6)."""
    return value < limit


def filed_at(arrived_at: datetime, posted_at: datetime | None) -> datetime:
    """When a party's paper counts as filed: when it was posted, if it was (民诉法 art 85; D7)."""
    return arrived_at if posted_at is None else min(arrived_at, posted_at)


def may_ask_for_restoration(
    obstacle_ended_at: datetime, asked_at: datetime, term: Term, calendar: Calendar
) -> bool:
    """Whether a party kept from a term by force majeure asks in time (民诉法 art 86; D8)."""
    return due(obstacle_ended_at, term, calendar).kept_by(asked_at)
