"""Missed deadlines (超期登记): a term that ended without what it asked for goes on record, once.

Clocks need no events of their own: they are counted from the events of the case by the rules as
data (domain/policy). Only the miss is an event, because it must stay whatever is entered later. A
watch looks for terms that are over and asks; the decision counts again and decides. domain.md §3,
§5.4; docs/adr/0028.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Annotated, Any

from msgspec import Meta

from domain.case.holders import holder_of
from domain.case.refusals.deadlines import (
    ClockUnknown,
    DeadlineNotMissed,
    MissOnRecord,
    NotADuty,
)
from domain.case.regions.deadlines import Miss
from domain.case.state import Case, case
from domain.ids import CaseId, PersonId, UnitId
from domain.kernel import Act, Command, Event, Events, Moment, Recorded
from domain.policy.clock import Clock, State
from domain.policy.clocks import clocks_of
from domain.policy.timers import Basis, Holder, Kind
from domain.roles import Role

Timer = Annotated[str, Meta(pattern=r"^[TL][0-9]{2}[a-z]?$")]
"""时限编号: a row of the rule file."""
Scope = Annotated[str, Meta(pattern=r"^[a-z0-9_/-]{0,200}$")]
"""时限对象: which order, mediation or unit it belongs to; empty for the whole matter."""


class DeadlineMissed(Event, tag="deadline.missed"):
    """超期登记: a term ended without what it asked for; who held the duty then is named."""

    timer: Timer
    scope: Scope
    started: int
    """The version of the event in the case that started the clock. 起算事件序号"""
    started_at: Moment
    due_at: Moment
    """The moment the term was over. 届满时间"""
    basis: Basis
    rule_version: str
    """The version of the rules the clock keeps. 规则版本"""
    holder: Holder
    holder_unit: UnitId | None
    holder_person: PersonId | None


class RecordMissedDeadline(Command):
    """Put a missed deadline on record; the watch does, and the case is asked again. 登记超期"""

    case: CaseId
    timer: Timer
    scope: Scope
    started: Annotated[int, Meta(ge=1, le=1_000_000)]


@case.evolves
def deadline_missed(state: Case, event: DeadlineMissed, fact: Recorded[DeadlineMissed]) -> None:
    state.deadlines.missed.append(
        Miss(
            timer=event.timer,
            scope=event.scope,
            started=event.started,
            due_at=event.due_at,
            unit=event.holder_unit,
            person=event.holder_person,
        )
    )


@case.decides(by=[Role.SYSTEM_ADMINISTRATOR], reads_history=True)
def record_missed_deadline(state: Case, command: RecordMissedDeadline, act: Act) -> Events:
    """domain.md §5.4: missed means over, not paused, not done in time; each miss is recorded once.

    Whoever asks, and however late, the case's own events decide, and the duty is that of whoever
    held it when the moment passed.
    """
    clock = _missed(command, act)
    held = holder_of(
        clock.holder,
        clock.scope,
        _as_it_stood(act.history, clock),
        last_moment(clock),
        act.directory,
    )
    yield DeadlineMissed(
        timer=clock.timer,
        scope=clock.scope,
        started=clock.started,
        started_at=clock.started_at,
        due_at=clock.due.at,
        basis=clock.basis,
        rule_version=clock.rules,
        holder=clock.holder,
        holder_unit=held.unit,
        holder_person=held.person,
    )


def _missed(command: RecordMissedDeadline, act: Act) -> Clock:
    """The clock, if it was missed and nobody has said so yet. Raises the refusals of this file."""
    key = (command.timer, command.scope, command.started)
    clocks = clocks_of(act.history, act.judged_by).clocks
    clock = next((one for one in clocks if one.key == key), None)
    if clock is None:
        raise ClockUnknown(timer=command.timer)
    if clock.recorded is not None:
        raise MissOnRecord
    if clock.kind is not Kind.DUTY:
        raise NotADuty(timer=clock.timer)
    if (stands := clock.state(act.at)) is not State.MISSED:
        raise DeadlineNotMissed(state=stands.value, standing=stands.zh)
    return clock


def _as_it_stood(history: Sequence[Recorded[Any]], clock: Clock) -> Case:
    """The case when the term ended: up to the first event, after its start, that happened later.

    So the answer is the same however late it is asked, and whatever has happened since.
    """
    stood = case.fold(_until(history, clock))
    assert stood is not None, "a clock was started by an event of the case"
    return stood


def _until(history: Sequence[Recorded[Any]], clock: Clock) -> Iterator[Recorded[Any]]:
    for fact in history:
        if fact.version > clock.started and not clock.due.kept_by(fact.occurred_at):
            return
        yield fact


def last_moment(clock: Clock) -> datetime:
    """The last moment of the term: who takes over on the day after does not answer for it."""
    due = clock.due
    return due.at if due.by_the_clock else due.at - timedelta(microseconds=1)
