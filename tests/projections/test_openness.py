"""How much of a unit's figures a reader is shown: all, what is published, nothing. §4.3, §4.5."""

import pytest

from domain.ids import UnitId
from domain.roles import Role
from projections.scope import Openness, Scope, openness
from tests.domain.county import TOWN, VILLAGE, ZHANG

TOWN_AREA, VILLAGE_AREA, ELSEWHERE = "990101101", "990101101201", "990101102"


def shown(*roles: Role, unit: UnitId = VILLAGE, area: str | None = VILLAGE_AREA) -> Openness:
    reader = Scope(person=ZHANG, unit=TOWN, area=TOWN_AREA, roles=frozenset(roles))
    return openness(reader, unit, area)


@pytest.mark.parametrize("role", [Role.CENTRE_DIRECTOR, Role.JUSTICE_BUREAU, Role.SUPERVISOR])
def test_who_oversees_the_area_is_shown_all(role: Role) -> None:
    assert shown(role) is Openness.ALL
    assert shown(role, area=ELSEWHERE) is Openness.NOTHING


@pytest.mark.parametrize("role", [Role.STATISTICIAN, Role.EXTERNAL_OVERSIGHT])
def test_outside_readers_are_shown_what_is_published_of_their_area(role: Role) -> None:
    assert shown(role) is Openness.PUBLISHED
    assert shown(role, area=ELSEWHERE) is Openness.NOTHING
    assert shown(role, area=None) is Openness.NOTHING


def test_a_further_post_does_not_take_away_what_oversight_shows() -> None:
    assert shown(Role.STATISTICIAN, Role.CENTRE_DIRECTOR) is Openness.ALL


def test_a_unit_head_is_shown_the_own_unit_and_no_other() -> None:
    assert shown(Role.UNIT_HEAD, unit=TOWN, area=None) is Openness.ALL
    assert shown(Role.UNIT_HEAD) is Openness.NOTHING


@pytest.mark.parametrize("role", [Role.WINDOW_CLERK, Role.HANDLER, Role.PARTY])
def test_others_are_shown_nothing(role: Role) -> None:
    assert shown(role) is Openness.NOTHING
