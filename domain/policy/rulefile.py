"""Rule files (规则文件): from the bytes of a file to a rulebook, or why it cannot be one.

The file is TOML and is checked whole before anything is served: unknown words, unreadable lengths,
events nobody records, timers that can never end. `RuleFileInvalid` names file, entry and reason.

A jurisdiction may add a file of its own, with its holidays and stricter terms. A stricter term is
a timer of its own (`L01`) beside the one of the rulebook, never instead of it: both are kept, both
are shown, and only the legal one is called law (domain.md §3.2, Precedence).
"""

import tomllib
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any, TypeVar

import msgspec
from msgspec.structs import replace

from domain.policy.calendar import LocalDays
from domain.policy.entries import (
    EntryUnusable,
    Lengths,
    PatternEntry,
    TimerEntry,
    lengths_of,
    timer_of,
)
from domain.policy.reading import paths_read
from domain.policy.rulebook import (
    Corrections,
    EventName,
    Merging,
    Misses,
    Number,
    Rejection,
    Remembered,
    Rulebook,
)
from domain.policy.rulecheck import problems_of
from domain.policy.terms import TermUnreadable
from domain.policy.timers import Amber, Basis, Length, Timer
from domain.values import Value

T = TypeVar("T")


class RuleFileInvalid(Exception):
    """A rule file cannot be used: which file, which entry of it, and why."""

    def __init__(self, file: str, entry: str, reason: str) -> None:
        self.file = file
        self.entry = entry
        self.reason = reason
        super().__init__(f"{file}: {entry}: {reason}")


class EventEntry(Value):
    """The class an event has or will have, and its Chinese name."""

    event_class: str = msgspec.field(name="class")
    zh: str


class RuleFile(Value):
    """A rule file as written."""

    version: str
    valid_from: date
    zh: str
    events: Mapping[str, EventEntry]
    memory: Mapping[str, tuple[str, ...]]
    merging: Merging
    rejection: Rejection
    corrections: Corrections
    misses: Misses
    amber: Amber
    numbers: Mapping[str, Number]
    patterns: Mapping[str, PatternEntry]
    timer: tuple[dict[str, Any], ...]


class LocalTimerEntry(Value):
    """A stricter local term as written; everything else is that of the timer it runs beside."""

    id: str
    beside: str
    zh: str
    en: str
    length: Lengths
    source: str
    note: str | None = None


class LocalFile(Value):
    """A jurisdiction's own file as written."""

    version: str
    valid_from: date
    zh: str
    source: str
    off: tuple[date, ...] = ()
    working: tuple[date, ...] = ()
    timer: tuple[dict[str, Any], ...] = ()


def rulebook_from(file: str, content: bytes) -> Rulebook:
    """The rulebook a file holds; `file` is its name in messages. Raises `RuleFileInvalid`."""
    written = _shaped(file, "the file", _parsed(file, content), RuleFile)
    book = Rulebook(
        version=written.version,
        valid_from=written.valid_from,
        zh=written.zh,
        timers={},
        numbers=written.numbers,
        events={
            name: EventName(event_class=entry.event_class, zh=entry.zh)
            for name, entry in written.events.items()
        },
        memory={name: _remembered(lines) for name, lines in written.memory.items()},
        merging=written.merging,
        rejection=written.rejection,
        corrections=written.corrections,
        misses=written.misses,
        amber=written.amber,
        heard={},
        starting={},
        told={},
        reads={},
        whole=frozenset(),
        listened=frozenset(),
    )
    timers = (_timer(file, name, raw, written.patterns) for name, raw in _named(written.timer))
    return _with_timers(file, book, timers)


def with_local(base: Rulebook, file: str, content: bytes) -> Rulebook:
    """A rulebook with a jurisdiction's stricter terms beside its own. Raises `RuleFileInvalid`."""
    written = _shaped(file, "the file", _parsed(file, content), LocalFile)
    book = replace(
        base,
        version=f"{base.version}+{written.version}",
        valid_from=max(base.valid_from, written.valid_from),
        zh=f"{base.zh};{written.zh}",
    )
    timers = (_local_timer(file, name, raw, base) for name, raw in _named(written.timer))
    return _with_timers(file, book, timers)


def local_days(file: str, content: bytes) -> LocalDays:
    """The days a jurisdiction's own file adds to the calendar. Raises `RuleFileInvalid`."""
    written = _shaped(file, "the file", _parsed(file, content), LocalFile)
    if both := set(written.off) & set(written.working):
        raise RuleFileInvalid(file, str(min(both)), "a day is either off or worked")
    return LocalDays(
        version=written.version, source=written.source, off=written.off, working=written.working
    )


def _parsed(file: str, content: bytes) -> dict[str, Any]:
    try:
        return tomllib.loads(content.decode("utf-8"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as fault:
        raise RuleFileInvalid(file, "the file", str(fault)) from None


def _shaped(file: str, entry: str, raw: Any, shape: type[T]) -> T:
    try:
        return msgspec.convert(raw, shape)
    except msgspec.ValidationError as fault:
        raise RuleFileInvalid(file, entry, str(fault)) from None


def _named(timers: Iterable[dict[str, Any]]) -> list[tuple[str, dict[str, Any]]]:
    """Every timer with its id, or with its place in the file when it has none."""
    return [(str(raw.get("id", f"timer {n}")), raw) for n, raw in enumerate(timers, start=1)]


def _timer(
    file: str, name: str, raw: dict[str, Any], patterns: Mapping[str, PatternEntry]
) -> Timer:
    try:
        return timer_of(_shaped(file, name, raw, TimerEntry), patterns)
    except (EntryUnusable, TermUnreadable) as fault:
        raise RuleFileInvalid(file, name, str(fault)) from None


def _local_timer(file: str, name: str, raw: dict[str, Any], base: Rulebook) -> Timer:
    entry = _shaped(file, name, raw, LocalTimerEntry)
    legal = base.timers.get(entry.beside)
    if legal is None:
        raise RuleFileInvalid(file, name, f"there is no timer {entry.beside!r} to run beside")
    if not entry.id.startswith("L"):
        raise RuleFileInvalid(file, name, "a local timer has an id of its own, such as 'L01'")
    try:
        lengths = lengths_of(entry.length, Basis.LOCAL, entry.source, strict=False)
    except TermUnreadable as fault:
        raise RuleFileInvalid(file, name, str(fault)) from None
    longest = max(_extents(legal.lengths), default=None)
    if longest is not None and any(extent >= longest for extent in _extents(lengths)):
        raise RuleFileInvalid(file, name, f"a local term is shorter than that of {legal.id}")
    return replace(
        legal,
        id=entry.id,
        zh=entry.zh,
        en=entry.en,
        note=entry.note,
        beside=legal.id,
        lengths=lengths,
        starts=tuple(replace(start, lengths=()) for start in legal.starts),
    )


def _extents(lengths: Iterable[Length]) -> list[timedelta]:
    return [length.term.nominal for length in lengths if length.term and not length.told]


def _with_timers(file: str, book: Rulebook, timers: Iterable[Timer]) -> Rulebook:
    """The rulebook with more timers, if it then makes sense. Raises `RuleFileInvalid`."""
    every = dict(book.timers)
    for timer in timers:
        if timer.id in every:
            raise RuleFileInvalid(file, timer.id, "this id stands for another timer already")
        every[timer.id] = timer
    heard = _heard_by(every)
    book = replace(book, timers=every, heard=heard, starting=_starting(heard))
    for entry, reason in problems_of(book):
        raise RuleFileInvalid(file, entry, reason)
    told, whole = _told(book), _whole(book)
    listened = whole | told.keys() | book.heard.keys()
    return replace(book, told=told, reads=paths_read(book), whole=whole, listened=listened)


def _heard_by(timers: Mapping[str, Timer]) -> dict[str, dict[str, Timer]]:
    heard: dict[str, dict[str, Timer]] = {}
    for timer in timers.values():
        for event in dict.fromkeys(trigger.event for trigger in timer.triggers):
            heard.setdefault(event, {})[timer.id] = timer.on(event)
    return heard


def _starting(heard: Mapping[str, Mapping[str, Timer]]) -> dict[str, tuple[Timer, ...]]:
    return {
        event: tuple(one for one in timers.values() if one.prepares_a_start)
        for event, timers in heard.items()
    }


def _told(book: Rulebook) -> dict[str, tuple[tuple[str, str | None], ...]]:
    told: dict[str, list[tuple[str, str | None]]] = {}
    for name, lines in book.memory.items():
        for line in lines:
            told.setdefault(line.event, []).append((name, line.path))
    return {event: tuple(facts) for event, facts in told.items()}


def _whole(book: Rulebook) -> frozenset[str]:
    merging = book.merging
    merged = {merging.moved, merging.returned, merging.joined, merging.separated}
    return frozenset(merged | {book.misses.event, book.rejection.rejected})


def _remembered(lines: Iterable[str]) -> tuple[Remembered, ...]:
    """`risk.assessed: level` remembers a value, `case.reopened: -` forgets it."""
    found: list[Remembered] = []
    for line in lines:
        event, _, path = (part.strip() for part in line.partition(":"))
        found.append(Remembered(event=event, path=None if path == "-" else path))
    return tuple(found)
