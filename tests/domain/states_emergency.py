"""Facts of an emergency and of incidents, named as the state they bring a case to."""

from typing import Any

from msgspec.structs import replace

from domain.case.emergency import (
    EmergencyEnded,
    EmergencyReported,
    ForceDispatched,
    OnSceneArrived,
    PlanActivated,
)
from domain.case.incidents import IncidentOccurred
from domain.codes.emergency import EmergencyChannel, EmergencyReportStage, IncidentKind
from tests.domain.county import LEADER, TOWN, VILLAGE, director, named
from tests.domain.given import Fact, fact

INCIDENT = named("incident", "the road was blocked")
REVIEW = named("review", "five checks")


def alarmed(stage: EmergencyReportStage = EmergencyReportStage.INITIAL, **changes: Any) -> Fact:
    """已报告: an emergency was reported by telephone."""
    plain = EmergencyReported(
        stage=stage,
        channel=EmergencyChannel.PHONE,
        to=("PARTY_AND_GOVERNMENT",),
        to_other=None,
        facts="数十人在路口聚集。",
        happened_at=None,
        spot=None,
        people_count=None,
        cause=None,
        measures=None,
        receipt=None,
    )
    return fact(replace(plain, **changes), by=director())


def plan_runs() -> Fact:
    """预案已启动: a leader commands."""
    return fact(PlanActivated(plan="三级响应", commander=LEADER), by=director())


def dispatched(*units: str) -> Fact:
    """力量已派出: the town and the village are on their way."""
    return fact(
        ForceDispatched(units=units or (TOWN, VILLAGE), people_count=12, task="劝返"),
        by=director(),
    )


def arrived() -> Fact:
    """已到场: the town's people are there."""
    return fact(OnSceneArrived(unit=TOWN, situation=None), by=director())


def over() -> Fact:
    """应急已结束: the crowd has gone home."""
    return fact(EmergencyEnded(result="人员已劝返。"), by=director())


def incident(**changes: Any) -> Fact:
    """已发生案事件: a crowd blocked the road, one was hurt."""
    plain = IncidentOccurred(
        incident=INCIDENT,
        kind=IncidentKind.GROUP_EVENT,
        further_kinds=(),
        facts="多人堵路。",
        people_count=43,
        injured=1,
        dead=0,
        police_number=None,
    )
    return fact(replace(plain, **changes), by=director())
