"""A whole matter stands still for a reason, and is prolonged once (domain.md §2.6, T30)."""

from datetime import timedelta
from typing import Any

from domain.case import Case
from domain.case.clock import (
    ClockExtended,
    ClockResumed,
    ClockSuspended,
    ExtendClock,
    ResumeClock,
    SuspendClock,
)
from domain.case.refusals import DayHasPassed, SamePerson
from domain.case.refusals.shared import OneTermOnly
from domain.case.refusals.standstill import (
    DoesNotStandStill,
    HearingIsForPetitions,
    PetitionsGoOn,
    StandsStillAlready,
    TermExtendedBefore,
)
from domain.codes import CodeUnknown
from domain.codes.matters import MatterClass
from domain.refusals import StageDoesNotFit
from domain.roles import Role
from tests.domain.county import CASE, acting, director
from tests.domain.given import MORNING, fact, given
from tests.domain.states import accepted, petitioned, registered

TAKEN_UP = (registered(), accepted())
PETITION = (petitioned(), accepted(matter_class=MatterClass.PETITION_DEMAND))
HEAD = acting(Role.UNIT_HEAD)
STILL = fact(ClockSuspended(reason="P04", evidence="另案。", documents=(), expected_until=None))
LONGER = fact(ClockExtended(reason="E01", days=5, due_on=None, explanation="复杂。", told_at=None))
BEFORE = MORNING.date() - timedelta(days=1)


def suspend(reason: str = "P04", **changes: Any) -> SuspendClock:
    return SuspendClock(case=CASE, reason=reason, evidence="等待另案判决。", **changes)


def extend(**changes: Any) -> ExtendClock:
    told: dict[str, Any] = {"reason": "E01", "days": 15}
    return ExtendClock(case=CASE, explanation="案情复杂。", **{**told, **changes})


def test_it_stands_still_and_goes_on() -> None:
    case = given(*TAKEN_UP)
    for by in (HEAD, director()):
        case.when(suspend(), by=by).then(ClockSuspended)
    assert case.when(suspend(), by=HEAD).then_state().clock.pauses == {"P04"}
    resume = ResumeClock(case=CASE, reason="P04")
    case.when(resume, by=HEAD).then_refused(DoesNotStandStill)
    case = given(*TAKEN_UP, STILL)
    case.when(resume, by=HEAD).then(ClockResumed)
    assert case.when(resume, by=HEAD).then_state().clock.pauses == set()
    case.when(suspend(), by=HEAD).then_refused(StandsStillAlready)


def test_reasons_are_of_the_list_and_lie_ahead() -> None:
    case = given(*TAKEN_UP)
    case.when(suspend("P10"), by=HEAD).then_refused(CodeUnknown)
    case.when(suspend(expected_until=BEFORE), by=HEAD).then_refused(DayHasPassed)


def test_petitions_go_on_but_for_a_hearing() -> None:
    """信访工作条例 arts 34, 36."""
    given(*PETITION).when(suspend(), by=HEAD).then_refused(PetitionsGoOn)
    given(*PETITION).when(suspend("P08"), by=HEAD).then(ClockSuspended)
    given(*TAKEN_UP).when(suspend("P08"), by=HEAD).then_refused(HearingIsForPetitions)


def test_the_term_is_prolonged_once() -> None:
    case = given(*TAKEN_UP)
    case.when(extend(), by=HEAD).then(ClockExtended)
    assert case.when(extend(), by=HEAD).then_state().clock.extended
    given(*TAKEN_UP, LONGER).when(extend(), by=HEAD).then_refused(TermExtendedBefore)


def test_it_is_prolonged_by_days_or_until_a_day_that_lies_ahead() -> None:
    case = given(*TAKEN_UP)
    case.when(extend(days=None), by=HEAD).then_refused(OneTermOnly)
    case.when(extend(due_on=BEFORE), by=HEAD).then_refused(OneTermOnly)
    case.when(extend(days=None, due_on=BEFORE), by=HEAD).then_refused(DayHasPassed)


def test_it_is_prolonged_for_a_reason_of_the_list() -> None:
    case = given(*TAKEN_UP)
    case.when(extend(reason="E98"), by=HEAD).then_refused(CodeUnknown)
    case.when(extend(reason="E99"), by=HEAD).then(ClockExtended)


def test_who_handles_it_does_not_prolong_it() -> None:
    """domain.md §2.6: the approver stands above the handler."""

    def handled(state: Case) -> None:
        state.hands.handlers.add(HEAD.person)

    case = given(*TAKEN_UP).where(handled)
    case.when(extend(), by=HEAD).then_refused(SamePerson)


def test_what_is_not_taken_up_has_no_clock() -> None:
    given(registered()).when(suspend(), by=HEAD).then_refused(StageDoesNotFit)
