"""What an event does to one clock (时限变动): start, pause, resume, extend, tighten, end.

Every function takes a clock and gives back a clock, with one step more in its history. None of
them asks whether the event was allowed: that was decided before it was recorded.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from msgspec.structs import replace

from domain.kernel import day_of
from domain.policy.calendar import Calendar
from domain.policy.clock import Clock, End, Gap, How, Joined, State, Step, StepKind, counted
from domain.policy.daycount import Due, due, midnight
from domain.policy.matching import View, holds, moment, moment_of, read, tells_a_day, texts
from domain.policy.rulebook import Rulebook
from domain.policy.terms import MOST, Term, Unit
from domain.policy.timers import Basis, Hold, Length, Lengthening, Start, Timer

_MINUTE = timedelta(minutes=1)
_RESUMED = (StepKind.RESUMED, StepKind.STILL_PAUSED)
CHECKING = "办结审核"
"""Why a clock stood still between a conclusion and its rejection."""


def _then(
    clock: Clock,
    kind: StepKind,
    view: View,
    at: datetime,
    reason: str | None = None,
    amount: Term | None = None,
    **changed: Any,
) -> Clock:
    """The clock with these fields changed, and the step that says why."""
    step = _step(kind, view, at, changed.get("due", clock.due), reason, amount)
    return replace(clock, steps=(*clock.steps, step), **changed)


def _step(
    kind: StepKind, view: View, at: datetime, due: Due, reason: str | None, amount: Term | None
) -> Step:
    return Step(
        kind=kind,
        event=view.name,
        version=view.fact.version,
        position=view.fact.position,
        at=at,
        due=due,
        reason=reason,
        amount=amount,
    )


def chosen(
    lengths: Iterable[Length], view: View, index: int | None, at: datetime
) -> tuple[Length, datetime, Term] | None:
    """The first length that fits: with the moment it is counted from and the term to count."""
    for length in lengths:
        if length.when and not holds(view, length.when):
            continue
        if length.told is None:
            assert length.term is not None, "a length is a term or is told"
            return length, at, length.term
        value = read(view, length.told, index)
        told_at = moment_of(value)
        if told_at is not None:
            unit = Unit.DAY if tells_a_day(value) else Unit.HOUR
            return length, told_at, length.term or Term(amount=0, unit=unit)
    return None


def started(
    timer: Timer,
    start: Start,
    scope: str,
    index: int | None,
    view: View,
    book: Rulebook,
    calendar: Calendar,
) -> Clock | None:
    """A new clock; None when its length is told by the event and the event tells none."""
    at = moment(view, start.at, index) or view.occurred_at
    found = chosen(start.lengths or timer.lengths, view, index, at)
    if found is None:
        return None
    length, counted_from, term = found
    ends = due(counted_from, term, calendar)
    return Clock(
        timer=timer.id,
        scope=scope,
        rules=book.version,
        kind=timer.kind,
        holder=timer.holder,
        basis=length.basis,
        source=length.source,
        started=view.fact.version,
        started_at=at,
        counted_from=counted_from,
        term=term,
        due=ends,
        steps=(_step(StepKind.STARTED, view, at, ends, None, term),),
    )


def paused(clock: Clock, gap: Gap, view: View, calendar: Calendar) -> Clock:
    """The clock stands still for one more reason, unless its term is over (§2.7 invariant 11)."""
    gap = replace(gap, from_at=max(gap.from_at, clock.started_at))
    if any((one.reason, one.of, one.to_at) == (gap.reason, gap.of, None) for one in clock.gaps):
        return clock
    if not clock.is_paused(gap.from_at) and not clock.due.kept_by(gap.from_at):
        return _then(clock, StepKind.PAUSED_TOO_LATE, view, gap.from_at, gap.reason)
    clock = replace(clock, gaps=(*clock.gaps, gap))
    clock = replace(clock, due=counted(clock, calendar))
    return _then(clock, StepKind.PAUSED, view, gap.from_at, gap.reason)


def resumed(
    clock: Clock, reason: str | None, of: str, at: datetime, view: View, calendar: Calendar
) -> Clock:
    """A reason is gone (every reason of that part, if none is named); D9, D11."""
    gaps = tuple(
        replace(gap, to_at=max(gap.from_at, at))
        if gap.to_at is None and gap.of == of and reason in (None, gap.reason)
        else gap
        for gap in clock.gaps
    )
    if gaps == clock.gaps:
        return clock
    clock = replace(clock, gaps=gaps)
    clock = replace(clock, due=counted(clock, calendar))
    kind = StepKind.STILL_PAUSED if clock.is_paused(at) else StepKind.RESUMED
    return _then(clock, kind, view, at, reason)


def extended(
    clock: Clock,
    rule: Lengthening,
    index: int | None,
    at: datetime,
    view: View,
    calendar: Calendar,
) -> Clock:
    """The raw end moves on (D10); after the end it no longer does (§2.7 invariant 12)."""
    longer = _longer(clock, rule, index, view, calendar)
    if longer is None:
        return clock
    if not clock.is_paused(at) and not clock.due.kept_by(at):
        return _then(clock, StepKind.EXTENDED_TOO_LATE, view, at, rule.zh, longer)
    clock = replace(clock, extensions=(*clock.extensions, longer))
    clock = replace(clock, due=counted(clock, calendar))
    return _then(clock, StepKind.EXTENDED, view, at, rule.zh, longer)


def _longer(
    clock: Clock, rule: Lengthening, index: int | None, view: View, calendar: Calendar
) -> Term | None:
    """By how much: so many days of the term's own kind, or what is missing to the day told."""
    working = clock.term.unit is Unit.WORKING_DAY
    unit = Unit.WORKING_DAY if working else Unit.DAY
    days = read(view, rule.by, index) if rule.by else None
    told = read(view, rule.to, index) if rule.to else None
    to_at = moment_of(told)
    if isinstance(days, int) and not isinstance(days, bool):
        amount = days
    elif to_at is None:
        return None
    elif clock.due.by_the_clock:
        unit = Unit.MINUTE
        end = to_at + timedelta(days=1) if tells_a_day(told) else to_at
        amount = -((clock.due.at - end) // _MINUTE)
    elif working:
        amount = calendar.working_days_between(clock.due.raw_on, calendar.roll(day_of(to_at)))
    else:
        amount = (day_of(to_at) - clock.due.raw_on).days
    return Term(amount=min(amount, MOST), unit=unit) if amount > 0 else None


def tightened(clock: Clock, timer: Timer, at: datetime, view: View, calendar: Calendar) -> Clock:
    """The length is chosen anew from this moment, and taken if it ends the term sooner."""
    found = chosen(timer.lengths, view, None, at)
    if found is None or not (clock.is_paused(at) or clock.due.kept_by(at)):
        return clock
    length, counted_from, term = found
    lasting = tuple(replace(gap, from_at=at) for gap in clock.gaps if gap.covers(at))
    shorter = replace(
        clock,
        counted_from=counted_from,
        term=term,
        basis=length.basis,
        source=length.source,
        gaps=lasting,
    )
    shorter = replace(shorter, due=counted(shorter, calendar))
    if shorter.due.at >= clock.due.at:
        return clock
    return _then(shorter, StepKind.TIGHTENED, view, at, amount=term)


def ended(clock: Clock, how: How, at: datetime, view: View, calendar: Calendar) -> Clock:
    """The clock no longer runs; what stood still until now is counted first."""
    if clock.gaps and how is not How.MOVED:
        gaps = tuple(
            replace(gap, to_at=max(gap.from_at, at)) if gap.covers(at) else gap
            for gap in clock.gaps
        )
        clock = replace(clock, gaps=gaps)
        clock = replace(clock, due=counted(clock, calendar))
    end = End(how=how, at=at, version=view.fact.version)
    return _then(clock, StepKind.ENDED, view, at, how.zh, end=end)


def returned(clock: Clock, view: View) -> Clock:
    """A complaint taken out of its main case again: the clock runs as if it had never moved."""
    return _then(clock, StepKind.RETURNED, view, view.occurred_at, end=None)


def taken_up_again(clock: Clock, view: View, calendar: Calendar) -> Clock:
    """A conclusion was sent back: the clock goes on, and its checking has cost no time.

    A term of the law knows no such pause, and what was late by then stays late. What stood still
    when the matter was concluded still does.
    """
    end, at = clock.end, view.occurred_at
    assert end is not None, "only what has ended is taken up again"
    in_time = clock.state(end.at) is not State.MISSED
    resumed_then = any(step.kind in _RESUMED and step.at == end.at for step in clock.steps)
    gaps = tuple(
        replace(gap, to_at=None) if gap.to_at == end.at and not resumed_then else gap
        for gap in clock.gaps
    )
    if in_time and clock.basis is not Basis.LAW:
        checked = Gap(reason=CHECKING, of="", from_at=end.at, to_at=max(end.at, at))
        gaps = (*gaps, checked)
    clock = replace(clock, end=None, gaps=gaps)
    clock = replace(clock, due=counted(clock, calendar))
    return _then(clock, StepKind.TAKEN_UP, view, at)


def backdated(clock: Clock, joined: tuple[Joined, ...], view: View, calendar: Calendar) -> Clock:
    """The earliest complaint's moment of receipt counts (D12); told and tightened terms stay."""
    tight = any(step.kind is StepKind.TIGHTENED for step in clock.steps)
    clock = replace(clock, joined=joined)
    earliest = min([clock.started_at, *(one.received_at for one in joined)])
    if tight or earliest == clock.counted_from:
        return clock
    clock = replace(clock, counted_from=earliest)
    clock = replace(clock, due=counted(clock, calendar))
    return _then(clock, StepKind.BACKDATED, view, earliest)


def recorded(clock: Clock, view: View) -> Clock:
    """Its miss is on record and stays there, whatever is entered later (§2.5 K)."""
    return _then(clock, StepKind.RECORDED, view, view.occurred_at, recorded=view.fact.version)


def reason_of(hold: Hold, view: View) -> str | None:
    """The reason a pause or a resumption names: its own, or the one told by the event."""
    if hold.reason is not None:
        return hold.reason
    told = texts(read(view, hold.reason_from)) if hold.reason_from else ()
    return told[0] if told else None


def part_of(hold: Hold, view: View) -> str:
    """The part of the matter a pause belongs to, such as one mediation; empty for the whole."""
    found = texts(read(view, hold.of)) if hold.of else ()
    return found[0] if found else ""


def limit_of(hold: Hold, at: datetime) -> datetime | None:
    """When a pause for this reason ends by itself."""
    if hold.most is None:
        return None
    return midnight(day_of(at) + timedelta(days=hold.most.amount))
