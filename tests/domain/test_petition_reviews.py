"""Review and re-review: in time, of the organ above, by others (信访工作条例 arts 35, 36)."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given as for_all
from hypothesis import settings
from hypothesis import strategies as st
from msgspec.structs import replace

from domain.case.parties import RepresentativeAppointed
from domain.case.petition_review import (
    IssueRecheckOpinion,
    IssueReviewOpinion,
    RecheckOpinionIssued,
    RecheckRequested,
    RequestRecheck,
    RequestReview,
    ReviewOpinionIssued,
    ReviewOpinionServed,
    ReviewRequested,
    ServeReviewOpinion,
)
from domain.case.refusals import NotTheApplicantsWish, PartyUnknown, ReceiverNotInCase, SamePerson
from domain.case.refusals.petition import (
    AskingTermOver,
    NoOpinionStands,
    NoReviewAsked,
    NotServedOnPetitioner,
    NotSuperior,
    NotTheReviewOrgan,
)
from domain.case.regions.petition import PetitionStage
from domain.case.values import Representation
from domain.codes.notices import ServiceMethod
from domain.codes.parties import Power, Side
from domain.codes.petitions import PetitionReviewResult
from domain.kernel import SHANGHAI
from domain.organisation.refusals import UnitUnknown
from domain.policy.calendar import china
from domain.policy.daycount import due
from domain.policy.terms import Term, Unit
from domain.refusals import Refusal
from tests.domain.county import (
    CASE,
    CITY,
    COUNTY,
    LAND_BUREAU,
    LAWYER,
    NEXT_TOWN,
    NOTICE,
    NOWHERE,
    SCAN,
    TWO,
    WANG,
    ZHANG,
    clerk,
    party,
    petition_office,
)
from tests.domain.given import Fact, fact, given
from tests.domain.states import ACCUSED_OFFICE, APPLICANT, one_party, petitioned
from tests.domain.states_petition import (
    city_office,
    opinion,
    recheck_asked,
    rechecked,
    review_asked,
    review_served,
    reviewed,
    served,
    taken_up,
    unit_head,
)

SERVED_AT = datetime(2025, 4, 1, 10, 0, tzinfo=SHANGHAI).astimezone(UTC)
"""Thirty days end on 1 May 2025, a holiday; 6 May is the next working day."""
LAST_MINUTE = datetime(2025, 5, 6, 23, 59, tzinfo=SHANGHAI).astimezone(UTC)
TOO_LATE = datetime(2025, 5, 7, 0, 0, tzinfo=SHANGHAI).astimezone(UTC)

ASK = RequestReview(case=CASE, requested_by=ZHANG, organ=COUNTY, reason="不服处理意见。")
ASK_AGAIN = RequestRecheck(case=CASE, requested_by=ZHANG, organ=CITY, reason="不服复查意见。")
REVIEW = IssueReviewOpinion(
    case=CASE, result=PetitionReviewResult.UPHELD, reasoning="事实清楚。", document=NOTICE
)
RECHECK = IssueRecheckOpinion(
    case=CASE,
    result=PetitionReviewResult.CHANGED,
    reasoning="部分支持。",
    document=NOTICE,
    heard_in_public=True,
)
SERVE = ServeReviewOpinion(case=CASE, receiver=ZHANG, method=ServiceMethod.POST, proof=SCAN)

OPINION = (*taken_up(), opinion(), served(at=SERVED_AT))
REVIEWED = (*taken_up(), opinion(), served(), review_asked(), reviewed())
SERVED_AGAIN = (*REVIEWED, review_served(at=SERVED_AT))
ASKS = pytest.mark.parametrize(
    ("facts", "command"), [(OPINION, ASK), (SERVED_AGAIN, ASK_AGAIN)], ids=["复查", "复核"]
)


def speaking_for_zhang(*powers: Power) -> Fact:
    given_power = Representation(person=LAWYER, represents=(ZHANG,), powers=powers, document=SCAN)
    return fact(RepresentativeAppointed(representation=given_power))


@ASKS
def test_the_petitioner_asks_above(facts: tuple[Fact, ...], command: RequestReview) -> None:
    case = given(*facts)
    kind = ReviewRequested if command is ASK else RecheckRequested
    case.when(command, by=party()).then(kind)
    state = case.when(command, by=clerk()).then_state()
    asked = PetitionStage.REVIEW if command is ASK else PetitionStage.RECHECK
    assert state.petition.stage is asked
    assert state.petition.organ == command.organ
    assert command.organ in state.units, "who looks again sees the case"


@ASKS
def test_within_thirty_days_of_service(facts: tuple[Fact, ...], command: RequestReview) -> None:
    case = given(*facts)
    case.when(command, by=party(), at=LAST_MINUTE).decided()
    late = case.when(command, by=party(), at=TOO_LATE)
    late.then_refused(AskingTermOver, due_on="2025-05-06")


@ASKS
def test_a_letter_posted_in_time_is_in_time(
    facts: tuple[Fact, ...], command: RequestReview
) -> None:
    """民事诉讼法 art 85 (参照); D7."""
    posted = replace(command, posted_at=LAST_MINUTE)
    later = TOO_LATE + timedelta(days=3)
    given(*facts).when(posted, by=petition_office(), at=later).decided()


@settings(max_examples=40, deadline=None)
@for_all(st.integers(0, 60))
def test_never_after_the_term_and_always_within(days: int) -> None:
    at = SERVED_AT + timedelta(days=days)
    ends = due(SERVED_AT, Term(amount=30, unit=Unit.DAY), china())
    case = given(*OPINION).when(ASK, by=party(), at=at)
    if ends.kept_by(at):
        case.then(ReviewRequested)
    else:
        case.then_refused(AskingTermOver)


def test_the_term_runs_from_service_on_each_petitioner() -> None:
    both = petitioned(parties=(APPLICANT, one_party(WANG, Side.APPLICANT), ACCUSED_OFFICE))
    case = given(both, taken_up()[1], opinion(), served(ZHANG, at=SERVED_AT))
    for_wang = replace(ASK, requested_by=WANG)
    case.when(for_wang, by=party(WANG)).then_refused(NotServedOnPetitioner)
    given(*taken_up(), opinion()).when(ASK, by=party()).then_refused(NotServedOnPetitioner)


def test_service_on_who_receives_for_the_petitioner_counts() -> None:
    facts = (*taken_up(), speaking_for_zhang(Power.RECEIVE), opinion())
    case = given(*facts, served(LAWYER, at=SERVED_AT))
    case.when(ASK, by=party(), at=LAST_MINUTE).then(ReviewRequested)
    case.when(ASK, by=party(), at=TOO_LATE).then_refused(AskingTermOver)


def test_a_representative_may_ask() -> None:
    case = given(*taken_up(), speaking_for_zhang(Power.PRESENT), opinion(), served())
    case.when(ASK, by=party(LAWYER)).then(ReviewRequested)
    weak = given(*taken_up(), speaking_for_zhang(Power.RECEIVE), opinion(), served())
    weak.when(ASK, by=party(LAWYER)).then_refused(NotTheApplicantsWish)


@ASKS
def test_nobody_else_asks(facts: tuple[Fact, ...], command: RequestReview) -> None:
    accused = replace(command, requested_by=LAND_BUREAU)
    given(*facts).when(accused, by=clerk()).then_refused(PartyUnknown)


@ASKS
@pytest.mark.parametrize(("organ", "refusal"), [(NEXT_TOWN, NotSuperior), (NOWHERE, UnitUnknown)])
def test_only_an_organ_above_looks_again(
    facts: tuple[Fact, ...], command: RequestReview, organ: str, refusal: type[Refusal]
) -> None:
    astray = replace(command, organ=organ)
    given(*facts).when(astray, by=party()).then_refused(refusal)


def test_the_reviewer_does_not_recheck() -> None:
    command = replace(ASK_AGAIN, organ=COUNTY)
    given(*SERVED_AGAIN).when(command, by=party()).then_refused(NotSuperior)


def test_there_is_something_to_ask_about() -> None:
    given(*taken_up()).when(ASK, by=party()).then_refused(NoOpinionStands)
    given(*OPINION).when(ASK_AGAIN, by=party()).then_refused(NoOpinionStands)
    given(*OPINION, review_asked()).when(ASK, by=party()).then_refused(NoOpinionStands)


def test_the_organ_that_was_asked_answers() -> None:
    case = given(*OPINION, review_asked()).when(REVIEW, by=petition_office())
    case.then(ReviewOpinionIssued)
    state = case.then_state()
    assert state.petition.stage is PetitionStage.REVIEWED
    assert state.petition.opinion == PetitionReviewResult.UPHELD
    assert state.petition.opinion_unit == COUNTY
    assert state.petition.reviewers == {petition_office().person}
    assert state.petition.served == {}, "the review opinion has reached nobody yet"


def test_and_nobody_else() -> None:
    given(*OPINION).when(REVIEW, by=petition_office()).then_refused(NoReviewAsked)
    asked = given(*OPINION, review_asked())
    asked.when(REVIEW, by=unit_head()).then_refused(NotTheReviewOrgan)
    again = given(*SERVED_AGAIN, recheck_asked())
    again.when(RECHECK, by=petition_office()).then_refused(NotTheReviewOrgan)
    again.when(REVIEW, by=petition_office()).then_refused(NoReviewAsked)


def test_nobody_reviews_what_they_answered() -> None:
    """信访工作条例 art 28."""
    asked = given(*OPINION, review_asked())
    asked.when(REVIEW, by=replace(petition_office(), person=TWO)).then_refused(SamePerson)
    again = given(*SERVED_AGAIN, recheck_asked())
    moved = replace(city_office(), person=petition_office().person)
    again.when(RECHECK, by=moved).then_refused(SamePerson)


def test_the_review_opinion_is_served() -> None:
    case = given(*REVIEWED).when(SERVE, by=petition_office())
    case.then(ReviewOpinionServed)
    assert case.then_state().petition.served == {ZHANG: case.act.at}


def test_by_the_organ_that_reviewed_on_the_petitioner() -> None:
    given(*OPINION, review_asked()).when(SERVE, by=petition_office()).then_refused(NoOpinionStands)
    given(*REVIEWED).when(SERVE, by=unit_head()).then_refused(NotTheReviewOrgan)
    astray = replace(SERVE, receiver=LAND_BUREAU)
    given(*REVIEWED).when(astray, by=petition_office()).then_refused(ReceiverNotInCase)


def test_the_last_word_comes_from_above_the_reviewer() -> None:
    case = given(*SERVED_AGAIN, recheck_asked()).when(RECHECK, by=city_office())
    case.then(RecheckOpinionIssued)
    state = case.then_state()
    assert state.petition.stage is PetitionStage.RECHECKED
    assert state.petition.opinion_unit == CITY


@pytest.mark.parametrize(
    "event", [reviewed(PetitionReviewResult.REVOKED), rechecked(PetitionReviewResult.REVOKED)]
)
def test_what_was_revoked_is_handled_again(event: Fact) -> None:
    asked = (*SERVED_AGAIN, recheck_asked())
    state = given(*asked, event).state
    assert state is not None
    assert state.petition.stage is PetitionStage.HANDLING
