"""Anyone may record a sign of danger, and nobody can delete it (domain.md §2.5 B, §4.4)."""

from datetime import timedelta

import pytest
from msgspec.structs import replace

from domain.case import Stage
from domain.case.refusals import ToldFromTheFuture
from domain.case.triage import RecordSignal, RiskSignalRecorded
from domain.codes import CodeNeedsText, CodeUnknown
from domain.codes.risks import RiskLevel, SignalSource
from domain.refusals import StageDoesNotFit
from domain.roles import STAFF, Role
from tests.domain.county import CASE, ZHANG, acting, clerk, party
from tests.domain.given import MORNING, Fact, given
from tests.domain.states import (
    assessed,
    downgrade_proposed,
    merged,
    raised,
    redirected,
    refused,
    registered,
)

SIGNAL = RecordSignal(
    case=CASE,
    signal="S01",
    source=SignalSource.NEIGHBOUR,
    heard_at=MORNING - timedelta(days=1),
    evidence="邻居听到扬言报复。",
)


@pytest.mark.parametrize("role", sorted(STAFF))
def test_everyone_who_works_for_a_centre_may(role: Role) -> None:
    given(registered()).when(SIGNAL, by=acting(role)).then(RiskSignalRecorded)


def test_the_parties_may() -> None:
    given(registered()).when(SIGNAL, by=party(ZHANG)).then(RiskSignalRecorded)


def test_it_may_have_been_heard_before_the_matter_was_registered() -> None:
    """domain.md §2.3 rule 3."""
    command = replace(SIGNAL, heard_at=MORNING - timedelta(days=2))
    case = given(registered())
    case.when(command, by=clerk(), at=MORNING - timedelta(days=1)).then(RiskSignalRecorded)


@pytest.mark.parametrize("ended", [refused(), redirected(), merged()])
def test_it_may_be_recorded_when_the_matter_is_over(ended: Fact) -> None:
    given(registered(), ended).when(SIGNAL, by=clerk()).then(RiskSignalRecorded)


def test_nothing_is_added_to_the_archive() -> None:
    """domain.md §2.7 invariant 2."""

    def archived(state: object) -> None:
        state.stage = Stage.ARCHIVED  # type: ignore[attr-defined]

    given(registered()).where(archived).when(SIGNAL, by=clerk()).then_refused(StageDoesNotFit)


@pytest.mark.parametrize(("signal", "red"), [("S01", True), ("S13", True), ("S99", False)])
def test_the_listed_signals_call_for_haste(signal: str, red: bool) -> None:
    command = replace(SIGNAL, signal=signal)
    (event,) = given(registered()).when(command, by=clerk()).then(RiskSignalRecorded)
    assert event.red_class is red


def test_a_signal_is_one_of_the_list() -> None:
    command = replace(SIGNAL, signal="S14")
    given(registered()).when(command, by=clerk()).then_refused(CodeUnknown, code="S14")


def test_another_signal_is_described() -> None:
    command = replace(SIGNAL, signal="S99", evidence=None)
    given(registered()).when(command, by=clerk()).then_refused(CodeNeedsText)


def test_it_was_heard_before_it_was_recorded() -> None:
    command = replace(SIGNAL, heard_at=MORNING + timedelta(days=1))
    given(registered()).when(command, by=clerk()).then_refused(ToldFromTheFuture)


def test_a_new_signal_overtakes_a_proposal_to_lower_the_level() -> None:
    case = given(
        registered(),
        assessed(RiskLevel.BLUE),
        raised(RiskLevel.YELLOW),
        downgrade_proposed(RiskLevel.BLUE),
    )
    assert case.when(SIGNAL, by=clerk()).then_state().risk.downgrade is None
