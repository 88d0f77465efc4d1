"""Grids: bounds, worker and duty list are public; households have somebody to turn to [F72]."""

from datetime import timedelta
from typing import Any

from msgspec.structs import replace

from domain.organisation.grids import (
    GridPublished,
    HouseholdContact,
    HouseholdContactsNamed,
    NameHouseholdContacts,
    PublishGrid,
)
from domain.organisation.refusals import LaterEntryExists, UnitNotYours
from domain.organisation.refusals.outreach import (
    ContactTwice,
    GridNotPublished,
    NotAGrid,
    TooManyHouseholds,
)
from domain.organisation.refusals.rosters import NotOfThisUnit
from tests.domain.organisation.county import GRID, NEXT_TOWN, QIAN, SUN, VILLAGE, director
from tests.domain.organisation.given import MORNING, fact, given
from tests.domain.organisation.states import (
    WINDOW,
    WORKER_POST,
    appointed,
    county,
    yesterday,
)

STAFF = [
    *county(),
    appointed(QIAN, WORKER_POST),
    appointed(SUN, WINDOW, "appointment_sun"),
]
PUBLISH = PublishGrid(
    unit=GRID, bounds="东至柳溪,西至村道", households=280, worker=QIAN, duties=("走访", "报告隐患")
)
PUBLISHED = fact(
    GridPublished(unit=GRID, bounds="四至", households=280, worker=QIAN, duties=("走访",)),
    at=yesterday(),
)


def contacts(*named: tuple[str, int]) -> NameHouseholdContacts:
    return NameHouseholdContacts(
        unit=GRID,
        contacts=tuple(
            HouseholdContact(person=person, extent="一组", households=households)
            for person, households in named
        ),
    )


def test_a_grid_is_published_with_its_worker() -> None:
    case = given(*STAFF).when(PUBLISH, by=director())
    case.then(GridPublished)
    found = case.then_state().grids[GRID]
    assert (found.worker, found.households, found.duties) == (QIAN, 280, ("走访", "报告隐患"))


def test_publishing_anew_keeps_the_contacts() -> None:
    named: Any = fact(
        HouseholdContactsNamed(
            unit=GRID, contacts=(HouseholdContact(person=SUN, extent="一组", households=25),)
        ),
        at=yesterday(),
    )
    case = given(*STAFF, PUBLISHED, named).when(PUBLISH, by=director())
    assert case.then_state().grids[GRID].contacts[0].person == SUN


def test_only_a_grid_with_its_own_worker_is_published() -> None:
    case = given(*STAFF)
    case.when(replace(PUBLISH, unit=VILLAGE), by=director()).then_refused(NotAGrid)
    case.when(replace(PUBLISH, worker=SUN), by=director()).then_refused(NotOfThisUnit)
    case.when(PUBLISH, by=director(NEXT_TOWN)).then_refused(UnitNotYours)


def test_twenty_to_thirty_households_for_one_cadre() -> None:
    """[seed 000]"""
    case = given(*STAFF, PUBLISHED)
    named = case.when(contacts((QIAN, 30), (SUN, 20)), by=director())
    named.then(HouseholdContactsNamed)
    found = named.then_state().grids[GRID].contacts
    assert [(one.person, one.households) for one in found] == [(QIAN, 30), (SUN, 20)]
    case.when(contacts((QIAN, 31)), by=director()).then_refused(TooManyHouseholds, households=31)


def test_who_kept_in_touch_on_a_past_day_is_not_forgotten() -> None:
    """domain.md §5.5: as of the time, not by what the register says today."""
    named = given(*STAFF, PUBLISHED).when(contacts((SUN, 20)), by=director())
    register = named.then_state()
    before = register.grid_at(GRID, MORNING - timedelta(seconds=1))
    now = register.grid_at(GRID, MORNING)
    assert before is not None
    assert now is not None
    assert (before.contacts, [one.person for one in now.contacts]) == ((), [SUN])
    assert register.grid_at(GRID, yesterday() - timedelta(seconds=1)) is None


def test_a_grid_is_entered_in_the_order_of_time() -> None:
    case = given(*STAFF, replace(PUBLISHED, at=MORNING + timedelta(hours=1)))
    case.when(PUBLISH, by=director()).then_refused(LaterEntryExists)
    case.when(contacts((SUN, 20)), by=director()).then_refused(LaterEntryExists)


def test_contacts_are_staff_named_once_for_a_published_grid() -> None:
    case = given(*STAFF, PUBLISHED)
    case.when(contacts((SUN, 20), (SUN, 20)), by=director()).then_refused(ContactTwice)
    case.when(contacts(("person_x", 20)), by=director()).then_refused(NotOfThisUnit)
    case.when(contacts((SUN, 20)), by=director(NEXT_TOWN)).then_refused(UnitNotYours)
    given(*STAFF).when(contacts((SUN, 20)), by=director()).then_refused(GridNotPublished)
