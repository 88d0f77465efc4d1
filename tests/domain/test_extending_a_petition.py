"""延期: once, before the term ends, thirty days at most, reason told (F02 art 34; §2.6 延期)."""

from datetime import UTC, datetime

import pytest
from msgspec.structs import replace

from domain.case import Case
from domain.case.petition_handling import ExtendHandling, HandlingExtended
from domain.case.refusals.petition import (
    ExtendedAlready,
    ExtensionTooLong,
    HandlingIsOver,
    HandlingTermOver,
    LedElsewhere,
    NotAPetition,
    NotTheAnsweringUnit,
)
from domain.case.regions.petition import PetitionStage
from domain.codes.matters import MatterClass
from domain.codes.petitions import Article31
from domain.kernel import SHANGHAI
from domain.refusals import RoleMayNot
from tests.domain.county import CASE, COUNTY
from tests.domain.given import MORNING, fact, given
from tests.domain.states_petition import drafter, opinion, taken_up, unit_head

EXTEND = ExtendHandling(case=CASE, days=30, reason="情况复杂,需专业鉴定。", told_at=MORNING)

LAST_MINUTE = datetime(2025, 5, 26, 23, 59, tzinfo=SHANGHAI).astimezone(UTC)
"""Accepted on 25 March 2025: sixty days end on Saturday 24 May, moved to Monday 26 May."""


def test_the_unit_head_allows_more_days() -> None:
    case = given(*taken_up()).when(EXTEND, by=unit_head())
    case.then(HandlingExtended(days=30, reason=EXTEND.reason, told_at=MORNING))
    state = case.then_state()
    assert state.petition.extended
    assert state.hands.handlers == {unit_head().person}
    assert state.petition.stage is PetitionStage.HANDLING


def test_once() -> None:
    extended = HandlingExtended(days=10, reason="情况复杂", told_at=MORNING)
    case = given(*taken_up(), fact(extended, by=unit_head()))
    case.when(EXTEND, by=unit_head()).then_refused(ExtendedAlready)


@pytest.mark.parametrize("days", [31, 60])
def test_thirty_days_at_most(days: int) -> None:
    command = replace(EXTEND, days=days)
    given(*taken_up()).when(command, by=unit_head()).then_refused(ExtensionTooLong, most=30)


def test_before_the_term_ends() -> None:
    """domain.md §2.7 invariant 12."""
    case = given(*taken_up())
    case.when(EXTEND, by=unit_head(), at=LAST_MINUTE).then(HandlingExtended)
    next_day = LAST_MINUTE.replace(minute=59, hour=16)
    late = case.when(EXTEND, by=unit_head(), at=next_day)
    late.then_refused(HandlingTermOver, due_on="2025-05-26")


def test_only_while_it_is_handled() -> None:
    given(*taken_up(), opinion()).when(EXTEND, by=unit_head()).then_refused(HandlingIsOver)

    def led(state: Case) -> None:
        state.petition.route = Article31.JUDICIAL

    given(*taken_up()).where(led).when(EXTEND, by=unit_head()).then_refused(LedElsewhere)


def test_only_of_demands_and_by_the_units_own_head() -> None:
    advice = given(*taken_up(matter_class=MatterClass.PETITION_ADVICE))
    advice.when(EXTEND, by=unit_head()).then_refused(NotAPetition)
    case = given(*taken_up()).where(lambda state: state.units.add(COUNTY))
    case.when(EXTEND, by=drafter()).then_refused(RoleMayNot)
    case.when(EXTEND, by=unit_head(COUNTY)).then_refused(NotTheAnsweringUnit)
