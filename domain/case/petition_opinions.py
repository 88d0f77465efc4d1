"""The opinion on a petition (处理意见书): issued by the unit head, served on the petitioner."""

from typing import Annotated

from msgspec import Meta

from domain.case.petition_standing import (
    ANSWERED,
    HANDLED,
    a_demand,
    being_handled,
    may_answer,
    own_unit_answers,
    petitioner_or_speaker,
    unbiased,
)
from domain.case.refusals import SamePerson
from domain.case.refusals.petition import (
    ItemsNotExcluded,
    NoOpinionStands,
    NotTheAnsweringUnit,
)
from domain.case.regions.petition import PetitionStage
from domain.case.registers import registered_person
from domain.case.state import Case, case
from domain.codes.notices import ServiceMethod
from domain.codes.petitions import Article31, PetitionOpinion
from domain.ids import CaseId, DocumentId, PersonId, StreamId
from domain.kernel import Act, Command, Confidential, Event, Events, Moment, Past, Recorded
from domain.roles import Role
from domain.texts import Narrative


class OpinionIssued(Event, tag="petition.opinion_issued"):
    """处理意见书: the claim, the facts, the opinion and the law it rests on."""

    opinion: PetitionOpinion
    petition_claim: Confidential
    facts: Confidential
    reasoning: Confidential
    legal_basis: Confidential
    excluded: tuple[Article31, ...]
    petitioner_heard_at: Moment
    drafted_by: PersonId
    document: DocumentId


class OpinionServed(Event, tag="petition.opinion_served"):
    """处理意见书送达: the opinion reached a petitioner; the term for a review runs from here."""

    receiver: PersonId
    method: ServiceMethod
    proof: DocumentId | None


class IssueOpinion(Command):
    """Issue the opinion that somebody else drafted, where no other way is open. 出具处理意见书"""

    case: CaseId
    opinion: PetitionOpinion
    petition_claim: Narrative
    facts: Narrative
    reasoning: Narrative
    legal_basis: Narrative
    excluded: Annotated[tuple[Article31, ...], Meta(max_length=5)]
    petitioner_heard_at: Past
    drafted_by: PersonId
    document: DocumentId


class ServeOpinion(Command):
    """Record that the opinion reached a petitioner, as it happens. 送达处理意见书"""

    case: CaseId
    receiver: PersonId
    method: ServiceMethod
    proof: DocumentId | None = None


@case.evolves
def opinion_issued(state: Case, event: OpinionIssued, fact: Recorded[OpinionIssued]) -> None:
    state.petition.stage = PetitionStage.OPINION
    state.petition.answered_anew(event.opinion, fact.actor.unit)
    state.hands.handlers.update((event.drafted_by, fact.actor.person))
    if fact.actor.unit is not None:
        state.hands.handling_units.add(fact.actor.unit)


@case.evolves
def opinion_served(state: Case, event: OpinionServed, fact: Recorded[OpinionServed]) -> None:
    state.petition.reached(event.receiver, fact.occurred_at)


def _drafter(state: Case | None, command: IssueOpinion) -> list[StreamId]:
    return [command.drafted_by]


@case.decides(
    by=[Role.UNIT_HEAD],
    during=HANDLED,
    when=[a_demand, own_unit_answers, being_handled, unbiased],
    needs=_drafter,
)
def issue_opinion(state: Case, command: IssueOpinion, act: Act) -> Events:
    """信访工作条例 arts 28, 31 (6), 32: after hearing the petitioner, and nothing else is the way.

    Two people answer: one drafts, the responsible person issues (domain.md §2.5 M, R05+R06).
    """
    missing = [item for item in Article31 if item not in command.excluded]
    if missing:
        raise ItemsNotExcluded(missing=missing)
    if command.drafted_by == act.person:
        raise SamePerson
    registered_person(act, command.drafted_by)
    may_answer(state, command.drafted_by)
    yield OpinionIssued(
        opinion=command.opinion,
        petition_claim=command.petition_claim,
        facts=command.facts,
        reasoning=command.reasoning,
        legal_basis=command.legal_basis,
        excluded=tuple(Article31),
        petitioner_heard_at=command.petitioner_heard_at,
        drafted_by=command.drafted_by,
        document=command.document,
    )


@case.decides(by=[Role.HANDLER, Role.UNIT_HEAD], during=ANSWERED, when=[a_demand])
def serve_opinion(state: Case, command: ServeOpinion, act: Act) -> Events:
    """信访工作条例 arts 32, 35: by the unit that issued it; the act's time is that of service."""
    if state.petition.stage is not PetitionStage.OPINION:
        raise NoOpinionStands
    if act.unit != state.petition.opinion_unit:
        raise NotTheAnsweringUnit
    petitioner_or_speaker(state, command.receiver)
    yield OpinionServed(receiver=command.receiver, method=command.method, proof=command.proof)
