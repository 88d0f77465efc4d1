"""Who may speak for whom, and how far (民事诉讼法 art 62 by analogy; 信访工作条例 art 20)."""

import pytest
from msgspec.structs import replace

from domain.case.parties import AppointRepresentative, RepresentativeAppointed
from domain.case.refusals import (
    PartyUnknown,
    RepresentativeIsOpponent,
    TooManyRepresentatives,
)
from domain.case.values import Representation
from domain.codes.parties import Power, Side
from domain.person.refusals import PersonUnknown
from tests.domain.county import (
    CASE,
    FIVE,
    FOUR,
    LAWYER,
    LI,
    ONE,
    SCAN,
    STRANGER,
    TWO,
    WANG,
    ZHANG,
    clerk,
)
from tests.domain.given import Fact, fact, given
from tests.domain.states import APPLICANT, RESPONDENT, one_party, registered

APPOINT = AppointRepresentative(
    case=CASE,
    representative=LAWYER,
    represents=(ZHANG,),
    powers=(Power.PRESENT, Power.MEDIATE),
    document=SCAN,
)


def speaking(person: str) -> Fact:
    return fact(
        RepresentativeAppointed(
            representation=Representation(
                person=person, represents=(ZHANG,), powers=(Power.PRESENT,), document=SCAN
            )
        )
    )


def test_a_representative_does_what_the_document_says_and_no_more() -> None:
    state = given(registered()).when(APPOINT, by=clerk()).then_state()
    assert state.may_act_for(LAWYER, ZHANG, Power.MEDIATE)
    assert not state.may_act_for(LAWYER, ZHANG, Power.SETTLE)
    assert not state.may_act_for(LAWYER, LI, Power.MEDIATE)


def test_a_representative_is_a_registered_person() -> None:
    command = replace(APPOINT, representative=STRANGER)
    given(registered()).when(command, by=clerk()).then_refused(PersonUnknown, person=STRANGER)


def test_only_parties_are_represented() -> None:
    command = replace(APPOINT, represents=(ZHANG, WANG))
    given(registered()).when(command, by=clerk()).then_refused(PartyUnknown, person=WANG)


def test_nobody_speaks_for_the_other_side() -> None:
    command = replace(APPOINT, representative=LI)
    given(registered()).when(command, by=clerk()).then_refused(RepresentativeIsOpponent)


def test_a_party_may_speak_for_its_own_side() -> None:
    together = registered(parties=(APPLICANT, one_party(WANG, Side.APPLICANT), RESPONDENT))
    command = replace(APPOINT, representative=WANG)
    given(together).when(command, by=clerk()).then(RepresentativeAppointed)


@pytest.mark.parametrize("who", [WANG, ONE])
def test_a_sixth_speaker_of_one_side_is_one_too_many(who: str) -> None:
    five = [speaking(person) for person in (ONE, TWO, FOUR, FIVE, LAWYER)]
    case = given(registered(), *five)
    command = replace(APPOINT, representative=who)
    if who == ONE:
        case.when(command, by=clerk()).then(RepresentativeAppointed)
    else:
        case.when(command, by=clerk()).then_refused(TooManyRepresentatives)


def test_the_other_side_has_speakers_of_its_own() -> None:
    five = [speaking(person) for person in (ONE, TWO, FOUR, FIVE, WANG)]
    command = replace(APPOINT, represents=(LI,))
    given(registered(), *five).when(command, by=clerk()).then(RepresentativeAppointed)
