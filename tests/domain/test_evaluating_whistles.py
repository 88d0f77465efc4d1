"""The blower evaluates the unit that came, and the reverse, once each (双考核 [F24 art 33])."""

from msgspec.structs import replace

from domain.case.refusals.whistle import AnswerDoesNotFit, EvaluatedAlready, NotBetweenThem
from domain.case.whistle_answers import EvaluateWhistle, WhistleEscalated, WhistleEvaluated
from domain.organisation.state import Level
from domain.refusals import RoleMayNot
from domain.roles import Role
from tests.domain.county import CASE, LAND_OFFICE, TOWN, VILLAGE, acting, director, village_head
from tests.domain.given import Fact, fact, given
from tests.domain.states import accepted, registered
from tests.domain.states_meetings import WHISTLE, blown, reported_in, task_done, unit_head

OF_THE_UNIT = EvaluateWhistle(case=CASE, whistle=WHISTLE, unit=LAND_OFFICE, score=90)
OF_THE_BLOWER = EvaluateWhistle(case=CASE, whistle=WHISTLE, unit=TOWN, score=60, remark="事由不清")
DONE = (registered(), accepted(), blown(), reported_in(), task_done())


def evaluated(by_unit: str, unit: str) -> Fact:
    event = WhistleEvaluated(whistle=WHISTLE, by_unit=by_unit, unit=unit, score=90, remark=None)
    return fact(event, by=director())


def test_both_evaluate_one_another() -> None:
    when = given(*DONE).when(OF_THE_UNIT, by=director())
    (event,) = when.then(WhistleEvaluated)
    assert (event.by_unit, event.unit, event.score) == (TOWN, LAND_OFFICE, 90)
    assert when.then_state().meetings.whistles[WHISTLE].evaluated == {(TOWN, LAND_OFFICE)}
    back = given(*DONE, evaluated(TOWN, LAND_OFFICE)).when(OF_THE_BLOWER, by=unit_head())
    (event,) = back.then(WhistleEvaluated)
    assert (event.by_unit, event.unit) == (LAND_OFFICE, TOWN)


def test_each_evaluates_once() -> None:
    case = given(*DONE, evaluated(TOWN, LAND_OFFICE), evaluated(LAND_OFFICE, TOWN))
    case.when(OF_THE_UNIT, by=director()).then_refused(EvaluatedAlready)
    case.when(OF_THE_BLOWER, by=unit_head()).then_refused(EvaluatedAlready)


def test_nobody_else_evaluates() -> None:
    case = given(*DONE)
    case.when(replace(OF_THE_UNIT, unit=VILLAGE), by=director()).then_refused(NotBetweenThem)
    case.when(replace(OF_THE_UNIT, unit=LAND_OFFICE), by=unit_head()).then_refused(NotBetweenThem)
    at_village = given(registered(), blown(target_units=(VILLAGE, LAND_OFFICE)))
    command = replace(OF_THE_UNIT, unit=VILLAGE)
    at_village.when(command, by=unit_head()).then_refused(NotBetweenThem)


def test_the_director_speaks_for_the_blower_and_the_head_for_the_unit() -> None:
    given(*DONE).when(OF_THE_UNIT, by=unit_head(TOWN)).then_refused(RoleMayNot)
    other = acting(Role.CENTRE_DIRECTOR, unit=LAND_OFFICE)
    given(*DONE).when(OF_THE_BLOWER, by=other).then_refused(RoleMayNot)


def test_a_village_that_blew_evaluates() -> None:
    facts = (registered(), accepted(), blown(blown_by=VILLAGE), reported_in(), task_done())
    given(*facts).when(OF_THE_UNIT, by=village_head()).then(WhistleEvaluated)


def test_nothing_is_evaluated_before_it_is_done() -> None:
    case = given(registered(), blown(), reported_in())
    case.when(OF_THE_UNIT, by=director()).then_refused(AnswerDoesNotFit)
    case.when(OF_THE_BLOWER, by=unit_head()).then_refused(AnswerDoesNotFit)


def test_a_unit_that_never_came_is_evaluated_once_the_whistle_went_up() -> None:
    event = WhistleEscalated(
        whistle=WHISTLE, to_level=Level.COUNTY, outstanding_units=(LAND_OFFICE,), reason="未报到。"
    )
    case = given(registered(), blown(), fact(event, by=director()))
    case.when(OF_THE_UNIT, by=director()).then(WhistleEvaluated)
    case.when(OF_THE_BLOWER, by=unit_head()).then_refused(AnswerDoesNotFit)
