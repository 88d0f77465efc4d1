"""Emergencies (突发情况处置): reported at once, plan, forces, scene, measures, and the end."""

from datetime import datetime
from typing import Annotated

from msgspec import Meta

from domain.case.refusals import AccusedUnitMayNot, StaffIsParty
from domain.case.refusals.emergency import (
    FinalReportMade,
    NobodyDispatched,
    NoEmergency,
    NotAmongTheForces,
    NotReportedYet,
    PlanActive,
    PlanNotActive,
    RecipientsMissing,
)
from domain.case.registers import registered_person, registered_unit
from domain.case.state import NOT_ARCHIVED, Case, case
from domain.case.values import Documents
from domain.codes import EMERGENCY_RECIPIENTS
from domain.codes.emergency import (
    EmergencyChannel,
    EmergencyMeasure,
    EmergencyReportStage,
    must_be_told,
)
from domain.ids import CaseId, DocumentId, PersonId, StreamId, UnitId
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

COMMAND_POSTS = [Role.LEADER, Role.CENTRE_DIRECTOR]
"""Who commands on the spot: the leader in charge and the centre's director. domain.md §2.5 L."""

Recipients = Annotated[tuple[Code, ...], Meta(min_length=1, max_length=9)]
Forces = Annotated[tuple[UnitId, ...], Meta(min_length=1, max_length=30)]
Headcount = Annotated[int, Meta(ge=0, le=100_000)]


class EmergencyReported(Event, tag="emergency.reported"):
    """突发情况报告: a first, following or last report went up, by telephone or in writing."""

    stage: EmergencyReportStage
    channel: EmergencyChannel
    to: tuple[str, ...]
    to_other: Confidential | None
    facts: Confidential
    happened_at: Moment | None
    spot: Confidential | None
    people_count: int | None
    cause: Confidential | None
    measures: Confidential | None
    receipt: DocumentId | None


class PlanActivated(Event, tag="emergency.plan_activated"):
    """启动应急预案: a plan runs, and one person commands."""

    plan: Confidential
    commander: PersonId


class ForceDispatched(Event, tag="emergency.force_dispatched"):
    """派出处置力量: units were sent to the scene."""

    units: tuple[UnitId, ...]
    people_count: int
    task: Confidential


class OnSceneArrived(Event, tag="emergency.on_scene_arrived"):
    """到达现场: somebody who was sent is there."""

    unit: UnitId
    situation: Confidential | None


class MeasureTaken(Event, tag="emergency.measure_taken"):
    """处置措施: what was done to keep people safe and calm."""

    measure: EmergencyMeasure
    content: Confidential
    documents: tuple[DocumentId, ...]


class EmergencyEnded(Event, tag="emergency.ended"):
    """应急结束: the danger is over, and this is how it ended."""

    result: Confidential


class ReportEmergency(Command):
    """Report an emergency: for the first time, on the way, or for the last time. 突发情况报告"""

    case: CaseId
    stage: EmergencyReportStage
    channel: EmergencyChannel
    to: Recipients
    facts: Narrative
    to_other: Narrative | None = None
    happened_at: Past | None = None
    spot: Narrative | None = None
    people_count: Headcount | None = None
    cause: Narrative | None = None
    measures: Narrative | None = None
    receipt: DocumentId | None = None


class ActivatePlan(Command):
    """Activate an emergency plan and say who commands. 启动应急预案"""

    case: CaseId
    plan: Narrative
    commander: PersonId


class DispatchForce(Command):
    """Send units to the scene. 派出处置力量"""

    case: CaseId
    units: Forces
    people_count: Headcount
    task: Narrative


class ArriveOnScene(Command):
    """Record that a unit that was sent has arrived. 到达现场"""

    case: CaseId
    unit: UnitId
    situation: Narrative | None = None


class TakeMeasure(Command):
    """Record a measure that keeps people safe or calms them down. 登记处置措施"""

    case: CaseId
    measure: EmergencyMeasure
    content: Narrative
    documents: Documents = ()


class EndEmergency(Command):
    """Declare that the danger is over. 应急结束"""

    case: CaseId
    result: Narrative


@case.evolves
def reported(state: Case, event: EmergencyReported, fact: Recorded[EmergencyReported]) -> None:
    emergency = state.emergency
    match event.stage:
        case EmergencyReportStage.INITIAL:
            emergency.begin()
            emergency.reported += 1
            emergency.known_above = True
            emergency.final_reported = False
        case EmergencyReportStage.FOLLOW_UP:
            pass
        case EmergencyReportStage.FINAL:
            emergency.final_reported = True


@case.evolves
def plan_activated(state: Case, event: PlanActivated, fact: Recorded[PlanActivated]) -> None:
    state.emergency.activated = True


@case.evolves
def force_dispatched(state: Case, event: ForceDispatched, fact: Recorded[ForceDispatched]) -> None:
    state.emergency.dispatched_at = _first(state.emergency.dispatched_at, fact.occurred_at)
    state.emergency.forces.update(event.units)
    state.units.update(event.units)


@case.evolves
def on_scene_arrived(state: Case, event: OnSceneArrived, fact: Recorded[OnSceneArrived]) -> None:
    state.emergency.on_scene_at = _first(state.emergency.on_scene_at, fact.occurred_at)


@case.evolves
def measure_taken(state: Case, event: MeasureTaken, fact: Recorded[MeasureTaken]) -> None:
    """No later decision asks for it: it stands on record."""


@case.evolves
def ended(state: Case, event: EmergencyEnded, fact: Recorded[EmergencyEnded]) -> None:
    state.emergency.open = False
    state.emergency.ended_at = fact.occurred_at


def _first(known: datetime | None, at: datetime) -> datetime:
    return at if known is None else min(known, at)


def emergency_is_open(state: Case, act: Act) -> None:
    """Raises `NoEmergency`."""
    if not state.emergency.open:
        raise NoEmergency


def _commander(state: Case | None, command: ActivatePlan) -> list[StreamId]:
    return [command.commander]


@case.decides(
    by=[Role.CENTRE_DIRECTOR, Role.VILLAGE_HEAD, Role.TRIAGE_OFFICER, Role.LEADER],
    during=NOT_ARCHIVED,
)
def report_emergency(state: Case, command: ReportEmergency, act: Act) -> Events:
    """突发事件应对法 [F68]; [seed 000 二(四)5]; 信访工作条例 art 25: at once, to all it concerns.

    The first report opens the emergency; whoever was phoned also gets it in writing. The last one
    may come shortly before the end (§2.6) or within three days after it (T44a), once.
    """
    today = day_of(act.at)
    for recipient in command.to:
        EMERGENCY_RECIPIENTS.require(recipient, today, command.to_other)
    to = tuple(dict.fromkeys(command.to))
    if command.stage is EmergencyReportStage.INITIAL:
        missing = must_be_told(state.matter_class) - set(to)
        if missing and command.channel is not EmergencyChannel.PHONE:
            raise RecipientsMissing(missing=[EMERGENCY_RECIPIENTS[m].zh for m in sorted(missing)])
    else:
        _something_to_follow(state, command.stage)
    yield EmergencyReported(
        stage=command.stage,
        channel=command.channel,
        to=to,
        to_other=command.to_other,
        facts=command.facts,
        happened_at=command.happened_at,
        spot=command.spot,
        people_count=command.people_count,
        cause=command.cause,
        measures=command.measures,
        receipt=command.receipt,
    )


def _something_to_follow(state: Case, stage: EmergencyReportStage) -> None:
    """A later report belongs to an emergency that was reported and is not reported to the end."""
    emergency = state.emergency
    may_be_over = stage is EmergencyReportStage.FINAL and emergency.ended_at is not None
    if not emergency.open and not may_be_over:
        raise NoEmergency
    if not emergency.known_above:
        raise NotReportedYet
    if emergency.final_reported:
        raise FinalReportMade


@case.decides(by=COMMAND_POSTS, during=NOT_ARCHIVED, when=[emergency_is_open], needs=_commander)
def activate_plan(state: Case, command: ActivatePlan, act: Act) -> Events:
    """[seed 001 三(四)] 启动应急预案: once in an emergency, under somebody who is no party."""
    if state.emergency.activated:
        raise PlanActive
    registered_person(act, command.commander)
    if command.commander in state.participants:
        raise StaffIsParty
    yield PlanActivated(plan=command.plan, commander=command.commander)


@case.decides(by=COMMAND_POSTS, during=NOT_ARCHIVED, when=[emergency_is_open])
def dispatch_force(state: Case, command: DispatchForce, act: Act) -> Events:
    """domain.md §2.5 L: under a plan; in a protected case never the unit complained of."""
    if not state.emergency.activated:
        raise PlanNotActive
    for unit in command.units:
        registered_unit(act, unit)
        if state.protected and unit in state.accused_units:
            raise AccusedUnitMayNot(unit=unit)
    yield ForceDispatched(
        units=tuple(dict.fromkeys(command.units)),
        people_count=command.people_count,
        task=command.task,
    )


@case.decides(by=COMMAND_POSTS, during=NOT_ARCHIVED, when=[emergency_is_open])
def arrive_on_scene(state: Case, command: ArriveOnScene, act: Act) -> Events:
    """domain.md §2.5 L, §3.2 T47: the act's own time is that of arrival; the first counts."""
    if state.emergency.dispatched_at is None:
        raise NobodyDispatched
    if command.unit not in state.emergency.forces:
        raise NotAmongTheForces(unit=command.unit)
    yield OnSceneArrived(unit=command.unit, situation=command.situation)


@case.decides(by=COMMAND_POSTS, during=NOT_ARCHIVED)
def take_measure(state: Case, command: TakeMeasure, act: Act) -> Events:
    """domain.md §2.6 应急, 不予受理: also before an emergency, to calm what may escalate."""
    yield MeasureTaken(
        measure=command.measure,
        content=command.content,
        documents=command.documents,
    )


@case.decides(by=COMMAND_POSTS, during=NOT_ARCHIVED, when=[emergency_is_open])
def end_emergency(state: Case, command: EndEmergency, act: Act) -> Events:
    """[F68]: what was never reported cannot be declared over; nothing is concealed or omitted."""
    if not state.emergency.known_above:
        raise NotReportedYet
    yield EmergencyEnded(result=command.result)
