"""Units dispute whose duty it is; the third time a superior designates (domain.md §2.6)."""

from typing import Any

import pytest
from hypothesis import given as for_all
from hypothesis import settings
from hypothesis import strategies as st
from msgspec.structs import replace

from domain.case import Stage
from domain.case.objections import (
    DesignateUnit,
    ObjectionRejected,
    ObjectionUpheld,
    ObjectToOrder,
    RejectObjection,
    UnitDesignated,
    UpholdObjection,
    WorkOrderObjected,
)
from domain.case.orders import IssueOrder, SignOrder, WorkOrderIssued, WorkOrderSigned
from domain.case.refusals import SameUnit, StaffIsParty
from domain.case.refusals.orders import (
    DesignatedMayNotReturn,
    DesignationNeeded,
    DisputingUnitMayNot,
    NotTheSender,
    NotYourOrder,
    ObjectedBefore,
    OrderSignedAlready,
    OrderStageDoesNotFit,
)
from domain.case.regions.orders import OrderStage
from domain.case.supervision import SupervisionOrdered
from domain.codes import CodeUnknown
from domain.codes.orders import OrderMode
from domain.kernel import Command
from domain.organisation.refusals import UnitUnknown
from domain.refusals import Refusal
from domain.roles import Role
from tests.domain.county import (
    CASE,
    COUNTY,
    LAND_OFFICE,
    LI,
    NEXT_TOWN,
    NOWHERE,
    OWNER,
    SCAN,
    TOWN,
    TWO,
    VILLAGE,
    acting,
    director,
    named,
    political_legal_committee,
    triage,
)
from tests.domain.given import Fact, fact, given
from tests.domain.states_orders import (
    ORDER,
    ORDERED,
    SECOND,
    SIGNED,
    TAKEN_UP,
    completed,
    issued,
    objected,
    rejected,
    unit_head,
    upheld,
)

OBJECT = ObjectToOrder(
    case=CASE,
    order=ORDER,
    reason="O01",
    details="宅基地管理由农业农村部门负责。",
    legal_basis="职责清单第七项",
    suggested_unit=NEXT_TOWN,
)
UPHOLD = UpholdObjection(case=CASE, order=ORDER, basis="职责清单无此事项。")
REJECT = RejectObjection(case=CASE, order=ORDER, basis="职责清单列有此事项。")
OBJECTED = (*ORDERED, objected())


def test_a_unit_objects_with_reasons_law_and_a_better_address() -> None:
    (event,) = given(*ORDERED).when(OBJECT, by=unit_head()).then(WorkOrderObjected)
    assert (event.unit, event.suggested_unit) == (LAND_OFFICE, NEXT_TOWN)
    order = given(*ORDERED).when(OBJECT, by=unit_head()).then_state().orders.all[ORDER]
    assert order.stage is OrderStage.OBJECTED
    assert order.disputing == {LAND_OFFICE, NEXT_TOWN}


def test_a_unit_objects_once_to_an_order() -> None:
    """Twice: while it is decided, and after it was rejected."""
    given(*OBJECTED).when(OBJECT, by=unit_head()).then_refused(ObjectedBefore)
    given(*OBJECTED, rejected()).when(OBJECT, by=unit_head()).then_refused(ObjectedBefore)


def test_who_has_signed_does_not_object() -> None:
    """Out of order."""
    given(*SIGNED).when(OBJECT, by=unit_head()).then_refused(OrderSignedAlready)
    given(*SIGNED, completed()).when(OBJECT, by=unit_head()).then_refused(OrderStageDoesNotFit)


def test_a_designated_unit_does_not_object() -> None:
    """[F25 art 22] 指定承办不得再退."""
    facts = (*TAKEN_UP, issued(mode=OrderMode.DESIGNATED))
    given(*facts).when(OBJECT, by=unit_head()).then_refused(DesignatedMayNotReturn)


def test_nobody_objects_for_another_unit() -> None:
    """Wrong unit: a co-unit has nothing to send back."""
    facts = (*TAKEN_UP, issued(co_units=(VILLAGE,)))
    given(*facts).when(OBJECT, by=unit_head(VILLAGE)).then_refused(NotYourOrder)


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"reason": "X01"}, CodeUnknown),
        ({"suggested_unit": NOWHERE}, UnitUnknown),
        ({"suggested_unit": LAND_OFFICE}, SameUnit),
    ],
)
def test_an_objection_makes_sense(changes: dict[str, Any], refusal: type[Refusal]) -> None:
    given(*ORDERED).when(replace(OBJECT, **changes), by=unit_head()).then_refused(refusal)


def test_a_party_does_not_object_for_a_unit() -> None:
    by = acting(Role.UNIT_HEAD, person=LI, unit=LAND_OFFICE)
    given(*ORDERED).when(OBJECT, by=by).then_refused(StaffIsParty)


def test_upheld_the_order_goes_back_and_the_case_waits_for_another() -> None:
    (event,) = given(*OBJECTED).when(UPHOLD, by=triage()).then(ObjectionUpheld)
    assert (event.unit, event.lead_unit, event.unassigned) == (LAND_OFFICE, VILLAGE, True)
    case = given(*OBJECTED).when(UPHOLD, by=triage()).then_state()
    assert (case.stage, case.lead_unit) == (Stage.ACCEPTED, VILLAGE)
    assert case.orders.all[ORDER].stage is OrderStage.RETURNED_TO_SENDER
    assert (case.orders.bounces, case.orders.excused) == (1, {LAND_OFFICE})
    assert case.orders.open == []


def test_while_another_order_is_open_the_case_stays_where_it_is() -> None:
    facts = (*TAKEN_UP, issued(order=SECOND, lead_unit=VILLAGE), issued(), objected())
    (event,) = given(*facts).when(UPHOLD, by=triage()).then(ObjectionUpheld)
    assert (event.lead_unit, event.unassigned) == (VILLAGE, False)
    assert given(*facts).when(UPHOLD, by=triage()).then_state().stage is Stage.ASSIGNED


def test_work_that_has_begun_goes_on_without_the_order() -> None:
    facts = (*SIGNED, completed(), issued(order=SECOND, lead_unit=VILLAGE))
    case = given(*facts, objected(SECOND, VILLAGE))
    state = case.when(replace(UPHOLD, order=SECOND), by=triage()).then_state()
    assert (state.stage, state.lead_unit) == (Stage.IN_PROGRESS, LAND_OFFICE)


def test_a_unit_that_was_excused_does_not_lead_again() -> None:
    excused = upheld(lead_unit=LAND_OFFICE)
    facts = (*ORDERED, objected(), excused, issued(order=SECOND, lead_unit=NEXT_TOWN))
    case = given(*facts, objected(SECOND, NEXT_TOWN))
    (event,) = case.when(replace(UPHOLD, order=SECOND), by=triage()).then(ObjectionUpheld)
    assert event.lead_unit is None


def test_rejected_the_unit_signs() -> None:
    given(*OBJECTED).when(REJECT, by=triage()).then(ObjectionRejected)
    case = given(*OBJECTED).when(REJECT, by=triage()).then_state()
    assert (case.stage, case.orders.bounces) == (Stage.ASSIGNED, 1)
    sign = SignOrder(case=CASE, order=ORDER)
    given(*OBJECTED, rejected()).when(sign, by=unit_head()).then(WorkOrderSigned)


@pytest.mark.parametrize("command", [UPHOLD, REJECT])
class TestTheDecision:
    def test_is_the_senders(self, command: Command) -> None:
        above = acting(Role.CENTRE_DIRECTOR, unit=COUNTY)
        given(*OBJECTED).when(command, by=above).then_refused(NotTheSender)

    def test_follows_an_objection(self, command: Command) -> None:
        given(*ORDERED).when(command, by=triage()).then_refused(OrderStageDoesNotFit)

    def test_comes_once(self, command: Command) -> None:
        case = given(*OBJECTED, rejected())
        case.when(command, by=triage()).then_refused(OrderStageDoesNotFit)

    def test_is_nobodys_of_either_unit(self, command: Command) -> None:
        """domain.md §4.4: not even of somebody who sits in both the sender's and a unit's post."""
        by = acting(Role.TRIAGE_OFFICER, person=OWNER)
        given(*OBJECTED).when(command, by=by).then_refused(DisputingUnitMayNot)
        suggested = (*ORDERED, objected(suggested=TOWN))
        given(*suggested).when(command, by=triage()).then_refused(DisputingUnitMayNot)
        elsewhere = acting(Role.TRIAGE_OFFICER, person=TWO)
        given(*OBJECTED).when(command, by=elsewhere).decided()

    def test_is_not_the_senders_the_third_time(self, command: Command) -> None:
        """[F48]: the third bounce forces designation."""
        case = given(*twice_bounced(), objected(SECOND, VILLAGE))
        again = replace(command, order=SECOND)  # type: ignore[type-var]
        case.when(again, by=director()).then_refused(DesignationNeeded, bounces=3)


def twice_bounced() -> tuple[Fact, ...]:
    """Two orders were disputed; a third is out."""
    first = (*ORDERED, objected(), rejected(), upheld())
    return (*first, issued(order=SECOND, lead_unit=VILLAGE))


@settings(max_examples=40, deadline=None)
@for_all(st.lists(st.booleans(), max_size=5))
def test_the_sender_never_decides_a_third_dispute(upholds: list[bool]) -> None:
    """However the first two went, the third is refused; the clocks are never touched."""
    facts: list[Fact] = [*TAKEN_UP]
    for nth, uphold in enumerate(upholds):
        order = named("order", f"number {nth}")
        unit = named("unit", f"number {nth}")
        facts += [issued(order=order, lead_unit=unit), objected(order, unit)]
        command = replace(UPHOLD if uphold else REJECT, order=order)
        case = given(*facts)
        if nth >= 2:
            case.when(command, by=triage()).then_refused(DesignationNeeded)
            return
        [event] = case.when(command, by=triage()).decided()
        facts.append(fact(event, by=triage()))
        state = given(*facts).state
        assert state is not None
        assert state.orders.bounces == nth + 1
        assert state.first_responsible_unit == VILLAGE


def test_the_third_bounce_ends_in_a_designation_under_supervision() -> None:
    """domain.md §2.6 派单异议: the whole path; the class timer is nowhere begun again."""
    case = given(*ORDERED)
    begun = case.now.accepted_at
    first, second = "O01", "O02"
    case.went(_objection(ORDER, first), WorkOrderObjected, by=unit_head())
    uphold = UpholdObjection(case=CASE, order=ORDER, basis="职责清单")
    case.went(uphold, ObjectionUpheld, by=triage())
    assert case.now.stage is Stage.ACCEPTED
    again = IssueOrder(
        case=CASE, mode=OrderMode.ASSIGNED, lead_unit=VILLAGE, requirements="查清权属。"
    )
    case.went(again, WorkOrderIssued, by=triage())
    (order,) = case.now.orders.open
    case.went(_objection(order.order, second), WorkOrderObjected, by=unit_head(VILLAGE))
    reject = RejectObjection(case=CASE, order=order.order, basis="职责清单")
    case.went(reject, ObjectionRejected, by=triage())
    third = DesignateUnit(
        case=CASE, order=order.order, unit=LAND_OFFICE, basis="县级统筹。", document=SCAN
    )
    case.now.orders.bounces += 1  # a further order of the town was disputed as well
    by = political_legal_committee()
    case.went(third, UnitDesignated, WorkOrderIssued, SupervisionOrdered, by=by)
    (last,) = case.now.orders.open
    assert (last.lead, last.designated) == (LAND_OFFICE, True)
    assert case.now.accepted_at == begun


def _objection(order: str, reason: str) -> ObjectToOrder:
    return ObjectToOrder(
        case=CASE, order=order, reason=reason, details="不属本单位职责。", legal_basis="职责清单"
    )
