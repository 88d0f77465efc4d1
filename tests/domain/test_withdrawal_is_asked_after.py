"""Withdrawal → somebody asks whether it was free (domain.md §2.6; §3.2 T61)."""

from datetime import date

import pytest

from domain.case import Stage
from domain.case.closing import CaseClosed, CloseCase
from domain.case.refusals.ending import (
    ClosingReasonDoesNotFit,
    CoercionNotAsked,
    HadAnotherPart,
    VisitMissing,
)
from domain.case.reopening import CaseReopened, ReopenCase
from domain.case.visits import ReturnVisitMade, ReturnVisitUnreachable
from domain.codes.ending import VisitMethod
from domain.roles import Role
from tests.domain.county import CASE, ZHANG, acting, clerk, director
from tests.domain.given import fact, given
from tests.domain.states import accepted, registered
from tests.domain.states_ending import concluded, to_visit, visited, visitor, withdrawn

CLOSE = CloseCase(case=CASE, reason="C05")


@pytest.mark.parametrize("pressed", [True, False])
def test_the_visit_says_whether_anybody_was_pressed(pressed: bool) -> None:
    after = given(registered(), withdrawn()).when(to_visit(pressed=pressed), by=visitor())
    (found,) = after.then(ReturnVisitMade)
    assert found.pressed is pressed
    state = after.then_state()
    assert (state.stage, state.ending.pressed) == (Stage.WITHDRAWN, pressed)


def test_a_visit_that_does_not_ask_is_no_answer() -> None:
    given(registered(), withdrawn()).when(to_visit(), by=visitor()).then_refused(CoercionNotAsked)


def test_other_visits_do_not_ask() -> None:
    given(registered(), accepted(), concluded()).when(
        to_visit(pressed=False), by=visitor()
    ).then_refused(CoercionNotAsked)


def test_who_took_the_withdrawal_does_not_ask() -> None:
    by = acting(Role.RETURN_VISITOR, person=clerk().person)
    given(registered(), withdrawn()).when(to_visit(pressed=False), by=by).then_refused(
        HadAnotherPart
    )


def test_a_withdrawal_to_be_asked_after_is_not_closed_before() -> None:
    given(registered(), withdrawn()).when(CLOSE, by=director()).then_refused(VisitMissing)


def test_a_visit_before_the_withdrawal_asked_nobody_about_it() -> None:
    early = (registered(), accepted(), visited(), withdrawn())
    given(*early).when(CLOSE, by=director()).then_refused(VisitMissing)


def test_three_days_of_trying_are_enough_and_days_before_the_withdrawal_do_not_count() -> None:
    tried = fact(
        ReturnVisitUnreachable(
            method=VisitMethod.PHONE, tried=ZHANG, tried_on=date(2025, 3, 25), attempts=3
        ),
        by=visitor(),
    )
    given(registered(), tried, withdrawn()).when(CLOSE, by=director()).then_refused(VisitMissing)
    given(registered(), withdrawn(), tried).when(CLOSE, by=director()).then(CaseClosed)


def test_a_free_withdrawal_is_closed() -> None:
    free = (registered(), withdrawn(), visited(pressed=False))
    given(*free).when(CLOSE, by=director()).then(CaseClosed(reason="C05", explanation=None))


def test_a_withdrawal_nobody_need_ask_after_is_closed_at_once() -> None:
    plain = (registered(), withdrawn(call_back_required=False))
    given(*plain).when(CLOSE, by=director()).then(CaseClosed)


def test_a_withdrawal_under_pressure_is_not_closed_but_reopened() -> None:
    pressed = (registered(), withdrawn(), visited(pressed=True))
    given(*pressed).when(CLOSE, by=director()).then_refused(ClosingReasonDoesNotFit)
    reopen = ReopenCase(case=CASE, reason="R02", explanation="撤回系受胁迫。")
    given(*pressed).when(reopen, by=director()).then(CaseReopened)


def test_the_check_is_still_owed_when_the_case_was_reopened_before_it() -> None:
    again = fact(CaseReopened(reason="R02", explanation="又起争执。", documents=()), by=director())
    given(registered(), withdrawn(), again).when(to_visit(), by=visitor()).then(ReturnVisitMade)
