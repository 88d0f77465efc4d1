"""Whatever is tried, an emergency keeps its order: reported, planned, sent, arrived, over."""

from hypothesis import given as for_all
from hypothesis import settings
from hypothesis import strategies as st

from domain.case import Case
from domain.case.emergency import (
    ActivatePlan,
    ArriveOnScene,
    DispatchForce,
    EndEmergency,
    ReportEmergency,
)
from domain.case.incidents import RecordIncident
from domain.codes.emergency import EmergencyChannel, EmergencyReportStage, IncidentKind
from domain.kernel import Command
from domain.refusals import Refusal
from tests.domain.county import CASE, LEADER, TOWN, director
from tests.domain.given import fact, given
from tests.domain.states import registered

TRIED: list[Command] = [
    *(
        ReportEmergency(
            case=CASE,
            stage=stage,
            channel=EmergencyChannel.PHONE,
            to=("DEPARTMENT",),
            facts="有人聚集。",
        )
        for stage in EmergencyReportStage
    ),
    ActivatePlan(case=CASE, plan="三级响应", commander=LEADER),
    DispatchForce(case=CASE, units=(TOWN,), people_count=4, task="劝返"),
    ArriveOnScene(case=CASE, unit=TOWN),
    EndEmergency(case=CASE, result="已平息。"),
    RecordIncident(case=CASE, kind=IncidentKind.GROUP_EVENT, facts="堵路。"),
]


def in_order(state: Case) -> None:
    now = state.emergency
    assert now.dispatched_at is None or now.activated
    assert (now.dispatched_at is None) == (now.forces == set())
    assert now.on_scene_at is None or now.dispatched_at is not None
    assert not now.open or now.ended_at is None
    assert now.ended_at is None or now.known_above, "over, and never reported"
    assert not now.final_reported or now.known_above


@settings(max_examples=60, deadline=None)
@for_all(st.lists(st.sampled_from(TRIED), max_size=14))
def test_an_emergency_always_keeps_its_order(tries: list[Command]) -> None:
    facts = [registered()]
    for command in tries:
        attempt = given(*facts).when(command, by=director())
        try:
            outcomes = attempt.decided()
        except Refusal:
            continue
        facts.extend(fact(event, by=director()) for event in outcomes)
        in_order(attempt.then_state())
