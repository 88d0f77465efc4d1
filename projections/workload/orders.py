"""Orders in the workload: the units that lead and help, who handles, and how it went on."""

from typing import Any

from msgspec.structs import replace

from domain.case.acceptance import CaseAccepted, CaseRedirected
from domain.case.answers import AssistanceCompleted, WorkOrderCompleted, WorkOrderReturned
from domain.case.handling import DutyHandedOver, HandlerAssigned
from domain.case.merging import CaseMerged
from domain.case.objections import ObjectionUpheld, UnitDesignated
from domain.case.orders import WorkOrderIssued
from domain.case.petition import PetitionAssigned, PetitionForwarded
from domain.case.recusal import ConflictDisclosed, RecusalDecided
from domain.case.refusing import CaseRefused
from domain.case.reorganisation import UnitSucceeded
from domain.case.triage import CaseClassified
from domain.case.withdrawal import CaseWithdrawn
from domain.ids import UnitId
from domain.kernel import Recorded
from domain.measures.workload import Left, WorkRole
from projections.workload.projection import (
    also,
    begins,
    ends,
    ends_work,
    holders,
    row_of,
    workload,
)
from projections.workload.rows import Held, Succession, WorkloadRow


@workload.folds
def graded(
    row: WorkloadRow | None, fact: Recorded[CaseAccepted | CaseClassified]
) -> WorkloadRow | None:
    before = row_of(row, fact)
    if before.difficulty is fact.event.difficulty:
        return before
    return replace(before, difficulty=fact.event.difficulty)


@workload.folds
def issued(row: WorkloadRow | None, fact: Recorded[WorkOrderIssued]) -> WorkloadRow:
    event = fact.event
    led = begins(row_of(row, fact), fact, event.order, event.lead_unit, (None,), WorkRole.LEAD)
    for unit in event.co_units:
        if unit != event.lead_unit:
            led = begins(led, fact, event.order, unit, (None,), WorkRole.CO_UNIT)
    return led


@workload.folds
def petition_given(
    row: WorkloadRow | None, fact: Recorded[PetitionForwarded | PetitionAssigned]
) -> WorkloadRow:
    event = fact.event
    return begins(row_of(row, fact), fact, event.order, event.unit, (None,), WorkRole.LEAD)


@workload.folds
def handler_assigned(row: WorkloadRow | None, fact: Recorded[HandlerAssigned]) -> WorkloadRow:
    """Who had it before and is not named has it no longer."""
    event = fact.event
    wanted = dict.fromkeys(event.assistants, WorkRole.ASSISTANT)
    wanted[event.handler] = WorkRole.LEAD
    before = row_of(row, fact)
    kept = {
        person
        for person, one in holders(before, event.order).items()
        if wanted.get(person) is one.role
    }
    after = ends(
        before,
        fact,
        Left.PASSED_ON,
        lambda one: one.work == event.order and one.person is not None and one.person not in kept,
    )
    for person, role in wanted.items():
        if person not in kept:
            after = begins(after, fact, event.order, event.unit, (person,), role)
    return after


@workload.folds
def duty_handed_over(row: WorkloadRow | None, fact: Recorded[DutyHandedOver]) -> WorkloadRow:
    event = fact.event
    changing = (event.handed_by, event.taken_by)
    after = ends(
        row_of(row, fact),
        fact,
        Left.PASSED_ON,
        lambda one: one.work == event.order and one.person in changing,
    )
    return begins(after, fact, event.order, event.unit, (event.taken_by,), WorkRole.LEAD)


@workload.folds
def taken_back(
    row: WorkloadRow | None, fact: Recorded[ObjectionUpheld | UnitDesignated]
) -> WorkloadRow:
    return ends_work(row_of(row, fact), fact, Left.TAKEN_BACK, fact.event.order)


@workload.folds
def assisted(row: WorkloadRow | None, fact: Recorded[AssistanceCompleted]) -> WorkloadRow:
    event = fact.event
    return ends(
        row_of(row, fact),
        fact,
        Left.DONE,
        lambda one: (
            one.work == event.order and one.unit == event.unit and one.role is WorkRole.CO_UNIT
        ),
    )


@workload.folds
def completed(row: WorkloadRow | None, fact: Recorded[WorkOrderCompleted]) -> WorkloadRow:
    """A co-unit that had not done its part when the answer went out has not done it."""
    event = fact.event
    after = ends(
        row_of(row, fact),
        fact,
        Left.LAPSED,
        lambda one: (
            one.work == event.order
            and one.unit in event.without_units
            and one.role is WorkRole.CO_UNIT
        ),
    )
    return ends_work(after, fact, Left.DONE, event.order)


@workload.folds
def returned(row: WorkloadRow | None, fact: Recorded[WorkOrderReturned]) -> WorkloadRow:
    """An answer that was sent back was none: what it had ended goes on.

    It goes on with whoever has stepped aside left out, and under the unit that succeeded.
    """
    before = row_of(row, fact)
    led = (
        one.ended
        for one in before.held
        if one.work == fact.event.order and one.role is WorkRole.LEAD
    )
    answered = [end.version for end in led if end is not None and end.how is Left.DONE]
    if not answered:
        return before
    held = tuple(
        replace(one, ended=None)
        if one.work == fact.event.order
        and one.ended is not None
        and one.ended.version == max(answered)
        and one.person not in before.stepped_aside
        else one
        for one in before.held
    )
    after = replace(before, held=held)
    for past in before.successions:
        after = _moved(after, fact, past.old, past.new)
    return after


@workload.folds
def matter_over(
    row: WorkloadRow | None,
    fact: Recorded[CaseMerged | CaseRefused | CaseRedirected | CaseWithdrawn],
) -> WorkloadRow:
    """Nobody is asked for anything any more."""
    return ends(row_of(row, fact), fact, Left.LAPSED, lambda one: True)


@workload.folds
def conflict_disclosed(row: WorkloadRow | None, fact: Recorded[ConflictDisclosed]) -> WorkloadRow:
    before = row_of(row, fact)
    return replace(before, disclosed=also(before.disclosed, fact.actor.person))


@workload.folds
def recusal_decided(row: WorkloadRow | None, fact: Recorded[RecusalDecided]) -> WorkloadRow:
    """Who stepped aside has no order in hand any more; a mediator is replaced by an event."""
    before, person = row_of(row, fact), fact.event.person
    if not fact.event.recused:
        kept = tuple(one for one in before.disclosed if one != person)
        return replace(before, disclosed=kept)
    after = ends(
        before,
        fact,
        Left.PASSED_ON,
        lambda one: (
            one.person == person
            and one.role is not WorkRole.CO_MEDIATOR
            and one.work.startswith("order_")
        ),
    )
    return replace(after, stepped_aside=also(after.stepped_aside, person))


@workload.folds
def unit_succeeded(row: WorkloadRow | None, fact: Recorded[UnitSucceeded]) -> WorkloadRow:
    event, before = fact.event, row_of(row, fact)
    past = Succession(old=event.from_unit, new=event.to_unit)
    after = _moved(before, fact, past.old, past.new)
    return replace(after, successions=(*after.successions, past))


def _moved(row: WorkloadRow, fact: Recorded[Any], old: UnitId, new: UnitId) -> WorkloadRow:
    """What is open under one unit goes on under another, in the same hands.

    Where the new unit has a part of its own in the same work, the heavier of both is left.
    """
    moving = [one for one in row.held if one.ended is None and one.unit == old]
    after = ends(row, fact, Left.PASSED_ON, lambda one: one.unit == old)
    for one in moving:
        if _has_part(after, one, new):
            if one.role is not WorkRole.LEAD:
                continue
            after = ends(
                after,
                fact,
                Left.PASSED_ON,
                lambda own, one=one: _same_part(own, one, new),  # type: ignore[misc]
            )
        after = begins(after, fact, one.work, new, (one.person,), one.role, continued=True)
    return after


def _has_part(row: WorkloadRow, like: Held, unit: UnitId) -> bool:
    return any(one.ended is None and _same_part(one, like, unit) for one in row.held)


def _same_part(one: Held, like: Held, unit: UnitId) -> bool:
    return one.work == like.work and one.person == like.person and one.unit == unit
