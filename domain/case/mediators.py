"""Mediators (调解员): who is appointed to a procedure, who is replaced, and who misbehaved."""

from typing import Annotated

from msgspec import Meta

from domain.case.procedure import MEDIABLE, going_on, impartial
from domain.case.refusals import ExplanationNeeded, PartyUnknown, StaffIsParty
from domain.case.refusals.mediation import (
    InterestDisclosed,
    MayNotReturn,
    MediatesAlready,
    MediationUnknown,
    NotAMediator,
    NotTheMediator,
    TwoMediatorsNeeded,
)
from domain.case.refusals.shared import SteppedAside
from domain.case.regions.mediations import Procedure
from domain.case.state import NOT_ARCHIVED, Case, case
from domain.case.values import Documents
from domain.codes.matters import Scale
from domain.codes.mediation import MisconductGround, ReplacementGround
from domain.codes.risks import RiskLevel
from domain.ids import CaseId, DocumentId, MediationId, PersonId
from domain.kernel import Act, Command, Confidential, Event, Events, Recorded
from domain.roles import Role
from domain.texts import Narrative


class MediatorAppointed(Event, tag="mediation.mediator_appointed"):
    """选定调解员: these mediate in the procedure, some of them at the parties' choice."""

    mediation: MediationId
    mediators: tuple[PersonId, ...]
    chosen_by: tuple[PersonId, ...]


class MediatorReplaced(Event, tag="mediation.mediator_replaced"):
    """更换调解员: one mediator goes and another comes."""

    mediation: MediationId
    replaced: PersonId
    replacement: PersonId
    ground: ReplacementGround
    explanation: Confidential | None


class MisconductReported(Event, tag="mediation.misconduct_reported"):
    """反映调解员失范: somebody says that a mediator did what a mediator must not do."""

    mediation: MediationId
    mediator: PersonId
    ground: MisconductGround
    facts: Confidential
    documents: tuple[DocumentId, ...]


class AppointMediators(Command):
    """Appoint one or more mediators; parties may choose them. 选定调解员"""

    case: CaseId
    mediation: MediationId
    mediators: Annotated[tuple[PersonId, ...], Meta(min_length=1, max_length=10)]
    chosen_by: Annotated[tuple[PersonId, ...], Meta(max_length=100)] = ()


class ReplaceMediator(Command):
    """Let one mediator go and another come, and say why. 更换调解员"""

    case: CaseId
    mediation: MediationId
    replaced: PersonId
    replacement: PersonId
    ground: ReplacementGround
    explanation: Narrative | None = None


class ReportMisconduct(Command):
    """Report what a mediator did and must not do. 反映调解员失范"""

    case: CaseId
    mediation: MediationId
    mediator: PersonId
    ground: MisconductGround
    facts: Narrative
    documents: Documents = ()


@case.evolves
def mediator_appointed(
    state: Case, event: MediatorAppointed, fact: Recorded[MediatorAppointed]
) -> None:
    state.mediations.all[event.mediation].mediators.update(event.mediators)
    state.hands.mediators.update(event.mediators)


@case.evolves
def mediator_replaced(
    state: Case, event: MediatorReplaced, fact: Recorded[MediatorReplaced]
) -> None:
    procedure = state.mediations.all[event.mediation]
    procedure.mediators.discard(event.replaced)
    procedure.replaced.add(event.replaced)
    procedure.mediators.add(event.replacement)
    state.hands.mediators.add(event.replacement)


@case.evolves
def misconduct_reported(
    state: Case, event: MisconductReported, fact: Recorded[MisconductReported]
) -> None:
    pass


@case.decides(by=[Role.COMMITTEE_HEAD], during=MEDIABLE, when=[impartial])
def appoint_mediators(state: Case, command: AppointMediators, act: Act) -> Events:
    """人民调解法 art 19; domain.md §2.5 F: the parties may choose; two where it is RED or a group.

    A mediator holds the post, is no party, has not stepped aside and has disclosed no interest.
    """
    procedure = going_on(state, command.mediation, act)
    mediators = tuple(dict.fromkeys(command.mediators))
    for person in mediators:
        _fit(state, procedure, person, act)
    for party in command.chosen_by:
        if party not in state.parties:
            raise PartyUnknown(person=party)
    together = procedure.mediators.union(mediators)
    if _takes_more(state) and len(together) < act.book.number("mediators_for_red").whole:
        raise TwoMediatorsNeeded
    yield MediatorAppointed(
        mediation=command.mediation,
        mediators=mediators,
        chosen_by=tuple(dict.fromkeys(command.chosen_by)),
    )


def _takes_more(state: Case) -> bool:
    grouped = state.scale in (Scale.GROUP, Scale.MAJOR_GROUP)
    return grouped or state.risk.level is RiskLevel.RED


def _fit(state: Case, procedure: Procedure, person: PersonId, act: Act) -> None:
    """Raises why somebody cannot mediate here."""
    if not act.directory.may_mediate(person, act.at):
        raise NotAMediator(person=person)
    if person in state.participants:
        raise StaffIsParty(person=person)
    if person in state.hands.recused:
        raise SteppedAside(person=person)
    if person in state.orders.disclosed:
        raise InterestDisclosed(person=person)
    if person in procedure.replaced:
        raise MayNotReturn(person=person)
    if person in procedure.mediators:
        raise MediatesAlready(person=person)


@case.decides(by=[Role.COMMITTEE_HEAD], during=MEDIABLE, when=[impartial])
def replace_mediator(state: Case, command: ReplaceMediator, act: Act) -> Events:
    """人民调解法 arts 15, 23; timer T19: who goes, who comes, and why."""
    procedure = going_on(state, command.mediation, act)
    if command.replaced not in procedure.mediators:
        raise NotTheMediator(person=command.replaced)
    _fit(state, procedure, command.replacement, act)
    if command.ground is ReplacementGround.OTHER and command.explanation is None:
        raise ExplanationNeeded(field="ground")
    yield MediatorReplaced(
        mediation=command.mediation,
        replaced=command.replaced,
        replacement=command.replacement,
        ground=command.ground,
        explanation=command.explanation,
    )


@case.decides(
    by=[Role.COMMITTEE_HEAD, Role.CENTRE_DIRECTOR, Role.JUSTICE_BUREAU, Role.PARTY],
    during=NOT_ARCHIVED,
)
def report_misconduct(state: Case, command: ReportMisconduct, act: Act) -> Events:
    """人民调解法 art 15; domain.md §2.6: of whoever mediates or mediated in the procedure."""
    procedure = state.mediations.all.get(command.mediation)
    if procedure is None:
        raise MediationUnknown(mediation=command.mediation)
    if command.mediator not in procedure.mediators | procedure.replaced:
        raise NotTheMediator(person=command.mediator)
    yield MisconductReported(
        mediation=command.mediation,
        mediator=command.mediator,
        ground=command.ground,
        facts=command.facts,
        documents=command.documents,
    )
