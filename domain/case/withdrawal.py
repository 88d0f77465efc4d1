"""Withdrawal (撤回): the applicants want it, freely; coercion is asked after later."""

from typing import Annotated

from msgspec import Meta

from domain.case.refusals import EmergencyOpen, NotTheApplicantsWish
from domain.case.regions.mediations import ProcedureStage
from domain.case.state import UNDER_WAY, Case, Stage, case
from domain.codes.matters import MatterClass
from domain.codes.parties import Power, Side
from domain.ids import CaseId, DocumentId, PersonId
from domain.kernel import Act, Command, Confidential, Event, Events, Recorded
from domain.roles import Role
from domain.texts import Narrative


class CaseWithdrawn(Event, tag="case.withdrawn"):
    """撤回: the applicants gave it up; `call_back_required`: ask whether they were pressed."""

    withdrawn_by: tuple[PersonId, ...]
    reason: Confidential
    voluntary_statement: DocumentId
    call_back_required: bool


class WithdrawCase(Command):
    """Withdraw a matter at its applicants' own wish, with their signed statement. 撤回"""

    case: CaseId
    withdrawn_by: Annotated[tuple[PersonId, ...], Meta(min_length=1, max_length=100)]
    reason: Narrative
    voluntary_statement: DocumentId


@case.evolves
def withdrawn(state: Case, event: CaseWithdrawn, fact: Recorded[CaseWithdrawn]) -> None:
    state.stage = Stage.WITHDRAWN
    state.call_back_required = event.call_back_required
    state.withdrawal_taken_by = fact.actor.person
    state.ending.pressed = None
    state.ending.attempts = 0
    state.refusal.proposal = None
    if procedure := state.mediations.under_way:
        state.mediations.end(procedure.mediation, ProcedureStage.FAILED)


@case.decides(by=[Role.WINDOW_CLERK, Role.PARTY], during=UNDER_WAY)
def withdraw(state: Case, command: WithdrawCase, act: Act) -> Events:
    """domain.md §2.5 A, §2.6; 民事诉讼法 art 62 by analogy: every applicant, freely.

    An applicant acts for themselves, a guardian for the child, a representative only with the
    power to withdraw. Not while an emergency is open.
    """
    if state.emergency.open:
        raise EmergencyOpen
    wishing = tuple(dict.fromkeys(command.withdrawn_by))
    if Role.WINDOW_CLERK not in act.roles:
        wishing = tuple(person for person in wishing if person == act.person)
    applicants = state.present_on(Side.APPLICANT)
    missing = [
        applicant
        for applicant in applicants
        if not any(state.may_act_for(person, applicant, Power.WITHDRAW) for person in wishing)
    ]
    if missing or not applicants:
        raise NotTheApplicantsWish(missing=missing)
    soon = act.book.number("withdrawal_after_contact").whole
    contacted = state.respondent_contacted_within(soon, act.at)
    yield CaseWithdrawn(
        withdrawn_by=wishing,
        reason=command.reason,
        voluntary_statement=command.voluntary_statement,
        call_back_required=contacted or state.matter_class is MatterClass.REPORT,
    )
