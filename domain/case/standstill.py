"""Standing still (中止): why a mediation pauses, goes on, or lasts longer; appraisals (鉴定).

A procedure stands still for one reason or several (domain.md §7.9, P01 to P09) and goes on when
none is left (§3.1 D11). An appraisal pauses it from its commission to its report (P01); a party's
death pauses it by itself (P02, succession.py). How long a pause may last, and what it does to which
clock, stands in the rule file.
"""

from datetime import date
from typing import Annotated

from msgspec import Meta

from domain.case.procedure import MEDIABLE, SIDES, all_agree, going_on, impartial
from domain.case.refusals import DayHasPassed
from domain.case.refusals.shared import OneTermOnly
from domain.case.refusals.standstill import (
    DoesNotStandStill,
    HearingIsForPetitions,
    NobodyToWaitFor,
    StandsStillAlready,
    SuccessorsMissing,
)
from domain.case.state import Case, case
from domain.case.values import Documents
from domain.codes import SUSPENSIONS
from domain.codes.mediation import (
    APPRAISAL,
    FALSE_MEDIATION,
    HEARING,
    JOINT_PAUSE,
    SUCCESSION,
)
from domain.ids import CaseId, DocumentId, MediationId, PersonId
from domain.kernel import Act, Command, Confidential, Event, Events, Recorded, day_of
from domain.roles import Role
from domain.texts import Code, Label, Narrative

Agreeing = Annotated[tuple[PersonId, ...], Meta(max_length=100)]
Days = Annotated[int, Meta(ge=1, le=365)]


class MediationSuspended(Event, tag="mediation.suspended"):
    """调解中止: the procedure stands still for one reason (more)."""

    mediation: MediationId
    reason: str
    evidence: Confidential | None
    documents: tuple[DocumentId, ...]
    expected_until: date | None
    agreed_by: tuple[PersonId, ...]


class MediationResumed(Event, tag="mediation.resumed"):
    """调解恢复: one reason is gone; the procedure goes on when none is left."""

    mediation: MediationId
    reason: str
    explanation: Confidential | None
    documents: tuple[DocumentId, ...]


class MediationExtended(Event, tag="mediation.extended"):
    """调解延期: every party agreed that the procedure may last longer."""

    mediation: MediationId
    days: int | None
    due_on: date | None
    agreed_by: tuple[PersonId, ...]
    explanation: Confidential


class AppraisalCommissioned(Event, tag="mediation.appraisal_commissioned"):
    """委托鉴定: every party agreed to ask an institution a question."""

    mediation: MediationId
    institution: str
    question: Confidential
    agreed_by: tuple[PersonId, ...]
    expected_until: date | None
    documents: tuple[DocumentId, ...]


class AppraisalReported(Event, tag="mediation.appraisal_reported"):
    """鉴定意见: the institution has answered."""

    mediation: MediationId
    opinion: Confidential
    document: DocumentId


class SuspendMediation(Command):
    """Let a procedure stand still for a reason, with evidence. 调解中止"""

    case: CaseId
    mediation: MediationId
    reason: Code
    evidence: Narrative
    documents: Documents = ()
    expected_until: date | None = None
    agreed_by: Agreeing = ()


class ResumeMediation(Command):
    """Clear one reason for standing still. 调解恢复"""

    case: CaseId
    mediation: MediationId
    reason: Code
    explanation: Narrative | None = None
    documents: Documents = ()


class ExtendMediation(Command):
    """Let a procedure last longer, by days or until a day, as every party agreed. 调解延期"""

    case: CaseId
    mediation: MediationId
    agreed_by: Agreeing
    explanation: Narrative
    days: Days | None = None
    due_on: date | None = None


class CommissionAppraisal(Command):
    """Commission an appraisal that every party agreed to. 委托鉴定"""

    case: CaseId
    mediation: MediationId
    institution: Label
    question: Narrative
    agreed_by: Agreeing
    expected_until: date | None = None
    documents: Documents = ()


class ReportAppraisal(Command):
    """Record an appraisal's answer. 鉴定意见"""

    case: CaseId
    mediation: MediationId
    opinion: Narrative
    document: DocumentId


@case.evolves
def suspended(state: Case, event: MediationSuspended, fact: Recorded[MediationSuspended]) -> None:
    state.mediations.all[event.mediation].pause(event.reason)
    if event.reason == FALSE_MEDIATION:
        state.mediations.suspected_false = True


@case.evolves
def resumed(state: Case, event: MediationResumed, fact: Recorded[MediationResumed]) -> None:
    state.mediations.all[event.mediation].resume(event.reason)
    if event.reason == FALSE_MEDIATION:
        state.mediations.suspected_false = False


@case.evolves
def extended(state: Case, event: MediationExtended, fact: Recorded[MediationExtended]) -> None:
    pass


@case.evolves
def appraisal_commissioned(
    state: Case, event: AppraisalCommissioned, fact: Recorded[AppraisalCommissioned]
) -> None:
    state.mediations.all[event.mediation].pause(APPRAISAL)


@case.evolves
def appraisal_reported(
    state: Case, event: AppraisalReported, fact: Recorded[AppraisalReported]
) -> None:
    state.mediations.all[event.mediation].resume(APPRAISAL)


@case.decides(by=[Role.MEDIATOR, Role.COMMITTEE_HEAD], during=MEDIABLE, when=[impartial])
def suspend(state: Case, command: SuspendMediation, act: Act) -> Events:
    """domain.md §2.6, §7.9: a reason of the list, once, with evidence.

    A joint pause (P09) is every party's wish; a hearing (P08) belongs to petitions.
    """
    procedure = going_on(state, command.mediation, act)
    SUSPENSIONS.known(command.reason, day_of(act.at))
    if command.reason == HEARING:
        raise HearingIsForPetitions
    if command.reason in procedure.pauses:
        raise StandsStillAlready(reason=command.reason)
    if command.reason == SUCCESSION and not state.mediations.deceased:
        raise NobodyToWaitFor
    _not_passed(act, "expected_until", command.expected_until)
    agreed_by = tuple(dict.fromkeys(command.agreed_by))
    if command.reason == JOINT_PAUSE:
        agreed_by = all_agree(state, agreed_by)
    yield MediationSuspended(
        mediation=command.mediation,
        reason=command.reason,
        evidence=command.evidence,
        documents=command.documents,
        expected_until=command.expected_until,
        agreed_by=agreed_by,
    )


@case.decides(by=[Role.MEDIATOR, Role.COMMITTEE_HEAD], during=MEDIABLE, when=[impartial])
def resume(state: Case, command: ResumeMediation, act: Act) -> Events:
    """domain.md §3.1 D11; 民事诉讼法 art 153 by analogy: a reason that stands and has passed.

    While the place of a party who is gone is not taken, succession (P02) has not passed.
    """
    procedure = going_on(state, command.mediation, act)
    if command.reason not in procedure.pauses:
        raise DoesNotStandStill(reason=command.reason)
    if command.reason == SUCCESSION:
        if state.mediations.deceased:
            raise SuccessorsMissing(missing=sorted(state.mediations.deceased))
        if not all(state.present_on(side) for side in SIDES):
            raise SuccessorsMissing(missing=sorted(state.mediations.extinct))
    yield MediationResumed(
        mediation=command.mediation,
        reason=command.reason,
        explanation=command.explanation,
        documents=command.documents,
    )


@case.decides(by=[Role.MEDIATOR, Role.COMMITTEE_HEAD], during=MEDIABLE, when=[impartial])
def extend(state: Case, command: ExtendMediation, act: Act) -> Events:
    """深圳条例 art 25, 宁波条例 art 27, 在线调解规则 art 24: every party agrees.

    Whether it came in time is a matter of the clock, and shows there.
    """
    going_on(state, command.mediation, act)
    agreed_by = all_agree(state, command.agreed_by)
    if (command.days is None) == (command.due_on is None):
        raise OneTermOnly
    _not_passed(act, "due_on", command.due_on)
    yield MediationExtended(
        mediation=command.mediation,
        days=command.days,
        due_on=command.due_on,
        agreed_by=agreed_by,
        explanation=command.explanation,
    )


@case.decides(by=[Role.MEDIATOR, Role.COMMITTEE_HEAD], during=MEDIABLE, when=[impartial])
def commission_appraisal(state: Case, command: CommissionAppraisal, act: Act) -> Events:
    """医疗纠纷预防和处理条例 art 34: every party agrees to it; one at a time."""
    procedure = going_on(state, command.mediation, act)
    if APPRAISAL in procedure.pauses:
        raise StandsStillAlready(reason=APPRAISAL)
    agreed_by = all_agree(state, command.agreed_by)
    _not_passed(act, "expected_until", command.expected_until)
    yield AppraisalCommissioned(
        mediation=command.mediation,
        institution=command.institution,
        question=command.question,
        agreed_by=agreed_by,
        expected_until=command.expected_until,
        documents=command.documents,
    )


@case.decides(by=[Role.MEDIATOR, Role.COMMITTEE_HEAD], during=MEDIABLE, when=[impartial])
def report_appraisal(state: Case, command: ReportAppraisal, act: Act) -> Events:
    """医疗纠纷预防和处理条例 art 38: the time of an appraisal does not count; it ends here."""
    procedure = going_on(state, command.mediation, act)
    if APPRAISAL not in procedure.pauses:
        raise DoesNotStandStill(reason=APPRAISAL)
    yield AppraisalReported(
        mediation=command.mediation, opinion=command.opinion, document=command.document
    )


def _not_passed(act: Act, field: str, day: date | None) -> None:
    if day is not None and day < day_of(act.at):
        raise DayHasPassed(field=field, day=day.isoformat())
