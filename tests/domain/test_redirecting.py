"""Another door, by a known route (信访工作条例 arts 22, 30, 31)."""

from typing import Any

import pytest
from msgspec.structs import replace

from domain.case import Stage
from domain.case.acceptance import CaseRedirected, RedirectCase
from domain.case.refusals import CopyToAccused, DisciplineOnly
from domain.codes import CodeUnknown
from domain.organisation.refusals import UnitUnknown
from domain.refusals import Refusal
from tests.domain.county import CASE, COUNTY, LAND_OFFICE, NOWHERE, clerk
from tests.domain.given import given
from tests.domain.states import petitioned, protected, registered, reported

REDIRECT = RedirectCase(
    case=CASE,
    route="ARB_LABOUR",
    organ="云溪县劳动人事争议仲裁委员会",
    explanation="劳动争议应先申请仲裁。",
    limitation="自知道权利被侵害之日起一年",
)
TO_DISCIPLINE = replace(REDIRECT, route="DISCIPLINE", organ="云溪县纪委监委")


def test_the_applicant_is_shown_the_door_and_the_term() -> None:
    case = given(registered())
    (event,) = case.when(REDIRECT, by=clerk()).then(CaseRedirected)
    assert event.limitation == "自知道权利被侵害之日起一年"
    assert case.when(REDIRECT, by=clerk()).then_state().stage is Stage.REDIRECTED


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"route": "COURT"}, CodeUnknown),
        ({"unit": NOWHERE}, UnitUnknown),
        ({"copies_to": (NOWHERE,)}, UnitUnknown),
    ],
)
def test_route_and_units_are_known(changes: dict[str, Any], refusal: type[Refusal]) -> None:
    command = replace(REDIRECT, **changes)
    given(registered()).when(command, by=clerk()).then_refused(refusal)


def test_a_report_goes_to_discipline_inspection_only() -> None:
    case = given(reported(), protected(clerk().person))
    case.when(REDIRECT, by=clerk()).then_refused(DisciplineOnly)
    case.when(replace(TO_DISCIPLINE, unit=COUNTY), by=clerk()).then(CaseRedirected)


@pytest.mark.parametrize("changes", [{"unit": LAND_OFFICE}, {"copies_to": (LAND_OFFICE,)}])
def test_no_copy_of_a_report_goes_to_the_accused(changes: dict[str, Any]) -> None:
    """信访工作条例 arts 30, 46."""
    case = given(reported(), protected(clerk().person))
    case.when(replace(TO_DISCIPLINE, **changes), by=clerk()).then_refused(CopyToAccused)


def test_a_petition_may_go_to_the_unit_it_concerns() -> None:
    """信访工作条例 art 22 谁主管、谁负责: a demand is handled by the organ in charge."""
    command = replace(REDIRECT, route="ADM_RULING", unit=LAND_OFFICE)
    given(petitioned()).when(command, by=clerk()).then(CaseRedirected)
