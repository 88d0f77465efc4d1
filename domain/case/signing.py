"""Signing and sealing (签署与盖章): the last signature or seal brings an agreement into force."""

from datetime import datetime
from typing import Annotated

from msgspec import Meta

from domain.case.agreement import AgreementEffective, is_confirmable, running_procedure
from domain.case.procedure import SIDES
from domain.case.promises import (
    WHILE_AGREEING,
    ObligationTerm,
    acts_for_staff,
    bound_by,
    mediates,
    speaks_for,
    the_agreement,
)
from domain.case.refusals import PartyUnknown
from domain.case.refusals.agreements import (
    AgreementSignedAlready,
    CertificateMissing,
    ElectronicAlone,
    GuardianSigns,
    NotASignatory,
    NotAwaitingSignature,
    OneSidedAgreement,
    SealedAlready,
    SignedOutOfOrder,
    SpecialAuthorityMissing,
)
from domain.case.refusals.mediation import NotYourProcedure
from domain.case.regions.agreements import Agreement, AgreementStage
from domain.case.regions.mediations import Procedure
from domain.case.state import Case, case
from domain.codes.agreements import IDENTITY_MATTERS, SigningMethod
from domain.codes.parties import Capacity, Power
from domain.ids import AgreementId, CaseId, DocumentId, PersonId, UnitId
from domain.kernel import Act, Command, Event, Events, Recorded, day_of
from domain.roles import Role
from domain.texts import Line


class AgreementSigned(Event, tag="agreement.signed"):
    """签署协议: somebody signed, for themselves or for parties; or a mediator did."""

    agreement: AgreementId
    signer: PersonId
    signs_for: tuple[PersonId, ...]
    as_mediator: bool
    method: SigningMethod
    certificate: str | None
    document: DocumentId | None


class AgreementSealed(Event, tag="agreement.sealed"):
    """加盖调委会印章: the mediation organisation's seal is on the agreement."""

    agreement: AgreementId
    organisation: UnitId
    document: DocumentId | None


class SignAgreement(Command):
    """Sign a written agreement, or record a signature made on paper. 签署协议"""

    case: CaseId
    agreement: AgreementId
    method: SigningMethod
    signer: PersonId | None = None
    signs_for: Annotated[tuple[PersonId, ...], Meta(max_length=100)] = ()
    certificate: Line | None = None
    document: DocumentId | None = None


class SealAgreement(Command):
    """Put the committee's seal on a written agreement. 加盖调委会印章"""

    case: CaseId
    agreement: AgreementId
    document: DocumentId | None = None


@case.evolves
def signed(state: Case, event: AgreementSigned, fact: Recorded[AgreementSigned]) -> None:
    agreement = state.agreements.all[event.agreement]
    agreement.signed.update(dict.fromkeys(event.signs_for, fact.occurred_at))
    if event.as_mediator:
        agreement.signed[event.signer] = fact.occurred_at
        agreement.mediators_signed.add(event.signer)
        state.hands.mediators.add(event.signer)


@case.evolves
def sealed(state: Case, event: AgreementSealed, fact: Recorded[AgreementSealed]) -> None:
    state.agreements.all[event.agreement].sealed_at = fact.occurred_at


@case.decides(by=[Role.PARTY, Role.MEDIATOR, Role.COMMITTEE_HEAD], during=WHILE_AGREEING)
def sign_agreement(state: Case, command: SignAgreement, act: Act) -> Events:
    """人民调解法 art 29; 电子签名法 arts 3, 13, 14; 民事诉讼法解释 art 147 by analogy.

    Every party signs: in person, through the guardian, or through a representative whose document
    names the power to settle. A party signs at the portal; the procedure's mediators record what
    was signed on paper, and sign themselves.
    """
    agreement, procedure = _awaiting_signature(state, command.agreement)
    signer = command.signer or act.person
    if not acts_for_staff(act):
        if signer != act.person:
            raise NotASignatory
    else:
        mediates(state, procedure, act)
    _lawful_signature(state, command)
    as_mediator = signer in procedure.mediators and not command.signs_for
    parties = () if as_mediator else _signs_for(state, agreement, signer, command.signs_for)
    for person in (signer,) if as_mediator else parties:
        if person in agreement.signed:
            raise AgreementSignedAlready(person=person)
    yield AgreementSigned(
        agreement=command.agreement,
        signer=signer,
        signs_for=parties,
        as_mediator=as_mediator,
        method=command.method,
        certificate=command.certificate,
        document=command.document,
    )
    by_mediator = as_mediator or bool(agreement.mediators_signed)
    if set(_unsigned(state, agreement)) <= set(parties) and by_mediator and agreement.sealed_at:
        yield _in_force(state, agreement, procedure, act)


@case.decides(by=[Role.COMMITTEE_HEAD], during=WHILE_AGREEING)
def seal_agreement(state: Case, command: SealAgreement, act: Act) -> Events:
    """人民调解法 art 29: by the head of the committee that mediates, of their own unit."""
    agreement, procedure = _awaiting_signature(state, command.agreement)
    if act.unit != procedure.organisation or act.person in state.hands.recused:
        raise NotYourProcedure
    if agreement.sealed_at is not None:
        raise SealedAlready
    yield AgreementSealed(
        agreement=command.agreement,
        organisation=procedure.organisation,
        document=command.document,
    )
    if not _unsigned(state, agreement) and agreement.mediators_signed:
        yield _in_force(state, agreement, procedure, act)


def _awaiting_signature(state: Case, asked: AgreementId) -> tuple[Agreement, Procedure]:
    agreement = the_agreement(state, asked)
    if agreement.stage is not AgreementStage.REACHED:
        raise NotAwaitingSignature
    if not all(state.present_on(side) for side in SIDES):
        raise OneSidedAgreement
    return agreement, running_procedure(state, agreement.mediation)


def _signatories(state: Case, agreement: Agreement) -> list[PersonId]:
    """Who signs: the parties; for one who died before signing, all who took the place.

    What somebody signed while they lived stands. Raises `AgreementAwaitsSuccessor`.
    """
    signed = {party: None for party in agreement.parties if party in agreement.signed}
    return list(signed | dict.fromkeys(bound_by(state, agreement, besides=signed)))


def _unsigned(state: Case, agreement: Agreement) -> list[PersonId]:
    return [one for one in _signatories(state, agreement) if one not in agreement.signed]


def _lawful_signature(state: Case, command: SignAgreement) -> None:
    if command.method is not SigningMethod.ELECTRONIC:
        return
    if command.certificate is None:
        raise CertificateMissing
    if state.dispute in IDENTITY_MATTERS and command.document is None:
        raise ElectronicAlone


def _signs_for(
    state: Case, agreement: Agreement, signer: PersonId, asked: tuple[PersonId, ...]
) -> tuple[PersonId, ...]:
    """For which parties this signature counts: those named, else all it can count for."""
    signatories = _signatories(state, agreement)
    for party in asked:
        if party not in signatories:
            raise PartyUnknown(person=party)
        _has_authority(state, signer, party)
    if asked:
        return tuple(dict.fromkeys(asked))
    if signer in signatories:
        _has_authority(state, signer, signer)
        return (signer,)
    able = tuple(party for party in signatories if speaks_for(state, signer, party, Power.SETTLE))
    if not able:
        raise NotASignatory
    return able


def _has_authority(state: Case, signer: PersonId, party: PersonId) -> None:
    entry = state.parties.get(party)
    if entry is None:
        raise PartyUnknown(person=party)
    if signer == party and (entry.under_14 or entry.capacity is not Capacity.FULL):
        raise GuardianSigns(party=party)
    if not speaks_for(state, signer, party, Power.SETTLE):
        raise SpecialAuthorityMissing(party=party)


def _in_force(
    state: Case, agreement: Agreement, procedure: Procedure, act: Act
) -> AgreementEffective:
    """domain.md §2.7 invariant 5: from the last signature or seal.

    Terms are counted in days, so signatures of one day may be entered in any order.
    """
    last: datetime = agreement.last_signed_at or act.at
    if day_of(act.at) < day_of(last):
        raise SignedOutOfOrder(last=day_of(last).isoformat())
    assert agreement.mediation is not None, "a running procedure was found for it"
    return AgreementEffective(
        agreement=agreement.agreement,
        mediation=agreement.mediation,
        form=agreement.form,
        scope=agreement.scope,
        confirmable=is_confirmable(procedure, agreement.form),
        effective_at=max(last, act.at),
        obligations=tuple(
            ObligationTerm(obligation=one.obligation, due_on=one.due_on)
            for one in state.agreements.of(agreement.agreement)
        ),
    )
