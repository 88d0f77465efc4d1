"""Each party says once a round what they think of it (domain.md §2.5 I 评价)."""

import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st
from msgspec.structs import replace

from domain.case.parties import RepresentativeAppointed
from domain.case.refusals import CopyToAccused, PartyUnknown, StaffIsParty
from domain.case.refusals.ending import HadAnotherPart, NotTheirVoice, RatedThisRound
from domain.case.satisfaction import PointScore, RateSatisfaction, SatisfactionRated
from domain.case.values import Representation
from domain.codes.ending import DISSATISFACTION, RatedPoint, Satisfaction
from domain.codes.matters import MatterClass
from domain.codes.parties import Power
from domain.refusals import StageDoesNotFit
from tests.domain.county import (
    CASE,
    LAND_BUREAU,
    LAWYER,
    LI,
    SCAN,
    STRANGER,
    ZHANG,
    party,
)
from tests.domain.given import fact, given
from tests.domain.states import accepted, protected, registered, reported
from tests.domain.states_ending import (
    closed,
    concluded,
    rated,
    village_handler,
    visitor,
)

DONE = (registered(), accepted(), concluded())
RATE = RateSatisfaction(
    case=CASE,
    party=ZHANG,
    score=Satisfaction.SATISFIED,
    points=(PointScore(point=RatedPoint.SPEED, score=Satisfaction.VERY_SATISFIED),),
    opinion="办得快。",
)


def test_a_party_rates() -> None:
    after = given(*DONE).when(RATE, by=party(ZHANG))
    after.then(
        SatisfactionRated(party=ZHANG, score=RATE.score, points=RATE.points, opinion="办得快。")
    )
    state = after.then_state()
    assert state.ending.ratings == {ZHANG: Satisfaction.SATISFIED}
    assert (state.ending.rated, state.ending.dissatisfied) == ("SATISFIED", set())


@pytest.mark.parametrize("score", sorted(DISSATISFACTION))
def test_who_is_not_satisfied_is_remembered(score: Satisfaction) -> None:
    state = given(*DONE).when(replace(RATE, score=score), by=party(ZHANG)).then_state()
    assert state.ending.dissatisfied == {ZHANG}


def test_the_visitor_writes_down_what_a_party_says() -> None:
    given(*DONE).when(RATE, by=visitor()).then(SatisfactionRated)


def test_the_handler_writes_down_nobodys_rating() -> None:
    given(*DONE).when(RATE, by=visitor(village_handler().person)).then_refused(HadAnotherPart)


def test_a_party_who_also_visits_for_a_living_does_not_write_down_this_one() -> None:
    given(*DONE).when(RATE, by=visitor(ZHANG)).then_refused(StaffIsParty)


def test_nobody_rates_for_the_other_side() -> None:
    given(*DONE).when(RATE, by=party(LI)).then_refused(NotTheirVoice)


def test_a_representative_rates_for_the_party() -> None:
    given_power = RepresentativeAppointed(
        representation=Representation(
            person=LAWYER, represents=(ZHANG,), powers=(Power.PRESENT,), document=SCAN
        )
    )
    given(registered(), accepted(), fact(given_power), concluded()).when(
        RATE, by=party(LAWYER)
    ).then(SatisfactionRated)


def test_a_stranger_has_no_rating() -> None:
    given(*DONE).when(replace(RATE, party=STRANGER), by=visitor()).then_refused(PartyUnknown)


def test_once_a_round() -> None:
    once = (*DONE, rated(Satisfaction.SATISFIED))
    given(*once).when(RATE, by=party(ZHANG)).then_refused(RatedThisRound)
    given(*once).when(replace(RATE, party=LI), by=party(LI)).then(SatisfactionRated)


def test_a_new_conclusion_begins_a_new_round() -> None:
    again = (*DONE, rated(Satisfaction.SATISFIED), concluded())
    given(*again).when(RATE, by=party(ZHANG)).then(SatisfactionRated)


def test_a_closed_case_may_still_be_rated_an_open_one_not_yet() -> None:
    given(*DONE, closed()).when(RATE, by=party(ZHANG)).then(SatisfactionRated)
    given(registered(), accepted()).when(RATE, by=party(ZHANG)).then_refused(StageDoesNotFit)


def test_the_accused_is_not_asked_about_a_report() -> None:
    taken = accepted(matter_class=MatterClass.REPORT)
    told = (reported(), taken, protected(visitor().person), concluded())
    given(*told).when(replace(RATE, party=LAND_BUREAU), by=visitor()).then_refused(CopyToAccused)


@for_all(st.lists(st.sampled_from([ZHANG, LI]), max_size=6))
def test_nobody_ever_rates_a_round_twice(people: list[str]) -> None:
    start = given(*DONE)
    for nth, person in enumerate(people):
        coming = start.when(replace(RATE, party=person), by=party(person))
        if person in people[:nth]:
            coming.then_refused(RatedThisRound)
        else:
            start.state = coming.then_state()
