"""A case is closed when all is done that could be done (domain.md §2.5 J; §7.12; §2.6)."""

from datetime import timedelta

import pytest

from domain.case import Case, Stage
from domain.case.closing import CaseClosed, CloseCase
from domain.case.notices import NoticeServed
from domain.case.refusals import EmergencyOpen, StaffIsParty
from domain.case.refusals.ending import (
    ClosingReasonDoesNotFit,
    ConclusionNotChecked,
    ObligationsStillDue,
    RefusalNotTold,
    SupervisionStillOpen,
    VisitMissing,
)
from domain.case.regions.agreements import ObligationStage
from domain.case.regions.ending import Supervision
from domain.case.regions.petition import PetitionStage
from domain.case.visits import ReturnVisitUnreachable
from domain.codes.ending import VisitMethod
from domain.codes.entry import CodeNeedsText, CodeUnknown
from domain.codes.notices import NoticeType, ServiceMethod
from domain.codes.orders import SupervisionLevel
from domain.kernel import day_of
from domain.policy.packaged import packaged
from domain.refusals import StageDoesNotFit
from domain.roles import Role
from tests.domain.county import (
    CASE,
    VILLAGE,
    ZHANG,
    acting,
    director,
    named,
    triage,
)
from tests.domain.given import MORNING, Fact, Given, fact, given
from tests.domain.states import (
    accepted,
    merged,
    redirected,
    refused,
    registered,
)
from tests.domain.states_ending import (
    WALL,
    Change,
    advised,
    agreed,
    checked,
    concluded,
    resolved,
    self_handled,
    supervisor,
    visited,
    visitor,
)

FULFILLED, BREACHED, PENDING, ENFORCED = (
    ObligationStage.FULFILLED,
    ObligationStage.BREACHED,
    ObligationStage.PENDING,
    ObligationStage.ENFORCED,
)
PARTIAL = ObligationStage.PARTIAL


def close(reason: str, explanation: str | None = None) -> CloseCase:
    return CloseCase(case=CASE, reason=reason, explanation=explanation)


def done(outcome: str = "SETTLED_SELF", *changes: Change) -> Given:
    """Concluded, checked and visited."""
    start = given(registered(), accepted(), concluded(outcome=outcome), checked(), visited())
    for change in changes:
        start.where(change)
    return start


def filed(state: Case) -> None:
    state.ending.route_filed = True


def opinion(stage: PetitionStage) -> Change:
    def change(state: Case) -> None:
        state.petition.opinion = "SUPPORTED"
        state.petition.stage = stage

    return change


def test_a_closed_case_says_why_it_is_over() -> None:
    after = done().when(close("C02"), by=director())
    after.then(CaseClosed(reason="C02", explanation=None))
    state = after.then_state()
    assert state.stage is Stage.CLOSED
    assert state.ending.closed_at == done().at


def test_the_triage_officer_may_close_it_too() -> None:
    done().when(close("C02"), by=triage()).then(CaseClosed)


def test_a_party_does_not_close_their_own_case() -> None:
    own = acting(Role.CENTRE_DIRECTOR, person=ZHANG)
    done().when(close("C02"), by=own).then_refused(StaffIsParty)


def test_nobody_closes_what_nobody_checked() -> None:
    unchecked = given(registered(), accepted(), concluded(), visited())
    unchecked.when(close("C02"), by=director()).then_refused(ConclusionNotChecked)


def test_nobody_closes_what_nobody_asked_after() -> None:
    unasked = given(registered(), accepted(), concluded(), checked())
    unasked.when(close("C02"), by=director()).then_refused(VisitMissing)


@pytest.mark.parametrize(("attempts", "enough"), [(2, False), (3, True)])
def test_three_attempts_are_enough_and_two_are_not(attempts: int, enough: bool) -> None:
    tried = fact(
        ReturnVisitUnreachable(
            method=VisitMethod.PHONE, tried=ZHANG, tried_on=day_of(MORNING), attempts=attempts
        ),
        by=visitor(),
    )
    coming = given(registered(), accepted(), concluded(), checked(), tried).when(
        close("C02"), by=director()
    )
    if enough:
        coming.then(CaseClosed)
    else:
        coming.then_refused(VisitMissing)


def test_what_the_applicant_confirmed_on_the_spot_is_closed_at_once() -> None:
    given(registered(), resolved()).when(close("C09"), by=director()).then(CaseClosed)


def test_what_a_department_filed_itself_is_checked_and_visited_first() -> None:
    start = (registered(), self_handled())
    given(*start).when(close("C09"), by=director()).then_refused(ConclusionNotChecked)
    given(*start, checked()).when(close("C09"), by=director()).then_refused(VisitMissing)
    given(*start, checked(), visited()).when(close("C09"), by=director()).then(CaseClosed)


def test_a_case_is_not_closed_while_an_emergency_is_open() -> None:
    def emergency(state: Case) -> None:
        state.emergency.open = True

    done("SETTLED_SELF", emergency).when(close("C02"), by=director()).then_refused(EmergencyOpen)


def test_a_case_is_not_closed_while_a_supervision_is_open() -> None:
    def supervised(state: Case) -> None:
        one = named("supervision", "one")
        state.supervisions.all[one] = Supervision(
            supervision=one,
            level=SupervisionLevel.GENERAL,
            unit=VILLAGE,
            ordered_by=supervisor().person,
        )

    done("SETTLED_SELF", supervised).when(close("C02"), by=director()).then_refused(
        SupervisionStillOpen
    )


@pytest.mark.parametrize("stage", [PENDING, PARTIAL, BREACHED])
def test_an_open_promise_keeps_the_case_open(stage: ObligationStage) -> None:
    start = done("AGREED_WRITTEN", agreed(FULFILLED, stage))
    start.when(close("C01"), by=director()).then_refused(ObligationsStillDue)


@pytest.mark.parametrize("led_on", [advised, filed])
def test_a_broken_promise_that_was_led_elsewhere_does_not(led_on: Change) -> None:
    start = done("AGREED_WRITTEN", agreed(FULFILLED, BREACHED), led_on)
    start.when(close("C03"), by=director()).then(CaseClosed)
    start.when(close("C01"), by=director()).then_refused(ClosingReasonDoesNotFit)


def test_a_promise_not_yet_broken_is_not_led_elsewhere() -> None:
    start = done("AGREED_WRITTEN", agreed(PENDING), advised)
    start.when(close("C03"), by=director()).then_refused(ObligationsStillDue, obligations=[WALL])


def test_a_promise_deferred_beyond_policy_does_not_keep_the_case_open() -> None:
    waits = packaged().at(MORNING).number("closing_waits").whole
    last = day_of(MORNING) + timedelta(days=waits)
    near = done("AGREED_WRITTEN", agreed(PENDING, due_on=last))
    far = done("AGREED_WRITTEN", agreed(PENDING, due_on=last + timedelta(days=1)))
    told = close("C10", "经债权人同意,延期至次年履行。")
    near.when(told, by=director()).then_refused(ObligationsStillDue)
    far.when(told, by=director()).then(CaseClosed)


@pytest.mark.parametrize(
    ("reason", "outcome", "changes"),
    [
        ("C01", "AGREED_WRITTEN", [agreed(FULFILLED)]),
        ("C01", "AGREED_WRITTEN", [agreed(FULFILLED, ENFORCED)]),
        ("C02", "AGREED_ORAL", [agreed(form="ORAL")]),
        ("C02", "SETTLED_SELF", []),
        ("C03", "ROUTED", [advised]),
        ("C03", "PARTIAL", [agreed(FULFILLED, scope="PARTIAL"), advised]),
        ("C03", "TRANSFERRED_OUT", []),
        ("C04", "SUPPORTED", [opinion(PetitionStage.OPINION)]),
        ("C04", "SUPPORTED", [opinion(PetitionStage.FINAL)]),
        ("C08", "ABATED", []),
        ("C09", "ANSWERED", []),
        ("C09", "RECTIFIED", []),
        ("C09", "AIDED", []),
    ],
)
def test_a_reason_that_fits(reason: str, outcome: str, changes: list[Change]) -> None:
    done(outcome, *changes).when(close(reason), by=director()).then(CaseClosed)


@pytest.mark.parametrize(
    ("reason", "outcome", "changes"),
    [
        ("C01", "SETTLED_SELF", []),
        ("C01", "AGREED_WRITTEN", [agreed()]),
        ("C02", "ANSWERED", []),
        ("C03", "SETTLED_SELF", []),
        ("C03", "AGREED_WRITTEN", [agreed(FULFILLED), advised]),
        ("C04", "SETTLED_SELF", []),
        ("C04", "SUPPORTED", [opinion(PetitionStage.REVIEW)]),
        ("C04", "SUPPORTED", [opinion(PetitionStage.RECHECK)]),
        ("C05", "SETTLED_SELF", []),
        ("C06", "SETTLED_SELF", []),
        ("C07", "SETTLED_SELF", []),
        ("C08", "SETTLED_SELF", []),
        ("C09", "SETTLED_SELF", []),
    ],
)
def test_a_reason_that_does_not(reason: str, outcome: str, changes: list[Change]) -> None:
    done(outcome, *changes).when(close(reason), by=director()).then_refused(
        ClosingReasonDoesNotFit, reason=reason
    )


def test_other_is_explained() -> None:
    done().when(close("C10"), by=director()).then_refused(CodeNeedsText)
    done().when(close("C99"), by=director()).then_refused(CodeUnknown)


def told(notice: NoticeType) -> Fact:
    return fact(
        NoticeServed(
            notice=notice,
            text_version="1",
            method=ServiceMethod.IN_PERSON,
            served_at=MORNING,
            receiver=ZHANG,
            proof=None,
            remark=None,
        )
    )


def test_a_refused_matter_is_closed_when_the_applicant_was_told() -> None:
    start = (registered(), refused())
    given(*start).when(close("C07"), by=director()).then_refused(RefusalNotTold)
    other = told(NoticeType.REGISTRATION)
    given(*start, other).when(close("C07"), by=director()).then_refused(RefusalNotTold)
    served = told(NoticeType.REFUSAL)
    given(*start, served).when(close("C07"), by=director()).then(CaseClosed)
    given(*start, served).when(close("C02"), by=director()).then_refused(ClosingReasonDoesNotFit)


def test_a_redirected_matter_is_closed_as_led_elsewhere() -> None:
    given(registered(), redirected()).when(close("C03"), by=director()).then(CaseClosed)
    given(registered(), redirected()).when(close("C09"), by=director()).then_refused(
        ClosingReasonDoesNotFit
    )


def test_a_merged_complaint_goes_with_its_main_case() -> None:
    given(registered(), merged()).when(close("C06"), by=director()).then_refused(StageDoesNotFit)


def test_what_is_still_worked_on_is_not_closed() -> None:
    given(registered(), accepted()).when(close("C09"), by=director()).then_refused(StageDoesNotFit)
