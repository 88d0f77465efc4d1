"""Reopening (重启): a case that had ended is taken up again, and a new round begins.

begins anew   conclusion, check, visit and ratings; the matter's clock; consents and
              applications for mediation, what a court entrusted, a suspicion that was acted
              upon; a petition's opinion and what the petitioner was told
stays         who had a part in it; orders, agreements and promises; risk, plan and leader;
              emergencies, incidents and supervision; who died and who followed; that a court
              has the claim; a bad rating nobody has looked into; a petition that is final or
              lies before a superior
"""

from domain.case.apart import not_a_party
from domain.case.refusals import SamePerson
from domain.case.refusals.ending import (
    ArchivedStaysArchived,
    ReopeningNeedsDocuments,
    ReopeningReasonDoesNotFit,
)
from domain.case.regions.agreements import ConfirmationStage, ObligationStage
from domain.case.regions.clock import Clock
from domain.case.regions.ending import Ending
from domain.case.state import Case, Stage, case
from domain.case.values import Documents
from domain.codes import REOPENING_REASONS
from domain.codes import ending as reasons
from domain.ids import CaseId, DocumentId
from domain.kernel import Act, Command, Confidential, Event, Events, Recorded, day_of
from domain.roles import Role
from domain.texts import Code, Narrative


class CaseReopened(Event, tag="case.reopened"):
    """重启: why it is taken up again; what was reached before stays in its period's figures."""

    reason: str
    explanation: Confidential
    documents: tuple[DocumentId, ...]


class ReopenCase(Command):
    """Take a case up again that had ended, for a reason of the list. 重启"""

    case: CaseId
    reason: Code
    explanation: Narrative
    documents: Documents = ()


@case.evolves
def reopened(state: Case, event: CaseReopened, fact: Recorded[CaseReopened]) -> None:
    state.stage = Stage.ACCEPTED
    state.outcome = None
    state.concluded_at = None
    if state.accepted_at is None:
        state.accepted_at = fact.occurred_at
    state.clock = Clock()
    state.mediations.begin_anew()
    state.petition.begin_anew()
    before = state.ending
    state.ending = Ending(
        rated=before.rated,
        dissatisfied=before.dissatisfied,
        reviewers=before.reviewers,
        reopened=before.reopened + 1,
    )


def not_archived(state: Case, act: Act) -> None:
    """domain.md §2.4: what is archived goes on in a new case, linked to it (接续).

    Raises `ArchivedStaysArchived`.
    """
    if state.stage is Stage.ARCHIVED:
        raise ArchivedStaysArchived


@case.decides(
    by=[
        Role.TRIAGE_OFFICER,
        Role.CENTRE_DIRECTOR,
        Role.PETITION_OFFICE,
        Role.POLITICAL_LEGAL_COMMITTEE,
    ],
    during=[Stage.CONCLUDED, Stage.CLOSED, Stage.WITHDRAWN, Stage.REDIRECTED, Stage.ARCHIVED],
    when=[not_a_party, not_archived],
)
def reopen(state: Case, command: ReopenCase, act: Act) -> Events:
    """domain.md §2.5 J, §2.6, §7.12: the record shows the reason, or papers do.

    A refusal that was closed is undone by somebody other than who refused (SoD-1).
    """
    REOPENING_REASONS.require(command.reason, day_of(act.at), command.explanation)
    if act.person in (state.refusal.proposed_by, state.refusal.decided_by):
        raise SamePerson
    if not _shown(state, command.reason):
        raise ReopeningReasonDoesNotFit(reason=command.reason)
    on_paper = (reasons.NEW_FACTS, reasons.ORDERED)
    suspected = state.mediations.suspected_false or command.reason != reasons.FALSE_MEDIATION
    if not command.documents and (command.reason in on_paper or not suspected):
        raise ReopeningNeedsDocuments
    yield CaseReopened(
        reason=command.reason, explanation=command.explanation, documents=command.documents
    )


def _shown(state: Case, reason: str) -> bool:
    """Whether the record shows what the reason says; the other reasons rest on the words given."""
    agreements = state.agreements
    match reason:
        case reasons.BREACH:
            stages = (one.stage for one in agreements.obligations.values())
            return ObligationStage.BREACHED in stages
        case reasons.DISSATISFIED:
            return state.ending.founded
        case reasons.CONFIRMATION_DISMISSED:
            found = (one.confirmation for one in agreements.all.values())
            return ConfirmationStage.DISMISSED in found
        case reasons.FALSE_MEDIATION:
            return bool(state.mediations.all)
        case _:
            return True
