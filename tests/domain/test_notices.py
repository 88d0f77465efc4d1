"""Notices tell of what has happened, to those who take part (信访工作条例 art 23; invariant 18)."""

from datetime import timedelta

import pytest
from msgspec.structs import replace

from domain.case.notices import NoticeServed, ServeNotice
from domain.case.refusals import (
    CopyToAccused,
    ExplanationNeeded,
    NothingToNotify,
    ReceiverNotInCase,
    ToldFromTheFuture,
)
from domain.case.values import Confirmation
from domain.case.window import ResolvedOnTheSpot
from domain.case.withdrawal import CaseWithdrawn
from domain.codes.notices import NoticeType, ServiceMethod
from domain.codes.parties import ConfirmationMethod
from domain.codes.risks import RiskLevel
from tests.domain.county import (
    CASE,
    LAND_BUREAU,
    LEADER,
    SCAN,
    THIRD,
    WANG,
    ZHANG,
    clerk,
)
from tests.domain.given import MORNING, Fact, fact, given
from tests.domain.states import (
    accepted,
    assessed,
    bundled,
    complaint,
    joined,
    merged,
    protected,
    redirected,
    refused,
    registered,
    reported,
    supplementing,
)

SERVE = ServeNotice(
    case=CASE,
    notice=NoticeType.REGISTRATION,
    text_version="DJGZ-2025.1",
    method=ServiceMethod.IN_PERSON,
    served_at=MORNING,
    receiver=ZHANG,
)
WITHDRAWN = CaseWithdrawn(
    withdrawn_by=(ZHANG,), reason="已和好", voluntary_statement=SCAN, call_back_required=False
)
RESOLVED = ResolvedOnTheSpot(
    outcome="ANSWERED",
    result="已答复",
    confirmation=Confirmation(person=ZHANG, method=ConfirmationMethod.ORAL),
)
OCCASIONS = {
    NoticeType.SUPPLEMENT: supplementing(),
    NoticeType.ACCEPTANCE: accepted(),
    NoticeType.REFUSAL: refused(),
    NoticeType.REDIRECTION: redirected(),
    NoticeType.MERGER: merged(),
    NoticeType.WITHDRAWAL: fact(WITHDRAWN),
    NoticeType.RESULT: fact(RESOLVED),
}


@pytest.mark.parametrize(("notice", "occasion"), OCCASIONS.items())
def test_a_notice_tells_of_what_has_happened(notice: NoticeType, occasion: Fact) -> None:
    command = replace(SERVE, notice=notice)
    given(registered(), occasion).when(command, by=clerk()).then(NoticeServed)
    given(registered()).when(command, by=clerk()).then_refused(NothingToNotify)


def test_a_main_case_tells_of_the_complaints_joined_to_it() -> None:
    command = replace(SERVE, notice=NoticeType.MERGER)
    given(registered(), joined(complaint(THIRD))).when(command, by=clerk()).then(NoticeServed)


def test_the_wording_and_the_proof_are_kept() -> None:
    command = replace(SERVE, proof=SCAN)
    (event,) = given(registered()).when(command, by=clerk()).then(NoticeServed)
    assert (event.text_version, event.proof, event.served_at) == ("DJGZ-2025.1", SCAN, MORNING)


def test_nobody_else_receives_a_notice() -> None:
    command = replace(SERVE, receiver=WANG)
    given(registered()).when(command, by=clerk()).then_refused(ReceiverNotInCase)


def test_the_leader_of_a_case_is_no_receiver() -> None:
    command = replace(SERVE, receiver=LEADER)
    case = given(registered(), assessed(RiskLevel.RED), bundled())
    case.when(command, by=clerk()).then_refused(ReceiverNotInCase)


def test_the_accused_hears_nothing_of_a_report() -> None:
    """信访工作条例 arts 30, 46."""
    case = given(reported(), protected(clerk().person))
    case.when(replace(SERVE, receiver=LAND_BUREAU), by=clerk()).then_refused(CopyToAccused)
    case.when(SERVE, by=clerk()).then(NoticeServed)


def test_another_notice_says_what_it_is() -> None:
    command = replace(SERVE, notice=NoticeType.OTHER)
    given(registered()).when(command, by=clerk()).then_refused(ExplanationNeeded)
    said = replace(command, remark="告知开庭旁听事宜")
    given(registered()).when(said, by=clerk()).then(NoticeServed)


def test_a_notice_is_not_served_in_the_future() -> None:
    command = replace(SERVE, served_at=MORNING + timedelta(days=1))
    given(registered()).when(command, by=clerk()).then_refused(ToldFromTheFuture)
