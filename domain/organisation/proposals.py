"""Proposals about mediators (调解员聘任、罢免建议): what a committee asks the justice bureau."""

from domain.codes.staffing import RemovalGround
from domain.ids import PersonId, UnitId
from domain.kernel import Act, Command, Confidential, Event, Events, Recorded
from domain.organisation.guards import known_mediator, natural_person, unit_in_charge
from domain.organisation.refusals.mediators import MediatorUnknown
from domain.organisation.state import Organisation, organisation
from domain.roles import Role
from domain.texts import Line


class MediatorProposed(Event, tag="organisation.mediator_proposed"):
    """调解员聘任建议: a committee proposes somebody as its mediator."""

    person: PersonId
    committee: UnitId
    reason: Confidential


class MediatorRemovalProposed(Event, tag="organisation.mediator_removal_proposed"):
    """调解员罢免解聘建议: a committee proposes that a mediator should go."""

    person: PersonId
    committee: UnitId
    ground: RemovalGround
    reason: Confidential


class ProposeMediator(Command):
    """Propose somebody as a mediator of the own committee. 建议聘任调解员"""

    person: PersonId
    committee: UnitId
    reason: Line


class ProposeMediatorRemoval(Command):
    """Propose that a mediator of the own committee should go. 建议罢免解聘调解员"""

    person: PersonId
    committee: UnitId
    ground: RemovalGround
    reason: Line


@organisation.evolves
def mediator_proposed(
    state: Organisation, event: MediatorProposed, fact: Recorded[MediatorProposed]
) -> None:
    state.proposals[event.person] = fact.actor.person


@organisation.evolves
def mediator_removal_proposed(
    state: Organisation, event: MediatorRemovalProposed, fact: Recorded[MediatorRemovalProposed]
) -> None:
    state.proposals[event.person] = fact.actor.person


def _the_person(state: Organisation, command: ProposeMediator) -> list[str]:
    return [command.person]


@organisation.decides(by=[Role.COMMITTEE_HEAD], needs=_the_person)
def propose_mediator(state: Organisation, command: ProposeMediator, act: Act) -> Events:
    """[F01 art 13]: a committee's members mediate, and whom it hires; here it says whom."""
    unit_in_charge(state, act, command.committee, [Role.COMMITTEE_HEAD])
    natural_person(act, command.person)
    yield MediatorProposed(
        person=command.person, committee=command.committee, reason=command.reason
    )


@organisation.decides(by=[Role.COMMITTEE_HEAD])
def propose_mediator_removal(
    state: Organisation, command: ProposeMediatorRemoval, act: Act
) -> Events:
    """[F01 art 15]: the committee says what happened; the removal is decided by others."""
    unit_in_charge(state, act, command.committee, [Role.COMMITTEE_HEAD])
    entry = known_mediator(state, command.person)
    if command.committee not in {one.committee for one in entry.accreditations}:
        raise MediatorUnknown(person=command.person)
    yield MediatorRemovalProposed(
        person=command.person,
        committee=command.committee,
        ground=command.ground,
        reason=command.reason,
    )
