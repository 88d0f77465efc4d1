"""A procedure ends for a reason the record bears out (人民调解法 arts 23, 26; domain.md §7.10)."""

from datetime import timedelta

import pytest

from domain.case import Case, Stage
from domain.case.mediation import MediationTerminated, TerminateMediation
from domain.case.refusals.mediation import (
    EndsByAgreement,
    MediationEnded,
    MediationUnknown,
    NobodyGone,
    NobodyRefused,
    NotOvertaken,
    NotTriedEnough,
    NotYourProcedure,
)
from domain.case.regions.mediations import ProcedureStage
from domain.codes import CodeNeedsText, CodeUnknown
from domain.roles import Role
from tests.domain.county import CASE, TWO, ZHANG, acting, committee_head, mediator, named
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
    suspended,
    terminated,
    village_committee_head,
)

UNDER_WAY = (registered(), accepted(), *consented(), opened(), appointed())


def end(reason: str = "M03", explanation: str | None = None) -> TerminateMediation:
    return TerminateMediation(
        case=CASE, mediation=MEDIATION, reason=reason, explanation=explanation
    )


def test_it_ends_without_agreement() -> None:
    case = given(*UNDER_WAY)
    for by in (mediator(), committee_head()):
        case.when(end(), by=by).then(MediationTerminated)
    state = case.when(end(), by=mediator()).then_state()
    assert state.mediations.all[MEDIATION].stage is ProcedureStage.FAILED
    assert state.mediations.under_way is None
    assert state.mediations.consents == {}
    assert state.stage is Stage.IN_PROGRESS
    assert not state.ending.route_advised


def test_what_was_partly_agreed_ends_as_partly_agreed() -> None:
    def partly(state: Case) -> None:
        state.mediations.all[MEDIATION].partly_agreed = True

    state = given(*UNDER_WAY).where(partly).when(end("M04"), by=mediator()).then_state()
    assert state.mediations.all[MEDIATION].stage is ProcedureStage.PARTIAL


def test_a_procedure_that_stands_still_may_end() -> None:
    state = given(*UNDER_WAY, suspended("P03")).when(end(), by=mediator()).then_state()
    assert not state.mediations.all[MEDIATION].pauses


def test_agreement_is_no_reason_to_end_it() -> None:
    given(*UNDER_WAY).when(end("M01"), by=mediator()).then_refused(EndsByAgreement)


def test_reasons_are_of_the_list() -> None:
    given(*UNDER_WAY).when(end("M99"), by=mediator()).then_refused(CodeUnknown)


@pytest.mark.parametrize("reason", ["M07", "M11"])
def test_some_reasons_need_words(reason: str) -> None:
    case = given(*UNDER_WAY)
    case.when(end(reason), by=mediator()).then_refused(CodeNeedsText)
    case.when(end(reason, "隐瞒了已经转让的事实。"), by=mediator()).then(MediationTerminated)


def test_a_refusal_is_recorded_first() -> None:
    given(*UNDER_WAY).when(end("M02"), by=mediator()).then_refused(NobodyRefused)
    given(*UNDER_WAY, refusing()).when(end("M02"), by=mediator()).then(MediationTerminated)


def test_another_procedure_is_noted_first() -> None:
    given(*UNDER_WAY).when(end("M08"), by=mediator()).then_refused(NotOvertaken)


def test_a_partys_end_is_recorded_first() -> None:
    given(*UNDER_WAY).when(end("M09"), by=mediator()).then_refused(NobodyGone)
    given(*UNDER_WAY, died(ZHANG)).when(end("M09"), by=mediator()).then(MediationTerminated)


def test_unreachable_means_three_days_of_trying() -> None:
    """domain.md §2.6."""
    twice = [not_reached(MORNING), not_reached(MORNING + timedelta(days=1))]
    case = given(*UNDER_WAY, *twice, not_reached(MORNING + timedelta(hours=3)))
    case.when(end("M05"), by=mediator()).then_refused(NotTriedEnough, tried=2, needed=3)
    case = given(*UNDER_WAY, *twice, not_reached(MORNING + timedelta(days=2)))
    case.when(end("M05"), by=mediator()).then(MediationTerminated)


def test_it_is_ended_by_those_who_lead_it() -> None:
    case = given(*UNDER_WAY)
    somebody = acting(Role.MEDIATOR, person=TWO)
    case.when(end(), by=somebody).then_refused(NotYourProcedure)
    other_head = village_committee_head()
    case.when(end(), by=other_head).then_refused(NotYourProcedure)


def test_it_ends_once() -> None:
    case = given(*UNDER_WAY, terminated())
    case.when(end(), by=mediator()).then_refused(MediationEnded)
    unknown = TerminateMediation(case=CASE, mediation=named("mediation", "none"), reason="M03")
    case.when(unknown, by=mediator()).then_refused(MediationUnknown)
