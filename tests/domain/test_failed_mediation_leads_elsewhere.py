"""Failed mediation → advice → somebody files → ROUTED (domain.md §2.6; 人民调解法 art 26)."""

from datetime import date, timedelta

import pytest
from msgspec.structs import replace

from domain.case import Case, Stage
from domain.case.conclusion import CaseConcluded
from domain.case.mediation import (
    Advice,
    AdviseRoute,
    MediationTerminated,
    RouteAdvised,
    TerminateMediation,
)
from domain.case.refusals import ExplanationNeeded, PartyUnknown, ToldFromTheFuture
from domain.case.refusals.ending import NotTheirVoice, RouteIsNotFiled, RouteNotAdvised
from domain.case.routes_filed import RecordRouteFiled, RouteFiled
from domain.case.visits import ReturnVisitMade
from domain.codes.entry import CodeUnknown
from domain.refusals import StageDoesNotFit
from tests.domain.county import CASE, LI, STRANGER, ZHANG, committee_head, mediator, party
from tests.domain.given import given
from tests.domain.states import accepted, registered
from tests.domain.states_ending import (
    advised,
    agreed,
    concluded,
    mediated,
    to_conclude,
    to_visit,
    village_handler,
    visitor,
)
from tests.domain.states_mediation import MEDIATION, appointed, consented, opened

FILED = RecordRouteFiled(
    case=CASE,
    route="LITIGATION",
    organ="云溪县人民法院",
    filed_on=date(2025, 3, 25),
    filed_by=ZHANG,
    reference="(2025)民初17号",
)
ROUTED = to_conclude(
    outcome="ROUTED", route="LITIGATION", organ="云溪县人民法院", resolved_level=None
)


def failed(state: Case) -> None:
    mediated()(state)
    advised(state)


def test_a_lawsuit_is_recorded() -> None:
    state = given(registered(), accepted()).when(FILED, by=village_handler()).then_state()
    assert state.ending.route_filed
    given(registered(), accepted()).when(FILED, by=village_handler()).then(
        RouteFiled(
            route="LITIGATION",
            organ="云溪县人民法院",
            filed_on=date(2025, 3, 25),
            filed_by=ZHANG,
            reference="(2025)民初17号",
            proof=None,
        )
    )


@pytest.mark.parametrize("route", ["ARB_LABOUR", "ARB_LAND", "ADM_RULING", "ADM_RECON"])
def test_arbitration_rulings_and_reconsideration_are_recorded_alike(route: str) -> None:
    filed = replace(FILED, route=route)
    given(registered(), accepted()).when(filed, by=village_handler()).then(RouteFiled)


def test_a_party_tells_of_their_own_filing() -> None:
    given(registered(), accepted()).when(FILED, by=party(ZHANG)).then(RouteFiled)


def test_a_party_does_not_tell_of_the_others_filing() -> None:
    given(registered(), accepted()).when(FILED, by=party(LI)).then_refused(NotTheirVoice)


def test_a_party_may_sue_on_the_agreement_after_the_conclusion() -> None:
    given(registered(), accepted(), concluded()).when(FILED, by=party(ZHANG)).then(RouteFiled)


def test_only_parties_file() -> None:
    given(registered(), accepted()).when(
        replace(FILED, filed_by=STRANGER), by=village_handler()
    ).then_refused(PartyUnknown)


def test_negotiation_is_not_filed() -> None:
    given(registered(), accepted()).when(
        replace(FILED, route="NEGOTIATION"), by=village_handler()
    ).then_refused(RouteIsNotFiled)


def test_an_unknown_route_is_refused() -> None:
    given(registered(), accepted()).when(
        replace(FILED, route="ORACLE"), by=village_handler()
    ).then_refused(CodeUnknown)


def test_nobody_files_tomorrow() -> None:
    tomorrow = FILED.filed_on + timedelta(days=1)
    given(registered(), accepted()).when(
        replace(FILED, filed_on=tomorrow), by=village_handler()
    ).then_refused(ToldFromTheFuture, field="filed_on")


def test_nothing_is_filed_before_acceptance() -> None:
    given(registered()).when(FILED, by=party(ZHANG)).then_refused(StageDoesNotFit)


def test_a_failed_mediation_ends_as_routed_once_the_parties_are_advised() -> None:
    routed = given(registered(), accepted()).where(failed).when(ROUTED, by=village_handler())
    (found,) = routed.then(CaseConcluded)
    assert (found.route, found.organ) == ("LITIGATION", "云溪县人民法院")
    assert routed.then_state().stage is Stage.CONCLUDED


@pytest.mark.parametrize("outcome", ["FAILED", "ROUTED"])
def test_without_advice_it_does_not_end(outcome: str) -> None:
    """domain.md §2.7 invariant 8."""
    given(registered(), accepted()).where(mediated()).when(
        replace(ROUTED, outcome=outcome), by=village_handler()
    ).then_refused(RouteNotAdvised)


def test_routed_names_the_way_and_the_organ() -> None:
    start = given(registered(), accepted()).where(failed)
    start.when(replace(ROUTED, route=None), by=village_handler()).then_refused(
        ExplanationNeeded, field="route"
    )
    start.when(replace(ROUTED, organ=None), by=village_handler()).then_refused(
        ExplanationNeeded, field="organ"
    )


def test_a_partial_agreement_names_the_way_for_the_rest() -> None:
    """domain.md §9 S4: PARTIAL, with the route of what is left."""
    partial = replace(ROUTED, outcome="PARTIAL", resolved_level=to_conclude().resolved_level)
    start = given(registered(), accepted()).where(agreed(scope="PARTIAL"))
    start.when(partial, by=village_handler()).then_refused(RouteNotAdvised)
    start.where(advised).when(partial, by=village_handler()).then(CaseConcluded)


def test_the_whole_way_from_the_failure_to_the_visit() -> None:
    """domain.md §2.6 调解不成: ended, advised, filed, concluded as ROUTED, visited."""
    case = given(registered(), accepted(), *consented(), opened(), appointed())
    end = TerminateMediation(case=CASE, mediation=MEDIATION, reason="M03", explanation="分歧过大。")
    case.went(end, MediationTerminated, by=mediator())
    advise = AdviseRoute(
        case=CASE,
        advised=(ZHANG, LI),
        routes=(Advice(route="LITIGATION", limitation="三年", until_on=date(2028, 3, 25)),),
        rights="可以依法提起诉讼。",
    )
    case.went(advise, RouteAdvised, by=mediator())
    case.went(FILED, RouteFiled, by=party(ZHANG))
    case.went(ROUTED, CaseConcluded, by=committee_head())
    assert case.now.stage is Stage.CONCLUDED
    case.went(to_visit(), ReturnVisitMade, by=visitor())
    assert case.now.outcome == "ROUTED"
