"""The rulebook (政策规则): every timer, number and event name of one version, each with its basis.

A rulebook is data (`rules/<version>.toml`); this file says what such data looks like. Versions are
in force from a day on. An event names the version it was judged by, and a clock keeps the version
of the event that started it, so old cases keep their rules (domain.md §2.2 Policy, §3).
"""

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from domain.kernel import day_of
from domain.policy.calendar import Calendar
from domain.policy.daycount import Due, due
from domain.policy.matching import Conditions, meets
from domain.policy.terms import Term, Unit
from domain.policy.timers import Amber, Basis, Lengthening, Timer
from domain.values import Value


class Number(Value):
    """政策数值: a number that decisions and indicators need, with its basis and citation."""

    value: float
    unit: str
    zh: str
    en: str
    basis: Basis
    source: str

    @property
    def whole(self) -> int:
        """The number as a count."""
        assert self.value == int(self.value), f"{self.zh} is no whole number"
        return int(self.value)

    @property
    def term(self) -> Term:
        """The number as a length of time, when its unit is one."""
        return Term(amount=self.whole, unit=Unit(self.unit))

    @property
    def span(self) -> timedelta:
        """The number as so much time by the clock: minutes, hours, or days of 24 hours."""
        return self.term.nominal


class Remembered(Value):
    """事项要素: which event tells a fact about the matter; no path means it no longer holds."""

    event: str
    path: str | None


class Merging(Value):
    """并案规则: clocks of a merged complaint move to the main case, with the start kept (D12)."""

    moved: str
    returned: str
    joined: str
    joined_case: str
    joined_received: str
    separated: str
    separated_case: str


class Rejection(Value):
    """办结退回规则: a rejected conclusion ended no term, but for what was done all the same."""

    ended: tuple[str, ...]
    rejected: str
    done: tuple[str, ...]
    """Timers whose duty stays done."""


class Corrections(Value):
    """更正规则: how a voided or corrected event is named; `which` is its version in the stream."""

    voided: str
    corrected: str
    which: str
    field: str
    value: str
    occurred_at: str


class Misses(Value):
    """超期登记: the event that records a miss, and how it names the clock."""

    event: str
    timer: str
    scope: str
    started: str


class EventName(Value):
    """事件名称: the class that is stored under a name, and its Chinese name."""

    event_class: str
    zh: str


class Rulebook(Value):
    """政策规则(一个版本): what was in force from a day on."""

    version: str
    valid_from: date
    zh: str
    timers: Mapping[str, Timer]
    numbers: Mapping[str, Number]
    events: Mapping[str, EventName]
    memory: Mapping[str, tuple[Remembered, ...]]
    merging: Merging
    rejection: Rejection
    corrections: Corrections
    misses: Misses
    amber: Amber
    heard: Mapping[str, Mapping[str, Timer]]
    """The timers that listen to an event, by its stored name; each as far as that event goes."""
    starting: Mapping[str, tuple[Timer, ...]]
    """Those of them the event may start a clock of, or must be noted for before one starts."""
    told: Mapping[str, tuple[tuple[str, str | None], ...]]
    """What is remembered from an event (and by which path), by the event's stored name."""
    reads: Mapping[str, frozenset[str]]
    """The paths by which anything here reads an event, by the event's stored name."""
    whole: frozenset[str]
    """Events that may concern every clock of a matter, whatever its timer listens to."""
    listened: frozenset[str]
    """Every event that can change a clock or what is remembered."""

    def number(self, name: str) -> Number:
        """A policy number. Raises `NumberUnknown`: a rulebook without it cannot judge."""
        if (found := self.numbers.get(name)) is None:
            raise NumberUnknown(f"rules {self.version} have no number {name!r}")
        return found

    def lengthening(self, timer: str, event: str) -> Lengthening:
        """How far, and how often, an event may prolong a timer. Raises `TimerUnknown`."""
        found = self.timers.get(timer)
        for rule in () if found is None else found.extends:
            if rule.event == event:
                return rule
        raise TimerUnknown(f"by rules {self.version}, {event!r} does not prolong {timer!r}")

    def amber_of(self, timer: str) -> Amber:
        """When to warn of a timer: by its own measure, or by that of all timers."""
        return self.timers[timer].amber or self.amber

    def due(
        self, timer: str, start: datetime, calendar: Calendar, facts: Conditions | None = None
    ) -> Due:
        """When a timer that starts at a moment ends, for decisions that must know a window.

        `facts` choose among its lengths, such as `{"kind": "KEY"}` or `{"now.level": "RED"}`.
        Raises `TimerUnknown`.
        """
        given = facts or {}
        found = self.timers.get(timer)
        for length in () if found is None else found.lengths:
            fits = all(meets(given.get(path), wanted) for path, wanted in length.when.items())
            if fits and length.term is not None:
                return due(start, length.term, calendar)
        raise TimerUnknown(f"rules {self.version} have no length for {timer!r} and {dict(given)}")


class Rulebooks(Value):
    """全部版本: every version the product knows, oldest first."""

    books: tuple[Rulebook, ...]

    def at(self, moment: datetime) -> Rulebook:
        """The version in force at a moment; the oldest one also judges what was before it.

        Paper entered late may be older than any rulebook and must be judged by something.
        """
        return self.on(day_of(moment))

    def on(self, day: date) -> Rulebook:
        """The version in force on a day."""
        begun = [book for book in self.books if book.valid_from <= day]
        return begun[-1] if begun else self.books[0]

    def of(self, version: str) -> Rulebook:
        """The version an event names. Raises `RuleVersionUnknown`."""
        for book in self.books:
            if book.version == version:
                return book
        raise RuleVersionUnknown(f"an event was judged by rules {version!r}, which are not here")


class Policy(Value):
    """政策: the rules of every version and the working calendar, all that time is judged by."""

    rules: Rulebooks
    calendar: Calendar


class RuleVersionUnknown(Exception):
    """An event names a version of the rules that this installation does not have."""


class NumberUnknown(Exception):
    """A decision asks for a number the rulebook does not have."""


class TimerUnknown(Exception):
    """A decision asks for a timer, or a length of it, the rulebook does not have."""
