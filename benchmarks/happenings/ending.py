"""What may happen when a case ends: contact, conclusion, visits, ratings, closing, archive."""

from collections.abc import Sequence
from datetime import timedelta

from msgspec.structs import replace

from benchmarks.drawing import NARRATIVE, PAPER, Draw, Happening
from domain.case import Case
from domain.case.archive import AbsenceExplained, CaseArchived, VolumeItem
from domain.case.checking import ConclusionApproved, ConclusionRejected
from domain.case.closing import CaseClosed
from domain.case.conclusion import IN_HAND, CaseConcluded
from domain.case.contact import ContactRecorded
from domain.case.reopening import CaseReopened
from domain.case.retention import (
    DestructionApproved,
    DestructionExecuted,
    HoldLifted,
    HoldPlaced,
    RetentionExtended,
)
from domain.case.routes_filed import SINCE_ACCEPTANCE, RouteFiled
from domain.case.satisfaction import (
    ROUND,
    DissatisfactionReviewed,
    PointScore,
    SatisfactionRated,
)
from domain.case.state import OPEN, Stage
from domain.case.visits import ReturnVisitMade, ReturnVisitUnreachable
from domain.case.volume import lacking, papers
from domain.codes.ending import (
    CheckPoint,
    ContactMethod,
    DissatisfactionClass,
    FulfilmentSeen,
    Mood,
    RatedPoint,
    Recurrence,
    Retention,
    Satisfaction,
    VisitMethod,
)
from domain.kernel import Event, day_of
from domain.organisation.state import Level


def _contact_recorded(draw: Draw, state: Case) -> Event:
    return ContactRecorded(
        contacted=draw.person(),
        method=draw.random.choice(list(ContactMethod)),
        content=draw.random.choice((None, NARRATIVE)),
    )


def _route_filed(draw: Draw, state: Case) -> Event:
    return RouteFiled(
        route=draw.one(("LITIGATION", "ARB_LABOUR", "ADM_RECON")),
        organ="云溪县人民法院",
        filed_on=day_of(draw.at) - timedelta(days=draw.random.randrange(5)),
        filed_by=draw.person(),
        reference="(2025)民初17号",
        proof=PAPER,
    )


def _concluded(draw: Draw, state: Case) -> Event:
    return CaseConcluded(
        outcome=draw.one(("AGREED_WRITTEN", "AGREED_ORAL", "SETTLED_SELF", "FAILED", "ROUTED")),
        summary=NARRATIVE,
        resolved_level=draw.random.choice((None, *Level)),
        route=None,
        organ=None,
        petition_handling=None,
        documents=(PAPER,),
    )


def _approved(draw: Draw, state: Case) -> Event:
    return ConclusionApproved(checklist=tuple(CheckPoint), remark=None)


def _rejected(draw: Draw, state: Case) -> Event:
    return ConclusionRejected(
        failed=(draw.random.choice(list(CheckPoint)),),
        deficiencies=(NARRATIVE,),
        stage=draw.random.choice((Stage.IN_PROGRESS, Stage.ACCEPTED)),
    )


def _visited(draw: Draw, state: Case) -> Event:
    heard = ReturnVisitMade(
        method=draw.random.choice(list(VisitMethod)),
        answered_by=draw.person(),
        fulfilment=draw.random.choice(list(FulfilmentSeen)),
        mood=draw.random.choice(list(Mood)),
        recurrence=draw.random.choice(list(Recurrence)),
        satisfaction=draw.random.choice((None, *Satisfaction)),
        pressed=False if state.stage is Stage.WITHDRAWN else None,
        opinion=NARRATIVE,
    )
    if heard.satisfaction is None:
        return heard  # Who says nothing of the handling is not asked further.
    return replace(heard, solved=heard.recurrence is Recurrence.NONE)


def _unreachable(draw: Draw, state: Case) -> Event:
    return ReturnVisitUnreachable(
        method=VisitMethod.PHONE,
        tried=draw.person(),
        tried_on=day_of(draw.at),
        attempts=state.ending.attempts + 1,
    )


def _rated(draw: Draw, state: Case) -> Event | None:
    waiting = sorted(state.parties.keys() - state.ending.ratings.keys())
    if not waiting:
        return None
    return SatisfactionRated(
        party=draw.one(waiting),
        score=draw.random.choice(list(Satisfaction)),
        points=(PointScore(point=RatedPoint.SPEED, score=Satisfaction.SATISFIED),),
        opinion=None,
    )


def _reviewed(draw: Draw, state: Case) -> Event | None:
    if not state.ending.dissatisfied:
        return None
    return DissatisfactionReviewed(
        parties=tuple(sorted(state.ending.dissatisfied)),
        finding=draw.random.choice(list(DissatisfactionClass)),
        explanation=NARRATIVE,
        action=None,
    )


def _closed(draw: Draw, state: Case) -> Event:
    return CaseClosed(reason=draw.one(("C01", "C03", "C09")), explanation=None)


def _archived(draw: Draw, state: Case) -> Event:
    return CaseArchived(
        volume="云调字第12号",
        items=tuple(VolumeItem(item=item, versions=found) for item, found in papers(state).items()),
        retention=draw.random.choice(list(Retention)),
        package_hash="0" * 64,
        absences=tuple(AbsenceExplained(item=item, reason=NARRATIVE) for item in lacking(state)),
    )


def _reopened(draw: Draw, state: Case) -> Event:
    return CaseReopened(
        reason=draw.one(("R02", "R03", "R05")), explanation=NARRATIVE, documents=(PAPER,)
    )


def _retention_extended(draw: Draw, state: Case) -> Event:
    return RetentionExtended(retention=Retention.PERMANENT, basis=NARRATIVE)


def _hold_placed(draw: Draw, state: Case) -> Event:
    return HoldPlaced(basis=NARRATIVE, document=PAPER)


def _hold_lifted(draw: Draw, state: Case) -> Event | None:
    return HoldLifted(basis=NARRATIVE) if state.ending.holds else None


def _destruction_approved(draw: Draw, state: Case) -> Event:
    return DestructionApproved(basis=NARRATIVE, document=PAPER)


def _destruction_executed(draw: Draw, state: Case) -> Event | None:
    approved_by = state.ending.destruction_approved_by
    if approved_by is None or state.ending.destroyed:
        return None
    return DestructionExecuted(approved_by=approved_by, document=PAPER)


ENDED = (Stage.CONCLUDED, Stage.CLOSED, Stage.WITHDRAWN, Stage.REDIRECTED)
HAPPENINGS: tuple[tuple[Sequence[Stage], Happening], ...] = (
    (OPEN, _contact_recorded),
    (SINCE_ACCEPTANCE, _route_filed),
    (IN_HAND, _concluded),
    ((Stage.CONCLUDED,), _approved),
    ((Stage.CONCLUDED,), _rejected),
    ((*ROUND, Stage.WITHDRAWN), _visited),
    ((*ROUND, Stage.WITHDRAWN), _unreachable),
    (ROUND, _rated),
    (ROUND, _reviewed),
    ((Stage.CONCLUDED, Stage.WITHDRAWN, Stage.REFUSED, Stage.REDIRECTED), _closed),
    ((Stage.CLOSED,), _archived),
    (ENDED, _reopened),
    ((Stage.ARCHIVED,), _retention_extended),
    ((Stage.ARCHIVED,), _hold_placed),
    ((Stage.ARCHIVED,), _hold_lifted),
    ((Stage.ARCHIVED,), _destruction_approved),
    ((Stage.ARCHIVED,), _destruction_executed),
)
"""At which stages each thing may happen."""
