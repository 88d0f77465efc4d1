"""Mediators (调解员名册): who is accredited for which committee, suspended, removed, trained.

A committee's head proposes (proposals.py), the justice bureau decides: two different people.
"""

from datetime import date
from typing import Annotated

from msgspec import Meta
from msgspec.structs import replace

from domain.codes.staffing import MediatorFooting, MediatorGrade, RemovalGround
from domain.ids import PersonId, UnitId
from domain.kernel import Act, Command, Confidential, Event, Events, Recorded, day_of
from domain.organisation.entries import (
    Accreditation,
    Mediator,
    Pause,
    Removal,
    Training,
    ended,
    is_open,
)
from domain.organisation.guards import (
    after_the_last,
    known_disputes,
    known_mediator,
    natural_person,
    term_in_order,
    unit_in_charge,
)
from domain.organisation.refusals import UnitNotYours
from domain.organisation.refusals.mediators import (
    AlreadyAccredited,
    MediatorIsSuspended,
    MediatorNotSuspended,
    MediatorUnknown,
    NotAboutYourself,
    NotYetOver,
    ProposerMayNotDecide,
)
from domain.organisation.state import Organisation, organisation
from domain.roles import Role
from domain.texts import Code, Label, Line

Fields = Annotated[tuple[Code, ...], Meta(max_length=40)]
"""专长领域: dispute types."""


class MediatorAccredited(Event, tag="organisation.mediator_accredited"):
    """调解员聘任登记: somebody mediates for a committee from a day on."""

    person: PersonId
    committee: UnitId
    footing: MediatorFooting
    grade: MediatorGrade
    fields: tuple[str, ...]
    court_listed: bool
    workload_cap: int | None
    from_on: date
    to_on: date | None


class MediatorSuspended(Event, tag="organisation.mediator_suspended"):
    """调解员暂停履职: a mediator may not mediate until reinstated."""

    person: PersonId
    reason: Confidential


class MediatorReinstated(Event, tag="organisation.mediator_reinstated"):
    """调解员恢复履职: a suspended mediator may mediate again."""

    person: PersonId
    reason: Confidential


class MediatorRemoved(Event, tag="organisation.mediator_removed"):
    """调解员罢免解聘: somebody is a mediator no more, for every committee."""

    person: PersonId
    ground: RemovalGround
    reason: Confidential


class TrainingRecorded(Event, tag="organisation.training_recorded"):
    """培训登记: a mediator was trained."""

    person: PersonId
    on: date
    hours: int
    subject: str


class AccreditMediator(Command):
    """Enter a mediator of a committee in the register. 登记聘任调解员"""

    person: PersonId
    committee: UnitId
    footing: MediatorFooting
    from_on: date
    to_on: date | None = None
    grade: MediatorGrade = MediatorGrade.UNGRADED
    fields: Fields = ()
    court_listed: bool = False
    workload_cap: Annotated[int, Meta(ge=1, le=1000)] | None = None


class SuspendMediator(Command):
    """Suspend a mediator at once. 暂停调解员履职"""

    person: PersonId
    reason: Line


class ReinstateMediator(Command):
    """Let a suspended mediator mediate again. 恢复调解员履职"""

    person: PersonId
    reason: Line


class RemoveMediator(Command):
    """Remove a mediator from the register, on a ground. 罢免解聘调解员"""

    person: PersonId
    ground: RemovalGround
    reason: Line


class RecordTraining(Command):
    """Enter that a mediator was trained. 登记培训"""

    person: PersonId
    on: date
    hours: Annotated[int, Meta(ge=1, le=500)]
    subject: Label


@organisation.evolves
def mediator_accredited(
    state: Organisation, event: MediatorAccredited, fact: Recorded[MediatorAccredited]
) -> None:
    at = fact.occurred_at
    entry = state.mediators.get(event.person, Mediator())
    made = Accreditation(
        committee=event.committee,
        footing=event.footing,
        grade=event.grade,
        fields=event.fields,
        court_listed=event.court_listed,
        workload_cap=event.workload_cap,
        from_on=event.from_on,
        to_on=event.to_on,
        from_at=at,
    )
    changed = replace(entry, accreditations=(*entry.accreditations, made), since=at)
    state.mediators[event.person] = changed
    state.proposals.pop(event.person, None)


@organisation.evolves
def mediator_suspended(
    state: Organisation, event: MediatorSuspended, fact: Recorded[MediatorSuspended]
) -> None:
    at, entry = fact.occurred_at, state.mediators[event.person]
    pauses = (*entry.pauses, Pause(from_at=at))
    state.mediators[event.person] = replace(entry, pauses=pauses, since=at)


@organisation.evolves
def mediator_reinstated(
    state: Organisation, event: MediatorReinstated, fact: Recorded[MediatorReinstated]
) -> None:
    at, entry = fact.occurred_at, state.mediators[event.person]
    state.mediators[event.person] = replace(entry, pauses=ended(entry.pauses, at), since=at)


@organisation.evolves
def mediator_removed(
    state: Organisation, event: MediatorRemoved, fact: Recorded[MediatorRemoved]
) -> None:
    at, entry = fact.occurred_at, state.mediators[event.person]
    state.mediators[event.person] = replace(
        entry,
        accreditations=tuple(
            one if one.ended_at is not None else replace(one, ended_at=at)
            for one in entry.accreditations
        ),
        pauses=ended(entry.pauses, at) if is_open(entry.pauses) else entry.pauses,
        removals=(*entry.removals, Removal(at=at, ground=event.ground)),
        since=at,
    )
    state.proposals.pop(event.person, None)


@organisation.evolves
def training_recorded(
    state: Organisation, event: TrainingRecorded, fact: Recorded[TrainingRecorded]
) -> None:
    entry = state.mediators[event.person]
    done = Training(on=event.on, hours=event.hours, subject=event.subject)
    state.mediators[event.person] = replace(entry, trainings=(*entry.trainings, done))


def _the_person(state: Organisation, command: AccreditMediator) -> list[str]:
    return [command.person]


@organisation.decides(by=[Role.JUSTICE_BUREAU], needs=_the_person)
def accredit_mediator(state: Organisation, command: AccreditMediator, act: Act) -> Events:
    """domain.md §4.2, [F01 arts 13-14]: for a committee of the area, once at a time."""
    unit_in_charge(state, act, command.committee, [Role.JUSTICE_BUREAU])
    natural_person(act, command.person)
    _not_alone(state, command.person, act)
    term_in_order(command.from_on, command.to_on)
    entry = state.mediators.get(command.person, Mediator())
    after_the_last(entry.since, act)
    if any(
        one.committee == command.committee and one.overlaps(command.from_on, command.to_on)
        for one in entry.accreditations
    ):
        raise AlreadyAccredited
    yield MediatorAccredited(
        person=command.person,
        committee=command.committee,
        footing=command.footing,
        grade=command.grade,
        fields=known_disputes(command.fields, act),
        court_listed=command.court_listed,
        workload_cap=command.workload_cap,
        from_on=command.from_on,
        to_on=command.to_on,
    )


@organisation.decides(by=[Role.JUSTICE_BUREAU])
def suspend_mediator(state: Organisation, command: SuspendMediator, act: Act) -> Events:
    """domain.md §2.6 Mediator misconduct: at once, while it is looked into."""
    if is_open(_to_decide(state, command.person, act).pauses):
        raise MediatorIsSuspended
    yield MediatorSuspended(person=command.person, reason=command.reason)


@organisation.decides(by=[Role.JUSTICE_BUREAU])
def reinstate_mediator(state: Organisation, command: ReinstateMediator, act: Act) -> Events:
    """domain.md §2.6: what was looked into did not bar the mediator."""
    if not is_open(_to_decide(state, command.person, act).pauses):
        raise MediatorNotSuspended
    yield MediatorReinstated(person=command.person, reason=command.reason)


@organisation.decides(by=[Role.JUSTICE_BUREAU])
def remove_mediator(state: Organisation, command: RemoveMediator, act: Act) -> Events:
    """[F01 art 15]: partiality, insult, taking money, leaking privacy; or leaving without blame.

    Whoever proposed the removal does not decide it.
    """
    _to_decide(state, command.person, act)
    _not_alone(state, command.person, act)
    yield MediatorRemoved(person=command.person, ground=command.ground, reason=command.reason)


@organisation.decides(by=[Role.JUSTICE_BUREAU])
def record_training(state: Organisation, command: RecordTraining, act: Act) -> Events:
    """domain.md §4.2: training hours of mediators, once the training is over."""
    _in_area(state, known_mediator(state, command.person), act)
    if command.on > day_of(act.at):
        raise NotYetOver(on=command.on.isoformat())
    yield TrainingRecorded(
        person=command.person, on=command.on, hours=command.hours, subject=command.subject
    )


def _to_decide(state: Organisation, person: PersonId, act: Act) -> Mediator:
    """An accredited mediator of the area, who is not the one deciding."""
    entry = known_mediator(state, person)
    _in_area(state, entry, act)
    after_the_last(entry.since, act)
    if person == act.person:
        raise NotAboutYourself
    if all(one.ended_at is not None for one in entry.accreditations):
        raise MediatorUnknown(person=person)
    return entry


def _in_area(state: Organisation, entry: Mediator, act: Act) -> None:
    """Raises `UnitNotYours` unless a committee the mediator was last entered for is of the area."""
    committee = entry.accreditations[-1].committee
    if not act.area or not state.units[committee].area.startswith(act.area):
        raise UnitNotYours(unit=committee)


def _not_alone(state: Organisation, person: PersonId, act: Act) -> None:
    """Raises `ProposerMayNotDecide`, `NotAboutYourself`."""
    if person == act.person:
        raise NotAboutYourself
    if state.proposals.get(person) == act.person:
        raise ProposerMayNotDecide
