"""A unit is merged: its duties move to the successor, and the terms run on (domain.md §2.6).

信访工作条例 art 24: the unit that goes on exercising its powers accepts the matter.
"""

from copy import deepcopy

import pytest
from msgspec.structs import replace

from domain.case import Case, Stage
from domain.case.answers import CompleteOrder, Reply
from domain.case.handling import AssignHandler, HandlerAssigned
from domain.case.objections import ObjectToOrder
from domain.case.orders import SignOrder, WorkOrderSigned
from domain.case.petition import NotifyReceipt, ReceiptNotified
from domain.case.refusals import AccusedUnitMayNot
from domain.case.refusals.orders import ObjectedBefore
from domain.case.refusals.reorganisation import (
    NothingToTakeOver,
    NotTheirSuccessor,
    UnitNotMerged,
)
from domain.case.regions.ending import Supervision
from domain.case.regions.mediations import Procedure
from domain.case.regions.whistles import Item
from domain.case.reorganisation import TakeOverDuties, UnitSucceeded
from domain.case.whistle import ReceiveWhistle, WhistleReceived
from domain.codes.notices import ServiceMethod
from domain.codes.orders import SupervisionLevel
from domain.codes.petitions import ReceiptResult
from domain.organisation.refusals import UnitUnknown
from domain.organisation.state import Level
from domain.refusals import NotFound, StageDoesNotFit
from domain.roles import Role
from tests.domain.county import (
    CASE,
    FORMER_OFFICE,
    LAND_OFFICE,
    MERGED_AT,
    NOWHERE,
    ONE,
    TOWN,
    VILLAGE,
    ZHANG,
    acting,
    director,
    named,
    triage,
)
from tests.domain.given import MORNING, Fact, Given, fact, given
from tests.domain.states import accepted, registered
from tests.domain.states_ending import (
    archived,
    checked,
    closed,
    concluded,
    to_conclude,
    visited,
)
from tests.domain.states_meetings import WHISTLE, blown
from tests.domain.states_orders import ORDER, issued, objected, rejected, signed, unit_head
from tests.domain.states_petition import forwarded, taken_up

TAKE_OVER = TakeOverDuties(case=CASE, from_unit=FORMER_OFFICE)
OPEN = (
    registered(dispute="0902"),
    accepted(dispute="0902", first_responsible_unit=FORMER_OFFICE, lead_unit=FORMER_OFFICE),
    issued(lead_unit=FORMER_OFFICE, co_units=(VILLAGE,)),
)
"""The former land office is responsible first, and has an order."""


def succeeded(**changes: str) -> Fact:
    """已承接: the natural resources office has the duties of the former land office."""
    plain = UnitSucceeded(
        from_unit=FORMER_OFFICE, to_unit=LAND_OFFICE, centre=TOWN, lead_unit=LAND_OFFICE
    )
    return fact(replace(plain, **changes), by=triage(), at=MERGED_AT)


def merged(*facts: Fact) -> Given:
    """What happened, and the merger since."""
    case = given(*facts)
    case.at = max(case.at, MERGED_AT)
    return case


def test_the_duties_move_and_nothing_else_changes() -> None:
    case = merged(*OPEN)
    assert case.state is not None
    before = deepcopy(case.state)
    taking = case.when(TAKE_OVER, by=triage())
    taking.then(
        UnitSucceeded(
            from_unit=FORMER_OFFICE, to_unit=LAND_OFFICE, centre=TOWN, lead_unit=LAND_OFFICE
        )
    )
    state = taking.then_state()
    order = state.orders.all[ORDER]
    assert (order.lead, order.co_units, order.sender) == (LAND_OFFICE, {VILLAGE}, TOWN)
    assert (order.issued_at, order.due_on) == (
        before.orders.all[ORDER].issued_at,
        before.orders.all[ORDER].due_on,
    )
    assert state.lead_unit == LAND_OFFICE
    assert state.first_responsible_unit == FORMER_OFFICE, "who was first is never rewritten"
    assert state.units == before.units | {LAND_OFFICE}
    assert (state.stage, state.clock) == (before.stage, before.clock)


def test_the_successor_goes_on_where_the_old_unit_stood() -> None:
    case = merged(*OPEN, succeeded())
    case.when(SignOrder(case=CASE, order=ORDER), by=unit_head()).then(WorkOrderSigned)
    in_hand = merged(*OPEN, signed(unit=FORMER_OFFICE), succeeded())
    assign = AssignHandler(case=CASE, order=ORDER, handler=ONE)
    in_hand.when(assign, by=unit_head()).then(HandlerAssigned)
    answer = CompleteOrder(
        case=CASE,
        order=ORDER,
        result_code="SOLVED",
        result="已办结。",
        reply=Reply(receiver=ZHANG, method=ServiceMethod.IN_PERSON, served_at=MORNING),
        without_reason="村委会无需配合。",
    )
    done = in_hand.when(answer, by=unit_head()).then_state()
    assert not done.orders.open
    end = to_conclude(resolved_level=Level.TOWN)
    without_order = merged(*OPEN[:2], succeeded())
    ended = without_order.when(end, by=acting(Role.HANDLER, unit=LAND_OFFICE))
    assert ended.then_state().stage is Stage.CONCLUDED


def test_an_objection_once_decided_stays_decided() -> None:
    facts = (*OPEN, objected(unit=FORMER_OFFICE), rejected(unit=FORMER_OFFICE), succeeded())
    again = ObjectToOrder(
        case=CASE, order=ORDER, reason="O01", details="不属本单位。", legal_basis="职责清单"
    )
    merged(*facts).when(again, by=unit_head()).then_refused(ObjectedBefore)


def test_procedures_tasks_and_supervision_move_as_well() -> None:
    procedure, item, press = (
        named("mediation", "there"), named("item", "there"), named("supervision", "there")
    )  # fmt: skip

    def as_it_stood(state: Case) -> None:
        state.mediations.all[procedure] = Procedure(
            mediation=procedure, kind="PEOPLES", organisation=FORMER_OFFICE, opened_at=MORNING
        )
        state.meetings.items[item] = Item(
            item=item, consultation=named("consultation", "there"), unit=FORMER_OFFICE
        )
        state.supervisions.all[press] = Supervision(
            supervision=press,
            level=SupervisionLevel.GENERAL,
            unit=FORMER_OFFICE,
            ordered_by=ONE,
        )
        state.hands.handling_units.add(FORMER_OFFICE)

    state = merged(*OPEN).where(as_it_stood).when(TAKE_OVER, by=director()).then_state()
    assert state.mediations.all[procedure].organisation == LAND_OFFICE
    assert state.meetings.items[item].unit == LAND_OFFICE
    assert state.supervisions.all[press].unit == LAND_OFFICE
    assert state.hands.handling_units >= {FORMER_OFFICE, LAND_OFFICE}


def test_a_whistle_keeps_the_name_it_called_and_the_successor_answers() -> None:
    case = merged(*OPEN, blown(target_units=(FORMER_OFFICE,)), succeeded())
    answer = case.when(ReceiveWhistle(case=CASE, whistle=WHISTLE), by=unit_head())
    answer.then(WhistleReceived(whistle=WHISTLE, unit=FORMER_OFFICE))


def test_a_petition_is_answered_by_the_successor() -> None:
    case = merged(*taken_up(), forwarded(FORMER_OFFICE), succeeded(lead_unit=TOWN))
    told = NotifyReceipt(
        case=CASE,
        unit=FORMER_OFFICE,
        result=ReceiptResult.RECEIVED,
        told_at=MORNING,
        receiver=ZHANG,
    )
    by = acting(Role.HANDLER, unit=LAND_OFFICE)
    case.when(told, by=by).then(ReceiptNotified)


@pytest.mark.parametrize("role", [Role.UNIT_HEAD, Role.COMMITTEE_HEAD])
def test_the_old_units_head_hands_over_and_nobody_elses(role: Role) -> None:
    """The posts of a merged unit go on until its work is handed over."""
    case = merged(*OPEN)
    case.when(TAKE_OVER, by=acting(role, unit=FORMER_OFFICE)).then(UnitSucceeded)
    case.when(TAKE_OVER, by=acting(role, unit=LAND_OFFICE)).then_refused(NotFound)
    case.when(TAKE_OVER, by=acting(role, unit=VILLAGE)).then_refused(NotTheirSuccessor)


def test_only_a_merged_units_duties_pass() -> None:
    before_the_merger = given(*OPEN)
    before_the_merger.when(TAKE_OVER, by=triage()).then_refused(UnitNotMerged)
    of_the_village = replace(TAKE_OVER, from_unit=VILLAGE)
    merged(*OPEN).when(of_the_village, by=triage()).then_refused(UnitNotMerged)
    of_nobody = replace(TAKE_OVER, from_unit=NOWHERE)
    merged(*OPEN).when(of_nobody, by=triage()).then_refused(UnitUnknown)


def test_they_pass_once_and_only_where_there_are_any() -> None:
    case = merged(*OPEN, succeeded())
    case.when(TAKE_OVER, by=triage()).then_refused(NothingToTakeOver)
    elsewhere = merged(registered(), accepted())
    elsewhere.when(TAKE_OVER, by=triage()).then_refused(NothingToTakeOver)


def test_no_duty_passes_to_the_unit_complained_of() -> None:
    facts = (*taken_up(), forwarded(FORMER_OFFICE))
    merged(*facts).when(TAKE_OVER, by=triage()).then_refused(AccusedUnitMayNot, unit=LAND_OFFICE)


def test_what_is_archived_rests() -> None:
    done = (*OPEN[:2], concluded(), checked(), visited(), closed(), archived())
    merged(*done).when(TAKE_OVER, by=triage()).then_refused(StageDoesNotFit)


def test_the_centre_itself_may_be_merged() -> None:
    state = given(*OPEN, succeeded(from_unit=TOWN, to_unit=VILLAGE, centre=VILLAGE)).state
    assert state is not None
    assert (state.centre, state.orders.all[ORDER].sender) == (VILLAGE, VILLAGE)
