"""How a matter ends: concluded, checked, visited, rated, closed, archived; or taken up again."""

import hashlib

from domain.case.archive import ArchiveCase
from domain.case.checking import ApproveConclusion, RejectConclusion
from domain.case.closing import CloseCase
from domain.case.conclusion import ConcludeCase
from domain.case.reopening import ReopenCase
from domain.case.satisfaction import RateSatisfaction, ReviewDissatisfaction
from domain.case.visits import MakeReturnVisit, RecordUnreachable
from domain.codes.ending import (
    CheckPoint,
    DissatisfactionClass,
    FulfilmentSeen,
    Mood,
    PetitionHandling,
    Recurrence,
    Retention,
    Satisfaction,
    VisitMethod,
)
from domain.codes.matters import MatterClass
from domain.organisation.state import Level
from domain.roles import Role
from graphql_api.ports import Caller
from infra.demo.matter import Matter, Script
from infra.demo.opening import COURT
from infra.demo.shares import OPINIONS

LAND = ("09", "11")
"""Disputes about land and its requisition."""


def concluded(
    matter: Matter,
    outcome: str,
    *,
    by: Caller | None = None,
    level: Level | None = Level.VILLAGE,
    petition: PetitionHandling | None = None,
) -> Script:
    """办结: who had it in hand tells how it ended."""
    unresolved = outcome in ("ROUTED", "FAILED")
    ending = ConcludeCase(
        case=matter.case,
        outcome=outcome,
        summary="事实已查清,结果已告知双方当事人。",
        resolved_level=None if unresolved else level,
        route="LITIGATION" if unresolved else None,
        organ=COURT if unresolved else None,
        petition_handling=petition,
    )
    yield matter.act(by or matter.by(Role.COMMITTEE_HEAD), ending, hours=4)


def concluded_and_checked(matter: Matter, outcome: str, level: Level = Level.VILLAGE) -> Script:
    """办结并审核: concluded by the committee, and looked at by somebody else within two days."""
    yield from concluded(matter, outcome, level=level)
    yield from checked(matter)


def sent_back(matter: Matter) -> Script:
    """审核退回: the checker misses something, and it is concluded once more."""
    returning = RejectConclusion(
        case=matter.case,
        failed=(CheckPoint.RECORD,),
        deficiencies=("调解记录未附现场照片,请补充。",),
    )
    yield matter.act(Role.TRIAGE_OFFICER, returning, hours=6)


def checked(matter: Matter) -> Script:
    """办结审核: somebody who did not work on it looks at every point."""
    approving = ApproveConclusion(case=matter.case, checklist=tuple(CheckPoint))
    yield matter.act(Role.TRIAGE_OFFICER, approving, hours=4)


def visited(
    matter: Matter,
    *,
    fulfilment: FulfilmentSeen = FulfilmentSeen.FULFILLED,
    satisfaction: Satisfaction | None = Satisfaction.SATISFIED,
    pressed: bool | None = None,
    after: int = 6,
) -> Script:
    """回访: about a week later somebody else asks how it stands."""
    matter.rest(days=after)
    visitor = matter.by(Role.RETURN_VISITOR)
    if matter.chance.random() < 0.15:
        in_vain = RecordUnreachable(
            case=matter.case, method=VisitMethod.PHONE, tried=matter.applicants[0]
        )
        yield matter.act(visitor, in_vain)
        matter.rest(days=1)
    unhappy = satisfaction is Satisfaction.DISSATISFIED
    asking = MakeReturnVisit(
        case=matter.case,
        method=matter.chance.choice((VisitMethod.PHONE, VisitMethod.HOME)),
        answered_by=matter.applicants[0],
        fulfilment=fulfilment,
        mood=Mood.UNEASY if unhappy else Mood.CALM,
        recurrence=Recurrence.POSSIBLE if unhappy else Recurrence.NONE,
        satisfaction=satisfaction,
        pressed=pressed,
        solved=not unhappy,
        opinion="补偿至今没有说清楚。" if unhappy else matter.chance.choice(OPINIONS),
    )
    yield matter.act(visitor, asking, hours=2)


def rated(matter: Matter, score: Satisfaction = Satisfaction.VERY_SATISFIED) -> Script:
    """评价: the other side says at the portal what it thinks."""
    person = matter.respondents[0]
    rating = RateSatisfaction(case=matter.case, party=person, score=score)
    yield matter.act(matter.party(person), rating)


def looked_into(matter: Matter, finding: DissatisfactionClass) -> Script:
    """不满意核查: the supervisor asks what lies behind a bad rating."""
    reviewing = ReviewDissatisfaction(
        case=matter.case,
        finding=finding,
        explanation="经核查,补偿标准告知不充分。",
        action="责成重新释明并补充协议条款。",
    )
    yield matter.act(Role.SUPERVISOR, reviewing, hours=8)


def closed(matter: Matter, reason: str) -> Script:
    """结案销号: everything is done that could be done."""
    yield matter.act(Role.CENTRE_DIRECTOR, CloseCase(case=matter.case, reason=reason), hours=2)


def archived(matter: Matter) -> Script:
    """归档: within a month the volume is complete and put away."""
    matter.rest(days=matter.chance.randint(4, 15))
    volume = f"{matter.at.year}-调解-{matter.chance.randint(1, 9999):04}"
    package = hashlib.sha256(f"{volume} {matter.case}".encode()).hexdigest()
    filing = ArchiveCase(
        case=matter.case,
        volume=volume,
        retention=_retention(matter),
        package_hash=package,
    )
    yield matter.act(Role.ARCHIVIST, filing)


def _retention(matter: Matter) -> Retention:
    if matter.red or matter.dispute.startswith("09"):
        return Retention.PERMANENT
    on_paper = matter.agreement or matter.matter_class is MatterClass.PETITION_DEMAND
    return Retention.YEARS_30 if on_paper else Retention.YEARS_10


def put_away(matter: Matter, reason: str = "C01") -> Script:
    """Visited, rated by some, closed and archived; matters about land are visited twice."""
    yield from visited(matter)
    if matter.chance.random() < 0.5:
        yield from rated(matter)
    yield from closed(matter, reason)
    if matter.dispute.startswith(LAND):
        yield from visited(matter, satisfaction=None, after=20)
    yield from archived(matter)


def reopened(matter: Matter, reason: str, explanation: str) -> Script:
    """重启: it is taken up again."""
    again = ReopenCase(case=matter.case, reason=reason, explanation=explanation)
    yield matter.act(Role.TRIAGE_OFFICER, again, hours=3)
