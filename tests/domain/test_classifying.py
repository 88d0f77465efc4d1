"""A machine proposes, a person decides what is not harmless (domain.md §2.5 B 分级分类)."""

import pytest
from msgspec.structs import replace

from domain.case.triage import (
    CaseClassified,
    CaseScreened,
    ClassificationProposed,
    ClassifyCase,
    ProposeClassification,
    ScreenCase,
)
from domain.codes import CodeNeedsText, CodeUnknown
from domain.codes.matters import Difficulty, Scale, Suspicion
from domain.codes.risks import RiskLevel
from domain.refusals import RoleMayNot
from tests.domain.county import CASE, VILLAGE, machine, triage, village_head
from tests.domain.given import Fact, fact, given
from tests.domain.states import assessed, heard, raised, registered

PROPOSE = ProposeClassification(
    case=CASE,
    dispute="0201",
    difficulty=Difficulty.SIMPLE,
    scale=Scale.INDIVIDUAL,
    rule_version="rules-2025.1",
)
DECIDE = ClassifyCase(
    case=CASE, dispute="0202", difficulty=Difficulty.ORDINARY, scale=Scale.INDIVIDUAL
)
IN_VILLAGE = registered(centre=VILLAGE, area="990101100201")


def test_screening_is_always_allowed() -> None:
    command = ScreenCase(
        case=CASE, findings="有争执。", suspicions=(Suspicion.ESCALATION, Suspicion.ESCALATION)
    )
    (event,) = given(registered()).when(command, by=triage()).then(CaseScreened)
    assert event.suspicions == (Suspicion.ESCALATION,)


def test_what_a_machine_says_of_a_harmless_matter_stands() -> None:
    state = given(registered()).when(PROPOSE, by=machine()).then_state()
    assert (state.dispute, state.difficulty) == ("0201", Difficulty.SIMPLE)


@pytest.mark.parametrize(
    ("facts", "dispute"),
    [
        ((registered(),), "1102"),
        ((registered(), assessed(RiskLevel.BLUE), raised(RiskLevel.YELLOW)), "0201"),
        ((registered(), assessed(RiskLevel.BLUE), raised(RiskLevel.RED)), "0201"),
        ((registered(), heard("S01")), "0201"),
        ((registered(people_count=10),), "0701"),
    ],
)
def test_what_is_yellow_or_red_waits_for_a_person(facts: tuple[Fact, ...], dispute: str) -> None:
    command = replace(PROPOSE, dispute=dispute)
    given(*facts).when(command, by=machine()).then(ClassificationProposed)


def test_what_a_village_proposes_waits_for_triage() -> None:
    """domain.md §4.4: R10 proposes."""
    given(IN_VILLAGE).when(PROPOSE, by=village_head()).then(ClassificationProposed)


def test_a_machine_decides_nothing() -> None:
    given(registered()).when(DECIDE, by=machine()).then_refused(RoleMayNot)


def test_the_decision_is_kept_beside_the_proposal() -> None:
    proposed = ClassificationProposed(
        dispute="1102",
        difficulty=Difficulty.COMPLEX,
        scale=Scale.GROUP,
        tags=(),
        remark=None,
        rule_version="rules-2025.1",
    )
    case = given(registered(), fact(proposed, by=machine()))
    (event,) = case.when(DECIDE, by=triage()).then(CaseClassified)
    assert event.dispute == "0202"
    assert event.proposal is not None
    assert (event.proposal.dispute, event.proposal.by_machine) == ("1102", True)
    assert event.proposal.rule_version == "rules-2025.1"


@pytest.mark.parametrize("command", [PROPOSE, DECIDE])
def test_types_and_tags_are_of_the_lists(command: ClassifyCase | ProposeClassification) -> None:
    by = triage() if isinstance(command, ClassifyCase) else machine()
    case = given(registered())
    case.when(replace(command, dispute="0204"), by=by).then_refused(CodeUnknown)
    case.when(replace(command, tags=("MAGIC",)), by=by).then_refused(CodeUnknown)
    case.when(replace(command, dispute="0299"), by=by).then_refused(CodeNeedsText)
    case.when(replace(command, tags=("OTHER",)), by=by).then_refused(CodeNeedsText)
