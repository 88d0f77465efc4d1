"""Exactly one level, and none below the type's own without a reason ([seed 001 三(二)])."""

import pytest
from msgspec.structs import replace

from domain.case.refusals import AssessedOtherwise, BelowDefault
from domain.case.risk import AssessRisk, RiskLevelAssessed
from domain.codes import CodeUnknown
from domain.codes.risks import RiskLevel
from tests.domain.county import CASE, VILLAGE, committee_head, triage, village_head
from tests.domain.given import Fact, given
from tests.domain.states import assessed, heard, raised, registered

BLUE = AssessRisk(case=CASE, level=RiskLevel.BLUE, criteria=("K08",), rationale="一般邻里纠纷。")
YELLOW = replace(BLUE, level=RiskLevel.YELLOW, criteria=("K05",))
IN_VILLAGE = registered(centre=VILLAGE, area="990101100201")


def test_an_assessed_case_has_a_level() -> None:
    state = given(registered()).when(BLUE, by=triage()).then_state()
    assert (state.risk.level, state.risk.provisional) == (RiskLevel.BLUE, False)


def test_assessing_again_confirms_the_level() -> None:
    case = given(registered(), assessed(RiskLevel.BLUE))
    case.when(BLUE, by=triage()).then(RiskLevelAssessed)


def test_another_level_is_a_change_and_not_an_assessment() -> None:
    case = given(registered(), assessed(RiskLevel.BLUE))
    case.when(YELLOW, by=triage()).then_refused(AssessedOtherwise, level=RiskLevel.BLUE)


@pytest.mark.parametrize(
    "fact",
    [
        registered(dispute="1102"),
        registered(dispute="0402"),
        registered(dispute="0901"),
        registered(dispute="0701", people_count=10),
    ],
)
def test_a_difficult_type_starts_at_yellow(fact: Fact) -> None:
    case = given(fact)
    case.when(BLUE, by=triage()).then_refused(BelowDefault, default=RiskLevel.YELLOW)
    reason = replace(BLUE, below_default_reason="双方已书面和解,仅需备案。")
    case.when(reason, by=triage()).then(RiskLevelAssessed)
    case.when(YELLOW, by=triage()).then(RiskLevelAssessed)


def test_a_few_workers_start_at_blue() -> None:
    case = given(registered(dispute="0701", people_count=9))
    case.when(BLUE, by=triage()).then(RiskLevelAssessed)


@pytest.mark.parametrize("signal", ["S02", "S03", "S09", "S10"])
def test_violence_in_a_family_starts_at_yellow(signal: str) -> None:
    """domain.md §7.2, 01."""
    case = given(registered(dispute="0101"), heard(signal))
    case.when(BLUE, by=triage()).then_refused(BelowDefault)
    neighbours = given(registered(), heard(signal))
    neighbours.when(BLUE, by=triage()).then(RiskLevelAssessed)


def test_criteria_are_of_the_list() -> None:
    command = replace(BLUE, criteria=("K99",))
    given(registered()).when(command, by=triage()).then_refused(CodeUnknown, code="K99")


def test_what_a_village_head_assesses_is_provisional() -> None:
    """domain.md §4.4: R10 proposes; until then the case is not without a level."""
    (event,) = given(IN_VILLAGE).when(BLUE, by=village_head()).then(RiskLevelAssessed)
    assert event.provisional


def test_triage_confirms_what_a_village_head_assessed() -> None:
    case = given(IN_VILLAGE, assessed(RiskLevel.BLUE, provisional=True))
    (event,) = case.when(BLUE, by=triage()).then(RiskLevelAssessed)
    assert not event.provisional


def test_a_village_head_does_not_unsettle_what_is_confirmed() -> None:
    case = given(IN_VILLAGE, assessed(RiskLevel.BLUE))
    (event,) = case.when(BLUE, by=village_head()).then(RiskLevelAssessed)
    assert not event.provisional


def test_a_change_by_triage_confirms_the_level() -> None:
    case = given(registered(), assessed(RiskLevel.BLUE, provisional=True), raised(RiskLevel.YELLOW))
    assert case.state is not None
    assert not case.state.risk.provisional


def test_a_committee_head_assesses_its_own_procedures() -> None:
    (event,) = given(registered()).when(BLUE, by=committee_head()).then(RiskLevelAssessed)
    assert not event.provisional
