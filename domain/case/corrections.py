"""Corrections (更正): nothing is edited; what is wrong is answered by an event that names it.

A correction says what is right, a voiding that it never was, an annotation adds a word, and a late
entry is explained. Clocks count with them, read models show both, decisions once taken stand.
"""

from datetime import datetime
from typing import Annotated

from msgspec import Meta

from domain.case.refusals import SamePerson
from domain.case.refusals.corrections import (
    CorrectionStands,
    EntryIsVoid,
    EntryNotLate,
    EntryUnknown,
    NothingCorrected,
    NotItsUnit,
    NotVoidable,
    NotYourEntry,
    NoVoidingProposed,
    RestedUpon,
)
from domain.case.regions.record import Entry, Voiding
from domain.case.right_values import event_type, right_value
from domain.case.state import Case, Stage, case
from domain.case.voidable import VOIDABLE, Voidable
from domain.ids import CaseId, PersonId
from domain.kernel import (
    Act,
    Command,
    Confidential,
    Event,
    Events,
    Moment,
    Past,
    Recorded,
)
from domain.refusals import BeforeTheMatter
from domain.roles import STAFF, Role
from domain.texts import Narrative

ALWAYS = tuple(stage for stage in Stage if stage is not Stage.DRAFT)
"""Also after the archive (domain.md §2.7 invariant 2)."""

Version = Annotated[int, Meta(ge=1, le=1_000_000)]
"""记录序号: at which place in the case's record an entry stands, from 1."""

FieldName = Annotated[str, Meta(pattern=r"^[a-z_]{1,40}$")]
"""项目名称: a field of an event, by its name in the domain."""


class EventCorrected(Event, tag="event.corrected"):
    """更正: an entry said something wrong, and this is right."""

    version: int
    event: str
    field: str | None
    value: str | None
    happened_at: Moment | None
    remark: Confidential | None
    reason: Confidential


class VoidingProposed(Event, tag="event.voiding_proposed"):
    """提出作废: an entry does not belong here; a second person decides."""

    version: int
    event: str
    reason: Confidential


class EventVoided(Event, tag="event.voided"):
    """作废: two persons found that an entry does not belong here; it stays visible."""

    version: int
    event: str
    reason: Confidential
    proposed_by: PersonId


class EventAnnotated(Event, tag="event.annotated"):
    """加注: a word beside an entry; it changes nothing."""

    version: int
    event: str
    note: Confidential


class LateEntryExplained(Event, tag="event.late_entry_explained"):
    """补录说明: why an entry was recorded long after it happened."""

    version: int
    event: str
    reason: Confidential


class CorrectEvent(Command):
    """Say what is right instead of a field, or of the moment, of an earlier entry. 更正"""

    case: CaseId
    version: Version
    reason: Narrative
    field: FieldName | None = None
    value: Narrative | None = None
    happened_at: Past | None = None
    remark: Narrative | None = None


class ProposeVoiding(Command):
    """Propose, as the author's unit, that an entry does not belong here. 提出作废"""

    case: CaseId
    version: Version
    reason: Narrative


class ApproveVoiding(Command):
    """Decide, as the second person, that an entry does not belong here. 同意作废"""

    case: CaseId
    version: Version


class AnnotateEvent(Command):
    """Add a word beside an earlier entry. 加注"""

    case: CaseId
    version: Version
    note: Narrative


class ExplainLateEntry(Command):
    """Explain why an entry came long after it happened. 补录说明"""

    case: CaseId
    version: Version
    reason: Narrative


@case.evolves
def corrected(state: Case, event: EventCorrected, fact: Recorded[EventCorrected]) -> None:
    pass


@case.evolves
def voiding_proposed(state: Case, event: VoidingProposed, fact: Recorded[VoidingProposed]) -> None:
    state.corrections.proposed[event.version] = Voiding(by=fact.actor.person, reason=event.reason)


@case.evolves
def voided(state: Case, event: EventVoided, fact: Recorded[EventVoided]) -> None:
    state.corrections.proposed.pop(event.version, None)
    state.corrections.voided.add(event.version)
    known = VOIDABLE.get(event.event)
    if known is not None:
        known.undo(state, event.version)


@case.evolves
def annotated(state: Case, event: EventAnnotated, fact: Recorded[EventAnnotated]) -> None:
    pass


@case.evolves
def late_entry_explained(
    state: Case, event: LateEntryExplained, fact: Recorded[LateEntryExplained]
) -> None:
    pass


AUTHORS = (*sorted(STAFF), Role.PARTY)
"""Whoever may have made an entry."""


@case.decides(by=AUTHORS, during=ALWAYS)
def correct(state: Case, command: CorrectEvent, act: Act) -> Events:
    """domain.md §2.3 rule 1: by its author, the author's unit head or the director.

    What was decided is not corrected but decided anew: of an entry that decisions rest on, days,
    moments, amounts and plain texts are corrected, never who or what (docs/adr/0027).
    """
    entry = _own_entry(state, command.version, act)
    _untouched(state, command.version, entry)
    value = None
    if command.field is not None:
        value = right_value(entry, command.field, command.value, command.remark)
    elif command.value is not None or (command.happened_at is None and command.remark is None):
        raise NothingCorrected
    if command.happened_at is not None:
        _within_the_matter(state, command.version, entry, command.happened_at)
    yield EventCorrected(
        version=command.version,
        event=entry.event,
        field=command.field,
        value=value,
        happened_at=command.happened_at,
        remark=command.remark,
        reason=command.reason,
    )


@case.decides(
    by=[Role.UNIT_HEAD, Role.COMMITTEE_HEAD, Role.VILLAGE_HEAD, Role.CENTRE_DIRECTOR],
    during=ALWAYS,
)
def propose_voiding(state: Case, command: ProposeVoiding, act: Act) -> Events:
    """domain.md §2.3 rule 1, §4.4: the head of the unit the entry was made for.

    What a party entered without a unit belongs to the centre. A new proposal replaces the old.
    """
    entry = _entry(state, command.version)
    if act.unit is None or act.unit != (entry.unit or state.centre):
        raise NotItsUnit
    _untouched(state, command.version, entry)
    _voidable(state, entry)
    yield VoidingProposed(version=command.version, event=entry.event, reason=command.reason)


@case.decides(by=[Role.COMPLIANCE_AUDITOR], during=ALWAYS)
def approve_voiding(state: Case, command: ApproveVoiding, act: Act) -> Events:
    """domain.md §4.4: the auditor, who neither proposed it nor made the entry."""
    entry = _entry(state, command.version)
    proposed = state.corrections.proposed.get(command.version)
    if proposed is None:
        raise NoVoidingProposed
    if act.person in (proposed.by, entry.person):
        raise SamePerson
    _voidable(state, entry)
    yield EventVoided(
        version=command.version,
        event=entry.event,
        reason=proposed.reason,
        proposed_by=proposed.by,
    )


@case.decides(by=AUTHORS, during=ALWAYS)
def annotate(state: Case, command: AnnotateEvent, act: Act) -> Events:
    """domain.md §2.5 Q: beside any entry of one's own, a void one too."""
    entry = _own_entry(state, command.version, act)
    yield EventAnnotated(version=command.version, event=entry.event, note=command.note)


@case.decides(by=AUTHORS, during=ALWAYS)
def explain_late_entry(state: Case, command: ExplainLateEntry, act: Act) -> Events:
    """domain.md §2.3 rule 2: an explanation takes the mark of lateness from nothing."""
    entry = _own_entry(state, command.version, act)
    if not entry.late:
        raise EntryNotLate(version=command.version)
    yield LateEntryExplained(version=command.version, event=entry.event, reason=command.reason)


def _entry(state: Case, version: int) -> Entry:
    if version > len(state.record):
        raise EntryUnknown(version=version)
    return state.record[version - 1]


def _own_entry(state: Case, version: int, act: Act) -> Entry:
    entry = _entry(state, version)
    heads_the_unit = Role.UNIT_HEAD in act.roles and act.unit == entry.unit
    if act.person != entry.person and not heads_the_unit and Role.CENTRE_DIRECTOR not in act.roles:
        raise NotYourEntry
    return entry


def _untouched(state: Case, version: int, entry: Entry) -> None:
    if entry.event.startswith("event."):
        raise CorrectionStands
    if version in state.corrections.voided:
        raise EntryIsVoid(version=version)


def _voidable(state: Case, entry: Entry) -> Voidable:
    found = VOIDABLE.get(entry.event)
    if found is None:
        raise NotVoidable
    if state.stage in found.rested_upon:
        raise RestedUpon(stage=state.stage)
    return found


def _within_the_matter(state: Case, version: int, entry: Entry, happened_at: datetime) -> None:
    """domain.md §2.3 rule 3: only the registration itself, or what may, moves before the matter."""
    began_at = state.began_at
    if version == 1 or event_type(entry).may_precede or began_at is None or happened_at >= began_at:
        return
    raise BeforeTheMatter(occurred_at=happened_at.isoformat(), began_at=began_at.isoformat())
