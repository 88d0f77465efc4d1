"""Rule files (规则文件): from the bytes of a file to a rulebook, or why it cannot be one.

The file is TOML and is checked whole before anything is served: unknown words, unreadable lengths,
events nobody records, timers that can never end. `RuleFileInvalid` names file, entry and reason.

A timer lists what starts, stops, cancels, pauses, resumes, extends and tightens it. To keep the
file short: a trigger that is only an event name is written as a text; one with several events
stands for each of them; `scope` of a timer is the scope of its own triggers; and `like` adds the
triggers of a pattern, such as everything that pauses a mediation.
"""

import tomllib
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any, TypeVar

import msgspec
from msgspec.structs import replace

from domain.policy.rulebook import (
    Amber,
    Basis,
    Corrections,
    EventName,
    Hold,
    Holder,
    Kind,
    Length,
    Lengthening,
    Merging,
    Misses,
    Number,
    Remembered,
    Renewal,
    Rulebook,
    Start,
    Timer,
    Trigger,
)
from domain.policy.rulecheck import problems_of
from domain.policy.terms import Term, TermUnreadable, Unit, term
from domain.values import Value

Names = str | list[str]
Condition = str | bool | int
T = TypeVar("T")


class RuleFileInvalid(Exception):
    """A rule file cannot be used: which file, which entry of it, and why."""

    def __init__(self, file: str, entry: str, reason: str) -> None:
        self.file = file
        self.entry = entry
        self.reason = reason
        super().__init__(f"{file}: {entry}: {reason}")


class LengthEntry(Value):
    """A length as written: `30 wd`, `same day`, `told due_on`, or `3 d before day`."""

    term: str
    when: dict[str, Condition] = {}
    basis: Basis | None = None
    source: str | None = None


Lengths = str | list[LengthEntry]


class TriggerEntry(Value):
    """A trigger as written, for any of the lists of a timer; each list knows some of the words."""

    event: Names
    when: dict[str, Condition] = {}
    at: str = "occurred_at"
    scope: Names | None = None
    done: str | None = None
    length: Lengths | None = None
    reason: str | None = None
    reason_from: str | None = None
    of: str | None = None
    by: str | None = None
    to: str | None = None
    zh: str | None = None
    most: str | None = None
    times: int | None = None


Triggers = list[str | TriggerEntry]


class PatternEntry(Value):
    """Triggers that several timers share."""

    stops: Triggers = []
    cancels: Triggers = []
    pauses: Triggers = []
    resumes: Triggers = []
    extends: Triggers = []
    tightens: Triggers = []


class TimerEntry(PatternEntry):
    """A timer as written."""

    id: str
    zh: str
    en: str
    holder: Holder
    basis: Basis
    source: str
    length: Lengths
    starts: Triggers
    kind: Kind = Kind.DUTY
    like: list[str] = []
    scope: Names = []
    renewal: Renewal = Renewal.KEPT
    early: bool = False
    keeps_earliest: bool = False
    strict: bool = False
    note: str | None = None


class EventEntry(Value):
    """The class an event will have or has, and its Chinese name."""

    event_class: str = msgspec.field(name="class")
    zh: str


class RuleFile(Value):
    """A rule file as written."""

    version: str
    valid_from: date
    zh: str
    events: dict[str, EventEntry]
    memory: dict[str, list[str]]
    merging: Merging
    corrections: Corrections
    misses: Misses
    amber: Amber
    numbers: dict[str, Number]
    patterns: dict[str, PatternEntry]
    timer: list[dict[str, Any]]


def rulebook_from(file: str, content: bytes) -> Rulebook:
    """The rulebook a file holds; `file` is its name in messages. Raises `RuleFileInvalid`."""
    written = shaped(file, "the file", parsed(file, content), RuleFile)
    timers: dict[str, Timer] = {}
    for number, raw in enumerate(written.timer, start=1):
        entry = str(raw.get("id") or f"timer {number}")
        timer = _timer(file, shaped(file, entry, raw, TimerEntry), written.patterns)
        if timer.id in timers:
            raise RuleFileInvalid(file, entry, "this id stands for another timer already")
        timers[timer.id] = timer
    book = Rulebook(
        version=written.version,
        valid_from=written.valid_from,
        zh=written.zh,
        timers=timers,
        numbers=written.numbers,
        events={
            name: EventName(event_class=entry.event_class, zh=entry.zh)
            for name, entry in written.events.items()
        },
        memory={name: _remembered(lines) for name, lines in written.memory.items()},
        merging=written.merging,
        corrections=written.corrections,
        misses=written.misses,
        amber=written.amber,
        heard=heard_by(timers),
        listened=frozenset(),
    )
    return checked(file, replace(book, listened=_listened(book)))


def parsed(file: str, content: bytes) -> dict[str, Any]:
    """The file's tables. Raises `RuleFileInvalid` when it is no TOML in UTF-8."""
    try:
        return tomllib.loads(content.decode("utf-8"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as fault:
        raise RuleFileInvalid(file, "the file", str(fault)) from None


def shaped(file: str, entry: str, raw: Any, shape: type[T]) -> T:
    """An entry in the shape it must have. Raises `RuleFileInvalid`."""
    try:
        return msgspec.convert(raw, shape)
    except msgspec.ValidationError as fault:
        raise RuleFileInvalid(file, entry, str(fault)) from None


def checked(file: str, book: Rulebook) -> Rulebook:
    """The rulebook, if it makes sense as a whole. Raises `RuleFileInvalid`."""
    for entry, reason in problems_of(book):
        raise RuleFileInvalid(file, entry, reason)
    return book


def heard_by(timers: Mapping[str, Timer]) -> dict[str, tuple[str, ...]]:
    """Which timers listen to an event, by the event's name."""
    heard: dict[str, list[str]] = {}
    for timer in timers.values():
        for event in dict.fromkeys(trigger.event for trigger in timer.triggers):
            heard.setdefault(event, []).append(timer.id)
    return {event: tuple(ids) for event, ids in heard.items()}


def _listened(book: Rulebook) -> frozenset[str]:
    merging = book.merging
    whole = {merging.moved, merging.returned, merging.joined, merging.separated, book.misses.event}
    remembered = {line.event for lines in book.memory.values() for line in lines}
    return frozenset(whole | remembered | book.heard.keys())


def _remembered(lines: Sequence[str]) -> tuple[Remembered, ...]:
    """`risk.assessed: level` remembers a value, `case.reopened: -` forgets it."""
    found: list[Remembered] = []
    for line in lines:
        event, _, path = line.partition(":")
        found.append(Remembered(event=event.strip(), path=_path(path.strip())))
    return tuple(found)


def _path(text: str) -> str | None:
    return None if text == "-" else text


def _timer(file: str, entry: TimerEntry, patterns: Mapping[str, PatternEntry]) -> Timer:
    for name in entry.like:
        if name not in patterns:
            raise RuleFileInvalid(file, entry.id, f"there is no pattern {name!r}")
    likes = [patterns[name] for name in entry.like]

    def gathered(pick: Callable[[PatternEntry], Triggers], make: Callable[..., T]) -> tuple[T, ...]:
        own = _expanded(pick(entry), _names(entry.scope))
        shared = [one for like in likes for one in _expanded(pick(like), ())]
        return tuple(make(**words) for words in (*own, *shared))

    try:
        return Timer(
            id=entry.id,
            zh=entry.zh,
            en=entry.en,
            kind=entry.kind,
            holder=entry.holder,
            lengths=lengths_of(entry.length, entry),
            starts=tuple(
                made(Start, _with_lengths(words, entry))
                for words in _expanded(entry.starts, _names(entry.scope))
            ),
            renewal=entry.renewal,
            early=entry.early,
            keeps_earliest=entry.keeps_earliest,
            note=entry.note,
            stops=gathered(lambda one: one.stops, Trigger),
            cancels=gathered(lambda one: one.cancels, Trigger),
            pauses=gathered(lambda one: one.pauses, Hold),
            resumes=gathered(lambda one: one.resumes, Hold),
            extends=gathered(lambda one: one.extends, Lengthening),
            tightens=gathered(lambda one: one.tightens, Trigger),
        )
    except TermUnreadable as fault:
        raise RuleFileInvalid(file, entry.id, str(fault)) from None
    except TypeError as fault:
        raise RuleFileInvalid(
            file, entry.id, f"a word that does not belong here: {fault}"
        ) from None


def _names(names: Names) -> tuple[str, ...]:
    return (names,) if isinstance(names, str) else tuple(names)


def _expanded(triggers: Triggers, scope: tuple[str, ...]) -> list[dict[str, Any]]:
    """The words of each trigger, one for each of its events; unused words are left out."""
    found: list[dict[str, Any]] = []
    for one in triggers:
        entry = TriggerEntry(event=one) if isinstance(one, str) else one
        words = {
            word: value
            for word, value in msgspec.structs.asdict(entry).items()
            if value is not None and word != "event"
        }
        words["when"] = conditions(entry.when)
        words["scope"] = scope if entry.scope is None else _names(entry.scope)
        if entry.most is not None:
            words["most"] = term(entry.most)
        found += [{"event": event, **words} for event in _names(entry.event)]
    return found


def _with_lengths(words: dict[str, Any], entry: TimerEntry) -> dict[str, Any]:
    own = words.pop("length", None)
    return words if own is None else {**words, "lengths": lengths_of(own, entry)}


def conditions(when: Mapping[str, Condition]) -> dict[str, str]:
    """Conditions as texts: `true` and `3` may be written without quotes."""
    return {
        path: str(wanted).lower() if isinstance(wanted, bool) else str(wanted)
        for path, wanted in when.items()
    }


def lengths_of(written: Lengths, entry: TimerEntry) -> tuple[Length, ...]:
    """The lengths of a timer or of one of its starts. Raises `TermUnreadable`."""
    entries = [LengthEntry(term=written)] if isinstance(written, str) else written
    return tuple(
        length_of(one, one.basis or entry.basis, one.source or entry.source, strict=entry.strict)
        for one in entries
    )


def length_of(entry: LengthEntry, basis: Basis, source: str, *, strict: bool) -> Length:
    """One length. `told day` is what the event tells, `3 d before day` is that, counted back."""
    when = conditions(entry.when)
    text, told = entry.term, None
    if text.startswith("told "):
        return Length(
            term=None, told=text.removeprefix("told "), when=when, basis=basis, source=source
        )
    if " before " in text:
        text, _, told = text.partition(" before ")
    found = term(text, strict=strict)
    if told is not None:
        if found.unit is not Unit.DAY:
            raise TermUnreadable(f"{entry.term!r} counts back, which only days can")
        found = Term(amount=-found.amount, unit=Unit.DAY, strict=True)
    return Length(term=found, told=told, when=when, basis=basis, source=source)
