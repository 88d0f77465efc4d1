"""Procedures (调解程序), told from the deeds of a case in order.

Each step does what the domain's `evolve` of the same event does (domain/case/mediation.py and the
chapters around it), and notes when; a test holds the two together.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from functools import singledispatch
from typing import Any

from domain.case.agreement import AgreementEffective, AgreementReached
from domain.case.amending import AgreementInvalidated
from domain.case.consent import ConsentRefused
from domain.case.mediation import MediationOpened, MediationTerminated
from domain.case.mediators import MediatorAppointed, MediatorReplaced
from domain.case.regions.mediations import Procedure, ProcedureStage
from domain.case.reorganisation import UnitSucceeded
from domain.case.sessions import SessionHeld
from domain.case.standstill import (
    AppraisalCommissioned,
    AppraisalReported,
    MediationExtended,
    MediationResumed,
    MediationSuspended,
)
from domain.case.withdrawal import CaseWithdrawn
from domain.codes.agreements import AgreementScope
from domain.codes.mediation import APPRAISAL
from domain.ids import AgreementId, CaseId, MediationId, PersonId
from projections.mediations.deeds import Deed
from projections.mediations.rows import ConsentState, MediationRow, Standstill


@dataclass
class Course:
    """One procedure while it is being told: the domain's own account of it, and when it was so."""

    opening: MediationOpened
    procedure: Procedure
    minutes: int = 0
    extensions: int = 0
    ended_at: datetime | None = None
    ending: str | None = None
    standstills: list[Standstill] = field(default_factory=list)
    agreements: list[AgreementId] = field(default_factory=list)

    def pause(self, reason: str, at: datetime) -> None:
        """Let it stand still for one reason (more)."""
        before = self.standstills[-1] if self.procedure.pauses else None
        reasons = () if before is None else before.reasons
        begun = Standstill(
            from_at=at if before is None else before.from_at,
            to_at=None,
            reasons=tuple(dict.fromkeys((*reasons, reason))),
        )
        self.standstills[-1 if before is not None else len(self.standstills) :] = [begun]
        self.procedure.pause(reason)

    def resume(self, reason: str, at: datetime) -> None:
        """Clear one reason; it goes on when none is left (D11)."""
        stood_still = bool(self.procedure.pauses)
        self.procedure.resume(reason)
        if stood_still and not self.procedure.pauses:
            self._go_on(at)

    def end(self, stage: ProcedureStage, at: datetime, ending: str | None = None) -> None:
        """End it, and with it whatever it stood still for."""
        if self.procedure.pauses:
            self._go_on(at)
        self.procedure.pauses.clear()
        self.procedure.stage, self.ended_at, self.ending = stage, at, ending

    def _go_on(self, at: datetime) -> None:
        last = self.standstills[-1]
        self.standstills[-1] = Standstill(from_at=last.from_at, to_at=at, reasons=last.reasons)

    def row(self, case: CaseId) -> MediationRow:
        """The row that shows it."""
        return MediationRow(
            case=case,
            mediation=self.opening.mediation,
            kind=self.opening.kind,
            docking=self.opening.docking,
            organisation=self.procedure.organisation,
            level=self.opening.level,
            mediators=self.mediators,
            consent=ConsentState.REFUSED if self.procedure.refused_at else ConsentState.GIVEN,
            refused_at=self.procedure.refused_at,
            stage=self.procedure.stage,
            opened_at=self.procedure.opened_at,
            ended_at=self.ended_at,
            ending=self.ending,
            sessions=self.procedure.sessions,
            minutes=self.minutes,
            standstills=tuple(self.standstills),
            extensions=self.extensions,
            agreement=self.agreements[-1] if self.agreements else None,
        )

    @property
    def mediators(self) -> tuple[PersonId, ...]:
        """Who mediates in it."""
        return tuple(sorted(self.procedure.mediators))


Courses = dict[MediationId, Course]


def told(courses: Courses, deed: Deed) -> None:
    """Tell one deed more."""
    step(deed.event, courses, deed.at)


def rows(courses: Courses, case: CaseId) -> Iterator[MediationRow]:
    """The rows of a case's procedures."""
    return (course.row(case) for course in courses.values())


@singledispatch
def step(event: Any, courses: Courses, at: datetime) -> None:
    """What an event changes in the procedures: nothing, unless it is one of those below."""


def _under_way(courses: Courses) -> Course | None:
    return next((one for one in courses.values() if one.procedure.under_way), None)


@step.register
def _opened(event: MediationOpened, courses: Courses, at: datetime) -> None:
    procedure = Procedure(
        mediation=event.mediation, kind=event.kind, organisation=event.organisation, opened_at=at
    )
    courses[event.mediation] = Course(opening=event, procedure=procedure)


@step.register
def _appointed(event: MediatorAppointed, courses: Courses, at: datetime) -> None:
    courses[event.mediation].procedure.mediators.update(event.mediators)


@step.register
def _replaced(event: MediatorReplaced, courses: Courses, at: datetime) -> None:
    mediators = courses[event.mediation].procedure.mediators
    mediators.discard(event.replaced)
    mediators.add(event.replacement)


@step.register
def _held(event: SessionHeld, courses: Courses, at: datetime) -> None:
    courses[event.mediation].procedure.sessions += 1
    courses[event.mediation].minutes += event.duration_minutes


@step.register
def _suspended(event: MediationSuspended, courses: Courses, at: datetime) -> None:
    courses[event.mediation].pause(event.reason, at)


@step.register
def _resumed(event: MediationResumed, courses: Courses, at: datetime) -> None:
    courses[event.mediation].resume(event.reason, at)


@step.register
def _appraised(event: AppraisalCommissioned, courses: Courses, at: datetime) -> None:
    courses[event.mediation].pause(APPRAISAL, at)


@step.register
def _reported(event: AppraisalReported, courses: Courses, at: datetime) -> None:
    courses[event.mediation].resume(APPRAISAL, at)


@step.register
def _extended(event: MediationExtended, courses: Courses, at: datetime) -> None:
    courses[event.mediation].extensions += 1


@step.register
def _refused(event: ConsentRefused, courses: Courses, at: datetime) -> None:
    course = _under_way(courses)
    if course is not None and course.procedure.refused_at is None:
        course.procedure.refused_at = at


@step.register
def _terminated(event: MediationTerminated, courses: Courses, at: datetime) -> None:
    course = courses[event.mediation]
    partly = course.procedure.partly_agreed
    course.end(ProcedureStage.PARTIAL if partly else ProcedureStage.FAILED, at, event.reason)


@step.register
def _withdrawn(event: CaseWithdrawn, courses: Courses, at: datetime) -> None:
    if course := _under_way(courses):
        course.end(ProcedureStage.FAILED, at)


@step.register
def _succeeded(event: UnitSucceeded, courses: Courses, at: datetime) -> None:
    for course in courses.values():
        if course.procedure.organisation == event.from_unit:
            course.procedure.organisation = event.to_unit


@step.register
def _reached(event: AgreementReached, courses: Courses, at: datetime) -> None:
    courses[event.mediation].agreements.append(event.agreement)


@step.register
def _effective(event: AgreementEffective, courses: Courses, at: datetime) -> None:
    course = courses[event.mediation]
    if event.scope is AgreementScope.PARTIAL:
        course.procedure.partly_agreed = True
    elif course.procedure.under_way:
        course.end(ProcedureStage.AGREED, at)


@step.register
def _invalidated(event: AgreementInvalidated, courses: Courses, at: datetime) -> None:
    for course in courses.values():
        if event.agreement in course.agreements:
            course.agreements.remove(event.agreement)
