"""Protection of identity (身份保护): pseudonyms, and who may work with a protected case."""

from collections.abc import Iterable, Mapping
from typing import Annotated

from msgspec import Meta

from domain.case.refusals import (
    CopyToAccused,
    DisciplineOnly,
    ExplanationNeeded,
    PartyUnknown,
    StaffIsParty,
)
from domain.case.registers import PROTECTED_PERSON, REPORTER, pseudonym, registered_person
from domain.case.state import NOT_ARCHIVED, Case, Stage, case, complaints_of
from domain.codes.matters import MatterClass
from domain.codes.parties import ProtectionGround
from domain.codes.routes import DISCIPLINE
from domain.ids import CaseId, PersonId, StreamId, UnitId
from domain.kernel import Act, Also, Command, Confidential, Event, Events, Recorded
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
        state.relabel(protected.person, protected.label)


def _custodians_and_complaints(state: Case | None, command: ProtectIdentity) -> list[StreamId]:
    return [*command.custodians, *complaints_of(state)]


@case.decides(
    by=[Role.CLUE_CUSTODIAN, Role.CENTRE_DIRECTOR],
    during=[stage for stage in NOT_ARCHIVED if stage is not Stage.MERGED],
    needs=_custodians_and_complaints,
)
def protect_identity(state: Case, command: ProtectIdentity, act: Act) -> Events:
    """信访工作条例 arts 30, 46: reports are protected by themselves, others on request.

    Custodians are registered persons and no parties of the case. A pseudonym once given stays.
    A merged case is protected through its main case, and every joined complaint with it.
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
    yield from throughout(
        state,
        IdentityProtectionGranted(
            ground=command.ground,
            scope=pseudonyms(act, alias, command.protected, state.protection.pseudonyms),
            custodians=command.custodians,
            reason=command.reason,
        ),
    )


def throughout(state: Case, granted: IdentityProtectionGranted) -> Events:
    """The grant for this case and for every complaint joined to it."""
    yield granted
    for complaint in state.joining.complaints:
        yield Also(stream=complaint, event=granted)


def pseudonyms(
    act: Act, alias: str, people: Iterable[PersonId], known: Mapping[PersonId, str]
) -> tuple[Pseudonym, ...]:
    """A pseudonym for each person; one already given stays."""
    return tuple(
        Pseudonym(person=person, label=known.get(person) or pseudonym(act, alias, nth))
        for nth, person in enumerate(people)
    )


def goes_to_discipline(state: Case, route: str, receivers: Iterable[UnitId]) -> None:
    """信访工作条例 arts 22, 30, 46: a report goes to discipline inspection, never to the accused.

    Raises `DisciplineOnly`, `CopyToAccused`.
    """
    if state.matter_class is not MatterClass.REPORT:
        return
    if route != DISCIPLINE:
        raise DisciplineOnly(route=route)
    if state.accused_units.intersection(receivers):
        raise CopyToAccused


def protection_of_a_report(scope: tuple[Pseudonym, ...]) -> IdentityProtectionGranted:
    """What follows from class REPORT by itself; custodians are named later, by a person."""
    return IdentityProtectionGranted(
        ground=ProtectionGround.REPORT, scope=scope, custodians=(), reason=None
    )
