"""Handling a petition (信访办理): another procedure, more days, a settlement, advice taken up."""

from typing import Annotated

from msgspec import Meta

from domain.case.petition_standing import (
    HANDLED,
    a_demand,
    answering_units,
    being_handled,
    own_unit_answers,
    unbiased,
)
from domain.case.refusals import PartyUnknown
from domain.case.refusals.petition import (
    ExtendedAlready,
    ExtensionTooLong,
    HandlingTermOver,
    NotAPetition,
    NotTheAnsweringUnit,
    RouteDoesNotFit,
    SidesNotAgreed,
)
from domain.case.regions.petition import PetitionStage
from domain.case.state import Case, case
from domain.codes import ROUTES
from domain.codes.matters import MatterClass
from domain.codes.parties import Power, Side
from domain.codes.petitions import Adoption, Article31, Conciliation
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
from domain.texts import Code, Label, Narrative


class RouteImported(Event, tag="petition.route_imported"):
    """导入法定程序: the demand belongs to another procedure, by an item of article 31."""

    item: Article31
    route: str
    organ: str
    explanation: Confidential
    told_at: Moment


class HandlingExtended(Event, tag="petition.handling_extended"):
    """办理延期: the unit's responsible person allowed more days, and the petitioner knows why."""

    days: int
    reason: Confidential
    told_at: Moment


class PetitionMediated(Event, tag="petition.mediated"):
    """信访事项和解、调解: both sides agreed on what ends the matter."""

    kind: Conciliation
    agreed_by: tuple[PersonId, ...]
    settlement: Confidential
    discretion: Confidential
    document: DocumentId


class AdviceAdopted(Event, tag="petition.advice_adopted"):
    """建议采纳: an advice is taken up, wholly or in part, and the adviser has a reply."""

    adoption: Adoption
    reply: Confidential
    told_at: Moment


class ImportRoute(Command):
    """Lead a demand into the procedure that article 31 puts before an opinion. 导入法定程序"""

    case: CaseId
    item: Article31
    route: Code
    organ: Label
    explanation: Narrative
    told_at: Past


class ExtendHandling(Command):
    """Allow more days for a complicated petition, and tell the petitioner why. 办理延期"""

    case: CaseId
    days: Annotated[int, Meta(ge=1, le=1000)]
    reason: Narrative
    told_at: Past


class SettlePetition(Command):
    """Record that both sides agreed, within the discretion the law leaves. 信访事项和解、调解"""

    case: CaseId
    kind: Conciliation
    agreed_by: Annotated[tuple[PersonId, ...], Meta(min_length=1, max_length=100)]
    settlement: Narrative
    discretion: Narrative
    document: DocumentId


class AdoptAdvice(Command):
    """Take up an advice, wholly or in part, and reply to the adviser. 建议采纳"""

    case: CaseId
    adoption: Adoption
    reply: Narrative
    told_at: Past


@case.evolves
def route_imported(state: Case, event: RouteImported, fact: Recorded[RouteImported]) -> None:
    state.petition.route = event.item
    _begun(state)
    state.hands.handlers.add(fact.actor.person)
    _handling_unit(state, fact.actor.unit)


@case.evolves
def handling_extended(
    state: Case, event: HandlingExtended, fact: Recorded[HandlingExtended]
) -> None:
    state.petition.extended = True
    _begun(state)
    state.hands.handlers.add(fact.actor.person)
    _handling_unit(state, fact.actor.unit)


@case.evolves
def mediated(state: Case, event: PetitionMediated, fact: Recorded[PetitionMediated]) -> None:
    state.petition.mediated = True
    _begun(state)
    by = state.hands.mediators if fact.actor.role is Role.MEDIATOR else state.hands.handlers
    by.add(fact.actor.person)
    _handling_unit(state, fact.actor.unit)


@case.evolves
def advice_adopted(state: Case, event: AdviceAdopted, fact: Recorded[AdviceAdopted]) -> None:
    _begun(state)
    state.hands.handlers.add(fact.actor.person)
    _handling_unit(state, fact.actor.unit)


def _begun(state: Case) -> None:
    if state.petition.stage is PetitionStage.NONE:
        state.petition.stage = PetitionStage.HANDLING


def _handling_unit(state: Case, unit: UnitId | None) -> None:
    if unit is not None:
        state.hands.handling_units.add(unit)


HANDLING = (a_demand, own_unit_answers, being_handled, unbiased)
"""What every step of the handling needs: a demand, by its own unit, not yet answered."""


@case.decides(by=[Role.HANDLER], during=HANDLED, when=HANDLING)
def import_route(state: Case, command: ImportRoute, act: Act) -> Events:
    """信访工作条例 art 31 items 1 to 5: litigation, arbitration, appeal, administrative ways."""
    ROUTES.require(command.route, day_of(act.at), command.explanation)
    if command.route not in command.item.routes:
        raise RouteDoesNotFit(route=command.route, item=command.item)
    yield RouteImported(
        item=command.item,
        route=command.route,
        organ=command.organ,
        explanation=command.explanation,
        told_at=command.told_at,
    )


@case.decides(by=[Role.UNIT_HEAD], during=HANDLED, when=HANDLING)
def extend_handling(state: Case, command: ExtendHandling, act: Act) -> Events:
    """信访工作条例 art 34: once, before the term ends, within its limit, with the reason told.

    The limit and the term are those of the rules in force when the petition was accepted.
    """
    if state.petition.extended:
        raise ExtendedAlready
    assert state.accepted_at is not None, "a petition is handled once it is accepted"
    rules = act.judged_by.rules.at(state.accepted_at)
    most = rules.lengthening("T27", "petition.handling_extended").most
    if most is not None and command.days > most.amount:
        raise ExtensionTooLong(most=most.amount)
    due = act.due("T27", state.accepted_at)
    if not due.kept_by(act.at):
        raise HandlingTermOver(due_on=due.on.isoformat())
    yield HandlingExtended(days=command.days, reason=command.reason, told_at=command.told_at)


@case.decides(
    by=[Role.HANDLER, Role.MEDIATOR], during=HANDLED, when=[a_demand, being_handled, unbiased]
)
def settle_petition(state: Case, command: SettlePetition, act: Act) -> Events:
    """信访工作条例 art 33; [F64] 访调对接: all of both sides agree, or who may settle for them.

    A handler acts for the unit that answers, a mediator for a committee that has the case.
    """
    units = state.units if Role.MEDIATOR in act.roles else answering_units(state)
    if act.unit not in units:
        raise NotTheAnsweringUnit
    for person in command.agreed_by:
        if person not in state.participants:
            raise PartyUnknown(person=person)
    missing = [
        party
        for party in (*state.on_side(Side.APPLICANT), *state.on_side(Side.RESPONDENT))
        if not any(state.may_act_for(one, party, Power.SETTLE) for one in command.agreed_by)
    ]
    if missing:
        raise SidesNotAgreed(missing=missing)
    yield PetitionMediated(
        kind=command.kind,
        agreed_by=tuple(dict.fromkeys(command.agreed_by)),
        settlement=command.settlement,
        discretion=command.discretion,
        document=command.document,
    )


@case.decides(by=[Role.HANDLER], during=HANDLED, when=[own_unit_answers, unbiased])
def adopt_advice(state: Case, command: AdoptAdvice, act: Act) -> Events:
    """信访工作条例 art 29: sound, workable advice is adopted, wholly or in part, with a reply."""
    if state.matter_class is not MatterClass.PETITION_ADVICE:
        raise NotAPetition(matter_class=state.matter_class)
    yield AdviceAdopted(adoption=command.adoption, reply=command.reply, told_at=command.told_at)
