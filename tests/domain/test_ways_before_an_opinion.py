"""Items 1 to 5 of article 31 come before an opinion (信访工作条例 art 31)."""

import pytest
from msgspec.structs import replace

from domain.case.petition_handling import ImportRoute, RouteImported
from domain.case.refusals import StaffIsParty
from domain.case.refusals.petition import (
    HandlingIsOver,
    ItemsNotExcluded,
    LedElsewhere,
    NotAPetition,
    NotTheAnsweringUnit,
    RouteDoesNotFit,
)
from domain.case.regions.petition import PetitionStage
from domain.codes import ROUTES
from domain.codes.matters import MatterClass
from domain.codes.petitions import Article31
from domain.refusals import RoleMayNot, StageDoesNotFit
from tests.domain.county import CASE, COUNTY, TOWN, ZHANG
from tests.domain.given import MORNING, fact, given
from tests.domain.states import petitioned
from tests.domain.states_petition import ISSUE, drafter, opinion, taken_up, unit_head

LEAD = ImportRoute(
    case=CASE,
    item=Article31.ADMINISTRATIVE,
    route="ADM_RECON",
    organ="云溪县人民政府",
    explanation="属行政复议范围。",
    told_at=MORNING,
)
LED = RouteImported(
    item=Article31.ADMINISTRATIVE,
    route="ADM_RECON",
    organ="云溪县人民政府",
    explanation="属行政复议范围。",
    told_at=MORNING,
)


def test_a_demand_is_led_into_its_procedure() -> None:
    case = given(*taken_up()).when(LEAD, by=drafter())
    case.then(LED)
    state = case.then_state()
    assert state.petition.route == Article31.ADMINISTRATIVE
    assert state.petition.stage is PetitionStage.HANDLING
    assert drafter().person in state.hands.handlers
    assert TOWN in state.hands.handling_units


@pytest.mark.parametrize("item", list(Article31))
def test_each_item_has_procedures_of_its_own(item: Article31) -> None:
    case = given(*taken_up())
    assert all(route in ROUTES for route in item.routes)
    fits = replace(LEAD, item=item, route=min(item.routes))
    case.when(fits, by=drafter()).then(RouteImported)
    astray = replace(LEAD, item=item, route="PSYCH")
    case.when(astray, by=drafter()).then_refused(RouteDoesNotFit)


def test_what_was_led_elsewhere_gets_no_opinion() -> None:
    case = given(*taken_up(), fact(LED, by=drafter()))
    case.when(ISSUE, by=unit_head()).then_refused(LedElsewhere)
    case.when(LEAD, by=drafter()).then_refused(LedElsewhere)


@pytest.mark.parametrize("item", list(Article31))
def test_an_opinion_rules_out_each_item(item: Article31) -> None:
    excluded = tuple(one for one in Article31 if one is not item)
    command = replace(ISSUE, excluded=excluded)
    given(*taken_up()).when(command, by=unit_head()).then_refused(ItemsNotExcluded, missing=[item])


def test_after_the_opinion_it_is_too_late() -> None:
    given(*taken_up(), opinion()).when(LEAD, by=drafter()).then_refused(HandlingIsOver)


def test_only_demands_that_were_accepted() -> None:
    given(petitioned()).when(LEAD, by=drafter()).then_refused(StageDoesNotFit)
    advice = given(*taken_up(matter_class=MatterClass.PETITION_ADVICE))
    advice.when(LEAD, by=drafter()).then_refused(NotAPetition)


def test_by_a_handler_of_the_unit_who_is_no_party() -> None:
    case = given(*taken_up()).where(lambda state: state.units.add(COUNTY))
    case.when(LEAD, by=unit_head()).then_refused(RoleMayNot)
    case.when(LEAD, by=drafter(COUNTY)).then_refused(NotTheAnsweringUnit)
    case.when(LEAD, by=replace(drafter(), person=ZHANG)).then_refused(StaffIsParty)
