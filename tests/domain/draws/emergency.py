"""Commands of emergencies and incidents, at random."""

from collections.abc import Callable
from random import Random

from domain.case import Case
from domain.case.alarm import MakeMandatoryReport, ReportDirectly, ReportToPolice
from domain.case.emergency import (
    ActivatePlan,
    ArriveOnScene,
    DispatchForce,
    EndEmergency,
    ReportEmergency,
    TakeMeasure,
)
from domain.case.incidents import LinkReview, RecordIncident, WaiveReview
from domain.codes.emergency import (
    EmergencyChannel,
    EmergencyMeasure,
    EmergencyReportStage,
    IncidentKind,
    MandatoryReportKind,
    ReportedTo,
)
from domain.kernel import Command
from tests.domain.county import COUNTY, LEADER, TOWN, VILLAGE, ZHANG, named
from tests.domain.draws import pick

SAID = "情况说明。"
EVERYBODY = ("PARTY_AND_GOVERNMENT", "DEPARTMENT", "JOINT_CONFERENCE", "UPPER_PETITION_OFFICE")

MAKE: dict[type[Command], Callable[[Random, str, Case], Command]] = {
    ReportEmergency: lambda chance, here, state: ReportEmergency(
        case=here,
        stage=chance.choice((EmergencyReportStage.INITIAL, *EmergencyReportStage)),
        channel=chance.choice(list(EmergencyChannel)),
        to=chance.choice((EVERYBODY, EVERYBODY[:1])),
        facts=SAID,
    ),
    ActivatePlan: lambda chance, here, state: ActivatePlan(
        case=here, plan=SAID, commander=chance.choice((LEADER, LEADER, ZHANG))
    ),
    DispatchForce: lambda chance, here, state: DispatchForce(
        case=here, units=(chance.choice((TOWN, VILLAGE, COUNTY)),), people_count=6, task=SAID
    ),
    ArriveOnScene: lambda chance, here, state: ArriveOnScene(
        case=here, unit=pick(chance, "unit", state.emergency.forces)
    ),
    TakeMeasure: lambda chance, here, state: TakeMeasure(
        case=here, measure=chance.choice(list(EmergencyMeasure)), content=SAID
    ),
    EndEmergency: lambda chance, here, state: EndEmergency(case=here, result=SAID),
    ReportDirectly: lambda chance, here, state: ReportDirectly(
        case=here, leaders=(LEADER,), channel=chance.choice(list(EmergencyChannel)), facts=SAID
    ),
    ReportToPolice: lambda chance, here, state: ReportToPolice(
        case=here, organ="派出所", facts=SAID
    ),
    MakeMandatoryReport: lambda chance, here, state: MakeMandatoryReport(
        case=here,
        kind=chance.choice(list(MandatoryReportKind)),
        to=(chance.choice(list(ReportedTo)),),
        organ="派出所",
        facts=SAID,
    ),
    RecordIncident: lambda chance, here, state: RecordIncident(
        case=here, kind=chance.choice(list(IncidentKind)), facts=SAID
    ),
    LinkReview: lambda chance, here, state: LinkReview(
        case=here,
        incident=pick(chance, "incident", state.emergency.incidents),
        review=named("review", "of an incident"),
    ),
    WaiveReview: lambda chance, here, state: WaiveReview(
        case=here, incident=pick(chance, "incident", state.emergency.incidents), reason=SAID
    ),
}
