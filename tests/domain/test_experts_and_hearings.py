"""An expert has no part in the case and decides nothing; petitions are heard (§2.5 E)."""

from collections.abc import Callable

import pytest
from msgspec.structs import replace

from domain.case import Case
from domain.case.experts import ConsultExpert, ExpertConsulted, HearingHeld, HoldHearing
from domain.case.refusals.consultation import ExpertNotNeutral, HearingNeedsPetition
from domain.codes.risks import RiskLevel
from domain.person.refusals import PersonUnknown
from tests.domain.county import (
    CASE,
    LEADER,
    LI,
    ONE,
    STRANGER,
    director,
    mediator,
    petition_office,
)
from tests.domain.given import given
from tests.domain.states import accepted, assessed, bundled, petitioned, registered, reported

ASK = ConsultExpert(case=CASE, expert=ONE, question="墙体是否越界?", opinion="越界约二十厘米。")
HEAR = HoldHearing(case=CASE, days=2, result="听取了双方意见。")
OPEN = (registered(), accepted())


def test_an_opinion_is_kept_and_decides_nothing() -> None:
    case = given(*OPEN)
    when = case.when(ASK, by=mediator())
    (event,) = when.then(ExpertConsulted)
    assert (event.expert, event.opinion) == (ONE, "越界约二十厘米。")
    after, before = when.then_state(), case.state
    assert before is not None
    assert after.record[:-1] == before.record
    after.record = before.record
    assert after == before


def test_a_party_is_no_expert() -> None:
    given(*OPEN).when(replace(ASK, expert=LI), by=mediator()).then_refused(ExpertNotNeutral)


def test_the_leader_of_the_case_is_no_expert() -> None:
    case = given(*OPEN, assessed(RiskLevel.RED), bundled())
    case.when(replace(ASK, expert=LEADER), by=mediator()).then_refused(ExpertNotNeutral)


PARTS: list[Callable[[Case], None]] = [
    lambda state: state.hands.handlers.add(ONE),
    lambda state: state.hands.mediators.add(ONE),
    lambda state: state.hands.recused.add(ONE),
    lambda state: state.orders.disclosed.update({ONE: "亲属"}),
]


@pytest.mark.parametrize("part", PARTS)
def test_who_worked_on_it_stepped_aside_or_is_related_is_no_expert(
    part: Callable[[Case], None],
) -> None:
    given(*OPEN).where(part).when(ASK, by=mediator()).then_refused(ExpertNotNeutral)


def test_the_mediator_who_asks_does_not_answer() -> None:
    by = replace(mediator(), person=ONE)
    given(*OPEN).when(ASK, by=by).then_refused(ExpertNotNeutral)


def test_an_expert_is_registered() -> None:
    given(*OPEN).when(replace(ASK, expert=STRANGER), by=mediator()).then_refused(PersonUnknown)


def test_a_petition_is_heard_on_so_many_days() -> None:
    (event,) = given(petitioned()).when(HEAR, by=petition_office()).then(HearingHeld)
    assert event.days == 2


def test_nothing_but_a_petition_is_heard_this_way() -> None:
    by = replace(petition_office(), unit=director().unit)
    given(*OPEN).when(HEAR, by=by).then_refused(HearingNeedsPetition)


def test_a_report_is_not_heard_in_public() -> None:
    case = given(reported()).where(lambda state: state.protection.custodians.add(ONE))
    by = replace(petition_office(), person=ONE)
    case.when(HEAR, by=by).then_refused(HearingNeedsPetition)
