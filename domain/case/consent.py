"""Consent (调解意愿): who asks for mediation, who offers it, and what every party says to it.

People's mediation rests on consent (人民调解法 art 17): one clear refusal bars it. Who applies
agrees. A party may change their mind until the procedure is opened; a refusal after that ends it
the same day. When a procedure has ended, a further one needs everyone's consent anew.
"""

from typing import Annotated

from msgspec import Meta

from domain.case.procedure import (
    MEDIABLE,
    SIDES,
    disputants,
    impartial,
    mediable,
    speaks_for,
)
from domain.case.refusals import PartyUnknown
from domain.case.refusals.mediation import NoSayForParty
from domain.case.state import Case, Stage, case
from domain.codes.mediation import ConsentForm, MediationKind
from domain.ids import CaseId, DocumentId, PersonId
from domain.kernel import Act, Command, Confidential, Event, Events, Recorded
from domain.roles import Role
from domain.texts import Narrative

FROM_REGISTRATION = (Stage.REGISTERED, *MEDIABLE)
"""People may say what they want before the matter is accepted."""


class MediationApplied(Event, tag="mediation.applied"):
    """申请调解: parties asked for mediation, and thereby agree to it."""

    kind: MediationKind
    applied_by: tuple[PersonId, ...]
    parties: tuple[PersonId, ...]
    form: ConsentForm
    document: DocumentId | None


class MediationOffered(Event, tag="mediation.offered"):
    """主动调解: a mediator offered to mediate, unasked."""

    kind: MediationKind
    explanation: Confidential | None


class ConsentRecorded(Event, tag="consent.recorded"):
    """同意调解: a party agreed to be mediated."""

    party: PersonId
    given_by: PersonId
    form: ConsentForm
    document: DocumentId | None


class ConsentRefused(Event, tag="consent.refused"):
    """拒绝调解: a party clearly refused mediation, or refused to go on with it."""

    party: PersonId
    given_by: PersonId
    form: ConsentForm
    explanation: Confidential | None


class ApplyForMediation(Command):
    """Ask for mediation, as a party or for parties one may speak for. 申请调解"""

    case: CaseId
    kind: MediationKind
    form: ConsentForm
    applied_by: Annotated[tuple[PersonId, ...], Meta(max_length=100)] = ()
    document: DocumentId | None = None


class OfferMediation(Command):
    """Offer the parties to mediate, unasked. 主动调解"""

    case: CaseId
    kind: MediationKind
    explanation: Narrative | None = None


class RecordConsent(Command):
    """Record that a party agrees to mediation, or refuses it. 征询调解意愿"""

    case: CaseId
    party: PersonId
    agrees: bool
    form: ConsentForm
    given_by: PersonId | None = None
    document: DocumentId | None = None
    explanation: Narrative | None = None


@case.evolves
def applied(state: Case, event: MediationApplied, fact: Recorded[MediationApplied]) -> None:
    state.mediations.applied.add(event.kind)
    for party in event.parties:
        state.mediations.consents[party] = True


@case.evolves
def offered(state: Case, event: MediationOffered, fact: Recorded[MediationOffered]) -> None:
    pass


@case.evolves
def consent_recorded(state: Case, event: ConsentRecorded, fact: Recorded[ConsentRecorded]) -> None:
    state.mediations.consents[event.party] = True
    state.mediations.attempts.pop(event.party, None)


@case.evolves
def consent_refused(state: Case, event: ConsentRefused, fact: Recorded[ConsentRefused]) -> None:
    state.mediations.consents[event.party] = False
    state.mediations.attempts.pop(event.party, None)
    procedure = state.mediations.under_way
    a_disputant = any(
        entry.person == event.party and entry.side in SIDES for entry in state.entries
    )
    if procedure is not None and procedure.refused_at is None and a_disputant:
        procedure.refused_at = fact.occurred_at


@case.decides(by=[Role.MEDIATOR, Role.PARTY], during=FROM_REGISTRATION, when=[impartial])
def apply_for_mediation(state: Case, command: ApplyForMediation, act: Act) -> Events:
    """人民调解法 art 17; 劳动争议调解仲裁法 art 12: by parties or those who may speak for them."""
    mediable(state)
    asking = command.applied_by if Role.MEDIATOR in act.roles else ()
    people = tuple(dict.fromkeys(asking or (act.person,)))
    parties = disputants(state)
    for person in people:
        if not any(speaks_for(state, person, party) for party in parties):
            raise NoSayForParty(person=person)
    yield MediationApplied(
        kind=command.kind,
        applied_by=people,
        parties=tuple(
            party for party in parties if any(speaks_for(state, person, party) for person in people)
        ),
        form=command.form,
        document=command.document,
    )


@case.decides(by=[Role.MEDIATOR], during=FROM_REGISTRATION, when=[impartial])
def offer_mediation(state: Case, command: OfferMediation, act: Act) -> Events:
    """人民调解法 art 17: the committee may offer; where somebody refused there is no mediation."""
    mediable(state)
    yield MediationOffered(kind=command.kind, explanation=command.explanation)


@case.decides(by=[Role.MEDIATOR, Role.PARTY], during=FROM_REGISTRATION, when=[impartial])
def record_consent(state: Case, command: RecordConsent, act: Act) -> Events:
    """人民调解法 arts 17, 23; 民法典 arts 19, 20: in person, by the guardian, or with the power."""
    own_words = Role.MEDIATOR not in act.roles
    given_by = act.person if own_words else command.given_by or command.party
    if command.party not in state.parties:
        raise PartyUnknown(person=command.party)
    if not speaks_for(state, given_by, command.party):
        raise NoSayForParty(person=given_by)
    if command.agrees:
        yield ConsentRecorded(
            party=command.party,
            given_by=given_by,
            form=command.form,
            document=command.document,
        )
    else:
        yield ConsentRefused(
            party=command.party,
            given_by=given_by,
            form=command.form,
            explanation=command.explanation,
        )
