"""Standing in a petition (信访事项的办理资格): what it is, who petitions, and which unit answers.

Guards that the chapters of the petition procedure share. 信访工作条例 arts 22, 28, 31.
"""

from domain.case.refusals import ReceiverNotInCase, StaffIsParty
from domain.case.refusals.petition import (
    HandlingIsOver,
    LedElsewhere,
    NotAPetition,
    NotTheAnsweringUnit,
    PetitionIsFinal,
)
from domain.case.refusals.shared import SteppedAside
from domain.case.regions.orders import TAKEN_BACK
from domain.case.regions.petition import PetitionStage
from domain.case.state import Case, Stage
from domain.codes.matters import PETITIONS, MatterClass
from domain.codes.parties import Power, Side
from domain.codes.petitions import Article31
from domain.ids import PersonId, UnitId
from domain.kernel import Act

HANDLED = (Stage.ACCEPTED, Stage.ASSIGNED, Stage.IN_PROGRESS)
"""A petition that was accepted and is being handled."""

ANSWERED = (*HANDLED, Stage.AGREED, Stage.CONCLUDED, Stage.CLOSED)
"""A petition whose opinion may be served and looked at again, handled or ended."""


def under_the_regulation(state: Case, act: Act) -> None:
    """Demands, advice and reports (信访工作条例 art 22). Raises `NotAPetition`."""
    if state.matter_class not in PETITIONS | {MatterClass.REPORT}:
        raise NotAPetition(matter_class=state.matter_class)


def a_demand(state: Case, act: Act) -> None:
    """Articles 31 to 36 speak of demands (申诉求决) alone. Raises `NotAPetition`."""
    if state.matter_class is not MatterClass.PETITION_DEMAND:
        raise NotAPetition(matter_class=state.matter_class)


def not_final(state: Case, act: Act) -> None:
    """Raises `PetitionIsFinal`."""
    if state.petition.stage is PetitionStage.FINAL:
        raise PetitionIsFinal


def answering_units(state: Case) -> set[UnitId]:
    """The units that have an order; while there is none, those named at acceptance."""
    orders = state.orders.all.values()
    asked = {order.lead for order in orders if order.stage not in TAKEN_BACK}
    named = (state.lead_unit, state.first_responsible_unit)
    return asked or {unit for unit in named if unit is not None}


def own_unit_answers(state: Case, act: Act) -> None:
    """Raises `NotTheAnsweringUnit`."""
    if act.unit not in answering_units(state):
        raise NotTheAnsweringUnit


def being_handled(state: Case, act: Act) -> None:
    """Led nowhere else, and no opinion stands. Raises `LedElsewhere`, `HandlingIsOver`.

    信访工作条例 art 31: only what items 1 to 5 do not cover is handled to an opinion.
    """
    if state.petition.route is not None:
        raise LedElsewhere(item=Article31(state.petition.route))
    if state.petition.stage not in (PetitionStage.NONE, PetitionStage.HANDLING):
        raise HandlingIsOver


def may_answer(state: Case, person: PersonId) -> None:
    """信访工作条例 art 28 回避. Raises `StaffIsParty`, `SteppedAside`."""
    if person in state.participants:
        raise StaffIsParty
    if person in state.hands.recused:
        raise SteppedAside(person=person)


def unbiased(state: Case, act: Act) -> None:
    """Who answers is neither a party nor has stepped aside."""
    may_answer(state, act.person)


def petitioners(state: Case) -> list[PersonId]:
    """Who asks: every applicant, those of joined complaints included."""
    return state.on_side(Side.APPLICANT)


def petitioner_or_speaker(state: Case, receiver: PersonId) -> None:
    """Whoever petitions, or may receive papers for them. Raises `ReceiverNotInCase`."""
    if not any(state.may_act_for(receiver, one, Power.RECEIVE) for one in petitioners(state)):
        raise ReceiverNotInCase
