"""A merged unit's duties move, its work goes on, its successor answers (domain.md §2.6)."""

from typing import Any

import pytest

from domain.organisation.posts import EstablishPost
from domain.organisation.refusals import (
    AreaMismatch,
    LaterEntryExists,
    UnitAboveItself,
    UnitNotInForce,
    UnitUnknown,
)
from domain.organisation.units import MergeUnit, UnitMerged
from domain.roles import Role
from tests.domain.organisation.county import (
    ABROAD,
    BUREAU,
    CENTRE,
    NEXT_TOWN,
    NOWHERE,
    QIAN,
    TOWN,
    VILLAGE,
    administrator,
)
from tests.domain.organisation.given import MORNING, fact, given
from tests.domain.organisation.states import appointed, county, yesterday

MERGED = fact(UnitMerged(unit=NEXT_TOWN, into=TOWN, reason="撤并"), at=yesterday())


def merge(unit: str = NEXT_TOWN, into: str = TOWN) -> MergeUnit:
    return MergeUnit(unit=unit, into=into, reason="撤并")


def test_the_successor_answers_and_has_the_duties() -> None:
    case = given(*county()).when(merge(), by=administrator())
    case.then(UnitMerged)
    state = case.then_state()
    assert state.successor_of(NEXT_TOWN, MORNING) == TOWN
    assert state.successor_of(NEXT_TOWN, yesterday()) == NEXT_TOWN
    assert state.successor_of(TOWN, MORNING) == TOWN
    assert state.units[TOWN].duties == ("09", "01")
    assert not state.is_active(NEXT_TOWN, MORNING)
    assert state.is_active(NEXT_TOWN, yesterday())


def test_a_successor_may_be_merged_in_turn() -> None:
    case = given(*county(), MERGED).when(merge(BUREAU, CENTRE), by=administrator())
    assert case.then_state().units[VILLAGE].line_parent == CENTRE
    again = [MERGED, fact(UnitMerged(unit=TOWN, into=CENTRE, reason="撤并"), at=MORNING)]
    assert given(*county(), *again).state.successor_of(NEXT_TOWN, MORNING) == CENTRE


def test_what_stood_beneath_stands_beneath_the_successor() -> None:
    state = given(*county()).when(merge(TOWN, CENTRE), by=administrator()).then_state()
    assert state.units[VILLAGE].parent == CENTRE
    assert state.superiors_of(VILLAGE) == [CENTRE, BUREAU]


def test_people_of_a_merged_unit_finish_their_work() -> None:
    """Terms run on: posts stay filled, so orders in hand have somebody to answer for them."""
    merged = fact(UnitMerged(unit=TOWN, into=CENTRE, reason="撤并"), at=yesterday())
    state = given(*county(), appointed(), merged).state
    assert state.roles_in(QIAN, TOWN, MORNING) == {Role.WINDOW_CLERK}


def test_a_merged_unit_takes_nothing_new() -> None:
    post = EstablishPost(unit=NEXT_TOWN, title="窗口", roles=(Role.WINDOW_CLERK,))
    given(*county(), MERGED).when(post, by=administrator()).then_refused(UnitNotInForce)


@pytest.mark.parametrize(
    ("command", "refusal"),
    [
        (merge(NOWHERE), UnitUnknown),
        (merge(into=NOWHERE), UnitUnknown),
        (merge(into=NEXT_TOWN), UnitAboveItself),
        (merge(TOWN, VILLAGE), UnitAboveItself),
        (merge(TOWN, ABROAD), AreaMismatch),
    ],
)
def test_a_unit_is_merged_into_one_that_can_answer(command: Any, refusal: type) -> None:
    given(*county()).when(command, by=administrator()).then_refused(refusal)


def test_a_unit_is_merged_once_and_in_order() -> None:
    given(*county(), MERGED).when(merge(), by=administrator()).then_refused(UnitNotInForce)
    given(*county(), MERGED).when(
        merge(BUREAU, TOWN), by=administrator(), at=yesterday(2)
    ).then_refused(LaterEntryExists)
