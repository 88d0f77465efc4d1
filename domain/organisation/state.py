"""What the organisation register knows of units, posts and people, for any day."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TypeVar

from msgspec.structs import replace

from domain.acts import noon_of
from domain.codes.staffing import ShiftOfDay
from domain.ids import ORGANISATION, AppointmentId, PersonId, PostId, ReceptionId, UnitId
from domain.kernel import Aggregate
from domain.organisation.entries import (
    Appointment,
    Committee,
    Duty,
    Grid,
    Listing,
    Mediator,
    Post,
    Reception,
    Roster,
    Unit,
)
from domain.organisation.levels import ANY_DUTY, AreaCode, Level, Residence
from domain.roles import Role

__all__ = [
    "ANY_DUTY",
    "MEDIATING",
    "Appointment",
    "AreaCode",
    "Level",
    "Organisation",
    "Post",
    "Residence",
    "Unit",
    "organisation",
]

MEDIATING = frozenset({Role.MEDIATOR, Role.COMMITTEE_HEAD})
"""Posts whose holders may mediate."""

T = TypeVar("T")
Former = tuple[tuple[datetime, T], ...]
"""What an entry was before, oldest first, each with the moment until which it was so."""


@dataclass
class Organisation:
    """The whole register. Nothing is ever taken out of it, so any past day can be asked for."""

    units: dict[UnitId, Unit] = field(default_factory=dict)
    posts: dict[PostId, Post] = field(default_factory=dict)
    appointments: dict[AppointmentId, Appointment] = field(default_factory=dict)
    rosters: dict[UnitId, Roster] = field(default_factory=dict)
    mediators: dict[PersonId, Mediator] = field(default_factory=dict)
    proposals: dict[PersonId, PersonId] = field(default_factory=dict)
    """Of whom it is proposed that they become or cease to be a mediator, and by whom."""
    committees: dict[UnitId, tuple[Committee, ...]] = field(default_factory=dict)
    """Each unit's committees, the latest term last."""
    grids: dict[UnitId, Grid] = field(default_factory=dict)
    experts: dict[PersonId, tuple[Listing, ...]] = field(default_factory=dict)
    receptions: dict[ReceptionId, Reception] = field(default_factory=dict)
    _by_person: dict[PersonId, tuple[AppointmentId, ...]] = field(default_factory=dict)
    _by_post: dict[PostId, tuple[AppointmentId, ...]] = field(default_factory=dict)
    _former_units: dict[UnitId, Former[Unit]] = field(default_factory=dict)
    _former_posts: dict[PostId, Former[Post]] = field(default_factory=dict)
    _former_grids: dict[UnitId, Former[Grid | None]] = field(default_factory=dict)

    def change_unit(self, unit: UnitId, at: datetime, value: Unit) -> None:
        """Write a unit anew from a moment on, and remember what it was."""
        before = self.units[unit]
        self._former_units[unit] = (*self._former_units.get(unit, ()), (at, before))
        self.units[unit] = replace(value, since=at)

    def change_post(self, post: PostId, at: datetime, value: Post) -> None:
        """Write a post anew from a moment on, and remember what it was."""
        before = self.posts[post]
        self._former_posts[post] = (*self._former_posts.get(post, ()), (at, before))
        self.posts[post] = replace(value, since=at)

    def change_grid(self, unit: UnitId, at: datetime, value: Grid) -> None:
        """Write a grid, for the first time or anew from a moment on, and remember what it was."""
        before = self.grids.get(unit)
        self._former_grids[unit] = (*self._former_grids.get(unit, ()), (at, before))
        self.grids[unit] = replace(value, since=at)

    def appoint(self, appointment: AppointmentId, value: Appointment) -> None:
        """Enter an appointment."""
        self.appointments[appointment] = value
        self._by_person[value.person] = (*self._by_person.get(value.person, ()), appointment)
        self._by_post[value.post] = (*self._by_post.get(value.post, ()), appointment)

    def unit_at(self, unit: UnitId, at: datetime) -> Unit | None:
        """A unit as it was at the moment; None when there is no such unit."""
        found = self.units.get(unit)
        return None if found is None else _as_of(self._former_units.get(unit, ()), found, at)

    def post_at(self, post: PostId, at: datetime) -> Post:
        """A post as it was at the moment."""
        return _as_of(self._former_posts.get(post, ()), self.posts[post], at)

    def history_of_unit(self, unit: UnitId) -> tuple[Unit, ...]:
        """Every version of a unit, oldest first; each says since when."""
        return (*(was for _, was in self._former_units.get(unit, ())), self.units[unit])

    def history_of_post(self, post: PostId) -> tuple[Post, ...]:
        """Every version of a post, oldest first; each says since when."""
        return (*(was for _, was in self._former_posts.get(post, ())), self.posts[post])

    def grid_at(self, unit: UnitId, at: datetime) -> Grid | None:
        """What was public of a grid at the moment; None before it was published."""
        return _as_of(self._former_grids.get(unit, ()), self.grids.get(unit), at)

    def changes_of(self, post: PostId) -> list[datetime]:
        """When it changed what a post brings: rewritten, abolished, or its unit was."""
        found = self.posts[post]
        unit = self.units[found.unit]
        expires = None if unit.valid_to is None else noon_of(unit.valid_to)
        ends = (found.abolished_at, unit.ended_at, expires)
        former = [*self._former_posts.get(post, ()), *self._former_units.get(found.unit, ())]
        return [moment for moment, _ in former] + [one for one in ends if one is not None]

    def appointments_of(self, person: PersonId) -> list[tuple[AppointmentId, Appointment]]:
        """Every appointment a person ever had, oldest first."""
        return [(one, self.appointments[one]) for one in self._by_person.get(person, ())]

    def appointments_to(self, post: PostId) -> list[tuple[AppointmentId, Appointment]]:
        """Every appointment there ever was to a post, oldest first."""
        return [(one, self.appointments[one]) for one in self._by_post.get(post, ())]

    def posts_of(self, person: PersonId, at: datetime) -> list[PostId]:
        """The posts a person holds at the moment, oldest appointment first."""
        return [
            held.post
            for _, held in self.appointments_of(person)
            if held.holds(at) and self._works(held.post, at)
        ]

    def _works(self, post: PostId, at: datetime) -> bool:
        """Whether a post brings anything: neither abolished nor in a unit that was closed.

        The posts of a merged unit go on, so that work in hand is finished under its orders.
        """
        found = self.posts[post]
        if found.abolished_at is not None and at >= found.abolished_at:
            return False
        unit = self.units[found.unit]
        return unit.successor is not None or not unit.is_over(at)

    def holders_of(self, post: PostId, at: datetime) -> Iterator[PersonId]:
        """Who holds a post at the moment."""
        held = [a for _, a in self.appointments_to(post) if a.holds(at)]
        return (a.person for a in held if self._works(a.post, at))

    def on_duty(self, unit: UnitId, on: date, shift: ShiftOfDay | None = None) -> list[PersonId]:
        """Who serves in a unit on a day (in a shift) by its roster.

        Without those absent, and those whose posts there were suspended or ended meanwhile.
        """
        return [
            duty.person
            for duty in self.roster_of(unit, on)
            if duty.absent is None
            and shift in (None, duty.shift)
            and self.roles_in(duty.person, unit, noon_of(on))
        ]

    def roster_of(self, unit: UnitId, on: date) -> tuple[Duty, ...]:
        """A unit's roster of a day, with who came and who did not."""
        found = self.rosters.get(unit)
        return () if found is None else found.days.get(on, ())

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
        return found is not None and found.in_force(at)

    def successor_of(self, unit: UnitId, at: datetime) -> UnitId:
        """The unit that answers for a unit's work at the moment: itself, unless it was merged."""
        found = self.units.get(unit)
        if found is None or found.successor is None or not found.is_over(at):
            return unit
        return self.successor_of(found.successor, at)

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

    def units_beneath(self, unit: UnitId) -> list[UnitId]:
        """The unit and every unit below it on either line, nearest first; none when unknown."""
        beneath: dict[UnitId, list[UnitId]] = {}
        for key, known in self.units.items():
            for above in {known.parent, known.line_parent}:
                if above is not None:
                    beneath.setdefault(above, []).append(key)
        found: list[UnitId] = []
        nearest = [unit] if unit in self.units else []
        while nearest:
            found.extend(nearest)
            below = (one for above in nearest for one in sorted(beneath.get(above, [])))
            nearest = [one for one in dict.fromkeys(below) if one not in found]
        return found

    def roles_in(self, person: PersonId, unit: UnitId, at: datetime) -> frozenset[Role]:
        """The roles of the posts a person holds in a unit at the moment."""
        held = (self.post_at(post, at) for post in self.posts_of(person, at))
        return frozenset().union(*(post.roles for post in held if post.unit == unit))

    def roles_of(self, person: PersonId, at: datetime) -> frozenset[Role]:
        """The roles of all posts a person holds at the moment."""
        held = (self.post_at(post, at) for post in self.posts_of(person, at))
        return frozenset().union(*(post.roles for post in held))

    def holders_in(self, unit: UnitId, role: Role, at: datetime) -> list[PersonId]:
        """Who holds a post with the role in a unit at the moment, each once, sorted."""
        return sorted(
            {
                held.person
                for held in self.appointments.values()
                if held.holds(at)
                and (post := self.post_at(held.post, at)).unit == unit
                and role in post.roles
            }
        )

    def desk_of(self, unit: UnitId, role: Role, at: datetime) -> UnitId:
        """The nearest unit, from this one upwards, with a post for the role, held or vacant.

        The unit itself when there is none.
        """
        desks = {
            post.unit
            for post in (self.post_at(one, at) for one in self.posts)
            if role in post.roles and (post.abolished_at is None or at < post.abolished_at)
        }
        return next((one for one in (unit, *self.superiors_of(unit)) if one in desks), unit)

    def may_mediate(self, person: PersonId, at: datetime) -> bool:
        """Whether a person may mediate at the moment: by a post, and by the mediator register.

        The post is the committee's election or hiring [F01 art 13]; whoever the mediator register
        knows as suspended, removed or out of their term may not, whatever post they hold.
        """
        entry = self.mediators.get(person)
        if entry is not None and not entry.in_force(at):
            return False
        return bool(self.roles_of(person, at) & MEDIATING)

    def committee_of(self, unit: UnitId, on: date) -> Committee | None:
        """The committee whose term covers the day."""
        terms = self.committees.get(unit, ())
        return next(
            (one for one in reversed(terms) if one.elected_on <= on <= one.term_to_on), None
        )

    def experts_on(self, field_code: str, at: datetime) -> list[PersonId]:
        """Who may be asked for advice on a dispute type at the moment, in order of entry."""
        return [
            person
            for person, listings in self.experts.items()
            if any(
                one.in_force(at) and any(field_code.startswith(known) for known in one.fields)
                for one in listings
            )
        ]


def _as_of(former: Former[T], current: T, at: datetime) -> T:
    """The version that was true at the moment."""
    return next((value for until, value in former if at < until), current)


organisation = Aggregate("organisation", Organisation, zh="组织登记", only=ORGANISATION)
