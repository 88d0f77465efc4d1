"""Reception days (领导接访): published ahead, and entered once they were held."""

from datetime import date
from typing import Annotated

from msgspec import Meta
from msgspec.structs import replace

from domain.acts import noon_of
from domain.codes.staffing import ReceptionMode
from domain.ids import PersonId, ReceptionId, UnitId
from domain.kernel import Act, Command, Event, Events, Recorded, day_of
from domain.organisation.entries import Reception
from domain.organisation.guards import unit_in_charge
from domain.organisation.refusals.mediators import NotYetOver
from domain.organisation.refusals.outreach import (
    NotALeader,
    PublishedTooLate,
    ReceptionHeldAlready,
    ReceptionTwice,
    ReceptionUnknown,
)
from domain.organisation.state import Organisation, organisation
from domain.roles import Role

ARRANGERS = (Role.CENTRE_DIRECTOR, Role.POLITICAL_LEGAL_COMMITTEE)

Number = Annotated[int, Meta(ge=0, le=10_000)]


class ReceptionDayPublished(Event, tag="organisation.reception_day_published"):
    """接访日公示: it is public who receives where, on which day, and how."""

    reception: ReceptionId
    unit: UnitId
    leader: PersonId
    on: date
    mode: ReceptionMode


class ReceptionHeld(Event, tag="organisation.reception_held"):
    """接访登记: the leader received; how many came, and how many matters they brought."""

    reception: ReceptionId
    visitors: int
    matters: int


class PublishReceptionDay(Command):
    """Publish that a leader receives on a day ahead. 公示接访日"""

    unit: UnitId
    leader: PersonId
    on: date
    mode: ReceptionMode


class HoldReception(Command):
    """Enter that a reception was held; each matter is registered by itself. 登记接访"""

    reception: ReceptionId
    visitors: Number
    matters: Number


@organisation.evolves
def reception_day_published(
    state: Organisation, event: ReceptionDayPublished, fact: Recorded[ReceptionDayPublished]
) -> None:
    state.receptions[event.reception] = Reception(
        unit=event.unit,
        leader=event.leader,
        on=event.on,
        mode=event.mode,
        published_at=fact.occurred_at,
    )


@organisation.evolves
def reception_held(
    state: Organisation, event: ReceptionHeld, fact: Recorded[ReceptionHeld]
) -> None:
    state.receptions[event.reception] = replace(
        state.receptions[event.reception],
        held_at=fact.occurred_at,
        visitors=event.visitors,
        matters=event.matters,
    )


@organisation.decides(by=ARRANGERS)
def publish_reception_day(state: Organisation, command: PublishReceptionDay, act: Act) -> Events:
    """[seed 002, seed 003]: before the day, by somebody who holds a leader's post on it."""
    unit_in_charge(state, act, command.unit, ARRANGERS)
    on = command.on.isoformat()
    if command.on <= day_of(act.at):
        raise PublishedTooLate(on=on)
    if Role.LEADER not in state.roles_of(command.leader, noon_of(command.on)):
        raise NotALeader(person=command.leader, on=on)
    wanted = (command.unit, command.leader, command.on)
    if any((one.unit, one.leader, one.on) == wanted for one in state.receptions.values()):
        raise ReceptionTwice
    yield ReceptionDayPublished(
        reception=act.new_id("reception"),
        unit=command.unit,
        leader=command.leader,
        on=command.on,
        mode=command.mode,
    )


@organisation.decides(by=ARRANGERS)
def hold_reception(state: Organisation, command: HoldReception, act: Act) -> Events:
    """[seed 003] daily reception, [F70]: on its day or later, once."""
    found = state.receptions.get(command.reception)
    if found is None:
        raise ReceptionUnknown(reception=command.reception)
    unit_in_charge(state, act, found.unit, ARRANGERS)
    if found.on > day_of(act.at):
        raise NotYetOver(on=found.on.isoformat())
    if found.held_at is not None:
        raise ReceptionHeldAlready
    yield ReceptionHeld(
        reception=command.reception, visitors=command.visitors, matters=command.matters
    )
