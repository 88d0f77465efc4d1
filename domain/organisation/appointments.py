"""Appointments (任职): who holds which post from one day to another, and when it rests or ends.

An appointment that was suspended or has ended stops working at that moment, whatever a token says:
every request reads the register anew (infra/authority.py).
"""

from datetime import date
from typing import Annotated

from msgspec import Meta
from msgspec.structs import replace

from domain.codes.staffing import EngagementType
from domain.ids import AppointmentId, PersonId, PostId
from domain.kernel import Act, Command, Confidential, Event, Events, Recorded
from domain.organisation.entries import Appointment, Pause, ended, is_open
from domain.organisation.guards import after_the_last, natural_person, term_in_order, unit_in_force
from domain.organisation.posts import apart_from_other_posts, post_in_force
from domain.organisation.refusals import (
    AlreadyHoldsPost,
    AppointmentEnded,
    AppointmentIsSuspended,
    AppointmentNotSuspended,
    AppointmentUnknown,
    SharesExceedWhole,
)
from domain.organisation.state import Organisation, organisation
from domain.roles import Role
from domain.texts import Line

__all__ = [
    "AppointPerson",
    "AppointmentReinstated",
    "AppointmentSuspended",
    "EngagementType",
    "PersonAppointed",
    "PersonRelieved",
    "ReinstateAppointment",
    "RelievePerson",
    "SuspendAppointment",
]

Percent = Annotated[int, Meta(ge=1, le=100)]


class PersonAppointed(Event, tag="organisation.person_appointed"):
    """任职: a person holds a post from a day on."""

    appointment: AppointmentId
    person: PersonId
    post: PostId
    engagement: EngagementType
    from_on: date
    to_on: date | None
    share: int | None = None


class PersonRelieved(Event, tag="organisation.person_relieved"):
    """免职: an appointment ends at the moment the event names."""

    appointment: AppointmentId
    reason: Confidential


class AppointmentSuspended(Event, tag="organisation.appointment_suspended"):
    """停职: an appointment rests; it brings nothing until it is reinstated."""

    appointment: AppointmentId
    reason: Confidential


class AppointmentReinstated(Event, tag="organisation.appointment_reinstated"):
    """复职: a suspended appointment works again."""

    appointment: AppointmentId
    reason: Confidential


class AppointPerson(Command):
    """Appoint a registered person to a post. 任职"""

    person: PersonId
    post: PostId
    engagement: EngagementType
    from_on: date
    to_on: date | None = None
    share: Percent | None = None


class RelievePerson(Command):
    """End an appointment; it stops working at that moment. 免职"""

    appointment: AppointmentId
    reason: Line


class SuspendAppointment(Command):
    """Suspend an appointment; it stops working at that moment. 停职"""

    appointment: AppointmentId
    reason: Line


class ReinstateAppointment(Command):
    """Reinstate a suspended appointment. 复职"""

    appointment: AppointmentId
    reason: Line


@organisation.evolves
def person_appointed(
    state: Organisation, event: PersonAppointed, fact: Recorded[PersonAppointed]
) -> None:
    state.appoint(
        event.appointment,
        Appointment(
            person=event.person,
            post=event.post,
            from_on=event.from_on,
            to_on=event.to_on,
            engagement=event.engagement,
            share=event.share,
            since=fact.occurred_at,
        ),
    )


@organisation.evolves
def person_relieved(
    state: Organisation, event: PersonRelieved, fact: Recorded[PersonRelieved]
) -> None:
    at, held = fact.occurred_at, state.appointments[event.appointment]
    state.appointments[event.appointment] = replace(held, ended_at=at, since=at)


@organisation.evolves
def appointment_suspended(
    state: Organisation, event: AppointmentSuspended, fact: Recorded[AppointmentSuspended]
) -> None:
    at, held = fact.occurred_at, state.appointments[event.appointment]
    pauses = (*held.pauses, Pause(from_at=at))
    state.appointments[event.appointment] = replace(held, pauses=pauses, since=at)


@organisation.evolves
def appointment_reinstated(
    state: Organisation, event: AppointmentReinstated, fact: Recorded[AppointmentReinstated]
) -> None:
    at, held = fact.occurred_at, state.appointments[event.appointment]
    state.appointments[event.appointment] = replace(held, pauses=ended(held.pauses, at), since=at)


def _the_person(state: Organisation, command: AppointPerson) -> list[str]:
    return [command.person]


@organisation.decides(by=[Role.SYSTEM_ADMINISTRATOR], needs=_the_person)
def appoint_person(state: Organisation, command: AppointPerson, act: Act) -> Events:
    """A natural person, a post in force, a term in order, no second time in one post.

    Several posts may be held together (兼任): their shares do not exceed the whole, and duties that
    must be separate do not meet in one person (SoD-8, SoD-12).
    """
    post = post_in_force(state, command.post)
    if state.units[post.unit].successor is None:
        unit_in_force(state, post.unit, act.at)
    natural_person(act, command.person)
    term_in_order(command.from_on, command.to_on)
    kept = [
        held
        for _, held in state.appointments_of(command.person)
        if held.overlaps(command.from_on, command.to_on)
    ]
    if any(held.post == command.post for held in kept):
        raise AlreadyHoldsPost
    apart_from_other_posts(state, command.person, post.roles, act, but=command.post)
    total = sum(held.share or 0 for held in kept) + (command.share or 0)
    if total > 100:
        raise SharesExceedWhole(total=total)
    yield PersonAppointed(
        appointment=act.new_id("appointment"),
        person=command.person,
        post=command.post,
        engagement=command.engagement,
        from_on=command.from_on,
        to_on=command.to_on,
        share=command.share,
    )


@organisation.decides(by=[Role.SYSTEM_ADMINISTRATOR])
def relieve_person(state: Organisation, command: RelievePerson, act: Act) -> Events:
    """An appointment ends once."""
    _not_ended(state, command.appointment, act)
    yield PersonRelieved(appointment=command.appointment, reason=command.reason)


@organisation.decides(by=[Role.SYSTEM_ADMINISTRATOR])
def suspend_appointment(state: Organisation, command: SuspendAppointment, act: Act) -> Events:
    """domain.md §4.2: a suspended post brings nothing from that moment on."""
    if is_open(_not_ended(state, command.appointment, act).pauses):
        raise AppointmentIsSuspended
    yield AppointmentSuspended(appointment=command.appointment, reason=command.reason)


@organisation.decides(by=[Role.SYSTEM_ADMINISTRATOR])
def reinstate_appointment(state: Organisation, command: ReinstateAppointment, act: Act) -> Events:
    """domain.md §4.2: what was suspended works again, if its term is not over."""
    if not is_open(_not_ended(state, command.appointment, act).pauses):
        raise AppointmentNotSuspended
    yield AppointmentReinstated(appointment=command.appointment, reason=command.reason)


def _not_ended(state: Organisation, appointment: AppointmentId, act: Act) -> Appointment:
    """Raises `AppointmentUnknown`, `AppointmentEnded`, `LaterEntryExists`."""
    held = state.appointments.get(appointment)
    if held is None:
        raise AppointmentUnknown(appointment=appointment)
    if held.ended_at is not None:
        raise AppointmentEnded
    after_the_last(held.since, act)
    return held
