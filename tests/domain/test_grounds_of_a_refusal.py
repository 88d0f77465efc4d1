"""A refusal has a reason, an explanation, a next door, and a look at the danger first ([F09])."""

from datetime import timedelta

import pytest
from msgspec.structs import replace

from domain.case.refusals import (
    CoolDownMissing,
    CopyToAccused,
    DisciplineOnly,
    NothingOutstanding,
    RiskNotChecked,
    SupplementPending,
)
from domain.case.refusing import ProposeRefusal, RefusalProposed, RefuseCase
from domain.case.values import Grounds
from domain.codes import REFUSAL_REASONS, CodeNeedsText, CodeUnknown
from domain.codes.risks import RiskLevel
from domain.kernel import day_of
from domain.organisation.refusals import UnitUnknown
from domain.refusals import Refusal
from tests.domain.county import CASE, LAND_OFFICE, NOWHERE, clerk, director, triage
from tests.domain.given import MORNING, Fact, given
from tests.domain.states import (
    GROUNDS,
    assessed,
    heard,
    protected,
    raised,
    refusal_proposed,
    registered,
    reported,
    screened,
    supplementing,
)


def propose(**changes: object) -> ProposeRefusal:
    return ProposeRefusal(case=CASE, grounds=replace(GROUNDS, **changes))


@pytest.mark.parametrize("look", [screened(), assessed(RiskLevel.BLUE), heard("S99")])
def test_somebody_has_looked_at_the_danger(look: Fact) -> None:
    given(registered(), look).when(propose(), by=triage()).then(RefusalProposed)


def test_nothing_is_refused_unseen() -> None:
    given(registered()).when(propose(), by=triage()).then_refused(RiskNotChecked)


@pytest.mark.parametrize(
    "heat", [(heard("S01"),), (assessed(RiskLevel.BLUE), raised(RiskLevel.RED))]
)
def test_a_heated_matter_is_calmed_first(heat: tuple[Fact, ...]) -> None:
    case = given(registered(), *heat)
    case.when(propose(), by=triage()).then_refused(CoolDownMissing)
    calmed = propose(cool_down="已约见双方疏导,派出所到场。")
    case.when(calmed, by=triage()).then(RefusalProposed)


def test_what_heats_up_after_the_proposal_is_calmed_before_the_decision() -> None:
    case = given(registered(), screened(), refusal_proposed(), heard("S02"))
    case.when(RefuseCase(case=CASE), by=director()).then_refused(CoolDownMissing)


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"reason": "N18"}, CodeUnknown),
        ({"route": "NOWHERE"}, CodeUnknown),
        ({"unit": NOWHERE}, UnitUnknown),
    ],
)
def test_reason_route_and_unit_are_known(
    changes: dict[str, object], refusal: type[Refusal]
) -> None:
    given(registered(), screened()).when(propose(**changes), by=triage()).then_refused(refusal)


def test_another_reason_is_what_the_explanation_says() -> None:
    given(registered(), screened()).when(propose(reason="N17"), by=triage()).then(RefusalProposed)


def test_another_reason_without_a_word_says_nothing() -> None:
    """An empty explanation cannot be sent; the rule holds by itself all the same."""
    with pytest.raises(CodeNeedsText):
        REFUSAL_REASONS.require("N17", day_of(MORNING), "")


REPORT_GROUNDS: Grounds = replace(GROUNDS, reason="N16", route="DISCIPLINE", organ="云溪县纪委监委")


def test_a_report_is_shown_the_way_to_discipline_inspection_only() -> None:
    """信访工作条例 arts 22, 30."""
    case = given(reported(), protected(clerk().person), screened())
    case.when(propose(), by=clerk()).then_refused(DisciplineOnly)
    right = ProposeRefusal(case=CASE, grounds=REPORT_GROUNDS)
    case.when(right, by=clerk()).then(RefusalProposed)


def test_a_report_is_not_shown_to_the_unit_complained_of() -> None:
    """信访工作条例 arts 30, 46."""
    case = given(reported(), protected(clerk().person), screened())
    wrong = ProposeRefusal(case=CASE, grounds=replace(REPORT_GROUNDS, unit=LAND_OFFICE))
    case.when(wrong, by=clerk()).then_refused(CopyToAccused)


def test_material_that_never_came_ends_the_matter_after_its_day() -> None:
    """domain.md §7.8 N12, §3.2 T04."""
    case = given(registered(), screened(), supplementing())
    lapsed = propose(reason="N12")
    case.when(lapsed, by=clerk(), after=timedelta(days=9)).then_refused(SupplementPending)
    case.when(lapsed, by=clerk(), after=timedelta(days=10)).then(RefusalProposed)


def test_while_material_is_asked_for_no_other_reason_counts() -> None:
    case = given(registered(), screened(), supplementing())
    case.when(propose(), by=clerk(), after=timedelta(days=10)).then_refused(SupplementPending)


def test_material_nobody_asked_for_cannot_have_lapsed() -> None:
    case = given(registered(), screened())
    case.when(propose(reason="N12"), by=clerk()).then_refused(NothingOutstanding)
