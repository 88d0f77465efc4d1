"""Staffing (人员配备): mediators and committees of a part of the country, as of a day.

Full-time mediators per centre: county at least two, town one to two; standardised village
committees; the full-time share of all mediators. domain.md §4.2, §5.2, §9 F1 no. 5.
"""

from collections.abc import Collection, Iterator
from datetime import date

from domain.acts import noon_of
from domain.codes.staffing import MediatorFooting
from domain.ids import PersonId, UnitId
from domain.kernel import day_of
from domain.organisation.levels import Level
from domain.organisation.state import Organisation
from domain.policy.rulebook import Rulebook
from domain.roles import Role
from domain.values import Value

_LEAST = {Level.COUNTY: "county_mediators", Level.TOWN: "town_mediators"}
_MOST = {Level.TOWN: "town_mediators_usual"}


class Staffed(Value):
    """配备情况: how many full-time mediators a centre has; `above`: more than is usual."""

    unit: UnitId
    level: Level
    full_time: int
    least: int
    met: bool
    above: bool


def staffed(unit: UnitId, level: Level, full_time: int, book: Rulebook) -> Staffed:
    """A county's or a town's centre judged by the rules: 3 in a town passes, with a note."""
    least = book.number(_LEAST[level]).whole
    most = book.number(_MOST[level]).whole if level in _MOST else None
    return Staffed(
        unit=unit,
        level=level,
        full_time=full_time,
        least=least,
        met=full_time >= least,
        above=most is not None and full_time > most,
    )


def centres(
    register: Organisation, units: Collection[UnitId], on: date, book: Rulebook
) -> list[Staffed]:
    """Every county or town centre among the units: a unit with a post for a director.

    Its mediators are those of the committees of its own level and area.
    """
    found = []
    directed = _directed(register, on)
    serving = list(_serving(register, on))
    for unit in units:
        known = register.unit_at(unit, noon_of(on))
        if known is None or known.level not in _LEAST or unit not in directed:
            continue
        if not known.in_force(noon_of(on)):
            continue
        people = {
            person
            for person, committee, footing in serving
            if footing is MediatorFooting.FULL_TIME
            and (there := register.units[committee]).level is known.level
            and there.area_prefix == known.area_prefix
        }
        found.append(staffed(unit, known.level, len(people), book))
    return found


def counts(
    register: Organisation, units: Collection[UnitId], on: date, book: Rulebook
) -> dict[str, int]:
    """What the indicators need of the register, as of a day."""
    within = set(units)
    serving = [one for one in _serving(register, on) if one[1] in within]
    full_time = {one[0] for one in serving if one[2] is MediatorFooting.FULL_TIME}
    villages = [one for one in within if register.units[one].level is Level.VILLAGE]
    committees = [found for one in villages if (found := register.committee_of(one, on))]
    standard = [
        one
        for one in committees
        if one.standardised_at is not None and day_of(one.standardised_at) <= on
    ]
    staffing = centres(register, units, on, book)
    return {
        "MEDIATORS": len({one[0] for one in serving}),
        "MEDIATORS_FULL_TIME": len(full_time),
        "COMMITTEES": len(committees),
        "COMMITTEES_STANDARD": len(standard),
        "CENTRES": len(staffing),
        "CENTRES_STAFFED": sum(one.met for one in staffing),
    }


def _directed(register: Organisation, on: date) -> set[UnitId]:
    """The units that have a post for a director on the day, held or vacant."""
    at = noon_of(on)
    posts = (register.post_at(post, at) for post in register.posts)
    return {
        post.unit
        for post in posts
        if Role.CENTRE_DIRECTOR in post.roles
        and (post.abolished_at is None or at < post.abolished_at)
    }


def _serving(
    register: Organisation, on: date
) -> Iterator[tuple[PersonId, UnitId, MediatorFooting]]:
    """Accreditations in force on the day of mediators whom nothing keeps from mediating."""
    at = noon_of(on)
    for person, known in register.mediators.items():
        if not known.in_force(at):
            continue
        for one in known.accreditations:
            if one.from_at <= at and one.in_force(at):
                yield person, one.committee, one.footing
