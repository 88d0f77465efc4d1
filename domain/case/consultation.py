"""Consultations (会商研判): units meet over a case, and what they resolve is done by a day."""

from collections.abc import Iterable
from datetime import date
from typing import Annotated

from msgspec import Meta

from domain.case.calling import may_be_called, may_come
from domain.case.refusals import CopyToAccused, DayHasPassed
from domain.case.refusals.consultation import (
    ConsultationUnknown,
    HeldAlready,
    ItemDoneAlready,
    ItemOfAnotherUnit,
    ItemUnknown,
    NotHeldYet,
)
from domain.case.regions.whistles import Consultation, Item
from domain.case.registers import registered_person, registered_unit
from domain.case.state import NOT_ARCHIVED, OPEN, Case, case
from domain.case.values import Documents
from domain.codes.matters import MatterClass
from domain.codes.meetings import ConsultationKind
from domain.ids import CaseId, ConsultationId, DocumentId, ItemId, PersonId, StreamId, UnitId
from domain.kernel import Act, Command, Confidential, Event, Events, Moment, Recorded, day_of
from domain.roles import Role
from domain.texts import Narrative
from domain.values import Value

Units = Annotated[tuple[UnitId, ...], Meta(min_length=1, max_length=50)]
"""Units at a meeting."""


class Task(Value):
    """议定事项: what one unit is asked to do, until when."""

    unit: UnitId
    task: Narrative
    due_on: date


class ResolvedItem(Value):
    """议定事项: what one unit is to do until when, under a number of its own."""

    item: ItemId
    unit: UnitId
    task: Confidential
    due_on: date


class ConsultationConvened(Event, tag="consultation.convened"):
    """召集会商: units were asked to meet over the case."""

    consultation: ConsultationId
    kind: ConsultationKind
    agenda: Confidential
    units: tuple[UnitId, ...]
    planned_at: Moment | None


class ConsultationHeld(Event, tag="consultation.held"):
    """会商召开: who met, who stayed away, and what was said."""

    consultation: ConsultationId
    units: tuple[UnitId, ...]
    absent_units: tuple[UnitId, ...]
    lead_unit_absent: bool
    people: tuple[PersonId, ...]
    minutes: Confidential
    documents: tuple[DocumentId, ...]


class ResolutionAdopted(Event, tag="consultation.resolution_adopted"):
    """形成议定事项: each item has a unit, a task and a day."""

    consultation: ConsultationId
    items: tuple[ResolvedItem, ...]


class ResolutionItemDone(Event, tag="consultation.item_done"):
    """议定事项落实: a unit has done what was resolved."""

    item: ItemId
    unit: UnitId
    result: Confidential
    documents: tuple[DocumentId, ...]


class ConveneConsultation(Command):
    """Ask units to meet over the case. 召集会商"""

    case: CaseId
    kind: ConsultationKind
    agenda: Narrative
    units: Units
    planned_at: Moment | None = None


class HoldConsultation(Command):
    """Record that a meeting was held: units, people and minutes. 会商召开"""

    case: CaseId
    consultation: ConsultationId
    units: Units
    minutes: Narrative
    people: Annotated[tuple[PersonId, ...], Meta(max_length=100)] = ()
    documents: Documents = ()


class AdoptResolution(Command):
    """Record what a meeting resolved: unit, task and day of each item. 形成议定事项"""

    case: CaseId
    consultation: ConsultationId
    items: Annotated[tuple[Task, ...], Meta(min_length=1, max_length=30)]


class FinishItem(Command):
    """Say what your unit has done about a resolved item. 议定事项落实"""

    case: CaseId
    item: ItemId
    result: Narrative
    documents: Documents = ()


@case.evolves
def convened(
    state: Case, event: ConsultationConvened, fact: Recorded[ConsultationConvened]
) -> None:
    state.meetings.consultations[event.consultation] = Consultation(
        consultation=event.consultation, kind=event.kind, units=set(event.units)
    )
    state.units.update(event.units)


@case.evolves
def held(state: Case, event: ConsultationHeld, fact: Recorded[ConsultationHeld]) -> None:
    state.meetings.consultations[event.consultation].held = True


@case.evolves
def resolution_adopted(
    state: Case, event: ResolutionAdopted, fact: Recorded[ResolutionAdopted]
) -> None:
    for one in event.items:
        state.meetings.items[one.item] = Item(
            item=one.item, consultation=event.consultation, unit=one.unit
        )
        state.units.add(one.unit)


@case.evolves
def item_done(state: Case, event: ResolutionItemDone, fact: Recorded[ResolutionItemDone]) -> None:
    state.meetings.items[event.item].done = True
    state.hands.handlers.add(fact.actor.person)
    state.hands.handling_units.add(event.unit)


@case.decides(by=[Role.CENTRE_DIRECTOR, Role.TRIAGE_OFFICER], during=OPEN)
def convene(state: Case, command: ConveneConsultation, act: Act) -> Events:
    """[seed 000 二(四)]; domain.md §2.5 E: units in force, and not the one complained of.

    To a hearing the unit complained of comes as well, to answer; but not in a protected matter.
    """
    units = _at_the_table(state, command.kind, command.units, act)
    if command.planned_at is not None and command.planned_at < act.at:
        raise DayHasPassed(field="planned_at", day=command.planned_at.isoformat())
    yield ConsultationConvened(
        consultation=act.new_id("consultation"),
        kind=command.kind,
        agenda=command.agenda,
        units=units,
        planned_at=command.planned_at,
    )


def _who_met(state: Case | None, command: HoldConsultation) -> list[StreamId]:
    return list(command.people)


@case.decides(by=[Role.CENTRE_DIRECTOR], during=NOT_ARCHIVED, needs=_who_met)
def hold(state: Case, command: HoldConsultation, act: Act) -> Events:
    """domain.md §2.5 E: once; a lead unit that stayed away is noted, whether asked or not.

    Parties may have been heard, but not the accused about a report (信访工作条例 art 30).
    """
    meeting = _meeting(state, command.consultation)
    if meeting.held:
        raise HeldAlready
    units = _at_the_table(state, meeting.kind, command.units, act)
    for person in command.people:
        registered_person(act, person)
        if state.matter_class is MatterClass.REPORT and person in state.accused:
            raise CopyToAccused
    yield ConsultationHeld(
        consultation=command.consultation,
        units=units,
        absent_units=tuple(sorted(meeting.units.difference(units))),
        lead_unit_absent=state.lead_unit is not None and state.lead_unit not in units,
        people=tuple(dict.fromkeys(command.people)),
        minutes=command.minutes,
        documents=command.documents,
    )


@case.decides(by=[Role.CENTRE_DIRECTOR], during=NOT_ARCHIVED)
def adopt(state: Case, command: AdoptResolution, act: Act) -> Events:
    """domain.md §2.5 E: after the meeting; every item has a unit in force and a day to come.

    A meeting may resolve more than once: what was left open is often settled a day later.
    """
    if not _meeting(state, command.consultation).held:
        raise NotHeldYet
    may_be_called(state, (one.unit for one in command.items), act)
    for one in command.items:
        if one.due_on < day_of(act.at):
            raise DayHasPassed(field="due_on", day=one.due_on.isoformat())
    yield ResolutionAdopted(
        consultation=command.consultation,
        items=tuple(
            ResolvedItem(
                item=act.new_id("item", nth=nth), unit=one.unit, task=one.task, due_on=one.due_on
            )
            for nth, one in enumerate(command.items)
        ),
    )


@case.decides(by=[Role.HANDLER], during=NOT_ARCHIVED)
def finish_item(state: Case, command: FinishItem, act: Act) -> Events:
    """domain.md §2.5 E: by a handler of the unit it was given to, once."""
    item = state.meetings.items.get(command.item)
    if item is None:
        raise ItemUnknown
    if act.unit != item.unit:
        raise ItemOfAnotherUnit
    if item.done:
        raise ItemDoneAlready
    may_come(state, [act.person])
    yield ResolutionItemDone(
        item=command.item,
        unit=item.unit,
        result=command.result,
        documents=command.documents,
    )


def _at_the_table(state: Case, kind: str, units: Iterable[UnitId], act: Act) -> tuple[UnitId, ...]:
    """The units, each once; the one complained of comes to be heard, if nobody is protected."""
    if kind != ConsultationKind.HEARING or state.protected:
        return may_be_called(state, units, act)
    coming = tuple(dict.fromkeys(units))
    for unit in coming:
        registered_unit(act, unit)
    return coming


def _meeting(state: Case, consultation: ConsultationId) -> Consultation:
    found = state.meetings.consultations.get(consultation)
    if found is None:
        raise ConsultationUnknown
    return found
