"""A party cannot be reached: each attempt is recorded, three days count (domain.md §2.6)."""

from datetime import timedelta

from msgspec.structs import replace

from domain.case.interruptions import PartyNotReached, RecordNotReached
from domain.case.mediation import MediationTerminated, TerminateMediation
from domain.case.refusals import PartyUnknown, ToldFromTheFuture
from domain.case.refusals.mediation import NotTriedEnough
from domain.case.refusals.standstill import GoneAlready
from domain.codes.mediation import AttemptMethod
from tests.domain.county import CASE, LI, WANG, ZHANG, mediator
from tests.domain.given import MORNING, given
from tests.domain.states import accepted, registered
from tests.domain.states_mediation import (
    MEDIATION,
    appointed,
    consented,
    died,
    not_reached,
    opened,
    refusing,
)

TRIED = RecordNotReached(case=CASE, party=LI, contact=AttemptMethod.TELEPHONE, tried_at=MORNING)
DAY = timedelta(days=1)


def test_an_attempt_counts_for_its_day() -> None:
    case = given(registered(), accepted(), not_reached(MORNING))
    case.when(TRIED, by=mediator()).then(PartyNotReached)
    state = case.when(TRIED, by=mediator()).then_state()
    assert len(state.mediations.attempts[LI]) == 1
    assert state.mediations.unreachable(3) == set()


def test_three_days_make_a_party_unreachable() -> None:
    tried = [not_reached(MORNING + n * DAY) for n in range(3)]
    state = given(registered(), accepted(), *tried).state
    assert state is not None
    assert state.mediations.unreachable(3) == {LI}


def test_who_says_something_counts_as_reached() -> None:
    for said in (consented(LI)[0], refusing(LI)):
        state = given(registered(), accepted(), not_reached(MORNING), said).state
        assert state is not None
        assert state.mediations.attempts == {}


def test_only_a_party_who_is_there_is_tried_and_in_the_past() -> None:
    case = given(registered(), accepted())
    case.when(replace(TRIED, party=WANG), by=mediator()).then_refused(PartyUnknown)
    later = replace(TRIED, tried_at=MORNING + DAY)
    case.when(later, by=mediator()).then_refused(ToldFromTheFuture)
    case = given(registered(), accepted(), died(ZHANG))
    case.when(replace(TRIED, party=ZHANG), by=mediator()).then_refused(GoneAlready)


def test_three_attempts_end_the_procedure() -> None:
    """domain.md §2.6 失联; 深圳条例 art 25."""
    case = given(registered(), accepted(), *consented(), opened(), appointed())
    end = TerminateMediation(case=CASE, mediation=MEDIATION, reason="M05")
    for day in range(3):
        case.when(end, by=mediator()).then_refused(NotTriedEnough)
        at = case.at + day * DAY
        case.went(replace(TRIED, tried_at=at), PartyNotReached, by=mediator(), at=at)
    case.went(end, MediationTerminated, by=mediator())
    assert case.now.mediations.under_way is None
