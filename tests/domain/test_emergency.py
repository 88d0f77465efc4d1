"""应急: signal, RED, first report, plan, forces, scene, last report, end (domain.md §2.6 应急).

[seed 000 二(四)5][seed 001 三(四)]; 突发事件应对法 [F68].
"""

import pytest
from msgspec.structs import replace

from domain.case import Case, Stage
from domain.case.emergency import (
    ActivatePlan,
    ArriveOnScene,
    DispatchForce,
    EmergencyEnded,
    EmergencyReported,
    EndEmergency,
    ForceDispatched,
    MeasureTaken,
    OnSceneArrived,
    PlanActivated,
    ReportEmergency,
    TakeMeasure,
)
from domain.case.refusals import AccusedUnitMayNot, EmergencyOpen, StaffIsParty
from domain.case.refusals.emergency import (
    FinalReportMade,
    NobodyDispatched,
    NoEmergency,
    NotAmongTheForces,
    NotReportedYet,
    PlanActive,
    PlanNotActive,
)
from domain.case.risk import ChangeRisk, RiskLevelChanged
from domain.case.triage import RecordSignal, RiskSignalRecorded
from domain.case.withdrawal import WithdrawCase
from domain.codes import CodeNeedsText, CodeUnknown
from domain.codes.emergency import EmergencyChannel, EmergencyMeasure, EmergencyReportStage
from domain.codes.risks import RiskLevel, SignalSource
from domain.organisation.refusals import UnitUnknown
from domain.person.refusals import PersonUnknown
from domain.refusals import RoleMayNot, StageDoesNotFit
from domain.roles import Role
from tests.domain.county import (
    CASE,
    LAND_OFFICE,
    LEADER,
    NOWHERE,
    SCAN,
    STRANGER,
    TOWN,
    VILLAGE,
    ZHANG,
    acting,
    clerk,
    director,
    mediator,
    triage,
    village_head,
)
from tests.domain.given import MORNING, Fact, given
from tests.domain.states import (
    accepted,
    assessed,
    heard,
    protected,
    raised,
    registered,
    reported,
)
from tests.domain.states_emergency import alarmed, arrived, dispatched, incident, over, plan_runs
from tests.domain.states_ending import to_conclude, village_handler

REPORT = ReportEmergency(
    case=CASE,
    stage=EmergencyReportStage.INITIAL,
    channel=EmergencyChannel.PHONE,
    to=("PARTY_AND_GOVERNMENT",),
    facts="数十人在路口聚集。",
    people_count=40,
)
FOLLOWING = replace(REPORT, stage=EmergencyReportStage.FOLLOW_UP)
LAST = replace(REPORT, stage=EmergencyReportStage.FINAL)
PLAN = ActivatePlan(case=CASE, plan="三级响应", commander=LEADER)
DISPATCH = DispatchForce(case=CASE, units=(TOWN, VILLAGE), people_count=12, task="劝返")
ARRIVE = ArriveOnScene(case=CASE, unit=TOWN)
MEASURE = TakeMeasure(case=CASE, measure=EmergencyMeasure.PERSUASION, content="逐人劝解。")
END = EndEmergency(case=CASE, result="人员已劝返。")

RED = (registered(), accepted(), assessed(RiskLevel.BLUE), heard("S13"), raised(RiskLevel.RED))


def test_the_first_report_opens_the_emergency() -> None:
    case = given(*RED).when(REPORT, by=director())
    case.then(EmergencyReported)
    emergency = case.then_state().emergency
    assert emergency.open
    assert emergency.known_above
    assert emergency.reported == 1


def test_who_hears_of_it_is_on_the_list() -> None:
    case = given(*RED)
    case.when(replace(REPORT, to=("MAYOR",)), by=director()).then_refused(CodeUnknown)
    other = replace(REPORT, to=("OTHER", "OTHER"))
    case.when(other, by=director()).then_refused(CodeNeedsText)
    told = replace(other, to_other="县应急指挥部")
    (event,) = case.when(told, by=director()).then(EmergencyReported)
    assert event.to == ("OTHER",)


def test_a_case_is_not_withdrawn_meanwhile() -> None:
    withdraw = WithdrawCase(
        case=CASE, withdrawn_by=(ZHANG,), reason="和好", voluntary_statement=SCAN
    )
    given(*RED, alarmed()).when(withdraw, by=clerk()).then_refused(EmergencyOpen)
    given(*RED, alarmed(), over()).when(withdraw, by=clerk()).decided()


def test_reports_follow_while_it_is_open() -> None:
    given(*RED, alarmed()).when(FOLLOWING, by=triage()).then(EmergencyReported)
    given(*RED).when(FOLLOWING, by=triage()).then_refused(NoEmergency)
    given(*RED, alarmed(), over()).when(FOLLOWING, by=triage()).then_refused(NoEmergency)


def test_nothing_follows_a_report_never_made() -> None:
    given(*RED, incident()).when(FOLLOWING, by=director()).then_refused(NotReportedYet)
    given(*RED, incident()).when(LAST, by=director()).then_refused(NotReportedYet)


@pytest.mark.parametrize("ending", [(), (over(),)])
def test_the_last_report_comes_once_before_or_after_the_end(ending: tuple[Fact, ...]) -> None:
    """§2.6 has it before the end, §3.2 T44a within three days after it."""
    case = given(*RED, alarmed(), *ending)
    case.when(LAST, by=director()).then(EmergencyReported)
    assert case.when(LAST, by=director()).then_state().emergency.final_reported
    again = given(*RED, alarmed(), *ending, alarmed(EmergencyReportStage.FINAL))
    again.when(LAST, by=director()).then_refused(FinalReportMade)


def test_there_is_no_last_report_of_nothing() -> None:
    given(*RED).when(LAST, by=director()).then_refused(NoEmergency)


def test_nothing_follows_the_last_report() -> None:
    case = given(*RED, alarmed(), alarmed(EmergencyReportStage.FINAL))
    case.when(FOLLOWING, by=director()).then_refused(FinalReportMade)


def test_it_may_flare_up_again() -> None:
    case = given(*RED, alarmed(), plan_runs(), dispatched(), arrived(), over())
    emergency = case.when(REPORT, by=director()).then_state().emergency
    assert emergency.open
    assert emergency.reported == 2
    assert not emergency.activated
    assert emergency.forces == set()
    assert (emergency.dispatched_at, emergency.on_scene_at, emergency.ended_at) == (None,) * 3


def test_the_plan_is_activated_once() -> None:
    case = given(*RED, alarmed()).when(PLAN, by=director())
    case.then(PlanActivated)
    assert case.then_state().emergency.activated
    given(*RED, alarmed(), plan_runs()).when(PLAN, by=director()).then_refused(PlanActive)


def test_the_commander_is_known_and_no_party() -> None:
    case = given(*RED, alarmed())
    case.when(replace(PLAN, commander=STRANGER), by=director()).then_refused(PersonUnknown)
    case.when(replace(PLAN, commander=ZHANG), by=director()).then_refused(StaffIsParty)


def test_forces_are_sent_under_a_plan() -> None:
    given(*RED, alarmed()).when(DISPATCH, by=director()).then_refused(PlanNotActive)
    case = given(*RED, alarmed(), plan_runs()).when(DISPATCH, by=director())
    case.then(ForceDispatched)
    state = case.then_state()
    assert state.emergency.dispatched_at == case.act.at
    assert state.emergency.forces == {TOWN, VILLAGE}
    assert {TOWN, VILLAGE} <= state.units, "who is sent sees the case"


def test_forces_are_known_units() -> None:
    case = given(*RED, alarmed(), plan_runs())
    case.when(replace(DISPATCH, units=(NOWHERE,)), by=director()).then_refused(UnitUnknown)


def test_the_unit_complained_of_in_a_report_is_not_sent() -> None:
    """信访工作条例 arts 30, 46."""
    case = given(reported(), protected(director().person), alarmed(), plan_runs())
    command = replace(DISPATCH, units=(LAND_OFFICE,))
    case.when(command, by=director()).then_refused(AccusedUnitMayNot)


def test_only_those_sent_arrive() -> None:
    case = given(*RED, alarmed(), plan_runs())
    case.when(ARRIVE, by=director()).then_refused(NobodyDispatched)
    case = given(*RED, alarmed(), plan_runs(), dispatched(TOWN))
    case.when(replace(ARRIVE, unit=VILLAGE), by=director()).then_refused(NotAmongTheForces)
    case.when(ARRIVE, by=director()).then(OnSceneArrived)


def test_the_first_arrival_counts() -> None:
    case = given(*RED, alarmed(), plan_runs(), dispatched())
    first = case.when(ARRIVE, by=director())
    assert first.then_state().emergency.on_scene_at == first.act.at
    later = given(*RED, alarmed(), plan_runs(), dispatched(), arrived())
    second = later.when(replace(ARRIVE, unit=VILLAGE), by=director())
    assert second.then_state().emergency.on_scene_at == first.act.at


def test_measures_may_come_before_any_emergency() -> None:
    """人民调解工作若干规定: what may escalate is calmed first."""
    given(registered()).when(MEASURE, by=director()).then(MeasureTaken)


def test_the_emergency_ends() -> None:
    case = given(*RED, alarmed(), plan_runs(), dispatched(), arrived()).when(END, by=director())
    case.then(EmergencyEnded)
    emergency = case.then_state().emergency
    assert not emergency.open
    assert emergency.ended_at == case.act.at


def test_what_is_not_open_neither_goes_on_nor_ends() -> None:
    for command in (PLAN, DISPATCH, ARRIVE, END):
        given(*RED).when(command, by=director()).then_refused(NoEmergency)


def test_what_was_never_reported_is_not_declared_over() -> None:
    given(*RED, incident()).when(END, by=director()).then_refused(NotReportedYet)


def test_who_reports_and_who_commands() -> None:
    leader = acting(Role.LEADER)
    case = given(*RED, alarmed())
    for by in (village_head(), triage(), director(), leader):
        case.when(REPORT, by=by).then(EmergencyReported)
    case.when(REPORT, by=mediator()).then_refused(RoleMayNot)
    case.when(PLAN, by=leader).then(PlanActivated)
    case.when(PLAN, by=triage()).then_refused(RoleMayNot)


def test_the_archive_is_closed_to_it() -> None:
    def archived(state: Case) -> None:
        state.stage = Stage.ARCHIVED

    given(*RED).where(archived).when(REPORT, by=director()).then_refused(StageDoesNotFit)


def test_from_the_signal_to_the_end() -> None:
    """domain.md §2.6 应急: the whole path, and nothing is concluded meanwhile."""
    case = given(registered(), accepted(), assessed(RiskLevel.BLUE))
    heard_of = RecordSignal(
        case=CASE, signal="S13", source=SignalSource.NEIGHBOUR, heard_at=MORNING
    )
    raise_it = ChangeRisk(case=CASE, level=RiskLevel.RED, reason="聚集。", signals=("S13",))
    case.went(heard_of, RiskSignalRecorded, by=clerk())
    case.went(raise_it, RiskLevelChanged, by=triage())
    case.went(REPORT, EmergencyReported, by=director())
    case.went(PLAN, PlanActivated, by=director())
    case.when(to_conclude(), by=village_handler()).then_refused(EmergencyOpen)
    case.went(DISPATCH, ForceDispatched, by=director())
    case.went(ARRIVE, OnSceneArrived, by=director())
    case.went(MEASURE, MeasureTaken, by=director())
    case.went(LAST, EmergencyReported, by=director())
    case.went(END, EmergencyEnded, by=director())
    assert not case.now.emergency.open
    assert case.now.emergency.final_reported
