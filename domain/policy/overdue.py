"""Overdue (超期): how a clock stands at a moment asked for, its colour, and how late it is.

domain.md §5.4. Everything here is asked of clocks as they are on record today, about any moment,
also a past one: what ended later was still open then. A miss is a fact (`deadline.missed`); being
overdue is an answer.

    lateness is counted in the term's own unit, and so are the buckets: days, working days, or for
    terms of hours and minutes every hour begun; what is over by less than one unit is in the first

A breach is never deleted by a later extension: an extension granted too late is a class of its own.
"""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta

from msgspec.structs import replace

from domain.codes.entry import Labelled
from domain.kernel import day_of
from domain.policy.calendar import FIRST_DAY, Calendar
from domain.policy.clock import Clock, Colour, Lateness, State, StepKind, late_in, term_length
from domain.policy.daycount import Pause, midnight, union
from domain.policy.terms import Unit
from domain.policy.timers import Amber, Kind
from domain.values import Value

NEVER = datetime(9999, 12, 31, tzinfo=UTC)
"""Later than anything that can be asked about: the end of what has not ended."""

_DAY, _HOUR, _MINUTE = timedelta(days=1), timedelta(hours=1), timedelta(minutes=1)
_TICK = timedelta(microseconds=1)


class Standing(Labelled):
    """办理情况: how a term stood at a moment; a paused one is never overdue."""

    OVERDUE = "overdue", "超期未结"
    RUNNING = "running", "计时中"
    PAUSED = "paused", "中止"
    MET = "met", "按期"
    LATE = "late", "超期办结"
    CANCELLED = "cancelled", "终结"


class Bucket(Labelled):
    """超期区间: how late, in the term's own unit; hours for terms of hours and minutes."""

    UP_TO_3 = "up_to_3", "超期1至3"
    UP_TO_7 = "up_to_7", "超期4至7"
    UP_TO_15 = "up_to_15", "超期8至15"
    UP_TO_30 = "up_to_30", "超期16至30"
    MORE = "more", "超期超过30"


BOUNDS = {Bucket.UP_TO_3: 3, Bucket.UP_TO_7: 7, Bucket.UP_TO_15: 15, Bucket.UP_TO_30: 30}
"""The most a bucket takes in, itself included (D6); `MORE` has no bound."""


class CaseStanding(Labelled):
    """事项超期情况: overdue by law or a document, or only by a term of the house itself."""

    OVERDUE = "overdue", "超期"
    INTERNALLY_OVERDUE = "internally_overdue", "内部超期"
    IN_TIME = "in_time", "未超期"


class Standstill(Value, omit_defaults=True):
    """中止期间: from when to when a term stands still for one reason or several (D11)."""

    from_at: datetime
    until_at: datetime | None = None
    """None while it lasts without end."""


def over_at(clock: Clock) -> datetime:
    """The first moment at which the term is over, to the microsecond."""
    return clock.due.at + _TICK if clock.due.by_the_clock else clock.due.at


def open_until(clock: Clock) -> datetime:
    """When the clock ended, or `NEVER`."""
    return NEVER if clock.end is None else clock.end.at


def is_overdue(clock: Clock, moment: datetime) -> bool:
    """Whether it had begun, was open, did not stand still and was over at a moment."""
    return (
        clock.started_at <= moment < open_until(clock)
        and over_at(clock) <= moment
        and not any(gap.covers(moment) for gap in clock.gaps)
    )


def standing(clock: Clock, moment: datetime) -> Standing | None:
    """How it stood at a moment; None before it began."""
    if moment < clock.started_at:
        return None
    if open_until(clock) <= moment:
        return standing_at_end(clock)
    if any(gap.covers(moment) for gap in clock.gaps):
        return Standing.PAUSED
    return Standing.OVERDUE if over_at(clock) <= moment else Standing.RUNNING


def standing_at_end(clock: Clock) -> Standing | None:
    """How it ended: in time, late, or needed no more; None while it is open."""
    return None if clock.end is None else _ENDED[clock.state(clock.end.at)]


_ENDED = {
    State.MISSED: Standing.LATE,
    State.MET: Standing.MET,
    State.CANCELLED: Standing.CANCELLED,
}


def standstills(clock: Clock) -> tuple[Standstill, ...]:
    """The stretches of time for which it stood or stands still, none touching another."""
    spans = union(Pause(from_at=gap.from_at, to_at=gap.ends_at or NEVER) for gap in clock.gaps)
    return tuple(
        Standstill(from_at=one.from_at, until_at=None if one.to_at == NEVER else one.to_at)
        for one in spans
    )


def late_extension_at(clock: Clock) -> datetime | None:
    """When it was first prolonged although it was over: 逾期后延期, a class of its own."""
    late = (step.at for step in clock.steps if step.kind is StepKind.EXTENDED_TOO_LATE)
    return next(late, None)


def recorded_at(clock: Clock) -> datetime | None:
    """When the watch put the miss on record; what is on record stays (§2.5 K)."""
    if clock.recorded is None:
        return None
    return next(step.at for step in clock.steps if step.version == clock.recorded)


def amber_at(clock: Clock, amber: Amber, calendar: Calendar) -> datetime:
    """From when on little is left: a small share of the term, or some working days.

    domain.md §3.2: 20 % of the term or 2 working days, 25 % for hours; pauses are no part of it.
    """
    length = term_length(clock, calendar)
    if isinstance(length, timedelta):
        return clock.due.at - length * amber.share_by_the_clock // 100
    last, share = clock.due.on, length * amber.share // 100
    if clock.term.unit is Unit.WORKING_DAY:
        return midnight(_working_days_before(last, max(amber.working_days, share), calendar))
    by_working_days = _working_days_before(last, amber.working_days, calendar)
    return midnight(min(by_working_days, last - share * _DAY))


def _working_days_before(last: date, most: int, calendar: Calendar) -> date:
    """The first day after which, up to `last`, there are no more than so many working days."""
    found = last
    while most >= 0 and found > FIRST_DAY:
        most -= calendar.is_working(found)
        if most >= 0:
            found -= _DAY
    return found


def colour(
    clock: Clock, moment: datetime, amber_from: datetime, urged_twice_at: datetime | None
) -> Colour:
    """Black when overdue and urged twice before; red when missed; amber when little is left."""
    stands = standing(clock, moment)
    if stands is Standing.OVERDUE:
        urged_twice = urged_twice_at is not None and urged_twice_at <= moment
        return Colour.BLACK if urged_twice else Colour.RED
    recorded = recorded_at(clock)
    if stands is Standing.LATE or (recorded is not None and recorded <= moment):
        return Colour.RED
    if stands is Standing.RUNNING and amber_from <= moment:
        return Colour.AMBER
    return Colour.GREEN


def lateness(clock: Clock, moment: datetime, calendar: Calendar) -> Lateness | None:
    """How late it was at a moment, or when it ended if that was before; None if it was not."""
    match standing(clock, moment):
        case Standing.OVERDUE:
            return late_in(clock, moment, calendar)
        case Standing.LATE:
            return late_in(clock, open_until(clock), calendar)
        case _:
            return None


def bucket(late: Lateness) -> Bucket:
    """The bucket of a lateness; minutes count as hours begun."""
    amount = -(-late.amount // 60) if late.unit is Unit.MINUTE else late.amount
    return next((one for one, most in BOUNDS.items() if amount <= most), Bucket.MORE)


def bucket_at_end(clock: Clock, calendar: Calendar) -> Bucket | None:
    """The bucket of a clock that ended late; None for every other."""
    if clock.end is None or standing_at_end(clock) is not Standing.LATE:
        return None
    return bucket(late_in(clock, clock.end.at, calendar))


class Beyond(Value):
    """超期界限: due by then or before, a term is later than a bound at the moment asked about."""

    by_the_clock: datetime
    days: date
    working_days: date


def beyond(bound: int, moment: datetime, calendar: Calendar) -> Beyond:
    """The latest ends of terms that are late by more than `bound` units at a moment."""
    today = day_of(moment)
    working, count = today, 0
    while count <= bound and working > FIRST_DAY:
        count += calendar.is_working(working)
        working -= _DAY
    return Beyond(
        by_the_clock=moment - bound * _HOUR - _MINUTE,
        days=today - (bound + 1) * _DAY,
        working_days=working,
    )


def case_standing(clocks: Iterable[Clock], moment: datetime) -> CaseStanding:
    """A case is overdue by a mandatory duty; by a default one, internally only."""
    overdue = [one for one in clocks if one.kind is Kind.DUTY and is_overdue(one, moment)]
    if any(one.is_mandatory for one in overdue):
        return CaseStanding.OVERDUE
    return CaseStanding.INTERNALLY_OVERDUE if overdue else CaseStanding.IN_TIME


def as_of(clock: Clock, moment: datetime) -> Clock:
    """The clock as it ran at a moment: what came later had not ended or recorded it yet."""
    if (recorded := recorded_at(clock)) is not None and moment < recorded:
        clock = replace(clock, recorded=None)
    return clock if open_until(clock) <= moment else replace(clock, end=None)
