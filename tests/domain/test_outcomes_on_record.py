"""The outcome is what the record shows (domain.md §2.5 J, §7.7; §2.7 invariant 8)."""

import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st

from domain.case import Case
from domain.case.conclusion import CaseConcluded
from domain.case.refusals.ending import (
    LevelHadNoPart,
    LevelMissing,
    OutcomeDoesNotFit,
    OutcomeHasItsOwnWay,
    PetitionHandlingMissing,
    RouteNotAdvised,
)
from domain.case.regions.agreements import ConfirmationStage, ObligationStage
from domain.codes import OUTCOMES
from domain.codes.ending import PetitionHandling
from domain.codes.entry import CodeUnknown
from domain.codes.outcomes import PETITION_OUTCOMES, RESOLVED
from domain.organisation.state import Level
from domain.refusals import Refusal
from tests.domain.county import LI
from tests.domain.given import Given, given
from tests.domain.states import accepted, registered
from tests.domain.states_ending import (
    AGREEMENT,
    Change,
    advised,
    agreed,
    mediated,
    to_conclude,
    village_handler,
)


def in_hand(*changes: Change) -> Given:
    start = given(registered(), accepted())
    for change in changes:
        start.where(change)
    return start


def nothing(state: Case) -> None:
    """Nothing more."""


def dead(state: Case) -> None:
    state.mediations.deceased.add(LI)


def answered(opinion: str) -> Change:
    def change(state: Case) -> None:
        state.petition.opinion = opinion

    return change


@pytest.mark.parametrize(
    ("outcome", "change"),
    [
        ("AGREED_WRITTEN", agreed()),
        ("AGREED_ORAL", agreed(form="ORAL")),
        ("SETTLED_SELF", nothing),
        ("ANSWERED", nothing),
        ("RECTIFIED", nothing),
        ("AIDED", nothing),
        ("ABATED", dead),
        ("OTHER", nothing),
    ],
)
def test_an_outcome_the_record_shows_is_taken(outcome: str, change: Change) -> None:
    command = to_conclude(outcome=outcome)
    in_hand(change).when(command, by=village_handler()).then(CaseConcluded)


def dismissed(state: Case) -> None:
    agreed()(state)
    state.agreements.all[AGREEMENT].confirmation = ConfirmationStage.DISMISSED


@pytest.mark.parametrize("change", [agreed(ObligationStage.BREACHED), dismissed])
def test_who_was_led_on_from_a_broken_agreement_is_told_as_routed(change: Change) -> None:
    command = to_conclude(
        outcome="ROUTED", resolved_level=None, route="LITIGATION", organ="云溪县人民法院"
    )
    start = in_hand(change)
    start.when(command, by=village_handler()).then_refused(RouteNotAdvised)
    start.where(advised).when(command, by=village_handler()).then(CaseConcluded)


def test_a_failed_procedure_is_told_as_failed() -> None:
    command = to_conclude(outcome="FAILED")
    in_hand(mediated(), advised).when(command, by=village_handler()).then(CaseConcluded)


@pytest.mark.parametrize(
    ("outcome", "change"),
    [
        ("AGREED_WRITTEN", nothing),
        ("AGREED_WRITTEN", agreed(form="ORAL")),
        ("AGREED_ORAL", agreed(form="WRITTEN")),
        ("AGREED_WRITTEN", agreed(scope="PARTIAL")),
        ("PARTIAL", nothing),
        ("PARTIAL", agreed()),
        ("FAILED", nothing),
        ("FAILED", agreed(scope="PARTIAL")),
        ("ROUTED", agreed()),
        ("SETTLED_SELF", agreed()),
        ("ABATED", nothing),
        ("SUPPORTED", nothing),
        ("SUPPORTED", answered("EXPLAINED")),
    ],
)
def test_an_outcome_the_record_does_not_show_is_refused(outcome: str, change: Change) -> None:
    command = to_conclude(outcome=outcome)
    in_hand(change, advised).when(command, by=village_handler()).then_refused(
        OutcomeDoesNotFit, outcome=outcome
    )


@pytest.mark.parametrize("outcome", ["WITHDRAWN", "REFUSED", "MERGED"])
def test_withdrawing_refusing_and_merging_are_acts_of_their_own(outcome: str) -> None:
    command = to_conclude(outcome=outcome)
    in_hand().when(command, by=village_handler()).then_refused(OutcomeHasItsOwnWay)


def test_an_outcome_outside_the_list_is_refused() -> None:
    in_hand().when(to_conclude(outcome="FINE"), by=village_handler()).then_refused(CodeUnknown)


@pytest.mark.parametrize("outcome", sorted(PETITION_OUTCOMES))
def test_a_petition_ends_as_its_opinion_says_and_in_one_of_four_ways(outcome: str) -> None:
    """信访工作条例 arts 27, 32."""
    told = to_conclude(outcome=outcome, petition_handling=PetitionHandling.SOLVED)
    in_hand(answered(outcome)).when(told, by=village_handler()).then(CaseConcluded)
    untold = to_conclude(outcome=outcome)
    in_hand(answered(outcome)).when(untold, by=village_handler()).then_refused(
        PetitionHandlingMissing
    )


def test_other_outcomes_name_none_of_the_four() -> None:
    told = to_conclude(petition_handling=PetitionHandling.HELPED)
    in_hand().when(told, by=village_handler()).then_refused(PetitionHandlingMissing)


def test_what_was_resolved_was_resolved_somewhere() -> None:
    nowhere = to_conclude(resolved_level=None)
    in_hand().when(nowhere, by=village_handler()).then_refused(LevelMissing)


@pytest.mark.parametrize("level", [Level.GRID, Level.COUNTY, Level.PROVINCE])
def test_no_level_takes_the_credit_without_a_unit_in_the_case(level: Level) -> None:
    """domain.md §5.2: matters resolved on the spot are counted by it."""
    told = to_conclude(resolved_level=level)
    in_hand().when(told, by=village_handler()).then_refused(LevelHadNoPart)


@for_all(
    st.sampled_from([code.code for code in OUTCOMES]),
    st.booleans(),
    st.sampled_from(["", "FULL", "PARTIAL"]),
)
def test_nothing_unresolved_ever_ends_without_advice(
    outcome: str, failed: bool, scope: str
) -> None:
    """domain.md §2.7 invariant 8."""
    start = in_hand(*[mediated()] * failed, *[agreed(scope=scope)] * bool(scope))
    command = to_conclude(
        outcome=outcome,
        route="LITIGATION",
        organ="云溪县人民法院",
        resolved_level=Level.TOWN if outcome in RESOLVED else None,
    )
    try:
        start.when(command, by=village_handler()).decided()
    except Refusal:
        return
    assert outcome not in ("FAILED", "ROUTED", "PARTIAL", "REFUSED")


def test_a_transfer_out_of_the_area_names_the_organ() -> None:
    told = to_conclude(outcome="TRANSFERRED_OUT", resolved_level=None, organ="白水县信访局")
    in_hand().when(told, by=village_handler()).then(CaseConcluded)


def test_partial_without_advice_is_refused() -> None:
    in_hand(agreed(scope="PARTIAL")).when(
        to_conclude(outcome="PARTIAL"), by=village_handler()
    ).then_refused(RouteNotAdvised)
