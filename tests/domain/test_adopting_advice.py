"""Advice that is sound and workable is taken up, with a reply (信访工作条例 art 29)."""

from msgspec.structs import replace

from domain.case.petition_handling import AdoptAdvice, AdviceAdopted
from domain.case.refusals import StaffIsParty
from domain.case.refusals.petition import NotAPetition, NotTheAnsweringUnit
from domain.case.regions.petition import PetitionStage
from domain.codes.matters import MatterClass
from domain.codes.petitions import Adoption
from domain.refusals import RoleMayNot
from tests.domain.county import CASE, COUNTY, TOWN, ZHANG
from tests.domain.given import MORNING, given
from tests.domain.states_petition import drafter, taken_up, unit_head

ADOPT = AdoptAdvice(
    case=CASE, adoption=Adoption.PARTLY_ADOPTED, reply="路灯已列入计划。", told_at=MORNING
)
ADVICE = taken_up(matter_class=MatterClass.PETITION_ADVICE)


def test_advice_is_taken_up() -> None:
    case = given(*ADVICE).when(ADOPT, by=drafter())
    case.then(AdviceAdopted)
    state = case.then_state()
    assert state.petition.stage is PetitionStage.HANDLING
    assert state.hands.handlers == {drafter().person}
    assert state.hands.handling_units == {TOWN}


def test_a_demand_is_no_advice() -> None:
    given(*taken_up()).when(ADOPT, by=drafter()).then_refused(NotAPetition)


def test_by_a_handler_of_the_unit_who_is_no_party() -> None:
    case = given(*ADVICE).where(lambda state: state.units.add(COUNTY))
    case.when(ADOPT, by=unit_head()).then_refused(RoleMayNot)
    case.when(ADOPT, by=drafter(COUNTY)).then_refused(NotTheAnsweringUnit)
    case.when(ADOPT, by=replace(drafter(), person=ZHANG)).then_refused(StaffIsParty)
