"""A party can no longer act alone: a guardian is waited for (民事诉讼法 art 153; 民法典 art 23)."""

from datetime import timedelta

from msgspec.structs import replace

from domain.case.capacity import CapacityLost, GuardianNamed, NameGuardian, RecordLostCapacity
from domain.case.refusals import ToldFromTheFuture
from domain.case.refusals.standstill import (
    CapacityUnchanged,
    NotThatKind,
    NotWaitedFor,
    SuccessorIsOpponent,
    SuccessorsMissing,
)
from domain.case.standstill import MediationResumed, MediationSuspended, ResumeMediation
from domain.codes.parties import Capacity, Side
from domain.person import PersonKind
from domain.person.refusals import PersonUnknown
from tests.domain.county import (
    CASE,
    LAND_BUREAU,
    LI,
    MOTHER,
    SCAN,
    STRANGER,
    WANG,
    ZHANG,
    clerk,
    mediator,
)
from tests.domain.given import MORNING, fact, given
from tests.domain.states import (
    APPLICANT,
    RESPONDENT,
    accepted,
    complaint,
    joined,
    one_party,
    registered,
)
from tests.domain.states_mediation import MEDIATION, appointed, consented, opened, suspended

UNDER_WAY = (registered(), accepted(), *consented(), opened(), appointed())
LOSS = RecordLostCapacity(
    case=CASE, party=ZHANG, capacity=Capacity.NONE, lost_on=MORNING.date(), document=SCAN
)
LOST = fact(
    CapacityLost(
        party=ZHANG,
        capacity=Capacity.NONE,
        lost_on=MORNING.date(),
        document=SCAN,
        awaits_guardian=True,
    )
)
NAME = NameGuardian(case=CASE, party=ZHANG, guardian=MOTHER, document=SCAN)
NAMED = fact(GuardianNamed(party=ZHANG, guardian=MOTHER, document=SCAN))
WAITING = (*UNDER_WAY, LOST, suspended("P02"))
RESUME = ResumeMediation(case=CASE, mediation=MEDIATION, reason="P02")


def test_it_pauses_the_procedure_under_way() -> None:
    case = given(*UNDER_WAY)
    (event, _) = case.when(LOSS, by=clerk()).then(CapacityLost, MediationSuspended)
    assert event.awaits_guardian
    state = case.when(LOSS, by=clerk()).then_state()
    assert state.parties[ZHANG].capacity is Capacity.NONE
    assert state.mediations.deceased == {ZHANG}
    assert state.present_on(Side.APPLICANT) == [ZHANG], "the party is still there"


def test_who_has_a_guardian_is_not_waited_for() -> None:
    guarded = registered(parties=(replace(APPLICANT, guardian=MOTHER), RESPONDENT))
    case = given(guarded, accepted(), *consented(), opened())
    (event,) = case.when(LOSS, by=clerk()).then(CapacityLost)
    assert not event.awaits_guardian


def test_capacity_is_lost_and_not_found_again() -> None:
    given(*WAITING).when(LOSS, by=clerk()).then_refused(CapacityUnchanged)
    full = replace(LOSS, capacity=Capacity.FULL)
    given(*UNDER_WAY).when(full, by=clerk()).then_refused(CapacityUnchanged)


def test_bodies_have_no_capacity_to_lose_and_tomorrow_has_not_come() -> None:
    body = one_party(LAND_BUREAU, Side.RESPONDENT, kind=PersonKind.ORGANISATION)
    case = given(registered(parties=(APPLICANT, body)))
    case.when(replace(LOSS, party=LAND_BUREAU), by=clerk()).then_refused(NotThatKind)
    later = replace(LOSS, lost_on=MORNING.date() + timedelta(days=1))
    case.when(later, by=clerk()).then_refused(ToldFromTheFuture, field="lost_on")


def test_the_guardian_steps_in_and_it_goes_on() -> None:
    case = given(*WAITING)
    case.when(RESUME, by=mediator()).then_refused(SuccessorsMissing)
    case.when(NAME, by=clerk()).then(GuardianNamed)
    state = case.when(NAME, by=clerk()).then_state()
    assert state.parties[ZHANG].guardian == MOTHER
    given(*WAITING, NAMED).when(RESUME, by=mediator()).then(MediationResumed)


def test_the_guardian_is_known_in_joined_complaints_too() -> None:
    other = joined(complaint(CASE, one_party(WANG, Side.APPLICANT)))
    lost = fact(replace(LOST.event, party=WANG))
    named = fact(replace(NAMED.event, party=WANG))
    state = given(registered(), accepted(), other, lost, named).state
    assert state is not None
    assert (state.parties[WANG].guardian, state.parties[WANG].capacity) == (MOTHER, Capacity.NONE)


def test_a_guardian_is_registered_and_stands_on_no_other_side() -> None:
    case = given(*WAITING)
    case.when(replace(NAME, guardian=STRANGER), by=clerk()).then_refused(PersonUnknown)
    case.when(replace(NAME, guardian=LI), by=clerk()).then_refused(SuccessorIsOpponent)


def test_only_who_lost_capacity_gets_a_guardian_here() -> None:
    given(*UNDER_WAY).when(NAME, by=clerk()).then_refused(NotWaitedFor)


def test_from_the_loss_to_the_procedure_that_goes_on() -> None:
    """domain.md §2.6 丧失行为能力: as after a death, with a guardian."""
    case = given(*UNDER_WAY)
    case.went(LOSS, CapacityLost, MediationSuspended, by=mediator())
    case.went(NAME, GuardianNamed, by=clerk())
    case.went(RESUME, MediationResumed, by=mediator())
    assert not case.now.mediations.all[MEDIATION].pauses
