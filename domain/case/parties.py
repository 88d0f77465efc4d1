"""Parties (当事人): who joins a case, and who may speak for them."""

from typing import Annotated

from msgspec import Meta

from domain.case.refusals import (
    GuardianConsentMissing,
    PartyUnknown,
    RepresentativeIsOpponent,
    TooManyRepresentatives,
)
from domain.case.registers import (
    PROTECTED_PERSON,
    REPORTER,
    entered,
    people_named,
    registered_person,
)
from domain.case.state import UNDER_WAY, Case, case
from domain.case.values import Party, PartyEntry, Representation
from domain.codes.matters import MatterClass
from domain.codes.parties import Power
from domain.ids import CaseId, DocumentId, PersonId
from domain.kernel import Act, Command, Event, Events, Recorded
from domain.roles import Role


class PartyAdded(Event, tag="party.added"):
    """增加当事人: somebody joined the case on one side."""

    party: Party


class RepresentativeAppointed(Event, tag="party.representative_appointed"):
    """委托代理: somebody may speak for parties, as far as the document says."""

    representation: Representation


class AddParty(Command):
    """Add a registered person as a party. 增加当事人"""

    case: CaseId
    party: PartyEntry


class AppointRepresentative(Command):
    """Enter who may speak for parties, with the power of attorney and its powers. 委托代理"""

    case: CaseId
    representative: PersonId
    represents: Annotated[tuple[PersonId, ...], Meta(min_length=1, max_length=100)]
    powers: Annotated[tuple[Power, ...], Meta(min_length=1, max_length=5)]
    document: DocumentId


@case.evolves
def party_added(state: Case, event: PartyAdded, fact: Recorded[PartyAdded]) -> None:
    state.own_parties[event.party.person] = event.party


@case.evolves
def representative_appointed(
    state: Case, event: RepresentativeAppointed, fact: Recorded[RepresentativeAppointed]
) -> None:
    state.own_representations.append(event.representation)


def _the_person(state: Case | None, command: AddParty) -> list[str]:
    return people_named([command.party])


@case.decides(
    by=[Role.WINDOW_CLERK, Role.HANDLER, Role.MEDIATOR], during=UNDER_WAY, needs=_the_person
)
def add_party(state: Case, command: AddParty, act: Act) -> Events:
    """个人信息保护法 art 31: a child under 14 takes part with a guardian's consent."""
    entry = command.party
    if entry.under_14 and (entry.guardian is None or entry.guardian_consent is None):
        raise GuardianConsentMissing
    alias = REPORTER if state.matter_class is MatterClass.REPORT else PROTECTED_PERSON
    (party,) = entered(act, [entry], state.parties, alias if state.protected else None)
    yield PartyAdded(party=party)


def _the_representative(state: Case | None, command: AppointRepresentative) -> list[str]:
    return [command.representative]


@case.decides(
    by=[Role.WINDOW_CLERK, Role.HANDLER, Role.MEDIATOR],
    during=UNDER_WAY,
    needs=_the_representative,
)
def appoint_representative(state: Case, command: AppointRepresentative, act: Act) -> Events:
    """信访工作条例 art 20, 民事诉讼法 art 62 and its interpretation art 147 (by analogy).

    Settling and withdrawing are named in the document one by one: "general agency" contains
    neither. Nobody speaks for the other side, and at most five speak for one side.
    """
    registered_person(act, command.representative)
    parties = state.parties
    represents = tuple(dict.fromkeys(command.represents))
    for person in represents:
        if person not in parties:
            raise PartyUnknown(person=person)
    own = parties.get(command.representative)
    if own is not None and any(parties[person].side is not own.side for person in represents):
        raise RepresentativeIsOpponent
    most = act.book.number("representatives").whole
    for side in {parties[person].side for person in represents}:
        if len(state.speakers_for(side) | {command.representative}) > most:
            raise TooManyRepresentatives(most=most)
    yield RepresentativeAppointed(
        representation=Representation(
            person=command.representative,
            represents=represents,
            powers=tuple(dict.fromkeys(command.powers)),
            document=command.document,
        )
    )
