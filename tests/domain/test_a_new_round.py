"""What a reopened case keeps, and what it begins anew (domain.md §2.5 J, §2.6 重启)."""

from copy import deepcopy
from datetime import date

import pytest

from domain.case import Case, Stage
from domain.case.regions.mediations import Delegation
from domain.case.regions.petition import PetitionStage
from domain.case.reopening import ReopenCase
from domain.case.volume import papers
from domain.codes.ending import FileItem
from domain.codes.mediation import Entrustment
from domain.codes.petitions import ReceiptResult
from tests.domain.county import CASE, LI, TOWN, WANG, ZHANG, director
from tests.domain.given import Fact, given
from tests.domain.states import accepted, registered
from tests.domain.states_ending import concluded, withdrawn
from tests.domain.states_orders import issued, supervised
from tests.domain.states_petition import (
    forwarded,
    made_final,
    opinion,
    review_asked,
    reviewed,
    served,
    taken_up,
)

REOPEN = ReopenCase(case=CASE, reason="R02", explanation="又起争执。")


def reopened(*facts: Fact) -> Case:
    return given(*facts).when(REOPEN, by=director()).then_state()


def test_a_matters_clock_and_what_mediation_rested_on_begin_anew() -> None:
    def as_before(state: Case) -> None:
        state.clock.pauses.add("P07")
        state.clock.extended = True
        mediations = state.mediations
        mediations.consents[ZHANG] = True
        mediations.applied.add("PEOPLES")
        mediations.attempts[LI] = {date(2025, 4, 1)}
        mediations.delegation = Delegation(entrustment=Entrustment.BEFORE_FILING)
        mediations.suspected_false = True
        mediations.gone.add(WANG)
        mediations.overtaken = True

    case = given(registered(), accepted(), concluded()).where(as_before)
    state = case.when(REOPEN, by=director()).then_state()
    assert (state.clock.pauses, state.clock.extended) == (set(), False)
    mediations = state.mediations
    assert (mediations.consents, mediations.applied, mediations.attempts) == ({}, set(), {})
    assert (mediations.delegation, mediations.suspected_false) == (None, False)
    assert mediations.gone == {WANG}, "the dead stay dead"
    assert mediations.overtaken, "a court still has the claim"


@pytest.mark.parametrize("answered", [(), (review_asked(), reviewed())])
def test_a_petition_is_handled_and_answered_afresh(answered: tuple[Fact, ...]) -> None:
    def as_told(state: Case) -> None:
        state.petition.receipts[TOWN] = {ReceiptResult.RECEIVED}
        state.petition.extended = True

    facts = (*taken_up(), opinion(), served(), *answered, concluded())
    case = given(*facts).where(as_told)
    before = case.state
    assert before is not None
    state = case.when(REOPEN, by=director()).then_state()
    petition = state.petition
    assert petition.stage is PetitionStage.HANDLING
    assert (petition.opinion, petition.served, petition.receipts) == (None, {}, {})
    assert not petition.extended
    assert petition.reviewers == before.petition.reviewers
    assert FileItem.OPINION in papers(state), "the first opinion stays in the volume"


def test_the_units_it_was_given_to_stay_on_record() -> None:
    state = reopened(*taken_up(), forwarded(), concluded())
    assert state.petition.given_to.keys() == {TOWN}


@pytest.mark.parametrize(
    "facts",
    [(opinion(), served(), made_final()), (opinion(), served(), review_asked())],
    ids=["final", "before a superior"],
)
def test_a_petition_that_is_final_or_lies_above_stays_so(facts: tuple[Fact, ...]) -> None:
    case = given(*taken_up(), *facts, concluded())
    assert case.state is not None
    before = deepcopy(case.state.petition)
    assert case.when(REOPEN, by=director()).then_state().petition == before


def test_emergencies_and_supervision_are_of_the_whole_life() -> None:
    def as_before(state: Case) -> None:
        state.emergency.reported = 1
        state.emergency.open = True

    case = given(registered(), accepted(), concluded(), supervised()).where(as_before)
    state = case.when(REOPEN, by=director()).then_state()
    assert (state.emergency.reported, state.emergency.open) == (1, True)
    assert len(state.supervisions.open) == 1


def test_no_order_comes_back_to_life() -> None:
    state = reopened(registered(), accepted(), issued(), withdrawn())
    assert state.stage is Stage.ACCEPTED
    assert not state.orders.open
