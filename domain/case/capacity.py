"""Capacity (行为能力): a party who can no longer act alone, and the guardian who then does.

By analogy with the court rules (民事诉讼法 art 153) a mediation under way waits for the guardian
(P02), unless the party has one already.
"""

from datetime import date

from domain.case.procedure import impartial
from domain.case.refusals.standstill import CapacityUnchanged, NotWaitedFor
from domain.case.registers import registered_person
from domain.case.state import OPEN, Case, case
from domain.case.succession import (
    REGISTRARS,
    has_come,
    same_side,
    still_there,
    waiting,
)
from domain.codes.parties import Capacity
from domain.ids import CaseId, DocumentId, PersonId, StreamId
from domain.kernel import Act, Command, Event, Events, Recorded
from domain.person import PersonKind

LESS = {Capacity.FULL: 0, Capacity.LIMITED: 1, Capacity.NONE: 2}


class CapacityLost(Event, tag="party.capacity_lost"):
    """丧失行为能力: a party can no longer act alone; `awaits_guardian`: for whom nobody acts."""

    party: PersonId
    capacity: Capacity
    lost_on: date
    document: DocumentId
    awaits_guardian: bool


class GuardianNamed(Event, tag="party.guardian_named"):
    """确定法定代理人: a guardian acts for the party from now on."""

    party: PersonId
    guardian: PersonId
    document: DocumentId


class RecordLostCapacity(Command):
    """Record that a party can no longer act alone. 登记丧失行为能力"""

    case: CaseId
    party: PersonId
    capacity: Capacity
    lost_on: date
    document: DocumentId


class NameGuardian(Command):
    """Enter who acts for a party without capacity. 确定法定代理人"""

    case: CaseId
    party: PersonId
    guardian: PersonId
    document: DocumentId


@case.evolves
def capacity_lost(state: Case, event: CapacityLost, fact: Recorded[CapacityLost]) -> None:
    state.change_party(event.party, capacity=event.capacity)
    if event.awaits_guardian:
        state.mediations.deceased.add(event.party)


@case.evolves
def guardian_named(state: Case, event: GuardianNamed, fact: Recorded[GuardianNamed]) -> None:
    state.change_party(event.party, guardian=event.guardian)
    state.mediations.deceased.discard(event.party)


@case.decides(by=REGISTRARS, during=OPEN, when=[impartial])
def record_lost_capacity(state: Case, command: RecordLostCapacity, act: Act) -> Events:
    """民事诉讼法 art 153; 民法典 arts 21, 22: a party without a guardian is waited for."""
    party = still_there(state, command.party, PersonKind.NATURAL)
    has_come(act, "lost_on", command.lost_on)
    if LESS[command.capacity] <= LESS[party.capacity]:
        raise CapacityUnchanged
    yield CapacityLost(
        party=command.party,
        capacity=command.capacity,
        lost_on=command.lost_on,
        document=command.document,
        awaits_guardian=party.guardian is None,
    )
    if party.guardian is None:
        yield from waiting(state)


def _guardian(state: Case | None, command: NameGuardian) -> list[StreamId]:
    return [command.guardian]


@case.decides(by=REGISTRARS, during=OPEN, when=[impartial], needs=_guardian)
def name_guardian(state: Case, command: NameGuardian, act: Act) -> Events:
    """民法典 arts 23, 28, 31: a registered guardian who does not stand on the other side."""
    waited_for = state.mediations.deceased - state.mediations.gone
    if command.party not in waited_for:
        raise NotWaitedFor(party=command.party)
    registered_person(act, command.guardian)
    same_side(state, command.guardian, state.parties[command.party])
    yield GuardianNamed(party=command.party, guardian=command.guardian, document=command.document)
