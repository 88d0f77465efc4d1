"""The unit tells the petitioner that it has the matter (信访工作条例 art 23: fifteen days)."""

import pytest
from msgspec.structs import replace

from domain.case import Case
from domain.case.petition import NotifyReceipt, ReceiptNotified
from domain.case.refusals import ExplanationNeeded, ReceiverNotInCase
from domain.case.refusals.petition import (
    NotAPetition,
    NotTheAnsweringUnit,
    ToldAlready,
    ToldOrUnclear,
)
from domain.case.regions.orders import OrderStage
from domain.codes.petitions import ReceiptResult
from domain.refusals import RoleMayNot
from tests.domain.county import (
    CASE,
    COUNTY,
    LAND_BUREAU,
    TOWN,
    ZHANG,
    clerk,
    handler,
    petition_office,
)
from tests.domain.given import MORNING, fact, given
from tests.domain.states import petitioned, registered
from tests.domain.states_petition import ORDER, drafter, forwarded, taken_up

TELL = NotifyReceipt(
    case=CASE,
    unit=TOWN,
    result=ReceiptResult.RECEIVED,
    written=True,
    told_at=MORNING,
    receiver=ZHANG,
)
UNCLEAR = replace(TELL, told_at=None, receiver=None, unclear=True, written=False)


def test_the_unit_tells_what_becomes_of_it() -> None:
    case = given(petitioned(), forwarded()).when(TELL, by=drafter())
    case.then(ReceiptNotified)
    state = case.then_state()
    assert state.petition.receipts == {TOWN: {ReceiptResult.RECEIVED}}
    assert state.petition.notified_units == {TOWN}
    assert state.hands.handlers == {drafter().person}
    assert state.hands.handling_units == {TOWN}


def test_the_petition_office_may_record_it_for_the_unit() -> None:
    case = given(petitioned(), forwarded())
    case.when(TELL, by=petition_office()).then(ReceiptNotified)
    hands = case.when(TELL, by=petition_office()).then_state().hands
    assert hands.handlers == set(), "the office wrote it down; the unit handled it"
    case.when(TELL, by=clerk()).then_refused(RoleMayNot)


def test_a_unit_tells_of_what_it_was_given() -> None:
    given(petitioned()).when(TELL, by=drafter()).then_refused(NotTheAnsweringUnit)
    given(*taken_up()).when(TELL, by=drafter()).then(ReceiptNotified)
    case = given(petitioned(), forwarded(COUNTY), forwarded())
    elsewhere = replace(TELL, unit=COUNTY)
    case.when(elsewhere, by=drafter()).then_refused(NotTheAnsweringUnit)


def test_a_unit_that_sent_it_back_still_tells() -> None:
    def returned(state: Case) -> None:
        state.orders.all[ORDER].stage = OrderStage.RETURNED_TO_SENDER

    case = given(petitioned(), forwarded()).where(returned)
    case.when(TELL, by=drafter()).then(ReceiptNotified)


def test_nobody_is_told_when_name_or_address_is_unclear() -> None:
    given(petitioned(), forwarded()).when(UNCLEAR, by=drafter()).then(ReceiptNotified)


@pytest.mark.parametrize(
    "command",
    [
        replace(TELL, receiver=None),
        replace(TELL, told_at=None),
        replace(TELL, unclear=True),
        replace(UNCLEAR, unclear=False),
        replace(UNCLEAR, receiver=ZHANG),
    ],
)
def test_somebody_was_told_or_it_is_said_why_nobody(command: NotifyReceipt) -> None:
    given(petitioned(), forwarded()).when(command, by=drafter()).then_refused(ToldOrUnclear)


def test_it_is_the_petitioner_who_is_told() -> None:
    case = given(petitioned(), forwarded())
    command = replace(TELL, receiver=LAND_BUREAU)
    case.when(command, by=drafter()).then_refused(ReceiverNotInCase)


@pytest.mark.parametrize("result", [ReceiptResult.NOT_ACCEPTED, ReceiptResult.DIRECTED])
def test_a_no_has_its_reason(result: ReceiptResult) -> None:
    case = given(petitioned(), forwarded())
    command = replace(TELL, result=result)
    case.when(command, by=drafter()).then_refused(ExplanationNeeded)
    case.when(replace(command, reason="属人民法院职权。"), by=drafter()).then(ReceiptNotified)


def test_the_same_is_told_once() -> None:
    case = given(petitioned(), forwarded())
    (event,) = case.when(TELL, by=drafter()).decided()
    told = given(petitioned(), forwarded(), fact(event, by=drafter()))
    told.when(TELL, by=drafter()).then_refused(ToldAlready)
    further = replace(TELL, result=ReceiptResult.ACCEPTED)
    told.when(further, by=drafter()).then(ReceiptNotified)


def test_it_is_for_petitions() -> None:
    case = given(registered())
    case.when(TELL, by=handler(TOWN)).then_refused(NotAPetition)
