"""The clock engine (时限引擎): from the events of a matter to its clocks, by the rules as data.

    clocks_of(facts, policy)        every clock of a stream
    step(clocks, fact, policy)      the same, one event further

It is a pure fold. Events are known by their stored names and read by path, so a chapter need not
exist for its timers to be written down. At most one clock of a timer and scope is open at a time
(domain.md §2.7 invariant 11). Clocks need no events of their own; only a miss is recorded.
"""

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from typing import Any

from msgspec.structs import replace

from domain.kernel import Recorded
from domain.policy.hearing import changed
from domain.policy.matching import Note, View, moment, moment_of, noted, plain, read, texts
from domain.policy.matter import Clocks, Facts, Table
from domain.policy.rulebook import Policy, Rulebook
from domain.policy.starting import note, start
from domain.policy.whole_matter import whole_matter

__all__ = ["Clocks", "clocks_of", "step"]


def clocks_of(facts: Iterable[Recorded[Any]], policy: Policy) -> Clocks:
    """Every clock of a stream from its events in order. Raises `RuleVersionUnknown`."""
    clocks = Clocks()
    for fact in facts:
        clocks = step(clocks, fact, policy)
    return clocks


def step(clocks: Clocks, fact: Recorded[Any], policy: Policy) -> Clocks:
    """The clocks after one more event. Raises `RuleVersionUnknown`."""
    book, name = policy.rules.of(fact.policy), fact.name
    if name in (book.corrections.voided, book.corrections.corrected):
        return _put_right(clocks, noted(fact, book.reads[name]), book, policy)
    others = _other_books(clocks, book, policy)
    if name not in book.listened and not any(name in one.listened for one in others):
        return clocks
    paths = book.reads.get(name, _NO_PATHS)
    for other in others:
        paths |= other.reads.get(name, _NO_PATHS)
    kept = noted(fact, paths)
    return _heard(clocks, kept, book, policy, clocks.facts_with(kept))


_NO_PATHS: frozenset[str] = frozenset()


def _other_books(clocks: Clocks, book: Rulebook, policy: Policy) -> list[Rulebook]:
    """The rules that open clocks keep beside those of the event."""
    if len(policy.rules.books) == 1:
        return []
    others = {clocks.clocks[place].rules for place in clocks.open} - {book.version}
    return [policy.rules.of(one) for one in others]


def _put_right(clocks: Clocks, fact: Note, book: Rulebook, policy: Policy) -> Clocks:
    """As if the wrong event had never been, or had said from the start what is right (§2.5 Q).

    What no clock ever heard of, an event or one field of it, changes nothing by being wrong.
    """
    names = book.corrections
    view = View(fact=fact, name=fact.name, occurred_at=fact.occurred_at)
    version = read(view, names.which)
    wrong = clocks.fact_at(version)
    if fact.name == names.voided:
        counted = wrong is not None and version not in clocks.voided
        clocks = replace(clocks, voided=clocks.voided | {version})
    else:
        before = clocks.corrected.get(str(version), {})
        right = dict(before)
        field = read(view, names.field)
        if field is not None and _is_read(str(field), wrong, policy):
            right[str(field)] = read(view, names.value)
        if (occurred_at := moment(view, names.occurred_at)) is not None:
            right["occurred_at"] = plain(occurred_at)
        counted = wrong is not None and right != before
        clocks = replace(clocks, corrected={**clocks.corrected, str(version): right})
    return _counted_again(clocks, policy) if counted else clocks


def _counted_again(clocks: Clocks, policy: Policy) -> Clocks:
    """Everything from the first event on: what followed a wrong one may have followed from it."""
    again = Clocks(voided=clocks.voided, corrected=clocks.corrected)
    for one in chain.from_iterable(clocks.facts):
        if one.version not in clocks.voided:
            book = policy.rules.of(one.policy)
            again = _heard(again, one, book, policy, clocks.facts)
    return replace(again, facts=clocks.facts)


def _is_read(field: str, wrong: Note | None, policy: Policy) -> bool:
    """Whether the rules read a field of the wrong event; only then it counts."""
    return wrong is not None and field in policy.rules.of(wrong.policy).reads.get(wrong.name, ())


def _heard(matter: Clocks, fact: Note, book: Rulebook, policy: Policy, facts: Facts) -> Clocks:
    """The clocks after an event as it was noted, corrected where it was; `facts` to keep."""
    view, calendar = _seen(matter, fact, book), policy.calendar
    if view.name in book.whole:
        matter = matter.with_clocks(whole_matter(matter.clocks, view, book, policy))
    table = Table(matter)
    heard = {book.version: book.heard.get(view.name, {})}
    for place in matter.open:
        clock = matter.clocks[place]
        timers = heard.get(clock.rules)
        if timers is None:
            timers = policy.rules.of(clock.rules).heard.get(view.name, {})
            heard[clock.rules] = timers
        timer = timers.get(clock.timer)
        if timer is not None and (after := changed(clock, timer, view, calendar)) is not clock:
            table.put(place, after)
    for timer in book.starting.get(view.name, ()):
        if timer.pauses or timer.resumes or timer.stops:
            note(table, timer, view)
        if timer.starts:
            start(table, timer, view, book, calendar)
    return table.cleared(known=view.now, facts=facts)


def _seen(clocks: Clocks, fact: Note, book: Rulebook) -> View:
    """The event as the rules read it, beside what is known without it and with it."""
    right: Mapping[str, Any] = {}
    occurred_at = fact.occurred_at
    if clocks.corrected and (right := clocks.corrected.get(str(fact.version), {})):
        occurred_at = moment_of(right.get("occurred_at")) or occurred_at
    view = View(
        fact=fact,
        name=fact.name,
        occurred_at=occurred_at,
        before=clocks.known,
        now=clocks.known,
        corrected=right,
    )
    told = book.told.get(fact.name)
    return view if told is None else replace(view, now=_remembered(view, told))


def _remembered(view: View, told: Sequence[tuple[str, str | None]]) -> Mapping[str, Any]:
    known = dict(view.before)
    for name, path in told:
        value = None if path is None else read(view, path)
        if texts(value):
            known[name] = plain(value)
        elif path is None or value is not None:
            known.pop(name, None)
    return known
