"""After a failure parties are told where else they may go (人民调解法 art 26)."""

from datetime import date
from typing import Any

from domain.case.mediation import Advice, AdviseRoute, RouteAdvised
from domain.case.refusals import PartyUnknown
from domain.case.refusals.mediation import NothingToAdvise, PaperMissing
from domain.codes import CodeUnknown
from tests.domain.county import CASE, LI, SCAN, TOWN, WANG, ZHANG, handler, mediator
from tests.domain.given import fact, given
from tests.domain.states import accepted, registered
from tests.domain.states_mediation import (
    appointed,
    consented,
    opened,
    overtaken,
    refusing,
    terminated,
)

FAILED = (registered(), accepted(), *consented(), opened(), appointed(), terminated())
LAWSUIT = Advice(route="LITIGATION", limitation="诉讼时效三年", until_on=date(2028, 3, 25))


def advise(**changes: Any) -> AdviseRoute:
    told: dict[str, Any] = {
        "case": CASE,
        "advised": (ZHANG, LI),
        "routes": (LAWSUIT,),
        "rights": "可向人民法院起诉。",
    }
    return AdviseRoute(**{**told, **changes})


def test_the_parties_are_told_their_ways_and_until_when() -> None:
    case = given(*FAILED)
    for by in (mediator(), handler(TOWN)):
        (event,) = case.when(advise(), by=by).then(RouteAdvised)
        assert (event.routes, event.written) == ((LAWSUIT,), False)
    assert case.when(advise(), by=mediator()).then_state().ending.route_advised


def test_a_further_failure_needs_advice_anew() -> None:
    (told,) = given(*FAILED).when(advise(), by=mediator()).then(RouteAdvised)
    state = given(*FAILED, fact(told), *consented(), opened(), terminated()).state
    assert state is not None
    assert not state.ending.route_advised


def test_a_bar_to_mediation_is_reason_enough() -> None:
    for bar in (refusing(LI), overtaken()):
        given(registered(), accepted(), bar).when(advise(), by=mediator()).then(RouteAdvised)


def test_where_nothing_failed_there_is_nothing_to_advise() -> None:
    case = given(registered(), accepted(), *consented(), opened(), appointed())
    case.when(advise(), by=mediator()).then_refused(NothingToAdvise)


def test_ways_are_of_the_list() -> None:
    unknown = advise(routes=(Advice(route="NOWHERE"),))
    given(*FAILED).when(unknown, by=mediator()).then_refused(CodeUnknown)


def test_what_is_in_writing_is_on_paper() -> None:
    case = given(*FAILED)
    case.when(advise(written=True), by=mediator()).then_refused(PaperMissing)
    (event,) = case.when(advise(written=True, document=SCAN), by=mediator()).then(RouteAdvised)
    assert event.written


def test_only_who_takes_part_is_told() -> None:
    case = given(*FAILED).when(advise(advised=(WANG,)), by=mediator())
    case.then_refused(PartyUnknown, person=WANG)
