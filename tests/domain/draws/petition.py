"""Commands of the petition procedure, at random."""

from collections.abc import Callable
from datetime import date
from random import Random

from domain.case import Case
from domain.case.petition import AssignPetition, ForwardPetition, NotifyReceipt
from domain.case.petition_ending import DeclareFinal, NoteRepeatPetition
from domain.case.petition_handling import (
    AdoptAdvice,
    ExtendHandling,
    ImportRoute,
    SettlePetition,
)
from domain.case.petition_opinions import IssueOpinion, ServeOpinion
from domain.case.petition_review import (
    IssueRecheckOpinion,
    IssueReviewOpinion,
    RequestRecheck,
    RequestReview,
    ServeReviewOpinion,
)
from domain.case.petition_standing import answering_units, petitioners
from domain.codes.matters import Channel
from domain.codes.notices import ServiceMethod
from domain.codes.petitions import (
    Adoption,
    Article31,
    Conciliation,
    PetitionOpinion,
    PetitionReceiver,
    PetitionReviewResult,
    ReceiptResult,
)
from domain.kernel import Command
from tests.domain.county import CITY, COUNTY, NOTICE, ONE, OWNER, SCAN, TOWN
from tests.domain.draws import pick
from tests.domain.given import MORNING

SAID = "情况说明。"
UNITS = (TOWN, TOWN, COUNTY)


def _petitioner(chance: Random, state: Case) -> str:
    return pick(chance, "person", petitioners(state))


MAKE: dict[type[Command], Callable[[Random, str, Case], Command]] = {
    ForwardPetition: lambda chance, here, state: ForwardPetition(
        case=here,
        unit=chance.choice(UNITS),
        receiver_kind=chance.choice(list(PetitionReceiver)),
        basis=SAID,
    ),
    AssignPetition: lambda chance, here, state: AssignPetition(
        case=here,
        unit=chance.choice(UNITS),
        receiver_kind=chance.choice(list(PetitionReceiver)),
        basis=SAID,
        feedback=SAID,
        report_due_on=date(2026, 1, 1),
    ),
    NotifyReceipt: lambda chance, here, state: NotifyReceipt(
        case=here,
        unit=pick(chance, "unit", answering_units(state)),
        result=chance.choice(list(ReceiptResult)),
        told_at=MORNING,
        receiver=_petitioner(chance, state),
        reason=SAID,
    ),
    ImportRoute: lambda chance, here, state: ImportRoute(
        case=here,
        item=Article31.JUDICIAL,
        route="LITIGATION",
        organ="云溪县人民法院",
        explanation=SAID,
        told_at=MORNING,
    ),
    ExtendHandling: lambda chance, here, state: ExtendHandling(
        case=here, days=chance.choice((10, 30, 31)), reason=SAID, told_at=MORNING
    ),
    SettlePetition: lambda chance, here, state: SettlePetition(
        case=here,
        kind=chance.choice(list(Conciliation)),
        agreed_by=tuple(sorted(state.parties))[:100] or (ONE,),
        settlement=SAID,
        discretion=SAID,
        document=SCAN,
    ),
    AdoptAdvice: lambda chance, here, state: AdoptAdvice(
        case=here, adoption=chance.choice(list(Adoption)), reply=SAID, told_at=MORNING
    ),
    IssueOpinion: lambda chance, here, state: IssueOpinion(
        case=here,
        opinion=chance.choice(list(PetitionOpinion)),
        petition_claim=SAID,
        facts=SAID,
        reasoning=SAID,
        legal_basis=SAID,
        excluded=tuple(Article31),
        petitioner_heard_at=MORNING,
        drafted_by=chance.choice((ONE, OWNER)),
        document=NOTICE,
    ),
    ServeOpinion: lambda chance, here, state: ServeOpinion(
        case=here,
        receiver=_petitioner(chance, state),
        method=chance.choice(list(ServiceMethod)),
    ),
    RequestReview: lambda chance, here, state: RequestReview(
        case=here, requested_by=_petitioner(chance, state), organ=COUNTY, reason=SAID
    ),
    IssueReviewOpinion: lambda chance, here, state: IssueReviewOpinion(
        case=here, result=chance.choice(list(PetitionReviewResult)), reasoning=SAID, document=NOTICE
    ),
    ServeReviewOpinion: lambda chance, here, state: ServeReviewOpinion(
        case=here,
        receiver=_petitioner(chance, state),
        method=chance.choice(list(ServiceMethod)),
    ),
    RequestRecheck: lambda chance, here, state: RequestRecheck(
        case=here,
        requested_by=_petitioner(chance, state),
        organ=chance.choice((CITY, COUNTY)),
        reason=SAID,
    ),
    IssueRecheckOpinion: lambda chance, here, state: IssueRecheckOpinion(
        case=here, result=chance.choice(list(PetitionReviewResult)), reasoning=SAID, document=NOTICE
    ),
    DeclareFinal: lambda chance, here, state: DeclareFinal(case=here),
    NoteRepeatPetition: lambda chance, here, state: NoteRepeatPetition(
        case=here,
        petitioner=_petitioner(chance, state),
        channel=chance.choice(list(Channel)),
        heard_at=MORNING,
        new_facts=False,
        explanation=SAID,
    ),
}
