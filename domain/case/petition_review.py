"""Review and re-review of a petition (复查、复核): asked for in time, answered from above."""

from domain.case.petition_standing import (
    ANSWERED,
    a_demand,
    petitioner_or_speaker,
    petitioners,
    unbiased,
)
from domain.case.petition_terms import asked_in_time
from domain.case.refusals import NotTheApplicantsWish, PartyUnknown, SamePerson
from domain.case.refusals.petition import (
    NoOpinionStands,
    NoReviewAsked,
    NotSuperior,
    NotTheReviewOrgan,
)
from domain.case.regions.petition import PetitionStage
from domain.case.registers import registered_unit
from domain.case.state import Case, case
from domain.codes.notices import ServiceMethod
from domain.codes.parties import Power
from domain.codes.petitions import PetitionReviewResult
from domain.ids import CaseId, DocumentId, PersonId, UnitId
from domain.kernel import Act, Actor, Command, Confidential, Event, Events, Moment, Past, Recorded
from domain.roles import Role
from domain.texts import Narrative


class ReviewRequested(Event, tag="petition.review_requested"):
    """申请复查: a petitioner asks the organ above to look at the opinion again."""

    requested_by: PersonId
    organ: UnitId
    reason: Confidential
    posted_at: Moment | None


class ReviewOpinionIssued(Event, tag="petition.review_opinion_issued"):
    """复查意见: the organ above upheld, changed or revoked the opinion."""

    result: PetitionReviewResult
    reasoning: Confidential
    document: DocumentId


class ReviewOpinionServed(Event, tag="petition.review_opinion_served"):
    """复查意见送达: it reached a petitioner; the term for a re-review runs from here."""

    receiver: PersonId
    method: ServiceMethod
    proof: DocumentId | None


class RecheckRequested(Event, tag="petition.recheck_requested"):
    """申请复核: a petitioner asks the organ above the reviewer to look once more."""

    requested_by: PersonId
    organ: UnitId
    reason: Confidential
    posted_at: Moment | None


class RecheckOpinionIssued(Event, tag="petition.recheck_opinion_issued"):
    """复核意见: the last word on the same facts and reasons, unless it revokes."""

    result: PetitionReviewResult
    reasoning: Confidential
    heard_in_public: bool
    document: DocumentId


class RequestReview(Command):
    """Ask the organ above to look at the opinion again. 申请复查"""

    case: CaseId
    requested_by: PersonId
    organ: UnitId
    reason: Narrative
    posted_at: Past | None = None


class IssueReviewOpinion(Command):
    """Answer, as the organ above, to a request for a review. 出具复查意见"""

    case: CaseId
    result: PetitionReviewResult
    reasoning: Narrative
    document: DocumentId


class ServeReviewOpinion(Command):
    """Record that the review opinion reached a petitioner, as it happens. 送达复查意见"""

    case: CaseId
    receiver: PersonId
    method: ServiceMethod
    proof: DocumentId | None = None


class RequestRecheck(Command):
    """Ask the organ above the reviewer to look once more. 申请复核"""

    case: CaseId
    requested_by: PersonId
    organ: UnitId
    reason: Narrative
    posted_at: Past | None = None


class IssueRecheckOpinion(Command):
    """Answer, as the organ above the reviewer, to a request for a re-review. 出具复核意见"""

    case: CaseId
    result: PetitionReviewResult
    reasoning: Narrative
    document: DocumentId
    heard_in_public: bool = False


@case.evolves
def review_requested(state: Case, event: ReviewRequested, fact: Recorded[ReviewRequested]) -> None:
    _asked(state, PetitionStage.REVIEW, event.organ)


@case.evolves
def review_opinion_issued(
    state: Case, event: ReviewOpinionIssued, fact: Recorded[ReviewOpinionIssued]
) -> None:
    _answered(state, PetitionStage.REVIEWED, event.result, fact.actor)


@case.evolves
def review_opinion_served(
    state: Case, event: ReviewOpinionServed, fact: Recorded[ReviewOpinionServed]
) -> None:
    state.petition.reached(event.receiver, fact.occurred_at)


@case.evolves
def recheck_requested(
    state: Case, event: RecheckRequested, fact: Recorded[RecheckRequested]
) -> None:
    _asked(state, PetitionStage.RECHECK, event.organ)


@case.evolves
def recheck_opinion_issued(
    state: Case, event: RecheckOpinionIssued, fact: Recorded[RecheckOpinionIssued]
) -> None:
    _answered(state, PetitionStage.RECHECKED, event.result, fact.actor)


def _asked(state: Case, stage: PetitionStage, organ: UnitId) -> None:
    state.petition.stage = stage
    state.petition.organ = organ
    state.units.add(organ)


def _answered(state: Case, stage: PetitionStage, result: PetitionReviewResult, by: Actor) -> None:
    """What was revoked is handled again, by the unit that answers for it."""
    state.petition.reviewers.add(by.person)
    state.petition.answered_anew(result, by.unit)
    state.petition.stage = (
        PetitionStage.HANDLING if result is PetitionReviewResult.REVOKED else stage
    )


BY_PETITIONER = [Role.PARTY, Role.PETITION_OFFICE, Role.WINDOW_CLERK]
"""The petitioner asks; the petition office or a window records it for them."""

ORGAN_ABOVE = [Role.PETITION_OFFICE, Role.UNIT_HEAD]
"""Who speaks for the organ that looks again."""


@case.decides(by=BY_PETITIONER, during=ANSWERED, when=[a_demand])
def request_review(state: Case, command: RequestReview, act: Act) -> Events:
    """信访工作条例 art 35: within thirty days of service (T27a), to the organ above the unit."""
    _may_ask(state, PetitionStage.OPINION, command, act)
    asked_in_time(state, "T27a", command.requested_by, command.posted_at, act)
    yield ReviewRequested(
        requested_by=command.requested_by,
        organ=command.organ,
        reason=command.reason,
        posted_at=command.posted_at,
    )


@case.decides(by=ORGAN_ABOVE, during=ANSWERED, when=[a_demand, unbiased])
def issue_review_opinion(state: Case, command: IssueReviewOpinion, act: Act) -> Events:
    """信访工作条例 arts 28, 35: by the organ that was asked, and nobody who answered before."""
    _may_look_again(state, PetitionStage.REVIEW, act)
    yield ReviewOpinionIssued(
        result=command.result, reasoning=command.reasoning, document=command.document
    )


@case.decides(by=ORGAN_ABOVE, during=ANSWERED, when=[a_demand])
def serve_review_opinion(state: Case, command: ServeReviewOpinion, act: Act) -> Events:
    """信访工作条例 art 36: by the organ that reviewed; the act's own time is that of service."""
    if state.petition.stage is not PetitionStage.REVIEWED:
        raise NoOpinionStands
    if act.unit != state.petition.organ:
        raise NotTheReviewOrgan
    petitioner_or_speaker(state, command.receiver)
    yield ReviewOpinionServed(receiver=command.receiver, method=command.method, proof=command.proof)


@case.decides(by=BY_PETITIONER, during=ANSWERED, when=[a_demand])
def request_recheck(state: Case, command: RequestRecheck, act: Act) -> Events:
    """信访工作条例 art 36: in thirty days of service (T28a), of the organ above the reviewer."""
    _may_ask(state, PetitionStage.REVIEWED, command, act)
    asked_in_time(state, "T28a", command.requested_by, command.posted_at, act)
    yield RecheckRequested(
        requested_by=command.requested_by,
        organ=command.organ,
        reason=command.reason,
        posted_at=command.posted_at,
    )


@case.decides(by=ORGAN_ABOVE, during=ANSWERED, when=[a_demand, unbiased])
def issue_recheck_opinion(state: Case, command: IssueRecheckOpinion, act: Act) -> Events:
    """信访工作条例 art 36: by the organ above the reviewer, with or without a hearing."""
    _may_look_again(state, PetitionStage.RECHECK, act)
    yield RecheckOpinionIssued(
        result=command.result,
        reasoning=command.reasoning,
        heard_in_public=command.heard_in_public,
        document=command.document,
    )


def _may_ask(
    state: Case, stage: PetitionStage, command: RequestReview | RequestRecheck, act: Act
) -> None:
    """A petitioner asks, by themselves or through who may state their case; of the organ above."""
    if state.petition.stage is not stage:
        raise NoOpinionStands
    petitioner = command.requested_by
    if petitioner not in petitioners(state):
        raise PartyUnknown(person=petitioner)
    recorded = bool(act.roles & {Role.PETITION_OFFICE, Role.WINDOW_CLERK})
    if not recorded and not state.may_act_for(act.person, petitioner, Power.PRESENT):
        raise NotTheApplicantsWish(missing=[petitioner])
    registered_unit(act, command.organ)
    below = state.petition.opinion_unit
    if below is None or command.organ not in act.directory.superiors_of(below):
        raise NotSuperior


def _may_look_again(state: Case, stage: PetitionStage, act: Act) -> None:
    """The organ that was asked, by somebody with no hand in what is looked at."""
    if state.petition.stage is not stage:
        raise NoReviewAsked
    if act.unit != state.petition.organ:
        raise NotTheReviewOrgan
    if act.person in state.hands.worked | state.petition.reviewers:
        raise SamePerson
