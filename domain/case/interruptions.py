"""Interruptions (另案、虚假调解、联系不上): what comes from outside and may end a mediation.

A court or organ takes the same claim up: the procedure ends (M08), unless that court entrusted it
(特邀调解规定; 医疗纠纷预防和处理条例 art 31). False mediation is suspected: it stands still (P07)
and is reported (特邀调解规定 art 18). A party cannot be reached: after three days of trying it may
end (M05).
"""

from datetime import date

from domain.case.mediation import MediationTerminated
from domain.case.procedure import impartial, led_by
from domain.case.refusals import PartyUnknown, ToldFromTheFuture
from domain.case.refusals.mediation import DelegationMissing
from domain.case.refusals.standstill import (
    GoneAlready,
    NotedAlready,
    NothingNoted,
    SuspectedAlready,
)
from domain.case.standstill import MediationSuspended
from domain.case.state import OPEN, Case, case
from domain.case.values import Documents
from domain.codes.mediation import FALSE_MEDIATION, OVERTAKEN, AttemptMethod, ProceedingKind
from domain.ids import CaseId, DocumentId, MediationId, PersonId
from domain.kernel import (
    Act,
    Command,
    Confidential,
    Event,
    Events,
    Moment,
    Past,
    Recorded,
    day_of,
)
from domain.roles import Role
from domain.texts import Label, Narrative

ANYBODY_AT_WORK = (Role.MEDIATOR, Role.COMMITTEE_HEAD, Role.HANDLER, Role.COURT_LIAISON)
"""Who learns first that another organ has the matter."""


class ParallelProceedingNoted(Event, tag="case.parallel_proceeding_noted"):
    """另案受理: somebody has the same claim; `entrusted`: the court that entrusted it."""

    proceeding: ProceedingKind
    organ: str
    accepted_on: date
    entrusted: bool
    document: DocumentId | None


class ParallelProceedingEnded(Event, tag="case.parallel_proceeding_ended"):
    """另案终结: the other procedure ended without deciding the claim."""

    explanation: Confidential
    document: DocumentId | None


class FalseMediationSuspected(Event, tag="mediation.false_suspected"):
    """疑似虚假调解: it looks as if parties mediate to deceive; it was reported to an organ."""

    mediation: MediationId
    facts: Confidential
    organ: str
    documents: tuple[DocumentId, ...]


class PartyNotReached(Event, tag="party.not_reached"):
    """联系未果: a party was tried and not reached."""

    party: PersonId
    contact: AttemptMethod
    tried_at: Moment
    explanation: Confidential | None


class NoteParallelProceeding(Command):
    """Note that a court or organ has taken the same claim up. 登记另案受理"""

    case: CaseId
    proceeding: ProceedingKind
    organ: Label
    accepted_on: date
    entrusted: bool = False
    document: DocumentId | None = None


class EndParallelProceeding(Command):
    """Note that the other procedure ended without deciding the claim. 登记另案终结"""

    case: CaseId
    explanation: Narrative
    document: DocumentId | None = None


class SuspectFalseMediation(Command):
    """Say that a mediation looks false, and to which organ that was reported. 登记疑似虚假调解"""

    case: CaseId
    mediation: MediationId
    facts: Narrative
    organ: Label
    documents: Documents = ()


class RecordNotReached(Command):
    """Record that a party was tried and not reached. 登记联系未果"""

    case: CaseId
    party: PersonId
    contact: AttemptMethod
    tried_at: Past
    explanation: Narrative | None = None


@case.evolves
def parallel_proceeding_noted(
    state: Case, event: ParallelProceedingNoted, fact: Recorded[ParallelProceedingNoted]
) -> None:
    state.mediations.overtaken = not event.entrusted


@case.evolves
def parallel_proceeding_ended(
    state: Case, event: ParallelProceedingEnded, fact: Recorded[ParallelProceedingEnded]
) -> None:
    state.mediations.overtaken = False


@case.evolves
def false_mediation_suspected(
    state: Case, event: FalseMediationSuspected, fact: Recorded[FalseMediationSuspected]
) -> None:
    state.mediations.suspected_false = True


@case.evolves
def party_not_reached(state: Case, event: PartyNotReached, fact: Recorded[PartyNotReached]) -> None:
    state.mediations.attempts.setdefault(event.party, set()).add(day_of(event.tried_at))


@case.decides(by=ANYBODY_AT_WORK, during=OPEN, when=[impartial])
def note_parallel_proceeding(state: Case, command: NoteParallelProceeding, act: Act) -> Events:
    """医疗纠纷预防和处理条例 art 31; 道路交通安全法实施条例 art 96: the procedure ends with it.

    A court that entrusted the mediation does not overtake it.
    """
    if command.accepted_on > day_of(act.at):
        raise ToldFromTheFuture(
            field="accepted_on", told=command.accepted_on.isoformat(), at=act.at.isoformat()
        )
    if state.mediations.overtaken:
        raise NotedAlready
    if command.entrusted and (
        state.mediations.delegation is None or command.proceeding is not ProceedingKind.COURT
    ):
        raise DelegationMissing(kind=command.proceeding)
    yield ParallelProceedingNoted(
        proceeding=command.proceeding,
        organ=command.organ,
        accepted_on=command.accepted_on,
        entrusted=command.entrusted,
        document=command.document,
    )
    procedure = state.mediations.under_way
    if procedure is not None and not command.entrusted:
        yield MediationTerminated(
            mediation=procedure.mediation,
            reason=OVERTAKEN,
            undisputed=None,
            explanation=None,
            notice_document=None,
        )


@case.decides(by=ANYBODY_AT_WORK, during=OPEN, when=[impartial])
def end_parallel_proceeding(state: Case, command: EndParallelProceeding, act: Act) -> Events:
    """[design]: a lawsuit withdrawn, an application not taken: mediation is possible again."""
    if not state.mediations.overtaken:
        raise NothingNoted
    yield ParallelProceedingEnded(explanation=command.explanation, document=command.document)


@case.decides(by=[Role.MEDIATOR, Role.COMMITTEE_HEAD], during=OPEN, when=[impartial])
def suspect_false_mediation(state: Case, command: SuspectFalseMediation, act: Act) -> Events:
    """特邀调解规定 art 18; 在线调解规则 art 23: it stands still (P07) and is reported.

    What comes of it is recorded by resuming (P07) or terminating (M07) the procedure.
    """
    procedure = led_by(state, command.mediation, act)
    if state.mediations.suspected_false:
        raise SuspectedAlready
    yield FalseMediationSuspected(
        mediation=command.mediation,
        facts=command.facts,
        organ=command.organ,
        documents=command.documents,
    )
    if procedure.refused_at is None:
        yield MediationSuspended(
            mediation=command.mediation,
            reason=FALSE_MEDIATION,
            evidence=command.facts,
            documents=command.documents,
            expected_until=None,
            agreed_by=(),
        )


@case.decides(by=[Role.MEDIATOR, Role.HANDLER], during=OPEN, when=[impartial])
def record_not_reached(state: Case, command: RecordNotReached, act: Act) -> Events:
    """domain.md §2.6; 在线调解规则 art 25: each attempt is recorded; three days of them count."""
    if command.party not in state.parties:
        raise PartyUnknown(person=command.party)
    if command.party in state.mediations.gone:
        raise GoneAlready(party=command.party)
    yield PartyNotReached(
        party=command.party,
        contact=command.contact,
        tried_at=command.tried_at,
        explanation=command.explanation,
    )
