"""Measures of accountability (约谈、通报、挂牌督办): a unit is held to the duty it left undone."""

from datetime import date

from domain.case.pressing import PRESSED, SUPERIORS, grounded, may_press
from domain.case.regions.ending import Supervision
from domain.case.registers import registered_person
from domain.case.state import Case, case
from domain.codes.orders import SupervisionLevel
from domain.ids import CaseId, DocumentId, PersonId, StreamId, SupervisionId, UnitId
from domain.kernel import Act, Command, Confidential, Event, Events, Recorded
from domain.texts import Code, Narrative


class UnitInterviewed(Event, tag="supervision.unit_interviewed"):
    """约谈: a unit's chief was called in."""

    unit: UnitId
    ground: str
    content: Confidential
    interviewed: PersonId
    due_on: date | None


class CircularPublished(Event, tag="supervision.circular_published"):
    """通报: what a unit left undone was made known."""

    unit: UnitId
    ground: str
    content: Confidential
    document: DocumentId
    due_on: date | None


class ListedForSupervision(Event, tag="supervision.listed"):
    """挂牌督办: the matter was put on the list, with a day by which it is put right."""

    supervision: SupervisionId
    unit: UnitId
    ground: str
    content: Confidential
    due_on: date


class InterviewUnit(Command):
    """Record that a unit's chief was called in. 约谈"""

    case: CaseId
    unit: UnitId
    ground: Code
    content: Narrative
    interviewed: PersonId
    due_on: date | None = None


class PublishCircular(Command):
    """Make known what a unit left undone. 通报"""

    case: CaseId
    unit: UnitId
    ground: Code
    content: Narrative
    document: DocumentId
    due_on: date | None = None


class ListForSupervision(Command):
    """Put the matter on the list, with a day by which it is put right. 挂牌督办"""

    case: CaseId
    unit: UnitId
    ground: Code
    content: Narrative
    due_on: date


@case.evolves
def unit_interviewed(state: Case, event: UnitInterviewed, fact: Recorded[UnitInterviewed]) -> None:
    state.hands.supervisors.add(fact.actor.person)


@case.evolves
def circular_published(
    state: Case, event: CircularPublished, fact: Recorded[CircularPublished]
) -> None:
    state.hands.supervisors.add(fact.actor.person)


@case.evolves
def listed(state: Case, event: ListedForSupervision, fact: Recorded[ListedForSupervision]) -> None:
    state.supervisions.all[event.supervision] = Supervision(
        supervision=event.supervision,
        level=SupervisionLevel.LISTED,
        unit=event.unit,
        ordered_by=fact.actor.person,
    )
    state.hands.supervisors.add(fact.actor.person)


def _the_interviewed(state: Case | None, command: InterviewUnit) -> list[StreamId]:
    return [command.interviewed]


@case.decides(by=SUPERIORS, during=PRESSED, needs=_the_interviewed)
def interview_unit(state: Case, command: InterviewUnit, act: Act) -> Events:
    """[seed 000 三(三)] 约谈: a unit's chief, who is registered, for a ground of the list."""
    registered_person(act, command.interviewed)
    may_press(state, command.unit, act)
    grounded(command.ground, command.content, command.due_on, act)
    yield UnitInterviewed(
        unit=command.unit,
        ground=command.ground,
        content=command.content,
        interviewed=command.interviewed,
        due_on=command.due_on,
    )


@case.decides(by=SUPERIORS, during=PRESSED)
def publish_circular(state: Case, command: PublishCircular, act: Act) -> Events:
    """[seed 000 三(三)] 通报: for a ground of the list, in a document of its own."""
    may_press(state, command.unit, act)
    grounded(command.ground, command.content, command.due_on, act)
    yield CircularPublished(
        unit=command.unit,
        ground=command.ground,
        content=command.content,
        document=command.document,
        due_on=command.due_on,
    )


@case.decides(by=SUPERIORS, during=PRESSED)
def list_for_supervision(state: Case, command: ListForSupervision, act: Act) -> Events:
    """[seed 000 三(三)] 挂牌督办: the highest level, answered and closed as any."""
    may_press(state, command.unit, act)
    grounded(command.ground, command.content, command.due_on, act)
    yield ListedForSupervision(
        supervision=act.new_id("supervision"),
        unit=command.unit,
        ground=command.ground,
        content=command.content,
        due_on=command.due_on,
    )
