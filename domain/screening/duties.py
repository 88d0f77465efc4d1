"""Who owes which screening (应排查单位), and which grids it is about, as the register says.

    grounds(book)                      the rows T70 to T72 of the rules: which level, how often
    owed(register, units, book)        the units that owe, and from which day to which
    due(one, period)                   their windows that end within a period
    grids_on(register, unit, day)      the grids in a unit's area on a day

A village's windows are owed by its mediation committee: a village unit with a post for the head of
one, held or vacant, or with a committee in office. A town's and a county's are owed by the justice
line: a unit of that level with a post of the role R18. A unit owes the windows that lie whole
within the days on which it was so; the grids of a window are those there on its first day
(docs/adr/0039).
"""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from functools import partial
from typing import TypeVar

from domain.acts import noon_of
from domain.codes.screening import Rhythm
from domain.ids import UnitId
from domain.kernel import day_of
from domain.measures.period import Period
from domain.organisation.levels import Level
from domain.organisation.state import Organisation, Post
from domain.policy.calendar import LAST_DAY
from domain.policy.rulebook import Rulebook
from domain.policy.terms import Unit as Length
from domain.policy.timers import Holder
from domain.roles import Role
from domain.screening.windows import Window, window_of, windows
from domain.values import Value

OPENED = "screening.opened"
"""What starts the rows of the rules; the calendar says it, and nobody records it."""

_RHYTHMS = {
    Length.WEEK_END: Rhythm.WEEKLY,
    Length.HALF_MONTH_END: Rhythm.HALF_MONTHLY,
    Length.MONTH_END: Rhythm.MONTHLY,
}
_ROLES = {
    Holder.VILLAGE: Role.COMMITTEE_HEAD,
    Holder.JUSTICE_OFFICE: Role.JUSTICE_BUREAU,
    Holder.JUSTICE_BUREAU: Role.JUSTICE_BUREAU,
}
_DAY = timedelta(days=1)
T = TypeVar("T")


class Ground(Value):
    """排查规定: units with a post for a role screen in a rhythm, by a row of the rules."""

    timer: str
    role: Role
    rhythm: Rhythm


class Owed(Value):
    """应排查: a unit owes the windows of a rhythm that lie whole within these days."""

    unit: UnitId
    timer: str
    rhythm: Rhythm
    from_on: date
    to_on: date


class Laid(Value):
    """网格沿革: where a grid lay, from one day to another."""

    area: str
    from_on: date
    to_on: date


def grounds(book: Rulebook) -> dict[Level, Ground]:
    """Which levels screen how often, by a version of the rules.

    A jurisdiction's stricter term beside a row makes no window of its own.
    """
    found: dict[Level, Ground] = {}
    for timer in book.timers.values():
        term = timer.lengths[0].term if timer.lengths else None
        if term is None or timer.beside is not None or timer.holder not in _ROLES:
            continue
        for start in timer.starts:
            if start.event == OPENED:
                found[Level[start.when["level"]]] = Ground(
                    timer=timer.id, role=_ROLES[timer.holder], rhythm=_RHYTHMS[term.unit]
                )
    return found


def owed(register: Organisation, units: Collection[UnitId], book: Rulebook) -> list[Owed]:
    """What these units owe, each in order of time."""
    known = grounds(book)
    posts = _posts(register, {one.role for one in known.values()})
    return [
        Owed(
            unit=unit,
            timer=ground.timer,
            rhythm=ground.rhythm,
            from_on=from_on,
            to_on=to_on,
        )
        for unit in units
        if (found := register.units.get(unit)) is not None
        and (ground := known.get(found.level)) is not None
        for _, from_on, to_on in _spans(
            _turns(register, unit, posts.get(unit, ())),
            _stands(register, unit, found.level, ground.role, posts.get(unit, ())),
        )
    ]


def due(one: Owed, period: Period) -> Iterator[Window]:
    """The windows owed that end within a period, in order."""
    begins = max(one.from_on, window_of(one.rhythm, period.first).first_on)
    return windows(one.rhythm, begins, min(one.to_on, period.last))


class GridMap:
    """Where every grid lay when, to be asked by area."""

    def __init__(self, register: Organisation) -> None:
        self._register = register
        found = [
            Laid(area=area, from_on=from_on, to_on=to_on)
            for grid, known in register.units.items()
            if known.level is Level.GRID
            for area, from_on, to_on in _areas(register, grid)
        ]
        self._laid = sorted(found, key=lambda one: one.area)
        self._areas = [one.area for one in self._laid]

    def __bool__(self) -> bool:
        """Whether there ever was a grid."""
        return bool(self._laid)

    def within(self, area: str) -> Sequence[Laid]:
        """The grids that ever lay in an area."""
        # All that begin with a prefix stand together; no area has a sign after the colon.
        return self._laid[bisect_left(self._areas, area) : bisect_left(self._areas, f"{area}:")]

    def count(self, unit: UnitId, day: date) -> int:
        """How many lay in a unit's area on a day."""
        area = _area(self._register, unit, day)
        within = () if area is None else self.within(area)
        return sum(one.from_on <= day <= one.to_on for one in within)


def grids_on(register: Organisation, unit: UnitId, day: date) -> set[UnitId]:
    """The grids that lay in a unit's area on a day."""
    area = _area(register, unit, day)
    if area is None:
        return set()
    return {
        grid
        for grid, known in register.units.items()
        if known.level is Level.GRID
        and (there := _area(register, grid, day)) is not None
        and there.startswith(area)
    }


def due_count(every: Collection[Owed], period: Period) -> int:
    """How many windows ended within a period."""
    firsts = _Firsts(period)
    return sum(len(firsts.of(one)) for one in every)


def grids_due(register: Organisation, every: Collection[Owed], period: Period) -> int:
    """How many grids there were to cover: those of each window that ended within a period."""
    grids, firsts = GridMap(register), _Firsts(period)
    found = 0
    for one in every if grids else ():
        begins = firsts.of(one)
        for area, from_on, to_on in _areas(register, one.unit):
            for grid in grids.within(area):
                until = bisect_right(begins, min(grid.to_on, to_on))
                found += max(0, until - bisect_left(begins, max(grid.from_on, from_on)))
    return found


class _Firsts:
    """The first days of the windows that ended within a period; most units have the same."""

    def __init__(self, period: Period) -> None:
        self._period = period
        self._known: dict[tuple[Rhythm, date, date], list[date]] = {}

    def of(self, one: Owed) -> list[date]:
        """Those a unit owed, in order."""
        begins = max(one.from_on, window_of(one.rhythm, self._period.first).first_on)
        key = one.rhythm, begins, min(one.to_on, self._period.last)
        if key not in self._known:
            self._known[key] = [window.first_on for window in windows(*key)]
        return self._known[key]


def _posts(
    register: Organisation, roles: Collection[Role]
) -> Mapping[UnitId, Sequence[Sequence[Post]]]:
    """By unit, the histories of the posts that ever had one of the roles."""
    found: defaultdict[UnitId, list[Sequence[Post]]] = defaultdict(list)
    for post, known in register.posts.items():
        history = register.history_of_post(post)
        if any(one in version.roles for version in history for one in roles):
            found[known.unit].append(history)
    return found


def _stands(
    register: Organisation, unit: UnitId, level: Level, role: Role, posts: Sequence[Sequence[Post]]
) -> Callable[[date], bool | None]:
    """Of a day, whether the unit owes that screening then; None if not."""

    def stands(day: date) -> bool | None:
        at = noon_of(day)
        elected = level is Level.VILLAGE and register.committee_of(unit, day) is not None
        its_business = elected or any(_has(history, role, at) for history in posts)
        return True if its_business and _area(register, unit, day) is not None else None

    return stands


def _has(history: Sequence[Post], role: Role, at: datetime) -> bool:
    """Whether a post stood at a moment and had a role, held or vacant."""
    begun = [one for one in history if one.since is None or one.since <= at]
    return bool(begun) and begun[-1].abolished_at is None and role in begun[-1].roles


def _area(register: Organisation, unit: UnitId, day: date) -> str | None:
    """A unit's area prefix on a day on which it is in force."""
    at = noon_of(day)
    known = register.unit_at(unit, at)
    return known.area_prefix if known is not None and known.in_force(at) else None


def _areas(register: Organisation, unit: UnitId) -> Iterator[tuple[str, date, date]]:
    """Where a unit lay while it was in force: its area prefix, from which day to which."""
    first, *others = register.history_of_unit(unit)
    if not others:  # Nearly all of them, and there are thousands of grids.
        return iter([(first.area_prefix, first.valid_from, first.valid_to or LAST_DAY)])
    return _spans(_turns(register, unit, ()), partial(_area, register, unit))


def _turns(register: Organisation, unit: UnitId, posts: Sequence[Sequence[Post]]) -> set[date]:
    """The days on which something about it may have become otherwise."""
    units = register.history_of_unit(unit)
    written = [one.since for one in units] + [one.since for each in posts for one in each]
    days = {day_of(moment) for moment in written if moment is not None}
    for one in units:
        days |= {one.valid_from} | ({one.valid_to} if one.valid_to else set())
    for committee in register.committees.get(unit, ()):
        days |= {committee.elected_on, committee.term_to_on}
    # What happens in the afternoon, and what a last day ends, is seen at the next noon.
    return days | {day + _DAY for day in days}


def _spans(days: set[date], value: Callable[[date], T | None]) -> Iterator[tuple[T, date, date]]:
    """From which day to which it had which value; it only ever changes on one of the `days`."""
    begun: tuple[T, date] | None = None
    for day in sorted(days):
        now = value(day)
        if begun is not None and now != begun[0]:
            yield *begun, day - _DAY
            begun = None
        if begun is None and now is not None:
            begun = now, day
    if begun is not None:
        yield *begun, LAST_DAY
