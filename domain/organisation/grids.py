"""Grids (网格): what is made public of each grid, and who keeps in touch with which households."""

from typing import Annotated

from msgspec import Meta
from msgspec.structs import replace

from domain.ids import PersonId, UnitId
from domain.kernel import Act, Command, Event, Events, Recorded, day_of
from domain.organisation.entries import Contact, Grid
from domain.organisation.guards import after_the_last, unit_in_charge
from domain.organisation.levels import Level
from domain.organisation.refusals.outreach import (
    ContactTwice,
    GridNotPublished,
    NotAGrid,
    TooManyHouseholds,
)
from domain.organisation.refusals.rosters import NotOfThisUnit
from domain.organisation.state import Organisation, organisation
from domain.roles import Role
from domain.texts import Label, Line
from domain.values import Value

KEEPERS = (Role.CENTRE_DIRECTOR,)
"""Who keeps the register of grids: the director of the centre they stand beneath."""


class HouseholdContact(Value):
    """联户: one cadre, and which households."""

    person: PersonId
    extent: Label
    households: Annotated[int, Meta(ge=1, le=1000)]


class GridPublished(Event, tag="organisation.grid_published"):
    """网格公示: a grid's bounds, its worker and what a grid worker does there, in full."""

    unit: UnitId
    bounds: str
    households: int
    worker: PersonId
    duties: tuple[str, ...]


class HouseholdContactsNamed(Event, tag="organisation.household_contacts_named"):
    """联户安排: who keeps in touch with which households of a grid, in full."""

    unit: UnitId
    contacts: tuple[HouseholdContact, ...]


class PublishGrid(Command):
    """Publish a grid's bounds, worker and duty list. 公示网格"""

    unit: UnitId
    bounds: Line
    households: Annotated[int, Meta(ge=0, le=100_000)]
    worker: PersonId
    duties: Annotated[tuple[Line, ...], Meta(min_length=1, max_length=50)]


class NameHouseholdContacts(Command):
    """Name who keeps in touch with which households of a grid. 安排联户"""

    unit: UnitId
    contacts: Annotated[tuple[HouseholdContact, ...], Meta(max_length=100)]


@organisation.evolves
def grid_published(
    state: Organisation, event: GridPublished, fact: Recorded[GridPublished]
) -> None:
    before = state.grids.get(event.unit)
    published = Grid(
        bounds=event.bounds,
        households=event.households,
        worker=event.worker,
        duties=event.duties,
        contacts=() if before is None else before.contacts,
    )
    state.change_grid(event.unit, fact.occurred_at, published)


@organisation.evolves
def household_contacts_named(
    state: Organisation, event: HouseholdContactsNamed, fact: Recorded[HouseholdContactsNamed]
) -> None:
    contacts = tuple(
        Contact(person=one.person, extent=one.extent, households=one.households)
        for one in event.contacts
    )
    named = replace(state.grids[event.unit], contacts=contacts)
    state.change_grid(event.unit, fact.occurred_at, named)


@organisation.decides(by=KEEPERS)
def publish_grid(state: Organisation, command: PublishGrid, act: Act) -> Events:
    """[F72 arts 6, 10-14]: bounds, worker and duty list are public; the worker serves there."""
    unit = unit_in_charge(state, act, command.unit, KEEPERS)
    if unit.level is not Level.GRID:
        raise NotAGrid(unit=command.unit)
    known = state.grids.get(command.unit)
    after_the_last(None if known is None else known.since, act)
    if Role.GRID_WORKER not in state.roles_in(command.worker, command.unit, act.at):
        raise NotOfThisUnit(person=command.worker, on=day_of(act.at).isoformat())
    yield GridPublished(
        unit=command.unit,
        bounds=command.bounds,
        households=command.households,
        worker=command.worker,
        duties=command.duties,
    )


@organisation.decides(by=KEEPERS)
def name_household_contacts(
    state: Organisation, command: NameHouseholdContacts, act: Act
) -> Events:
    """[seed 000]: twenty to thirty households for one cadre; whoever holds a post may be one."""
    unit_in_charge(state, act, command.unit, KEEPERS)
    if command.unit not in state.grids:
        raise GridNotPublished(unit=command.unit)
    after_the_last(state.grids[command.unit].since, act)
    most = act.book.number("households_most").whole
    seen: set[PersonId] = set()
    for contact in command.contacts:
        if contact.households > most:
            raise TooManyHouseholds(households=contact.households)
        if contact.person in seen:
            raise ContactTwice(person=contact.person)
        seen.add(contact.person)
        if not state.roles_of(contact.person, act.at):
            raise NotOfThisUnit(person=contact.person, on=day_of(act.at).isoformat())
    yield HouseholdContactsNamed(unit=command.unit, contacts=command.contacts)
