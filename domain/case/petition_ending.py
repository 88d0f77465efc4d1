"""The end of a petition (信访终结): when it is final, and what if it is brought once more."""

from domain.case.petition_standing import ANSWERED, a_demand, not_final, petitioners
from domain.case.petition_terms import nobody_may_ask
from domain.case.refusals import PartyUnknown
from domain.case.refusals.petition import NewFacts, NotFinalYet, StillOpenToReview
from domain.case.regions.petition import PetitionStage
from domain.case.state import NOT_ARCHIVED, Case, case
from domain.codes.matters import Channel
from domain.codes.petitions import FinalGround
from domain.ids import CaseId, PersonId
from domain.kernel import Act, Command, Confidential, Event, Events, Moment, Past, Recorded
from domain.roles import Role
from domain.texts import Narrative


class PetitionFinal(Event, tag="petition.final"):
    """信访终结: the same facts and reasons are not accepted again."""

    ground: FinalGround
    reference: Confidential | None


class RepeatPetitionNoted(Event, tag="petition.repeat_noted"):
    """重复信访登记: a final petition was brought again; it was explained why it is not taken up."""

    petitioner: PersonId
    channel: Channel
    heard_at: Moment
    explanation: Confidential
    care: Confidential | None


class DeclareFinal(Command):
    """Declare a petition final: re-reviewed, or nobody asked in time. 信访终结"""

    case: CaseId
    reference: Narrative | None = None


class NoteRepeatPetition(Command):
    """Note that a final petition was brought again, and what was explained. 重复信访登记"""

    case: CaseId
    petitioner: PersonId
    channel: Channel
    heard_at: Past
    new_facts: bool
    explanation: Narrative
    care: Narrative | None = None


@case.evolves
def final(state: Case, event: PetitionFinal, fact: Recorded[PetitionFinal]) -> None:
    state.petition.stage = PetitionStage.FINAL


@case.evolves
def repeat_noted(
    state: Case, event: RepeatPetitionNoted, fact: Recorded[RepeatPetitionNoted]
) -> None:
    state.petition.repeats += 1


@case.decides(by=[Role.PETITION_OFFICE], during=ANSWERED, when=[a_demand, not_final])
def declare_final(state: Case, command: DeclareFinal, act: Act) -> Events:
    """信访工作条例 arts 35, 36: after the re-review, or once nobody may ask any more."""
    yield PetitionFinal(ground=_ground(state, act), reference=command.reference)


def _ground(state: Case, act: Act) -> FinalGround:
    match state.petition.stage:
        case PetitionStage.RECHECKED:
            return FinalGround.RECHECKED
        case PetitionStage.OPINION if nobody_may_ask(state, "T27a", act):
            return FinalGround.REVIEW_NOT_REQUESTED
        case PetitionStage.REVIEWED if nobody_may_ask(state, "T28a", act):
            return FinalGround.RECHECK_NOT_REQUESTED
        case _:
            raise StillOpenToReview


@case.decides(by=[Role.PETITION_OFFICE], during=NOT_ARCHIVED, when=[a_demand])
def note_repeat_petition(state: Case, command: NoteRepeatPetition, act: Act) -> Events:
    """信访工作条例 arts 36, 37; domain.md §2.6: not accepted again, explained, and still cared for.

    New facts and reasons make a new matter, linked to this one.
    """
    if command.new_facts:
        raise NewFacts
    if state.petition.stage is not PetitionStage.FINAL:
        raise NotFinalYet
    if command.petitioner not in petitioners(state):
        raise PartyUnknown(person=command.petitioner)
    yield RepeatPetitionNoted(
        petitioner=command.petitioner,
        channel=command.channel,
        heard_at=command.heard_at,
        explanation=command.explanation,
        care=command.care,
    )
