"""The expert pool (专家库): whose advice may be asked for, on what. [seed 001 三(六)]"""

from datetime import date
from typing import Annotated

from msgspec import Meta
from msgspec.structs import replace

from domain.ids import PersonId
from domain.kernel import Act, Command, Confidential, Event, Events, Recorded
from domain.organisation.entries import Listing
from domain.organisation.guards import known_disputes, natural_person, term_in_order
from domain.organisation.refusals.outreach import AlreadyListed, NotListed
from domain.organisation.state import Organisation, organisation
from domain.roles import Role
from domain.texts import Code, Label, Line

KEEPERS = (Role.POLITICAL_LEGAL_COMMITTEE, Role.JUSTICE_BUREAU)


class ExpertListed(Event, tag="organisation.expert_listed"):
    """专家入库: somebody may be asked for advice on some dispute types."""

    person: PersonId
    fields: tuple[str, ...]
    industry: str
    from_on: date
    to_on: date | None


class ExpertDelisted(Event, tag="organisation.expert_delisted"):
    """专家出库: somebody is asked no more."""

    person: PersonId
    reason: Confidential


class ListExpert(Command):
    """Take somebody into the expert pool. 专家入库"""

    person: PersonId
    fields: Annotated[tuple[Code, ...], Meta(min_length=1, max_length=40)]
    industry: Label
    from_on: date
    to_on: date | None = None


class DelistExpert(Command):
    """Take somebody out of the expert pool. 专家出库"""

    person: PersonId
    reason: Line


@organisation.evolves
def expert_listed(state: Organisation, event: ExpertListed, fact: Recorded[ExpertListed]) -> None:
    listing = Listing(
        person=event.person,
        fields=event.fields,
        industry=event.industry,
        from_on=event.from_on,
        to_on=event.to_on,
    )
    state.experts[event.person] = (*state.experts.get(event.person, ()), listing)


@organisation.evolves
def expert_delisted(
    state: Organisation, event: ExpertDelisted, fact: Recorded[ExpertDelisted]
) -> None:
    state.experts[event.person] = tuple(
        one if one.ended_at is not None else replace(one, ended_at=fact.occurred_at)
        for one in state.experts[event.person]
    )


def _the_person(state: Organisation, command: ListExpert) -> list[str]:
    return [command.person]


@organisation.decides(by=KEEPERS, needs=_the_person)
def list_expert(state: Organisation, command: ListExpert, act: Act) -> Events:
    """[seed 001 三(六), seed 002]: professionals of the industry, by dispute type."""
    natural_person(act, command.person)
    term_in_order(command.from_on, command.to_on)
    listings = state.experts.get(command.person, ())
    if any(one.overlaps(command.from_on, command.to_on) for one in listings):
        raise AlreadyListed
    yield ExpertListed(
        person=command.person,
        fields=known_disputes(command.fields, act),
        industry=command.industry,
        from_on=command.from_on,
        to_on=command.to_on,
    )


@organisation.decides(by=KEEPERS)
def delist_expert(state: Organisation, command: DelistExpert, act: Act) -> Events:
    """[design]: whoever keeps the pool may end a listing, with a reason."""
    listings = state.experts.get(command.person, ())
    if all(one.ended_at is not None for one in listings):
        raise NotListed
    yield ExpertDelisted(person=command.person, reason=command.reason)
