"""Units (单位): what the centres consist of, in both lines, from the first day to the last."""

from collections.abc import Collection
from datetime import date
from typing import Annotated

from msgspec import Meta
from msgspec.structs import replace

from domain.codes.disputes import DISPUTES
from domain.codes.matters import MatterClass
from domain.ids import UnitId
from domain.kernel import Act, Command, Confidential, Event, Events, Recorded
from domain.organisation.entries import ExternalId, Unit
from domain.organisation.guards import after_the_last, term_in_order, unit_in_force
from domain.organisation.levels import ANY_DUTY, AreaCode, Level, Residence
from domain.organisation.refusals import (
    AreaMismatch,
    DutyUnknown,
    UnitAboveItself,
    UnitStillAbove,
    UnitStillStaffed,
)
from domain.organisation.state import Organisation, organisation
from domain.roles import Role
from domain.texts import Label, Line

Duties = Annotated[tuple[Label, ...], Meta(max_length=200)]
"""职责清单: dispute-type codes, matter classes, or `*` for everything."""

Names = Annotated[tuple[Label, ...], Meta(max_length=50)]
"""Windows, rooms or numbers of a unit."""


class UnitRegistered(Event, tag="organisation.unit_registered"):
    """单位登记: a unit exists from a day on."""

    unit: UnitId
    name: str
    level: Level
    kind: str
    area: AreaCode
    parent: UnitId | None
    line_parent: UnitId | None
    residence: Residence | None
    duties: tuple[str, ...]
    valid_from: date
    valid_to: date | None = None


class UnitChanged(Event, tag="organisation.unit_changed"):
    """单位变更: what a unit is from now on, stated in full."""

    unit: UnitId
    name: str
    kind: str
    area: AreaCode
    parent: UnitId | None
    line_parent: UnitId | None
    residence: Residence | None
    duties: tuple[str, ...]
    valid_to: date | None
    reason: Confidential


class UnitEquipped(Event, tag="organisation.unit_equipped"):
    """单位设施登记: a unit's windows, rooms, numbers and names in other systems, in full."""

    unit: UnitId
    windows: tuple[str, ...]
    rooms: tuple[str, ...]
    hotlines: tuple[str, ...]
    external_ids: tuple[ExternalId, ...]


class UnitClosed(Event, tag="organisation.unit_closed"):
    """单位撤销: a unit without people ceased to exist."""

    unit: UnitId
    reason: Confidential


class UnitMerged(Event, tag="organisation.unit_merged"):
    """单位合并: another unit took over its duties and answers for its work."""

    unit: UnitId
    into: UnitId
    reason: Confidential


class RegisterUnit(Command):
    """Register a unit, with its place in both lines and its duty catalogue. 登记单位"""

    name: Label
    level: Level
    kind: Label
    area: AreaCode
    valid_from: date
    parent: UnitId | None = None
    line_parent: UnitId | None = None
    residence: Residence | None = None
    duties: Duties = ()
    valid_to: date | None = None


class ChangeUnit(Command):
    """State in full what a unit is from now on. 变更单位"""

    unit: UnitId
    name: Label
    kind: Label
    area: AreaCode
    reason: Line
    parent: UnitId | None = None
    line_parent: UnitId | None = None
    residence: Residence | None = None
    duties: Duties = ()
    valid_to: date | None = None


class EquipUnit(Command):
    """State in full a unit's windows, rooms, hotlines and names elsewhere. 登记单位设施"""

    unit: UnitId
    windows: Names = ()
    rooms: Names = ()
    hotlines: Names = ()
    external_ids: Annotated[tuple[ExternalId, ...], Meta(max_length=20)] = ()


class CloseUnit(Command):
    """Close a unit in which nobody serves and beneath which nothing stands. 撤销单位"""

    unit: UnitId
    reason: Line


class MergeUnit(Command):
    """Merge a unit into another, which takes over its duties. 合并单位"""

    unit: UnitId
    into: UnitId
    reason: Line


@organisation.evolves
def unit_registered(
    state: Organisation, event: UnitRegistered, fact: Recorded[UnitRegistered]
) -> None:
    state.units[event.unit] = Unit(
        name=event.name,
        level=event.level,
        kind=event.kind,
        area=event.area,
        parent=event.parent,
        line_parent=event.line_parent,
        duties=event.duties,
        valid_from=event.valid_from,
        valid_to=event.valid_to,
        residence=event.residence,
        since=fact.occurred_at,
    )


@organisation.evolves
def unit_changed(state: Organisation, event: UnitChanged, fact: Recorded[UnitChanged]) -> None:
    changed = replace(
        state.units[event.unit],
        name=event.name,
        kind=event.kind,
        area=event.area,
        parent=event.parent,
        line_parent=event.line_parent,
        residence=event.residence,
        duties=event.duties,
        valid_to=event.valid_to,
    )
    state.change_unit(event.unit, fact.occurred_at, changed)


@organisation.evolves
def unit_equipped(state: Organisation, event: UnitEquipped, fact: Recorded[UnitEquipped]) -> None:
    equipped = replace(
        state.units[event.unit],
        windows=event.windows,
        rooms=event.rooms,
        hotlines=event.hotlines,
        external_ids=event.external_ids,
    )
    state.change_unit(event.unit, fact.occurred_at, equipped)


@organisation.evolves
def unit_closed(state: Organisation, event: UnitClosed, fact: Recorded[UnitClosed]) -> None:
    closed = replace(state.units[event.unit], ended_at=fact.occurred_at)
    state.change_unit(event.unit, fact.occurred_at, closed)


@organisation.evolves
def unit_merged(state: Organisation, event: UnitMerged, fact: Recorded[UnitMerged]) -> None:
    at, gone, successor = fact.occurred_at, state.units[event.unit], state.units[event.into]
    duties = tuple(dict.fromkeys((*successor.duties, *gone.duties)))
    state.change_unit(event.unit, at, replace(gone, ended_at=at, successor=event.into))
    state.change_unit(event.into, at, replace(successor, duties=duties))
    for key, unit in list(state.units.items()):
        if event.unit in (unit.parent, unit.line_parent):
            moved = replace(
                unit,
                parent=event.into if unit.parent == event.unit else unit.parent,
                line_parent=event.into if unit.line_parent == event.unit else unit.line_parent,
            )
            state.change_unit(key, at, moved)


@organisation.decides(by=[Role.SYSTEM_ADMINISTRATOR])
def register_unit(state: Organisation, command: RegisterUnit, act: Act) -> Events:
    """Both lines lead to units in force, and a unit lies inside its parent's area (块)."""
    _fits(state, command, act)
    term_in_order(command.valid_from, command.valid_to)
    yield UnitRegistered(
        unit=act.new_id("unit"),
        name=command.name,
        level=command.level,
        kind=command.kind,
        area=command.area,
        parent=command.parent,
        line_parent=command.line_parent,
        residence=command.residence,
        duties=command.duties,
        valid_from=command.valid_from,
        valid_to=command.valid_to,
    )


@organisation.decides(by=[Role.SYSTEM_ADMINISTRATOR])
def change_unit(state: Organisation, command: ChangeUnit, act: Act) -> Events:
    """The same rules as at first; neither line leads back to the unit, what is beneath stays in."""
    found = unit_in_force(state, command.unit, act.at)
    after_the_last(found.since, act)
    _fits(state, command, act)
    term_in_order(found.valid_from, command.valid_to)
    for above in (command.parent, command.line_parent):
        if above is not None and command.unit in (above, *state.superiors_of(above)):
            raise UnitAboveItself(unit=command.unit)
    prefix = command.area[: found.level.area_digits]
    for _, unit in _beneath(state, command.unit, act):
        if unit.parent == command.unit and not unit.area.startswith(prefix):
            raise AreaMismatch(area=unit.area, parent_area=prefix)
    yield UnitChanged(
        unit=command.unit,
        name=command.name,
        kind=command.kind,
        area=command.area,
        parent=command.parent,
        line_parent=command.line_parent,
        residence=command.residence,
        duties=command.duties,
        valid_to=command.valid_to,
        reason=command.reason,
    )


@organisation.decides(by=[Role.SYSTEM_ADMINISTRATOR])
def equip_unit(state: Organisation, command: EquipUnit, act: Act) -> Events:
    """domain.md §4.1: windows, rooms, hotlines and the names other systems know the unit by."""
    found = unit_in_force(state, command.unit, act.at)
    after_the_last(found.since, act)
    yield UnitEquipped(
        unit=command.unit,
        windows=command.windows,
        rooms=command.rooms,
        hotlines=command.hotlines,
        external_ids=command.external_ids,
    )


@organisation.decides(by=[Role.SYSTEM_ADMINISTRATOR])
def close_unit(state: Organisation, command: CloseUnit, act: Act) -> Events:
    """[design]: duties never fall to nobody; a unit with people or units beneath it is merged."""
    found = unit_in_force(state, command.unit, act.at)
    after_the_last(found.since, act)
    if _beneath(state, command.unit, act):
        raise UnitStillAbove(unit=command.unit)
    posts = [key for key, post in state.posts.items() if post.unit == command.unit]
    if any(held.to_come(act.at) for post in posts for _, held in state.appointments_to(post)):
        raise UnitStillStaffed(unit=command.unit)
    yield UnitClosed(unit=command.unit, reason=command.reason)


@organisation.decides(by=[Role.SYSTEM_ADMINISTRATOR])
def merge_unit(state: Organisation, command: MergeUnit, act: Act) -> Events:
    """domain.md §2.6 [F02 art 24]: duties move, terms run on, the successor answers.

    The posts of the merged unit stay filled, so that work in hand goes on under the orders it has.
    """
    gone = unit_in_force(state, command.unit, act.at)
    successor = unit_in_force(state, command.into, act.at)
    beneath = _beneath(state, command.unit, act)
    for since in (gone.since, successor.since, *(unit.since for _, unit in beneath)):
        after_the_last(since, act)
    if command.unit in (command.into, *state.superiors_of(command.into)):
        raise UnitAboveItself(unit=command.unit)
    for _, unit in beneath:
        if unit.parent == command.unit and not unit.area.startswith(successor.area_prefix):
            raise AreaMismatch(area=unit.area, parent_area=successor.area_prefix)
    yield UnitMerged(unit=command.unit, into=command.into, reason=command.reason)


def _fits(state: Organisation, command: RegisterUnit | ChangeUnit, act: Act) -> None:
    """What a unit is said to be fits the register and the code lists."""
    for above in (command.parent, command.line_parent):
        if above is not None:
            unit_in_force(state, above, act.at)
    if command.parent is not None:
        parent = state.units[command.parent]
        if not command.area.startswith(parent.area_prefix):
            raise AreaMismatch(area=command.area, parent_area=parent.area_prefix)
    _known_duties(command.duties)


def _known_duties(duties: Collection[str]) -> None:
    """Raises `DutyUnknown`. A duty may be a kind of dispute with everything beneath it."""
    for duty in duties:
        if duty != ANY_DUTY and duty not in DISPUTES and duty not in set(MatterClass):
            raise DutyUnknown(duty=duty)


def _beneath(state: Organisation, unit: UnitId, act: Act) -> list[tuple[UnitId, Unit]]:
    """The units in force that stand directly beneath a unit, in either line."""
    return [
        (key, one)
        for key, one in state.units.items()
        if unit in (one.parent, one.line_parent) and not one.is_over(act.at)
    ]
