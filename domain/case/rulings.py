"""What the court says (法院审查): whether it takes a confirmation case, and how it rules."""

from typing import Annotated

from msgspec import Meta

from domain.case.promises import WHILE_BOUND, the_agreement
from domain.case.refusals.confirmation import ConfirmationNotAtThisPoint, CourtTermFixed
from domain.case.regions.agreements import Agreement, ConfirmationStage
from domain.case.state import Case, case
from domain.codes import DISMISSAL_GROUNDS, NOT_ACCEPTED_GROUNDS
from domain.codes.agreements import RulingForm
from domain.ids import AgreementId, CaseId, DocumentId
from domain.kernel import Act, Command, Confidential, Event, Events, Recorded, day_of
from domain.policy.terms import Term, Unit
from domain.roles import Role
from domain.texts import Code, Label, Narrative

BY_THE_COURT = (Role.COURT_LIAISON, Role.MACHINE_CLIENT)
"""The court's liaison, or the court's own system."""

REVIEW, PROLONGED = "T37", "confirmation.term_extended"
"""The timer of the court's review, and the event that prolongs it."""


class ConfirmationAccepted(Event, tag="confirmation.accepted"):
    """法院受理司法确认: the court has taken the case under its number (调确字)."""

    agreement: AgreementId
    court_number: str


class ConfirmationNotAccepted(Event, tag="confirmation.not_accepted"):
    """法院不予受理司法确认: the court does not take the case."""

    agreement: AgreementId
    court_ground: str
    explanation: Confidential | None
    document: DocumentId | None


class ConfirmationTermExtended(Event, tag="confirmation.term_extended"):
    """延长审查期限: the court's president gave the court more days."""

    agreement: AgreementId
    days: int


class ConfirmationGranted(Event, tag="confirmation.granted"):
    """确认协议有效: the agreement can be enforced."""

    agreement: AgreementId
    ruling_form: RulingForm
    ruling_number: str
    document: DocumentId | None


class ConfirmationDismissed(Event, tag="confirmation.dismissed"):
    """驳回司法确认申请: the parties may amend the agreement or sue."""

    agreement: AgreementId
    ruling_form: RulingForm
    ruling_number: str
    court_ground: str
    explanation: Confidential | None
    document: DocumentId | None


class AcceptConfirmation(Command):
    """Record that the court has taken the confirmation case. 法院受理"""

    case: CaseId
    agreement: AgreementId
    court_number: Label


class DeclineConfirmation(Command):
    """Record that the court does not take the confirmation case, and why. 法院不予受理"""

    case: CaseId
    agreement: AgreementId
    court_ground: Code
    explanation: Narrative | None = None
    document: DocumentId | None = None


class ExtendConfirmationTerm(Command):
    """Record that the court's president has prolonged the review. 延长审查期限"""

    case: CaseId
    agreement: AgreementId
    days: Annotated[int, Meta(ge=1, le=100)]


class GrantConfirmation(Command):
    """Record that the court has confirmed the agreement. 确认有效"""

    case: CaseId
    agreement: AgreementId
    ruling_number: Label
    ruling_form: RulingForm = RulingForm.RULING
    document: DocumentId | None = None


class DismissConfirmation(Command):
    """Record that the court has dismissed the application, and why. 驳回申请"""

    case: CaseId
    agreement: AgreementId
    ruling_number: Label
    court_ground: Code
    ruling_form: RulingForm = RulingForm.RULING
    explanation: Narrative | None = None
    document: DocumentId | None = None


@case.evolves
def accepted(
    state: Case, event: ConfirmationAccepted, fact: Recorded[ConfirmationAccepted]
) -> None:
    agreement = state.agreements.all[event.agreement]
    agreement.confirmation = ConfirmationStage.ACCEPTED
    agreement.accepted_at = fact.occurred_at
    agreement.term_extended = 0


@case.evolves
def not_accepted(
    state: Case, event: ConfirmationNotAccepted, fact: Recorded[ConfirmationNotAccepted]
) -> None:
    state.agreements.all[event.agreement].confirmation = ConfirmationStage.NOT_ACCEPTED


@case.evolves
def term_extended(
    state: Case, event: ConfirmationTermExtended, fact: Recorded[ConfirmationTermExtended]
) -> None:
    state.agreements.all[event.agreement].term_extended += 1


@case.evolves
def granted(state: Case, event: ConfirmationGranted, fact: Recorded[ConfirmationGranted]) -> None:
    state.agreements.all[event.agreement].confirmation = ConfirmationStage.GRANTED


@case.evolves
def dismissed(
    state: Case, event: ConfirmationDismissed, fact: Recorded[ConfirmationDismissed]
) -> None:
    state.agreements.all[event.agreement].confirmation = ConfirmationStage.DISMISSED


@case.decides(by=BY_THE_COURT, during=WHILE_BOUND)
def accept_confirmation(state: Case, command: AcceptConfirmation, act: Act) -> Events:
    """[F05 art 4]: an application the court has received."""
    _standing(state, command.agreement, ConfirmationStage.APPLIED)
    yield ConfirmationAccepted(agreement=command.agreement, court_number=command.court_number)


@case.decides(by=BY_THE_COURT, during=WHILE_BOUND)
def decline_confirmation(state: Case, command: DeclineConfirmation, act: Act) -> Events:
    """[F04 art 355]: by one of the listed grounds."""
    _standing(state, command.agreement, ConfirmationStage.APPLIED)
    NOT_ACCEPTED_GROUNDS.require(command.court_ground, day_of(act.at), command.explanation)
    yield ConfirmationNotAccepted(
        agreement=command.agreement,
        court_ground=command.court_ground,
        explanation=command.explanation,
        document=command.document,
    )


@case.decides(by=BY_THE_COURT, during=WHILE_BOUND)
def extend_confirmation_term(state: Case, command: ExtendConfirmationTerm, act: Act) -> Events:
    """[F05 art 5]: before the term ends, as often and as far as the rulebook allows."""
    agreement = _standing(state, command.agreement, ConfirmationStage.ACCEPTED)
    assert agreement.accepted_at is not None, "the court took it at a moment"
    book = act.judged_by.rules.at(agreement.accepted_at)
    rule = book.lengthening(REVIEW, PROLONGED)
    asked = Term(amount=command.days, unit=Unit.DAY)
    often = rule.times is not None and agreement.term_extended >= rule.times
    far = rule.most is not None and asked.nominal > rule.most.nominal
    if often or far or not act.due(REVIEW, agreement.accepted_at).kept_by(act.at):
        raise CourtTermFixed
    yield ConfirmationTermExtended(agreement=command.agreement, days=command.days)


@case.decides(by=BY_THE_COURT, during=WHILE_BOUND)
def grant_confirmation(state: Case, command: GrantConfirmation, act: Act) -> Events:
    """民事诉讼法 art 206: what the court has taken."""
    _standing(state, command.agreement, ConfirmationStage.ACCEPTED)
    yield ConfirmationGranted(
        agreement=command.agreement,
        ruling_form=command.ruling_form,
        ruling_number=command.ruling_number,
        document=command.document,
    )


@case.decides(by=BY_THE_COURT, during=WHILE_BOUND)
def dismiss_confirmation(state: Case, command: DismissConfirmation, act: Act) -> Events:
    """[F04 art 358]: by one of the listed grounds; the parties may amend, or sue."""
    _standing(state, command.agreement, ConfirmationStage.ACCEPTED)
    DISMISSAL_GROUNDS.require(command.court_ground, day_of(act.at), command.explanation)
    yield ConfirmationDismissed(
        agreement=command.agreement,
        ruling_form=command.ruling_form,
        ruling_number=command.ruling_number,
        court_ground=command.court_ground,
        explanation=command.explanation,
        document=command.document,
    )


def _standing(state: Case, asked: AgreementId, stage: ConfirmationStage) -> Agreement:
    agreement = the_agreement(state, asked)
    if agreement.confirmation is not stage:
        raise ConfirmationNotAtThisPoint(stage=agreement.confirmation)
    return agreement
