"""Who mediates: appointed, chosen, two where it is dangerous (人民调解法 arts 14, 19)."""

import pytest

from domain.case import Case
from domain.case.mediators import AppointMediators, MediatorAppointed
from domain.case.refusals import PartyUnknown, StaffIsParty
from domain.case.refusals.mediation import (
    InterestDisclosed,
    MediatesAlready,
    NotAMediator,
    NotYourProcedure,
    TwoMediatorsNeeded,
)
from domain.case.refusals.shared import SteppedAside
from domain.codes.matters import Scale
from domain.codes.parties import Side
from domain.codes.risks import RiskLevel
from tests.domain.county import (
    CASE,
    LEADER,
    ONE,
    TWO,
    WANG,
    ZHANG,
    committee_head,
)
from tests.domain.given import given
from tests.domain.states import (
    APPLICANT,
    RESPONDENT,
    accepted,
    assessed,
    one_party,
    registered,
)
from tests.domain.states_mediation import (
    MEDIATION,
    appointed,
    consented,
    opened,
    village_committee_head,
)

OPENED = (registered(), accepted(), *consented(), opened())


def appoint(*people: str, chosen_by: tuple[str, ...] = ()) -> AppointMediators:
    return AppointMediators(case=CASE, mediation=MEDIATION, mediators=people, chosen_by=chosen_by)


def test_the_head_appoints_and_parties_may_choose() -> None:
    case = given(*OPENED)
    command = appoint(ONE, chosen_by=(ZHANG,))
    (event,) = case.when(command, by=committee_head()).then(MediatorAppointed)
    assert event.chosen_by == (ZHANG,)
    state = case.when(command, by=committee_head()).then_state()
    assert state.mediations.all[MEDIATION].mediators == {ONE}
    assert ONE in state.hands.mediators


def test_only_a_mediator_mediates() -> None:
    case = given(*OPENED)
    case.when(appoint(LEADER), by=committee_head()).then_refused(NotAMediator, person=LEADER)


def test_only_parties_choose() -> None:
    case = given(*OPENED)
    command = appoint(ONE, chosen_by=(WANG,))
    case.when(command, by=committee_head()).then_refused(PartyUnknown, person=WANG)


def test_no_party_mediates() -> None:
    of_one = registered(parties=(APPLICANT, RESPONDENT, one_party(ONE, Side.THIRD_PARTY)))
    case = given(of_one, accepted(), *consented(), opened())
    case.when(appoint(ONE), by=committee_head()).then_refused(StaffIsParty, person=ONE)


def test_who_stepped_aside_does_not_mediate() -> None:
    def aside(state: Case) -> None:
        state.hands.recused.add(ONE)

    case = given(*OPENED).where(aside)
    case.when(appoint(ONE), by=committee_head()).then_refused(SteppedAside, person=ONE)


def test_who_disclosed_an_interest_does_not_mediate() -> None:
    def related(state: Case) -> None:
        state.orders.disclosed[ONE] = "申请人的表兄"

    case = given(*OPENED).where(related)
    case.when(appoint(ONE), by=committee_head()).then_refused(InterestDisclosed, person=ONE)


def test_nobody_is_appointed_twice() -> None:
    case = given(*OPENED, appointed(ONE))
    case.when(appoint(ONE), by=committee_head()).then_refused(MediatesAlready, person=ONE)
    case.when(appoint(TWO), by=committee_head()).then(MediatorAppointed)


def test_a_red_matter_takes_two() -> None:
    case = given(registered(), accepted(), assessed(RiskLevel.RED), *consented(), opened())
    case.when(appoint(ONE), by=committee_head()).then_refused(TwoMediatorsNeeded)
    case.when(appoint(ONE, TWO), by=committee_head()).then(MediatorAppointed)


@pytest.mark.parametrize("scale", [Scale.GROUP, Scale.MAJOR_GROUP])
def test_a_group_takes_two(scale: Scale) -> None:
    def many(state: Case) -> None:
        state.scale = scale

    case = given(*OPENED).where(many)
    case.when(appoint(ONE), by=committee_head()).then_refused(TwoMediatorsNeeded)


def test_another_committees_head_appoints_nobody() -> None:
    case = given(*OPENED)
    case.when(appoint(ONE), by=village_committee_head()).then_refused(NotYourProcedure)
