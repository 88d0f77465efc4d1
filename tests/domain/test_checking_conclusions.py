"""Somebody else checks a conclusion (domain.md §2.5 J, T53; §4.6 SoD-2)."""

import pytest

from domain.case import Case, Stage
from domain.case.checking import (
    ApproveConclusion,
    ConclusionApproved,
    ConclusionRejected,
    RejectConclusion,
)
from domain.case.refusals import StaffIsParty
from domain.case.refusals.ending import ChecklistIncomplete, ConclusionChecked, HadAnotherPart
from domain.case.regions.mediations import ProcedureStage
from domain.codes.ending import CheckPoint
from domain.kernel import Act
from domain.refusals import StageDoesNotFit
from domain.roles import Role
from tests.domain.county import CASE, ONE, ZHANG, acting, triage
from tests.domain.given import Fact, given
from tests.domain.states import accepted, registered
from tests.domain.states_ending import (
    Change,
    agreed,
    checked,
    concluded,
    mediated,
    resolved,
    self_handled,
    supervisor,
    village_handler,
    visited,
    visitor,
)

APPROVE = ApproveConclusion(case=CASE, checklist=tuple(CheckPoint))
REJECT = RejectConclusion(case=CASE, failed=(CheckPoint.RECORD,), deficiencies=("缺少调解记录。",))
DONE = (registered(), accepted(), concluded())


@pytest.mark.parametrize("by", [triage(), supervisor()])
def test_a_conclusion_is_approved(by: Act) -> None:
    after = given(*DONE).when(APPROVE, by=by)
    after.then(ConclusionApproved(checklist=tuple(CheckPoint), remark=None))
    state = after.then_state()
    assert (state.stage, state.ending.approved) == (Stage.CONCLUDED, True)
    assert by.person in state.hands.checkers


def test_every_point_is_looked_at() -> None:
    hasty = ApproveConclusion(case=CASE, checklist=(CheckPoint.RECORD, CheckPoint.TOLD))
    refusal = given(*DONE).when(hasty, by=triage()).then_refused(ChecklistIncomplete)
    assert refusal.details["missing"] == [
        CheckPoint.OUTCOME,
        CheckPoint.LAWFULNESS,
        CheckPoint.TERMS,
    ]


def test_a_rejected_conclusion_goes_back_to_work() -> None:
    after = given(*DONE).when(REJECT, by=triage())
    after.then(
        ConclusionRejected(
            failed=(CheckPoint.RECORD,),
            deficiencies=("缺少调解记录。",),
            stage=Stage.IN_PROGRESS,
        )
    )
    state = after.then_state()
    assert (state.stage, state.outcome, state.concluded_at) == (Stage.IN_PROGRESS, None, None)
    assert triage().person in state.hands.checkers


def test_with_an_agreement_about_everything_it_goes_back_to_the_agreement() -> None:
    state = given(*DONE).where(agreed()).when(REJECT, by=triage()).then_state()
    assert state.stage is Stage.AGREED


def test_with_an_agreement_about_a_part_it_goes_back_to_work() -> None:
    partly = given(*DONE).where(agreed(scope="PARTIAL"))
    assert partly.when(REJECT, by=triage()).then_state().stage is Stage.IN_PROGRESS


@pytest.mark.parametrize("end", [resolved(), self_handled()])
def test_what_ended_at_the_window_goes_back_to_the_window(end: Fact) -> None:
    before = given(registered(), end).when(REJECT, by=triage())
    assert before.then_state().stage is Stage.REGISTERED
    after = given(registered(), accepted(), end).when(REJECT, by=triage())
    assert after.then_state().stage is Stage.ACCEPTED


def worked(state: Case) -> None:
    state.hands.handlers.add(ONE)


@pytest.mark.parametrize("command", [APPROVE, REJECT])
@pytest.mark.parametrize("change", [worked, mediated(ProcedureStage.FAILED, ONE)])
def test_who_handled_or_mediated_does_not_check(
    command: ApproveConclusion | RejectConclusion, change: Change
) -> None:
    """domain.md §4.6 SoD-2, §2.7 invariant 9."""
    start = given(*DONE).where(change)
    by = acting(Role.TRIAGE_OFFICER, person=ONE)
    start.when(command, by=by).then_refused(HadAnotherPart)


def test_who_concluded_does_not_check() -> None:
    by = acting(Role.TRIAGE_OFFICER, person=village_handler().person)
    given(*DONE).when(APPROVE, by=by).then_refused(HadAnotherPart)


def test_who_ended_it_at_the_window_does_not_check() -> None:
    by = acting(Role.TRIAGE_OFFICER, person=acting(Role.WINDOW_CLERK).person)
    given(registered(), resolved()).when(APPROVE, by=by).then_refused(HadAnotherPart)


def test_who_visited_does_not_check() -> None:
    by = acting(Role.TRIAGE_OFFICER, person=visitor().person)
    given(*DONE, visited()).when(APPROVE, by=by).then_refused(HadAnotherPart)


def test_a_party_does_not_check() -> None:
    by = acting(Role.SUPERVISOR, person=ZHANG)
    given(*DONE).when(APPROVE, by=by).then_refused(StaffIsParty)


@pytest.mark.parametrize("command", [APPROVE, REJECT])
def test_what_was_approved_stays_approved(
    command: ApproveConclusion | RejectConclusion,
) -> None:
    given(*DONE, checked()).when(command, by=supervisor()).then_refused(ConclusionChecked)


def test_before_the_conclusion_there_is_nothing_to_check() -> None:
    given(registered(), accepted()).when(APPROVE, by=triage()).then_refused(StageDoesNotFit)
