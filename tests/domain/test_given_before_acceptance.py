"""A unit may sign for or dispute a petition before it is accepted (信访工作条例 arts 22, 23)."""

from datetime import timedelta

import pytest
from msgspec.structs import replace

from domain.case import Stage
from domain.case.acceptance import CaseAccepted
from domain.case.merging import MergeCase
from domain.case.objections import (
    DesignateUnit,
    ObjectionRejected,
    ObjectionUpheld,
    ObjectToOrder,
    RejectObjection,
    UpholdObjection,
    WorkOrderObjected,
)
from domain.case.orders import SignOrder, WorkOrderSigned
from domain.case.petition import ForwardPetition, PetitionForwarded
from domain.case.refusals.ending import OrdersStillOpen
from domain.case.refusing import RefusalOverturned
from domain.case.regions.orders import OrderStage
from domain.case.values import Confirmation
from domain.case.window import ResolveOnTheSpot
from domain.codes.matters import MatchBasis, MatterClass
from domain.codes.parties import ConfirmationMethod
from domain.codes.petitions import PetitionReceiver
from tests.domain.county import (
    CASE,
    CITY,
    COUNTY,
    OTHER,
    SCAN,
    TOWN,
    ZHANG,
    clerk,
    petition_office,
    political_legal_committee,
    triage,
)
from tests.domain.given import Fact, fact, given
from tests.domain.states import accepted, petitioned, redirected, refused, supplementing, to_accept
from tests.domain.states_ending import withdrawn
from tests.domain.states_orders import objected, signed, unit_head
from tests.domain.states_petition import ORDER, forwarded

GIVEN = (petitioned(), forwarded())
SIGN = SignOrder(case=CASE, order=ORDER)
OBJECT = ObjectToOrder(
    case=CASE, order=ORDER, reason="O01", details="不属本镇职责。", legal_basis="职责清单"
)
ACCEPT = to_accept(
    matter_class=MatterClass.PETITION_DEMAND,
    dispute="1102",
    first_responsible_unit=TOWN,
    procedure="LITIGATION",
)


@pytest.mark.parametrize("meanwhile", [(), (supplementing(),)])
def test_the_unit_signs_while_nobody_has_decided_yet(meanwhile: tuple[Fact, ...]) -> None:
    signing = given(*GIVEN, *meanwhile).when(SIGN, by=unit_head(TOWN))
    signing.then(WorkOrderSigned)
    state = signing.then_state()
    assert state.orders.all[ORDER].stage is OrderStage.SIGNED
    assert state.stage in (Stage.REGISTERED, Stage.SUPPLEMENTING)


def test_the_unit_objects_and_the_sender_decides() -> None:
    given(*GIVEN).when(OBJECT, by=unit_head(TOWN)).then(WorkOrderObjected)
    disputed = given(*GIVEN, objected(ORDER, TOWN))
    uphold = UpholdObjection(case=CASE, order=ORDER, basis="职责清单")
    upholding = disputed.when(uphold, by=petition_office())
    upholding.then(ObjectionUpheld)
    assert upholding.then_state().stage is Stage.REGISTERED
    reject = RejectObjection(case=CASE, order=ORDER, basis="职责清单")
    disputed.when(reject, by=petition_office()).then(ObjectionRejected)


@pytest.mark.parametrize(
    ("facts", "stage"),
    [
        ((), Stage.ACCEPTED),
        ((forwarded(),), Stage.ASSIGNED),
        ((forwarded(), objected(ORDER, TOWN)), Stage.ASSIGNED),
        ((forwarded(), signed(ORDER, TOWN)), Stage.IN_PROGRESS),
    ],
)
def test_the_acceptance_goes_on_where_the_order_stands(
    facts: tuple[Fact, ...], stage: Stage
) -> None:
    accepting = given(petitioned(), *facts).when(ACCEPT, by=petition_office())
    (event,) = accepting.then(CaseAccepted)
    assert event.stage is accepting.then_state().stage is stage


def test_an_upheld_objection_leaves_the_lead_to_who_had_it() -> None:
    accepted = given(petitioned()).when(ACCEPT, by=petition_office()).then_state()
    assert accepted.lead_unit == TOWN
    facts = (petitioned(), _accepted(), forwarded(), objected(ORDER, TOWN))
    uphold = UpholdObjection(case=CASE, order=ORDER, basis="职责清单")
    state = given(*facts).when(uphold, by=petition_office()).then_state()
    assert state.lead_unit == COUNTY


def _accepted() -> Fact:
    return accepted(
        matter_class=MatterClass.PETITION_DEMAND, first_responsible_unit=COUNTY, lead_unit=COUNTY
    )


def test_a_common_superior_designates_before_acceptance_too() -> None:
    designate = DesignateUnit(
        case=CASE, order=ORDER, unit=COUNTY, basis="县级统筹。", document=SCAN
    )
    disputed = given(*GIVEN, objected(ORDER, TOWN))
    city = replace(political_legal_committee(), unit=CITY, area="9901")
    state = disputed.when(designate, by=city).then_state()
    assert [order.lead for order in state.orders.open] == [COUNTY]
    assert state.stage is Stage.REGISTERED


@pytest.mark.parametrize("end", [refused(), redirected(), withdrawn()])
def test_what_is_over_asks_no_unit_for_anything(end: Fact) -> None:
    state = given(*GIVEN, end).state
    assert state is not None
    assert state.orders.all[ORDER].stage is OrderStage.LAPSED
    assert not state.orders.open


def test_what_goes_on_in_another_case_asks_no_unit_here() -> None:
    merge = MergeCase(
        case=CASE, into=OTHER, match_basis=MatchBasis.SAME_FACTS, explanation="同一诉求。"
    )
    case = given(*GIVEN).beside(OTHER, petitioned(case=OTHER))
    state = case.when(merge, by=triage()).then_state()
    assert state.orders.all[ORDER].stage is OrderStage.LAPSED


def test_the_office_may_give_it_to_the_same_unit_again() -> None:
    overturned = fact(RefusalOverturned(reason="应当受理。"), by=petition_office())
    again = ForwardPetition(
        case=CASE, unit=TOWN, receiver_kind=PetitionReceiver.COMPETENT_UNIT, basis="属地"
    )
    case = given(*GIVEN, refused(), overturned)
    case.when(again, by=petition_office(), after=timedelta(hours=1)).then(PetitionForwarded)


def test_nobody_answers_at_the_window_what_a_unit_has_been_given() -> None:
    answer = ResolveOnTheSpot(
        case=CASE,
        outcome="ANSWERED",
        result="当场答复。",
        confirmation=Confirmation(person=ZHANG, method=ConfirmationMethod.SIGNED),
    )
    advice = petitioned(matter_class=MatterClass.PETITION_ADVICE)
    given(advice, forwarded()).when(answer, by=clerk()).then_refused(OrdersStillOpen)
