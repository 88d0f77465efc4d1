"""Entries of a rule file (规则条目): a timer as it is written, and the timer it stands for."""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from msgspec.structs import asdict

from domain.policy.matching import Conditions
from domain.policy.terms import Term, TermUnreadable, Unit, term
from domain.policy.timers import (
    Amber,
    Basis,
    Hold,
    Holder,
    Kind,
    Length,
    Lengthening,
    Renewal,
    Start,
    Timer,
    Trigger,
)
from domain.values import Value

Names = str | tuple[str, ...]
Condition = str | bool | int
T = TypeVar("T", bound=Trigger)


class EntryUnusable(Exception):
    """An entry has the shape of a timer and still cannot be one; the message says why."""


class LengthEntry(Value):
    """A length as written: `30 wd`, `same day`, `told due_on`, or `3 d before day`."""

    term: str
    when: Mapping[str, Condition] = {}
    basis: Basis | None = None
    source: str | None = None


Lengths = str | tuple[LengthEntry, ...]


class TriggerEntry(Value):
    """A trigger as written, for any of the lists of a timer; each list knows some of the words."""

    event: Names
    when: Mapping[str, Condition] = {}
    at: str | None = None
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


Triggers = tuple[str | TriggerEntry, ...]


class PatternEntry(Value):
    """Triggers that several timers share."""

    stops: Triggers = ()
    cancels: Triggers = ()
    pauses: Triggers = ()
    resumes: Triggers = ()
    extends: Triggers = ()
    tightens: Triggers = ()


class TimerEntry(PatternEntry, kw_only=True):
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
    like: tuple[str, ...] = ()
    scope: Names = ()
    renewal: Renewal = Renewal.KEPT
    early: bool = False
    keeps_earliest: bool = False
    strict: bool = False
    note: str | None = None
    amber: Amber | None = None


def timer_of(entry: TimerEntry, patterns: Mapping[str, PatternEntry]) -> Timer:
    """The timer an entry stands for. Raises `EntryUnusable`, `TermUnreadable`."""
    for name in entry.like:
        if name not in patterns:
            raise EntryUnusable(f"there is no pattern {name!r}")
    likes = [patterns[name] for name in entry.like]

    def gathered(make: type[T], pick: Callable[[PatternEntry], Triggers]) -> tuple[T, ...]:
        own = _made(make, pick(entry), _names(entry.scope), entry)
        shared = (one for like in likes for one in _made(make, pick(like), (), entry))
        return (*own, *shared)

    return Timer(
        id=entry.id,
        zh=entry.zh,
        en=entry.en,
        kind=entry.kind,
        holder=entry.holder,
        lengths=lengths_of(entry.length, entry.basis, entry.source, strict=entry.strict),
        starts=_made(Start, entry.starts, _names(entry.scope), entry),
        renewal=entry.renewal,
        early=entry.early,
        keeps_earliest=entry.keeps_earliest,
        note=entry.note,
        amber=entry.amber,
        stops=gathered(Trigger, lambda one: one.stops),
        cancels=gathered(Trigger, lambda one: one.cancels),
        pauses=gathered(Hold, lambda one: one.pauses),
        resumes=gathered(Hold, lambda one: one.resumes),
        extends=gathered(Lengthening, lambda one: one.extends),
        tightens=gathered(Trigger, lambda one: one.tightens),
    )


def _names(names: Names) -> tuple[str, ...]:
    return (names,) if isinstance(names, str) else names


def _made(
    make: type[T], triggers: Triggers, scope: tuple[str, ...], timer: TimerEntry
) -> tuple[T, ...]:
    """The triggers of one list, one for each of their events."""
    found: list[T] = []
    for one in triggers:
        entry = TriggerEntry(event=one) if isinstance(one, str) else one
        words = _words(entry, scope, timer)
        if strange := words.keys() - set(make.__struct_fields__):
            raise EntryUnusable(f"{entry.event}: {', '.join(sorted(strange))} is not for this list")
        found += [make(**{**words, "event": event}) for event in _names(entry.event)]
    return tuple(found)


def _words(entry: TriggerEntry, scope: tuple[str, ...], timer: TimerEntry) -> dict[str, Any]:
    """What a trigger says, as the fields of the trigger it becomes; unsaid words are left out."""
    words = {word: value for word, value in asdict(entry).items() if value is not None}
    words["when"] = conditions(entry.when)
    words["scope"] = scope if entry.scope is None else _names(entry.scope)
    if entry.most is not None:
        words["most"] = term(entry.most)
    if entry.length is not None:
        del words["length"]
        words["lengths"] = lengths_of(entry.length, timer.basis, timer.source, strict=timer.strict)
    return words


def conditions(when: Mapping[str, Condition]) -> Conditions:
    """Conditions as texts: `true` and `3` may be written without quotes."""
    return {
        path: str(wanted).lower() if isinstance(wanted, bool) else str(wanted)
        for path, wanted in when.items()
    }


def lengths_of(written: Lengths, basis: Basis, source: str, *, strict: bool) -> tuple[Length, ...]:
    """Lengths as written, each with its own basis and citation or else the given ones.

    Raises `TermUnreadable`.
    """
    entries = (LengthEntry(term=written),) if isinstance(written, str) else written
    return tuple(
        _length(one, one.basis or basis, one.source or source, strict=strict) for one in entries
    )


def _length(entry: LengthEntry, basis: Basis, source: str, *, strict: bool) -> Length:
    """`told day` is what the event tells; `3 d before day` is that, counted back."""
    found: Term | None = None
    told: str | None = None
    if entry.term.startswith("told "):
        told = entry.term.removeprefix("told ")
    elif " before " in entry.term:
        text, _, told = entry.term.partition(" before ")
        back = term(text)
        if back.unit is not Unit.DAY:
            raise TermUnreadable(f"{entry.term!r} counts back, which only days can")
        found = Term(amount=-back.amount, unit=Unit.DAY, strict=True)
    else:
        found = term(entry.term, strict=strict)
    return Length(term=found, told=told, when=conditions(entry.when), basis=basis, source=source)
