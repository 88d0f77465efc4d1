"""How clocks start (起算), and what must be noted before they do: pauses in force, duties done."""

from datetime import datetime

from domain.policy import changes
from domain.policy.calendar import Calendar
from domain.policy.clock import Clock, How
from domain.policy.hearing import gap, hits
from domain.policy.matching import View, holds, moment, scopes
from domain.policy.matter import Before, Held, Table
from domain.policy.rulebook import Rulebook
from domain.policy.timers import Renewal, Start, Timer


def note(table: Table, timer: Timer, view: View) -> None:
    """Keeps what clocks that start later must know: pauses that last, and duties already done."""
    for hold, scope, _, _ in hits(timer.resumes, view):
        reason, of = changes.reason_of(hold, view), changes.part_of(hold, view)
        table.held = tuple(
            one
            for one in table.held
            if not (
                one.timer == timer.id
                and scope in (None, one.scope)
                and one.gap.of == of
                and reason in (None, one.gap.reason)
            )
        )
    for hold, scope, _, at in hits(timer.pauses, view):
        table.held = (*table.held, Held(timer=timer.id, scope=scope, gap=gap(hold, at, view)))
    for _, scope, _, at in hits(timer.stops, view) if timer.early else ():
        if not table.asked_for(timer.id, scope):
            before = Before(timer=timer.id, scope=scope, at=at)
            table.done_before = (*table.done_before, before)


def start(table: Table, timer: Timer, view: View, book: Rulebook, calendar: Calendar) -> None:
    """New clocks of a timer: by the first of its starts that the event meets."""
    for met in timer.starts:
        if not met.when or holds(view, met.when):
            break
    else:
        return
    for scope, index in scopes(view, met.scope):
        place = table.running(timer.id, scope)
        if place is not None and timer.renewal is Renewal.KEPT:
            continue
        new = changes.started(timer, met, scope, index, view, book, calendar)
        if new is None:
            continue
        if place is not None:
            old = table.at(place)
            if _last_done_since(old, new, timer):
                continue
            how = How.RENEWED if timer.renewal is Renewal.RENEWS else How.REPLACED
            table.put(place, changes.ended(old, how, new.started_at, view, calendar))
        table.add(_underway(new, timer, met, index, table, view, calendar))


def _last_done_since(clock: Clock, new: Clock, timer: Timer) -> bool:
    """Whether a term from the last time something was done began later than what is entered now.

    What happened before the last time and is entered after it was not owed since, and moves no
    day by which it is owed (domain.md §2.3 rule 2).
    """
    return timer.renewal is Renewal.RENEWS and new.started_at < clock.started_at


def _underway(
    clock: Clock,
    timer: Timer,
    met: Start,
    index: int | None,
    table: Table,
    view: View,
    calendar: Calendar,
) -> Clock:
    """A new clock, standing still if a pause lasts, ended if its duty was done already."""
    for one in table.held:
        lasts = one.gap.at_most is None or clock.started_at < one.gap.at_most
        if one.timer == timer.id and one.scope in (None, clock.scope) and lasts:
            clock = changes.paused(clock, one.gap, view, calendar)
    done_at = moment(view, met.done, index) if met.done else None
    if done_at is None and timer.early:
        done_at = _done_before(table, timer, clock.scope)
    return clock if done_at is None else changes.ended(clock, How.DONE, done_at, view, calendar)


def _done_before(table: Table, timer: Timer, scope: str) -> datetime | None:
    """When a duty was fulfilled before anybody asked for it, the last time."""
    last = next((one for one in reversed(table.done_before) if one.timer == timer.id), None)
    return None if last is None or last.scope not in (None, scope) else last.at
