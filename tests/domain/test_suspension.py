"""A procedure stands still for a reason, and goes on when none is left (domain.md §2.6, D11)."""

from datetime import date, timedelta
from typing import Any

from hypothesis import given as for_all
from hypothesis import strategies as st

from domain.case import Case
from domain.case.clock import ClockResumed, ClockSuspended, ResumeClock, SuspendClock
from domain.case.refusals import DayHasPassed
from domain.case.refusals.mediation import NotYourProcedure
from domain.case.refusals.shared import NotAllAgree
from domain.case.refusals.standstill import (
    DoesNotStandStill,
    HearingIsForPetitions,
    NobodyToWaitFor,
    PetitionsGoOn,
    StandsStillAlready,
    SuccessorsMissing,
)
from domain.case.regions.mediations import ProcedureStage
from domain.case.standstill import (
    AppraisalCommissioned,
    AppraisalReported,
    CommissionAppraisal,
    MediationResumed,
    MediationSuspended,
    ReportAppraisal,
    ResumeMediation,
    SuspendMediation,
)
from domain.codes import CodeUnknown
from tests.domain.county import CASE, LI, SCAN, ZHANG, committee_head, director, mediator
from tests.domain.given import MORNING, given
from tests.domain.states import accepted, registered
from tests.domain.states_mediation import (
    MEDIATION,
    appointed,
    appraising,
    consented,
    died,
    opened,
    suspended,
    village_mediator,
)
from tests.domain.states_petition import taken_up

UNDER_WAY = (registered(), accepted(), *consented(), opened(), appointed())
BEFORE = MORNING.date() - timedelta(days=1)


def suspend(reason: str = "P03", **changes: Any) -> SuspendMediation:
    return SuspendMediation(
        case=CASE, mediation=MEDIATION, reason=reason, evidence="见证明材料。", **changes
    )


def resume(reason: str = "P03") -> ResumeMediation:
    return ResumeMediation(case=CASE, mediation=MEDIATION, reason=reason)


def commission(*agreed_by: str, expected_until: date | None = None) -> CommissionAppraisal:
    return CommissionAppraisal(
        case=CASE,
        mediation=MEDIATION,
        institution="云溪司法鉴定所",
        question="因果关系。",
        agreed_by=agreed_by,
        expected_until=expected_until,
    )


ANSWER = ReportAppraisal(case=CASE, mediation=MEDIATION, opinion="无因果关系。", document=SCAN)


def stage(case: Case) -> ProcedureStage:
    return case.mediations.all[MEDIATION].stage


def test_it_stands_still_with_evidence_and_goes_on() -> None:
    case = given(*UNDER_WAY)
    for by in (mediator(), committee_head()):
        case.when(suspend(), by=by).then(MediationSuspended)
    assert stage(case.when(suspend(), by=mediator()).then_state()) is ProcedureStage.SUSPENDED
    case = given(*UNDER_WAY, suspended("P03"))
    case.when(resume(), by=mediator()).then(MediationResumed)
    assert stage(case.when(resume(), by=mediator()).then_state()) is ProcedureStage.OPEN


@for_all(st.permutations(["P03", "P04", "P05", "P06"]), st.integers(0, 4))
def test_it_goes_on_when_no_reason_is_ever_left(reasons: list[str], cleared: int) -> None:
    """domain.md §3.1 D11."""
    case = given(*UNDER_WAY, *map(suspended, reasons)).state
    assert case is not None
    procedure = case.mediations.all[MEDIATION]
    for reason in reasons[:cleared]:
        procedure.resume(reason)
    assert (procedure.stage is ProcedureStage.OPEN) is (cleared == len(reasons))


def test_a_reason_stands_once_and_is_cleared_once() -> None:
    case = given(*UNDER_WAY, suspended("P03"))
    case.when(suspend(), by=mediator()).then_refused(StandsStillAlready, reason="P03")
    case.when(resume("P04"), by=mediator()).then_refused(DoesNotStandStill, reason="P04")


def test_reasons_are_of_the_list() -> None:
    given(*UNDER_WAY).when(suspend("P99"), by=mediator()).then_refused(CodeUnknown)


def test_a_hearing_is_for_petitions() -> None:
    """信访工作条例 art 36."""
    given(*UNDER_WAY).when(suspend("P08"), by=mediator()).then_refused(HearingIsForPetitions)


def test_nobody_is_waited_for_unless_somebody_is_gone() -> None:
    given(*UNDER_WAY).when(suspend("P02"), by=mediator()).then_refused(NobodyToWaitFor)


def test_heirs_are_waited_for_until_they_have_joined() -> None:
    case = given(*UNDER_WAY, died(ZHANG), suspended("P02"))
    case.when(resume("P02"), by=mediator()).then_refused(SuccessorsMissing, missing=[ZHANG])


def test_a_joint_pause_is_everybodys_wish() -> None:
    case = given(*UNDER_WAY)
    one = suspend("P09", agreed_by=(ZHANG,))
    case.when(one, by=mediator()).then_refused(NotAllAgree, missing=[LI])
    both = suspend("P09", agreed_by=(ZHANG, LI))
    (event,) = case.when(both, by=mediator()).then(MediationSuspended)
    assert event.agreed_by == (ZHANG, LI)


def test_what_is_expected_lies_ahead() -> None:
    case = given(*UNDER_WAY)
    late = suspend(expected_until=BEFORE)
    case.when(late, by=mediator()).then_refused(DayHasPassed, field="expected_until")
    asked = commission(ZHANG, LI, expected_until=BEFORE)
    case.when(asked, by=mediator()).then_refused(DayHasPassed)


def test_suspicion_of_false_mediation_is_noted_and_cleared() -> None:
    case = given(*UNDER_WAY)
    assert case.when(suspend("P07"), by=mediator()).then_state().mediations.suspected_false
    case = given(*UNDER_WAY, suspended("P07"))
    cleared = case.when(resume("P07"), by=mediator()).then_state()
    assert not cleared.mediations.suspected_false


def test_an_appraisal_takes_everybodys_agreement() -> None:
    """医疗纠纷预防和处理条例 art 34."""
    case = given(*UNDER_WAY)
    case.when(commission(ZHANG), by=mediator()).then_refused(NotAllAgree, missing=[LI])
    case.when(commission(ZHANG, LI), by=mediator()).then(AppraisalCommissioned)
    state = case.when(commission(ZHANG, LI), by=mediator()).then_state()
    assert state.mediations.all[MEDIATION].pauses == {"P01"}


def test_its_report_ends_the_pause() -> None:
    case = given(*UNDER_WAY, appraising())
    case.when(ANSWER, by=mediator()).then(AppraisalReported)
    assert stage(case.when(ANSWER, by=mediator()).then_state()) is ProcedureStage.OPEN


def test_there_is_one_appraisal_at_a_time() -> None:
    case = given(*UNDER_WAY, appraising())
    again = commission(ZHANG, LI)
    case.when(again, by=mediator()).then_refused(StandsStillAlready, reason="P01")
    given(*UNDER_WAY).when(ANSWER, by=mediator()).then_refused(DoesNotStandStill, reason="P01")


def test_other_procedures_mediators_pause_nothing() -> None:
    given(*UNDER_WAY).when(suspend(), by=village_mediator()).then_refused(NotYourProcedure)


def test_a_mediation_and_a_matter_stand_still_and_go_on() -> None:
    """domain.md §2.6 中止: the whole path, with its reason and its evidence."""
    case = given(*UNDER_WAY)
    case.went(suspend(), MediationSuspended, by=mediator())
    case.went(resume(), MediationResumed, by=mediator())
    still = SuspendClock(case=CASE, reason="P03", evidence="见证明材料。")
    case.went(still, ClockSuspended, by=director())
    case.went(ResumeClock(case=CASE, reason="P03"), ClockResumed, by=director())
    assert (case.now.clock.pauses, case.now.mediations.all[MEDIATION].pauses) == (set(), set())


def test_a_petition_does_not_stand_still() -> None:
    """信访工作条例 arts 34, 36: for a hearing only."""
    still = SuspendClock(case=CASE, reason="P03", evidence="见证明材料。")
    given(*taken_up()).when(still, by=director()).then_refused(PetitionsGoOn)
