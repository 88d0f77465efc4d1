"""Rows of the staff roster (人员名册): appointments, posts, units and mediators, with their past.

Each event of the organisation names one of the four, so each has a table of its own; a roster of a
day is read from all of them together. Nothing is taken out, so that any past day can be asked for.
"""

from datetime import date, datetime

from domain.codes.staffing import EngagementType
from domain.ids import AppointmentId, PersonId, PostId, UnitId
from domain.organisation.entries import Accreditation, Appointment, Mediator, Pause, Removal
from domain.roles import Role
from domain.values import Value
from projections.kernel import Row


class AppointmentRow(Row, key=("appointment",)):
    """任职: who holds a post from one day to another, and when that rested."""

    appointment: AppointmentId
    person: PersonId
    post: PostId
    engagement: EngagementType
    share: int | None
    from_on: date
    to_on: date | None
    ended_at: datetime | None
    pauses: tuple[Pause, ...]

    def holds(self, at: datetime) -> bool:
        """Whether it works at the moment: in its term, not ended, not suspended."""
        return Appointment(
            person=self.person,
            post=self.post,
            from_on=self.from_on,
            to_on=self.to_on,
            ended_at=self.ended_at,
            pauses=self.pauses,
        ).holds(at)


class PostVersion(Value):
    """岗位沿革: what a post was called and what its holders could do, until a moment."""

    title: str
    roles: tuple[Role, ...]
    until_at: datetime | None
    """Until when it was so; none for what it is now."""


class PostRow(Row, key=("post",)):
    """岗位: a post of a unit, as it is and as it was."""

    post: PostId
    unit: UnitId
    versions: tuple[PostVersion, ...]
    """Oldest first; the last is what it is now."""
    abolished_at: datetime | None

    def version_at(self, at: datetime) -> PostVersion:
        """What it was at the moment."""
        versions = self.versions
        return next(one for one in versions if one.until_at is None or at < one.until_at)


class UnitRow(Row, key=("unit",)):
    """单位: from when to when a unit is there, and whether another goes on with its work."""

    unit: UnitId
    valid_from: date
    valid_to: date | None
    ended_at: datetime | None
    successor: UnitId | None


class MediatorRow(Row, key=("person",)):
    """调解员名册: for which committees somebody mediates, and what keeps them from it."""

    person: PersonId
    accreditations: tuple[Accreditation, ...]
    pauses: tuple[Pause, ...]
    removals: tuple[Removal, ...]

    def in_force(self, at: datetime) -> bool:
        """Whether nothing in the register keeps the person from mediating at the moment."""
        return Mediator(
            accreditations=self.accreditations, pauses=self.pauses, removals=self.removals
        ).in_force(at)
