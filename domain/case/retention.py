"""Retention (保管期限): how long a volume is kept, what holds it, and when it may be destroyed."""

from datetime import date

from domain.case.refusals import SamePerson
from domain.case.refusals.archive import (
    DestructionApprovedBefore,
    DestructionNotApproved,
    NoHoldStands,
    RetentionTooShort,
    StillRetained,
    UnderLegalHold,
)
from domain.case.state import Case, Stage, case, complaints_of
from domain.codes.ending import Retention
from domain.ids import CaseId, DocumentId, PersonId, StreamId
from domain.kernel import Act, Also, Command, Confidential, Event, Events, Recorded, day_of
from domain.policy.daycount import add_months
from domain.roles import Role
from domain.texts import Narrative


class RetentionExtended(Event, tag="case.retention_extended"):
    """延长保管期限: the volume is kept longer than was first thought."""

    retention: Retention
    basis: Confidential


class HoldPlaced(Event, tag="case.hold_placed"):
    """保全: nothing of the volume may be destroyed until the hold is lifted."""

    basis: Confidential
    document: DocumentId


class HoldLifted(Event, tag="case.hold_lifted"):
    """解除保全: one hold on the volume has ended."""

    basis: Confidential


class DestructionApproved(Event, tag="case.destruction_approved"):
    """批准销毁: the volume's time is over, nothing holds it, and it may be destroyed."""

    basis: Confidential
    document: DocumentId


class DestructionExecuted(Event, tag="case.destruction_executed"):
    """执行销毁: the volume was destroyed by two signatures; nobody reads its words again.

    It has no words of its own: they would be destroyed with the rest (docs/adr/0030).
    """

    destroys_words = True

    approved_by: PersonId
    document: DocumentId


class ExtendRetention(Command):
    """Keep a volume longer, and say why. 延长保管期限"""

    case: CaseId
    retention: Retention
    basis: Narrative


class PlaceHold(Command):
    """Forbid that anything of the volume is destroyed. 保全"""

    case: CaseId
    basis: Narrative
    document: DocumentId


class LiftHold(Command):
    """Lift one hold on the volume. 解除保全"""

    case: CaseId
    basis: Narrative


class ApproveDestruction(Command):
    """Approve that a volume whose time is over is destroyed, by its appraisal. 批准销毁"""

    case: CaseId
    basis: Narrative
    document: DocumentId


class ExecuteDestruction(Command):
    """Destroy a volume whose destruction was approved, for ever. 执行销毁"""

    case: CaseId
    document: DocumentId


@case.evolves
def retention_extended(
    state: Case, event: RetentionExtended, fact: Recorded[RetentionExtended]
) -> None:
    state.ending.retention = event.retention
    state.ending.destruction_approved_by = None


@case.evolves
def hold_placed(state: Case, event: HoldPlaced, fact: Recorded[HoldPlaced]) -> None:
    state.ending.holds += 1
    state.ending.destruction_approved_by = None


@case.evolves
def hold_lifted(state: Case, event: HoldLifted, fact: Recorded[HoldLifted]) -> None:
    state.ending.holds -= 1


@case.evolves
def destruction_approved(
    state: Case, event: DestructionApproved, fact: Recorded[DestructionApproved]
) -> None:
    state.ending.destruction_approved_by = fact.actor.person
    state.ending.destruction_approved_at = fact.occurred_at


@case.evolves
def destruction_executed(
    state: Case, event: DestructionExecuted, fact: Recorded[DestructionExecuted]
) -> None:
    state.ending.destroyed = True


def kept_until(state: Case) -> date | None:
    """The last day the volume is kept; None when it is kept for ever."""
    at, retention = state.ending.archived_at, state.ending.retention
    if at is None or retention is None or retention.years is None:
        return None
    return add_months(day_of(at), 12 * retention.years)


@case.decides(by=[Role.ARCHIVIST, Role.CENTRE_DIRECTOR], during=[Stage.ARCHIVED])
def extend_retention(state: Case, command: ExtendRetention, act: Act) -> Events:
    """domain.md §2.5 J: only longer; an approved destruction falls away with it."""
    current = state.ending.retention
    assert current is not None, "an archived case has a retention"
    if not current.shorter_than(command.retention):
        raise RetentionTooShort(least=current)
    yield RetentionExtended(retention=command.retention, basis=command.basis)


@case.decides(
    by=[Role.CENTRE_DIRECTOR, Role.POLITICAL_LEGAL_COMMITTEE, Role.ACCOUNTABILITY_REVIEWER],
    during=[Stage.ARCHIVED],
)
def place_hold(state: Case, command: PlaceHold, act: Act) -> Events:
    """domain.md §4.4 legal hold: a review, a lawsuit or a superior needs the volume.

    Whoever reviews the case may hold it as well; holds add up.
    """
    yield HoldPlaced(basis=command.basis, document=command.document)


@case.decides(
    by=[Role.CENTRE_DIRECTOR, Role.POLITICAL_LEGAL_COMMITTEE, Role.ACCOUNTABILITY_REVIEWER],
    during=[Stage.ARCHIVED],
)
def lift_hold(state: Case, command: LiftHold, act: Act) -> Events:
    """domain.md §4.4: one hold at a time."""
    if state.ending.holds == 0:
        raise NoHoldStands
    yield HoldLifted(basis=command.basis)


@case.decides(by=[Role.CENTRE_DIRECTOR], during=[Stage.ARCHIVED])
def approve_destruction(state: Case, command: ApproveDestruction, act: Act) -> Events:
    """档案法 art 21 [F14], domain.md §4.4: after its time, under no hold.

    The first of two signatures: carrying it out is the archivist's.
    """
    if state.ending.destruction_approved_by is not None:
        raise DestructionApprovedBefore
    _needed_no_more(state, act)
    yield DestructionApproved(basis=command.basis, document=command.document)


def _complaints(state: Case | None, command: ExecuteDestruction) -> list[StreamId]:
    return [*complaints_of(state)]


@case.decides(by=[Role.ARCHIVIST], during=[Stage.ARCHIVED], needs=_complaints)
def execute_destruction(state: Case, command: ExecuteDestruction, act: Act) -> Events:
    """档案法 art 21 [F14], domain.md §2.5 J, §4.4: the second signature, by another person.

    Complaints that were joined lie in the same volume and are destroyed with it. Who the parties
    are stays in the vault: another case may need it.
    """
    _needed_no_more(state, act)
    approved_by, approved_at = (
        state.ending.destruction_approved_by,
        state.ending.destruction_approved_at,
    )
    if approved_by is None or approved_at is None or day_of(act.at) < day_of(approved_at):
        raise DestructionNotApproved
    if approved_by == act.person:
        raise SamePerson
    executed = DestructionExecuted(approved_by=approved_by, document=command.document)
    yield executed
    for complaint in complaints_of(state):
        yield Also(stream=complaint, event=executed)


def _needed_no_more(state: Case, act: Act) -> None:
    """The term is over and no hold stands. Raises `StillRetained`, `UnderLegalHold`."""
    until = kept_until(state)
    if until is None or day_of(act.at) <= until:
        raise StillRetained(until=until.isoformat() if until else Retention.PERMANENT)
    if state.ending.holds:
        raise UnderLegalHold
