"""Counting in a span of duty (履职计数): acts, late entries, objections, work that came back.

An act counts for everybody in whose time it was done: the unit it was done for, and the person. Of
a duty about one order, mediation or whistle, only acts about that one count. What ends somebody's
time is still theirs; what begins it is not, but for the registration. domain.md §5.5.
"""

from collections.abc import Iterable
from functools import cache
from typing import Any

from msgspec.structs import fields, replace

from domain.case.answers import WorkOrderReturned
from domain.case.chain import Chain, Span
from domain.case.checking import ConclusionRejected
from domain.case.objections import ObjectionRejected, WorkOrderObjected
from domain.case.whistle import WhistleDeclined, WhistleDeclineRejected
from domain.kernel import Actor, Event, Recorded
from domain.policy.timers import Holder
from projections.duties.rows import Tally
from projections.timeline import is_late

Fact = Recorded[Any]
Tallies = tuple[Tally, ...]


def done_in(chain: Chain, fact: Fact) -> tuple[int, ...]:
    """In which spans of the chain, which the event has passed already, it was an act."""
    version, about = fact.version, None
    found: list[int] = []
    for n, span in enumerate(chain.spans):
        if span.to_version is not None and span.to_version != version:
            continue
        if span.from_version == version != 1 or not _is_theirs(span, fact.actor):
            continue
        if span.scope and span.duty is not Holder.PETITION_UNIT:
            about = _about(fact.event) if about is None else about
            if span.scope.partition("/")[0] not in about:
                continue
        found.append(n)
    return tuple(found)


def count(tallies: Tallies, chain: Chain, acts: tuple[int, ...], fact: Fact) -> Tallies:
    """The tallies after one more event; new spans have new ones."""
    found = [*tallies, *[_NONE] * (len(chain.spans) - len(tallies))]
    late = is_late(fact)
    for n in acts:
        before, span = found[n], chain.spans[n]
        found[n] = replace(
            before,
            actions=before.actions + 1,
            late_entries=before.late_entries + late,
            post=before.post or (fact.actor.post if span.person == fact.actor.person else None),
            first_position=before.first_position or fact.position,
            last_position=fact.position,
        )
    if (what := _COUNTED.get(type(fact.event))) is not None:
        name, duty = what
        whose = _about_whom(chain, fact, duty)
        if whose is not None:
            before = found[whose]
            found[whose] = replace(before, **{name: getattr(before, name) + 1})
    return tuple(found)


def take_back(tallies: Tallies, acts: Iterable[int], *, late: bool) -> Tallies:
    """The tallies as if an entry had never been made (作废)."""
    found = list(tallies)
    for n in acts:
        before = found[n]
        found[n] = replace(
            before,
            actions=before.actions - 1,
            late_entries=before.late_entries - late,
        )
    return tuple(found)


_NONE = Tally()
_COUNTED: dict[type[Event], tuple[str, Holder]] = {
    WorkOrderObjected: ("objections", Holder.LEAD_UNIT),
    ObjectionRejected: ("objections_rejected", Holder.LEAD_UNIT),
    WhistleDeclined: ("objections", Holder.TARGET_UNIT),
    WhistleDeclineRejected: ("objections_rejected", Holder.TARGET_UNIT),
    WorkOrderReturned: ("returns", Holder.LEAD_UNIT),
    ConclusionRejected: ("returns", Holder.LEAD_UNIT),
}
"""What else is counted, and of which duty."""


def scope_of(event: Event) -> str:
    """Which order, or whistle and unit, an objection is about; nothing: the matter."""
    whistle = getattr(event, "whistle", None)
    if whistle is not None:
        return f"{whistle}/{getattr(event, 'unit', '')}"
    return getattr(event, "order", "")


def _about_whom(chain: Chain, fact: Fact, duty: Holder) -> int | None:
    """The span whose holder objected, or whose work came back: not one that begins with it."""
    scope = scope_of(fact.event)
    theirs = (
        n
        for n, span in reversed(list(enumerate(chain.spans)))
        if span.duty is duty and span.scope == scope and span.from_version < fact.version
    )
    return next(theirs, None)


def _is_theirs(span: Span, actor: Actor) -> bool:
    by_unit = span.unit is not None and span.unit == actor.unit
    return by_unit or actor.person == span.person or actor.person in span.also


def _about(event: Event) -> list[str]:
    """Which orders, mediations, whistles and items it names."""
    return [getattr(event, name) for name in _names(type(event))]


@cache
def _names(event: type[Event]) -> tuple[str, ...]:
    return tuple(one.name for one in fields(event) if one.name in _THINGS)


_THINGS = frozenset({"order", "mediation", "whistle", "item"})
"""What a duty may be about."""
