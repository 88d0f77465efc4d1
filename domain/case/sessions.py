"""Sessions (调解会) and investigations (调查): who met when and where, and what came of it.

Time, place and people are named beforehand [seed 000 二(四)2]. A session may also be held without
having been scheduled: what happened is recorded. Minutes and offers are sealed; concessions made in
mediation are no evidence later (特邀调解规定 art 22).
"""

from typing import Annotated

from msgspec import Meta

from domain.case.procedure import MEDIABLE, going_on, impartial
from domain.case.refusals import DayHasPassed
from domain.case.refusals.mediation import (
    AttendeeNotInCase,
    NotTheMediator,
    PlaceMissing,
    SessionUnknown,
    StandsStill,
)
from domain.case.regions.mediations import Procedure
from domain.case.registers import registered_person, registered_unit
from domain.case.state import Case, case
from domain.case.values import Documents
from domain.codes.mediation import AT_A_DISTANCE, SessionMode
from domain.ids import CaseId, DocumentId, MediationId, PersonId, SessionId, StreamId, UnitId
from domain.kernel import Act, Command, Confidential, Event, Events, Moment, Recorded, day_of
from domain.roles import Role
from domain.texts import Narrative

People = Annotated[tuple[PersonId, ...], Meta(min_length=1, max_length=100)]


class SessionScheduled(Event, tag="mediation.session_scheduled"):
    """预定调解会: when, where, and who is to come."""

    mediation: MediationId
    session: SessionId
    starts_at: Moment
    mode: SessionMode
    place: Confidential | None
    invited: tuple[PersonId, ...]
    invited_units: tuple[UnitId, ...]


class SessionRescheduled(Event, tag="mediation.session_rescheduled"):
    """改期: a session will be held at another time or place."""

    mediation: MediationId
    session: SessionId
    starts_at: Moment
    mode: SessionMode
    place: Confidential | None
    explanation: Confidential


class SessionHeld(Event, tag="mediation.session_held"):
    """调解会: who was there, how long, what was said, and which facts nobody disputes."""

    mediation: MediationId
    session: SessionId
    mode: SessionMode
    place: Confidential | None
    mediators: tuple[PersonId, ...]
    attended: tuple[PersonId, ...]
    others_present: Confidential | None
    duration_minutes: int
    minutes: Confidential
    undisputed: Confidential | None
    documents: tuple[DocumentId, ...]


class SessionAdjourned(Event, tag="mediation.session_adjourned"):
    """休会: a session did not take place or broke off, and when it goes on."""

    mediation: MediationId
    session: SessionId
    explanation: Confidential
    continues_at: Moment | None


class InvestigationRecorded(Event, tag="mediation.investigation_recorded"):
    """调查记录: what people told the mediator, or what the mediator saw."""

    mediation: MediationId
    informants: tuple[PersonId, ...]
    content: Confidential
    documents: tuple[DocumentId, ...]


class ScheduleSession(Command):
    """Set time, place and people of a session. 预定调解会"""

    case: CaseId
    mediation: MediationId
    starts_at: Moment
    mode: SessionMode
    invited: People
    place: Narrative | None = None
    invited_units: Annotated[tuple[UnitId, ...], Meta(max_length=20)] = ()


class RescheduleSession(Command):
    """Move a scheduled session to another time or place, and say why. 调解会改期"""

    case: CaseId
    mediation: MediationId
    session: SessionId
    starts_at: Moment
    mode: SessionMode
    explanation: Narrative
    place: Narrative | None = None


class HoldSession(Command):
    """Record a session that was held, scheduled or not. 召开调解会"""

    case: CaseId
    mediation: MediationId
    mode: SessionMode
    mediators: People
    attended: People
    duration_minutes: Annotated[int, Meta(ge=1, le=1440)]
    minutes: Narrative
    session: SessionId | None = None
    place: Narrative | None = None
    others_present: Narrative | None = None
    undisputed: Narrative | None = None
    documents: Documents = ()


class AdjournSession(Command):
    """Record that a session did not take place or broke off. 休会"""

    case: CaseId
    mediation: MediationId
    session: SessionId
    explanation: Narrative
    continues_at: Moment | None = None


class RecordInvestigation(Command):
    """Record what was found out, and from whom. 调查记录"""

    case: CaseId
    mediation: MediationId
    content: Narrative
    informants: Annotated[tuple[PersonId, ...], Meta(max_length=20)] = ()
    documents: Documents = ()


@case.evolves
def session_scheduled(
    state: Case, event: SessionScheduled, fact: Recorded[SessionScheduled]
) -> None:
    state.mediations.all[event.mediation].scheduled[event.session] = event.starts_at


@case.evolves
def session_rescheduled(
    state: Case, event: SessionRescheduled, fact: Recorded[SessionRescheduled]
) -> None:
    state.mediations.all[event.mediation].scheduled[event.session] = event.starts_at


@case.evolves
def session_held(state: Case, event: SessionHeld, fact: Recorded[SessionHeld]) -> None:
    procedure = state.mediations.all[event.mediation]
    procedure.scheduled.pop(event.session, None)
    procedure.held.add(event.session)
    procedure.sessions += 1
    for person in event.attended:
        state.mediations.attempts.pop(person, None)


@case.evolves
def session_adjourned(
    state: Case, event: SessionAdjourned, fact: Recorded[SessionAdjourned]
) -> None:
    scheduled = state.mediations.all[event.mediation].scheduled
    scheduled.pop(event.session, None)
    if event.continues_at is not None:
        scheduled[event.session] = event.continues_at


@case.evolves
def investigation_recorded(
    state: Case, event: InvestigationRecorded, fact: Recorded[InvestigationRecorded]
) -> None:
    pass


@case.decides(by=[Role.MEDIATOR, Role.COMMITTEE_HEAD], during=MEDIABLE, when=[impartial])
def schedule_session(state: Case, command: ScheduleSession, act: Act) -> Events:
    """[seed 000 二(四)2]: time, place, units and people are named, and lie ahead."""
    going_on(state, command.mediation, act)
    _ahead(act, "starts_at", command.starts_at)
    _placed(command.mode, command.place)
    _in_the_case(state, command.invited)
    for unit in command.invited_units:
        registered_unit(act, unit)
    yield SessionScheduled(
        mediation=command.mediation,
        session=act.new_id("session"),
        starts_at=command.starts_at,
        mode=command.mode,
        place=command.place,
        invited=tuple(dict.fromkeys(command.invited)),
        invited_units=tuple(dict.fromkeys(command.invited_units)),
    )


@case.decides(by=[Role.MEDIATOR, Role.COMMITTEE_HEAD], during=MEDIABLE, when=[impartial])
def reschedule_session(state: Case, command: RescheduleSession, act: Act) -> Events:
    """domain.md §2.5 F: a session that is still to come, to a moment that lies ahead."""
    procedure = going_on(state, command.mediation, act)
    if command.session not in procedure.scheduled:
        raise SessionUnknown(session=command.session)
    _ahead(act, "starts_at", command.starts_at)
    _placed(command.mode, command.place)
    yield SessionRescheduled(
        mediation=command.mediation,
        session=command.session,
        starts_at=command.starts_at,
        mode=command.mode,
        place=command.place,
        explanation=command.explanation,
    )


@case.decides(by=[Role.MEDIATOR, Role.COMMITTEE_HEAD], during=MEDIABLE, when=[impartial])
def hold_session(state: Case, command: HoldSession, act: Act) -> Events:
    """人民调解法 arts 19 to 22, 27: by mediators of the procedure, and not while it stands still.

    Neither a missing schedule nor a missing notice of rights makes a session unheld.
    """
    procedure = going_on(state, command.mediation, act)
    if procedure.pauses:
        raise StandsStill(reasons=sorted(procedure.pauses))
    for person in command.mediators:
        if person not in procedure.mediators:
            raise NotTheMediator(person=person)
    _in_the_case(state, command.attended)
    _placed(command.mode, command.place)
    yield SessionHeld(
        mediation=command.mediation,
        session=_the_session(procedure, command.session, act),
        mode=command.mode,
        place=command.place,
        mediators=tuple(dict.fromkeys(command.mediators)),
        attended=tuple(dict.fromkeys(command.attended)),
        others_present=command.others_present,
        duration_minutes=command.duration_minutes,
        minutes=command.minutes,
        undisputed=command.undisputed,
        documents=command.documents,
    )


def _the_session(procedure: Procedure, session: SessionId | None, act: Act) -> SessionId:
    """The scheduled session, or a new one. Raises `SessionUnknown`."""
    if session is None:
        return act.new_id("session")
    if session not in procedure.scheduled:
        raise SessionUnknown(session=session)
    return session


@case.decides(by=[Role.MEDIATOR, Role.COMMITTEE_HEAD], during=MEDIABLE, when=[impartial])
def adjourn_session(state: Case, command: AdjournSession, act: Act) -> Events:
    """domain.md §2.5 F: of a session that was scheduled or begun; it may go on later."""
    procedure = going_on(state, command.mediation, act)
    if command.session not in procedure.scheduled and command.session not in procedure.held:
        raise SessionUnknown(session=command.session)
    if command.continues_at is not None:
        _ahead(act, "continues_at", command.continues_at)
    yield SessionAdjourned(
        mediation=command.mediation,
        session=command.session,
        explanation=command.explanation,
        continues_at=command.continues_at,
    )


def _informants(state: Case | None, command: RecordInvestigation) -> list[StreamId]:
    return list(dict.fromkeys(command.informants))


@case.decides(
    by=[Role.MEDIATOR, Role.COMMITTEE_HEAD], during=MEDIABLE, when=[impartial], needs=_informants
)
def record_investigation(state: Case, command: RecordInvestigation, act: Act) -> Events:
    """人民调解工作若干规定: facts are found out from the parties and from people around them."""
    going_on(state, command.mediation, act)
    for person in command.informants:
        registered_person(act, person)
    yield InvestigationRecorded(
        mediation=command.mediation,
        informants=tuple(dict.fromkeys(command.informants)),
        content=command.content,
        documents=command.documents,
    )


def _ahead(act: Act, field: str, moment: Moment) -> None:
    if moment < act.at:
        raise DayHasPassed(field=field, day=day_of(moment).isoformat())


def _placed(mode: SessionMode, place: str | None) -> None:
    if place is None and mode not in AT_A_DISTANCE:
        raise PlaceMissing


def _in_the_case(state: Case, people: tuple[PersonId, ...]) -> None:
    for person in people:
        if person not in state.participants:
            raise AttendeeNotInCase(person=person)
