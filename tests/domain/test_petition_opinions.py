"""The opinion on a petition (处理意见书): drafted, issued, served (F02 arts 28, 31, 32)."""

from msgspec.structs import replace

from domain.case import Case, Stage
from domain.case.petition_opinions import IssueOpinion, OpinionIssued, OpinionServed, ServeOpinion
from domain.case.refusals import ReceiverNotInCase, SamePerson, StaffIsParty
from domain.case.refusals.petition import (
    HandlingIsOver,
    NoOpinionStands,
    NotAPetition,
    NotTheAnsweringUnit,
)
from domain.case.refusals.shared import SteppedAside
from domain.case.regions.orders import OrderStage
from domain.case.regions.petition import PetitionStage
from domain.codes.matters import MatterClass
from domain.codes.notices import ServiceMethod
from domain.codes.petitions import Article31, PetitionOpinion
from domain.person.refusals import PersonUnknown
from domain.refusals import RoleMayNot, StageDoesNotFit
from tests.domain.county import CASE, COUNTY, LI, ONE, SCAN, STRANGER, TOWN, TWO, ZHANG
from tests.domain.given import given
from tests.domain.states import petitioned
from tests.domain.states_petition import (
    ISSUE,
    ORDER,
    drafter,
    forwarded,
    opinion,
    review_asked,
    served,
    taken_up,
    unit_head,
)

SERVE = ServeOpinion(case=CASE, receiver=ZHANG, method=ServiceMethod.IN_PERSON, proof=SCAN)


def test_the_unit_head_issues_what_a_handler_drafted() -> None:
    case = given(*taken_up()).when(ISSUE, by=unit_head())
    (event,) = case.then(OpinionIssued)
    assert event.excluded == tuple(Article31)
    state = case.then_state()
    assert state.petition.stage is PetitionStage.OPINION
    assert state.petition.opinion == PetitionOpinion.NOT_SUPPORTED
    assert state.petition.opinion_unit == TOWN
    assert state.hands.handlers == {ONE, TWO}
    assert state.hands.handling_units == {TOWN}


def test_two_people_answer() -> None:
    """domain.md §2.5 M, R05+R06."""
    case = given(*taken_up())
    case.when(replace(ISSUE, drafted_by=TWO), by=unit_head()).then_refused(SamePerson)
    case.when(replace(ISSUE, drafted_by=STRANGER), by=unit_head()).then_refused(PersonUnknown)
    case.when(ISSUE, by=drafter()).then_refused(RoleMayNot)


def test_neither_is_a_party() -> None:
    case = given(*taken_up())
    case.when(replace(ISSUE, drafted_by=ZHANG), by=unit_head()).then_refused(StaffIsParty)
    case.when(ISSUE, by=replace(unit_head(), person=ZHANG)).then_refused(StaffIsParty)


def test_neither_has_stepped_aside() -> None:
    """信访工作条例 art 28."""
    for person in (ONE, TWO):

        def recused(state: Case, who: str = person) -> None:
            state.hands.recused.add(who)

        case = given(*taken_up()).where(recused)
        case.when(ISSUE, by=unit_head()).then_refused(SteppedAside, person=person)


def test_the_unit_that_has_it_answers() -> None:
    case = given(*taken_up()).where(_county_too)
    case.when(ISSUE, by=unit_head(COUNTY)).then_refused(NotTheAnsweringUnit)
    given_away = given(*taken_up(), forwarded(COUNTY))
    given_away.when(ISSUE, by=unit_head()).then_refused(NotTheAnsweringUnit)
    given_away.when(ISSUE, by=unit_head(COUNTY)).then(OpinionIssued)


def test_a_unit_that_sent_it_back_does_not_answer() -> None:
    def returned(state: Case) -> None:
        state.orders.all[ORDER].stage = OrderStage.RETURNED_TO_SENDER

    case = given(*taken_up(first_responsible_unit=COUNTY, lead_unit=COUNTY), forwarded())
    case.when(ISSUE, by=unit_head()).then(OpinionIssued)
    case.where(returned).when(ISSUE, by=unit_head()).then_refused(NotTheAnsweringUnit)


def test_there_is_one_opinion() -> None:
    case = given(*taken_up(), opinion())
    case.when(ISSUE, by=unit_head()).then_refused(HandlingIsOver)


def test_an_opinion_is_for_demands_that_were_accepted() -> None:
    given(petitioned()).when(ISSUE, by=unit_head()).then_refused(StageDoesNotFit)
    advice = given(*taken_up(matter_class=MatterClass.PETITION_ADVICE))
    advice.when(ISSUE, by=unit_head()).then_refused(NotAPetition)


def test_the_opinion_is_served() -> None:
    case = given(*taken_up(), opinion()).when(SERVE, by=drafter())
    case.then(OpinionServed)
    petition = case.then_state().petition
    assert petition.served_at == case.act.at
    assert petition.served_on == {ZHANG}


def test_the_first_service_counts() -> None:
    case = given(*taken_up(), opinion(), served()).when(SERVE, by=unit_head())
    assert case.before is not None
    assert case.then_state().petition.served == case.before.petition.served


def test_it_is_served_on_the_petitioner_or_who_receives_for_them() -> None:
    case = given(*taken_up(), opinion())
    case.when(replace(SERVE, receiver=LI), by=drafter()).then_refused(ReceiverNotInCase)


def test_only_a_standing_opinion_is_served_and_by_its_own_unit() -> None:
    given(*taken_up()).when(SERVE, by=drafter()).then_refused(NoOpinionStands)
    asked = given(*taken_up(), opinion(), served(), review_asked())
    asked.when(SERVE, by=drafter()).then_refused(NoOpinionStands)
    case = given(*taken_up(), opinion()).where(_county_too)
    case.when(SERVE, by=drafter(COUNTY)).then_refused(NotTheAnsweringUnit)


def test_it_may_be_served_after_the_case_was_ended() -> None:
    def concluded(state: Case) -> None:
        state.stage = Stage.CONCLUDED

    case = given(*taken_up(), opinion()).where(concluded)
    case.when(SERVE, by=drafter()).then(OpinionServed)
    case.when(ISSUE, by=unit_head()).then_refused(StageDoesNotFit)


def test_the_command_carries_what_article_32_asks_for() -> None:
    asked = {"petition_claim", "facts", "opinion", "legal_basis"}
    assert asked <= set(IssueOpinion.__struct_fields__)


def _county_too(state: Case) -> None:
    state.units.add(COUNTY)
