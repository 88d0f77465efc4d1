"""Separating reverses a merger: what came along leaves as well (domain.md §2.7 invariant 17)."""

from datetime import timedelta

from domain.case import Stage
from domain.case.merging import (
    CaseUnmerged,
    ComplaintsSeparated,
    MainCaseChanged,
    UnmergeCase,
)
from domain.case.refusals import TargetNotOpen
from domain.kernel import Also
from domain.refusals import BeforeTheMatter, NotFound, StageDoesNotFit
from tests.domain.county import CASE, NEXT_TOWN, OTHER, THIRD, triage
from tests.domain.given import MORNING, given
from tests.domain.states import (
    accepted,
    complaint,
    joined,
    merged,
    protected,
    refused,
    registered,
)

UNMERGE = UnmergeCase(case=CASE, reason="经核实为两件不同事项。")
MAIN = registered(case=OTHER)


def test_a_case_goes_on_where_it_stood() -> None:
    case = given(registered(), accepted(), merged())
    case.beside(OTHER, MAIN, joined(complaint(CASE)))
    state = case.when(UNMERGE, by=triage()).then_state()
    assert (state.stage, state.joining.into) == (Stage.ACCEPTED, None)


def test_the_main_case_gives_the_complaint_back() -> None:
    case = given(registered(), merged()).beside(OTHER, MAIN, joined(complaint(CASE)))
    unmerged, also = case.when(UNMERGE, by=triage()).decided()
    assert unmerged == CaseUnmerged(out_of=OTHER, complaints=(), reason=UNMERGE.reason)
    assert also == Also(stream=OTHER, event=ComplaintsSeparated(complaints=(CASE,)))


def test_what_came_along_with_a_case_leaves_with_it() -> None:
    case = given(registered(), joined(complaint(THIRD)), merged())
    case.beside(OTHER, MAIN, joined(complaint(CASE), complaint(THIRD, via=CASE)))
    unmerged, _, follower = case.when(UNMERGE, by=triage()).decided()
    assert isinstance(unmerged, CaseUnmerged)
    assert unmerged.complaints == (THIRD,)
    assert follower == Also(stream=THIRD, event=MainCaseChanged(main=CASE))


def test_what_left_before_stays_away() -> None:
    case = given(registered(), joined(complaint(THIRD)), merged())
    case.beside(OTHER, MAIN, joined(complaint(CASE)))
    state = case.when(UNMERGE, by=triage()).then_state()
    assert state.joining.complaints == {}


def test_only_a_merged_case_is_separated() -> None:
    given(registered()).when(UNMERGE, by=triage()).then_refused(StageDoesNotFit)


def test_nothing_is_taken_out_of_a_main_case_that_is_over() -> None:
    case = given(registered(), merged())
    case.beside(OTHER, MAIN, joined(complaint(CASE)), refused())
    case.when(UNMERGE, by=triage()).then_refused(TargetNotOpen)


def test_a_main_case_that_is_not_yours_is_absent() -> None:
    elsewhere = registered(case=OTHER, area="990101200", centre=NEXT_TOWN)
    case = given(registered(), merged()).beside(OTHER, elsewhere, joined(complaint(CASE)))
    case.when(UNMERGE, by=triage()).then_refused(NotFound)


def test_a_case_leaves_a_main_case_that_was_protected_meanwhile() -> None:
    case = given(registered(), merged())
    case.beside(OTHER, MAIN, joined(complaint(CASE)), protected(triage().person))
    assert case.when(UNMERGE, by=triage()).then_state().stage is Stage.REGISTERED


def test_nothing_leaves_before_the_main_case_began() -> None:
    case = given(registered(), merged()).beside(OTHER, MAIN, joined(complaint(CASE)))
    case.others[OTHER].began_at = MORNING + timedelta(days=1)
    case.when(UNMERGE, by=triage(), at=MORNING + timedelta(hours=2)).then_refused(BeforeTheMatter)
