"""A common superior designates one of the disputing units, for good ([F02 art 24][F25 art 22])."""

import copy
from typing import Any

import pytest
from msgspec.structs import replace

from domain.case import Stage
from domain.case.objections import DesignateUnit, ObjectToOrder, UnitDesignated
from domain.case.orders import WorkOrderIssued
from domain.case.refusals import AccusedUnitMayNot
from domain.case.refusals.orders import (
    DesignatedMayNotReturn,
    DisputingUnitMayNot,
    DutyHandedDown,
    NotTheirSuperior,
    OrderOpenAlready,
    OrderStageDoesNotFit,
    SenderUnitMissing,
)
from domain.case.regions.orders import OrderStage
from domain.case.supervision import SupervisionOrdered
from domain.codes.matters import MatterClass
from domain.codes.orders import OrderMode, SupervisionLevel
from domain.organisation.refusals import UnitUnknown
from domain.refusals import Refusal
from domain.roles import Role
from tests.domain.county import (
    CASE,
    COUNTY,
    GRID,
    LAND_OFFICE,
    NEXT_TOWN,
    NOTICE,
    NOWHERE,
    OWNER,
    REGISTER,
    TOWN,
    VILLAGE,
    acting,
    director,
    political_legal_committee,
)
from tests.domain.given import Fact, given
from tests.domain.states import accepted, petitioned
from tests.domain.states_orders import (
    DUE,
    ORDER,
    ORDERED,
    SECOND,
    SIGNED,
    TAKEN_UP,
    issued,
    objected,
    rejected,
    unit_head,
    upheld,
)

DESIGNATE = DesignateUnit(
    case=CASE, order=ORDER, unit=NEXT_TOWN, basis="以先收到的单位为主办。", document=NOTICE
)
COMMITTEE = political_legal_committee()
OBJECTED = (*TAKEN_UP, issued(co_units=(VILLAGE, NEXT_TOWN)), objected())


def test_the_designated_unit_gets_an_order_of_its_own() -> None:
    designated, order = (
        given(*OBJECTED).when(DESIGNATE, by=COMMITTEE).then(UnitDesignated, WorkOrderIssued)
    )
    assert (designated.order, designated.unit, designated.bounced) == (ORDER, NEXT_TOWN, True)
    assert (order.mode, order.sender, order.lead_unit) == (
        OrderMode.DESIGNATED,
        COUNTY,
        NEXT_TOWN,
    )
    assert (order.co_units, order.requirements, order.due_on) == (
        (VILLAGE,),
        "查清宅基地权属。",
        DUE,
    )
    case = given(*OBJECTED).when(DESIGNATE, by=COMMITTEE).then_state()
    assert (case.stage, case.lead_unit) == (Stage.ASSIGNED, NEXT_TOWN)
    assert case.orders.all[ORDER].stage is OrderStage.RETURNED_TO_SENDER
    assert case.orders.all[order.order].designated
    assert case.orders.bounces == 1
    assert NEXT_TOWN in case.units
    assert case.first_responsible_unit == VILLAGE


def test_the_unit_that_objected_may_be_the_one() -> None:
    same = replace(DESIGNATE, unit=LAND_OFFICE)
    given(*OBJECTED).when(same, by=COMMITTEE).then(UnitDesignated, WorkOrderIssued)


def test_the_designated_unit_may_not_return_it() -> None:
    case = given(*OBJECTED).when(replace(DESIGNATE, unit=LAND_OFFICE), by=COMMITTEE)
    order = case.then(UnitDesignated, WorkOrderIssued)[1].order
    state = case.then_state()
    objection = ObjectToOrder(
        case=CASE, order=order, reason="O01", details="不属职责。", legal_basis="职责清单"
    )
    after = given(*OBJECTED)
    after.state = state
    after.when(objection, by=unit_head()).then_refused(DesignatedMayNotReturn)


def test_before_anybody_objects_it_counts_as_no_bounce() -> None:
    case = given(*ORDERED).when(DESIGNATE, by=COMMITTEE)
    assert not case.then(UnitDesignated, WorkOrderIssued)[0].bounced
    assert case.then_state().orders.bounces == 0


def test_the_third_bounce_is_supervised() -> None:
    """domain.md §2.6; [F48]."""
    facts = (*OBJECTED, rejected(), upheld(), issued(order=SECOND, lead_unit=VILLAGE))
    third = (*facts, objected(SECOND, VILLAGE))
    command = replace(DESIGNATE, order=SECOND, unit=LAND_OFFICE)
    _, _, supervision = (
        given(*third)
        .when(command, by=COMMITTEE)
        .then(UnitDesignated, WorkOrderIssued, SupervisionOrdered)
    )
    assert (supervision.unit, supervision.ground) == (LAND_OFFICE, "BOUNCED")
    case = given(*third).when(command, by=COMMITTEE).then_state()
    assert [one.level for one in case.supervisions.open] == [SupervisionLevel.GENERAL]
    assert case.orders.bounces == 3
    assert COMMITTEE.person in case.hands.supervisors


def test_a_common_superior_stands_above_both() -> None:
    """By the line or by the level; the town's director stands beside the office, not above it."""
    given(*OBJECTED).when(DESIGNATE, by=director()).then_refused(NotTheirSuperior, unit=LAND_OFFICE)
    register = copy.deepcopy(REGISTER)
    for unit in (LAND_OFFICE, NEXT_TOWN):
        register.units[unit] = replace(register.units[unit], line_parent=TOWN)
    by = replace(director(), directory=register)
    given(*OBJECTED).when(DESIGNATE, by=by).then(UnitDesignated, WorkOrderIssued)


@pytest.mark.parametrize("facts", [(*OBJECTED, upheld()), SIGNED])
def test_a_dispute_that_is_over_needs_no_designation(facts: tuple[Fact, ...]) -> None:
    given(*facts).when(DESIGNATE, by=COMMITTEE).then_refused(OrderStageDoesNotFit)


@pytest.mark.parametrize(("unit", "refusal"), [(NOWHERE, UnitUnknown), (GRID, DutyHandedDown)])
def test_a_designation_makes_sense(unit: str, refusal: type[Refusal]) -> None:
    """Neither to a unit that does not exist, nor down to one without such a duty."""
    command = replace(DESIGNATE, unit=unit)
    given(*OBJECTED).when(command, by=COMMITTEE).then_refused(refusal)


def test_it_is_nobodys_of_either_unit() -> None:
    own = replace(DESIGNATE, unit=COUNTY)
    given(*OBJECTED).when(own, by=COMMITTEE).then_refused(DisputingUnitMayNot)
    by = acting(Role.POLITICAL_LEGAL_COMMITTEE, person=OWNER, unit=COUNTY)
    given(*OBJECTED).when(DESIGNATE, by=by).then_refused(DisputingUnitMayNot)


def test_the_unit_complained_of_is_not_designated() -> None:
    petition: dict[str, Any] = {"matter_class": MatterClass.PETITION_DEMAND, "dispute": "1102"}
    facts = (petitioned(), accepted(**petition), issued(lead_unit=NEXT_TOWN))
    command = replace(DESIGNATE, unit=LAND_OFFICE)
    given(*facts).when(command, by=COMMITTEE).then_refused(AccusedUnitMayNot)


def test_a_unit_with_an_order_of_its_own_gets_no_second_one() -> None:
    facts = (*TAKEN_UP, issued(order=SECOND, lead_unit=NEXT_TOWN), issued(), objected())
    given(*facts).when(DESIGNATE, by=COMMITTEE).then_refused(OrderOpenAlready, order=SECOND)


def test_it_comes_from_a_unit() -> None:
    nobody = replace(COMMITTEE, unit=None)
    given(*OBJECTED).when(DESIGNATE, by=nobody).then_refused(SenderUnitMissing)
