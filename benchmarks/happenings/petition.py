"""What may happen in the petition procedure."""

from collections.abc import Sequence
from datetime import timedelta

from benchmarks.drawing import NARRATIVE, PAPER, Draw, Happening, invented
from domain.case import Case
from domain.case.petition import PetitionAssigned, PetitionForwarded, ReceiptNotified
from domain.case.petition_ending import PetitionFinal, RepeatPetitionNoted
from domain.case.petition_handling import (
    AdviceAdopted,
    HandlingExtended,
    PetitionMediated,
    RouteImported,
)
from domain.case.petition_opinions import OpinionIssued, OpinionServed
from domain.case.petition_review import (
    RecheckOpinionIssued,
    RecheckRequested,
    ReviewOpinionIssued,
    ReviewOpinionServed,
    ReviewRequested,
)
from domain.case.petition_standing import ANSWERED, HANDLED
from domain.case.state import NOT_ARCHIVED, Stage
from domain.codes.matters import Channel
from domain.codes.notices import ServiceMethod
from domain.codes.petitions import (
    Adoption,
    Article31,
    Conciliation,
    FinalGround,
    PetitionOpinion,
    PetitionReceiver,
    PetitionReviewResult,
    ReceiptResult,
)
from domain.kernel import Event, day_of


def _forwarded(draw: Draw, state: Case) -> Event:
    return PetitionForwarded(
        unit=draw.unit(),
        order=_order(draw),
        receiver_kind=draw.random.choice(list(PetitionReceiver)),
        basis=NARRATIVE,
    )


def _assigned(draw: Draw, state: Case) -> Event:
    return PetitionAssigned(
        unit=draw.unit(),
        order=_order(draw),
        receiver_kind=draw.random.choice(list(PetitionReceiver)),
        basis=NARRATIVE,
        feedback=NARRATIVE,
        report_due_on=day_of(draw.at) + timedelta(days=45),
    )


def _order(draw: Draw) -> str:
    return invented("order", draw.random.randrange(1 << 40))


def _told(draw: Draw, state: Case) -> Event:
    return ReceiptNotified(
        unit=draw.one(sorted(state.petition.given_to) or [draw.unit()]),
        result=draw.random.choice(list(ReceiptResult)),
        written=True,
        told_at=draw.at,
        receiver=draw.person(),
        unclear=False,
        reason=NARRATIVE,
    )


def _route_imported(draw: Draw, state: Case) -> Event:
    return RouteImported(
        item=Article31.ADMINISTRATIVE,
        route="ADM_RECON",
        organ="云溪县人民政府",
        explanation=NARRATIVE,
        told_at=draw.at,
    )


def _extended(draw: Draw, state: Case) -> Event:
    return HandlingExtended(days=30, reason=NARRATIVE, told_at=draw.at)


def _mediated(draw: Draw, state: Case) -> Event:
    return PetitionMediated(
        kind=draw.random.choice(list(Conciliation)),
        agreed_by=(draw.person(), draw.person()),
        settlement=NARRATIVE,
        discretion=NARRATIVE,
        document=PAPER,
    )


def _advice_adopted(draw: Draw, state: Case) -> Event:
    adoption = draw.random.choice(list(Adoption))
    return AdviceAdopted(adoption=adoption, reply=NARRATIVE, told_at=draw.at)


def _opinion_issued(draw: Draw, state: Case) -> Event:
    return OpinionIssued(
        opinion=draw.random.choice(list(PetitionOpinion)),
        petition_claim=NARRATIVE,
        facts=NARRATIVE,
        reasoning=NARRATIVE,
        legal_basis=NARRATIVE,
        excluded=tuple(Article31),
        petitioner_heard_at=draw.at,
        drafted_by=draw.person(),
        document=PAPER,
    )


def _opinion_served(draw: Draw, state: Case) -> Event:
    return OpinionServed(receiver=draw.person(), method=ServiceMethod.POST, proof=PAPER)


def _review_requested(draw: Draw, state: Case) -> Event:
    return ReviewRequested(
        requested_by=draw.person(), organ=draw.unit(), reason=NARRATIVE, posted_at=None
    )


def _review_issued(draw: Draw, state: Case) -> Event:
    return ReviewOpinionIssued(result=_result(draw), reasoning=NARRATIVE, document=PAPER)


def _review_served(draw: Draw, state: Case) -> Event:
    return ReviewOpinionServed(receiver=draw.person(), method=ServiceMethod.POST, proof=PAPER)


def _recheck_requested(draw: Draw, state: Case) -> Event:
    return RecheckRequested(
        requested_by=draw.person(), organ=draw.unit(), reason=NARRATIVE, posted_at=None
    )


def _recheck_issued(draw: Draw, state: Case) -> Event:
    return RecheckOpinionIssued(
        result=_result(draw), reasoning=NARRATIVE, heard_in_public=True, document=PAPER
    )


def _result(draw: Draw) -> PetitionReviewResult:
    return draw.random.choice((PetitionReviewResult.UPHELD, *PetitionReviewResult))


def _final(draw: Draw, state: Case) -> Event:
    return PetitionFinal(ground=draw.random.choice(list(FinalGround)), reference=NARRATIVE)


def _repeated(draw: Draw, state: Case) -> Event:
    return RepeatPetitionNoted(
        petitioner=draw.person(),
        channel=draw.random.choice(list(Channel)),
        heard_at=draw.at,
        explanation=NARRATIVE,
        care=NARRATIVE,
    )


HAPPENINGS: tuple[tuple[Sequence[Stage], Happening], ...] = (
    ((Stage.REGISTERED, *HANDLED), _forwarded),
    ((Stage.REGISTERED, *HANDLED), _assigned),
    ((Stage.REGISTERED, *HANDLED), _told),
    (HANDLED, _route_imported),
    (HANDLED, _extended),
    (HANDLED, _mediated),
    (HANDLED, _advice_adopted),
    (HANDLED, _opinion_issued),
    (ANSWERED, _opinion_served),
    (ANSWERED, _review_requested),
    (ANSWERED, _review_issued),
    (ANSWERED, _review_served),
    (ANSWERED, _recheck_requested),
    (ANSWERED, _recheck_issued),
    (ANSWERED, _final),
    (NOT_ARCHIVED, _repeated),
)
