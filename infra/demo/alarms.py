"""How a matter turns dangerous: signals, the red level, an emergency, and what came of it."""

from datetime import timedelta

from domain.case.alarm import ReportDirectly, ReportToPolice
from domain.case.disposal import BundleToLeader, EnterSpecialLedger
from domain.case.emergency import (
    ActivatePlan,
    ArriveOnScene,
    DispatchForce,
    EndEmergency,
    ReportEmergency,
    TakeMeasure,
)
from domain.case.incidents import IncidentOccurred, RecordIncident, WaiveReview
from domain.case.risk import ChangeRisk
from domain.case.triage import RecordSignal
from domain.codes.emergency import (
    DEPARTMENT,
    PARTY_AND_GOVERNMENT,
    EmergencyChannel,
    EmergencyMeasure,
    EmergencyReportStage,
    IncidentKind,
)
from domain.codes.risks import RiskLevel, SignalSource, SpecialLedger
from domain.kernel import Command
from domain.roles import Role
from infra.demo.matter import Matter, Script, brought


def turned_red(matter: Matter) -> Script:
    """红色: the grid hears threats; the level goes up, the ledger is opened, a leader takes it."""
    matter.red = True
    director, leader = matter.by(Role.CENTRE_DIRECTOR), matter.by(Role.LEADER)
    hearing = RecordSignal(
        case=matter.case,
        signal=matter.chance.choice(("S01", "S05", "S13")),
        source=SignalSource.GRID,
        heard_at=matter.at,
        evidence="走访时听到过激言语,已劝离现场。",
    )
    yield matter.act(Role.GRID_WORKER, hearing, minutes=30)
    raising = ChangeRisk(
        case=matter.case, level=RiskLevel.RED, reason="出现红色信号,矛盾有激化可能。"
    )
    yield matter.act(Role.TRIAGE_OFFICER, raising, minutes=20)
    listing = EnterSpecialLedger(
        case=matter.case, ledger=SpecialLedger.MAJOR_RISK, reason="红色等级,纳入重大风险台账。"
    )
    yield matter.act(Role.TRIAGE_OFFICER, listing)
    bundling = BundleToLeader(
        case=matter.case, leader=leader.person, duty="牵头稳控化解,每日听取进展。"
    )
    yield matter.act(director, bundling, hours=1)


def blew_up(matter: Matter) -> Script:
    """突发事件: people gather at the road; reported at once, units sent, calmed, and reviewed."""
    director, leader = matter.by(Role.CENTRE_DIRECTOR), matter.by(Role.LEADER)
    occurring = RecordIncident(
        case=matter.case,
        kind=IncidentKind.GROUP_EVENT,
        facts="二十余人在村口聚集,阻断施工便道。",
        people_count=22,
    )
    answer = yield matter.act(director, occurring, minutes=8)
    incident = brought(answer, IncidentOccurred).incident
    acts: tuple[tuple[Role, Command, int], ...] = (
        (Role.CENTRE_DIRECTOR, _report(matter, EmergencyReportStage.INITIAL, by_phone=True), 8),
        (
            Role.CENTRE_DIRECTOR,
            ReportDirectly(
                case=matter.case,
                leaders=(leader.person,),
                channel=EmergencyChannel.PHONE,
                facts="村口聚集,正在劝离。",
            ),
            5,
        ),
        (
            Role.VILLAGE_HEAD,
            ReportToPolice(case=matter.case, organ="青峰派出所", facts="聚集堵路,请求处置。"),
            5,
        ),
        (
            Role.LEADER,
            ActivatePlan(case=matter.case, plan="群体性事件处置预案", commander=leader.person),
            5,
        ),
        (
            Role.LEADER,
            DispatchForce(
                case=matter.case,
                units=(matter.unit(matter.centre),),
                people_count=8,
                task="劝离群众,恢复通行。",
            ),
            30,
        ),
        (
            Role.LEADER,
            ArriveOnScene(
                case=matter.case, unit=matter.unit(matter.centre), situation="情绪激动,无人受伤。"
            ),
            20,
        ),
        (
            Role.LEADER,
            TakeMeasure(
                case=matter.case,
                measure=EmergencyMeasure.PERSUASION,
                content="分组劝导,推选代表到中心协商。",
            ),
            30,
        ),
        (Role.CENTRE_DIRECTOR, _report(matter, EmergencyReportStage.INITIAL, by_phone=False), 45),
        (Role.CENTRE_DIRECTOR, _report(matter, EmergencyReportStage.FOLLOW_UP, by_phone=False), 60),
        (
            Role.LEADER,
            EndEmergency(case=matter.case, result="群众全部散去,通行恢复,转入调解。"),
            30,
        ),
        (Role.CENTRE_DIRECTOR, _report(matter, EmergencyReportStage.FINAL, by_phone=False), 60),
    )
    for role, command, minutes in acts:
        yield matter.act(role, command, minutes=minutes)
    matter.at = matter.team.calendar.after(matter.at, timedelta(hours=12))
    deciding = WaiveReview(
        case=matter.case,
        incident=incident,
        reason="处置及时,未造成后果,各环节均已到位,不启动倒查。",
    )
    yield matter.act(Role.POLITICAL_LEGAL_COMMITTEE, deciding, hours=4)


def _report(matter: Matter, stage: EmergencyReportStage, *, by_phone: bool) -> ReportEmergency:
    return ReportEmergency(
        case=matter.case,
        stage=stage,
        channel=EmergencyChannel.PHONE if by_phone else EmergencyChannel.WRITTEN,
        to=(PARTY_AND_GOVERNMENT, DEPARTMENT),
        facts="二十余人因征地补偿争议聚集,现场秩序可控。",
        spot=f"{matter.village}村口",
        people_count=22,
        cause="对补偿标准有异议。",
        measures="劝导分流,派员值守。",
    )
