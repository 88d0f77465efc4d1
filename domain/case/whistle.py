"""Whistles (吹哨报到): a centre calls the units whose power it needs; each receives, or declines.

How they report in, finish and are evaluated stands in `whistle_answers.py`.
"""

from typing import Annotated

from msgspec import Meta

from domain.case.calling import may_be_called
from domain.case.refusals import DayHasPassed, SamePerson, UnitIsCompetent
from domain.case.refusals.whistle import (
    ActsForNoUnit,
    AnswerDoesNotFit,
    CallsItself,
    DeclinedBefore,
    JudgesItself,
    TermSetByPolicy,
    UnitNotCalled,
    WhistleUnknown,
)
from domain.case.regions.whistles import Whistle, WhistleStanding
from domain.case.registers import registered_unit
from domain.case.state import NOT_ARCHIVED, OPEN, Case, case
from domain.codes.meetings import WhistleGround, WhistleKind
from domain.ids import CaseId, UnitId, WhistleId
from domain.kernel import Act, Command, Confidential, Event, Events, Moment, Recorded
from domain.roles import Role
from domain.texts import Narrative


class WhistleBlown(Event, tag="whistle.blown"):
    """吹哨: units were called to a matter that those on the spot cannot settle by themselves."""

    whistle: WhistleId
    kind: WhistleKind
    ground: WhistleGround
    facts: Confidential
    task: Confidential
    wanted_result: Confidential
    blown_by: UnitId
    target_units: tuple[UnitId, ...]
    due_at: Moment | None


class WhistleReceived(Event, tag="whistle.received"):
    """接哨: a unit that was called has taken note of it."""

    whistle: WhistleId
    unit: UnitId


class WhistleDeclined(Event, tag="whistle.declined"):
    """拒哨: a unit says that it is not its duty; somebody else decides."""

    whistle: WhistleId
    unit: UnitId
    reason: Confidential
    legal_basis: Confidential
    suggested_unit: UnitId | None


class WhistleDeclineUpheld(Event, tag="whistle.decline_upheld"):
    """拒哨成立: it is not the unit's duty; it need not come."""

    whistle: WhistleId
    unit: UnitId
    reason: Confidential


class WhistleDeclineRejected(Event, tag="whistle.decline_rejected"):
    """拒哨不成立: it is the unit's duty; it comes, within the term that never stopped."""

    whistle: WhistleId
    unit: UnitId
    reason: Confidential


class BlowWhistle(Command):
    """Call units to a matter beyond your own power, with ground, facts and task. 吹哨"""

    case: CaseId
    kind: WhistleKind
    ground: WhistleGround
    facts: Narrative
    task: Narrative
    wanted_result: Narrative
    target_units: Annotated[tuple[UnitId, ...], Meta(min_length=1, max_length=20)]
    due_at: Moment | None = None


class ReceiveWhistle(Command):
    """Take note, for your unit, that it was called. 接哨"""

    case: CaseId
    whistle: WhistleId


class DeclineWhistle(Command):
    """Say that it is not your unit's duty, and on which legal basis. 拒哨"""

    case: CaseId
    whistle: WhistleId
    reason: Narrative
    legal_basis: Narrative
    suggested_unit: UnitId | None = None


class DecideWhistleDecline(Command):
    """Decide whether a unit that declined need not come. 拒哨裁定"""

    case: CaseId
    whistle: WhistleId
    unit: UnitId
    upheld: bool
    reason: Narrative


@case.evolves
def blown(state: Case, event: WhistleBlown, fact: Recorded[WhistleBlown]) -> None:
    state.meetings.whistles[event.whistle] = Whistle(
        whistle=event.whistle,
        kind=event.kind,
        blown_by=event.blown_by,
        targets=set(event.target_units),
    )
    state.units.update(event.target_units)


@case.evolves
def received(state: Case, event: WhistleReceived, fact: Recorded[WhistleReceived]) -> None:
    state.meetings.whistles[event.whistle].received.add(event.unit)


@case.evolves
def declined(state: Case, event: WhistleDeclined, fact: Recorded[WhistleDeclined]) -> None:
    whistle = state.meetings.whistles[event.whistle]
    whistle.declining.add(event.unit)
    whistle.declined_by[event.unit] = fact.actor.person


@case.evolves
def decline_upheld(
    state: Case, event: WhistleDeclineUpheld, fact: Recorded[WhistleDeclineUpheld]
) -> None:
    whistle = state.meetings.whistles[event.whistle]
    whistle.declining.discard(event.unit)
    whistle.excused.add(event.unit)


@case.evolves
def decline_rejected(
    state: Case, event: WhistleDeclineRejected, fact: Recorded[WhistleDeclineRejected]
) -> None:
    whistle = state.meetings.whistles[event.whistle]
    whistle.declining.discard(event.unit)
    whistle.received.add(event.unit)


@case.decides(by=[Role.CENTRE_DIRECTOR, Role.VILLAGE_HEAD], during=OPEN)
def blow(state: Case, command: BlowWhistle, act: Act) -> Events:
    """[seed 000 二(四)3]; domain.md §2.5 D: for what lies beyond one's own power or strength.

    An urgent whistle may say when it must be finished; for the others the rules say it (T42).
    """
    if act.unit is None:
        raise ActsForNoUnit
    if act.unit in command.target_units:
        raise CallsItself
    if command.due_at is not None:
        if command.kind is not WhistleKind.URGENT:
            raise TermSetByPolicy
        if command.due_at <= act.at:
            raise DayHasPassed(field="due_at", day=command.due_at.isoformat())
    yield WhistleBlown(
        whistle=act.new_id("whistle"),
        kind=command.kind,
        ground=command.ground,
        facts=command.facts,
        task=command.task,
        wanted_result=command.wanted_result,
        blown_by=act.unit,
        target_units=may_be_called(state, command.target_units, act),
        due_at=command.due_at,
    )


@case.decides(by=[Role.UNIT_HEAD], during=NOT_ARCHIVED)
def receive(state: Case, command: ReceiveWhistle, act: Act) -> Events:
    """domain.md §2.5 D: the head of a unit that was called takes note, once."""
    whistle = whistle_of(state, command.whistle)
    unit = own_unit(state, whistle, act)
    must_stand(whistle, unit, WhistleStanding.CALLED)
    yield WhistleReceived(whistle=command.whistle, unit=unit)


@case.decides(by=[Role.UNIT_HEAD], during=NOT_ARCHIVED)
def decline(state: Case, command: DeclineWhistle, act: Act) -> Events:
    """domain.md §2.5 D: only as "not my duty", with its legal basis, once, before reporting in.

    What the unit's own duty catalogue names is its duty.
    """
    whistle = whistle_of(state, command.whistle)
    unit = own_unit(state, whistle, act)
    must_stand(whistle, unit, WhistleStanding.CALLED, WhistleStanding.RECEIVED)
    if unit in whistle.declined_by:
        raise DeclinedBefore
    if act.directory.is_competent(unit, state.matter_class, state.dispute):
        raise UnitIsCompetent
    if command.suggested_unit is not None:
        registered_unit(act, command.suggested_unit)
    yield WhistleDeclined(
        whistle=command.whistle,
        unit=unit,
        reason=command.reason,
        legal_basis=command.legal_basis,
        suggested_unit=command.suggested_unit,
    )


@case.decides(by=[Role.CENTRE_DIRECTOR, Role.POLITICAL_LEGAL_COMMITTEE], during=NOT_ARCHIVED)
def decide_decline(state: Case, command: DecideWhistleDecline, act: Act) -> Events:
    """domain.md §2.5 D: neither the unit that declined nor the person who did decides on it."""
    whistle = whistle_of(state, command.whistle)
    called(whistle, command.unit)
    must_stand(whistle, command.unit, WhistleStanding.DECLINING)
    if act.unit == command.unit:
        raise JudgesItself
    if act.person == whistle.declined_by[command.unit]:
        raise SamePerson
    decided = WhistleDeclineUpheld if command.upheld else WhistleDeclineRejected
    yield decided(whistle=command.whistle, unit=command.unit, reason=command.reason)


def whistle_of(state: Case, whistle: WhistleId) -> Whistle:
    """A whistle of the case. Raises `WhistleUnknown`."""
    found = state.meetings.whistles.get(whistle)
    if found is None:
        raise WhistleUnknown
    return found


def called(whistle: Whistle, unit: UnitId | None) -> UnitId:
    """A unit that the whistle called. Raises `UnitNotCalled`."""
    if unit is None or unit not in whistle.targets:
        raise UnitNotCalled
    return unit


def own_unit(state: Case, whistle: Whistle, act: Act) -> UnitId:
    """The unit that the whistle called and the actor answers for: theirs, or one merged into it.

    Raises `UnitNotCalled`.
    """
    if act.unit in whistle.targets:
        return called(whistle, act.unit)
    merged = (unit for unit in whistle.targets if state.hands.answers_for(unit) == act.unit)
    return called(whistle, next(merged, None))


def must_stand(whistle: Whistle, unit: UnitId, *allowed: WhistleStanding) -> None:
    """Raises `AnswerDoesNotFit` unless the unit stands where the answer belongs."""
    standing = whistle.standing(unit)
    if standing not in allowed:
        raise AnswerDoesNotFit(standing=standing, allowed=list(allowed))
