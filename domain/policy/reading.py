"""What the rules read of an event (规则取值): all that is kept of it for counting.

A rulebook is asked once, when it is made. What no rule reads is never copied out of an event, so
that neither words nor people get into the table of clocks.
"""

from collections.abc import Iterable, Iterator, Mapping

from domain.policy.matching import BEFORE, ENVELOPE, NOW
from domain.policy.rulebook import Rulebook
from domain.policy.timers import Hold, Length, Lengthening, Start, Timer, Trigger

Path = tuple[str, str]
"""An event's stored name, and a path that is read from it."""


def paths_read(book: Rulebook) -> Mapping[str, frozenset[str]]:
    """The paths by which anything in a rulebook reads each event."""
    found: dict[str, set[str]] = {}
    for event, path in _paths(book):
        if path not in ENVELOPE and not path.startswith((BEFORE, NOW)):
            found.setdefault(event, set()).add(path)
    return {event: frozenset(paths) for event, paths in found.items()}


def _paths(book: Rulebook) -> Iterator[Path]:
    for timer in book.timers.values():
        yield from _of_timer(timer)
    for lines in book.memory.values():
        yield from ((line.event, line.path) for line in lines if line.path is not None)
    merging, misses, wrong = book.merging, book.misses, book.corrections
    yield merging.joined, merging.joined_case
    yield merging.joined, merging.joined_received
    yield merging.separated, merging.separated_case
    yield from ((misses.event, path) for path in (misses.timer, misses.scope, misses.started))
    for event in (wrong.voided, wrong.corrected):
        yield event, wrong.which
        yield from ((event, path) for path in (wrong.field, wrong.value, wrong.occurred_at))


def _of_timer(timer: Timer) -> Iterator[Path]:
    for trigger in timer.triggers:
        yield from ((trigger.event, path) for path in _of_trigger(trigger))
    for start in timer.starts:
        yield from ((start.event, path) for path in _of_lengths(start.lengths or timer.lengths))
    for trigger in timer.tightens:
        yield from ((trigger.event, path) for path in _of_lengths(timer.lengths))


def _of_trigger(trigger: Trigger) -> Iterator[str]:
    yield from (*trigger.when, trigger.at, *trigger.scope)
    told: tuple[str | None, ...] = ()
    match trigger:
        case Start(done=done):
            told = (done,)
        case Hold(reason_from=reason, of=part):
            told = (reason, part)
        case Lengthening(by=by, to=to):
            told = (by, to)
        case _:
            pass
    yield from (path for path in told if path is not None)


def _of_lengths(lengths: Iterable[Length]) -> Iterator[str]:
    for length in lengths:
        yield from length.when
        if length.told is not None:
            yield length.told
