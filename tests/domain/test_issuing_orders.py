"""An order goes to a unit whose duty it is, never to the one complained of (domain.md §2.5 C)."""

import copy
from datetime import date
from typing import Any

import pytest
from msgspec.structs import replace

from domain.case import Stage
from domain.case.orders import IssueOrder, SignOrder, WorkOrderIssued, WorkOrderSigned
from domain.case.refusals import AccusedUnitMayNot, DayHasPassed, UnitNotCompetent
from domain.case.refusals.orders import (
    DutyHandedDown,
    ModeDoesNotFit,
    OrderOpenAlready,
    SenderUnitMissing,
)
from domain.case.regions.orders import OrderStage
from domain.codes.matters import MatterClass
from domain.codes.orders import OrderMode
from domain.organisation.refusals import UnitUnknown
from domain.refusals import NotFound, Refusal, StageDoesNotFit
from domain.roles import Role
from tests.domain.county import (
    CASE,
    COUNTY,
    GRID,
    LAND_OFFICE,
    NEXT_TOWN,
    NOWHERE,
    REGISTER,
    TOWN,
    VILLAGE,
    acting,
    director,
    petition_office,
    triage,
)
from tests.domain.given import given
from tests.domain.states import accepted, petitioned, protected, registered, reported
from tests.domain.states_orders import ORDER, ORDERED, SIGNED, TAKEN_UP, issued, upheld

ISSUE = IssueOrder(
    case=CASE,
    mode=OrderMode.ASSIGNED,
    lead_unit=LAND_OFFICE,
    requirements="查清宅基地权属。",
    due_on=date(2025, 4, 8),
)


def test_a_unit_is_asked_and_sees_the_case_from_then_on() -> None:
    command = replace(ISSUE, mode=OrderMode.JOINT, co_units=(VILLAGE, LAND_OFFICE, VILLAGE))
    (event,) = given(*TAKEN_UP).when(command, by=triage()).then(WorkOrderIssued)
    assert (event.sender, event.lead_unit, event.co_units) == (TOWN, LAND_OFFICE, (VILLAGE,))
    case = given(*TAKEN_UP).when(command, by=triage()).then_state()
    assert (case.stage, case.lead_unit) == (Stage.ASSIGNED, LAND_OFFICE)
    assert {TOWN, LAND_OFFICE, VILLAGE} <= case.units
    order = case.orders.all[event.order]
    assert (order.stage, order.sender, order.led_before) == (OrderStage.ISSUED, TOWN, VILLAGE)
    assert case.orders.units == {LAND_OFFICE, VILLAGE}


def test_who_is_responsible_first_stays_so() -> None:
    """domain.md §2.7 invariant 3."""
    case = given(*TAKEN_UP).when(ISSUE, by=director()).then_state()
    assert case.first_responsible_unit == VILLAGE


def test_a_further_order_leaves_a_later_stage_as_it_is() -> None:
    village = replace(ISSUE, lead_unit=VILLAGE)
    assert given(*SIGNED).when(village, by=triage()).then_state().stage is Stage.IN_PROGRESS


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"lead_unit": NOWHERE}, UnitUnknown),
        ({"co_units": (NOWHERE,)}, UnitUnknown),
        ({"due_on": date(2025, 3, 24)}, DayHasPassed),
        ({"lead_unit": GRID}, DutyHandedDown),
        ({"mode": OrderMode.OWN}, ModeDoesNotFit),
        ({"mode": OrderMode.JOINT}, ModeDoesNotFit),
        ({"mode": OrderMode.DESIGNATED}, ModeDoesNotFit),
        ({"lead_unit": TOWN}, ModeDoesNotFit),
    ],
)
def test_an_order_makes_sense(changes: dict[str, Any], refusal: type[Refusal]) -> None:
    given(*TAKEN_UP).when(replace(ISSUE, **changes), by=triage()).then_refused(refusal)


def test_a_centre_may_handle_a_matter_itself() -> None:
    own = replace(ISSUE, mode=OrderMode.OWN, lead_unit=TOWN)
    given(*TAKEN_UP).when(own, by=triage()).then(WorkOrderIssued)


def test_the_duty_list_of_the_unit_names_the_matter() -> None:
    facts = (registered(dispute="0402"), accepted(dispute="0402"))
    given(*facts).when(ISSUE, by=triage()).then_refused(UnitNotCompetent, unit=LAND_OFFICE)


def test_a_departments_duty_is_not_handed_down() -> None:
    """[F25 art 24][F24 art 17]: to a unit below, unless it is that unit's duty too."""
    facts = (registered(dispute="0402"), accepted(dispute="0402"))
    down = replace(ISSUE, lead_unit=VILLAGE)
    given(*facts).when(down, by=triage()).then_refused(DutyHandedDown, unit=VILLAGE)
    given(*TAKEN_UP).when(down, by=triage()).then(WorkOrderIssued)


@pytest.mark.parametrize("place", [{"lead_unit": LAND_OFFICE}, {"co_units": (LAND_OFFICE,)}])
def test_the_unit_complained_of_neither_leads_nor_helps(place: dict[str, Any]) -> None:
    facts = (petitioned(), accepted(dispute="1102", matter_class=MatterClass.PETITION_DEMAND))
    command = replace(ISSUE, **{"lead_unit": NEXT_TOWN, **place})
    given(*facts).when(command, by=petition_office()).then_refused(
        AccusedUnitMayNot, unit=LAND_OFFICE
    )


def test_of_a_protected_case_no_unit_beneath_the_one_complained_of_either() -> None:
    """domain.md §4.5."""
    report = (reported(), protected(), accepted(dispute=None, matter_class=MatterClass.REPORT))
    command = replace(ISSUE, lead_unit=NEXT_TOWN)
    given(*report).when(command, by=director()).then(WorkOrderIssued)
    register = copy.deepcopy(REGISTER)
    register.units[NEXT_TOWN] = replace(register.units[NEXT_TOWN], line_parent=LAND_OFFICE)
    by = replace(director(), directory=register)
    given(*report).when(command, by=by).then_refused(AccusedUnitMayNot, unit=NEXT_TOWN)


def test_a_unit_has_one_open_order_of_a_case() -> None:
    given(*ORDERED).when(ISSUE, by=triage()).then_refused(OrderOpenAlready)
    taken_back = given(*ORDERED, upheld(lead_unit=VILLAGE))
    taken_back.when(ISSUE, by=triage()).then(WorkOrderIssued)


def test_an_order_comes_from_a_unit() -> None:
    nobody = replace(acting(Role.CENTRE_DIRECTOR, unit=COUNTY), unit=None, area="990101")
    given(*TAKEN_UP).when(ISSUE, by=nobody).then_refused(SenderUnitMissing)


def test_no_order_is_given_before_the_matter_is_taken_up() -> None:
    given(registered()).when(ISSUE, by=triage()).then_refused(StageDoesNotFit)


def test_the_next_towns_officers_do_not_know_the_case() -> None:
    stranger = acting(Role.TRIAGE_OFFICER, unit=NEXT_TOWN)
    given(*TAKEN_UP).when(ISSUE, by=stranger).then_refused(NotFound)


def test_the_unit_asked_learns_of_the_case_by_the_order() -> None:
    by = acting(Role.UNIT_HEAD, unit=NEXT_TOWN)
    sign = SignOrder(case=CASE, order=ORDER)
    given(*ORDERED).when(sign, by=by).then_refused(NotFound)
    given(*TAKEN_UP, issued(lead_unit=NEXT_TOWN)).when(sign, by=by).then(WorkOrderSigned)
