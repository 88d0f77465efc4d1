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
from domain.case.chain import Chain
from domain.case.checking import ConclusionRejected
from domain.case.objections import ObjectionRejected, WorkOrderObjected
from domain.case.whistle import WhistleDeclined, WhistleDeclineRejected
from domain.kernel import Event, Recorded
from domain.policy.timers import Holder
from projections.duties.rows import Tally

Fact = Recorded[Any]
Tallies = tuple[Tally, ...]


def done_in(chain: Chain, fact: Fact) -> tuple[int, ...]:
    """In which spans of the chain, which the event has passed already, it was an act."""
    version, about = fact.version, None
    unit, person = fact.actor.unit, fact.actor.person
    found: list[int] = []
    for n, span in enumerate(chain.spans):
        to = span.to_version
        if to is not None and to != version:
            continue
        named = span.person == person or person in span.also
        if not named and (unit is None or span.unit != unit):
            continue
        if span.from_version == version != 1:
            continue
        if span.scope and span.duty is not Holder.PETITION_UNIT:
            about = _about(fact.event) if about is None else about
            if span.scope.partition("/")[0] not in about:
                continue
        found.append(n)
    return tuple(found)


def count(
    tallies: Tallies, chain: Chain, acts: tuple[int, ...], fact: Fact, *, late: bool
) -> Tallies:
    """The tallies after one more event; new spans have new ones."""
    what = _COUNTED.get(type(fact.event))
    spans = chain.spans
    if not acts and what is None and len(spans) == len(tallies):
        return tallies
    found = [*tallies, *[_NONE] * (len(spans) - len(tallies))]
    actor, position = fact.actor, fact.position
    for n in acts:
        before = found[n]
        found[n] = Tally(
            actions=before.actions + 1,
            late_entries=before.late_entries + late,
            objections=before.objections,
            objections_rejected=before.objections_rejected,
            returns=before.returns,
            post=before.post or (actor.post if spans[n].person == actor.person else None),
            first_position=before.first_position or position,
            last_position=position,
        )
    if what is not None:
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


def _about(event: Event) -> list[str]:
    """Which orders, mediations, whistles and items it names."""
    return [getattr(event, name) for name in _names(type(event))]


@cache
def _names(event: type[Event]) -> tuple[str, ...]:
    return tuple(one.name for one in fields(event) if one.name in _THINGS)


_THINGS = frozenset({"order", "mediation", "whistle", "item"})
"""What a duty may be about."""
