"""Events that concern every clock of a matter (整案变动): a merger, a rejection, a recorded miss.

The clocks of a merged complaint move to the main case, whose clocks look back to the earliest
receipt; a complaint taken out again takes its clocks along as if nothing had been (D12).
A conclusion that is sent back has ended nothing: its clocks go on where they stood (§2.5 J).
"""

from collections.abc import Iterable, Sequence

from domain.policy import changes
from domain.policy.calendar import Calendar
from domain.policy.clock import Clock, How, Joined, StepKind
from domain.policy.matching import View, moment_of, read, texts
from domain.policy.rulebook import Policy, Rulebook


def whole_matter(
    all_clocks: tuple[Clock, ...], view: View, book: Rulebook, policy: Policy
) -> tuple[Clock, ...]:
    """The clocks after an event that may concern all of them; unchanged after any other."""
    merging, misses, calendar, name = book.merging, book.misses, policy.calendar, view.name
    if name == merging.moved:
        return tuple(
            changes.ended(one, How.MOVED, view.occurred_at, view, calendar) if one.is_open else one
            for one in all_clocks
        )
    if name == merging.returned:
        back = _back(all_clocks, [one for one in all_clocks if _moved(one)])
        return tuple(
            changes.returned(one, view) if one.key in back and _moved(one) else one
            for one in all_clocks
        )
    if name == book.rejection.rejected:
        stopped = _stopped_by_the_conclusion(all_clocks, book)
        back = _back(all_clocks, stopped)
        return tuple(
            changes.taken_up_again(one, view, calendar)
            if one.key in back and one in stopped
            else one
            for one in all_clocks
        )
    if name in (merging.joined, merging.separated):
        return tuple(
            _joined(one, view, book, calendar)
            if one.is_open and policy.rules.of(one.rules).timers[one.timer].keeps_earliest
            else one
            for one in all_clocks
        )
    if name == misses.event:
        key = (read(view, misses.timer), read(view, misses.scope), read(view, misses.started))
        return tuple(changes.recorded(one, view) if one.key == key else one for one in all_clocks)
    return all_clocks


def _back(all_clocks: Iterable[Clock], wanted: Iterable[Clock]) -> set[tuple[str, str, int]]:
    """At most one clock of a timer and scope is open: the latest wanted, if none began since."""
    begun = {one.key[:2] for one in all_clocks if one.is_open}
    latest = {one.key[:2]: one.key for one in wanted}
    return {key for part, key in latest.items() if part not in begun}


def _stopped_by_the_conclusion(all_clocks: Sequence[Clock], book: Rulebook) -> list[Clock]:
    """What the last conclusion ended."""
    ended = [
        one
        for one in all_clocks
        if one.end is not None
        and one.steps[-1].kind in (StepKind.ENDED, StepKind.RECORDED)
        and one.timer not in book.rejection.done
        and any(
            step.version == one.end.version and step.event in book.rejection.ended
            for step in one.steps
        )
    ]
    last = max((one.end.version for one in ended if one.end is not None), default=0)
    return [one for one in ended if one.end is not None and one.end.version == last > one.started]


def _moved(clock: Clock) -> bool:
    return clock.end is not None and clock.end.how is How.MOVED


def _joined(clock: Clock, view: View, book: Rulebook, calendar: Calendar) -> Clock:
    merging = book.merging
    if view.name == merging.separated:
        gone = texts(read(view, merging.separated_case))
        kept = tuple(one for one in clock.joined if one.case not in gone)
    else:
        cases = read(view, merging.joined_case) or ()
        received = read(view, merging.joined_received) or ()
        new = (
            Joined(case=str(case), received_at=at)
            for case, told in zip(cases, received, strict=True)
            if (at := moment_of(told)) is not None
        )
        kept = (*clock.joined, *new)
    return changes.backdated(clock, kept, view, calendar)
