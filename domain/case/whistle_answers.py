"""Answers to a whistle (报到、办结、评哨): units come, finish and are evaluated, or it goes up."""

from typing import Annotated

from msgspec import Meta

from domain.case.calling import may_come
from domain.case.refusals import DayHasPassed
from domain.case.refusals.shared import OneTermOnly
from domain.case.refusals.whistle import (
    ConfirmedAlready,
    EvaluatedAlready,
    JudgesItself,
    NobodyOutstanding,
    NotBetweenThem,
    NotTheBlower,
    WhistleExtendedBefore,
    WhistleLevelNotHigher,
)
from domain.case.regions.whistles import Whistle, WhistleStanding
from domain.case.registers import registered_person
from domain.case.state import NOT_ARCHIVED, Case, case
from domain.case.values import Documents
from domain.case.whistle import called, must_stand, own_unit, whistle_of
from domain.codes.meetings import ReportingMode
from domain.ids import CaseId, DocumentId, PersonId, StreamId, UnitId, WhistleId
from domain.kernel import Act, Command, Confidential, Event, Events, Moment, Past, Recorded
from domain.organisation.state import Level
from domain.refusals import RoleMayNot
from domain.roles import Role
from domain.texts import Narrative

UNFINISHED = (WhistleStanding.CALLED, WhistleStanding.RECEIVED, WhistleStanding.REPORTED_IN)
"""The unit has its task and has not finished it."""

Score = Annotated[int, Meta(ge=0, le=100)]
"""评分: 0 to 100."""


class UnitReportedIn(Event, tag="whistle.reported_in"):
    """报到: a unit that was called has come: who, how and when."""

    whistle: WhistleId
    unit: UnitId
    people: tuple[PersonId, ...]
    mode: ReportingMode
    arrived_at: Moment


class ReportInConfirmed(Event, tag="whistle.report_in_confirmed"):
    """报到确认: somebody on the spot has seen that the unit came."""

    whistle: WhistleId
    unit: UnitId


class WhistleTaskDone(Event, tag="whistle.task_done"):
    """哨件办结: a unit has done what it was called for."""

    whistle: WhistleId
    unit: UnitId
    result: Confidential
    documents: tuple[DocumentId, ...]


class WhistleEvaluated(Event, tag="whistle.evaluated"):
    """评哨: the unit that blew has evaluated the one that came, or the reverse."""

    whistle: WhistleId
    by_unit: UnitId
    unit: UnitId
    score: int
    remark: Confidential | None


class WhistleExtended(Event, tag="whistle.extended"):
    """哨件延期: a unit has longer for its task, by so many days or until a moment."""

    whistle: WhistleId
    unit: UnitId
    days: int | None
    due_at: Moment | None
    reason: Confidential


class WhistleEscalated(Event, tag="whistle.escalated"):
    """哨件提级: units did not come or did not finish; a higher level takes it up."""

    whistle: WhistleId
    to_level: Level
    outstanding_units: tuple[UnitId, ...]
    reason: Confidential


class ReportIn(Command):
    """Report in for your unit: who came, how and when. 报到"""

    case: CaseId
    whistle: WhistleId
    people: Annotated[tuple[PersonId, ...], Meta(min_length=1, max_length=20)]
    mode: ReportingMode
    arrived_at: Past


class ConfirmReportIn(Command):
    """Confirm, on the spot, that a unit came. 报到确认"""

    case: CaseId
    whistle: WhistleId
    unit: UnitId


class FinishWhistleTask(Command):
    """Say what your unit has done about what it was called for. 哨件办结"""

    case: CaseId
    whistle: WhistleId
    result: Narrative
    documents: Documents = ()


class EvaluateWhistle(Command):
    """Evaluate the unit that came, or as such a unit the one that blew. 评哨"""

    case: CaseId
    whistle: WhistleId
    unit: UnitId
    score: Score
    remark: Narrative | None = None


class ExtendWhistle(Command):
    """Give a unit longer for its task, once: so many days, or until a moment. 哨件延期"""

    case: CaseId
    whistle: WhistleId
    unit: UnitId
    reason: Narrative
    days: Annotated[int, Meta(ge=1, le=30)] | None = None
    due_at: Moment | None = None


class EscalateWhistle(Command):
    """Take a whistle to a higher level because units did not come or finish. 哨件提级"""

    case: CaseId
    whistle: WhistleId
    to_level: Level
    reason: Narrative


@case.evolves
def reported_in(state: Case, event: UnitReportedIn, fact: Recorded[UnitReportedIn]) -> None:
    state.meetings.whistles[event.whistle].reported_in.add(event.unit)
    state.hands.handlers.update(event.people)
    state.hands.handling_units.add(event.unit)


@case.evolves
def report_in_confirmed(
    state: Case, event: ReportInConfirmed, fact: Recorded[ReportInConfirmed]
) -> None:
    state.meetings.whistles[event.whistle].confirmed.add(event.unit)


@case.evolves
def task_done(state: Case, event: WhistleTaskDone, fact: Recorded[WhistleTaskDone]) -> None:
    state.meetings.whistles[event.whistle].done.add(event.unit)
    state.hands.handlers.add(fact.actor.person)


@case.evolves
def evaluated(state: Case, event: WhistleEvaluated, fact: Recorded[WhistleEvaluated]) -> None:
    state.meetings.whistles[event.whistle].evaluated.add((event.by_unit, event.unit))


@case.evolves
def extended(state: Case, event: WhistleExtended, fact: Recorded[WhistleExtended]) -> None:
    state.meetings.whistles[event.whistle].extended.add(event.unit)


@case.evolves
def escalated(state: Case, event: WhistleEscalated, fact: Recorded[WhistleEscalated]) -> None:
    state.meetings.whistles[event.whistle].escalated_to = event.to_level


def _who_came(state: Case | None, command: ReportIn) -> list[StreamId]:
    return list(command.people)


@case.decides(by=[Role.UNIT_HEAD], during=NOT_ARCHIVED, needs=_who_came)
def report_in(state: Case, command: ReportIn, act: Act) -> Events:
    """domain.md §2.5 D: registered people who are no party and did not step aside; also unasked.

    A unit that declined waits for the decision.
    """
    whistle = whistle_of(state, command.whistle)
    unit = own_unit(state, whistle, act)
    must_stand(whistle, unit, WhistleStanding.CALLED, WhistleStanding.RECEIVED)
    for person in command.people:
        registered_person(act, person)
    yield UnitReportedIn(
        whistle=command.whistle,
        unit=unit,
        people=may_come(state, command.people),
        mode=command.mode,
        arrived_at=command.arrived_at,
    )


@case.decides(by=[Role.VILLAGE_HEAD, Role.CENTRE_DIRECTOR], during=NOT_ARCHIVED)
def confirm_report_in(state: Case, command: ConfirmReportIn, act: Act) -> Events:
    """domain.md §2.5 D: the village on the spot confirms, or the centre that blew the whistle."""
    whistle = whistle_of(state, command.whistle)
    called(whistle, command.unit)
    if act.unit == command.unit:
        raise JudgesItself
    if Role.VILLAGE_HEAD not in act.roles and act.unit != whistle.blown_by:
        raise NotTheBlower
    must_stand(whistle, command.unit, WhistleStanding.REPORTED_IN, WhistleStanding.DONE)
    if command.unit in whistle.confirmed:
        raise ConfirmedAlready
    yield ReportInConfirmed(whistle=command.whistle, unit=command.unit)


@case.decides(by=[Role.UNIT_HEAD], during=NOT_ARCHIVED)
def finish_task(state: Case, command: FinishWhistleTask, act: Act) -> Events:
    """domain.md §2.5 D: a unit finishes what it came for, so it has reported in."""
    whistle = whistle_of(state, command.whistle)
    unit = own_unit(state, whistle, act)
    must_stand(whistle, unit, WhistleStanding.REPORTED_IN)
    may_come(state, [act.person])
    yield WhistleTaskDone(
        whistle=command.whistle,
        unit=unit,
        result=command.result,
        documents=command.documents,
    )


@case.decides(by=[Role.CENTRE_DIRECTOR, Role.VILLAGE_HEAD, Role.UNIT_HEAD], during=NOT_ARCHIVED)
def evaluate(state: Case, command: EvaluateWhistle, act: Act) -> Events:
    """双考核 [F24 art 33]: the blower evaluates the reporter and the reverse, once each.

    After the task is done; the blower also evaluates a unit for which the whistle had to go up.
    """
    whistle = whistle_of(state, command.whistle)
    by_unit, came = _pair(whistle, command.unit, act)
    if not (came == command.unit and whistle.escalated_to and came in whistle.unfinished):
        must_stand(whistle, came, WhistleStanding.DONE)
    if (by_unit, command.unit) in whistle.evaluated:
        raise EvaluatedAlready
    yield WhistleEvaluated(
        whistle=command.whistle,
        by_unit=by_unit,
        unit=command.unit,
        score=command.score,
        remark=command.remark,
    )


def _pair(whistle: Whistle, evaluated_unit: UnitId, act: Act) -> tuple[UnitId, UnitId]:
    """Who evaluates, and which of the two units is the one that was called."""
    blower, own = whistle.blown_by, act.unit
    if own == blower and evaluated_unit in whistle.targets:
        judges, pair = [Role.CENTRE_DIRECTOR, Role.VILLAGE_HEAD], (blower, evaluated_unit)
    elif own is not None and own in whistle.targets and evaluated_unit == blower:
        judges, pair = [Role.UNIT_HEAD], (own, own)
    else:
        raise NotBetweenThem
    if not act.roles.intersection(judges):
        raise RoleMayNot(allowed=judges)
    return pair


@case.decides(by=[Role.CENTRE_DIRECTOR], during=NOT_ARCHIVED)
def extend(state: Case, command: ExtendWhistle, act: Act) -> Events:
    """domain.md §3.2 T42: once for each unit, by a director who is not of that unit.

    Recorded too late it is kept, and the clock says so (domain.md §2.7 invariant 12).
    """
    whistle = whistle_of(state, command.whistle)
    called(whistle, command.unit)
    if act.unit == command.unit:
        raise JudgesItself
    must_stand(whistle, command.unit, *UNFINISHED)
    if command.unit in whistle.extended:
        raise WhistleExtendedBefore
    if (command.days is None) == (command.due_at is None):
        raise OneTermOnly
    if command.due_at is not None and command.due_at <= act.at:
        raise DayHasPassed(field="due_at", day=command.due_at.isoformat())
    yield WhistleExtended(
        whistle=command.whistle,
        unit=command.unit,
        days=command.days,
        due_at=command.due_at,
        reason=command.reason,
    )


@case.decides(by=[Role.CENTRE_DIRECTOR], during=NOT_ARCHIVED)
def escalate(state: Case, command: EscalateWhistle, act: Act) -> Events:
    """domain.md §2.5 D: units that were called have not come or not finished; level up only.

    Whether their terms (T41, T42) are over is for the clocks to say; the director says it here.
    """
    whistle = whistle_of(state, command.whistle)
    outstanding = sorted(whistle.unfinished)
    if not outstanding:
        raise NobodyOutstanding
    reached = act.directory.rank_of(whistle.blown_by)
    if whistle.escalated_to is not None:
        reached = max(reached, Level(whistle.escalated_to).rank)
    if command.to_level.rank <= reached:
        raise WhistleLevelNotHigher
    yield WhistleEscalated(
        whistle=command.whistle,
        to_level=command.to_level,
        outstanding_units=tuple(outstanding),
        reason=command.reason,
    )
