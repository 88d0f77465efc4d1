"""A unit signs for its order; the sender may give more time, once (domain.md §2.5 C, §2.6)."""

from datetime import date
from typing import Any

import pytest
from msgspec.structs import replace

from domain.case import Stage
from domain.case.orders import ExtendOrder, SignOrder, WorkOrderExtended, WorkOrderSigned
from domain.case.refusals import (
    AccusedUnitMayNot,
    CopyToAccused,
    DayHasPassed,
    ReceiverNotInCase,
    SamePerson,
)
from domain.case.refusals.intake import StaffIsParty
from domain.case.refusals.orders import (
    HandlerConflicted,
    NotTheSender,
    NotYourOrder,
    OrderExtendedBefore,
    OrderStageDoesNotFit,
    OrderUnknown,
)
from domain.case.refusals.shared import NoMoreTime, SteppedAside
from domain.codes import CodeUnknown
from domain.codes.matters import MatterClass
from domain.kernel import Act
from domain.refusals import Refusal
from domain.roles import Role
from tests.domain.county import (
    CASE,
    COUNTY,
    LAND_BUREAU,
    LI,
    NEXT_TOWN,
    OWNER,
    STRANGER,
    VILLAGE,
    ZHANG,
    acting,
    director,
    named,
    triage,
)
from tests.domain.given import MORNING, fact, given
from tests.domain.states import accepted, petitioned, protected, reported
from tests.domain.states_orders import (
    DUE,
    ORDER,
    ORDERED,
    SIGNED,
    TAKEN_UP,
    assigned,
    completed,
    conflicted,
    issued,
    objected,
    owner,
    recused,
    signed,
    unit_head,
    upheld,
)

SIGN = SignOrder(case=CASE, order=ORDER)
EXTEND = ExtendOrder(
    case=CASE,
    order=ORDER,
    reason="E01",
    explanation="须等待测绘结果。",
    due_on=date(2025, 4, 22),
    told=ZHANG,
    told_at=MORNING,
)


@pytest.mark.parametrize("by", [owner(), unit_head()])
def test_signing_takes_the_matter_in_hand(by: Act) -> None:
    given(*ORDERED).when(SIGN, by=by).then(WorkOrderSigned)
    case = given(*ORDERED).when(SIGN, by=by).then_state()
    assert case.stage is Stage.IN_PROGRESS
    assert by.person in case.hands.handlers
    assert by.unit in case.hands.handling_units


@pytest.mark.parametrize("unit", [VILLAGE, COUNTY])
def test_nobody_signs_for_another_unit(unit: str) -> None:
    """Wrong unit: a co-unit does not sign for the lead, nor one above it."""
    facts = (*TAKEN_UP, issued(co_units=(VILLAGE, COUNTY)))
    given(*facts).when(SIGN, by=unit_head(unit)).then_refused(NotYourOrder)


@pytest.mark.parametrize("facts", [(signed(),), (objected(),), (objected(), upheld())])
def test_an_order_is_signed_for_once_and_while_it_stands(facts: tuple[Any, ...]) -> None:
    given(*ORDERED, *facts).when(SIGN, by=owner()).then_refused(OrderStageDoesNotFit)


def test_an_order_that_was_never_given_cannot_be_signed_for() -> None:
    unknown = replace(SIGN, order=named("order", "another"))
    given(*ORDERED).when(unknown, by=owner()).then_refused(OrderUnknown)


@pytest.mark.parametrize(
    ("before", "person", "refusal"),
    [
        ((), LI, StaffIsParty),
        ((recused(),), OWNER, SteppedAside),
        ((conflicted(),), OWNER, HandlerConflicted),
    ],
)
def test_who_has_an_interest_does_not_sign(
    before: tuple[Any, ...], person: str, refusal: type[Refusal]
) -> None:
    by = acting(Role.HANDLER, person=person, unit=unit_head().unit)
    given(*ORDERED, *before).when(SIGN, by=by).then_refused(refusal, person=person)


def test_a_unit_that_was_complained_of_meanwhile_does_not_sign() -> None:
    petition: dict[str, Any] = {"matter_class": MatterClass.PETITION_DEMAND, "dispute": "1102"}
    facts = (petitioned(), accepted(**petition), issued())
    given(*facts).when(SIGN, by=owner()).then_refused(AccusedUnitMayNot)


@pytest.mark.parametrize("by", [triage(), director()])
def test_the_sender_gives_more_time_and_says_why(by: Act) -> None:
    (event,) = given(*SIGNED).when(EXTEND, by=by).then(WorkOrderExtended)
    assert (event.due_on, event.told) == (date(2025, 4, 22), ZHANG)
    order = given(*SIGNED).when(EXTEND, by=by).then_state().orders.all[ORDER]
    assert (order.extended, order.due_on) == (True, date(2025, 4, 22))


def test_time_is_given_once() -> None:
    more = fact(
        WorkOrderExtended(
            order=ORDER, reason="E01", explanation="", due_on=DUE, told=ZHANG, told_at=MORNING
        ),
        by=triage(),
    )
    given(*SIGNED, more).when(EXTEND, by=triage()).then_refused(OrderExtendedBefore)


def test_only_the_sender_gives_it() -> None:
    other = acting(Role.CENTRE_DIRECTOR, unit=COUNTY)
    given(*SIGNED).when(EXTEND, by=other).then_refused(NotTheSender)


def test_who_handles_the_order_does_not_give_it_more_time() -> None:
    """domain.md §2.6: the approver stands above the handler."""
    facts = (*SIGNED, assigned(OWNER))
    by = acting(Role.TRIAGE_OFFICER, person=OWNER)
    given(*facts).when(EXTEND, by=by).then_refused(SamePerson)


def test_what_is_answered_needs_no_more_time() -> None:
    given(*SIGNED, completed()).when(EXTEND, by=triage()).then_refused(OrderStageDoesNotFit)


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"reason": "E42"}, CodeUnknown),
        ({"due_on": date(2025, 3, 24)}, DayHasPassed),
        ({"due_on": DUE}, NoMoreTime),
        ({"told": STRANGER}, ReceiverNotInCase),
    ],
)
def test_an_extension_makes_sense(changes: dict[str, Any], refusal: type[Refusal]) -> None:
    given(*SIGNED).when(replace(EXTEND, **changes), by=triage()).then_refused(refusal)


def test_the_accused_of_a_report_is_told_nothing() -> None:
    report = (reported(), protected(), accepted(dispute=None, matter_class=MatterClass.REPORT))
    facts = (*report, issued(lead_unit=NEXT_TOWN, due_on=None))
    told = replace(EXTEND, told=LAND_BUREAU)
    given(*facts).when(told, by=director()).then_refused(CopyToAccused)
    given(*facts).when(EXTEND, by=director()).then(WorkOrderExtended)
