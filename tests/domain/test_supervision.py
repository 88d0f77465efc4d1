"""A unit is reminded, urged and put under supervision by nobody who handles it (§2.5 K, SoD-6)."""

from datetime import date
from typing import Any

import pytest
from msgspec.structs import replace

from domain.case.measures import ListedForSupervision
from domain.case.refusals import DayHasPassed
from domain.case.refusals.supervision import (
    AnswerMissing,
    HandlersMayNotSupervise,
    ListingIsSeparate,
    NotSupervised,
    SupervisionOver,
    SupervisionUnknown,
    UnitNotOnTheCase,
)
from domain.case.supervision import (
    AnswerSupervision,
    CloseSupervision,
    IssueUrge,
    OrderSupervision,
    ReminderSent,
    SendReminder,
    SupervisionAnswered,
    SupervisionClosed,
    SupervisionOrdered,
    UrgeIssued,
)
from domain.codes import CodeUnknown
from domain.codes.orders import SupervisionLevel
from domain.kernel import Act, Command
from domain.refusals import Refusal, RoleMayNot, StageDoesNotFit
from domain.roles import Role
from tests.domain.county import (
    CASE,
    COUNTY,
    LAND_OFFICE,
    NEXT_TOWN,
    OWNER,
    TOWN,
    VILLAGE,
    acting,
    committee_head,
    director,
    named,
    political_legal_committee,
    village_head,
)
from tests.domain.given import Fact, fact, given
from tests.domain.states import refused, registered
from tests.domain.states_orders import (
    DUE,
    ORDERED,
    SIGNED,
    SUPERVISION,
    TAKEN_UP,
    answered,
    issued,
    supervised,
    supervisor,
    unit_head,
)

REMIND = SendReminder(case=CASE, unit=LAND_OFFICE, content="交办单将于四月八日到期。")
URGE = IssueUrge(case=CASE, unit=LAND_OFFICE, ground="OVERDUE", content="请即办理。", due_on=DUE)
SUPERVISE = OrderSupervision(
    case=CASE,
    level=SupervisionLevel.KEY,
    unit=LAND_OFFICE,
    ground="DEMAND_NOT_MET",
    content="逾期五个工作日未反馈。",
    due_on=DUE,
)
ANSWER = AnswerSupervision(case=CASE, supervision=SUPERVISION, answer="已组织双方指界。")
CLOSE = CloseSupervision(case=CASE, supervision=SUPERVISION, finding="已整改。")
PRESSING = [REMIND, URGE, SUPERVISE]


def test_a_unit_is_reminded_then_urged() -> None:
    given(*SIGNED).when(REMIND, by=supervisor()).then(ReminderSent)
    (event,) = given(*SIGNED).when(URGE, by=supervisor()).then(UrgeIssued)
    assert (event.unit, event.ground, event.due_on) == (LAND_OFFICE, "OVERDUE", DUE)
    case = given(*SIGNED).when(URGE, by=supervisor()).then_state()
    assert case.supervisions.urged == 1
    assert case.hands.supervisors == {supervisor().person}
    reminded = given(*SIGNED).when(REMIND, by=supervisor()).then_state()
    assert reminded.hands.supervisors == {supervisor().person}


@pytest.mark.parametrize("by", [supervisor(), political_legal_committee()])
def test_supervision_is_open_until_it_is_closed(by: Act) -> None:
    (event,) = given(*SIGNED).when(SUPERVISE, by=by).then(SupervisionOrdered)
    case = given(*SIGNED).when(SUPERVISE, by=by).then_state()
    (found,) = case.supervisions.open
    assert (found.supervision, found.level, found.unit, found.ordered_by) == (
        event.supervision,
        SupervisionLevel.KEY,
        LAND_OFFICE,
        by.person,
    )
    assert by.person in case.hands.supervisors


def test_the_unit_answers() -> None:
    case = given(*SIGNED, supervised()).when(ANSWER, by=unit_head())
    case.then(SupervisionAnswered)
    state = case.then_state()
    assert state.supervisions.all[SUPERVISION].answered
    assert state.supervisions.open
    again = given(*SIGNED, supervised(), answered())
    again.when(ANSWER, by=unit_head()).then(SupervisionAnswered)


@pytest.mark.parametrize(
    ("unit", "by"),
    [(VILLAGE, village_head()), (TOWN, committee_head()), (TOWN, director())],
)
def test_whoever_heads_the_unit_answers_for_it(unit: str, by: Act) -> None:
    given(*SIGNED, supervised(unit=unit)).when(ANSWER, by=by).then(SupervisionAnswered)


@pytest.mark.parametrize("by", [village_head(), director()])
def test_no_other_unit_answers(by: Act) -> None:
    """Wrong unit."""
    given(*SIGNED, supervised()).when(ANSWER, by=by).then_refused(NotSupervised)


def test_an_answer_that_is_enough_ends_it() -> None:
    facts = (*SIGNED, supervised(), answered())
    given(*facts).when(CLOSE, by=supervisor()).then(SupervisionClosed)
    case = given(*facts).when(CLOSE, by=supervisor()).then_state()
    assert case.supervisions.open == []


def test_without_an_answer_it_stays_open() -> None:
    given(*SIGNED, supervised()).when(CLOSE, by=supervisor()).then_refused(AnswerMissing)


CLOSED = (
    *SIGNED,
    supervised(),
    answered(),
    fact(SupervisionClosed(supervision=SUPERVISION, finding="已整改。"), by=supervisor()),
)
ACTS: list[tuple[Any, Act]] = [(ANSWER, unit_head()), (CLOSE, supervisor())]


@pytest.mark.parametrize(("command", "by"), ACTS)
def test_what_is_closed_stays_closed(command: Command, by: Act) -> None:
    """Twice."""
    given(*CLOSED).when(command, by=by).then_refused(SupervisionOver)


@pytest.mark.parametrize(("command", "by"), ACTS)
def test_what_was_never_ordered_is_neither_answered_nor_closed(command: Any, by: Act) -> None:
    """Out of order."""
    given(*SIGNED).when(command, by=by).then_refused(SupervisionUnknown)
    other = replace(command, supervision=named("supervision", "another"))
    given(*SIGNED, supervised()).when(other, by=by).then_refused(SupervisionUnknown)


def test_the_listed_level_has_an_act_of_its_own() -> None:
    listing = replace(SUPERVISE, level=SupervisionLevel.LISTED)
    given(*SIGNED).when(listing, by=political_legal_committee()).then_refused(ListingIsSeparate)


def test_each_level_is_closed_by_who_may_order_it() -> None:
    general = (*SIGNED, supervised(), answered())
    above = acting(Role.CENTRE_DIRECTOR, unit=COUNTY)
    given(*general).when(CLOSE, by=above).then_refused(RoleMayNot)
    listed = fact(
        ListedForSupervision(
            supervision=SUPERVISION,
            unit=LAND_OFFICE,
            ground="RISK_NOT_REMOVED",
            content="隐患未除。",
            due_on=DUE,
        ),
        by=above,
    )
    case = given(*SIGNED, listed, answered())
    case.when(CLOSE, by=supervisor()).then_refused(RoleMayNot)
    case.when(CLOSE, by=above).then(SupervisionClosed)
    case.when(CLOSE, by=political_legal_committee()).then(SupervisionClosed)


@pytest.mark.parametrize("command", PRESSING)
def test_only_a_unit_with_work_of_the_case_is_pressed(command: Any) -> None:
    other = replace(command, unit=NEXT_TOWN)
    given(*SIGNED).when(other, by=supervisor()).then_refused(UnitNotOnTheCase, unit=NEXT_TOWN)


@pytest.mark.parametrize(
    ("facts", "by"),
    [
        (SIGNED, acting(Role.SUPERVISOR, unit=LAND_OFFICE)),
        ((*TAKEN_UP, issued(co_units=(TOWN,))), acting(Role.SUPERVISOR)),
        (SIGNED, acting(Role.SUPERVISOR, person=OWNER, unit=COUNTY)),
        (SIGNED, acting(Role.SUPERVISOR, person=unit_head().person, unit=COUNTY)),
    ],
)
@pytest.mark.parametrize("command", PRESSING)
def test_nobody_supervises_their_own_unit_or_work(
    command: Command, facts: tuple[Fact, ...], by: Act
) -> None:
    """domain.md §4.6 SoD-6: by no post they hold there, and not what they did themselves."""
    given(*facts).when(command, by=by).then_refused(HandlersMayNotSupervise)


def test_nobody_closes_the_supervision_of_their_own_unit() -> None:
    by = acting(Role.SUPERVISOR, unit=LAND_OFFICE)
    facts = (*SIGNED, supervised(), answered())
    given(*facts).when(CLOSE, by=by).then_refused(HandlersMayNotSupervise)


@pytest.mark.parametrize("command", [URGE, SUPERVISE])
@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"ground": "MOOD"}, CodeUnknown),
        ({"due_on": date(2025, 3, 24)}, DayHasPassed),
    ],
)
def test_it_has_a_ground_and_a_day_that_lies_ahead(
    command: Any, changes: dict[str, Any], refusal: type[Refusal]
) -> None:
    given(*ORDERED).when(replace(command, **changes), by=supervisor()).then_refused(refusal)


@pytest.mark.parametrize("command", PRESSING)
def test_what_was_not_taken_up_for_good_is_not_pressed(command: Any) -> None:
    facts = (registered(), refused())
    given(*facts).when(replace(command, unit=TOWN), by=supervisor()).then_refused(StageDoesNotFit)


def test_a_centre_is_pressed_before_anybody_is_given_the_matter() -> None:
    """What is owed then is the decision to take it up."""
    centre = replace(REMIND, unit=TOWN)
    given(registered()).when(centre, by=supervisor()).then(ReminderSent)
