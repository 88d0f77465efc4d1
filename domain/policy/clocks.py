"""The clock engine (时限引擎): from the events of a matter to its clocks, by the rules as data.

    clocks_of(facts, policy)        every clock of a stream
    step(clocks, fact, policy)      the same, one event further

It is a pure fold. Events are known by their stored names and read by path, so a chapter need not
exist for its timers to be written down. At most one clock of a timer and scope is open at a time
(domain.md §2.7 invariant 11). Clocks need no events of their own; only a miss is recorded.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

from msgspec.structs import replace

from domain.kernel import Recorded
from domain.policy import changes
from domain.policy.calendar import Calendar
from domain.policy.clock import Clock, Gap, How, State
from domain.policy.matching import (
    Note,
    View,
    holds,
    moment,
    moment_of,
    noted,
    plain,
    read,
    scopes,
    texts,
)
from domain.policy.rulebook import Policy, Rulebook
from domain.policy.timers import Hold, Kind, Renewal, Start, Timer, Trigger
from domain.policy.whole_matter import whole_matter
from domain.values import Value


class Held(Value, omit_defaults=True):
    """持续的中止事由: a pause in force, for clocks of the timer that start while it lasts."""

    timer: str
    scope: str | None
    gap: Gap


class Before(Value):
    """起算前已履行: what a timer asks for was done before the timer began."""

    timer: str
    scope: str | None
    at: datetime


class Clocks(Value, omit_defaults=True):
    """时限台账: the clocks of one matter, and what must be known to go on.

    All of it are plain values: stored as JSON and read back, it goes on as if it had never left.
    """

    clocks: tuple[Clock, ...] = ()
    known: Mapping[str, Any] = {}
    """Facts about the matter that lengths depend on, such as its risk level."""
    held: tuple[Held, ...] = ()
    done_before: tuple[Before, ...] = ()
    facts: tuple[Note, ...] = ()
    """The events that mattered, to count again when one of them turns out wrong."""
    voided: frozenset[int] = frozenset()
    corrected: Mapping[str, Mapping[str, Any]] = {}
    """What is right instead, by the version of the wrong event."""

    def of(self, timer: str, scope: str = "") -> Clock | None:
        """The latest clock of a timer and scope."""
        found = (one for one in reversed(self.clocks) if (one.timer, one.scope) == (timer, scope))
        return next(found, None)

    def overdue(self, moment: datetime) -> list[Clock]:
        """Open clocks whose term is over at a moment, the oldest due first."""
        return sorted(
            (one for one in self.clocks if one.is_overdue(moment)), key=lambda one: one.due.at
        )

    def unrecorded(self, moment: datetime) -> list[Clock]:
        """Missed duties whose miss is not on record yet, ended late or not, oldest due first.

        The watch records each of them once; asking late, or again, gives the same list.
        """
        return sorted(
            (
                one
                for one in self.clocks
                if one.kind is Kind.DUTY
                and one.recorded is None
                and one.state(moment) is State.MISSED
            ),
            key=lambda one: one.due.at,
        )

    def look_at(self) -> datetime | None:
        """From when on a miss may have to be recorded, by everything known now; None: never.

        In the past while a miss waits for its record.
        """
        return min(filter(None, map(_look_at, self.clocks)), default=None)

    def next_due(self, moment: datetime) -> datetime | None:
        """When the next running clock will be over."""
        running = (one.due.at for one in self.clocks if one.state(moment) is State.RUNNING)
        return min(running, default=None)


def _look_at(clock: Clock) -> datetime | None:
    """When a duty will be missed if nothing happens, or was; a pause without end never lets it."""
    if clock.kind is not Kind.DUTY or clock.recorded is not None:
        return None
    at = clock.due.at
    if clock.end is not None:
        return at if clock.state(clock.end.at) is State.MISSED else None
    while gaps := [gap for gap in clock.gaps if gap.covers(at)]:
        ends = [gap.ends_at for gap in gaps if gap.ends_at is not None]
        if len(ends) < len(gaps):
            return None
        at = max(ends)
    return at


def clocks_of(facts: Iterable[Recorded[Any]], policy: Policy) -> Clocks:
    """Every clock of a stream from its events in order. Raises `RuleVersionUnknown`."""
    clocks = Clocks()
    for fact in facts:
        clocks = step(clocks, fact, policy)
    return clocks


def step(clocks: Clocks, fact: Recorded[Any], policy: Policy) -> Clocks:
    """The clocks after one more event. Raises `RuleVersionUnknown`."""
    book = policy.rules.of(fact.policy)
    if fact.name in (book.corrections.voided, book.corrections.corrected):
        note = noted(fact, book.reads[fact.name])
        return _counted_again(clocks, note, book, policy)
    versions = {one.rules for one in clocks.clocks if one.is_open}
    books = [book, *(policy.rules.of(version) for version in versions)]
    if not any(fact.name in one.listened for one in books):
        return clocks
    note = noted(fact, {path for one in books for path in one.reads.get(fact.name, ())})
    return _heard(replace(clocks, facts=(*clocks.facts, note)), note, book, policy)


def _counted_again(clocks: Clocks, fact: Note, book: Rulebook, policy: Policy) -> Clocks:
    """As if the wrong event had never been, or had said from the start what is right (§2.5 Q)."""
    names = book.corrections
    view = View(fact=fact, name=fact.name, occurred_at=fact.occurred_at)
    wrong = read(view, names.which)
    if fact.name == names.voided:
        clocks = replace(clocks, voided=clocks.voided | {wrong})
    else:
        right = dict(clocks.corrected.get(str(wrong), {}))
        field = read(view, names.field)
        if field is not None and _is_read(str(field), wrong, clocks, policy):
            right[str(field)] = read(view, names.value)
        if (occurred_at := moment(view, names.occurred_at)) is not None:
            right["occurred_at"] = plain(occurred_at)
        clocks = replace(clocks, corrected={**clocks.corrected, str(wrong): right})
    again = Clocks(facts=clocks.facts, voided=clocks.voided, corrected=clocks.corrected)
    for one in clocks.facts:
        if one.version not in clocks.voided:
            again = _heard(again, one, policy.rules.of(one.policy), policy)
    return again


def _is_read(field: str, version: int, clocks: Clocks, policy: Policy) -> bool:
    """Whether the rules read a field of the event that stands at a version; only then it counts."""
    wrong = next((one for one in clocks.facts if one.version == version), None)
    return wrong is not None and field in policy.rules.of(wrong.policy).reads.get(wrong.name, ())


def _heard(clocks: Clocks, fact: Note, book: Rulebook, policy: Policy) -> Clocks:
    right = clocks.corrected.get(str(fact.version), {})
    view = View(
        fact=fact,
        name=fact.name,
        occurred_at=moment_of(right.get("occurred_at")) or fact.occurred_at,
        before=clocks.known,
        corrected=right,
    )
    known = _remembered(view, book)
    view = replace(view, now=known)
    clocks = replace(clocks, known=known, clocks=whole_matter(clocks.clocks, view, book, policy))
    changed = tuple(
        _changed(one, policy.rules.of(one.rules), view, policy.calendar) if one.is_open else one
        for one in clocks.clocks
    )
    before = {one.key for one in clocks.clocks if one.is_open}
    clocks = replace(clocks, clocks=changed)
    for identity in book.heard.get(fact.name, ()):
        timer = book.timers[identity]
        clocks = _noted(clocks, timer, view, before)
        clocks = _started(clocks, timer, view, book, policy.calendar)
    return clocks


def _remembered(view: View, book: Rulebook) -> Mapping[str, Any]:
    told = book.told.get(view.name)
    if told is None:
        return view.before
    known = dict(view.before)
    for name, path in told:
        value = None if path is None else read(view, path)
        if texts(value):
            known[name] = plain(value)
        elif path is None or value is not None:
            known.pop(name, None)
    return known


def _hits(
    triggers: Iterable[Trigger], view: View, scope: str | None = None
) -> Iterator[tuple[Any, str | None, int | None, datetime]]:
    """The triggers an event pulls: trigger, scope (None: all), place in a list, and moment."""
    for trigger in triggers:
        if trigger.event != view.name or not holds(view, trigger.when):
            continue
        named: list[tuple[str | None, int | None]] = [(None, None)]
        if trigger.scope:
            named = [*scopes(view, trigger.scope)]
        for one, index in named:
            if scope is None or one in (None, scope):
                yield trigger, one, index, moment(view, trigger.at, index) or view.occurred_at


def _changed(clock: Clock, book: Rulebook, view: View, calendar: Calendar) -> Clock:
    """What the event does to an open clock, by the rules the clock began under."""
    if clock.timer not in book.heard.get(view.name, ()):
        return clock
    timer = book.timers[clock.timer]
    for rule, _, _, at in _hits(timer.resumes, view, clock.scope):
        reason, of = changes.reason_of(rule, view), changes.part_of(rule, view)
        clock = changes.resumed(clock, reason, of, at, view, calendar)
    for rule, _, _, at in _hits(timer.pauses, view, clock.scope):
        clock = changes.paused(clock, _gap(rule, at, view), view, calendar)
    for rule, _, index, at in _hits(timer.extends, view, clock.scope):
        clock = changes.extended(clock, rule, index, at, view, calendar)
    for _, _, _, at in _hits(timer.tightens, view, clock.scope):
        clock = changes.tightened(clock, timer, at, view, calendar)
    for how, rules in ((How.DONE, timer.stops), (How.CANCELLED, timer.cancels)):
        for _, _, _, at in _hits(rules, view, clock.scope):
            return changes.ended(clock, how, at, view, calendar)
    return clock


def _gap(rule: Hold, at: datetime, view: View) -> Gap:
    return Gap(
        reason=changes.reason_of(rule, view) or "",
        of=changes.part_of(rule, view),
        from_at=at,
        at_most=changes.limit_of(rule, at),
    )


def _noted(
    clocks: Clocks, timer: Timer, view: View, open_before: set[tuple[str, str, int]]
) -> Clocks:
    """Keeps what clocks that start later must know: pauses that last, and duties already done."""
    held = list(clocks.held)
    for rule, scope, _, _ in _hits(timer.resumes, view):
        reason, of = changes.reason_of(rule, view), changes.part_of(rule, view)
        held = [
            one
            for one in held
            if not (
                one.timer == timer.id
                and scope in (None, one.scope)
                and one.gap.of == of
                and reason in (None, one.gap.reason)
            )
        ]
    for rule, scope, _, at in _hits(timer.pauses, view):
        held.append(Held(timer=timer.id, scope=scope, gap=_gap(rule, at, view)))
    done = list(clocks.done_before)
    if timer.early:
        for _, scope, _, at in _hits(timer.stops, view):
            if not any(key[0] == timer.id and scope in (None, key[1]) for key in open_before):
                done.append(Before(timer=timer.id, scope=scope, at=at))
    return replace(clocks, held=tuple(held), done_before=tuple(done))


def _started(
    clocks: Clocks, timer: Timer, view: View, book: Rulebook, calendar: Calendar
) -> Clocks:
    """New clocks of a timer: by the first of its starts that the event meets."""
    start: Start | None = next(
        (one for one in timer.starts if one.event == view.name and holds(view, one.when)),
        None,
    )
    if start is None:
        return clocks
    every = list(clocks.clocks)
    for scope, index in scopes(view, start.scope):
        new = changes.started(timer, start, scope, index, view, book, calendar)
        if new is None:
            continue
        place = next(
            (n for n, one in enumerate(every) if one.is_open and one.key[:2] == new.key[:2]), None
        )
        if place is not None:
            if timer.renewal is Renewal.KEPT:
                continue
            how = How.RENEWED if timer.renewal is Renewal.RENEWS else How.REPLACED
            every[place] = changes.ended(every[place], how, new.started_at, view, calendar)
        every.append(_underway(new, timer, start, index, clocks, view, calendar))
    return replace(clocks, clocks=tuple(every))


def _underway(
    clock: Clock,
    timer: Timer,
    start: Start,
    index: int | None,
    clocks: Clocks,
    view: View,
    calendar: Calendar,
) -> Clock:
    """A new clock, standing still if a pause lasts, ended if its duty was done already."""
    for one in clocks.held:
        lasts = one.gap.at_most is None or clock.started_at < one.gap.at_most
        if one.timer == timer.id and one.scope in (None, clock.scope) and lasts:
            clock = changes.paused(clock, one.gap, view, calendar)
    if start.done and (at := moment(view, start.done, index)) is not None:
        return changes.ended(clock, How.DONE, at, view, calendar)
    done = [one for one in clocks.done_before if one.timer == timer.id]
    if done and done[-1].scope in (None, clock.scope):
        return changes.ended(clock, How.DONE, done[-1].at, view, calendar)
    return clock
