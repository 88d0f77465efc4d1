"""How a matter begins: registered, screened, classified, accepted and assessed, or sent away."""

from datetime import datetime

from domain.case.acceptance import AcceptCase, RedirectCase
from domain.case.contact import RecordContact
from domain.case.disposal import FilePlan
from domain.case.intake import ReceiveMaterial, RegisterIntake, RequestSupplement
from domain.case.merging import FlagDuplicate, MergeCase
from domain.case.notices import ServeNotice
from domain.case.refusing import ProposeRefusal, RefuseCase
from domain.case.risk import AssessRisk
from domain.case.triage import ClassifyCase, ScreenCase
from domain.case.values import Confirmation, Grounds, PartyEntry, Place
from domain.case.window import ResolveOnTheSpot
from domain.case.withdrawal import WithdrawCase
from domain.codes import DISPUTES
from domain.codes.disputes import default_level
from domain.codes.ending import ContactMethod
from domain.codes.matters import Channel, Difficulty, MatchBasis, Scale, SupplementCause
from domain.codes.notices import NoticeType, ServiceMethod
from domain.codes.parties import ConfirmationMethod, Side
from domain.codes.risks import RiskLevel
from domain.person import RegisterPerson
from domain.roles import Role
from graphql_api.ports import Caller
from infra.demo.county import village_committee
from infra.demo.matter import Matter, Script, Step
from infra.demo.names import identity
from infra.demo.shares import (
    CHANNEL_SHARES,
    DETAILS,
    DIFFICULTIES,
    MEASURES,
    STORIES,
    WINDOW_ANSWERS,
)

COURT = "云溪县人民法院"


def registered(matter: Matter, *, sides: tuple[int, int] | None = None) -> Script:
    """登记: the parties are registered, then the matter, and a first word goes back."""
    chance, clerk = matter.chance, matter.by(Role.WINDOW_CLERK)
    received_at = matter.at
    ours, theirs = sides or (chance.choice((1, 1, 1, 2)), chance.choice((1, 1, 2)))
    for side, count in ((matter.applicants, ours), (matter.respondents, theirs)):
        for _ in range(count):
            who = identity(chance, matter.town + matter.village)
            person = yield matter.act(clerk, RegisterPerson(identity=who), minutes=3)
            side.append(person.stream)
    channel = chance.choices(list(CHANNEL_SHARES), list(CHANNEL_SHARES.values()))[0]
    answer = yield matter.act(clerk, _intake(matter, channel, received_at), minutes=20)
    matter.case = answer.stream
    told = RecordContact(
        case=matter.case, contacted=matter.applicants[0], method=ContactMethod.PHONE
    )
    yield matter.act(clerk, told)
    yield notice(matter, NoticeType.REGISTRATION)


def _intake(matter: Matter, channel: Channel, received_at: datetime) -> RegisterIntake:
    story = STORIES.get(matter.dispute[:2], "双方因{detail}产生矛盾,要求中心协调处理。")
    detail = matter.chance.choice(DETAILS)
    return RegisterIntake(
        matter_class=matter.matter_class,
        channel=channel,
        received_at=received_at,
        summary=f"{DISPUTES[matter.dispute].zh}:{story.format(detail=detail)}",
        parties=(
            *(PartyEntry(person=one, side=Side.APPLICANT) for one in matter.applicants),
            *(PartyEntry(person=one, side=Side.RESPONDENT) for one in matter.respondents),
        ),
        place=Place(unit=matter.unit(village_committee(matter.village))),
        dispute=matter.dispute,
        people_count=len(matter.parties),
    )


def notice(matter: Matter, kind: NoticeType, receiver: str | None = None) -> Step:
    """告知送达: the window serves a notice, on the first applicant unless another is named."""
    return matter.act(
        Role.WINDOW_CLERK,
        ServeNotice(
            case=matter.case,
            notice=kind,
            text_version="2025-1",
            method=ServiceMethod.IN_PERSON,
            served_at=matter.at,
            receiver=receiver or matter.applicants[0],
            remark="告知对方诉求内容和调解安排。" if kind is NoticeType.OTHER else None,
        ),
    )


def screened(matter: Matter) -> Script:
    """审核筛查: the triage officer has looked at it."""
    screening = ScreenCase(case=matter.case, findings="材料齐全,事实基本清楚。")
    yield matter.act(Role.TRIAGE_OFFICER, screening, hours=3)


def accepted(matter: Matter, *, risk: RiskLevel | None = None, unit: str | None = None) -> Script:
    """受理: classified, accepted with the unit that answers first, told, and its risk assessed."""
    yield from screened(matter)
    chance, triage = matter.chance, matter.by(Role.TRIAGE_OFFICER)
    level = risk or default_level(matter.dispute)
    difficulty = DIFFICULTIES.get(level) or chance.choice(
        (Difficulty.SIMPLE, Difficulty.ORDINARY, Difficulty.ORDINARY, Difficulty.ORDINARY)
    )
    sorted_out = ClassifyCase(
        case=matter.case,
        dispute=matter.dispute,
        difficulty=difficulty,
        scale=Scale.GROUP if level is RiskLevel.RED else Scale.INDIVIDUAL,
    )
    yield matter.act(triage, sorted_out, hours=2)
    accepting = AcceptCase(
        case=matter.case,
        matter_class=matter.matter_class,
        difficulty=difficulty,
        dispute=matter.dispute,
        first_responsible_unit=matter.unit(unit or matter.committee),
        procedure="PM" if unit is None else "PETITION",
        deadline_on=matter.day(32 if unit is None else 60),
    )
    yield matter.act(triage, accepting, minutes=20)
    yield notice(matter, NoticeType.ACCEPTANCE)
    owner = matter.by(Role.COMMITTEE_HEAD) if unit is None else matter.by(Role.HANDLER, unit)
    yield from _assessed(matter, RiskLevel.YELLOW if level is RiskLevel.RED else level, owner)


def _assessed(matter: Matter, level: RiskLevel, owner: Caller) -> Script:
    assessing = AssessRisk(
        case=matter.case,
        level=level,
        criteria=("K08",) if level is RiskLevel.BLUE else ("K05",),
        rationale="按纠纷类型和现场了解情况评定。",
    )
    yield matter.act(Role.TRIAGE_OFFICER, assessing, hours=3)
    if level is RiskLevel.BLUE:
        return
    plan = FilePlan(
        case=matter.case,
        owner=owner.person,
        measures=tuple(matter.chance.sample(MEASURES, 2)),
        from_on=matter.day(),
        to_on=matter.day(30),
    )
    yield matter.act(owner, plan, hours=4)


def answered_at_once(matter: Matter) -> Script:
    """当场答复: what was asked is answered at the window."""
    matter.outcome, result = matter.chance.choice(WINDOW_ANSWERS)
    confirmed = Confirmation(person=matter.applicants[0], method=ConfirmationMethod.SIGNED)
    yield matter.act(
        Role.WINDOW_CLERK,
        ResolveOnTheSpot(
            case=matter.case, outcome=matter.outcome, result=result, confirmation=confirmed
        ),
        hours=8,
    )


def asked_for_more(matter: Matter) -> Script:
    """一次性告知补正: papers are missing."""
    asking = RequestSupplement(
        case=matter.case,
        cause=SupplementCause.MATERIALS,
        items=("补充承包合同复印件",),
        due_on=matter.day(10),
    )
    yield matter.act(Role.WINDOW_CLERK, asking)
    yield notice(matter, NoticeType.SUPPLEMENT)


def supplied(matter: Matter) -> Script:
    """补正: a few days later the papers are there."""
    matter.rest(days=3)
    bringing = ReceiveMaterial(case=matter.case, items=(1,), received_at=matter.at)
    yield matter.act(Role.WINDOW_CLERK, bringing, hours=1)


def refused(matter: Matter) -> Script:
    """不予受理: one proposes it, another decides it, and the applicant is told why."""
    grounds = Grounds(
        reason="N04",
        explanation="人民法院已经受理同一争议。",
        route="LITIGATION",
        organ=COURT,
        notice_document=matter.paper("refusal"),
    )
    proposing = ProposeRefusal(case=matter.case, grounds=grounds)
    yield matter.act(Role.WINDOW_CLERK, proposing, hours=4)
    yield matter.act(Role.CENTRE_DIRECTOR, RefuseCase(case=matter.case), hours=4)
    yield notice(matter, NoticeType.REFUSAL)


def sent_to_court(matter: Matter) -> Script:
    """告知引导: another door is the right one."""
    leading = RedirectCase(
        case=matter.case,
        route="LITIGATION",
        organ=COURT,
        explanation="双方争议应由法院裁判,告知依法起诉。",
        limitation="普通诉讼时效三年",
    )
    yield matter.act(Role.TRIAGE_OFFICER, leading, hours=4)
    yield notice(matter, NoticeType.REDIRECTION)


def withdrawn(matter: Matter) -> Script:
    """撤回: two days after the other side heard of it, the applicants give it up."""
    yield notice(matter, NoticeType.OTHER, matter.respondents[0])
    matter.rest(days=2)
    giving_up = WithdrawCase(
        case=matter.case,
        withdrawn_by=tuple(matter.applicants),
        reason="双方已自行协商解决。",
        voluntary_statement=matter.paper("withdrawal"),
    )
    yield matter.act(Role.WINDOW_CLERK, giving_up, hours=4)


def told_twice(matter: Matter) -> Script:
    """并案: the same applicant calls the hotline as well, and both become one."""
    first = matter.case
    matter.rest(days=1)
    again = yield matter.act(
        Role.WINDOW_CLERK, _intake(matter, Channel.HOTLINE_12345, matter.at), minutes=10
    )
    triage = matter.by(Role.TRIAGE_OFFICER)
    same = MatchBasis.SAME_COMPLAINANT
    yield matter.act(triage, FlagDuplicate(case=again.stream, of=first, match_basis=same))
    joining = MergeCase(case=again.stream, into=first, match_basis=same)
    yield matter.act(triage, joining, hours=1)
