"""Stories of matters that are mediated: agreed, kept or broken, failed, and put right.

A story that stops short of its end is a matter that somebody has forgotten: its clocks run out.
"""

from domain.case.corrections import (
    AnnotateEvent,
    ApproveVoiding,
    CorrectEvent,
    ExplainLateEntry,
    ProposeVoiding,
)
from domain.codes.agreements import AgreementScope
from domain.codes.ending import (
    DissatisfactionClass,
    FulfilmentSeen,
    Satisfaction,
)
from domain.codes.mediation import Docking, MediationKind
from domain.organisation.state import Level
from domain.roles import Role
from infra.demo import (
    agreeing,
    ending,
    mediating,
    opening,
)
from infra.demo.matter import Matter, Script

FIRST_TALK = "双方各自陈述,争议焦点已归纳。"
SECOND_TALK = "在调解员主持下,双方互谅互让。"


def taken_up(matter: Matter) -> Script:
    """受理: registered, and accepted by the committee."""
    yield from opening.registered(matter)
    yield from opening.accepted(matter)


def talked_over(matter: Matter) -> Script:
    """进入调解: taken up, opened, and talked over once."""
    yield from taken_up(matter)
    yield from mediating.opened(matter)
    yield from mediating.met(matter, FIRST_TALK)


def agreed_orally(matter: Matter) -> Script:
    """口头协议: agreed in one talk, done at once, and archived."""
    yield from talked_over(matter)
    yield from agreeing.by_word_of_mouth(matter)
    yield from ending.concluded_and_checked(matter, "AGREED_ORAL")
    yield from ending.put_away(matter, "C02")


def agreed_in_writing(matter: Matter) -> Script:
    """书面协议: two talks, a paper that everybody signs, and it is kept."""
    yield from talked_over(matter)
    yield from mediating.investigated(matter)
    yield from mediating.met(matter, SECOND_TALK)
    yield from agreeing.in_writing(matter)
    yield from ending.concluded_and_checked(matter, "AGREED_WRITTEN")
    yield from agreeing.kept(matter)
    yield from ending.put_away(matter)


def confirmed_by_the_court(matter: Matter) -> Script:
    """司法确认: money is promised, and the court confirms it."""
    yuan = matter.money()
    yield from talked_over(matter)
    yield from agreeing.in_writing(matter, yuan=yuan, days=30)
    yield from agreeing.confirmed(matter)
    yield from ending.concluded_and_checked(matter, "AGREED_WRITTEN")
    yield from agreeing.kept(matter, yuan=yuan)
    yield from ending.put_away(matter)


def paid_after_a_breach(matter: Matter) -> Script:
    """违约后履行: not paid in time, urged, given more time, and paid."""
    yuan = matter.money()
    yield from talked_over(matter)
    yield from agreeing.in_writing(matter, yuan=yuan, days=10)
    yield from ending.concluded_and_checked(matter, "AGREED_WRITTEN")
    yield from agreeing.broken(matter, days=22)
    yield from agreeing.given_more_time(matter, yuan=yuan)
    yield from ending.visited(matter)
    yield from ending.closed(matter, "C01")


def broken_and_reopened(matter: Matter) -> Script:
    """违约重启: not paid, and taken up again."""
    yield from talked_over(matter)
    yield from agreeing.in_writing(matter, yuan=matter.money(), days=10)
    yield from ending.concluded(matter, "AGREED_WRITTEN")
    yield from agreeing.broken(matter, days=22)
    yield from ending.reopened(matter, "R01", "协议逾期未履行,债权人申请重启。")


def agreed_and_waiting(matter: Matter) -> Script:
    """待履行: agreed, and due later."""
    yield from talked_over(matter)
    yield from agreeing.in_writing(matter, days=45)


def concluded_and_forgotten(matter: Matter) -> Script:
    """待审核: sent back once, concluded again, and nobody checks it."""
    yield from talked_over(matter)
    yield from agreeing.by_word_of_mouth(matter)
    yield from ending.concluded(matter, "AGREED_ORAL")
    yield from ending.sent_back(matter)
    yield from ending.concluded(matter, "AGREED_ORAL")


def agreed_in_part(matter: Matter) -> Script:
    """部分达成: a part is settled, the rest goes to court."""
    yuan = matter.money()
    yield from talked_over(matter)
    yield from agreeing.in_writing(matter, yuan=yuan, scope=AgreementScope.PARTIAL)
    yield from mediating.ended(matter, "M03", "双方对已付款项无异议。")
    yield from mediating.shown_the_way(matter)
    yield from ending.concluded_and_checked(matter, "PARTIAL")
    yield from agreeing.kept(matter, yuan=yuan, after=2)
    yield from ending.put_away(matter, "C03")


def failed(matter: Matter) -> Script:
    """调解不成: no agreement; the parties are told where else they may go."""
    yield from talked_over(matter)
    if matter.chance.random() < 0.5:
        yield from mediating.refused_further(matter)
    else:
        yield from mediating.met(matter, "分歧较大,未能达成一致。")
        yield from mediating.ended(matter, "M03")
    yield from mediating.shown_the_way(matter)
    yield from ending.concluded_and_checked(matter, "ROUTED")
    yield from ending.visited(matter, fulfilment=FulfilmentSeen.NOTHING_OWED)
    yield from ending.closed(matter, "C03")


def stood_still(matter: Matter) -> Script:
    """中止与延期: put off, paused for a survey, given more time, and agreed."""
    yield from talked_over(matter)
    yield from mediating.broken_off(matter)
    yield from mediating.stood_still(matter)
    yield from mediating.met(matter, SECOND_TALK)
    yield from agreeing.in_writing(matter)
    yield from ending.concluded_and_checked(matter, "AGREED_WRITTEN")
    yield from agreeing.kept(matter)
    yield from ending.put_away(matter)


def _by_specialists(matter: Matter, kind: MediationKind, *, appraised: bool) -> Script:
    """行业性专业性调解: by a committee of the whole county, for money."""
    yuan = matter.money()
    yield from taken_up(matter)
    yield from mediating.opened(matter, kind=kind, docking=Docking.SPECIALIST)
    yield from mediating.met(matter, FIRST_TALK)
    if appraised:
        yield from mediating.appraised(matter)
        yield from mediating.met(matter, SECOND_TALK)
    yield from agreeing.in_writing(matter, yuan=yuan)
    yield from agreeing.kept(matter, yuan=yuan)
    yield from ending.concluded_and_checked(matter, "AGREED_WRITTEN", Level.COUNTY)
    yield from ending.put_away(matter)


def medical(matter: Matter) -> Script:
    """医疗纠纷: with an appraisal."""
    yield from _by_specialists(matter, MediationKind.MEDICAL, appraised=True)


def labour(matter: Matter) -> Script:
    """劳动争议: about wages."""
    yield from _by_specialists(matter, MediationKind.LABOUR, appraised=False)


def sent_by_the_court(matter: Matter) -> Script:
    """诉前委派: entrusted by the court, agreed, and confirmed."""
    yield from taken_up(matter)
    yield from mediating.entrusted(matter)
    yield from mediating.opened(
        matter, kind=MediationKind.COURT_BEFORE_FILING, docking=Docking.COURT_BEFORE_FILING
    )
    yield from mediating.met(matter, FIRST_TALK)
    yield from agreeing.in_writing(matter, days=40)
    yield from agreeing.confirmed(matter)
    yield from agreeing.kept(matter)
    yield from ending.concluded(matter, "AGREED_WRITTEN")


def dissatisfied(matter: Matter) -> Script:
    """不满意重启: the applicant is unhappy, with reason, and it goes on."""
    yield from talked_over(matter)
    yield from agreeing.by_word_of_mouth(matter)
    yield from ending.concluded_and_checked(matter, "AGREED_ORAL")
    yield from ending.visited(matter, satisfaction=Satisfaction.DISSATISFIED)
    yield from ending.looked_into(matter, DissatisfactionClass.FOUNDED)
    yield from ending.reopened(matter, "R04", "回访不满意,核查理由成立。")
    yield from mediating.opened(matter)
    yield from mediating.met(matter, SECOND_TALK)


def put_right(matter: Matter) -> Script:
    """A session entered from paper, a wrong day put right, and a notice that was not served."""
    yield from taken_up(matter)
    yield from mediating.opened(matter)
    yield from mediating.met(matter, FIRST_TALK, on_paper=True)
    session, mediator = matter.version, matter.by(Role.MEDIATOR)
    explaining = ExplainLateEntry(
        case=matter.case, version=session, reason="现场调解无网络,回村后补录。"
    )
    yield matter.act(mediator, explaining)
    righting = CorrectEvent(
        case=matter.case,
        version=session,
        field="duration_minutes",
        value="95",
        reason="录入时看错时间。",
    )
    yield matter.act(mediator, righting, hours=1)
    noting = AnnotateEvent(case=matter.case, version=1, note="来访人行动不便,由家人陪同。")
    yield matter.act(Role.WINDOW_CLERK, noting)
    yield from mediating.investigated(matter)
    wrong = matter.version
    proposing = ProposeVoiding(case=matter.case, version=wrong, reason="属另一事项的调查记录。")
    yield matter.act(Role.COMMITTEE_HEAD, proposing, hours=3)
    approving = ApproveVoiding(case=matter.case, version=wrong)
    yield matter.act(Role.COMPLIANCE_AUDITOR, approving, hours=1)
    yield from agreeing.in_writing(matter)
