"""A unit reports, answers for itself and its helpers, and may have to do it again (§2.5 C)."""

from datetime import date
from typing import Any

import pytest
from msgspec.structs import replace

from domain.case import Stage
from domain.case.answers import (
    AssistanceCompleted,
    CompleteAssistance,
    CompleteOrder,
    ProgressReported,
    Reply,
    ReportProgress,
    ReturnOrder,
    WorkOrderCompleted,
    WorkOrderReturned,
)
from domain.case.refusals import (
    CopyToAccused,
    DayHasPassed,
    ReceiverNotInCase,
    StaffIsParty,
    ToldFromTheFuture,
)
from domain.case.refusals.orders import (
    CoUnitsOutstanding,
    HandlerConflicted,
    HandlersMayNotReturn,
    NotYourOrder,
    OrderNotYourDuty,
    OrderOpenAlready,
    OrderStageDoesNotFit,
)
from domain.case.regions.orders import OrderStage
from domain.codes import CodeUnknown
from domain.codes.matters import MatterClass
from domain.codes.notices import ServiceMethod
from domain.kernel import Act, Command
from domain.refusals import Refusal, RoleMayNot
from domain.roles import Role
from tests.domain.county import (
    CASE,
    COUNTY,
    LAND_BUREAU,
    LAND_OFFICE,
    LI,
    NEXT_TOWN,
    NOTICE,
    ONE,
    OWNER,
    STRANGER,
    TOWN,
    TWO,
    VILLAGE,
    ZHANG,
    acting,
    triage,
)
from tests.domain.given import MORNING, Fact, given
from tests.domain.states import accepted, protected, reported
from tests.domain.states_orders import (
    ORDER,
    ORDERED,
    SECOND,
    SIGNED,
    TAKEN_UP,
    assigned,
    assisted,
    completed,
    conflicted,
    issued,
    owner,
    signed,
    supervisor,
    unit_head,
)

PROGRESS = ReportProgress(
    case=CASE,
    order=ORDER,
    progress="已到现场勘测。",
    next_step="组织双方指界。",
    next_on=date(2025, 4, 1),
)
ASSIST = CompleteAssistance(case=CASE, order=ORDER, result="已出具历史使用情况说明。")
COMPLETE = CompleteOrder(
    case=CASE,
    order=ORDER,
    result_code="SOLVED",
    result="已查清权属,双方认可。",
    reply=Reply(receiver=ZHANG, method=ServiceMethod.IN_PERSON, served_at=MORNING, proof=NOTICE),
)
RETURN = ReturnOrder(
    case=CASE, order=ORDER, deficiencies="未通知被申请方。", due_on=date(2025, 4, 15)
)
JOINT = (*TAKEN_UP, issued(co_units=(VILLAGE, NEXT_TOWN)), signed())
ASSIGNED = (*SIGNED, assigned(OWNER, ONE))


def test_progress_says_what_comes_next_and_when() -> None:
    (event,) = given(*SIGNED).when(PROGRESS, by=owner()).then(ProgressReported)
    assert (event.unit, event.next_on) == (LAND_OFFICE, date(2025, 4, 1))
    case = given(*SIGNED).when(PROGRESS, by=owner()).then_state()
    assert OWNER in case.hands.handlers
    past = replace(PROGRESS, next_on=date(2025, 3, 24))
    given(*SIGNED).when(past, by=owner()).then_refused(DayHasPassed, field="next_on")


def test_the_handler_reports_or_who_helps() -> None:
    for person in (OWNER, ONE):
        by = acting(Role.HANDLER, person=person, unit=LAND_OFFICE)
        given(*ASSIGNED).when(PROGRESS, by=by).then(ProgressReported)
    another = acting(Role.HANDLER, person=TWO, unit=LAND_OFFICE)
    given(*ASSIGNED).when(PROGRESS, by=another).then_refused(OrderNotYourDuty)
    given(*SIGNED).when(PROGRESS, by=another).then(ProgressReported)


def test_a_co_unit_reports_too() -> None:
    facts = (*JOINT, assigned())
    (event,) = given(*facts).when(PROGRESS, by=owner(VILLAGE)).then(ProgressReported)
    assert event.unit == VILLAGE
    case = given(*facts).when(PROGRESS, by=owner(VILLAGE)).then_state()
    assert VILLAGE in case.hands.handling_units


def test_a_co_unit_files_its_part() -> None:
    (event,) = given(*JOINT).when(ASSIST, by=unit_head(VILLAGE)).then(AssistanceCompleted)
    assert event.unit == VILLAGE
    case = given(*JOINT).when(ASSIST, by=unit_head(VILLAGE)).then_state()
    assert case.orders.all[ORDER].co_done == {VILLAGE}
    assert VILLAGE in case.hands.handling_units
    given(*JOINT).when(ASSIST, by=unit_head()).then_refused(NotYourOrder)


def test_the_head_answers_and_a_party_has_been_told() -> None:
    (event,) = given(*SIGNED).when(COMPLETE, by=unit_head()).then(WorkOrderCompleted)
    assert (event.result_code, event.reply_to, event.replied_at) == ("SOLVED", ZHANG, MORNING)
    assert (event.reply_method, event.reply_proof) == (ServiceMethod.IN_PERSON, NOTICE)
    assert (event.without_units, event.without_reason) == ((), None)
    case = given(*SIGNED).when(COMPLETE, by=unit_head()).then_state()
    assert case.orders.all[ORDER].stage is OrderStage.COMPLETED
    assert case.orders.open == []
    assert case.stage is Stage.IN_PROGRESS
    assert unit_head().person in case.hands.handlers
    given(*SIGNED).when(COMPLETE, by=owner()).then_refused(RoleMayNot)


def test_co_units_are_done_or_it_is_said_why_not() -> None:
    part = (*JOINT, assisted(VILLAGE))
    given(*part).when(COMPLETE, by=unit_head()).then_refused(CoUnitsOutstanding, units=(NEXT_TOWN,))
    override = replace(COMPLETE, without_reason="该单位意见不影响结果。")
    (event,) = given(*part).when(override, by=unit_head()).then(WorkOrderCompleted)
    assert event.without_units == (NEXT_TOWN,)
    done = (*part, assisted(NEXT_TOWN))
    (event,) = given(*done).when(override, by=unit_head()).then(WorkOrderCompleted)
    assert (event.without_units, event.without_reason) == ((), None)


def told(**changes: Any) -> CompleteOrder:
    """The answer, with another reply."""
    return replace(COMPLETE, reply=replace(COMPLETE.reply, **changes))


@pytest.mark.parametrize(
    ("command", "refusal"),
    [
        (replace(COMPLETE, result_code="FINE"), CodeUnknown),
        (told(receiver=STRANGER), ReceiverNotInCase),
        (told(served_at=MORNING.replace(year=2026)), ToldFromTheFuture),
    ],
)
def test_an_answer_makes_sense(command: CompleteOrder, refusal: type[Refusal]) -> None:
    given(*SIGNED).when(command, by=unit_head()).then_refused(refusal)


def test_the_accused_of_a_report_gets_no_answer() -> None:
    head = unit_head(NEXT_TOWN)
    report = (
        reported(area="990101200"),
        protected(head.person),
        accepted(dispute=None, matter_class=MatterClass.REPORT),
    )
    facts = (*report, issued(lead_unit=NEXT_TOWN), signed(unit=NEXT_TOWN))
    given(*facts).when(told(receiver=LAND_BUREAU), by=head).then_refused(CopyToAccused)
    given(*facts).when(COMPLETE, by=head).then(WorkOrderCompleted)


COMMANDS: list[tuple[Command, Act]] = [
    (PROGRESS, owner()),
    (ASSIST, unit_head(VILLAGE)),
    (COMPLETE, unit_head()),
]


@pytest.mark.parametrize(("command", "by"), COMMANDS)
def test_nothing_is_answered_before_the_order_is_signed_for_or_after_it_is_done(
    command: Command, by: Act
) -> None:
    """Out of order, and twice."""
    unsigned = JOINT[:-1]
    given(*unsigned).when(command, by=by).then_refused(OrderStageDoesNotFit)
    given(*JOINT, completed()).when(command, by=by).then_refused(OrderStageDoesNotFit)


@pytest.mark.parametrize(("command", "by"), COMMANDS)
def test_no_other_unit_answers(command: Command, by: Act) -> None:
    """Wrong unit."""
    elsewhere = replace(by, unit=TOWN)
    given(*JOINT).when(command, by=elsewhere).then_refused(NotYourOrder)
    nowhere = replace(by, unit=None, person=ZHANG)
    given(*JOINT).when(command, by=nowhere).then_refused(NotYourOrder)


@pytest.mark.parametrize(("command", "by"), COMMANDS)
def test_who_has_an_interest_does_not_answer(command: Command, by: Act) -> None:
    given(*JOINT).when(command, by=replace(by, person=LI)).then_refused(StaffIsParty)
    case = given(*JOINT, conflicted(by.person))
    case.when(command, by=by).then_refused(HandlerConflicted, person=by.person)


ANSWERED = (*ASSIGNED, completed())


@pytest.mark.parametrize("by", [triage(), supervisor()])
def test_an_answer_that_falls_short_is_done_again(by: Act) -> None:
    given(*ANSWERED).when(RETURN, by=by).then(WorkOrderReturned)
    order = given(*ANSWERED).when(RETURN, by=by).then_state().orders.all[ORDER]
    assert (order.stage, order.returns, order.due_on) == (
        OrderStage.SIGNED,
        1,
        date(2025, 4, 15),
    )
    assert order.handler == OWNER


@pytest.mark.parametrize("facts", [ORDERED, SIGNED])
def test_only_an_answer_is_returned(facts: tuple[Fact, ...]) -> None:
    given(*facts).when(RETURN, by=triage()).then_refused(OrderStageDoesNotFit)


@pytest.mark.parametrize(
    "by",
    [
        acting(Role.SUPERVISOR, unit=LAND_OFFICE),
        acting(Role.SUPERVISOR, unit=VILLAGE),
        acting(Role.SUPERVISOR, person=OWNER, unit=COUNTY),
    ],
)
def test_nobody_judges_their_own_work(by: Act) -> None:
    """domain.md §4.6 SoD-6: nobody of the units that handled it, nor who did it for them."""
    facts = (*JOINT, assisted(VILLAGE), assisted(NEXT_TOWN), assigned(), completed())
    given(*facts).when(RETURN, by=by).then_refused(HandlersMayNotReturn)


def test_a_unit_that_has_a_new_order_does_it_there() -> None:
    """Found by chance: a returned order stood open beside a new one of the same unit."""
    case = given(*ANSWERED, issued(order=SECOND))
    case.when(RETURN, by=triage()).then_refused(OrderOpenAlready, order=SECOND)


def test_it_is_done_again_by_a_day_that_lies_ahead() -> None:
    past = replace(RETURN, due_on=date(2025, 3, 24))
    given(*ANSWERED).when(past, by=triage()).then_refused(DayHasPassed, field="due_on")
