"""How a matter is mediated: everybody agrees, it is opened, people meet; or it comes to nothing."""

from datetime import timedelta

from domain.case.consent import ApplyForMediation, OfferMediation, RecordConsent
from domain.case.entrustment import ConfirmDelegation, RecordDelegation
from domain.case.mediation import (
    Advice,
    AdviseRoute,
    MediationOpened,
    NotifyRights,
    OpenMediation,
    TerminateMediation,
)
from domain.case.mediators import AppointMediators
from domain.case.routes_filed import RecordRouteFiled
from domain.case.sessions import (
    AdjournSession,
    HoldSession,
    RecordInvestigation,
    ScheduleSession,
    SessionScheduled,
)
from domain.case.standstill import (
    CommissionAppraisal,
    ExtendMediation,
    ReportAppraisal,
    ResumeMediation,
    SuspendMediation,
)
from domain.codes.mediation import ConsentForm, Docking, Entrustment, MediationKind, SessionMode
from domain.roles import Role
from infra.demo.matter import Matter, Script, brought
from infra.demo.opening import COURT

INSTITUTION = "云溪县司法鉴定中心"


def consented(matter: Matter, *, kind: MediationKind = MediationKind.PEOPLES) -> Script:
    """征询意愿: the applicants ask for it or the mediator offers it, and everybody agrees."""
    mediator = matter.by(Role.MEDIATOR)
    if kind is MediationKind.PEOPLES and matter.chance.random() < 0.3:
        offering = OfferMediation(case=matter.case, kind=kind)
        yield matter.act(mediator, offering, minutes=30)
        asked = matter.parties
    else:
        applying = ApplyForMediation(
            case=matter.case,
            kind=kind,
            form=ConsentForm.WRITTEN,
            applied_by=tuple(matter.applicants),
            document=matter.paper("application"),
        )
        yield matter.act(mediator, applying, minutes=30)
        asked = tuple(matter.respondents)
    for person in asked:
        agreeing = RecordConsent(case=matter.case, party=person, agrees=True, form=ConsentForm.ORAL)
        yield matter.act(mediator, agreeing, minutes=40)


def opened(
    matter: Matter,
    *,
    kind: MediationKind = MediationKind.PEOPLES,
    docking: Docking | None = None,
    mediators: int = 1,
) -> Script:
    """调解受理: with everybody's consent; mediators are appointed, rights and duties told."""
    yield from consented(matter, kind=kind)
    head = matter.by(Role.COMMITTEE_HEAD)
    opening = OpenMediation(case=matter.case, kind=kind, docking=docking)
    answer = yield matter.act(head, opening, minutes=20)
    matter.mediation = brought(answer, MediationOpened).mediation
    chosen = [matter.by(Role.MEDIATOR), head][:mediators]
    appointing = AppointMediators(
        case=matter.case,
        mediation=matter.mediation,
        mediators=tuple(one.person for one in chosen),
        chosen_by=(matter.applicants[0],),
    )
    yield matter.act(head, appointing, minutes=20)
    telling = NotifyRights(
        case=matter.case,
        mediation=matter.mediation,
        parties=matter.parties,
        text_version="2025-1",
    )
    yield matter.act(Role.MEDIATOR, telling, hours=2)


def investigated(matter: Matter) -> Script:
    """调查: the mediator looks at the place and hears the neighbours."""
    looking = RecordInvestigation(
        case=matter.case,
        mediation=matter.mediation,
        content="现场勘验,走访邻里,双方对基本事实无异议。",
    )
    found = yield matter.act(Role.MEDIATOR, looking, hours=3)
    matter.version = found.version


def met(matter: Matter, minutes: str, *, on_paper: bool = False) -> Script:
    """调解会: called for a day, and held; `on_paper`: entered days after it was held."""
    mediator = matter.by(Role.MEDIATOR)
    place = f"{matter.committee}调解室"
    days = matter.chance.randint(1, 4)
    starts_at = matter.team.calendar.after(matter.at + timedelta(days=days), timedelta(minutes=30))
    calling = ScheduleSession(
        case=matter.case,
        mediation=matter.mediation,
        starts_at=starts_at,
        mode=SessionMode.ROOM,
        invited=matter.parties,
        place=place,
    )
    answer = yield matter.act(mediator, calling)
    matter.at = starts_at
    matter.work(hours=1.5)
    held_at = matter.at
    if on_paper:
        matter.rest(days=2)
    holding = HoldSession(
        case=matter.case,
        mediation=matter.mediation,
        session=brought(answer, SessionScheduled).session,
        mode=SessionMode.ROOM,
        place=place,
        mediators=(mediator.person,),
        attended=matter.parties,
        duration_minutes=matter.chance.randrange(40, 150, 5),
        minutes=minutes,
    )
    held = yield matter.act(mediator, holding, minutes=20, late=matter.at - held_at)
    matter.version = held.version


def broken_off(matter: Matter) -> Script:
    """休会: a session is called, and one side asks for another day."""
    mediator = matter.by(Role.MEDIATOR)
    calling = ScheduleSession(
        case=matter.case,
        mediation=matter.mediation,
        starts_at=matter.at + timedelta(days=1),
        mode=SessionMode.VIDEO,
        invited=matter.parties,
    )
    answer = yield matter.act(mediator, calling, hours=3)
    session = brought(answer, SessionScheduled).session
    putting_off = AdjournSession(
        case=matter.case,
        mediation=matter.mediation,
        session=session,
        explanation="一方外出务工,改日再谈。",
    )
    yield matter.act(mediator, putting_off, hours=1)


def stood_still(matter: Matter) -> Script:
    """中止: a survey has to come first; afterwards the parties agree to more time."""
    mediator = matter.by(Role.MEDIATOR)
    pausing = SuspendMediation(
        case=matter.case,
        mediation=matter.mediation,
        reason="P06",
        evidence="已向自然资源部门申请界址测绘。",
        documents=(matter.paper("survey"),),
        expected_until=matter.day(12),
    )
    yield matter.act(mediator, pausing)
    matter.rest(days=11)
    going_on = ResumeMediation(
        case=matter.case, mediation=matter.mediation, reason="P06", explanation="测绘结果已出。"
    )
    yield matter.act(mediator, going_on, hours=2)
    prolonging = ExtendMediation(
        case=matter.case,
        mediation=matter.mediation,
        agreed_by=matter.parties,
        explanation="双方同意根据测绘结果再谈一次。",
        days=15,
    )
    yield matter.act(mediator, prolonging, hours=1)


def appraised(matter: Matter) -> Script:
    """鉴定: everybody agrees to ask an expert body, and waits for its answer."""
    mediator = matter.by(Role.MEDIATOR)
    asking = CommissionAppraisal(
        case=matter.case,
        mediation=matter.mediation,
        institution=INSTITUTION,
        question="诊疗行为与损害后果之间有无因果关系。",
        agreed_by=matter.parties,
        expected_until=matter.day(20),
    )
    yield matter.act(mediator, asking)
    matter.rest(days=18)
    answering = ReportAppraisal(
        case=matter.case,
        mediation=matter.mediation,
        opinion="存在轻微因果关系。",
        document=matter.paper("appraisal"),
    )
    yield matter.act(mediator, answering, hours=2)


def entrusted(matter: Matter) -> Script:
    """诉前委派: the court sends it, and the committee takes it on."""
    sending = RecordDelegation(
        case=matter.case,
        entrustment=Entrustment.BEFORE_FILING,
        organ=COURT,
        received_at=matter.at,
        document=matter.paper("entrustment"),
    )
    yield matter.act(Role.COURT_LIAISON, sending, hours=4)
    yield matter.act(Role.COMMITTEE_HEAD, ConfirmDelegation(case=matter.case), hours=2)


def refused_further(matter: Matter) -> Script:
    """拒绝: one side will not go on, and the procedure ends the same day."""
    saying_no = RecordConsent(
        case=matter.case,
        party=matter.respondents[0],
        agrees=False,
        form=ConsentForm.ORAL,
        explanation="不愿继续调解。",
    )
    yield matter.act(Role.MEDIATOR, saying_no)
    yield from ended(matter, "M02")


def ended(matter: Matter, reason: str, undisputed: str | None = None) -> Script:
    """调解终止: for a reason of the list."""
    ending = TerminateMediation(
        case=matter.case, mediation=matter.mediation, reason=reason, undisputed=undisputed
    )
    yield matter.act(Role.MEDIATOR, ending, minutes=30)


def shown_the_way(matter: Matter, route: str = "LITIGATION", organ: str = COURT) -> Script:
    """引导: the parties are told where else they may go, and one of them goes there."""
    advising = AdviseRoute(
        case=matter.case,
        advised=matter.parties,
        routes=(Advice(route=route, limitation="普通诉讼时效三年", until_on=matter.day(1000)),),
        rights="可以依法向人民法院起诉,也可以再次申请调解。",
        written=True,
        document=matter.paper("advice"),
    )
    yield matter.act(Role.MEDIATOR, advising)
    matter.rest(days=9)
    filing = RecordRouteFiled(
        case=matter.case,
        route=route,
        organ=organ,
        filed_on=matter.day(),
        filed_by=matter.applicants[0],
        proof=matter.paper("filing"),
    )
    yield matter.act(Role.MEDIATOR, filing)
