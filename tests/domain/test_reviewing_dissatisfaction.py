"""Somebody uninvolved looks into a bad rating (domain.md §2.5 I; §3.2 T52; §4.6 SoD-3)."""

import pytest

from domain.case.refusals import StaffIsParty
from domain.case.refusals.ending import HadAnotherPart, NobodyDissatisfied
from domain.case.reopening import CaseReopened
from domain.case.satisfaction import DissatisfactionReviewed, ReviewDissatisfaction
from domain.codes.ending import DissatisfactionClass, Satisfaction
from tests.domain.county import CASE, LI, ZHANG, director
from tests.domain.given import fact, given
from tests.domain.states import accepted, registered
from tests.domain.states_ending import (
    concluded,
    rated,
    supervisor,
    village_handler,
    visited,
    visitor,
)

REVIEW = ReviewDissatisfaction(
    case=CASE,
    finding=DissatisfactionClass.FOUNDED,
    explanation="回复不及时属实。",
    action="责成补充答复。",
)
BAD = (registered(), accepted(), concluded(), rated(Satisfaction.DISSATISFIED))


def test_a_bad_rating_is_looked_into() -> None:
    after = given(*BAD).when(REVIEW, by=supervisor())
    after.then(
        DissatisfactionReviewed(
            parties=(ZHANG,),
            finding=DissatisfactionClass.FOUNDED,
            explanation="回复不及时属实。",
            action="责成补充答复。",
        )
    )
    ending = after.then_state().ending
    assert (ending.rated, ending.dissatisfied) == (None, set())
    assert ending.founded
    assert supervisor().person in ending.reviewers


@pytest.mark.parametrize(
    ("finding", "founded"),
    [
        (DissatisfactionClass.PARTLY_FOUNDED, True),
        (DissatisfactionClass.UNREASONABLE, False),
        (DissatisfactionClass.MISUNDERSTOOD, False),
    ],
)
def test_a_demand_may_be_unreasonable(finding: DissatisfactionClass, founded: bool) -> None:
    review = ReviewDissatisfaction(case=CASE, finding=finding, explanation="已核查。")
    assert given(*BAD).when(review, by=supervisor()).then_state().ending.founded is founded


def test_one_review_answers_every_bad_rating_that_is_open() -> None:
    both = (*BAD, rated(Satisfaction.VERY_DISSATISFIED, LI))
    (found,) = given(*both).when(REVIEW, by=supervisor()).then(DissatisfactionReviewed)
    assert set(found.parties) == {ZHANG, LI}


def test_a_good_rating_is_not_looked_into() -> None:
    good = (*BAD[:-1], rated(Satisfaction.FAIRLY_SATISFIED))
    given(*good).when(REVIEW, by=supervisor()).then_refused(NobodyDissatisfied)


def test_it_is_looked_into_once() -> None:
    reviewed = fact(
        DissatisfactionReviewed(
            parties=(ZHANG,), finding=REVIEW.finding, explanation="核。", action=None
        ),
        by=supervisor(),
    )
    given(*BAD, reviewed).when(REVIEW, by=supervisor()).then_refused(NobodyDissatisfied)


def test_neither_handler_nor_visitor_looks_into_it() -> None:
    given(*BAD).when(REVIEW, by=supervisor(village_handler().person)).then_refused(HadAnotherPart)
    given(*BAD, visited()).when(REVIEW, by=supervisor(visitor().person)).then_refused(
        HadAnotherPart
    )


def test_nor_does_a_party() -> None:
    given(*BAD).when(REVIEW, by=supervisor(ZHANG)).then_refused(StaffIsParty)


def test_it_is_still_owed_when_the_case_is_reopened() -> None:
    again = fact(CaseReopened(reason="R02", explanation="反复。", documents=()), by=director())
    given(*BAD, again).when(REVIEW, by=supervisor()).then(DissatisfactionReviewed)
