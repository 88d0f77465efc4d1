"""What the organisation register knows: units, posts and appointments, for any day."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Annotated

from msgspec import Meta

from domain.ids import ORGANISATION, AppointmentId, PersonId, PostId, UnitId
from domain.kernel import SHANGHAI, Aggregate
from domain.roles import Role

AreaCode = Annotated[str, Meta(pattern=r"^[0-9]{12}(-[0-9]{1,6})?$")]
"""区划代码: the 12-digit statistical division code; a grid adds a dash and its number."""


class Level(StrEnum):
    """层级: how high a unit stands, from grid to province."""

    GRID = "grid"
    VILLAGE = "village"
    TOWN = "town"
    COUNTY = "county"
    CITY = "city"
    PROVINCE = "province"

    @property
    def area_digits(self) -> int:
        """How many leading digits of an area code name everything under a unit of this level."""
        return _AREA_DIGITS[self]

    @property
    def rank(self) -> int:
        """0 for the grid, rising upwards."""
        return list(Level).index(self)

    @property
    def zh(self) -> str:
        """The Chinese name people see."""
        return _LEVEL_CHINESE[self]


_AREA_DIGITS = {
    Level.GRID: 19,
    Level.VILLAGE: 12,
    Level.TOWN: 9,
    Level.COUNTY: 6,
    Level.CITY: 4,
    Level.PROVINCE: 2,
}
_LEVEL_CHINESE = {
    Level.GRID: "网格",
    Level.VILLAGE: "村(社区)",
    Level.TOWN: "镇(街道)",
    Level.COUNTY: "县(市、区)",
    Level.CITY: "市",
    Level.PROVINCE: "省",
}


class Residence(StrEnum):
    """入驻方式: how a unit is present at the centre. domain.md §7.5."""

    PERMANENT = "permanent"
    WHOLE_STAFF = "whole_staff"
    ROTATING = "rotating"
    ON_MATTER = "on_matter"
    ON_CALL = "on_call"
    ONLINE_ROTATING = "online_rotating"


ANY_DUTY = "*"
"""In a duty catalogue: competent for everything (a centre's comprehensive window)."""


@dataclass
class Unit:
    """单位: an organ, centre, committee or grid."""

    name: str
    level: Level
    kind: str
    area: str
    parent: UnitId | None
    line_parent: UnitId | None
    duties: tuple[str, ...]
    valid_from: date

    @property
    def area_prefix(self) -> str:
        """The leading part of the area code that names everything beneath this unit."""
        return self.area[: self.level.area_digits]


@dataclass
class Post:
    """岗位: a place in a unit with its roles."""

    unit: UnitId
    title: str
    roles: frozenset[Role]


@dataclass
class Appointment:
    """任职: who holds a post from one day to another (both included)."""

    person: PersonId
    post: PostId
    from_on: date
    to_on: date | None = None
    ended_at: datetime | None = None

    def holds(self, at: datetime) -> bool:
        """Whether the appointment is in force at the moment."""
        on = at.astimezone(SHANGHAI).date()
        if self.ended_at is not None and at >= self.ended_at:
            return False
        return self.from_on <= on and (self.to_on is None or on <= self.to_on)


@dataclass
class Organisation:
    """The whole register. Nothing is ever taken out of it, so any past day can be asked for."""

    units: dict[UnitId, Unit] = field(default_factory=dict)
    posts: dict[PostId, Post] = field(default_factory=dict)
    appointments: dict[AppointmentId, Appointment] = field(default_factory=dict)
    _by_person: dict[PersonId, list[AppointmentId]] = field(default_factory=dict)

    def appoint(self, appointment: AppointmentId, value: Appointment) -> None:
        """Enter an appointment."""
        self.appointments[appointment] = value
        self._by_person.setdefault(value.person, []).append(appointment)

    def posts_of(self, person: PersonId, at: datetime) -> list[PostId]:
        """The posts a person holds at the moment, oldest appointment first."""
        return [
            self.appointments[entry].post
            for entry in self._by_person.get(person, [])
            if self.appointments[entry].holds(at)
        ]

    def holders_of(self, post: PostId, at: datetime) -> Iterator[PersonId]:
        """Who holds a post at the moment."""
        return (a.person for a in self.appointments.values() if a.post == post and a.holds(at))

    def people(self) -> set[PersonId]:
        """Everyone who was ever appointed."""
        return set(self._by_person)

    def area_of(self, unit: UnitId) -> str | None:
        """The area prefix of a unit, or None when there is no such unit."""
        found = self.units.get(unit)
        return None if found is None else found.area_prefix

    def is_active(self, unit: UnitId, at: datetime) -> bool:
        """Whether a unit is in force at the moment."""
        found = self.units.get(unit)
        return found is not None and found.valid_from <= at.astimezone(SHANGHAI).date()

    def is_competent(self, unit: UnitId, matter: str, dispute: str | None) -> bool:
        """Whether the unit's duty catalogue names the matter class or the dispute type's code."""
        found = self.units.get(unit)
        if found is None:
            return False
        return any(
            duty in (ANY_DUTY, matter) or (dispute is not None and dispute.startswith(duty))
            for duty in found.duties
        )

    def rank_of(self, unit: UnitId) -> int:
        """How high a unit stands (`Level.rank`), -1 when there is no such unit."""
        found = self.units.get(unit)
        return -1 if found is None else found.level.rank

    def superiors_of(self, unit: UnitId) -> list[UnitId]:
        """The units above it on either line, nearest first, without itself."""
        found: list[UnitId] = []
        nearest = [unit]
        while nearest:
            known = [self.units[one] for one in nearest if one in self.units]
            above = [up for one in known for up in (one.parent, one.line_parent) if up is not None]
            nearest = [up for up in dict.fromkeys(above) if up not in found and up != unit]
            found.extend(nearest)
        return found

    def roles_in(self, person: PersonId, unit: UnitId, at: datetime) -> frozenset[Role]:
        """The roles of the posts a person holds in a unit at the moment."""
        held = (self.posts[post] for post in self.posts_of(person, at))
        return frozenset().union(*(post.roles for post in held if post.unit == unit))

    def holders_in(self, unit: UnitId, role: Role, at: datetime) -> list[PersonId]:
        """Who holds a post with the role in a unit at the moment, each once, sorted."""
        return sorted(
            {
                held.person
                for held in self.appointments.values()
                if held.holds(at)
                and (post := self.posts[held.post]).unit == unit
                and role in post.roles
            }
        )

    def may_mediate(self, person: PersonId, at: datetime) -> bool:
        """Whether a person holds a mediator's or committee head's post at the moment."""
        held = (self.posts[post] for post in self.posts_of(person, at))
        return any(post.roles & MEDIATING for post in held)


MEDIATING = frozenset({Role.MEDIATOR, Role.COMMITTEE_HEAD})
"""Posts whose holders may mediate."""

organisation = Aggregate("organisation", Organisation, zh="组织登记", only=ORGANISATION)
