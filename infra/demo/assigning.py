"""How units are set to work: orders and what they answer, whistles, and meetings over a matter."""

from datetime import timedelta

from domain.case.answers import CompleteAssistance, CompleteOrder, Reply, ReportProgress
from domain.case.consultation import (
    AdoptResolution,
    ConsultationConvened,
    ConveneConsultation,
    FinishItem,
    HoldConsultation,
    ResolutionAdopted,
    Task,
)
from domain.case.handling import AssignHandler, HandOverDuty
from domain.case.objections import DesignateUnit, ObjectToOrder, UpholdObjection
from domain.case.orders import IssueOrder, SignOrder, WorkOrderIssued
from domain.case.supervision import (
    AnswerSupervision,
    CloseSupervision,
    IssueUrge,
    OrderSupervision,
    SupervisionOrdered,
)
from domain.case.whistle import (
    BlowWhistle,
    DecideWhistleDecline,
    DeclineWhistle,
    ReceiveWhistle,
    WhistleBlown,
)
from domain.case.whistle_answers import (
    ConfirmReportIn,
    EvaluateWhistle,
    FinishWhistleTask,
    ReportIn,
)
from domain.codes.meetings import ConsultationKind, ReportingMode, WhistleGround, WhistleKind
from domain.codes.notices import ServiceMethod
from domain.codes.orders import OrderMode, SupervisionLevel
from domain.roles import Role
from infra.demo.county import LAND_BUREAU, MARKET_BUREAU
from infra.demo.matter import Matter, Script, brought


def ordered(matter: Matter, *, unit: str = LAND_BUREAU, beside: str | None = None) -> Script:
    """交办: the triage officer asks a department to handle it."""
    asking = IssueOrder(
        case=matter.case,
        mode=OrderMode.ASSIGNED if beside is None else OrderMode.JOINT,
        lead_unit=matter.unit(unit),
        requirements="查清权属和界址,提出处理意见,答复当事人。",
        co_units=() if beside is None else (matter.unit(beside),),
        due_on=matter.day(20),
    )
    answer = yield matter.act(Role.TRIAGE_OFFICER, asking, hours=6)
    matter.order = brought(answer, WorkOrderIssued).order


def taken_on(matter: Matter, *, unit: str = LAND_BUREAU) -> Script:
    """签收: the department signs for it and names a handler, who reports how far it is."""
    head = matter.by(Role.UNIT_HEAD, unit)
    handler = matter.by(Role.HANDLER, unit)
    yield matter.act(head, SignOrder(case=matter.case, order=matter.order), hours=2)
    naming = AssignHandler(case=matter.case, order=matter.order, handler=handler.person)
    yield matter.act(head, naming, hours=16)
    telling = ReportProgress(
        case=matter.case,
        order=matter.order,
        progress="已调取登记档案,完成现场勘验。",
        next_step="组织双方核对界址。",
        next_on=matter.day(7),
    )
    yield matter.act(handler, telling, hours=16)


def handed_over(matter: Matter, *, unit: str = LAND_BUREAU) -> Script:
    """交接: the handler goes elsewhere, and a colleague takes over what is open."""
    handler = matter.by(Role.HANDLER, unit)
    colleagues = matter.team.all(Role.HANDLER, unit)
    next_one = next(one for one in colleagues if one.person != handler.person)
    handing = HandOverDuty(
        case=matter.case,
        order=matter.order,
        handed_by=handler.person,
        taken_by=next_one.person,
        tasks=("界址核对", "答复当事人"),
        reason="原承办人轮岗。",
        document=matter.paper("hand-over"),
    )
    yield matter.act(matter.by(Role.UNIT_HEAD, unit), handing, hours=8)


def helped(matter: Matter, unit: str) -> Script:
    """协办办结: the unit beside it files what it has done."""
    helping = CompleteAssistance(case=matter.case, order=matter.order, result="已出具核查意见。")
    yield matter.act(matter.by(Role.HANDLER, unit), helping, hours=4)


def answered(matter: Matter, *, unit: str = LAND_BUREAU, result: str = "SOLVED") -> Script:
    """办理反馈: the department's head answers, and the applicant was told."""
    answering = CompleteOrder(
        case=matter.case,
        order=matter.order,
        result_code=result,
        result="权属已查清,界址已埋桩,双方签字认可。",
        reply=Reply(
            receiver=matter.applicants[0], method=ServiceMethod.IN_PERSON, served_at=matter.at
        ),
    )
    yield matter.act(matter.by(Role.UNIT_HEAD, unit), answering, hours=4)


def disputed(matter: Matter, *, unit: str, right: str) -> Script:
    """派单异议: the department says that it is another's duty."""
    objecting = ObjectToOrder(
        case=matter.case,
        order=matter.order,
        reason="O01",
        details="该地块已确权颁证,争议属经营纠纷。",
        legal_basis="部门职责清单",
        suggested_unit=matter.unit(right),
    )
    yield matter.act(matter.by(Role.UNIT_HEAD, unit), objecting, hours=8)


def taken_back(matter: Matter) -> Script:
    """异议成立: the sender agrees."""
    agreeing = UpholdObjection(
        case=matter.case, order=matter.order, basis="经核对职责清单,异议成立。"
    )
    yield matter.act(Role.TRIAGE_OFFICER, agreeing, hours=6)


def designated(matter: Matter, *, unit: str) -> Script:
    """指定承办: a common superior names the unit, for good."""
    naming = DesignateUnit(
        case=matter.case,
        order=matter.order,
        unit=matter.unit(unit),
        basis="两家均有职责,由首接单位牵头办理。",
        document=matter.paper("designation"),
    )
    answer = yield matter.act(Role.POLITICAL_LEGAL_COMMITTEE, naming, hours=6)
    matter.order = brought(answer, WorkOrderIssued).order


def pressed(matter: Matter, *, unit: str = LAND_BUREAU) -> Script:
    """督办: nobody signs in time; the supervisor urges, orders, and closes on an answer."""
    supervisor, pressed_unit = matter.by(Role.SUPERVISOR), matter.unit(unit)
    urging = IssueUrge(
        case=matter.case, unit=pressed_unit, ground="OVERDUE", content="请尽快签收办理。"
    )
    yield matter.act(supervisor, urging, hours=16)
    ordering = OrderSupervision(
        case=matter.case,
        level=SupervisionLevel.GENERAL,
        unit=pressed_unit,
        ground="OVERDUE",
        content="逾期未签收,限期办理。",
        due_on=matter.day(5),
    )
    answer = yield matter.act(supervisor, ordering, hours=12)
    supervision = brought(answer, SupervisionOrdered).supervision
    replying = AnswerSupervision(
        case=matter.case, supervision=supervision, answer="已签收并安排专人办理。"
    )
    yield matter.act(matter.by(Role.UNIT_HEAD, unit), replying, hours=8)
    closing = CloseSupervision(case=matter.case, supervision=supervision, finding="已整改到位。")
    yield matter.act(supervisor, closing, hours=1)


def whistled(matter: Matter) -> Script:
    """吹哨报到: the village calls two departments; one comes, one says it is not its duty."""
    village = matter.by(Role.VILLAGE_HEAD)
    coming, not_coming = LAND_BUREAU, MARKET_BUREAU
    calling = BlowWhistle(
        case=matter.case,
        kind=WhistleKind.KEY,
        ground=WhistleGround.NOT_OUR_POWER,
        facts="涉及登记档案,村里无权调取。",
        task="到场核对界址。",
        wanted_result="当场确认四至。",
        target_units=(matter.unit(coming), matter.unit(not_coming)),
    )
    answer = yield matter.act(village, calling, minutes=40)
    whistle = brought(answer, WhistleBlown).whistle
    came = matter.by(Role.UNIT_HEAD, coming)
    yield matter.act(came, ReceiveWhistle(case=matter.case, whistle=whistle))
    declining = DeclineWhistle(
        case=matter.case,
        whistle=whistle,
        reason="不涉及经营行为。",
        legal_basis="部门职责清单",
        suggested_unit=matter.unit(coming),
    )
    yield matter.act(matter.by(Role.UNIT_HEAD, not_coming), declining, hours=2)
    deciding = DecideWhistleDecline(
        case=matter.case,
        whistle=whistle,
        unit=matter.unit(not_coming),
        upheld=True,
        reason="经核对职责清单,无需到场。",
    )
    yield matter.act(Role.CENTRE_DIRECTOR, deciding, hours=2)
    reporting = ReportIn(
        case=matter.case,
        whistle=whistle,
        people=(matter.by(Role.HANDLER, coming).person,),
        mode=ReportingMode.ON_SITE,
        arrived_at=matter.at,
    )
    yield matter.act(came, reporting)
    seen = ConfirmReportIn(case=matter.case, whistle=whistle, unit=matter.unit(coming))
    yield matter.act(village, seen, hours=3)
    finishing = FinishWhistleTask(
        case=matter.case, whistle=whistle, result="四至已核对并埋设界桩。"
    )
    yield matter.act(came, finishing, hours=2)
    for judge, judged, score in (
        (village, matter.unit(coming), 95),
        (came, village.unit, 90),
    ):
        judging = EvaluateWhistle(case=matter.case, whistle=whistle, unit=judged or "", score=score)
        yield matter.act(judge, judging)


def conferred(matter: Matter) -> Script:
    """会商: the centre brings the units to one table, and what they resolve is done."""
    director = matter.by(Role.CENTRE_DIRECTOR)
    units = (matter.unit(LAND_BUREAU), matter.unit(matter.committee))
    calling = ConveneConsultation(
        case=matter.case,
        kind=ConsultationKind.SPECIAL,
        agenda="研究界址争议的处理办法。",
        units=units,
        planned_at=matter.at + timedelta(days=2),
    )
    answer = yield matter.act(director, calling)
    consultation = brought(answer, ConsultationConvened).consultation
    matter.rest(days=3)
    holding = HoldConsultation(
        case=matter.case,
        consultation=consultation,
        units=units,
        minutes="听取情况,明确分工。",
    )
    yield matter.act(director, holding)
    adopting = AdoptResolution(
        case=matter.case,
        consultation=consultation,
        items=(Task(unit=units[0], task="五日内出具界址说明。", due_on=matter.day(5)),),
    )
    answer = yield matter.act(director, adopting)
    matter.rest(days=4)
    finishing = FinishItem(
        case=matter.case,
        item=brought(answer, ResolutionAdopted).items[0].item,
        result="界址说明已送达双方。",
    )
    yield matter.act(matter.by(Role.HANDLER, LAND_BUREAU), finishing, hours=2)
