"""Units and posts (单位与岗位): what the centres consist of."""

from datetime import date
from typing import Annotated

from msgspec import Meta

from domain.ids import PostId, UnitId
from domain.kernel import Act, Command, Event, Events, Recorded
from domain.organisation.refusals import AreaMismatch, UnitUnknown
from domain.organisation.state import (
    AreaCode,
    Level,
    Organisation,
    Post,
    Residence,
    Unit,
    organisation,
)
from domain.roles import Role
from domain.texts import Label

Duties = Annotated[tuple[Label, ...], Meta(max_length=200)]
"""职责清单: dispute-type codes, matter classes, or `*` for everything."""


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


class PostEstablished(Event, tag="organisation.post_established"):
    """岗位设立: a post with its roles exists in a unit."""

    post: PostId
    unit: UnitId
    title: str
    roles: tuple[Role, ...]


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


class EstablishPost(Command):
    """Establish a post in a unit. 设立岗位"""

    unit: UnitId
    title: Label
    roles: Annotated[tuple[Role, ...], Meta(min_length=1, max_length=10)]


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
    )


@organisation.evolves
def post_established(
    state: Organisation, event: PostEstablished, fact: Recorded[PostEstablished]
) -> None:
    state.posts[event.post] = Post(unit=event.unit, title=event.title, roles=frozenset(event.roles))


@organisation.decides(by=[Role.SYSTEM_ADMINISTRATOR])
def register_unit(state: Organisation, command: RegisterUnit, act: Act) -> Events:
    """Both lines lead to registered units, and a unit lies inside its parent's area (块)."""
    for above in (command.parent, command.line_parent):
        if above is not None and above not in state.units:
            raise UnitUnknown(unit=above)
    if command.parent is not None:
        parent = state.units[command.parent]
        if not command.area.startswith(parent.area_prefix):
            raise AreaMismatch(area=command.area, parent_area=parent.area_prefix)
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
    )


@organisation.decides(by=[Role.SYSTEM_ADMINISTRATOR])
def establish_post(state: Organisation, command: EstablishPost, act: Act) -> Events:
    """A post belongs to a registered unit and has at least one role."""
    if command.unit not in state.units:
        raise UnitUnknown(unit=command.unit)
    yield PostEstablished(
        post=act.new_id("post"),
        unit=command.unit,
        title=command.title,
        roles=tuple(dict.fromkeys(command.roles)),
    )
