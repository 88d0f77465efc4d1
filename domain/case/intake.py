"""Intake (受理登记): every matter is registered; what is missing is asked for once.

No window may refuse to register (信访工作条例 art 44 penalises it): no guard here depends on the
merit of a matter, only on whether the entry can be understood at all.
"""

from datetime import date
from decimal import Decimal
from typing import Annotated

from msgspec import Meta

from domain.case.code import case_code
from domain.case.protection import Pseudonym, protection_of_a_report
from domain.case.refusals import (
    AskedBefore,
    CentreMissing,
    CentreNotYours,
    DayHasPassed,
    ItemNotMissing,
    PlaceOutsideArea,
    RepresentativeNotApplicant,
    RepresentativesMissing,
    TooManyRepresentatives,
)
from domain.case.registers import (
    PROTECTED_PERSON,
    REPORTER,
    entered,
    people_named,
    registered_unit,
)
from domain.case.state import Case, Stage, case
from domain.case.values import (
    Documents,
    Party,
    PartyEntry,
    Place,
    Representation,
)
from domain.codes import DISPUTES
from domain.codes.matters import VISITS, Channel, MatterClass, SupplementCause
from domain.codes.parties import GENERAL_POWERS, Side
from domain.ids import CaseId, DocumentId, PersonId, UnitId
from domain.kernel import (
    Act,
    Command,
    Confidential,
    Event,
    Events,
    Moment,
    Past,
    Recorded,
    day_of,
)
from domain.roles import Role
from domain.texts import Code, Line, Narrative, Yuan


class IntakeRegistered(Event, tag="intake.registered"):
    """登记: a matter is known and has its one number for life."""

    case: CaseId
    code: str
    matter_class: MatterClass
    channel: Channel
    source_ref: str | None
    received_at: Moment
    centre: UnitId
    area: str
    parties: tuple[Party, ...]
    representatives: tuple[PersonId, ...]
    place: Place | None
    dispute: str | None
    summary: Confidential
    claim: Yuan | None
    people_count: int
    first_visit: bool
    attachments: tuple[DocumentId, ...]
    protected_requested: bool


class SupplementRequested(Event, tag="intake.supplement_requested"):
    """一次性告知补正: everything that is missing was asked for, once."""

    cause: SupplementCause
    items: tuple[Confidential, ...]
    due_on: date
    served_at: Moment | None


class MaterialReceived(Event, tag="intake.material_received"):
    """收到补正材料: items asked for have come in; `complete` when none is missing."""

    items: tuple[int, ...]
    documents: tuple[DocumentId, ...]
    received_at: Moment
    complete: bool


class RegisterIntake(Command):
    """Register a matter, whatever it is; it gets its one number for life. 受理登记"""

    matter_class: MatterClass
    channel: Channel
    received_at: Past
    summary: Narrative
    parties: Annotated[tuple[PartyEntry, ...], Meta(max_length=100)] = ()
    representatives: Annotated[tuple[PersonId, ...], Meta(max_length=100)] = ()
    source_ref: Line | None = None
    centre: UnitId | None = None
    place: Place | None = None
    dispute: Code | None = None
    claim: Yuan | None = None
    people_count: Annotated[int, Meta(ge=1, le=1_000_000)] = 1
    first_visit: bool = True
    attachments: Documents = ()
    protected_requested: bool = False


class RequestSupplement(Command):
    """Ask once and in full for everything that is missing. 一次性告知补正"""

    case: CaseId
    cause: SupplementCause
    items: Annotated[tuple[Narrative, ...], Meta(min_length=1, max_length=30)]
    due_on: date
    served_at: Past | None = None


class ReceiveMaterial(Command):
    """Receive items that were asked for, by their number in the list (from 1). 收到补正材料"""

    case: CaseId
    items: Annotated[
        tuple[Annotated[int, Meta(ge=1, le=30)], ...], Meta(min_length=1, max_length=30)
    ]
    received_at: Past
    documents: Documents = ()


@case.evolves
def registered(state: Case, event: IntakeRegistered, fact: Recorded[IntakeRegistered]) -> None:
    state.code = event.code
    state.stage = Stage.REGISTERED
    state.matter_class = event.matter_class
    state.channel = event.channel
    state.dispute = event.dispute
    state.people_count = event.people_count
    state.claim = None if event.claim is None else Decimal(event.claim)
    state.area = event.area
    state.centre = event.centre
    state.units.add(event.centre)
    state.registered_by = fact.actor.person
    state.began_at = fact.occurred_at
    state.received_at = event.received_at
    state.own_parties = {party.person: party for party in event.parties}
    state.protection.requested = event.protected_requested
    applicants = tuple(state.on_side(Side.APPLICANT))
    state.own_representations = [
        Representation(person=chosen, represents=applicants, powers=GENERAL_POWERS, document=None)
        for chosen in event.representatives
    ]


@case.evolves
def supplement_requested(
    state: Case, event: SupplementRequested, fact: Recorded[SupplementRequested]
) -> None:
    state.stage = Stage.SUPPLEMENTING
    state.supplement.causes.add(event.cause)
    state.supplement.missing = set(range(1, len(event.items) + 1))
    state.supplement.due_on = event.due_on


@case.evolves
def material_received(
    state: Case, event: MaterialReceived, fact: Recorded[MaterialReceived]
) -> None:
    state.supplement.missing.difference_update(event.items)
    if event.complete:
        state.stage = Stage.REGISTERED


def _the_people(state: Case | None, command: RegisterIntake) -> list[str]:
    return people_named(command.parties)


@case.opens(
    by=[
        Role.WINDOW_CLERK,
        Role.HANDLER,
        Role.MEDIATOR,
        Role.GRID_WORKER,
        Role.VILLAGE_HEAD,
        Role.LEADER,
        Role.PETITION_OFFICE,
        Role.PARTY,
        Role.MACHINE_CLIENT,
    ],
    needs=_the_people,
)
def register_intake(command: RegisterIntake, act: Act) -> Events:
    """信访工作条例 arts 19, 20, 44: registered faithfully, by whoever is asked first.

    The words of the summary are the text that an "other" channel, class or type needs. A report
    is protected from its first moment (arts 22, 30), and its applicants stand under pseudonyms.
    A child is registered at once, too; the guardian's consent may follow.
    """
    centre = _centre(command, act)
    area = _area(command.place, centre, act)
    if command.dispute is not None:
        DISPUTES.require(command.dispute, day_of(act.at), command.summary)
    report = command.matter_class is MatterClass.REPORT
    alias = REPORTER if report else PROTECTED_PERSON if command.protected_requested else None
    parties = entered(act, command.parties, (), alias)
    _joint_visit(command, parties, act)
    new = act.new_id("case")
    yield IntakeRegistered(
        case=new,
        code=case_code(day_of(command.received_at), new),
        matter_class=command.matter_class,
        channel=command.channel,
        source_ref=command.source_ref,
        received_at=command.received_at,
        centre=centre,
        area=area,
        parties=parties,
        representatives=command.representatives,
        place=command.place,
        dispute=command.dispute,
        summary=command.summary,
        claim=command.claim,
        people_count=command.people_count,
        first_visit=command.first_visit,
        attachments=command.attachments,
        protected_requested=command.protected_requested,
    )
    if report:
        yield protection_of_a_report(
            tuple(
                Pseudonym(person=party.person, label=party.label)
                for party in parties
                if party.side is Side.APPLICANT
            )
        )


def _centre(command: RegisterIntake, act: Act) -> UnitId:
    if act.unit is not None and command.centre not in (None, act.unit):
        raise CentreNotYours(centre=command.centre)
    centre = act.unit or command.centre
    if centre is None:
        raise CentreMissing
    registered_unit(act, centre)
    return centre


def _area(place: Place | None, centre: UnitId, act: Act) -> str:
    """The place's area when it lies in the centre's area or around it, else the centre's."""
    own = registered_unit(act, centre)
    if place is None:
        return own
    if place.grid is not None:
        registered_unit(act, place.grid)
    if place.unit is None:
        return own
    there = registered_unit(act, place.unit)
    if not (there.startswith(own) or own.startswith(there)):
        raise PlaceOutsideArea(place_area=there, centre_area=own)
    return there


def _joint_visit(command: RegisterIntake, parties: tuple[Party, ...], act: Act) -> None:
    """信访工作条例 art 20: a joint visit of more than five chooses one to five of its own."""
    most = act.book.number("representatives").whole
    applicants = {party.person for party in parties if party.side is Side.APPLICANT}
    chosen = set(command.representatives)
    if outsiders := chosen - applicants:
        raise RepresentativeNotApplicant(person=min(outsiders))
    if len(chosen) > most:
        raise TooManyRepresentatives(most=most)
    visitors = max(command.people_count, len(applicants))
    several = visitors > act.book.number("joint_visit").whole
    if command.channel in VISITS and several and not chosen:
        raise RepresentativesMissing(most=most)


@case.decides(by=[Role.WINDOW_CLERK, Role.TRIAGE_OFFICER], during=[Stage.REGISTERED])
def request_supplement(state: Case, command: RequestSupplement, act: Act) -> Events:
    """domain.md §2.5 A: the whole list at once, and only once for each cause."""
    if command.cause in state.supplement.causes:
        raise AskedBefore(cause=command.cause)
    if command.due_on < day_of(act.at):
        raise DayHasPassed(field="due_on", day=command.due_on.isoformat())
    yield SupplementRequested(
        cause=command.cause,
        items=command.items,
        due_on=command.due_on,
        served_at=command.served_at,
    )


@case.decides(by=[Role.WINDOW_CLERK, Role.TRIAGE_OFFICER], during=[Stage.SUPPLEMENTING])
def receive_material(state: Case, command: ReceiveMaterial, act: Act) -> Events:
    """Only what was asked for and is still missing; late material is received too."""
    items = tuple(sorted(set(command.items)))
    for item in items:
        if item not in state.supplement.missing:
            raise ItemNotMissing(item=item)
    yield MaterialReceived(
        items=items,
        documents=command.documents,
        received_at=command.received_at,
        complete=state.supplement.missing == set(items),
    )
