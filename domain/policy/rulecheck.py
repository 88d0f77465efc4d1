"""Whether a rulebook makes sense as a whole (规则校验): what no single entry can tell by itself."""

import re
from collections.abc import Iterator

from domain.policy.matching import BEFORE, ENVELOPE, NOW, Conditions
from domain.policy.rulebook import Rulebook
from domain.policy.terms import Unit
from domain.policy.timers import Hold, Length, Lengthening, Renewal, Start, Timer, Trigger

_EVENT = re.compile(r"[a-z_]+\.[a-z_]+")
_ID = re.compile(r"[TL][0-9]{2}[a-z]?")
_PATH = re.compile(r"[a-z_]+(\[\])?(\.[a-z_]+(\[\])?)*")
_VERSION = re.compile(r"[a-z0-9]+(-[a-z0-9.]+)*(\+[a-z0-9]+(-[a-z0-9.]+)*)?")

Problem = tuple[str, str]
"""The entry, and what is wrong with it."""


def problems_of(book: Rulebook) -> Iterator[Problem]:
    """Everything wrong with a rulebook, entry by entry."""
    if not _VERSION.fullmatch(book.version):
        yield "version", f"{book.version!r} is no name such as 'liuhen-2026.1'"
    for name in book.events:
        if not _EVENT.fullmatch(name):
            yield f"events.{name}", "a stored name has the form noun.past"
    yield from _memory(book)
    yield from _named_events(book)
    for name, number in book.numbers.items():
        if number.value < 0:
            yield f"numbers.{name}", "a policy number is not negative"
    for timer in book.timers.values():
        for reason in _timer(timer, book):
            yield timer.id, reason


def _memory(book: Rulebook) -> Iterator[Problem]:
    for name, lines in book.memory.items():
        for line in lines:
            if line.event not in book.events:
                yield f"memory.{name}", f"no event is called {line.event!r}"
            if line.path is not None and not _PATH.fullmatch(line.path):
                yield f"memory.{name}", f"{line.path!r} is no path into an event"


def _named_events(book: Rulebook) -> Iterator[Problem]:
    named = {
        "merging.moved": book.merging.moved,
        "merging.returned": book.merging.returned,
        "merging.joined": book.merging.joined,
        "merging.separated": book.merging.separated,
        "rejection.rejected": book.rejection.rejected,
        **{f"rejection.ended.{name}": name for name in book.rejection.ended},
        "corrections.voided": book.corrections.voided,
        "corrections.corrected": book.corrections.corrected,
        "misses.event": book.misses.event,
    }
    for entry, event in named.items():
        if event not in book.events:
            yield entry, f"no event is called {event!r}"
    for name in book.rejection.done:
        if name not in book.timers:
            yield "rejection.done", f"no timer is called {name!r}"


def _timer(timer: Timer, book: Rulebook) -> Iterator[str]:
    if not _ID.fullmatch(timer.id):
        yield "an id is T or L, two digits and perhaps a letter"
    if not timer.starts:
        yield "nothing starts it"
    fulfilled = timer.stops or timer.renewal is Renewal.RENEWS
    if not fulfilled and not all(start.done for start in timer.starts):
        yield "nothing stops it"
    if bool(timer.pauses) and not timer.resumes:
        yield "it is paused and never resumed"
    yield from _lengths(timer.lengths, book)
    widths = {len(start.scope) for start in timer.starts}
    if timer.renewal is not Renewal.KEPT and len(widths) > 1:
        yield "its starts name clocks of different kinds"
    for trigger in timer.triggers:
        for reason in _trigger(trigger, book):
            yield f"{trigger.event}: {reason}"
        if trigger.scope and len(trigger.scope) not in widths:
            yield f"{trigger.event}: its scope does not fit that of the start"


def _lengths(lengths: tuple[Length, ...], book: Rulebook) -> Iterator[str]:
    if not lengths:
        yield "it has no length"
    for place, length in enumerate(lengths):
        last = place == len(lengths) - 1
        if last and length.when:
            yield "its last length has conditions: some matters would have none"
        if not last and not length.when and length.told is None:
            yield "a length after one without conditions is never reached"
        yield from _conditions(length.when, book)
        if length.told is not None:
            yield from _path(length.told, book)
        if not length.source.strip():
            yield "a length has no citation"


def _trigger(trigger: Trigger, book: Rulebook) -> Iterator[str]:
    if trigger.event not in book.events:
        yield "no event is called so"
    yield from _conditions(trigger.when, book)
    done = [trigger.done] if isinstance(trigger, Start) and trigger.done else []
    for path in (trigger.at, *trigger.scope, *done):
        yield from _path(path, book)
    if isinstance(trigger, Start) and trigger.lengths:
        yield from _lengths(trigger.lengths, book)
    if isinstance(trigger, Hold) and trigger.most and trigger.most.unit is not Unit.DAY:
        yield "a pause lasts at most so many days"
    if isinstance(trigger, Lengthening) and not (trigger.by or trigger.to):
        yield "an extension says by how many days or to which day"


def _conditions(when: Conditions, book: Rulebook) -> Iterator[str]:
    for path, wanted in when.items():
        yield from _path(path, book)
        if wanted.removeprefix("!").startswith(">=") and not wanted.lstrip("!>=").isdigit():
            yield f"{wanted!r} compares with no number"


def _path(path: str, book: Rulebook) -> Iterator[str]:
    for prefix in (BEFORE, NOW):
        if path.startswith(prefix):
            if path.removeprefix(prefix) not in book.memory:
                yield f"nothing is remembered as {path!r}"
            return
    if path not in ENVELOPE and not _PATH.fullmatch(path):
        yield f"{path!r} is no path into an event"
    if path.split(".", maxsplit=1)[0] == "type":
        yield "no event has a field 'type': that is where its stored name stands"
