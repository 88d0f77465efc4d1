"""Facts of a petition, named as the state they bring a case to, and the units above each other."""

from datetime import date, datetime
from typing import Any

from domain.case.petition import PetitionAssigned, PetitionForwarded
from domain.case.petition_ending import PetitionFinal
from domain.case.petition_opinions import IssueOpinion, OpinionIssued, OpinionServed
from domain.case.petition_review import (
    RecheckOpinionIssued,
    RecheckRequested,
    ReviewOpinionIssued,
    ReviewOpinionServed,
    ReviewRequested,
)
from domain.codes.matters import MatterClass
from domain.codes.notices import ServiceMethod
from domain.codes.petitions import (
    Article31,
    FinalGround,
    PetitionOpinion,
    PetitionReceiver,
    PetitionReviewResult,
)
from domain.kernel import Act
from domain.roles import Role
from tests.domain.county import (
    CASE,
    CITY,
    COUNTY,
    NOTICE,
    ONE,
    SCAN,
    TOWN,
    TWO,
    ZHANG,
    acting,
    named,
    petition_office,
)
from tests.domain.given import MORNING, Fact, fact
from tests.domain.states import accepted, petitioned

ORDER = named("order", "to the town")
ISSUE = IssueOpinion(
    case=CASE,
    opinion=PetitionOpinion.NOT_SUPPORTED,
    petition_claim="要求补发补偿款。",
    facts="补偿款已足额发放。",
    reasoning="请求缺乏事实依据。",
    legal_basis="土地管理法实施条例",
    excluded=tuple(Article31),
    petitioner_heard_at=MORNING,
    drafted_by=ONE,
    document=NOTICE,
)
"""The command that issues the town's opinion."""


def drafter(unit: str = TOWN) -> Act:
    """The handler of the town who drafts."""
    return acting(Role.HANDLER, person=ONE, unit=unit)


def unit_head(unit: str = TOWN) -> Act:
    """The town's responsible person."""
    return acting(Role.UNIT_HEAD, person=TWO, unit=unit)


def city_office() -> Act:
    """The city's petition office, which is above the county."""
    return acting(Role.PETITION_OFFICE, person=named("person", "city"), unit=CITY)


def taken_up(**changes: Any) -> tuple[Fact, ...]:
    """已受理的信访: a demand, accepted for the town."""
    told: dict[str, Any] = {
        "matter_class": MatterClass.PETITION_DEMAND,
        "dispute": "1102",
        "first_responsible_unit": TOWN,
        "lead_unit": TOWN,
    }
    return petitioned(), accepted(**{**told, **changes})


def forwarded(unit: str = TOWN) -> Fact:
    """已转送: it is the town's."""
    event = PetitionForwarded(
        unit=unit, order=ORDER, receiver_kind=PetitionReceiver.COMPETENT_UNIT, basis="属地管理"
    )
    return fact(event, by=petition_office())


def assigned(unit: str = TOWN) -> Fact:
    """已交办: the town is to report."""
    event = PetitionAssigned(
        unit=unit,
        order=ORDER,
        receiver_kind=PetitionReceiver.COMPETENT_UNIT,
        basis="属地管理",
        feedback="报办理结果",
        report_due_on=date(2025, 5, 20),
    )
    return fact(event, by=petition_office())


def opinion(at: datetime | None = None) -> Fact:
    """已出具处理意见: the town does not support the demand."""
    event = OpinionIssued(
        opinion=PetitionOpinion.NOT_SUPPORTED,
        petition_claim="要求补发补偿款。",
        facts="补偿款已足额发放。",
        reasoning="请求缺乏事实依据。",
        legal_basis="土地管理法实施条例",
        excluded=tuple(Article31),
        petitioner_heard_at=MORNING,
        drafted_by=ONE,
        document=NOTICE,
    )
    return fact(event, by=unit_head(), at=at)


def served(receiver: str = ZHANG, at: datetime | None = None) -> Fact:
    """已送达: the opinion reached the petitioner."""
    event = OpinionServed(receiver=receiver, method=ServiceMethod.IN_PERSON, proof=SCAN)
    return fact(event, by=drafter(), at=at)


def review_asked() -> Fact:
    """已申请复查: of the county."""
    event = ReviewRequested(requested_by=ZHANG, organ=COUNTY, reason="不服", posted_at=None)
    return fact(event, by=petition_office())


def reviewed(result: PetitionReviewResult = PetitionReviewResult.UPHELD) -> Fact:
    """已出具复查意见: by the county."""
    event = ReviewOpinionIssued(result=result, reasoning="事实清楚。", document=NOTICE)
    return fact(event, by=petition_office())


def review_served(at: datetime | None = None) -> Fact:
    """复查意见已送达."""
    event = ReviewOpinionServed(receiver=ZHANG, method=ServiceMethod.POST, proof=SCAN)
    return fact(event, by=petition_office(), at=at)


def recheck_asked() -> Fact:
    """已申请复核: of the city."""
    event = RecheckRequested(requested_by=ZHANG, organ=CITY, reason="不服", posted_at=None)
    return fact(event, by=petition_office())


def rechecked(result: PetitionReviewResult = PetitionReviewResult.UPHELD) -> Fact:
    """已出具复核意见: by the city."""
    event = RecheckOpinionIssued(
        result=result, reasoning="事实清楚。", heard_in_public=True, document=NOTICE
    )
    return fact(event, by=city_office())


def made_final() -> Fact:
    """已终结."""
    return fact(PetitionFinal(ground=FinalGround.RECHECKED, reference=None), by=petition_office())
