"""Capacity (工作能力): how much work the posts of a unit can take in a period.

Capacity = working days × points per day of the post (domain.md §5.3). Who held which post on which
day says the organisation register, so a past period has the capacity it had then.
"""

from collections.abc import Collection, Iterator
from datetime import date, datetime, timedelta
from itertools import pairwise

from domain.acts import noon_of
from domain.ids import PersonId, PostId, UnitId
from domain.kernel import day_of
from domain.measures.period import Period
from domain.measures.workload import POINT
from domain.organisation.entries import Appointment
from domain.organisation.state import Organisation
from domain.policy.rulebook import Policy, Rulebook
from domain.roles import Role
from domain.values import Value

CASEWORK = {
    Role.HANDLER: "workload_day_handler",
    Role.MEDIATOR: "workload_day_mediator",
    Role.UNIT_HEAD: "workload_day_unit_head",
    Role.COMMITTEE_HEAD: "workload_day_committee_head",
}
"""Posts whose holders work on cases, and how many hundredths of a point a day they can take."""

_WHOLE = 100
_DAY = timedelta(days=1)


class Capacity(Value):
    """工作能力: what one person can take in one unit, in ten-thousandths of a point."""

    unit: UnitId
    person: PersonId
    amount: int


def staff(register: Organisation, units: Collection[UnitId], period: Period) -> set[PersonId]:
    """Everyone whose appointment to a post of the units has a day in the period."""
    wanted = frozenset(units)
    return {
        held.person
        for held in register.appointments.values()
        if held.from_on <= period.last
        and not (held.to_on is not None and held.to_on < period.first)
        and register.posts[held.post].unit in wanted
    }


def caseworkers(register: Organisation, unit: UnitId, at: datetime) -> dict[PersonId, bool]:
    """Who holds a post for casework in a unit at the moment, and whether they may take a case.

    A handler or head of a unit may; a mediator while the mediator register says so.
    """
    found: dict[PersonId, bool] = {}
    for person in staff(register, (unit,), Period(first=day_of(at), last=day_of(at))):
        roles = register.roles_in(person, unit, at) & CASEWORK.keys()
        if roles:
            handles = bool(roles & {Role.HANDLER, Role.UNIT_HEAD})
            found[person] = handles or register.may_mediate(person, at)
    return found


def capacities(
    register: Organisation,
    units: Collection[UnitId],
    period: Period,
    policy: Policy,
) -> list[Capacity]:
    """Of everyone who held a post for casework in one of the units, by unit and person.

    Of several roles of a post the heaviest counts. A share of working time counts as such; posts
    without one are whole. Two posts in one unit never make more than one whole day of the better.
    Judged by the rules in force on the last day of the period.
    """
    book = policy.rules.at(noon_of(period.last))
    wanted = frozenset(units)
    found: dict[tuple[UnitId, PersonId], int] = {}
    for person in sorted(staff(register, wanted, period)):
        for segment in _steady(register, person, period):
            days = segment.working_days(policy.calendar)
            for unit, daily in _daily(register, person, noon_of(segment.first), book).items():
                if unit in wanted:
                    key = (unit, person)
                    found[key] = found.get(key, 0) + days * daily
    return [Capacity(unit=u, person=p, amount=amount) for (u, p), amount in found.items()]


def _daily(
    register: Organisation, person: PersonId, noon: datetime, book: Rulebook
) -> dict[UnitId, int]:
    """What a person can take in a day, by unit, in ten-thousandths of a point."""
    posts = set(register.posts_of(person, noon))
    shares = {
        held.post: _WHOLE if held.share is None else held.share
        for _, held in register.appointments_of(person)
        if held.post in posts and held.holds(noon)
    }
    summed: dict[UnitId, int] = {}
    best: dict[UnitId, int] = {}
    for post, share in shares.items():
        unit, points = _points(register, post, noon, book)
        if points:
            summed[unit] = summed.get(unit, 0) + points * share
            best[unit] = max(best.get(unit, 0), points * _WHOLE)
    return {unit: min(amount, best[unit]) for unit, amount in summed.items()}


def _points(
    register: Organisation, post: PostId, noon: datetime, book: Rulebook
) -> tuple[UnitId, int]:
    """The unit of a post, and the hundredths of a point that it takes a day."""
    found = register.post_at(post, noon)
    numbers = (book.number(CASEWORK[role]).whole for role in found.roles if role in CASEWORK)
    return found.unit, max(numbers, default=0)


def _steady(register: Organisation, person: PersonId, period: Period) -> Iterator[Period]:
    """The period cut into pieces in which nothing changes about a person's posts."""
    cuts = {period.first, period.last + _DAY}
    for _, held in register.appointments_of(person):
        cuts.update(_turns(held))
        for moment in register.changes_of(held.post):
            cuts.update((day_of(moment), day_of(moment) + _DAY))
    days = sorted(cut for cut in cuts if period.first <= cut <= period.last + _DAY)
    return (Period(first=first, last=after - _DAY) for first, after in pairwise(days))


def _turns(held: Appointment) -> Iterator[date]:
    """The days on which an appointment may begin or cease to work."""
    yield held.from_on
    if held.to_on is not None:
        yield held.to_on + _DAY
    moments = [held.ended_at, *(end for one in held.pauses for end in (one.from_at, one.to_at))]
    for moment in moments:
        if moment is not None:
            yield day_of(moment)
            yield day_of(moment) + _DAY


assert POINT == _WHOLE * _WHOLE, "points a day and shares are hundredths"
