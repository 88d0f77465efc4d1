"""What is missing is asked for once and in full (一次性告知补正, domain.md §2.5 A)."""

from datetime import date, timedelta

from domain.case import Stage
from domain.case.intake import (
    MaterialReceived,
    ReceiveMaterial,
    RequestSupplement,
    SupplementRequested,
)
from domain.case.refusals import AskedBefore, DayHasPassed, ItemNotMissing, ToldFromTheFuture
from domain.codes.matters import SupplementCause
from domain.refusals import StageDoesNotFit
from tests.domain.county import CASE, clerk
from tests.domain.given import MORNING, fact, given
from tests.domain.states import registered, supplementing, to_accept

ASK = RequestSupplement(
    case=CASE,
    cause=SupplementCause.IDENTITY,
    items=("身份证明", "宅基地使用证"),
    due_on=date(2025, 4, 3),
)


def receive(*items: int) -> ReceiveMaterial:
    return ReceiveMaterial(case=CASE, items=items, received_at=MORNING)


def test_asking_stops_the_case_until_the_material_is_there() -> None:
    state = given(registered()).when(ASK, by=clerk()).then_state()
    assert state.stage is Stage.SUPPLEMENTING


def test_nothing_is_accepted_while_material_is_missing() -> None:
    given(registered(), supplementing()).when(to_accept(), by=clerk()).then_refused(StageDoesNotFit)


def test_some_of_the_material_is_not_all() -> None:
    state = given(registered(), supplementing("一", "二")).when(receive(1), by=clerk()).then_state()
    assert state.stage is Stage.SUPPLEMENTING
    assert state.supplement.missing == {2}


def test_with_all_the_material_the_case_goes_on() -> None:
    asked = given(registered(), supplementing("一", "二"))
    (event,) = asked.when(receive(2, 1, 1), by=clerk()).then(MaterialReceived)
    assert (event.items, event.complete) == ((1, 2), True)
    assert asked.when(receive(1, 2), by=clerk()).then_state().stage is Stage.REGISTERED


def test_late_material_is_received_too() -> None:
    asked = given(registered(), supplementing())
    asked.when(receive(1), by=clerk(), after=timedelta(days=30)).then(MaterialReceived)


def test_what_was_not_asked_for_is_not_ticked_off() -> None:
    given(registered(), supplementing()).when(receive(2), by=clerk()).then_refused(
        ItemNotMissing, item=2
    )


def test_the_same_cause_is_not_asked_for_twice() -> None:
    back = fact(MaterialReceived(items=(1,), documents=(), received_at=MORNING, complete=True))
    given(registered(), supplementing(), back).when(ASK, by=clerk()).then_refused(
        AskedBefore, cause=SupplementCause.IDENTITY
    )


def test_another_cause_may_be_asked_for() -> None:
    back = fact(MaterialReceived(items=(1,), documents=(), received_at=MORNING, complete=True))
    command = RequestSupplement(
        case=CASE, cause=SupplementCause.AUTHORITY, items=("授权委托书",), due_on=date(2025, 4, 3)
    )
    given(registered(), supplementing(), back).when(command, by=clerk()).then(SupplementRequested)


def test_the_term_does_not_end_before_it_begins() -> None:
    late = RequestSupplement(
        case=CASE, cause=SupplementCause.FORM, items=("签名",), due_on=date(2025, 3, 24)
    )
    given(registered()).when(late, by=clerk()).then_refused(DayHasPassed, field="due_on")


def test_material_is_not_received_in_the_future() -> None:
    command = ReceiveMaterial(case=CASE, items=(1,), received_at=MORNING + timedelta(days=1))
    given(registered(), supplementing()).when(command, by=clerk()).then_refused(ToldFromTheFuture)
