"""Suspected false mediation: it stands still, is reported, and may end (特邀调解规定 art 18)."""

from msgspec.structs import replace

from domain.case.alarm import PoliceReported, ReportToPolice
from domain.case.interruptions import FalseMediationSuspected, SuspectFalseMediation
from domain.case.mediation import MediationTerminated, TerminateMediation
from domain.case.refusals.mediation import NotYourProcedure
from domain.case.refusals.standstill import SuspectedAlready
from domain.case.standstill import MediationSuspended
from tests.domain.county import CASE, committee_head, mediator
from tests.domain.given import given
from tests.domain.states import accepted, registered
from tests.domain.states_mediation import (
    MEDIATION,
    appointed,
    consented,
    opened,
    refusing,
    suspended,
    village_mediator,
)

UNDER_WAY = (registered(), accepted(), *consented(), opened(), appointed())
SUSPECT = SuspectFalseMediation(
    case=CASE, mediation=MEDIATION, facts="双方陈述完全一致,并无争议。", organ="云溪县公安局"
)
END = TerminateMediation(case=CASE, mediation=MEDIATION, reason="M07", explanation="查实虚构债务。")


def test_it_stands_still_and_is_reported() -> None:
    case = given(*UNDER_WAY)
    for by in (mediator(), committee_head()):
        _, pause = case.when(SUSPECT, by=by).then(FalseMediationSuspected, MediationSuspended)
        assert pause.reason == "P07"
    state = case.when(SUSPECT, by=mediator()).then_state()
    assert state.mediations.suspected_false
    assert state.mediations.all[MEDIATION].pauses == {"P07"}


def test_it_is_suspected_once() -> None:
    case = given(*UNDER_WAY, suspended("P07"))
    case.when(SUSPECT, by=mediator()).then_refused(SuspectedAlready)


def test_what_only_has_to_end_is_not_paused() -> None:
    case = given(*UNDER_WAY, refusing())
    case.when(SUSPECT, by=mediator()).then(FalseMediationSuspected)


def test_it_ends_when_it_proves_false() -> None:
    case = given(*UNDER_WAY, suspended("P07"))
    case.when(END, by=mediator()).then(MediationTerminated)
    assert not case.when(END, by=mediator()).then_state().mediations.suspected_false


def test_those_who_lead_it_say_so() -> None:
    case = given(*UNDER_WAY)
    case.when(replace(SUSPECT), by=village_mediator()).then_refused(NotYourProcedure)


def test_from_the_suspicion_to_the_end() -> None:
    """domain.md §2.6 虚假调解: noted and paused, told to the police, ended."""
    case = given(*UNDER_WAY)
    case.went(SUSPECT, FalseMediationSuspected, MediationSuspended, by=mediator())
    told = ReportToPolice(case=CASE, organ="云溪县公安局", facts="疑似虚构债务。")
    case.went(told, PoliceReported, by=mediator())
    case.went(END, MediationTerminated, by=mediator())
    assert case.now.mediations.under_way is None
