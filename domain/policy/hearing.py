"""What one event does to one clock (闻讯变动), by the triggers of its timer for that event.

A timer comes here with nothing left but what it does on the event at hand (`Rulebook.heard`), so
nothing is asked twice and most events ask next to nothing.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import TypeVar

from domain.policy import changes
from domain.policy.calendar import Calendar
from domain.policy.clock import Clock, Gap, How
from domain.policy.matching import View, holds, moment, scopes
from domain.policy.timers import Hold, Timer, Trigger

T = TypeVar("T", bound=Trigger)
Hit = tuple[T, str | None, int | None, datetime]
"""A trigger that is pulled: itself, the scope (None: all), the place in a list, and the moment."""

_EVERYTHING: list[tuple[str | None, int | None]] = [(None, None)]


def hits(triggers: Sequence[T], view: View, scope: str | None = None) -> list[Hit[T]]:
    """The triggers the event pulls, for the clocks of one scope or (None) for all of them."""
    found: list[Hit[T]] = []
    for trigger in triggers:
        if trigger.when and not holds(view, trigger.when):
            continue
        for one, index in scopes(view, trigger.scope) if trigger.scope else _EVERYTHING:
            if scope is None or one is None or one == scope:
                at = moment(view, trigger.at, index) or view.occurred_at
                found.append((trigger, one, index, at))
    return found


def changed(clock: Clock, timer: Timer, view: View, calendar: Calendar) -> Clock:
    """What the event does to an open clock, by the rules the clock began under."""
    if timer.resumes or timer.pauses or timer.extends or timer.tightens:
        clock = _going_on(clock, timer, view, calendar)
    for how, rules in ((How.DONE, timer.stops), (How.CANCELLED, timer.cancels)):
        for _, _, _, at in hits(rules, view, clock.scope) if rules else ():
            return changes.ended(clock, how, at, view, calendar)
    return clock


def _going_on(clock: Clock, timer: Timer, view: View, calendar: Calendar) -> Clock:
    for hold, _, _, at in hits(timer.resumes, view, clock.scope):
        reason, of = changes.reason_of(hold, view), changes.part_of(hold, view)
        clock = changes.resumed(clock, reason, of, at, view, calendar)
    for hold, _, _, at in hits(timer.pauses, view, clock.scope):
        clock = changes.paused(clock, gap(hold, at, view), view, calendar)
    for rule, _, index, at in hits(timer.extends, view, clock.scope):
        clock = changes.extended(clock, rule, index, at, view, calendar)
    for _, _, _, at in hits(timer.tightens, view, clock.scope):
        clock = changes.tightened(clock, timer, at, view, calendar)
    return clock


def gap(hold: Hold, at: datetime, view: View) -> Gap:
    """The pause a trigger begins."""
    return Gap(
        reason=changes.reason_of(hold, view) or "",
        of=changes.part_of(hold, view),
        from_at=at,
        at_most=changes.limit_of(hold, at),
    )
