"""The clock of a whole matter (办理时钟): when its handling stands still, and its one extension.

A mediation has clocks of its own (standstill.py); when it stands still, so do the matter's. This
file is for matters that stand still for another reason, and for prolonging their term (timer T30).
"""

from datetime import date

from domain.case.procedure import impartial
from domain.case.refusals import DayHasPassed, SamePerson
from domain.case.refusals.shared import OneTermOnly
from domain.case.refusals.standstill import (
    DoesNotStandStill,
    HearingIsForPetitions,
    PetitionsGoOn,
    StandsStillAlready,
    TermExtendedBefore,
)
from domain.case.standstill import Days
from domain.case.state import OPEN, Case, Stage, case
from domain.case.values import Documents
from domain.codes import EXTENSION_REASONS, SUSPENSIONS
from domain.codes.matters import PETITIONS
from domain.codes.mediation import HEARING
from domain.ids import CaseId, DocumentId
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
from domain.texts import Code, Narrative

TAKEN_UP = tuple(stage for stage in OPEN if stage not in (Stage.REGISTERED, Stage.SUPPLEMENTING))
"""The matter has been accepted and is not ended."""


class ClockSuspended(Event, tag="clock.suspended"):
    """办理中止: the whole matter stands still for one reason (more)."""

    reason: str
    evidence: Confidential
    documents: tuple[DocumentId, ...]
    expected_until: date | None


class ClockResumed(Event, tag="clock.resumed"):
    """办理恢复: one reason is gone; the matter goes on when none is left."""

    reason: str
    explanation: Confidential | None


class ClockExtended(Event, tag="clock.extended"):
    """办理延期: the term of the matter was prolonged, once."""

    reason: str
    days: int | None
    due_on: date | None
    explanation: Confidential
    told_at: Moment | None


class SuspendClock(Command):
    """Let a whole matter stand still for a reason, with evidence. 办理中止"""

    case: CaseId
    reason: Code
    evidence: Narrative
    documents: Documents = ()
    expected_until: date | None = None


class ResumeClock(Command):
    """Clear one reason for which the matter stands still. 办理恢复"""

    case: CaseId
    reason: Code
    explanation: Narrative | None = None


class ExtendClock(Command):
    """Prolong the term of a matter once, by days or until a day. 办理延期"""

    case: CaseId
    reason: Code
    explanation: Narrative
    days: Days | None = None
    due_on: date | None = None
    told_at: Past | None = None


@case.evolves
def clock_suspended(state: Case, event: ClockSuspended, fact: Recorded[ClockSuspended]) -> None:
    state.clock.pauses.add(event.reason)


@case.evolves
def clock_resumed(state: Case, event: ClockResumed, fact: Recorded[ClockResumed]) -> None:
    state.clock.pauses.discard(event.reason)


@case.evolves
def clock_extended(state: Case, event: ClockExtended, fact: Recorded[ClockExtended]) -> None:
    state.clock.extended = True


@case.decides(by=[Role.UNIT_HEAD, Role.CENTRE_DIRECTOR], during=TAKEN_UP, when=[impartial])
def suspend_clock(state: Case, command: SuspendClock, act: Act) -> Events:
    """domain.md §2.6, §7.9; 信访工作条例 arts 34, 36: a petition waits for a hearing only."""
    SUSPENSIONS.known(command.reason, day_of(act.at))
    a_petition = state.matter_class in PETITIONS
    if a_petition and command.reason != HEARING:
        raise PetitionsGoOn
    if command.reason == HEARING and not a_petition:
        raise HearingIsForPetitions
    if command.reason in state.clock.pauses:
        raise StandsStillAlready(reason=command.reason)
    if command.expected_until is not None and command.expected_until < day_of(act.at):
        raise DayHasPassed(field="expected_until", day=command.expected_until.isoformat())
    yield ClockSuspended(
        reason=command.reason,
        evidence=command.evidence,
        documents=command.documents,
        expected_until=command.expected_until,
    )


@case.decides(by=[Role.UNIT_HEAD, Role.CENTRE_DIRECTOR], during=TAKEN_UP, when=[impartial])
def resume_clock(state: Case, command: ResumeClock, act: Act) -> Events:
    """domain.md §3.1 D11: a reason that stands; the matter goes on when none is left."""
    if command.reason not in state.clock.pauses:
        raise DoesNotStandStill(reason=command.reason)
    yield ClockResumed(reason=command.reason, explanation=command.explanation)


@case.decides(by=[Role.UNIT_HEAD, Role.CENTRE_DIRECTOR], during=TAKEN_UP, when=[impartial])
def extend_clock(state: Case, command: ExtendClock, act: Act) -> Events:
    """domain.md §2.6, §3.2 T30: once, by somebody above the handler, with a reason of the list."""
    EXTENSION_REASONS.require(command.reason, day_of(act.at), command.explanation)
    if act.person in state.hands.worked:
        raise SamePerson
    if state.clock.extended:
        raise TermExtendedBefore
    if (command.days is None) == (command.due_on is None):
        raise OneTermOnly
    if command.due_on is not None and command.due_on < day_of(act.at):
        raise DayHasPassed(field="due_on", day=command.due_on.isoformat())
    yield ClockExtended(
        reason=command.reason,
        days=command.days,
        due_on=command.due_on,
        explanation=command.explanation,
        told_at=command.told_at,
    )
