"""Judicial confirmation (司法确认): the parties are told of it and apply together, in time."""

from typing import Annotated

from msgspec import Meta

from domain.case.promises import WHILE_BOUND, own_procedure, speaks_for, the_agreement
from domain.case.refusals import PartyUnknown
from domain.case.refusals.agreements import AgreementNotInForce
from domain.case.refusals.confirmation import (
    AdvisedAlready,
    ConfirmationNotAtThisPoint,
    ConfirmationWindowClosed,
    ConfirmationWindowOpen,
    NotConfirmable,
    NotJointApplication,
    NotPartyToAgreement,
)
from domain.case.regions.agreements import Agreement, AgreementStage, ConfirmationStage
from domain.case.registers import registered_unit
from domain.case.state import Case, case
from domain.codes.parties import Power
from domain.ids import AgreementId, CaseId, DocumentId, PersonId, UnitId
from domain.kernel import Act, Command, Confidential, Event, Events, Recorded
from domain.policy.daycount import Due
from domain.roles import Role
from domain.texts import Label, Narrative


class ConfirmationAdvised(Event, tag="confirmation.advised"):
    """告知司法确认: the parties were told that, how and until when they may apply."""

    agreement: AgreementId
    text_version: str


class ConfirmationApplied(Event, tag="confirmation.applied"):
    """申请司法确认: the parties applied together to a court."""

    agreement: AgreementId
    applicants: tuple[PersonId, ...]
    court: str
    unit: UnitId | None
    document: DocumentId


class ConfirmationWithdrawn(Event, tag="confirmation.withdrawn"):
    """撤回司法确认申请: the application was taken back before the court ruled."""

    agreement: AgreementId
    reason: Confidential


class ConfirmationWindowExpired(Event, tag="confirmation.window_expired"):
    """司法确认逾期: the term to apply ran out without an application."""

    agreement: AgreementId


class AdviseConfirmation(Command):
    """Tell the parties that they may apply together for confirmation. 告知司法确认"""

    case: CaseId
    agreement: AgreementId
    text_version: Label


class ApplyForConfirmation(Command):
    """Apply to a court, all parties together, to confirm the agreement. 申请司法确认"""

    case: CaseId
    agreement: AgreementId
    applicants: Annotated[tuple[PersonId, ...], Meta(min_length=1, max_length=100)]
    court: Label
    document: DocumentId
    unit: UnitId | None = None


class WithdrawConfirmation(Command):
    """Record that the application for confirmation was taken back. 撤回司法确认申请"""

    case: CaseId
    agreement: AgreementId
    reason: Narrative


class ExpireConfirmationWindow(Command):
    """Record that the term to apply has run out unused. 司法确认逾期"""

    case: CaseId
    agreement: AgreementId


@case.evolves
def advised(state: Case, event: ConfirmationAdvised, fact: Recorded[ConfirmationAdvised]) -> None:
    state.agreements.all[event.agreement].confirmation = ConfirmationStage.ADVISED


@case.evolves
def applied(state: Case, event: ConfirmationApplied, fact: Recorded[ConfirmationApplied]) -> None:
    state.agreements.all[event.agreement].confirmation = ConfirmationStage.APPLIED
    if event.unit is not None:
        state.units.add(event.unit)


@case.evolves
def withdrawn(
    state: Case, event: ConfirmationWithdrawn, fact: Recorded[ConfirmationWithdrawn]
) -> None:
    state.agreements.all[event.agreement].confirmation = ConfirmationStage.WITHDRAWN


@case.evolves
def window_expired(
    state: Case, event: ConfirmationWindowExpired, fact: Recorded[ConfirmationWindowExpired]
) -> None:
    state.agreements.all[event.agreement].confirmation = ConfirmationStage.EXPIRED


NOT_APPLIED = (ConfirmationStage.NOT_ADVISED, ConfirmationStage.ADVISED)
"""Nobody has gone to court yet."""

MAY_APPLY = (*NOT_APPLIED, ConfirmationStage.WITHDRAWN, ConfirmationStage.NOT_ACCEPTED)
"""An application may be made, or made again elsewhere, while the term runs."""


@case.decides(by=[Role.MEDIATOR], during=WHILE_BOUND)
def advise_confirmation(state: Case, command: AdviseConfirmation, act: Act) -> Events:
    """人民调解法 art 33; domain.md §2.5 G: for written agreements in force, once."""
    agreement = _confirmable(state, command.agreement)
    own_procedure(state, agreement.mediation, act)
    if agreement.confirmation is not ConfirmationStage.NOT_ADVISED:
        raise AdvisedAlready
    yield ConfirmationAdvised(agreement=command.agreement, text_version=command.text_version)


@case.decides(by=[Role.PARTY, Role.COURT_LIAISON], during=WHILE_BOUND)
def apply_for_confirmation(state: Case, command: ApplyForConfirmation, act: Act) -> Events:
    """人民调解法 art 33, 民事诉讼法 art 205: all parties together, within the term from effect.

    A representative applies with special authority. A party files only what they have a part in.
    """
    agreement = _confirmable(state, command.agreement)
    if agreement.confirmation not in MAY_APPLY:
        raise ConfirmationNotAtThisPoint(stage=agreement.confirmation)
    due = _window(agreement, act)
    if not due.kept_by(act.at):
        raise ConfirmationWindowClosed(due_on=due.on.isoformat())
    applicants = tuple(dict.fromkeys(command.applicants))
    for person in applicants:
        if person not in state.participants:
            raise PartyUnknown(person=person)
    if Role.COURT_LIAISON not in act.roles and act.person not in applicants:
        raise NotPartyToAgreement
    missing = [
        party
        for party in agreement.parties
        if not any(speaks_for(state, one, party, Power.SETTLE) for one in applicants)
    ]
    if missing:
        raise NotJointApplication(missing=missing)
    if command.unit is not None:
        registered_unit(act, command.unit)
    yield ConfirmationApplied(
        agreement=command.agreement,
        applicants=applicants,
        court=command.court,
        unit=command.unit,
        document=command.document,
    )


@case.decides(by=[Role.COURT_LIAISON, Role.MACHINE_CLIENT], during=WHILE_BOUND)
def withdraw_confirmation(state: Case, command: WithdrawConfirmation, act: Act) -> Events:
    """[F04 art 356]: before the court has ruled."""
    agreement = the_agreement(state, command.agreement)
    if agreement.confirmation not in (ConfirmationStage.APPLIED, ConfirmationStage.ACCEPTED):
        raise ConfirmationNotAtThisPoint(stage=agreement.confirmation)
    yield ConfirmationWithdrawn(agreement=command.agreement, reason=command.reason)


@case.decides(by=[Role.COURT_LIAISON, Role.MACHINE_CLIENT], during=WHILE_BOUND)
def expire_confirmation_window(state: Case, command: ExpireConfirmationWindow, act: Act) -> Events:
    """人民调解法 art 33: only after the last day, and only where nobody has applied."""
    agreement = _confirmable(state, command.agreement)
    if agreement.confirmation not in NOT_APPLIED:
        raise ConfirmationNotAtThisPoint(stage=agreement.confirmation)
    due = _window(agreement, act)
    if due.kept_by(act.at):
        raise ConfirmationWindowOpen(due_on=due.on.isoformat())
    yield ConfirmationWindowExpired(agreement=command.agreement)


def _confirmable(state: Case, asked: AgreementId) -> Agreement:
    agreement = the_agreement(state, asked)
    if agreement.stage not in (AgreementStage.IN_FORCE, AgreementStage.FULFILLED):
        raise AgreementNotInForce
    if agreement.confirmation is ConfirmationStage.NOT_APPLICABLE:
        raise NotConfirmable
    return agreement


def _window(agreement: Agreement, act: Act) -> Due:
    """Thirty days from effect, moved off a day of rest (timer T33)."""
    assert agreement.effective_at is not None, "an agreement in force took effect at a moment"
    return act.due("T33", agreement.effective_at)
