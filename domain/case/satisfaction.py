"""Satisfaction (满意度评价): what each party thinks of the handling, and who looks into the bad."""

from typing import Annotated

from msgspec import Meta

from domain.case.apart import (
    did_not_visit,
    did_not_work_on_it,
    not_a_party,
)
from domain.case.refusals import CopyToAccused, PartyUnknown
from domain.case.refusals.ending import NobodyDissatisfied, NotTheirVoice, RatedThisRound
from domain.case.state import Case, Stage, case
from domain.codes.ending import (
    DISSATISFACTION,
    DissatisfactionClass,
    RatedPoint,
    Satisfaction,
)
from domain.codes.matters import MatterClass
from domain.codes.parties import Power
from domain.ids import CaseId, PersonId
from domain.kernel import Act, Command, Confidential, Event, Events, Recorded
from domain.roles import Role
from domain.texts import Narrative
from domain.values import Value

ROUND = (Stage.CONCLUDED, Stage.CLOSED)
"""There is something to rate, and the round that began with the conclusion is not over."""


class PointScore(Value):
    """分项评价: what is thought of one point."""

    point: RatedPoint
    score: Satisfaction


class SatisfactionRated(Event, tag="satisfaction.rated"):
    """评价: what a party thinks of how the matter was handled, once a round."""

    party: PersonId
    score: Satisfaction
    points: tuple[PointScore, ...]
    opinion: Confidential | None


class DissatisfactionReviewed(Event, tag="satisfaction.reviewed"):
    """不满意核查: somebody uninvolved looked into every bad rating that was open."""

    parties: tuple[PersonId, ...]
    finding: DissatisfactionClass
    explanation: Confidential
    action: Confidential | None


class RateSatisfaction(Command):
    """Rate how the matter was handled, oneself or by telling the visitor. 评价"""

    case: CaseId
    party: PersonId
    score: Satisfaction
    points: Annotated[tuple[PointScore, ...], Meta(max_length=4)] = ()
    opinion: Narrative | None = None


class ReviewDissatisfaction(Command):
    """Say what lies behind the bad ratings, and what is done about it. 不满意核查"""

    case: CaseId
    finding: DissatisfactionClass
    explanation: Narrative
    action: Narrative | None = None


@case.evolves
def rated(state: Case, event: SatisfactionRated, fact: Recorded[SatisfactionRated]) -> None:
    state.ending.ratings[event.party] = event.score
    state.ending.rated = event.score
    if event.score in DISSATISFACTION:
        state.ending.dissatisfied.add(event.party)


@case.evolves
def reviewed(
    state: Case, event: DissatisfactionReviewed, fact: Recorded[DissatisfactionReviewed]
) -> None:
    state.ending.rated = None
    state.ending.dissatisfied = set()
    state.ending.founded = state.ending.founded or event.finding in FOUNDED
    state.ending.reviewers.add(fact.actor.person)


FOUNDED = frozenset({DissatisfactionClass.FOUNDED, DissatisfactionClass.PARTLY_FOUNDED})


def staff_is_apart(state: Case, act: Act) -> None:
    """Who handled the case writes down nobody's rating. Raises `HadAnotherPart`.

    A party rates their own case, so this asks of the visitor only.
    """
    if Role.RETURN_VISITOR in act.roles:
        not_a_party(state, act)
        did_not_work_on_it(state, act)


@case.decides(by=[Role.PARTY, Role.RETURN_VISITOR], during=ROUND, when=[staff_is_apart])
def rate_satisfaction(state: Case, command: RateSatisfaction, act: Act) -> Events:
    """domain.md §2.5 I: by the party, once a round; the handler cannot enter it.

    A party rates for themselves, a guardian or representative for who they speak for; the visitor
    writes down what a party told. The accused is not asked about a report (信访工作条例 art 30).
    """
    party = command.party
    if party not in state.parties:
        raise PartyUnknown(person=party)
    own = Role.PARTY in act.roles
    if own and not state.may_act_for(act.person, party, Power.PRESENT):
        raise NotTheirVoice(person=party)
    if state.matter_class is MatterClass.REPORT and party in state.accused:
        raise CopyToAccused
    if party in state.ending.ratings:
        raise RatedThisRound
    yield SatisfactionRated(
        party=party, score=command.score, points=command.points, opinion=command.opinion
    )


@case.decides(
    by=[Role.SUPERVISOR],
    during=(Stage.ACCEPTED, Stage.ASSIGNED, Stage.IN_PROGRESS, Stage.AGREED, *ROUND),
    when=[not_a_party, did_not_work_on_it, did_not_visit],
)
def review_dissatisfaction(state: Case, command: ReviewDissatisfaction, act: Act) -> Events:
    """domain.md §2.5 I, §4.6 SoD-3: neither the handler nor the visitor looks into it.

    A demand may be unreasonable; that is a finding like any other. One review answers every bad
    rating that is open, also after the case was sent back or reopened: its clock (T52) runs on.
    """
    if not state.ending.dissatisfied:
        raise NobodyDissatisfied
    yield DissatisfactionReviewed(
        parties=tuple(sorted(state.ending.dissatisfied)),
        finding=command.finding,
        explanation=command.explanation,
        action=command.action,
    )
