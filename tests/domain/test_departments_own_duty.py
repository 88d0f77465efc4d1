"""A department does its own duty and files it, and hands back the rest ([seed 002 七(一)])."""

from datetime import timedelta

import pytest
from msgspec.structs import replace

from domain.case import Stage
from domain.case.refusals import (
    AccusedUnitMayNot,
    ClassNeedsProcedure,
    RiskTooHigh,
    SameUnit,
    ToldFromTheFuture,
    UnitIsCompetent,
    UnitNotCompetent,
)
from domain.case.window import (
    FileSelfHandled,
    HandBackToCentre,
    HandedBackToCentre,
    SelfHandledFiled,
)
from domain.codes.matters import MatterClass
from domain.codes.risks import RiskLevel
from domain.organisation.refusals import UnitUnknown
from domain.roles import Role
from tests.domain.county import CASE, LAND_OFFICE, NOWHERE, TOWN, ZHANG, acting, handler
from tests.domain.given import MORNING, given
from tests.domain.states import (
    ACCUSED_OFFICE,
    APPLICANT,
    accepted,
    assessed,
    raised,
    registered,
)

FILE = FileSelfHandled(case=CASE, outcome="RECTIFIED", result="已清理占道。", handled_at=MORNING)
BACK = HandBackToCentre(case=CASE, centre=TOWN, reason="不属本所职责。")
OURS = registered(centre=LAND_OFFICE, dispute="0901")
NOT_OURS = registered(centre=LAND_OFFICE, dispute="0202")


def test_a_department_files_what_it_has_done() -> None:
    (event,) = given(OURS).when(FILE, by=handler()).then(SelfHandledFiled)
    assert event.unit == LAND_OFFICE
    assert event.handled_at == MORNING
    assert given(OURS).when(FILE, by=handler()).then_state().stage is Stage.CONCLUDED


def test_what_is_not_its_duty_is_not_filed() -> None:
    given(NOT_OURS).when(FILE, by=handler()).then_refused(UnitNotCompetent)


def test_whoever_acts_for_no_unit_has_no_duty_to_file() -> None:
    nobody = acting(Role.HANDLER, person=ZHANG, unit=None)
    given(OURS).when(FILE, by=nobody).then_refused(UnitNotCompetent)
    given(OURS).when(BACK, by=nobody).then_refused(SameUnit)


def test_a_department_does_not_settle_a_complaint_about_itself() -> None:
    """信访工作条例 art 46."""
    about_us = registered(centre=LAND_OFFICE, dispute="0901", parties=(APPLICANT, ACCUSED_OFFICE))
    given(about_us).when(FILE, by=handler()).then_refused(AccusedUnitMayNot)


def test_a_petition_demand_is_not_settled_by_filing() -> None:
    demand = registered(
        centre=LAND_OFFICE, dispute="0901", matter_class=MatterClass.PETITION_DEMAND
    )
    given(demand).when(FILE, by=handler()).then_refused(ClassNeedsProcedure)


def test_a_red_matter_is_not_settled_by_filing() -> None:
    case = given(OURS, assessed(RiskLevel.YELLOW), raised(RiskLevel.RED))
    case.when(FILE, by=handler()).then_refused(RiskTooHigh)


def test_what_is_filed_has_been_done() -> None:
    command = replace(FILE, handled_at=MORNING + timedelta(hours=1))
    given(OURS).when(command, by=handler()).then_refused(ToldFromTheFuture, field="handled_at")


def test_what_is_not_its_duty_goes_back_to_the_centre() -> None:
    given(NOT_OURS).when(BACK, by=handler()).then(HandedBackToCentre)
    state = given(NOT_OURS).when(BACK, by=handler()).then_state()
    assert state.centre == TOWN
    assert {TOWN, LAND_OFFICE} <= state.units


def test_handing_back_leaves_the_first_responsible_unit_and_gives_up_the_lead() -> None:
    """首办责任制 [F17]; domain.md §2.7 invariant 3."""
    taken = accepted(first_responsible_unit=LAND_OFFICE, lead_unit=LAND_OFFICE)
    state = given(NOT_OURS, taken).when(BACK, by=handler()).then_state()
    assert (state.first_responsible_unit, state.lead_unit) == (LAND_OFFICE, None)


def test_its_own_duty_does_not_go_back() -> None:
    given(OURS).when(BACK, by=handler()).then_refused(UnitIsCompetent)


@pytest.mark.parametrize(("centre", "refusal"), [(LAND_OFFICE, SameUnit), (NOWHERE, UnitUnknown)])
def test_it_goes_back_to_another_unit_that_exists(centre: str, refusal: type) -> None:
    command = replace(BACK, centre=centre)
    given(NOT_OURS).when(command, by=handler()).then_refused(refusal)
