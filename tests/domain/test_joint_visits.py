"""More than five people on one visit choose one to five of their own (信访工作条例 art 20)."""

from domain.case.intake import IntakeRegistered
from domain.case.refusals import (
    RepresentativeNotApplicant,
    RepresentativesMissing,
    TooManyRepresentatives,
)
from domain.case.values import PartyEntry
from domain.codes.matters import Channel
from domain.codes.parties import Power, Side
from tests.domain.county import FIVE, FOUR, LI, ONE, SIX, TWO, WANG, ZHANG, clerk
from tests.domain.given import given
from tests.domain.states import to_register

VILLAGERS = (ZHANG, ONE, TWO, WANG, FOUR, FIVE, SIX)
ENTRIES = (
    *(PartyEntry(person=person, side=Side.APPLICANT) for person in VILLAGERS),
    PartyEntry(person=LI, side=Side.RESPONDENT),
)


def test_six_visitors_without_a_representative_are_asked_to_choose() -> None:
    given().when(to_register(people_count=6), by=clerk()).then_refused(RepresentativesMissing)
    given().when(to_register(parties=ENTRIES), by=clerk()).then_refused(RepresentativesMissing)


def test_five_visitors_need_not_choose() -> None:
    given().when(to_register(people_count=5), by=clerk()).then(IntakeRegistered)


def test_a_letter_of_many_needs_no_representative() -> None:
    command = to_register(people_count=26, channel=Channel.LETTER)
    given().when(command, by=clerk()).then(IntakeRegistered)


def test_those_chosen_speak_for_all_but_do_not_withdraw_for_them() -> None:
    command = to_register(parties=ENTRIES, representatives=(ZHANG, ONE))
    state = given().when(command, by=clerk()).then_state()
    assert state.may_act_for(ONE, SIX, Power.PRESENT)
    assert not state.may_act_for(ONE, SIX, Power.WITHDRAW)


def test_six_representatives_are_too_many() -> None:
    command = to_register(parties=ENTRIES, representatives=VILLAGERS[:6])
    given().when(command, by=clerk()).then_refused(TooManyRepresentatives)


def test_a_representative_is_one_of_the_applicants() -> None:
    command = to_register(parties=ENTRIES, representatives=(LI,))
    given().when(command, by=clerk()).then_refused(RepresentativeNotApplicant, person=LI)
