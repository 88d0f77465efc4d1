"""A mediation procedure (调解程序): which one is meant, who leads it, and who speaks for whom."""

from collections.abc import Iterable

from domain.case.refusals import StaffIsParty
from domain.case.refusals.mediation import (
    MediationEnded,
    MediationUnknown,
    MustEnd,
    NotMediable,
    NotYourProcedure,
)
from domain.case.refusals.shared import NotAllAgree, SteppedAside
from domain.case.regions.mediations import Procedure
from domain.case.regions.petition import PetitionStage
from domain.case.state import Case, Stage
from domain.codes import REFUSAL_REASONS
from domain.codes.matters import MatterClass
from domain.codes.parties import Capacity, Power, Side
from domain.ids import MediationId, PersonId
from domain.kernel import Act
from domain.roles import Role

MEDIABLE = (Stage.ACCEPTED, Stage.ASSIGNED, Stage.IN_PROGRESS)
"""The matter has been taken up and is not settled as a whole."""

SIDES = (Side.APPLICANT, Side.RESPONDENT)
"""Who must agree; third parties may, but nothing depends on them (人民调解法 art 17)."""


def impartial(state: Case, act: Act) -> None:
    """A guard: who acts as staff is no party and has not stepped aside.

    Raises `StaffIsParty`, `SteppedAside`.
    """
    if act.roles == {Role.PARTY}:
        return
    if act.person in state.participants:
        raise StaffIsParty(person=act.person)
    if act.person in state.hands.recused:
        raise SteppedAside(person=act.person)


def disputants(state: Case) -> list[PersonId]:
    """The parties of both sides who are still there, each once."""
    return list(dict.fromkeys(person for side in SIDES for person in state.present_on(side)))


def speaks_for(state: Case, person: PersonId, party: PersonId) -> bool:
    """Whether somebody may say yes or no to mediation for a party.

    A party without full capacity does not speak alone: the guardian or a representative does.
    """
    known = state.parties[party]
    if person == party and (known.under_14 or known.capacity is not Capacity.FULL):
        return False
    return state.may_act_for(person, party, Power.MEDIATE)


def all_agree(state: Case, agreeing: Iterable[PersonId]) -> tuple[PersonId, ...]:
    """Those who agree, each once, if they speak for every party. Raises `NotAllAgree`."""
    people = tuple(dict.fromkeys(agreeing))
    missing = [
        party
        for party in disputants(state)
        if not any(speaks_for(state, person, party) for person in people)
    ]
    if missing:
        raise NotAllAgree(missing=missing)
    return people


def led_by(state: Case, mediation: MediationId, act: Act) -> Procedure:
    """The procedure under way that the actor leads, as its mediator or its organisation's head.

    Raises `MediationUnknown`, `MediationEnded`, `NotYourProcedure`.
    """
    procedure = state.mediations.all.get(mediation)
    if procedure is None:
        raise MediationUnknown(mediation=mediation)
    if not procedure.under_way:
        raise MediationEnded(stage=procedure.stage)
    heads = Role.COMMITTEE_HEAD in act.roles and act.unit == procedure.organisation
    if not heads and act.person not in procedure.mediators:
        raise NotYourProcedure
    return procedure


def going_on(state: Case, mediation: MediationId, act: Act) -> Procedure:
    """The same, unless a party has refused: then only the end is left. Raises `MustEnd` too."""
    procedure = led_by(state, mediation, act)
    if procedure.refused_at is not None:
        raise MustEnd
    return procedure


def mediable(state: Case) -> None:
    """What the record shows not to be for mediation (domain.md §7.8). Raises `NotMediable`.

    Who was entrusted by a court mediates although the court has the claim.
    """
    barred = {
        "N16": state.matter_class is MatterClass.REPORT,
        "N07": state.petition.stage is PetitionStage.FINAL,
        "N04": state.mediations.taken_elsewhere,
    }
    for reason, holds in barred.items():
        if holds:
            raise NotMediable(reason=reason, label=REFUSAL_REASONS[reason].zh)
