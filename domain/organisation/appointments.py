"""Appointments (任职): who holds which post from one day to another."""

from datetime import date
from enum import StrEnum

from domain.ids import AppointmentId, PersonId, PostId
from domain.kernel import Act, Command, Event, Events, Recorded
from domain.organisation.refusals import (
    AlreadyHoldsPost,
    AppointmentEnded,
    AppointmentUnknown,
    DatesInWrongOrder,
    PostUnknown,
)
from domain.organisation.state import Appointment, Organisation, organisation
from domain.person.refusals import PersonUnknown
from domain.roles import Role
from domain.texts import Line


class EngagementType(StrEnum):
    """任职类型: on what footing a person serves. domain.md §4.2."""

    CIVIL_SERVANT = "civil_servant"
    PUBLIC_INSTITUTION = "public_institution"
    PURCHASED_SERVICE = "purchased_service"
    VILLAGE_CADRE = "village_cadre"
    GRID_FULL_TIME = "grid_full_time"
    GRID_PART_TIME = "grid_part_time"
    MEDIATOR_FULL_TIME = "mediator_full_time"
    MEDIATOR_PART_TIME = "mediator_part_time"
    JUDGE = "judge"
    PROCURATOR = "procurator"
    POLICE = "police"
    LAWYER = "lawyer"
    COUNSELLOR = "counsellor"
    EXPERT = "expert"
    VOLUNTEER = "volunteer"
    OTHER = "other"


class PersonAppointed(Event, tag="organisation.person_appointed"):
    """任职: a person holds a post from a day on."""

    appointment: AppointmentId
    person: PersonId
    post: PostId
    engagement: EngagementType
    from_on: date
    to_on: date | None


class PersonRelieved(Event, tag="organisation.person_relieved"):
    """免职: an appointment ends at the moment the event names."""

    appointment: AppointmentId
    reason: str


class AppointPerson(Command):
    """Appoint a registered person to a post. 任职"""

    person: PersonId
    post: PostId
    engagement: EngagementType
    from_on: date
    to_on: date | None = None


class RelievePerson(Command):
    """End an appointment; it stops working at that moment. 免职"""

    appointment: AppointmentId
    reason: Line


@organisation.evolves
def person_appointed(
    state: Organisation, event: PersonAppointed, fact: Recorded[PersonAppointed]
) -> None:
    state.appoint(
        event.appointment,
        Appointment(person=event.person, post=event.post, from_on=event.from_on, to_on=event.to_on),
    )


@organisation.evolves
def person_relieved(
    state: Organisation, event: PersonRelieved, fact: Recorded[PersonRelieved]
) -> None:
    state.appointments[event.appointment].ended_at = fact.occurred_at


def _the_person(state: Organisation, command: AppointPerson) -> list[str]:
    return [command.person]


@organisation.decides(by=[Role.SYSTEM_ADMINISTRATOR], needs=_the_person)
def appoint_person(state: Organisation, command: AppointPerson, act: Act) -> Events:
    """A registered person, an established post, a term in order, no second time in one post."""
    if command.post not in state.posts:
        raise PostUnknown(post=command.post)
    if act.others.get(command.person) is None:
        raise PersonUnknown(person=command.person)
    if command.to_on is not None and command.to_on < command.from_on:
        raise DatesInWrongOrder(
            from_on=command.from_on.isoformat(), to_on=command.to_on.isoformat()
        )
    if command.post in state.posts_of(command.person, act.at):
        raise AlreadyHoldsPost
    yield PersonAppointed(
        appointment=act.new_id("appointment"),
        person=command.person,
        post=command.post,
        engagement=command.engagement,
        from_on=command.from_on,
        to_on=command.to_on,
    )


@organisation.decides(by=[Role.SYSTEM_ADMINISTRATOR])
def relieve_person(state: Organisation, command: RelievePerson, act: Act) -> Events:
    """An appointment ends once."""
    entry = state.appointments.get(command.appointment)
    if entry is None:
        raise AppointmentUnknown(appointment=command.appointment)
    if entry.ended_at is not None:
        raise AppointmentEnded
    yield PersonRelieved(appointment=command.appointment, reason=command.reason)
