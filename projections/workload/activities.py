"""What was done, in the workload: sessions, visits, consultations, whistles; and corrections."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from msgspec.structs import replace

from domain.case.consultation import ConsultationHeld
from domain.case.contact import ContactRecorded
from domain.case.corrections import EventCorrected, EventVoided
from domain.case.sessions import InvestigationRecorded, SessionHeld
from domain.case.visits import ReturnVisitMade
from domain.case.whistle_answers import UnitReportedIn
from domain.ids import PersonId, UnitId
from domain.kernel import Recorded, utc
from projections.workload.projection import row_of, unit_of, workload
from projections.workload.rows import Activity, Done, Held, WorkloadRow


@workload.folds
def session_held(row: WorkloadRow | None, fact: Recorded[SessionHeld]) -> WorkloadRow:
    """Each mediator who was there, and their organisation once."""
    event, before = fact.event, row_of(row, fact)
    return _did(
        before,
        fact,
        Activity.SESSION,
        unit_of(before, event.mediation) or fact.actor.unit,
        event.mediators,
        work=event.mediation,
        minutes=event.duration_minutes,
    )


@workload.folds
def investigation_recorded(
    row: WorkloadRow | None, fact: Recorded[InvestigationRecorded]
) -> WorkloadRow:
    before = row_of(row, fact)
    unit = unit_of(before, fact.event.mediation) or fact.actor.unit
    return _did(before, fact, Activity.INVESTIGATION, unit, (fact.actor.person,))


@workload.folds
def visited(row: WorkloadRow | None, fact: Recorded[ReturnVisitMade]) -> WorkloadRow:
    actor = fact.actor
    return _did(row_of(row, fact), fact, Activity.VISIT, actor.unit, (actor.person,))


@workload.folds
def contacted(row: WorkloadRow | None, fact: Recorded[ContactRecorded]) -> WorkloadRow:
    actor = fact.actor
    return _did(row_of(row, fact), fact, Activity.CONTACT, actor.unit, (actor.person,))


@workload.folds
def consultation_held(row: WorkloadRow | None, fact: Recorded[ConsultationHeld]) -> WorkloadRow:
    """Each unit that met, and each person; for which unit a person came is not told."""
    event = fact.event
    return _did(
        row_of(row, fact), fact, Activity.CONSULTATION, None, event.people, units=event.units
    )


@workload.folds
def reported_in(row: WorkloadRow | None, fact: Recorded[UnitReportedIn]) -> WorkloadRow:
    """A whistle is answered by coming, when the unit came (报到)."""
    event = fact.event
    return _did(
        row_of(row, fact), fact, Activity.WHISTLE, event.unit, event.people, at=event.arrived_at
    )


def _did(
    row: WorkloadRow,
    fact: Recorded[Any],
    kind: Activity,
    unit: UnitId | None,
    people: Iterable[PersonId],
    *,
    units: Iterable[UnitId] | None = None,
    at: datetime | None = None,
    work: str | None = None,
    minutes: int = 0,
) -> WorkloadRow:
    """The row with one thing done; `units` are those it counts for, if not `unit` alone."""
    own = () if unit is None else (unit,)
    done = Done(
        version=fact.version,
        position=fact.position,
        kind=kind,
        at=at or fact.occurred_at,
        recorded_at=fact.recorded_at,
        units=own if units is None else tuple(dict.fromkeys(units)),
        people=tuple(dict.fromkeys(people)),
        unit=unit,
        told_by=fact.actor.person,
        work=work,
        minutes=minutes,
    )
    return replace(row, done=(*row.done, done))


@workload.folds
def voided(row: WorkloadRow | None, fact: Recorded[EventVoided]) -> WorkloadRow:
    """What was not done here is not counted (docs/adr/0027)."""
    before = row_of(row, fact)
    left = tuple(one for one in before.done if one.version != fact.event.version)
    return before if len(left) == len(before.done) else replace(before, done=left)


@workload.folds
def corrected(row: WorkloadRow | None, fact: Recorded[EventCorrected]) -> WorkloadRow:
    """Another moment moves what began, ended or was done by the event; minutes may differ too."""
    event, before = fact.event, row_of(row, fact)
    done = tuple(_right(one, event) if one.version == event.version else one for one in before.done)
    held = before.held
    if event.happened_at is not None:
        held = tuple(_moved(one, event.version, event.happened_at) for one in held)
    return replace(before, done=done, held=held)


def _right(one: Done, event: EventCorrected) -> Done:
    """A unit that answered a whistle came when it said it came, whenever that was entered."""
    came = one.kind is Activity.WHISTLE
    if event.happened_at is not None and not came:
        one = replace(one, at=event.happened_at)
    match event.field, event.value:
        case "arrived_at", str(text) if came:
            return replace(one, at=utc(datetime.fromisoformat(text)))
        case "duration_minutes", str(text):
            return replace(one, minutes=int(text))
    return one


def _moved(one: Held, version: int, at: datetime) -> Held:
    if one.begun.version == version:
        one = replace(one, begun=replace(one.begun, at=at))
    if one.ended is not None and one.ended.version == version:
        one = replace(one, ended=replace(one.ended, at=at))
    return one
