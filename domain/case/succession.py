"""Succession (承继): a party dies or ends, and somebody takes their place.

By analogy with the court rules (民事诉讼法 arts 153, 154). The loss pauses a mediation under way
(P02). Heirs and successor bodies join as parties of the same side; when all of them have joined and
their papers are in, the succession is confirmed, and the pause can be cleared. Where nobody takes
the place, that is recorded, and the mediation may end (M09). Who is gone stays on record; what they
left to others to decide, those who are still there decide (`Case.present_on`).
"""

from datetime import date
from typing import Annotated

from msgspec import Meta

from domain.case.parties import PartyAdded
from domain.case.procedure import impartial
from domain.case.refusals import GuardianConsentMissing, PartyUnknown, ToldFromTheFuture
from domain.case.refusals.standstill import (
    GoneAlready,
    JoinedBefore,
    NobodyJoined,
    NotThatKind,
    NotWaitedFor,
    SomebodyJoined,
    SuccessorIsOpponent,
)
from domain.case.registers import (
    PROTECTED_PERSON,
    REPORTER,
    entered,
    registered_person,
)
from domain.case.standstill import MediationSuspended
from domain.case.state import OPEN, Case, case
from domain.case.values import Party, PartyEntry
from domain.codes.matters import MatterClass
from domain.codes.mediation import SUCCESSION, NoSuccession, Succession
from domain.codes.parties import Capacity
from domain.ids import CaseId, DocumentId, PersonId, StreamId, UnitId
from domain.kernel import Act, Command, Confidential, Event, Events, Recorded, day_of
from domain.person import PersonKind
from domain.roles import Role
from domain.texts import Narrative
from domain.values import Value

REGISTRARS = (Role.WINDOW_CLERK, Role.HANDLER, Role.MEDIATOR)
"""Who enters parties enters what becomes of them."""


class Successor(Value):
    """承继人: a registered person or body that takes a party's place, and as what."""

    person: PersonId
    standing: Succession
    capacity: Capacity = Capacity.FULL
    under_14: bool = False
    guardian: PersonId | None = None
    guardian_consent: DocumentId | None = None
    unit: UnitId | None = None


class PartyDied(Event, tag="party.died"):
    """当事人死亡: a party died on a day."""

    party: PersonId
    died_on: date
    document: DocumentId


class PartyDissolved(Event, tag="party.dissolved"):
    """当事人终止: a body that is a party ceased to be on a day."""

    party: PersonId
    dissolved_on: date
    document: DocumentId


class SuccessorJoined(Event, tag="party.successor_joined"):
    """承继人参加: somebody takes the place of a party who is gone."""

    predecessor: PersonId
    successor: PersonId
    standing: Succession


class SuccessionConfirmed(Event, tag="party.succession_confirmed"):
    """承继手续齐备: everyone who takes the place has joined, and their papers are in."""

    predecessor: PersonId
    documents: tuple[DocumentId, ...]


class SuccessionEnded(Event, tag="party.succession_ended"):
    """无人承继: nobody takes the place of a party who is gone."""

    predecessor: PersonId
    ground: NoSuccession
    explanation: Confidential | None
    documents: tuple[DocumentId, ...]


class RecordDeath(Command):
    """Record that a party died. 登记当事人死亡"""

    case: CaseId
    party: PersonId
    died_on: date
    document: DocumentId


class RecordDissolution(Command):
    """Record that a body that is a party ceased to be. 登记当事人终止"""

    case: CaseId
    party: PersonId
    dissolved_on: date
    document: DocumentId


class JoinSuccessors(Command):
    """Let heirs or successor bodies take the place of a party who is gone. 承继人参加"""

    case: CaseId
    predecessor: PersonId
    successors: Annotated[tuple[Successor, ...], Meta(min_length=1, max_length=50)]


class ConfirmSuccession(Command):
    """Confirm that all who take the place have joined, with their papers. 确认承继手续齐备"""

    case: CaseId
    predecessor: PersonId
    documents: Annotated[tuple[DocumentId, ...], Meta(min_length=1, max_length=50)]


class EndSuccession(Command):
    """Record that nobody takes the place of a party who is gone. 登记无人承继"""

    case: CaseId
    predecessor: PersonId
    ground: NoSuccession
    explanation: Narrative | None = None
    documents: Annotated[tuple[DocumentId, ...], Meta(max_length=50)] = ()


@case.evolves
def died(state: Case, event: PartyDied, fact: Recorded[PartyDied]) -> None:
    _leaves(state, event.party)


@case.evolves
def dissolved(state: Case, event: PartyDissolved, fact: Recorded[PartyDissolved]) -> None:
    _leaves(state, event.party)


def _leaves(state: Case, party: PersonId) -> None:
    state.mediations.gone.add(party)
    state.mediations.deceased.add(party)
    state.mediations.attempts.pop(party, None)


@case.evolves
def successor_joined(state: Case, event: SuccessorJoined, fact: Recorded[SuccessorJoined]) -> None:
    state.mediations.successors.setdefault(event.predecessor, set()).add(event.successor)


@case.evolves
def succession_confirmed(
    state: Case, event: SuccessionConfirmed, fact: Recorded[SuccessionConfirmed]
) -> None:
    state.mediations.deceased.discard(event.predecessor)


@case.evolves
def succession_ended(state: Case, event: SuccessionEnded, fact: Recorded[SuccessionEnded]) -> None:
    state.mediations.deceased.discard(event.predecessor)
    state.mediations.extinct.add(event.predecessor)


@case.decides(by=REGISTRARS, during=OPEN, when=[impartial])
def record_death(state: Case, command: RecordDeath, act: Act) -> Events:
    """民事诉讼法 art 153 by analogy: people die; a mediation under way waits for the heirs."""
    still_there(state, command.party, PersonKind.NATURAL)
    has_come(act, "died_on", command.died_on)
    yield PartyDied(party=command.party, died_on=command.died_on, document=command.document)
    yield from waiting(state)


@case.decides(by=REGISTRARS, during=OPEN, when=[impartial])
def record_dissolution(state: Case, command: RecordDissolution, act: Act) -> Events:
    """民事诉讼法 art 153 by analogy: bodies end; a mediation under way waits for the successor."""
    still_there(state, command.party, PersonKind.ORGANISATION)
    has_come(act, "dissolved_on", command.dissolved_on)
    yield PartyDissolved(
        party=command.party, dissolved_on=command.dissolved_on, document=command.document
    )
    yield from waiting(state)


def _successors(state: Case | None, command: JoinSuccessors) -> list[StreamId]:
    guardians = [one.guardian for one in command.successors if one.guardian is not None]
    return list(dict.fromkeys([*(one.person for one in command.successors), *guardians]))


@case.decides(by=REGISTRARS, during=OPEN, when=[impartial], needs=_successors)
def join_successors(state: Case, command: JoinSuccessors, act: Act) -> Events:
    """民事诉讼法 arts 153, 154 by analogy: on the same side, once.

    A child under 14 takes part with a guardian's consent (个人信息保护法 art 31).
    """
    gone = _waited_for(state, command.predecessor)
    joined = state.mediations.successors.get(command.predecessor, set())
    for one in command.successors:
        registered_person(act, one.person)
        same_side(state, one.person, gone)
        if one.person in state.mediations.gone:
            raise GoneAlready(party=one.person)
        if one.person in joined:
            raise JoinedBefore(person=one.person)
        if one.under_14 and (one.guardian is None or one.guardian_consent is None):
            raise GuardianConsentMissing
    new = [_entry(one, gone) for one in command.successors if one.person not in state.parties]
    alias = REPORTER if state.matter_class is MatterClass.REPORT else PROTECTED_PERSON
    for party in entered(act, new, state.parties, alias if state.protected else None):
        yield PartyAdded(party=party)
    for one in dict.fromkeys(command.successors):
        yield SuccessorJoined(
            predecessor=command.predecessor, successor=one.person, standing=one.standing
        )


def _entry(successor: Successor, gone: Party) -> PartyEntry:
    return PartyEntry(
        person=successor.person,
        side=gone.side,
        capacity=successor.capacity,
        under_14=successor.under_14,
        guardian=successor.guardian,
        guardian_consent=successor.guardian_consent,
        unit=successor.unit,
    )


@case.decides(by=REGISTRARS, during=OPEN, when=[impartial])
def confirm_succession(state: Case, command: ConfirmSuccession, act: Act) -> Events:
    """民事诉讼法 art 153 by analogy: somebody has joined, and papers prove that these are all."""
    _waited_for(state, command.predecessor)
    if not state.mediations.successors.get(command.predecessor):
        raise NobodyJoined
    yield SuccessionConfirmed(predecessor=command.predecessor, documents=command.documents)


@case.decides(by=REGISTRARS, during=OPEN, when=[impartial])
def end_succession(state: Case, command: EndSuccession, act: Act) -> Events:
    """民事诉讼法 art 154 by analogy: no heir, renounced, no estate, or a claim of theirs alone."""
    _waited_for(state, command.predecessor)
    if state.mediations.successors.get(command.predecessor):
        raise SomebodyJoined
    yield SuccessionEnded(
        predecessor=command.predecessor,
        ground=command.ground,
        explanation=command.explanation,
        documents=command.documents,
    )


def still_there(state: Case, person: PersonId, kind: PersonKind) -> Party:
    """A party of the kind who is not gone. Raises `PartyUnknown`, `GoneAlready`, `NotThatKind`."""
    party = state.parties.get(person)
    if party is None:
        raise PartyUnknown(person=person)
    if person in state.mediations.gone:
        raise GoneAlready(party=person)
    if party.kind is not kind:
        raise NotThatKind
    return party


def _waited_for(state: Case, person: PersonId) -> Party:
    """A party who is gone and whose place is not taken. Raises `NotWaitedFor`."""
    if person not in state.mediations.deceased & state.mediations.gone:
        raise NotWaitedFor(party=person)
    return state.parties[person]


def same_side(state: Case, person: PersonId, party: Party) -> None:
    """Raises `SuccessorIsOpponent`."""
    known = state.parties.get(person)
    if known is not None and known.side is not party.side:
        raise SuccessorIsOpponent(person=person)


def has_come(act: Act, field: str, day: date) -> None:
    """Raises `ToldFromTheFuture`."""
    if day > day_of(act.at):
        raise ToldFromTheFuture(field=field, told=day.isoformat(), at=act.at.isoformat())


def waiting(state: Case) -> Events:
    """The pause of the procedure under way, unless it waits already or only has to end."""
    procedure = state.mediations.under_way
    if procedure is None or SUCCESSION in procedure.pauses or procedure.refused_at is not None:
        return
    yield MediationSuspended(
        mediation=procedure.mediation,
        reason=SUCCESSION,
        evidence=None,
        documents=(),
        expected_until=None,
        agreed_by=(),
    )
