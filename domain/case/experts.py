"""Experts and hearings (专家咨询、听证): those who are asked, and petitioners who are heard."""

from typing import Annotated

from msgspec import Meta

from domain.case.refusals.consultation import ExpertNotNeutral, HearingNeedsPetition
from domain.case.registers import registered_person
from domain.case.state import NOT_ARCHIVED, OPEN, Case, case
from domain.case.values import Documents
from domain.codes.matters import PETITIONS
from domain.ids import CaseId, DocumentId, PersonId, StreamId
from domain.kernel import Act, Command, Confidential, Event, Events, Recorded
from domain.roles import Role
from domain.texts import Narrative


class ExpertConsulted(Event, tag="expert.consulted"):
    """专家咨询: an expert answered a question; an opinion decides nothing."""

    expert: PersonId
    question: Confidential
    opinion: Confidential
    documents: tuple[DocumentId, ...]


class HearingHeld(Event, tag="hearing.held"):
    """听证: a petition was heard in public, on so many days that no term counts."""

    days: int
    result: Confidential
    documents: tuple[DocumentId, ...]


class ConsultExpert(Command):
    """Record an expert's answer to a question about the case. 专家咨询"""

    case: CaseId
    expert: PersonId
    question: Narrative
    opinion: Narrative
    documents: Documents = ()


class HoldHearing(Command):
    """Record a hearing about a petition: its days and its result. 听证"""

    case: CaseId
    days: Annotated[int, Meta(ge=1, le=30)]
    result: Narrative
    documents: Documents = ()


@case.evolves
def expert_consulted(state: Case, event: ExpertConsulted, fact: Recorded[ExpertConsulted]) -> None:
    pass


@case.evolves
def hearing_held(state: Case, event: HearingHeld, fact: Recorded[HearingHeld]) -> None:
    pass


def _the_expert(state: Case | None, command: ConsultExpert) -> list[StreamId]:
    return [command.expert]


@case.decides(by=[Role.MEDIATOR], during=OPEN, needs=_the_expert)
def consult_expert(state: Case, command: ConsultExpert, act: Act) -> Events:
    """domain.md §2.5 E: somebody who takes no part, has not worked on it and has no relation to it.

    The mediator who asks is not the expert who answers.
    """
    registered_person(act, command.expert)
    partial = state.people | state.hands.worked | state.hands.recused
    if command.expert in partial | state.orders.disclosed.keys() | {act.person}:
        raise ExpertNotNeutral
    yield ExpertConsulted(
        expert=command.expert,
        question=command.question,
        opinion=command.opinion,
        documents=command.documents,
    )


@case.decides(by=[Role.PETITION_OFFICE], during=NOT_ARCHIVED)
def hold_hearing(state: Case, command: HoldHearing, act: Act) -> Events:
    """信访工作条例 art 36: petitions only; its days do not count in the re-examination (T28b)."""
    if state.matter_class not in PETITIONS:
        raise HearingNeedsPetition
    yield HearingHeld(days=command.days, result=command.result, documents=command.documents)
