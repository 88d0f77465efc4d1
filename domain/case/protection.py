"""Protection of identity (身份保护): who is known by a pseudonym, and who may work with the case."""

from typing import Annotated

from msgspec import Meta

from domain.case.refusals import ExplanationNeeded, PartyUnknown, StaffIsParty
from domain.case.registers import PROTECTED_PERSON, REPORTER, pseudonym, registered_person
from domain.case.state import NOT_ARCHIVED, Case, case
from domain.codes.matters import MatterClass
from domain.codes.parties import ProtectionGround
from domain.ids import CaseId, PersonId
from domain.kernel import Act, Command, Confidential, Event, Events, Recorded
from domain.roles import Role
from domain.texts import Narrative
from domain.values import Value


class Pseudonym(Value):
    """化名: how a protected person is called from now on."""

    person: PersonId
    label: str


class IdentityProtectionGranted(Event, tag="case.identity_protected"):
    """身份保护: identities are protected; only those named and the custodian roles still see it."""

    ground: ProtectionGround
    scope: tuple[Pseudonym, ...]
    custodians: tuple[PersonId, ...]
    reason: Confidential | None


class ProtectIdentity(Command):
    """Protect parties' identities and name who may work with the case. 身份保护"""

    case: CaseId
    ground: ProtectionGround
    protected: Annotated[tuple[PersonId, ...], Meta(max_length=50)] = ()
    custodians: Annotated[tuple[PersonId, ...], Meta(max_length=20)] = ()
    reason: Narrative | None = None


@case.evolves
def identity_protected(
    state: Case, event: IdentityProtectionGranted, fact: Recorded[IdentityProtectionGranted]
) -> None:
    state.protection.granted = True
    state.protection.custodians.update(event.custodians)
    for protected in event.scope:
        state.protection.pseudonyms[protected.person] = protected.label


def _the_custodians(state: Case, command: ProtectIdentity) -> list[str]:
    return list(command.custodians)


@case.decides(
    by=[Role.CLUE_CUSTODIAN, Role.CENTRE_DIRECTOR], during=NOT_ARCHIVED, needs=_the_custodians
)
def protect_identity(state: Case, command: ProtectIdentity, act: Act) -> Events:
    """信访工作条例 arts 30, 46: reports are protected by themselves, others on request.

    Custodians are registered persons and no parties of the case. A pseudonym once given stays.
    """
    if command.ground is ProtectionGround.OTHER and command.reason is None:
        raise ExplanationNeeded(field="ground")
    parties = state.parties
    for person in command.protected:
        if person not in parties:
            raise PartyUnknown(person=person)
    for person in command.custodians:
        registered_person(act, person)
        if person in parties:
            raise StaffIsParty(person=person)
    alias = REPORTER if state.matter_class is MatterClass.REPORT else PROTECTED_PERSON
    yield IdentityProtectionGranted(
        ground=command.ground,
        scope=tuple(
            Pseudonym(
                person=person,
                label=state.protection.pseudonyms.get(person) or pseudonym(act, alias, nth),
            )
            for nth, person in enumerate(command.protected)
        ),
        custodians=command.custodians,
        reason=command.reason,
    )
