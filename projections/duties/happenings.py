"""What counts against somebody (失责情形): for every event that says so, whom and by which rule.

Nothing here is a finding: a term that was over, an objection that did not hold, a refusal that was
overturned are facts of the record. Whether somebody is to blame, a review says. domain.md §5.5.
"""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

from msgspec.structs import replace

from domain.case.answers import WorkOrderReturned
from domain.case.chain import Chain, seat
from domain.case.checking import ConclusionRejected
from domain.case.deadlines import DeadlineMissed
from domain.case.holders import Seat
from domain.case.incidents import IncidentOccurred
from domain.case.mediators import MisconductReported
from domain.case.objections import (
    ObjectionRejected,
    ObjectionUpheld,
    UnitDesignated,
    WorkOrderObjected,
)
from domain.case.refusing import CaseRefused, RefusalOverturned
from domain.case.reopening import CaseReopened
from domain.case.whistle import WhistleDeclined, WhistleDeclineRejected
from domain.codes.duties import Breach
from domain.ids import PersonId, UnitId
from domain.kernel import Event, Recorded
from domain.policy.timers import Holder
from projections.duties.rows import Happening, Memory, Refuser
from projections.duties.tallies import scope_of

Fact = Recorded[Any]


def happened(before: Chain, memory: Memory, fact: Fact, *, late: bool) -> tuple[Happening, ...]:
    """What an event counts against whom; `before` is the chain of duty before it."""
    find = _FOUND.get(type(fact.event))
    found = () if find is None else tuple(find(before, memory, fact))
    if not late:
        return found
    actor = fact.actor
    return (*found, _happening(fact, Breach.ENTERED_LATE, actor.unit, actor.person))


def remembered(memory: Memory, fact: Fact) -> Memory:
    """Who objected or refused, so that it is known when it turns out wrong."""
    kind, by = type(fact.event), fact.actor
    if kind in _RAISED:
        return replace(memory, raised={**memory.raised, scope_of(fact.event): by.person})
    if kind is CaseRefused:
        return replace(memory, refused=Refuser(unit=by.unit, person=by.person))
    return memory


_RAISED = frozenset({WorkOrderObjected, WhistleDeclined})
"""A unit says that something is not its duty."""


def _happening(
    fact: Fact,
    kind: Breach,
    unit: UnitId | None,
    person: PersonId | None,
    *,
    at: datetime | None = None,
    **more: Any,
) -> Happening:
    return Happening(
        version=fact.version,
        kind=kind,
        unit=unit,
        person=person,
        happened_at=at or fact.occurred_at,
        recorded_at=fact.recorded_at,
        position=fact.position,
        **more,
    )


def _missed(before: Chain, memory: Memory, fact: Fact) -> Iterator[Happening]:
    """It names the holder itself (docs/adr/0028), and happened when the term was over."""
    event: DeadlineMissed = fact.event
    yield _happening(
        fact,
        Breach.DEADLINE_MISSED,
        event.holder_unit,
        event.holder_person,
        at=event.due_at,
        timer=event.timer,
        basis=event.basis,
        scope=event.scope,
    )


def _objection(*kinds: Breach) -> Callable[[Chain, Memory, Fact], Iterator[Happening]]:
    """An objection that was decided: of the unit that raised it, and whoever did so for it."""

    def decided(before: Chain, memory: Memory, fact: Fact) -> Iterator[Happening]:
        scope = scope_of(fact.event)
        for kind in kinds:
            raised = memory.raised.get(scope)
            yield _happening(fact, kind, fact.event.unit, raised, scope=scope)

    return decided


def _designated(before: Chain, memory: Memory, fact: Fact) -> Iterator[Happening]:
    event: UnitDesignated = fact.event
    held = before.latest(Holder.LEAD_UNIT, event.order)
    if event.bounced and held is not None:
        raised = memory.raised.get(event.order)
        yield _happening(fact, Breach.ORDER_BOUNCED, held.unit, raised, scope=event.order)


def _overturned(before: Chain, memory: Memory, fact: Fact) -> Iterator[Happening]:
    if (by := memory.refused) is not None:
        yield _happening(fact, Breach.REFUSAL_OVERTURNED, by.unit, by.person)


def _of_whoever_led(kind: Breach) -> Callable[[Chain, Memory, Fact], Iterator[Happening]]:
    """It counts against the unit in the lead, and whoever had the matter in hand for it."""

    def led(before: Chain, memory: Memory, fact: Fact) -> Iterator[Happening]:
        scope = scope_of(fact.event)
        by = _seat(before, fact, Holder.LEAD_UNIT, scope)
        yield _happening(fact, kind, by.unit, by.person, scope=scope)

    return led


def _misconduct(before: Chain, memory: Memory, fact: Fact) -> Iterator[Happening]:
    event: MisconductReported = fact.event
    by = _seat(before, fact, Holder.COMMITTEE, event.mediation)
    kind = Breach.MISCONDUCT_REPORTED
    yield _happening(fact, kind, by.unit, event.mediator, scope=event.mediation)


def _seat(chain: Chain, fact: Fact, duty: Holder, scope: str) -> Seat:
    """Who has a duty as the record stands."""
    return seat(chain, duty, scope, fact.occurred_at, since=fact.version)


_FOUND: dict[type[Event], Callable[[Chain, Memory, Fact], Iterator[Happening]]] = {
    DeadlineMissed: _missed,
    ObjectionUpheld: _objection(Breach.ORDER_BOUNCED),
    ObjectionRejected: _objection(Breach.OBJECTION_REJECTED, Breach.ORDER_BOUNCED),
    UnitDesignated: _designated,
    WhistleDeclineRejected: _objection(Breach.DECLINE_REJECTED),
    RefusalOverturned: _overturned,
    WorkOrderReturned: _of_whoever_led(Breach.RETURNED),
    ConclusionRejected: _of_whoever_led(Breach.CONCLUSION_REJECTED),
    CaseReopened: _of_whoever_led(Breach.REOPENED),
    IncidentOccurred: _of_whoever_led(Breach.INCIDENT),
    MisconductReported: _misconduct,
}
"""By event: what it counts against whom. A late entry counts whatever it says."""
