"""Conclusion (办结): how the matter ended, told by who had it in hand."""

from domain.case.apart import did_not_check_it, did_not_visit, not_a_party, not_recused
from domain.case.outcomes import fits
from domain.case.refusals import AccusedUnitMayNot, EmergencyOpen
from domain.case.refusals.ending import (
    CaseNotInYourUnit,
    OrdersStillOpen,
    ProcedureStillUnderWay,
    SupervisionStillOpen,
)
from domain.case.state import Case, Stage, case
from domain.case.values import Documents
from domain.codes.ending import PetitionHandling
from domain.ids import CaseId, DocumentId
from domain.kernel import Act, Command, Confidential, Event, Events, Recorded
from domain.organisation.state import Level
from domain.roles import Role
from domain.texts import Code, Label, Narrative

IN_HAND = (Stage.ACCEPTED, Stage.ASSIGNED, Stage.IN_PROGRESS, Stage.AGREED)
"""The matter was taken up and has not ended."""


class CaseConcluded(Event, tag="case.concluded"):
    """办结: how it ended, at which level, and which way was shown where it did not."""

    outcome: str
    summary: Confidential
    resolved_level: Level | None
    route: str | None
    organ: str | None
    petition_handling: PetitionHandling | None
    documents: tuple[DocumentId, ...]


class ConcludeCase(Command):
    """Tell how a matter ended: outcome, summary, level, papers, the way shown. 办结"""

    case: CaseId
    outcome: Code
    summary: Narrative
    resolved_level: Level | None = None
    route: Code | None = None
    organ: Label | None = None
    petition_handling: PetitionHandling | None = None
    documents: Documents = ()


@case.evolves
def concluded(state: Case, event: CaseConcluded, fact: Recorded[CaseConcluded]) -> None:
    state.stage = Stage.CONCLUDED
    state.outcome = event.outcome
    state.concluded_at = fact.occurred_at
    state.ending.concluded_by = fact.actor.person
    state.ending.approved = False
    state.ending.ratings = {}
    state.hands.handlers.add(fact.actor.person)
    if fact.actor.unit is not None:
        state.hands.handling_units.add(fact.actor.unit)


def nothing_is_open(state: Case, act: Act) -> None:
    """domain.md §2.5 J: no order, procedure, emergency or supervision is open.

    Raises `OrdersStillOpen`, `ProcedureStillUnderWay`, `EmergencyOpen`, `SupervisionStillOpen`.
    """
    if state.orders.open:
        raise OrdersStillOpen
    if state.mediations.under_way is not None:
        raise ProcedureStillUnderWay
    if state.emergency.open:
        raise EmergencyOpen
    if state.supervisions.open:
        raise SupervisionStillOpen


def in_your_hands(state: Case, act: Act) -> None:
    """domain.md §4.4: own orders, own procedures; nobody ends a complaint about themselves.

    Raises `CaseNotInYourUnit`, `AccusedUnitMayNot`.
    """
    if act.unit in state.accused_units:
        raise AccusedUnitMayNot(unit=act.unit)
    holding = {state.lead_unit}
    if state.first_responsible_unit is not None:
        holding.add(state.hands.answers_for(state.first_responsible_unit))
    holding.update(order.lead for order in state.orders.all.values())
    holding.update(procedure.organisation for procedure in state.mediations.all.values())
    if act.unit is None or act.unit not in holding:
        raise CaseNotInYourUnit


@case.decides(
    by=[Role.HANDLER, Role.UNIT_HEAD, Role.COMMITTEE_HEAD],
    during=IN_HAND,
    when=[
        not_a_party,
        not_recused,
        did_not_check_it,
        did_not_visit,
        in_your_hands,
        nothing_is_open,
    ],
)
def conclude(state: Case, command: ConcludeCase, act: Act) -> Events:
    """domain.md §2.5 J, §2.7 invariant 8: the outcome is what the record shows.

    An agreement need only be in force: fulfilment goes on after the conclusion and is asked for
    when the case is closed. A part that was not settled is told as PARTIAL, with the way shown.
    A unit that was whistled for, or given a task at a meeting, may finish after the conclusion;
    the archive waits for it.
    """
    fits(
        state,
        act,
        command.outcome,
        text=command.summary,
        level=command.resolved_level,
        route=command.route,
        organ=command.organ,
        handling=command.petition_handling,
    )
    yield CaseConcluded(
        outcome=command.outcome,
        summary=command.summary,
        resolved_level=command.resolved_level,
        route=command.route,
        organ=command.organ,
        petition_handling=command.petition_handling,
        documents=command.documents,
    )
