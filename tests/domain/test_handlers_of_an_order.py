"""An order is in one person's hands at any time, and passes on without a gap (domain.md §2.5 C)."""

from typing import Any

import pytest
from msgspec.structs import replace

from domain.case.handling import AssignHandler, DutyHandedOver, HandlerAssigned, HandOverDuty
from domain.case.refusals import StaffIsParty
from domain.case.refusals.orders import (
    HandedToSelf,
    HandlerAssignedAlready,
    HandlerConflicted,
    HandlerNotCustodian,
    NoHandlersPost,
    NotTheHandler,
    NotYourOrder,
    OrderStageDoesNotFit,
    OrderUnknown,
)
from domain.case.refusals.shared import SteppedAside
from domain.codes.matters import MatterClass
from domain.kernel import Command
from domain.refusals import Refusal
from tests.domain.county import (
    CASE,
    LAND_OFFICE,
    LI,
    NOTICE,
    ONE,
    OWNER,
    TOWN,
    TWO,
    VILLAGE,
    named,
)
from tests.domain.given import Fact, given
from tests.domain.states import accepted, protected, reported
from tests.domain.states_orders import (
    ORDER,
    ORDERED,
    SIGNED,
    TAKEN_UP,
    assigned,
    completed,
    conflicted,
    issued,
    recused,
    signed,
    unit_head,
)

ASSIGN = AssignHandler(case=CASE, order=ORDER, handler=OWNER, assistants=(ONE, ONE, OWNER))
HAND_OVER = HandOverDuty(
    case=CASE,
    order=ORDER,
    handed_by=OWNER,
    taken_by=ONE,
    tasks=("调取权属档案", "通知双方到场指界"),
    reason="原承办人借调。",
    document=NOTICE,
)
ASSIGNED = (*SIGNED, assigned())
BOTH = [ASSIGN, HAND_OVER]


def test_the_head_gives_it_to_people_of_the_unit() -> None:
    (event,) = given(*SIGNED).when(ASSIGN, by=unit_head()).then(HandlerAssigned)
    assert (event.handler, event.assistants) == (OWNER, (ONE,))
    case = given(*SIGNED).when(ASSIGN, by=unit_head()).then_state()
    assert (case.orders.all[ORDER].handler, case.orders.all[ORDER].assistants) == (OWNER, {ONE})
    assert {OWNER, ONE} <= case.hands.handlers
    assert LAND_OFFICE in case.hands.handling_units


def test_the_duty_passes_from_one_to_the_next_in_one_event() -> None:
    """No gap: the moment that ends one duty begins the other."""
    (event,) = given(*ASSIGNED).when(HAND_OVER, by=unit_head()).then(DutyHandedOver)
    assert (event.handed_by, event.taken_by, event.document) == (OWNER, ONE, NOTICE)
    assert len(event.tasks) == 2
    case = given(*SIGNED, assigned(OWNER, ONE)).when(HAND_OVER, by=unit_head()).then_state()
    assert (case.orders.all[ORDER].handler, case.orders.all[ORDER].assistants) == (ONE, set())
    assert {OWNER, ONE} <= case.hands.handlers


def test_a_handler_is_not_simply_replaced() -> None:
    given(*ASSIGNED).when(ASSIGN, by=unit_head()).then_refused(HandlerAssignedAlready)


@pytest.mark.parametrize("person", [ONE, TWO])
def test_only_who_has_the_duty_hands_it_over(person: str) -> None:
    wrong = replace(HAND_OVER, handed_by=person)
    given(*ASSIGNED).when(wrong, by=unit_head()).then_refused(NotTheHandler, person=person)
    given(*SIGNED).when(HAND_OVER, by=unit_head()).then_refused(NotTheHandler)


def test_nobody_takes_over_from_themselves() -> None:
    same = replace(HAND_OVER, taken_by=OWNER)
    given(*ASSIGNED).when(same, by=unit_head()).then_refused(HandedToSelf)


@pytest.mark.parametrize("command", BOTH)
def test_only_the_head_of_the_unit_that_leads_it(command: Command) -> None:
    """Wrong unit."""
    facts = (*TAKEN_UP, issued(co_units=(VILLAGE,)), signed(), assigned())
    given(*facts).when(command, by=unit_head(VILLAGE)).then_refused(NotYourOrder)


@pytest.mark.parametrize("command", BOTH)
def test_only_of_an_order_that_was_signed_for_and_is_open(command: Command) -> None:
    """Out of order."""
    given(*ORDERED).when(command, by=unit_head()).then_refused(OrderStageDoesNotFit)
    done = (*ASSIGNED, completed())
    given(*done).when(command, by=unit_head()).then_refused(OrderStageDoesNotFit)
    unknown: Any = replace(command, order=named("order", "another"))  # type: ignore[type-var]
    given(*SIGNED).when(unknown, by=unit_head()).then_refused(OrderUnknown)


@pytest.mark.parametrize(
    ("before", "person", "refusal"),
    [
        ((), TWO, NoHandlersPost),
        ((), LI, StaffIsParty),
        ((recused(ONE),), ONE, SteppedAside),
        ((conflicted(ONE),), ONE, HandlerConflicted),
    ],
)
def test_who_takes_it_holds_the_post_and_has_no_interest(
    before: tuple[Fact, ...], person: str, refusal: type[Refusal]
) -> None:
    """[F02 art 28]; of the handler, of who helps, and of who takes over."""
    handler = replace(ASSIGN, handler=person, assistants=())
    given(*SIGNED, *before).when(handler, by=unit_head()).then_refused(refusal, person=person)
    helper = replace(ASSIGN, assistants=(person,))
    given(*SIGNED, *before).when(helper, by=unit_head()).then_refused(refusal, person=person)
    taken = replace(HAND_OVER, taken_by=person)
    given(*ASSIGNED, *before).when(taken, by=unit_head()).then_refused(refusal, person=person)


def test_a_protected_case_is_handled_by_its_custodians() -> None:
    """[F02 arts 30, 46]; the head who gives it out is one of them."""
    head = unit_head(TOWN)
    report = (reported(), protected(head.person), accepted(dispute=None, **REPORT))
    facts = (*report, issued(lead_unit=TOWN), signed(unit=TOWN))
    assign = replace(ASSIGN, handler=TWO, assistants=())
    given(*facts).when(assign, by=head).then_refused(HandlerNotCustodian, person=TWO)
    given(*facts, protected(TWO)).when(assign, by=head).then(HandlerAssigned)


REPORT = {"matter_class": MatterClass.REPORT}
