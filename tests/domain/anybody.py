"""Who may be trying something: anybody at all, or, more often, somebody who has a part in it."""

from random import Random

from domain.case import Case
from domain.ids import SYSTEM
from domain.kernel import Act
from domain.roles import Role
from tests.domain.chance import PARTIES, STAFF, UNITS
from tests.domain.county import CITY, COUNTY, LEADER, ON_THE_ROSTER, TOWN, acting

Part = tuple[str | None, str]
"""Somebody (None: whoever holds the post) and the unit whose post it is."""


def somebody(chance: Random, role: Role, state: Case) -> Act:
    """Somebody in a role, usually with a part in the case."""
    if role is Role.PARTY:
        people = sorted(state.people) or list(PARTIES)
        return acting(role, person=chance.choice(people), unit=None)
    if role is Role.SYSTEM_ADMINISTRATOR and chance.random() < 0.9:
        return acting(role, person=SYSTEM, unit=None)
    fitting = parts(role, state)
    if fitting and chance.random() < 0.7:
        person, unit = chance.choice(fitting)
        return acting(role, person=person, unit=unit)
    units = (TOWN, COUNTY, *sorted(state.units)) if chance.random() < 0.8 else UNITS
    people = (None, None, *sorted(state.custodians), *STAFF)
    return acting(role, person=chance.choice(people), unit=chance.choice(units))


def parts(role: Role, state: Case) -> list[Part]:
    """Who acts in a role for the orders, procedures and whistles of the case as it stands."""
    match role:
        case Role.HANDLER:
            orders = [(one.handler, one.lead) for one in state.orders.open]
            beside = [(None, unit) for one in state.orders.open for unit in sorted(one.co_units)]
            return [*orders, *beside, *_called(state), *_petitioned(state)]
        case Role.UNIT_HEAD:
            orders = [(None, unit) for unit in sorted(state.orders.units)]
            return [*orders, *_called(state), *_petitioned(state)]
        case Role.MEDIATOR | Role.COMMITTEE_HEAD:
            procedures = state.mediations.all.values()
            heads: list[Part] = [(None, one.organisation) for one in procedures]
            named = [(who, one.organisation) for one in procedures for who in sorted(one.mediators)]
            return [*heads, *named] or [(person, TOWN) for person in ON_THE_ROSTER]
        case Role.LEADER:
            return [] if state.risk.leader is None else [(state.risk.leader, TOWN)]
        case Role.PETITION_OFFICE:
            return [(None, COUNTY), (None, CITY), (LEADER, CITY)]
        case _:
            return [(None, TOWN), (None, COUNTY)]


def _called(state: Case) -> list[Part]:
    whistles = state.meetings.open_whistles
    units = {unit for one in whistles for unit in (*one.targets, one.blown_by)}
    units |= {item.unit for item in state.meetings.open_items}
    units |= {one.unit for one in state.supervisions.open}
    units |= state.emergency.forces
    return [(None, unit) for unit in sorted(units)]


def _petitioned(state: Case) -> list[Part]:
    petition = state.petition
    units = {*petition.given_to, petition.opinion_unit, petition.organ} - {None}
    return [(None, unit) for unit in sorted(units)]
