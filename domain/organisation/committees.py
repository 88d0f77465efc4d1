"""Mediation committees (人民调解委员会): their members for a term, and the standard they meet."""

from datetime import date
from typing import Annotated

from msgspec import Meta
from msgspec.structs import replace

from domain.ids import PersonId, UnitId
from domain.kernel import Act, Command, Event, Events, Recorded, day_of
from domain.organisation.entries import Committee
from domain.organisation.guards import natural_person, unit_in_charge
from domain.organisation.refusals.mediators import (
    ChairNotMember,
    CommitteeInOffice,
    CommitteeNotInOffice,
    CommitteeSize,
    MemberTwice,
    MoreThanMembers,
    NotYetOver,
    NoWomanMember,
    StandardMetAlready,
)
from domain.organisation.state import Organisation, organisation
from domain.roles import Role

SMALLEST, LARGEST = 3, 9
"""How many members a committee has [F01 art 8]."""
YEARS = 3
"""A committee's term [F01 art 9]."""
FILERS = (Role.JUSTICE_BUREAU, Role.VILLAGE_HEAD)
"""Who files an election: the village for its own committee, the justice bureau for its area."""

Count = Annotated[int, Meta(ge=0, le=50)]


class CommitteeConstituted(Event, tag="organisation.committee_constituted"):
    """调委会组成: a committee was elected for a term; how many women and minorities it has."""

    unit: UnitId
    chair: PersonId
    members: tuple[PersonId, ...]
    women: int
    minority: int
    elected_on: date
    term_to_on: date


class CommitteeStandardised(Event, tag="organisation.committee_standardised"):
    """调委会达标: the committee in office meets the standard of a standardised committee."""

    unit: UnitId


class ConstituteCommittee(Command):
    """File who was elected into a committee. 登记调委会组成"""

    unit: UnitId
    chair: PersonId
    members: Annotated[tuple[PersonId, ...], Meta(max_length=50)]
    women: Count
    elected_on: date
    minority: Count = 0


class StandardiseCommittee(Command):
    """Enter that the committee in office meets the standard. 登记调委会达标"""

    unit: UnitId


@organisation.evolves
def committee_constituted(
    state: Organisation, event: CommitteeConstituted, fact: Recorded[CommitteeConstituted]
) -> None:
    committee = Committee(
        chair=event.chair,
        members=frozenset(event.members),
        women=event.women,
        minority=event.minority,
        elected_on=event.elected_on,
        term_to_on=event.term_to_on,
    )
    state.committees[event.unit] = (*state.committees.get(event.unit, ()), committee)


@organisation.evolves
def committee_standardised(
    state: Organisation, event: CommitteeStandardised, fact: Recorded[CommitteeStandardised]
) -> None:
    in_office = state.committee_of(event.unit, day_of(fact.occurred_at))
    state.committees[event.unit] = tuple(
        replace(one, standardised_at=fact.occurred_at) if one is in_office else one
        for one in state.committees[event.unit]
    )


def _the_members(state: Organisation, command: ConstituteCommittee) -> list[str]:
    return list(dict.fromkeys(command.members))


@organisation.decides(by=FILERS, needs=_the_members)
def constitute_committee(state: Organisation, command: ConstituteCommittee, act: Act) -> Events:
    """[F01 arts 8-9]: three to nine members, a chair, women among them, for three years.

    Members are people registered; how many are women or of a minority is told as a number, so that
    the record says nothing more of anybody (个人信息保护法 art 6).
    """
    unit_in_charge(state, act, command.unit, FILERS)
    _composed(command)
    for member in command.members:
        natural_person(act, member)
    if command.elected_on > day_of(act.at):
        raise NotYetOver(on=command.elected_on.isoformat())
    before = state.committees.get(command.unit, ())
    if before and command.elected_on <= before[-1].term_to_on:
        raise CommitteeInOffice(to_on=before[-1].term_to_on.isoformat())
    yield CommitteeConstituted(
        unit=command.unit,
        chair=command.chair,
        members=command.members,
        women=command.women,
        minority=command.minority,
        elected_on=command.elected_on,
        term_to_on=_term_of(command.elected_on),
    )


@organisation.decides(by=[Role.JUSTICE_BUREAU])
def standardise_committee(state: Organisation, command: StandardiseCommittee, act: Act) -> Events:
    """[seed 001]: standardised village committees; the committee in office, once in its term."""
    unit_in_charge(state, act, command.unit, [Role.JUSTICE_BUREAU])
    in_office = state.committee_of(command.unit, day_of(act.at))
    if in_office is None:
        raise CommitteeNotInOffice
    if in_office.standardised_at is not None:
        raise StandardMetAlready
    yield CommitteeStandardised(unit=command.unit)


def _composed(command: ConstituteCommittee) -> None:
    """The composition the law asks for [F01 art 8]."""
    members, count = set(command.members), len(command.members)
    if not SMALLEST <= count <= LARGEST:
        raise CommitteeSize(count=count)
    if len(members) < count:
        twice = next(one for one in command.members if command.members.count(one) > 1)
        raise MemberTwice(person=twice)
    if command.chair not in members:
        raise ChairNotMember
    if command.women == 0:
        raise NoWomanMember
    for some in (command.women, command.minority):
        if some > count:
            raise MoreThanMembers(count=some, members=count)


def _term_of(elected_on: date) -> date:
    """The last day of the term: three years on, the day before the anniversary."""
    year = elected_on.year + YEARS
    if (elected_on.month, elected_on.day) == (2, 29):
        return date(year, 2, 28)
    return date.fromordinal(elected_on.replace(year=year).toordinal() - 1)
