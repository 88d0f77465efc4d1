"""Twenty to thirty households for each cadre, as of a day. domain.md §5.2 Household contact."""

from datetime import date, timedelta

import pytest

from domain.acts import noon_of
from domain.measures.households import counts
from domain.organisation.entries import Appointment, Contact, Grid, Post, Unit
from domain.organisation.levels import Level
from domain.organisation.state import Organisation
from domain.policy.packaged import packaged
from domain.roles import Role
from tests.domain.county import named

BOOK = packaged().books[-1]
DAY = date(2025, 6, 30)
GRID, NEXT_GRID, VILLAGE, POST = (
    named("unit", "grid"),
    named("unit", "next grid"),
    named("unit", "village"),
    named("post", "cadre"),
)
CADRE, OTHER = named("person", "cadre"), named("person", "other cadre")
BEGUN = date(2025, 1, 1)


def unit(level: Level, valid_to: date | None = None) -> Unit:
    return Unit(
        name="柳溪村第一网格",
        level=level,
        kind="网格",
        area="990101101201",
        parent=None,
        line_parent=None,
        duties=(),
        valid_from=BEGUN,
        valid_to=valid_to,
    )


def register(*people: str) -> Organisation:
    """Cadres of a village with two grids; nobody is named yet."""
    found = Organisation()
    found.units = {one: unit(Level.GRID) for one in (GRID, NEXT_GRID)}
    found.units[VILLAGE] = unit(Level.VILLAGE)
    found.posts[POST] = Post(unit=VILLAGE, title="村干部", roles=frozenset({Role.GRID_WORKER}))
    for nth, person in enumerate(people):
        held = Appointment(person=person, post=POST, from_on=BEGUN)
        found.appoint(named("appointment", str(nth)), held)
    return found


def names(found: Organisation, grid: str, on: date, **households: int) -> None:
    """From noon of a day on, these keep in touch with so many households of the grid."""
    contacts = tuple(
        Contact(person={"cadre": CADRE, "other": OTHER}[who], extent="一组", households=count)
        for who, count in households.items()
    )
    found.change_grid(grid, noon_of(on), Grid(bounds="四至", households=90, contacts=contacts))


def counted(found: Organisation, *units: str, on: date = DAY) -> tuple[int, int]:
    """How many are in touch with enough, of how many who are named."""
    told = counts(found, units or (GRID, NEXT_GRID), on, BOOK)
    return told["CADRES_IN_TOUCH"], told["CADRES_NAMED"]


@pytest.mark.parametrize(("households", "fits"), [(19, 0), (20, 1), (30, 1), (31, 0)])
def test_twenty_to_thirty_are_enough_and_not_too_many(households: int, fits: int) -> None:
    found = register(CADRE)
    names(found, GRID, BEGUN, cadre=households)
    assert counted(found) == (fits, 1)


def test_the_households_of_several_grids_are_added() -> None:
    found = register(CADRE, OTHER)
    names(found, GRID, BEGUN, cadre=12, other=20)
    names(found, NEXT_GRID, BEGUN, cadre=12, other=20)
    assert counted(found) == (1, 2)


def test_a_grid_elsewhere_adds_households_but_names_nobody_here() -> None:
    found = register(CADRE, OTHER)
    names(found, GRID, BEGUN, cadre=12)
    names(found, NEXT_GRID, BEGUN, cadre=12, other=25)
    assert counted(found, GRID) == (1, 1)
    assert counted(found, VILLAGE) == (0, 0)


def test_what_counts_is_who_was_named_on_the_day() -> None:
    found = register(CADRE)
    names(found, GRID, BEGUN, cadre=10)
    names(found, GRID, DAY, cadre=25)
    names(found, GRID, DAY + timedelta(days=1))
    days = (BEGUN - timedelta(days=1), BEGUN, DAY, DAY + timedelta(days=1))
    assert [counted(found, on=day) for day in days] == [(0, 0), (0, 1), (1, 1), (0, 0)]


def test_a_grid_that_is_over_names_nobody() -> None:
    found = register(CADRE)
    names(found, GRID, BEGUN, cadre=25)
    found.units[GRID] = unit(Level.GRID, valid_to=DAY)
    assert counted(found) == (1, 1)
    assert counted(found, on=DAY + timedelta(days=1)) == (0, 0)


def test_who_has_left_keeps_in_touch_with_nobody() -> None:
    found = register()
    names(found, GRID, BEGUN, cadre=25)
    assert counted(found) == (0, 0)
