"""Ends at the window (当场办结、自办备案、反馈中心): answered, done by oneself, handed back."""

from domain.case.refusals import (
    AccusedUnitMayNot,
    ClassNeedsProcedure,
    NotConfirmedByApplicant,
    OutcomeNeedsProcedure,
    RiskTooHigh,
    SameUnit,
    UnitIsCompetent,
    UnitNotCompetent,
)
from domain.case.refusals.ending import OrdersStillOpen
from domain.case.registers import competent_unit, registered_unit
from domain.case.state import Case, Stage, case
from domain.case.values import Confirmation
from domain.codes import OUTCOMES
from domain.codes.matters import ON_THE_SPOT
from domain.codes.outcomes import WINDOW_OUTCOMES
from domain.codes.parties import Power, Side
from domain.codes.risks import RiskLevel
from domain.ids import CaseId, UnitId
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

BEFORE_ORDERS = (Stage.REGISTERED, Stage.ACCEPTED)
"""The window still has the matter in hand."""


class ResolvedOnTheSpot(Event, tag="intake.resolved_on_the_spot"):
    """当场答复、即接即办: the matter ended where it was brought, and the applicant confirmed."""

    outcome: str
    result: Confidential
    confirmation: Confirmation


class SelfHandledFiled(Event, tag="intake.self_handled_filed"):
    """自办备案: a department did what is its own duty and filed it with the centre."""

    unit: UnitId
    outcome: str
    result: Confidential
    handled_at: Moment


class HandedBackToCentre(Event, tag="intake.handed_back"):
    """反馈中心分流: a department passed on what is not its duty."""

    unit: UnitId
    centre: UnitId
    reason: Confidential


class ResolveOnTheSpot(Command):
    """Answer or settle a matter where it was brought; the applicant confirms. 当场办结"""

    case: CaseId
    outcome: Code
    result: Narrative
    confirmation: Confirmation


class FileSelfHandled(Command):
    """File with the centre what the department has done as its own duty. 自办备案"""

    case: CaseId
    outcome: Code
    result: Narrative
    handled_at: Past


class HandBackToCentre(Command):
    """Pass a matter that is not the department's duty to the centre. 反馈中心分流"""

    case: CaseId
    centre: UnitId
    reason: Narrative


@case.evolves
def resolved_on_the_spot(
    state: Case, event: ResolvedOnTheSpot, fact: Recorded[ResolvedOnTheSpot]
) -> None:
    _conclude(state, event.outcome, fact)


@case.evolves
def self_handled_filed(
    state: Case, event: SelfHandledFiled, fact: Recorded[SelfHandledFiled]
) -> None:
    state.units.add(event.unit)
    _conclude(state, event.outcome, fact)


def _conclude(
    state: Case, outcome: str, fact: Recorded[ResolvedOnTheSpot] | Recorded[SelfHandledFiled]
) -> None:
    state.stage = Stage.CONCLUDED
    state.outcome = outcome
    state.concluded_at = fact.occurred_at
    state.ending.concluded_by = fact.actor.person
    state.hands.handlers.add(fact.actor.person)


@case.evolves
def handed_back(state: Case, event: HandedBackToCentre, fact: Recorded[HandedBackToCentre]) -> None:
    state.centre = event.centre
    state.units.add(event.centre)
    if state.lead_unit == event.unit:
        state.lead_unit = None


@case.decides(by=[Role.WINDOW_CLERK, Role.HANDLER, Role.LEADER], during=BEFORE_ORDERS)
def resolve_on_the_spot(state: Case, command: ResolveOnTheSpot, act: Act) -> Events:
    """domain.md §2.5 A: the class allows it, the level is not RED, and the applicant confirms."""
    _may_end_here(state, command.outcome, command.result, act)
    applicants = state.on_side(Side.APPLICANT)
    speaks_for = (
        state.may_act_for(command.confirmation.person, applicant, Power.PRESENT)
        for applicant in applicants
    )
    if not any(speaks_for):
        raise NotConfirmedByApplicant
    yield ResolvedOnTheSpot(
        outcome=command.outcome, result=command.result, confirmation=command.confirmation
    )


@case.decides(by=[Role.HANDLER], during=BEFORE_ORDERS)
def file_self_handled(state: Case, command: FileSelfHandled, act: Act) -> Events:
    """[seed 002 七(一)]: a department does its own duty at once and files it with the centre."""
    if act.unit is None:
        raise UnitNotCompetent(unit=None)
    if act.unit in state.accused_units:
        raise AccusedUnitMayNot(unit=act.unit)
    competent_unit(act, act.unit, state.matter_class, state.dispute)
    _may_end_here(state, command.outcome, command.result, act)
    yield SelfHandledFiled(
        unit=act.unit,
        outcome=command.outcome,
        result=command.result,
        handled_at=command.handled_at,
    )


@case.decides(by=[Role.HANDLER], during=BEFORE_ORDERS)
def hand_back_to_centre(state: Case, command: HandBackToCentre, act: Act) -> Events:
    """[seed 002 七(一)]: only what the duty catalogue does not name goes back to the centre."""
    registered_unit(act, command.centre)
    if act.unit is None or act.unit == command.centre:
        raise SameUnit
    if act.directory.is_competent(act.unit, state.matter_class, state.dispute):
        raise UnitIsCompetent(unit=act.unit)
    yield HandedBackToCentre(unit=act.unit, centre=command.centre, reason=command.reason)


def _may_end_here(state: Case, outcome: str, result: str, act: Act) -> None:
    if state.matter_class not in ON_THE_SPOT:
        raise ClassNeedsProcedure(matter_class=state.matter_class)
    if state.risk.level is RiskLevel.RED:
        raise RiskTooHigh
    if state.orders.open:
        raise OrdersStillOpen
    OUTCOMES.require(outcome, day_of(act.at), result)
    if outcome not in WINDOW_OUTCOMES:
        raise OutcomeNeedsProcedure(outcome=outcome)
