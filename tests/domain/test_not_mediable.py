"""Not mediable 不宜调解: screened and shown another door; no procedure opens (domain.md §2.6)."""

from domain.case import Stage
from domain.case.acceptance import CaseRedirected, RedirectCase
from domain.case.closing import CaseClosed, CloseCase
from domain.case.mediation import OpenMediation
from domain.case.refusals.mediation import NotMediable
from domain.case.triage import CaseScreened, ScreenCase
from domain.codes.mediation import MediationKind
from domain.refusals import StageDoesNotFit
from tests.domain.county import CASE, clerk, committee_head, director, triage
from tests.domain.given import given
from tests.domain.states import accepted, registered
from tests.domain.states_mediation import consented, overtaken

OPEN = OpenMediation(case=CASE, kind=MediationKind.PEOPLES)


def test_it_is_screened_redirected_and_closed_without_a_procedure() -> None:
    case = given(registered())
    case.went(ScreenCase(case=CASE, findings="属刑事案件。"), CaseScreened, by=triage())
    another_door = RedirectCase(
        case=CASE, route="LITIGATION", organ="云溪县人民法院", explanation="不属调解范围。"
    )
    case.went(another_door, CaseRedirected, by=clerk())
    case.when(OPEN, by=committee_head()).then_refused(StageDoesNotFit)
    case.went(CloseCase(case=CASE, reason="C03"), CaseClosed, by=director())
    assert case.now.stage is Stage.CLOSED
    assert not case.now.mediations.all, "so it is in no rate of success"


def test_what_a_court_has_is_not_mediated_after_acceptance_either() -> None:
    case = given(registered(), accepted(), *consented(), overtaken())
    case.when(OPEN, by=committee_head()).then_refused(NotMediable, reason="N04")
