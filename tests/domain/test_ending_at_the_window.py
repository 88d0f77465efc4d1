"""Some matters end where they are brought, if the applicant confirms (当场答复、即接即办)."""

import pytest
from msgspec.structs import replace

from domain.case import Stage
from domain.case.refusals import (
    ClassNeedsProcedure,
    NotConfirmedByApplicant,
    OutcomeNeedsProcedure,
    RiskTooHigh,
)
from domain.case.values import Confirmation
from domain.case.window import ResolvedOnTheSpot, ResolveOnTheSpot
from domain.codes import CodeUnknown
from domain.codes.matters import MatterClass
from domain.codes.parties import ConfirmationMethod
from domain.codes.risks import RiskLevel
from tests.domain.county import CASE, LI, MOTHER, ZHANG, clerk
from tests.domain.given import given
from tests.domain.states import (
    APPLICANT,
    RESPONDENT,
    accepted,
    assessed,
    protected,
    raised,
    registered,
    reported,
)

ANSWER = ResolveOnTheSpot(
    case=CASE,
    outcome="ANSWERED",
    result="当场答复办理流程。",
    confirmation=Confirmation(person=ZHANG, method=ConfirmationMethod.SIGNED),
)


@pytest.mark.parametrize("facts", [(registered(),), (registered(), accepted())])
def test_what_the_applicant_confirms_is_concluded(facts: tuple[object, ...]) -> None:
    state = given(*facts).when(ANSWER, by=clerk()).then_state()  # type: ignore[arg-type]
    assert (state.stage, state.outcome) == (Stage.CONCLUDED, "ANSWERED")


def test_a_guardian_may_confirm() -> None:
    child = replace(APPLICANT, guardian=MOTHER)
    confirmation = Confirmation(person=MOTHER, method=ConfirmationMethod.ORAL)
    case = given(registered(parties=(child, RESPONDENT)))
    case.when(replace(ANSWER, confirmation=confirmation), by=clerk()).then(ResolvedOnTheSpot)


def test_the_other_side_does_not_confirm_for_the_applicant() -> None:
    confirmation = Confirmation(person=LI, method=ConfirmationMethod.SIGNED)
    command = replace(ANSWER, confirmation=confirmation)
    given(registered()).when(command, by=clerk()).then_refused(NotConfirmedByApplicant)


@pytest.mark.parametrize("matter_class", [MatterClass.PETITION_DEMAND, MatterClass.SECURITY])
def test_demands_and_leads_have_their_own_procedure(matter_class: MatterClass) -> None:
    """信访工作条例 arts 22, 31, 32."""
    case = given(registered(matter_class=matter_class))
    case.when(ANSWER, by=clerk()).then_refused(ClassNeedsProcedure)


def test_a_report_never_ends_at_the_window() -> None:
    """信访工作条例 art 30."""
    case = given(reported(), protected(clerk().person))
    case.when(ANSWER, by=clerk()).then_refused(ClassNeedsProcedure)


def test_a_red_matter_never_ends_at_the_window() -> None:
    case = given(registered(), assessed(RiskLevel.BLUE), raised(RiskLevel.RED))
    case.when(ANSWER, by=clerk()).then_refused(RiskTooHigh)


def test_an_agreement_is_not_reached_at_the_window() -> None:
    command = replace(ANSWER, outcome="AGREED_WRITTEN")
    given(registered()).when(command, by=clerk()).then_refused(OutcomeNeedsProcedure)


def test_an_outcome_is_one_of_the_list() -> None:
    command = replace(ANSWER, outcome="DONE")
    given(registered()).when(command, by=clerk()).then_refused(CodeUnknown, code="DONE")
