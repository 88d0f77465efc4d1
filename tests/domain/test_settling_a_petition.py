"""Both sides may settle a petition (信访工作条例 art 33; [F64] 访调对接)."""

from msgspec.structs import replace

from domain.case import Case
from domain.case.petition_handling import PetitionMediated, SettlePetition
from domain.case.refusals import PartyUnknown, StaffIsParty
from domain.case.refusals.petition import (
    HandlingIsOver,
    NotAPetition,
    NotTheAnsweringUnit,
)
from domain.case.refusals.shared import NotAllAgree
from domain.case.regions.petition import PetitionStage
from domain.codes.matters import MatterClass
from domain.codes.petitions import Conciliation
from domain.roles import Role
from tests.domain.county import CASE, COUNTY, LAND_BUREAU, LAWYER, SCAN, TOWN, ZHANG, acting
from tests.domain.given import given
from tests.domain.states_petition import drafter, opinion, taken_up

SETTLE = SettlePetition(
    case=CASE,
    kind=Conciliation.MEDIATION,
    agreed_by=(ZHANG, LAND_BUREAU),
    settlement="双方同意分期补发。",
    discretion="在补偿裁量幅度内,不违反强制性规定。",
    document=SCAN,
)
MEDIATOR = acting(Role.MEDIATOR, unit=TOWN)


def test_both_sides_agree() -> None:
    case = given(*taken_up()).when(SETTLE, by=drafter())
    case.then(PetitionMediated)
    state = case.then_state()
    assert state.petition.mediated
    assert state.petition.stage is PetitionStage.HANDLING
    assert state.hands.handlers == {drafter().person}
    assert state.hands.handling_units == {TOWN}


def test_a_mediator_may_bring_it_about() -> None:
    case = given(*taken_up()).when(SETTLE, by=MEDIATOR)
    assert case.then_state().hands.mediators == {MEDIATOR.person}


def test_neither_side_is_missing() -> None:
    case = given(*taken_up())
    for alone, missing in ((ZHANG, LAND_BUREAU), (LAND_BUREAU, ZHANG)):
        command = replace(SETTLE, agreed_by=(alone,))
        case.when(command, by=drafter()).then_refused(NotAllAgree, missing=[missing])


def test_nobody_agrees_who_takes_no_part() -> None:
    command = replace(SETTLE, agreed_by=(ZHANG, LAND_BUREAU, LAWYER))
    given(*taken_up()).when(command, by=drafter()).then_refused(PartyUnknown, person=LAWYER)


def test_it_is_a_matter_of_the_units_that_have_it() -> None:
    def county_too(state: Case) -> None:
        state.units.add(COUNTY)

    case = given(*taken_up()).where(county_too)
    case.when(SETTLE, by=drafter(COUNTY)).then_refused(NotTheAnsweringUnit)
    case.when(SETTLE, by=acting(Role.MEDIATOR, unit=COUNTY)).then(PetitionMediated)
    case.when(SETTLE, by=replace(drafter(), person=ZHANG)).then_refused(StaffIsParty)


def test_a_party_that_happens_to_mediate_has_no_unit_here() -> None:
    outside = acting(Role.MEDIATOR, person=ZHANG, unit=None)
    given(*taken_up()).when(SETTLE, by=outside).then_refused(StaffIsParty)


def test_a_mediator_of_another_house_does_not() -> None:
    guest = acting(Role.MEDIATOR, unit=COUNTY)

    def leads(state: Case) -> None:
        state.risk.leader = guest.person

    case = given(*taken_up()).where(leads)
    case.when(SETTLE, by=guest).then_refused(NotTheAnsweringUnit)


def test_only_a_demand_that_is_being_handled() -> None:
    given(*taken_up(), opinion()).when(SETTLE, by=drafter()).then_refused(HandlingIsOver)
    advice = given(*taken_up(matter_class=MatterClass.PETITION_ADVICE))
    advice.when(SETTLE, by=drafter()).then_refused(NotAPetition)
