"""Petitions go to the unit whose duty it is (信访工作条例 art 22 属地管理、谁主管谁负责)."""

from datetime import date

import pytest
from msgspec.structs import replace

from domain.case import Case, Stage
from domain.case.petition import (
    AssignPetition,
    ForwardPetition,
    PetitionAssigned,
    PetitionForwarded,
)
from domain.case.refusals import (
    AccusedUnitMayNot,
    CopyToAccused,
    DayHasPassed,
    DisciplineOnly,
    UnitNotCompetent,
)
from domain.case.refusals.petition import GivenAlready, NotAPetition, PetitionIsFinal
from domain.case.regions.orders import OrderStage
from domain.case.regions.petition import PetitionStage
from domain.codes.matters import MatterClass
from domain.codes.petitions import PetitionReceiver
from domain.organisation.refusals import UnitUnknown
from domain.refusals import RoleMayNot, StageDoesNotFit
from tests.domain.county import (
    CASE,
    COUNTY,
    LAND_OFFICE,
    NOWHERE,
    TOWN,
    VILLAGE,
    clerk,
    petition_office,
)
from tests.domain.given import given
from tests.domain.states import petitioned, protected, refused, registered, reported
from tests.domain.states_petition import ORDER, forwarded, made_final, opinion, taken_up

FORWARD = ForwardPetition(
    case=CASE,
    unit=TOWN,
    receiver_kind=PetitionReceiver.COMPETENT_UNIT,
    basis="事发地在本镇",
)
ASSIGN = AssignPetition(
    case=CASE,
    unit=TOWN,
    receiver_kind=PetitionReceiver.COMPETENT_UNIT,
    basis="事发地在本镇",
    feedback="报办理结果",
    report_due_on=date(2025, 5, 20),
)
BOTH = pytest.mark.parametrize("command", [FORWARD, ASSIGN])


def test_it_is_forwarded() -> None:
    (event,) = given(petitioned()).when(FORWARD, by=petition_office()).then(PetitionForwarded)
    assert event.order.startswith("order_")


def test_or_assigned_with_a_day_to_report() -> None:
    given(petitioned()).when(ASSIGN, by=petition_office()).then(PetitionAssigned)
    late = replace(ASSIGN, report_due_on=date(2025, 3, 24))
    given(petitioned()).when(late, by=petition_office()).then_refused(DayHasPassed)


@BOTH
def test_the_unit_has_an_order_it_may_sign_or_object_to(
    command: ForwardPetition | AssignPetition,
) -> None:
    """信访工作条例 art 23."""
    case = given(petitioned()).when(command, by=petition_office())
    state = case.then_state()
    (order,) = state.orders.open
    assert (order.lead, order.sender, order.stage) == (TOWN, COUNTY, OrderStage.ISSUED)
    assert order.issued_at == case.act.at
    assert state.petition.given_to == {TOWN: order.order}
    assert state.petition.unit == TOWN
    assert state.petition.stage is PetitionStage.HANDLING
    assert TOWN in state.units


@BOTH
def test_what_was_accepted_is_assigned_now(command: ForwardPetition | AssignPetition) -> None:
    case = given(*taken_up()).when(command, by=petition_office())
    assert case.then_state().stage is Stage.ASSIGNED
    waiting = given(petitioned()).when(command, by=petition_office())
    assert waiting.then_state().stage is Stage.REGISTERED


@BOTH
def test_only_to_a_competent_unit_and_not_to_the_one_complained_of(
    command: ForwardPetition | AssignPetition,
) -> None:
    case = given(petitioned())
    for unit, refusal in (
        (VILLAGE, UnitNotCompetent),
        (NOWHERE, UnitUnknown),
        (LAND_OFFICE, AccusedUnitMayNot),
    ):
        case.when(replace(command, unit=unit), by=petition_office()).then_refused(refusal)


def test_a_report_goes_to_discipline_inspection_only() -> None:
    """信访工作条例 arts 22, 30, 46."""
    case = given(reported(), protected(petition_office().person))
    case.when(FORWARD, by=petition_office()).then_refused(DisciplineOnly)
    discipline = replace(FORWARD, receiver_kind=PetitionReceiver.DISCIPLINE)
    case.when(discipline, by=petition_office()).then(PetitionForwarded)
    accused = replace(discipline, unit=LAND_OFFICE)
    case.when(accused, by=petition_office()).then_refused(CopyToAccused)


def test_a_unit_has_it_in_hand_once() -> None:
    case = given(petitioned(), forwarded())
    case.when(ASSIGN, by=petition_office()).then_refused(GivenAlready)
    case.when(replace(ASSIGN, unit=COUNTY), by=petition_office()).then(PetitionAssigned)


def test_a_unit_that_sent_it_back_may_have_it_again() -> None:
    def returned(state: Case) -> None:
        state.orders.all[ORDER].stage = OrderStage.RETURNED_TO_SENDER

    case = given(petitioned(), forwarded()).where(returned)
    case.when(ASSIGN, by=petition_office()).then(PetitionAssigned)


@BOTH
def test_only_petitions_and_only_by_the_petition_office(
    command: ForwardPetition | AssignPetition,
) -> None:
    case = given(registered()).where(_seen_by_the_county)
    case.when(command, by=petition_office()).then_refused(NotAPetition)
    given(petitioned()).when(command, by=clerk()).then_refused(RoleMayNot)
    advice = given(petitioned(matter_class=MatterClass.PETITION_ADVICE))
    advice.when(command, by=petition_office()).decided()


@BOTH
def test_what_is_refused_or_final_goes_nowhere(
    command: ForwardPetition | AssignPetition,
) -> None:
    case = given(petitioned(), refused())
    case.when(command, by=petition_office()).then_refused(StageDoesNotFit)
    final = given(*taken_up(), opinion(), made_final())
    final.when(command, by=petition_office()).then_refused(PetitionIsFinal)


def _seen_by_the_county(state: Case) -> None:
    state.units.add(COUNTY)
