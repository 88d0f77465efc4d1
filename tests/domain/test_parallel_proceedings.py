"""A court or organ takes the same claim up: mediation ends (医疗纠纷预防和处理条例 art 31)."""

from datetime import timedelta

from msgspec.structs import replace

from domain.case.interruptions import (
    EndParallelProceeding,
    NoteParallelProceeding,
    ParallelProceedingEnded,
    ParallelProceedingNoted,
)
from domain.case.mediation import MediationTerminated, OpenMediation
from domain.case.refusals import ToldFromTheFuture
from domain.case.refusals.mediation import DelegationMissing, NotMediable
from domain.case.refusals.standstill import NotedAlready, NothingNoted
from domain.codes.mediation import MediationKind, ProceedingKind
from tests.domain.county import CASE, TOWN, committee_head, handler, mediator
from tests.domain.given import MORNING, given
from tests.domain.states import accepted, registered
from tests.domain.states_mediation import (
    appointed,
    consented,
    delegated,
    liaison,
    opened,
    overtaken,
    taken_on,
)

UNDER_WAY = (registered(), accepted(), *consented(), opened(), appointed())
NOTE = NoteParallelProceeding(
    case=CASE,
    proceeding=ProceedingKind.COURT,
    organ="云溪县人民法院",
    accepted_on=MORNING.date(),
)
END = EndParallelProceeding(case=CASE, explanation="原告撤诉。")


def test_it_ends_the_procedure_under_way() -> None:
    case = given(*UNDER_WAY)
    for by in (liaison(), mediator(), handler(TOWN)):
        _, end = case.when(NOTE, by=by).then(ParallelProceedingNoted, MediationTerminated)
        assert end.reason == "M08"
    state = case.when(NOTE, by=liaison()).then_state()
    assert state.mediations.overtaken
    assert state.mediations.under_way is None
    assert not state.ending.route_advised


def test_where_none_is_under_way_it_bars_one() -> None:
    given(registered(), accepted()).when(NOTE, by=liaison()).then(ParallelProceedingNoted)


def test_the_court_that_entrusted_it_does_not_overtake_it() -> None:
    entrusted = replace(NOTE, entrusted=True)
    facts = (registered(), accepted(), delegated(), taken_on(), *consented())
    case = given(*facts, opened(kind=MediationKind.COURT_BEFORE_FILING))
    case.when(entrusted, by=liaison()).then(ParallelProceedingNoted)
    state = case.when(entrusted, by=liaison()).then_state()
    assert not state.mediations.overtaken
    assert state.mediations.under_way is not None


def test_only_a_court_that_entrusted_something_has_entrusted_it() -> None:
    case = given(*UNDER_WAY)
    case.when(replace(NOTE, entrusted=True), by=liaison()).then_refused(DelegationMissing)
    police = replace(NOTE, proceeding=ProceedingKind.POLICE, entrusted=True)
    case = given(registered(), accepted(), delegated())
    case.when(police, by=liaison()).then_refused(DelegationMissing)


def test_it_has_been_accepted_by_today() -> None:
    later = replace(NOTE, accepted_on=MORNING.date() + timedelta(days=1))
    given(*UNDER_WAY).when(later, by=liaison()).then_refused(ToldFromTheFuture)


def test_it_is_noted_once_and_may_end() -> None:
    case = given(registered(), accepted(), overtaken())
    case.when(NOTE, by=liaison()).then_refused(NotedAlready)
    case.when(END, by=liaison()).then(ParallelProceedingEnded)
    assert not case.when(END, by=liaison()).then_state().mediations.overtaken
    given(registered(), accepted()).when(END, by=liaison()).then_refused(NothingNoted)


def test_it_ends_and_bars_mediation_until_it_is_over() -> None:
    """domain.md §2.6 另案受理: the whole path."""
    case = given(*UNDER_WAY)
    case.went(NOTE, ParallelProceedingNoted, MediationTerminated, by=liaison())
    again = OpenMediation(case=CASE, kind=MediationKind.PEOPLES)
    case.when(again, by=committee_head()).then_refused(NotMediable, reason="N04")
    case.went(END, ParallelProceedingEnded, by=liaison())
    assert not case.now.mediations.overtaken
