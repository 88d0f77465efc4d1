"""Recusal (回避): an interest is disclosed or alleged, and a head decides who steps aside."""

from domain.case.duty import TAKEN_UP
from domain.case.refusals import ExplanationNeeded, PartyUnknown
from domain.case.refusals.orders import (
    NoRecusalPending,
    NotOnTheCase,
    RecusalNotYours,
    RecusalStands,
)
from domain.case.state import Case, case
from domain.codes.orders import ConflictRelation
from domain.codes.parties import Power
from domain.ids import CaseId, PersonId
from domain.kernel import Act, Command, Confidential, Event, Events, Recorded
from domain.roles import Role
from domain.texts import Narrative


class ConflictDisclosed(Event, tag="conflict.disclosed"):
    """报告利害关系: somebody who works on the case told what ties them to it."""

    relation: ConflictRelation
    remark: Confidential | None


class RecusalRequested(Event, tag="recusal.requested"):
    """申请回避: somebody is asked to step aside, by a party or by themselves."""

    person: PersonId
    party: PersonId | None
    reason: Confidential


class RecusalDecided(Event, tag="recusal.decided"):
    """回避决定: the person steps aside, or may stay."""

    person: PersonId
    recused: bool
    reason: Confidential


class DiscloseConflict(Command):
    """Disclose what ties you to a party or the matter; you wait for the decision. 报告利害关系"""

    case: CaseId
    relation: ConflictRelation
    remark: Narrative | None = None


class RequestRecusal(Command):
    """Ask that a person who works on the case step aside, for a party or yourself. 申请回避"""

    case: CaseId
    person: PersonId
    reason: Narrative
    party: PersonId | None = None


class DecideRecusal(Command):
    """Decide whether the person steps aside. 回避决定"""

    case: CaseId
    person: PersonId
    recused: bool
    reason: Narrative


@case.evolves
def conflict_disclosed(
    state: Case, event: ConflictDisclosed, fact: Recorded[ConflictDisclosed]
) -> None:
    state.orders.disclosed[fact.actor.person] = event.relation


@case.evolves
def recusal_requested(
    state: Case, event: RecusalRequested, fact: Recorded[RecusalRequested]
) -> None:
    state.orders.recusals.add(event.person)


@case.evolves
def recusal_decided(state: Case, event: RecusalDecided, fact: Recorded[RecusalDecided]) -> None:
    state.orders.recusals.discard(event.person)
    if not event.recused:
        state.orders.disclosed.pop(event.person, None)
        return
    state.hands.recused.add(event.person)
    for order in state.orders.all.values():  # One that is done may come back.
        order.assistants.discard(event.person)
        if order.handler == event.person:
            order.handler = None


@case.decides(by=[Role.HANDLER, Role.MEDIATOR], during=TAKEN_UP)
def disclose_conflict(state: Case, command: DiscloseConflict, act: Act) -> Events:
    """信访工作条例 art 28: who has an interest steps aside; disclosing asks for the decision."""
    if command.relation is ConflictRelation.OTHER and command.remark is None:
        raise ExplanationNeeded(field="relation")
    if act.person in state.orders.disclosed or act.person in state.hands.recused:
        raise RecusalStands(person=act.person)
    yield ConflictDisclosed(relation=command.relation, remark=command.remark)
    if act.person not in state.orders.recusals:
        reason = command.remark or command.relation.zh
        yield RecusalRequested(person=act.person, party=None, reason=reason)


@case.decides(by=[Role.HANDLER, Role.MEDIATOR, Role.PARTY], during=TAKEN_UP)
def request_recusal(state: Case, command: RequestRecusal, act: Act) -> Events:
    """信访工作条例 art 28: by a party, by staff for a party, or by the person themselves.

    It is asked of somebody who has a part in the case, once until it is decided.
    """
    party = command.party
    if party is None and command.person != act.person:
        party = act.person
    if party is not None and party not in state.participants:
        raise PartyUnknown(person=party)
    asks_for_other = Role.PARTY in act.roles and party != act.person
    if asks_for_other and not _speaks_for(state, act.person, party):
        raise PartyUnknown(person=act.person)
    hands = state.hands
    if command.person not in hands.worked | hands.checkers | hands.visitors | hands.supervisors:
        raise NotOnTheCase(person=command.person)
    if command.person in state.orders.recusals or command.person in hands.recused:
        raise RecusalStands(person=command.person)
    yield RecusalRequested(person=command.person, party=party, reason=command.reason)


def _speaks_for(state: Case, person: PersonId, party: PersonId | None) -> bool:
    return party in state.parties and state.may_act_for(person, party, Power.PRESENT)


@case.decides(by=[Role.UNIT_HEAD, Role.COMMITTEE_HEAD, Role.CENTRE_DIRECTOR], during=TAKEN_UP)
def decide_recusal(state: Case, command: DecideRecusal, act: Act) -> Events:
    """信访工作条例 art 28; T19: the head of the person's unit or the director, never the person."""
    if command.person not in state.orders.recusals:
        raise NoRecusalPending(person=command.person)
    heads_them = act.unit is not None and bool(
        act.directory.roles_in(command.person, act.unit, act.at)
    )
    may_decide = heads_them or Role.CENTRE_DIRECTOR in act.roles
    if not may_decide or act.person == command.person:
        raise RecusalNotYours
    yield RecusalDecided(person=command.person, recused=command.recused, reason=command.reason)
