"""Acceptance (受理): who is responsible, how, until when; or another door (告知引导)."""

from datetime import date
from typing import Annotated

from msgspec import Meta

from domain.case.protection import (
    goes_to_discipline,
    protection_of_a_report,
    pseudonyms,
    throughout,
)
from domain.case.refusals import (
    AccusedUnitMayNot,
    DayHasPassed,
    DisputeTypeMissing,
    FirstResponsibleFixed,
)
from domain.case.registers import REPORTER, competent_unit, registered_unit
from domain.case.state import Case, Stage, case, complaints_of
from domain.codes import DISPUTES, ROUTES
from domain.codes.matters import Difficulty, MatterClass
from domain.codes.parties import Side
from domain.ids import CaseId, StreamId, UnitId
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
from domain.texts import Code, Label, Line, Narrative


class CaseAccepted(Event, tag="case.accepted"):
    """受理: the matter is taken up, and one unit is responsible first and for good.

    `stage` says where it goes on: a petition may have been given to a unit before.
    """

    acceptance_number: str | None
    matter_class: MatterClass
    dispute: str | None
    difficulty: Difficulty
    first_responsible_unit: UnitId
    lead_unit: UnitId
    procedure: str
    procedure_note: str | None
    deadline_on: date
    told_at: Moment | None
    stage: Stage = Stage.ACCEPTED


class CaseRedirected(Event, tag="case.redirected"):
    """告知引导: the applicant was shown the right door, and the term to keep in mind."""

    route: str
    organ: str
    unit: UnitId | None
    limitation: str | None
    explanation: Confidential
    copies_to: tuple[UnitId, ...]


class AcceptCase(Command):
    """Take a matter up: name the first responsible unit and tell procedure and deadline. 受理"""

    case: CaseId
    matter_class: MatterClass
    difficulty: Difficulty
    first_responsible_unit: UnitId
    procedure: Code
    deadline_on: date
    dispute: Code | None = None
    lead_unit: UnitId | None = None
    acceptance_number: Label | None = None
    procedure_note: Line | None = None
    told_at: Past | None = None


class RedirectCase(Command):
    """Show the applicant the right door, with the organ and the limitation to mind. 告知引导"""

    case: CaseId
    route: Code
    organ: Label
    explanation: Narrative
    unit: UnitId | None = None
    limitation: Line | None = None
    copies_to: Annotated[tuple[UnitId, ...], Meta(max_length=20)] = ()


@case.evolves
def accepted(state: Case, event: CaseAccepted, fact: Recorded[CaseAccepted]) -> None:
    state.stage = event.stage
    state.matter_class = event.matter_class
    state.dispute = event.dispute
    state.difficulty = event.difficulty
    state.first_responsible_unit = event.first_responsible_unit
    state.lead_unit = event.lead_unit
    state.units.update((event.first_responsible_unit, event.lead_unit))
    state.accepted_at = fact.occurred_at
    state.refusal.proposal = None


@case.evolves
def redirected(state: Case, event: CaseRedirected, fact: Recorded[CaseRedirected]) -> None:
    state.stage = Stage.REDIRECTED
    state.orders.lapse()
    state.refusal.proposal = None


def _complaints(state: Case | None, command: AcceptCase) -> list[StreamId]:
    return complaints_of(state)


@case.decides(
    by=[Role.TRIAGE_OFFICER, Role.WINDOW_CLERK, Role.COMMITTEE_HEAD, Role.PETITION_OFFICE],
    during=[Stage.REGISTERED],
    needs=_complaints,
)
def accept(state: Case, command: AcceptCase, act: Act) -> Events:
    """信访工作条例 arts 22, 30; [F17] 首办责任制: a competent unit, named once, told at once.

    A unit complained of in a report is neither responsible nor in the lead. What turns out to be
    a report is protected from here on.
    """
    lead = command.lead_unit or command.first_responsible_unit
    dispute = command.dispute or state.dispute
    today = day_of(act.at)
    if dispute is not None:
        DISPUTES.known(dispute, today)
    elif command.matter_class is MatterClass.DISPUTE:
        raise DisputeTypeMissing
    ROUTES.require(command.procedure, today, command.procedure_note)
    if command.deadline_on < today:
        raise DayHasPassed(field="deadline_on", day=command.deadline_on.isoformat())
    fixed = state.first_responsible_unit
    if fixed is not None and fixed != command.first_responsible_unit:
        raise FirstResponsibleFixed(unit=fixed)
    for unit in (command.first_responsible_unit, lead):
        competent_unit(act, unit, command.matter_class, dispute)
        if command.matter_class is MatterClass.REPORT and unit in state.accused_units:
            raise AccusedUnitMayNot(unit=unit)
    yield CaseAccepted(
        acceptance_number=command.acceptance_number,
        matter_class=command.matter_class,
        dispute=dispute,
        difficulty=command.difficulty,
        first_responsible_unit=command.first_responsible_unit,
        lead_unit=lead,
        procedure=command.procedure,
        procedure_note=command.procedure_note,
        deadline_on=command.deadline_on,
        told_at=command.told_at,
        stage=Stage(state.orders.stage_of_the_matter),
    )
    if command.matter_class is MatterClass.REPORT and state.matter_class is not MatterClass.REPORT:
        applicants = state.on_side(Side.APPLICANT)
        scope = pseudonyms(act, REPORTER, applicants, state.protection.pseudonyms)
        yield from throughout(state, protection_of_a_report(scope))


@case.decides(
    by=[Role.TRIAGE_OFFICER, Role.WINDOW_CLERK, Role.PETITION_OFFICE], during=[Stage.REGISTERED]
)
def redirect(state: Case, command: RedirectCase, act: Act) -> Events:
    """信访工作条例 arts 22, 30, 31: by a known route; a report to discipline inspection only.

    Nothing of a report goes to the unit complained of.
    """
    ROUTES.require(command.route, day_of(act.at), command.organ)
    receivers = [command.unit, *command.copies_to] if command.unit else [*command.copies_to]
    for unit in receivers:
        registered_unit(act, unit)
    goes_to_discipline(state, command.route, receivers)
    yield CaseRedirected(
        route=command.route,
        organ=command.organ,
        unit=command.unit,
        limitation=command.limitation,
        explanation=command.explanation,
        copies_to=command.copies_to,
    )
