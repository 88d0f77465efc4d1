"""The four tables of the staff roster, each folded from the events that name its rows.

Each fold does what the domain's `evolve` of the same event does (domain/organisation/); a test
holds the two together.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from msgspec.structs import replace

from domain.case import case
from domain.kernel import Recorded
from domain.organisation.appointments import (
    AppointmentReinstated,
    AppointmentSuspended,
    PersonAppointed,
    PersonRelieved,
)
from domain.organisation.entries import Accreditation, Pause, Removal, ended, is_open
from domain.organisation.mediators import (
    MediatorAccredited,
    MediatorReinstated,
    MediatorRemoved,
    MediatorSuspended,
)
from domain.organisation.posts import PostAbolished, PostChanged, PostEstablished
from domain.organisation.units import UnitChanged, UnitClosed, UnitMerged, UnitRegistered
from domain.roles import Role
from projections.kernel import Index, Key, Projection
from projections.staff.rows import AppointmentRow, MediatorRow, PostRow, PostVersion, UnitRow

staff_appointments = Projection(
    "staff_appointments",
    AppointmentRow,
    version=1,
    zh="任职名册",
    indexes=[Index(columns=("post", "appointment")), Index(columns=("person",))],
)
staff_posts = Projection(
    "staff_posts", PostRow, version=1, zh="岗位名册", indexes=[Index(columns=("unit", "post"))]
)
staff_units = Projection("staff_units", UnitRow, version=1, zh="单位名册")
staff_mediators = Projection("staff_mediators", MediatorRow, version=1, zh="调解员名册")
STAFF: tuple[Projection[Any], ...] = (staff_appointments, staff_posts, staff_units, staff_mediators)


def by_appointment(fact: Recorded[Any]) -> Iterable[Key]:
    """The appointment an event is about."""
    return ((fact.event.appointment,),)


def by_post(fact: Recorded[Any]) -> Iterable[Key]:
    """The post an event is about."""
    return ((fact.event.post,),)


def by_unit(fact: Recorded[Any]) -> Iterable[Key]:
    """The unit an event is about."""
    return ((fact.event.unit,),)


def by_person(fact: Recorded[Any]) -> Iterable[Key]:
    """The person an event is about."""
    return ((fact.event.person,),)


@staff_appointments.folds_each(by_appointment)
def appointed(row: None, fact: Recorded[PersonAppointed]) -> AppointmentRow:
    """Somebody holds a post from a day on."""
    event = fact.event
    return AppointmentRow(
        appointment=event.appointment,
        person=event.person,
        post=event.post,
        engagement=event.engagement,
        share=event.share,
        from_on=event.from_on,
        to_on=event.to_on,
        ended_at=None,
        pauses=(),
    )


@staff_appointments.folds_each(by_appointment)
def relieved(row: AppointmentRow, fact: Recorded[PersonRelieved]) -> AppointmentRow:
    """It ended."""
    return replace(row, ended_at=fact.occurred_at)


@staff_appointments.folds_each(by_appointment)
def suspended(row: AppointmentRow, fact: Recorded[AppointmentSuspended]) -> AppointmentRow:
    """It rests."""
    return replace(row, pauses=(*row.pauses, Pause(from_at=fact.occurred_at)))


@staff_appointments.folds_each(by_appointment)
def reinstated(row: AppointmentRow, fact: Recorded[AppointmentReinstated]) -> AppointmentRow:
    """It works again."""
    return replace(row, pauses=ended(row.pauses, fact.occurred_at))


@staff_posts.folds_each(by_post)
def established(row: None, fact: Recorded[PostEstablished]) -> PostRow:
    """A post is there."""
    event = fact.event
    return PostRow(
        post=event.post,
        unit=event.unit,
        versions=(_version(event.title, event.roles),),
        abolished_at=None,
    )


@staff_posts.folds_each(by_post)
def changed(row: PostRow, fact: Recorded[PostChanged]) -> PostRow:
    """It is something else from now on."""
    *before, last = row.versions
    over = replace(last, until_at=fact.occurred_at)
    now = _version(fact.event.title, fact.event.roles)
    return replace(row, versions=(*before, over, now))


@staff_posts.folds_each(by_post)
def abolished(row: PostRow, fact: Recorded[PostAbolished]) -> PostRow:
    """It is no more."""
    return replace(row, abolished_at=fact.occurred_at)


def _version(title: str, roles: Iterable[Role]) -> PostVersion:
    return PostVersion(title=title, roles=tuple(sorted(set(roles))), until_at=None)


@staff_units.folds_each(by_unit)
def registered(row: None, fact: Recorded[UnitRegistered]) -> UnitRow:
    """A unit is there from a day on."""
    event = fact.event
    return UnitRow(
        unit=event.unit,
        valid_from=event.valid_from,
        valid_to=event.valid_to,
        ended_at=None,
        successor=None,
    )


@staff_units.folds_each(by_unit)
def unit_changed(row: UnitRow, fact: Recorded[UnitChanged]) -> UnitRow:
    """Its last day may be another."""
    return replace(row, valid_to=fact.event.valid_to)


@staff_units.folds_each(by_unit)
def closed(row: UnitRow, fact: Recorded[UnitClosed]) -> UnitRow:
    """It is no more."""
    return replace(row, ended_at=fact.occurred_at)


@staff_units.folds_each(by_unit)
def merged(row: UnitRow, fact: Recorded[UnitMerged]) -> UnitRow:
    """Another unit goes on with its work."""
    return replace(row, ended_at=fact.occurred_at, successor=fact.event.into)


@staff_mediators.folds_each(by_person)
def accredited(row: MediatorRow | None, fact: Recorded[MediatorAccredited]) -> MediatorRow:
    """Somebody mediates for a committee from a day on."""
    event = fact.event
    made = Accreditation(
        committee=event.committee,
        footing=event.footing,
        grade=event.grade,
        fields=event.fields,
        court_listed=event.court_listed,
        workload_cap=event.workload_cap,
        from_on=event.from_on,
        to_on=event.to_on,
        from_at=fact.occurred_at,
    )
    if row is None:
        return MediatorRow(person=event.person, accreditations=(made,), pauses=(), removals=())
    return replace(row, accreditations=(*row.accreditations, made))


@staff_mediators.folds_each(by_person)
def mediator_suspended(row: MediatorRow, fact: Recorded[MediatorSuspended]) -> MediatorRow:
    """They may not mediate."""
    return replace(row, pauses=(*row.pauses, Pause(from_at=fact.occurred_at)))


@staff_mediators.folds_each(by_person)
def mediator_reinstated(row: MediatorRow, fact: Recorded[MediatorReinstated]) -> MediatorRow:
    """They may mediate again."""
    return replace(row, pauses=ended(row.pauses, fact.occurred_at))


@staff_mediators.folds_each(by_person)
def removed(row: MediatorRow, fact: Recorded[MediatorRemoved]) -> MediatorRow:
    """They mediate for no committee any more."""
    at = fact.occurred_at
    return replace(
        row,
        accreditations=tuple(_over(one, at) for one in row.accreditations),
        pauses=ended(row.pauses, at) if is_open(row.pauses) else row.pauses,
        removals=(*row.removals, Removal(at=at, ground=fact.event.ground)),
    )


def _over(accreditation: Accreditation, at: datetime) -> Accreditation:
    return accreditation if accreditation.ended_at else replace(accreditation, ended_at=at)


for _table in STAFF:
    _table.ignores(*case.evolutions)
