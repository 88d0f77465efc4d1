"""Supervision (督办): reminding a unit, urging it, putting it under supervision, closing that.

What a clock does by itself is policy; here somebody presses a unit to do its duty in a case.
"""

from datetime import date

from domain.case.pressing import (
    PRESSED,
    SUPERIORS,
    SUPERVISORS,
    grounded,
    may_press,
    may_supervise,
)
from domain.case.refusals.supervision import (
    AnswerMissing,
    ListingIsSeparate,
    NotSupervised,
    SupervisionOver,
    SupervisionUnknown,
)
from domain.case.regions.ending import Supervision
from domain.case.state import NOT_ARCHIVED, Case, case
from domain.case.values import Documents
from domain.codes.orders import SupervisionLevel
from domain.ids import CaseId, DocumentId, SupervisionId, UnitId
from domain.kernel import Act, Command, Confidential, Event, Events, Recorded
from domain.refusals import RoleMayNot
from domain.roles import Role
from domain.texts import Code, Narrative


class ReminderSent(Event, tag="supervision.reminder_sent"):
    """提醒: a unit was reminded of what is due."""

    unit: UnitId
    content: Confidential


class UrgeIssued(Event, tag="supervision.urge_issued"):
    """催办: a unit was urged to do what is due."""

    unit: UnitId
    ground: str
    content: Confidential
    due_on: date | None


class SupervisionOrdered(Event, tag="supervision.ordered"):
    """督办: a unit was put under supervision; it answers, and the case waits for it."""

    supervision: SupervisionId
    level: SupervisionLevel
    unit: UnitId
    ground: str
    content: Confidential
    due_on: date | None


class SupervisionAnswered(Event, tag="supervision.answered"):
    """督办答复: the unit said what it has done."""

    supervision: SupervisionId
    answer: Confidential
    documents: tuple[DocumentId, ...]


class SupervisionClosed(Event, tag="supervision.closed"):
    """督办办结: the answer was found to be enough."""

    supervision: SupervisionId
    finding: Confidential


class SendReminder(Command):
    """Remind a unit of what is due. 提醒"""

    case: CaseId
    unit: UnitId
    content: Narrative


class IssueUrge(Command):
    """Urge a unit to do what is due. 催办"""

    case: CaseId
    unit: UnitId
    ground: Code
    content: Narrative
    due_on: date | None = None


class OrderSupervision(Command):
    """Put a unit under ordinary or close supervision; it must answer. 督办"""

    case: CaseId
    level: SupervisionLevel
    unit: UnitId
    ground: Code
    content: Narrative
    due_on: date


class AnswerSupervision(Command):
    """Say, for the unit under supervision, what it has done. 督办答复"""

    case: CaseId
    supervision: SupervisionId
    answer: Narrative
    documents: Documents = ()


class CloseSupervision(Command):
    """Close a supervision whose answer is enough. 督办办结"""

    case: CaseId
    supervision: SupervisionId
    finding: Narrative


@case.evolves
def reminder_sent(state: Case, event: ReminderSent, fact: Recorded[ReminderSent]) -> None:
    state.hands.supervisors.add(fact.actor.person)


@case.evolves
def urge_issued(state: Case, event: UrgeIssued, fact: Recorded[UrgeIssued]) -> None:
    state.supervisions.urged += 1
    state.hands.supervisors.add(fact.actor.person)


@case.evolves
def supervision_ordered(
    state: Case, event: SupervisionOrdered, fact: Recorded[SupervisionOrdered]
) -> None:
    state.supervisions.all[event.supervision] = Supervision(
        supervision=event.supervision,
        level=event.level,
        unit=event.unit,
        ordered_by=fact.actor.person,
    )
    state.hands.supervisors.add(fact.actor.person)


@case.evolves
def supervision_answered(
    state: Case, event: SupervisionAnswered, fact: Recorded[SupervisionAnswered]
) -> None:
    state.supervisions.all[event.supervision].answered = True


@case.evolves
def supervision_closed(
    state: Case, event: SupervisionClosed, fact: Recorded[SupervisionClosed]
) -> None:
    state.supervisions.all[event.supervision].closed = True
    state.hands.supervisors.add(fact.actor.person)


@case.decides(by=[Role.SUPERVISOR], during=PRESSED)
def send_reminder(state: Case, command: SendReminder, act: Act) -> Events:
    """domain.md §2.5 K, §5.4: the first rung; it asks for no ground."""
    may_press(state, command.unit, act)
    yield ReminderSent(unit=command.unit, content=command.content)


@case.decides(by=[Role.SUPERVISOR], during=PRESSED)
def issue_urge(state: Case, command: IssueUrge, act: Act) -> Events:
    """domain.md §2.5 K, §5.4: the second rung, with a ground of the list."""
    may_press(state, command.unit, act)
    grounded(command.ground, command.content, command.due_on, act)
    yield UrgeIssued(
        unit=command.unit, ground=command.ground, content=command.content, due_on=command.due_on
    )


@case.decides(by=SUPERVISORS, during=PRESSED)
def order_supervision(state: Case, command: OrderSupervision, act: Act) -> Events:
    """domain.md §2.5 K, §4.6 SoD-6: ordinary or close; the listed level is ordered by its own act.

    The matter cannot be concluded before the supervision is closed.
    """
    if command.level is SupervisionLevel.LISTED:
        raise ListingIsSeparate
    may_press(state, command.unit, act)
    grounded(command.ground, command.content, command.due_on, act)
    yield SupervisionOrdered(
        supervision=act.new_id("supervision"),
        level=command.level,
        unit=command.unit,
        ground=command.ground,
        content=command.content,
        due_on=command.due_on,
    )


@case.decides(
    by=[Role.UNIT_HEAD, Role.COMMITTEE_HEAD, Role.VILLAGE_HEAD, Role.CENTRE_DIRECTOR],
    during=NOT_ARCHIVED,
)
def answer_supervision(state: Case, command: AnswerSupervision, act: Act) -> Events:
    """domain.md §2.5 K: by who answers for the unit; it may answer again until it is enough."""
    if act.unit != _open(state, command.supervision).unit:
        raise NotSupervised
    yield SupervisionAnswered(
        supervision=command.supervision, answer=command.answer, documents=command.documents
    )


@case.decides(by=[*SUPERVISORS, Role.CENTRE_DIRECTOR], during=NOT_ARCHIVED)
def close_supervision(state: Case, command: CloseSupervision, act: Act) -> Events:
    """domain.md §2.5 K, §4.6 SoD-6: on an answer, by nobody who handled the matter.

    The listed level is closed by who may list, the others by who supervises.
    """
    supervision = _open(state, command.supervision)
    closers = SUPERIORS if supervision.level is SupervisionLevel.LISTED else SUPERVISORS
    if act.roles.isdisjoint(closers):
        raise RoleMayNot(allowed=list(closers))
    may_supervise(state, supervision.unit, act)
    if not supervision.answered:
        raise AnswerMissing
    yield SupervisionClosed(supervision=command.supervision, finding=command.finding)


def _open(state: Case, supervision: SupervisionId) -> Supervision:
    """The supervision, not closed yet. Raises `SupervisionUnknown`, `SupervisionOver`."""
    found = state.supervisions.all.get(supervision)
    if found is None:
        raise SupervisionUnknown(supervision=supervision)
    if found.closed:
        raise SupervisionOver
    return found
