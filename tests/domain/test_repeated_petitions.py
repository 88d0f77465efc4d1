"""信访终结与重复信访: final is final, a repeat is only noted (F02 art 36; §2.6)."""

from datetime import UTC, datetime, timedelta

import pytest
from msgspec.structs import replace

from domain.case import Case, Stage
from domain.case.petition_ending import (
    DeclareFinal,
    NoteRepeatPetition,
    PetitionFinal,
    RepeatPetitionNoted,
)
from domain.case.refusals import PartyUnknown
from domain.case.refusals.petition import (
    NewFacts,
    NotAPetition,
    NotFinalYet,
    PetitionIsFinal,
    StillOpenToReview,
)
from domain.case.regions.petition import PetitionStage
from domain.codes.matters import Channel, MatterClass
from domain.codes.parties import Side
from domain.codes.petitions import FinalGround, PetitionReviewResult
from domain.kernel import SHANGHAI
from domain.refusals import RoleMayNot
from tests.domain.county import CASE, LAND_BUREAU, WANG, ZHANG, clerk, petition_office
from tests.domain.given import MORNING, Fact, given
from tests.domain.states import ACCUSED_OFFICE, APPLICANT, one_party, petitioned
from tests.domain.states_petition import (
    made_final,
    opinion,
    recheck_asked,
    rechecked,
    review_asked,
    review_served,
    reviewed,
    served,
    taken_up,
)

SERVED_AT = datetime(2025, 4, 1, 10, 0, tzinfo=SHANGHAI).astimezone(UTC)
TERM_OVER = datetime(2025, 5, 7, 0, 0, tzinfo=SHANGHAI).astimezone(UTC)

FINAL = DeclareFinal(case=CASE)
REPEAT = NoteRepeatPetition(
    case=CASE,
    petitioner=ZHANG,
    channel=Channel.WALK_IN,
    heard_at=MORNING,
    new_facts=False,
    explanation="已复核终结,不再受理。",
    care="联系民政部门临时救助。",
)
OPINION = (*taken_up(), opinion(), served(at=SERVED_AT))
REVIEWED = (*taken_up(), opinion(), served(), review_asked(), reviewed())


def test_final_after_the_re_review() -> None:
    case = given(*REVIEWED, review_served(), recheck_asked(), rechecked())
    (event,) = case.when(FINAL, by=petition_office()).then(PetitionFinal)
    assert event.ground is FinalGround.RECHECKED
    state = case.when(FINAL, by=petition_office()).then_state()
    assert state.petition.stage is PetitionStage.FINAL


@pytest.mark.parametrize(
    ("facts", "ground"),
    [
        (OPINION, FinalGround.REVIEW_NOT_REQUESTED),
        ((*REVIEWED, review_served(at=SERVED_AT)), FinalGround.RECHECK_NOT_REQUESTED),
    ],
)
def test_final_once_nobody_may_ask_any_more(facts: tuple[Fact, ...], ground: FinalGround) -> None:
    case = given(*facts)
    just_before = TERM_OVER - timedelta(minutes=1)
    case.when(FINAL, by=petition_office(), at=just_before).then_refused(StillOpenToReview)
    (event,) = case.when(FINAL, by=petition_office(), at=TERM_OVER).then(PetitionFinal)
    assert event.ground is ground


def test_not_while_a_petitioner_was_not_served() -> None:
    both = petitioned(parties=(APPLICANT, one_party(WANG, Side.APPLICANT), ACCUSED_OFFICE))
    for facts in ((*taken_up(), opinion()), (both, taken_up()[1], opinion(), served(at=SERVED_AT))):
        case = given(*facts)
        case.when(FINAL, by=petition_office(), at=TERM_OVER).then_refused(StillOpenToReview)


@pytest.mark.parametrize(
    "facts",
    [
        taken_up(),
        (*OPINION, review_asked()),
        (*REVIEWED, review_served(), recheck_asked()),
        (*REVIEWED, review_served(), recheck_asked(), rechecked(PetitionReviewResult.REVOKED)),
    ],
)
def test_not_while_it_is_handled_or_looked_at(facts: tuple[Fact, ...]) -> None:
    case = given(*facts)
    case.when(FINAL, by=petition_office(), at=TERM_OVER).then_refused(StillOpenToReview)


def test_final_once_and_by_the_petition_office() -> None:
    case = given(*OPINION, made_final())
    case.when(FINAL, by=petition_office()).then_refused(PetitionIsFinal)
    given(*OPINION).when(FINAL, by=clerk()).then_refused(RoleMayNot)
    advice = given(*taken_up(matter_class=MatterClass.PETITION_ADVICE))
    advice.when(FINAL, by=petition_office()).then_refused(NotAPetition)


def test_a_repeat_is_noted_and_explained() -> None:
    case = given(*OPINION, made_final()).when(REPEAT, by=petition_office())
    case.then(RepeatPetitionNoted)
    state = case.then_state()
    assert state.petition.repeats == 1
    assert state.petition.stage is PetitionStage.FINAL
    assert case.before is not None
    assert state.stage is case.before.stage, "it is not taken up again"


def test_a_repeat_is_noted_after_the_case_was_closed() -> None:
    def closed(state: Case) -> None:
        state.stage = Stage.CLOSED

    case = given(*OPINION, made_final()).where(closed)
    case.when(REPEAT, by=petition_office()).then(RepeatPetitionNoted)


def test_new_facts_make_a_new_matter() -> None:
    case = given(*OPINION, made_final())
    refused = case.when(replace(REPEAT, new_facts=True), by=petition_office()).then_refused(
        NewFacts
    )
    assert "另行登记" in (refused.next_step or "")


def test_what_is_not_final_is_not_repeated_in_vain() -> None:
    given(*OPINION).when(REPEAT, by=petition_office()).then_refused(NotFinalYet)


def test_a_repeat_is_the_petitioners() -> None:
    case = given(*OPINION, made_final())
    command = replace(REPEAT, petitioner=LAND_BUREAU)
    case.when(command, by=petition_office()).then_refused(PartyUnknown)
