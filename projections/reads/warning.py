"""Early warning (预警): which units and types see more than chance, and what it gathers about.

The answer follows from what was known at a moment and nothing else: the same log, day and moment of
knowledge give the same alerts, whenever they are asked for (domain.md §5.7). Units stand in one
another as they did at noon of the day, by the register's own past.

A unit's figures contain those of every unit beneath it, so a surge that is spread over many
villages shows at their town: that is the level of an alert.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Protocol

from domain.acts import noon_of
from domain.codes.entry import Labelled
from domain.ids import UnitId
from domain.measures.warning import (
    AlertColour,
    Among,
    Numbers,
    Series,
    cold_colour,
    deviation,
    hundredths,
    rate,
    surge,
    windows,
)
from domain.organisation.state import Organisation
from domain.values import Value
from projections.reads.clusters import Cluster, Seen, clusters, places_of


class AlertGround(Labelled):
    """预警依据: what a window was held against."""

    SURGE = "SURGE", "较基线攀升"
    PEERS = "PEERS", "较同级单位偏高"


class Alert(Value):
    """预警: more of one type came in to a unit than chance explains."""

    unit: UnitId
    dispute: str
    """The dispute type: two digits for a class of types, four for a type. 纠纷类型"""
    colour: AlertColour
    """How much more than chance. 预警级别"""
    ground: AlertGround
    """What it was held against. 预警依据"""
    first_on: date
    """The first day of the window. 窗口首日"""
    last_on: date
    """The last day of the window. 窗口末日"""
    count: int
    """How many cases came in on these days. 登记件数"""
    people: int
    """How many people are involved in them. 涉及人数"""
    past: tuple[int, ...]
    """How many came in in each window before it, the latest first. 基线各窗口件数"""
    mean: str | None
    """Their mean per window of as many working days. 均值"""
    deviation: str | None
    """Their standard deviation, at least 1. 标准差"""
    rate: str | None
    """Cases per 10,000 people, where it was held against peers. 每万人件数"""
    peers_rate: str | None
    """The peers' cases per 10,000 people. 同级单位每万人件数"""


class Warnings(Value):
    """一日预警: everything there was to warn of on a day, as known at a moment."""

    on: date
    known_at: datetime
    alerts: tuple[Alert, ...]
    clusters: tuple[Cluster, ...]
    unjudged: tuple[UnitId, ...]
    """Units too young for a baseline of which no population was given."""


class Tally(Value):
    """登记计数: how many cases of one type came in to a centre on a day, merged ones aside."""

    centre: UnitId
    dispute: str
    on: date
    cases: int
    people: int


class Intakes(Protocol):
    """登记明细: what came in, as known at a moment. For whom, the caller has decided."""

    def tallies(
        self, units: Sequence[UnitId], days: tuple[date, date], known_at: datetime
    ) -> Sequence[Tally]:
        """What came in to these centres from one day to another (both included)."""
        ...

    def seen(
        self, units: Sequence[UnitId], days: tuple[date, date], known_at: datetime
    ) -> Sequence[Seen]:
        """Every registration at these centres from one day to another (both included)."""
        ...

    def begins(self, known_at: datetime) -> date | None:
        """The first day on which anything came in anywhere; None when nothing ever did."""
        ...


Lines = Mapping[UnitId, tuple[UnitId, ...]]
"""For each unit beneath another: itself and the units above it, up to that other."""


def lines_of(register: Organisation, top: UnitId, on: date) -> Lines:
    """The units beneath `top` as they stood in one another at noon of a day, itself among them."""
    at = noon_of(on)
    above = {unit: _above(register, unit, at) for unit in register.units}
    beneath = {unit for unit, line in above.items() if top in line}
    return {unit: tuple(up for up in above[unit] if up in beneath) for unit in beneath}


def _above(register: Organisation, unit: UnitId, at: datetime) -> list[UnitId]:
    """A unit and the units above it on either line at a moment, nearest first."""
    found: list[UnitId] = []
    nearest = [unit]
    while nearest:
        found.extend(nearest)
        known = (register.unit_at(one, at) for one in nearest)
        above = (up for one in known if one for up in (one.parent, one.line_parent) if up)
        nearest = [one for one in dict.fromkeys(above) if one not in found]
    return found


class Knowledge(Value):
    """认知: what a day's warning is told from."""

    on: date
    known_at: datetime
    begins: date
    """The first day on which anything came in anywhere."""
    tallies: tuple[Tally, ...]
    seen: tuple[Seen, ...]


def warnings(
    known: Knowledge,
    lines: Lines,
    register: Organisation,
    populations: Mapping[UnitId, int],
    is_working: Callable[[date], bool],
    numbers: Numbers,
) -> Warnings:
    """Everything there is to warn of on a day. `populations` says how many live where, if known."""
    judge = _Judge(known, lines, register, populations, is_working, numbers)
    alerts, unjudged = judge.alerts()
    return Warnings(
        on=known.on,
        known_at=known.known_at,
        alerts=tuple(alerts),
        clusters=tuple(clusters(known.seen, places_of(register), numbers)),
        unjudged=tuple(sorted(unjudged)),
    )


Name = tuple[UnitId, str]
"""A unit and a dispute type."""


class _Judge:
    """One day's judgement of every unit and type in which anything came in."""

    def __init__(
        self,
        known: Knowledge,
        lines: Lines,
        register: Organisation,
        populations: Mapping[UnitId, int],
        is_working: Callable[[date], bool],
        numbers: Numbers,
    ) -> None:
        self._known, self._register = known, register
        self._populations, self._is_working, self._numbers = populations, is_working, numbers
        self._units = lines
        self._series = _series(known.tallies, lines)
        self._short = windows(known.on, numbers.window, 0)[0]

    def alerts(self) -> tuple[list[Alert], set[UnitId]]:
        """The alerts, by unit and type, and the units that could not be judged."""
        found: list[Alert] = []
        unjudged: set[UnitId] = set()
        for (unit, dispute), series in sorted(self._series.items()):
            begins = max(self._known.begins, self._register.units[unit].valid_from)
            risen = surge(series, self._known.on, begins, self._is_working, self._numbers)
            if risen is None:
                alert = self._against_peers(unit, dispute, series, unjudged)
                found += [] if alert is None else [alert]
            elif risen.colour is not None:
                found.append(
                    Alert(
                        unit=unit,
                        dispute=dispute,
                        colour=risen.colour,
                        ground=AlertGround.SURGE,
                        first_on=risen.window.first,
                        last_on=risen.window.last,
                        count=risen.count,
                        people=risen.people,
                        past=risen.past,
                        mean=hundredths(risen.known.mean),
                        deviation=deviation(risen.known),
                        rate=None,
                        peers_rate=None,
                    )
                )
        return found, unjudged

    def _against_peers(
        self, unit: UnitId, dispute: str, series: Series, unjudged: set[UnitId]
    ) -> Alert | None:
        count, people = self._counted(series)
        own = Among(cases=count, population=self._populations.get(unit, 0))
        peers = self._peers(unit, dispute)
        if not (own.population and peers.population):
            unjudged.add(unit)
            return None
        colour = cold_colour(own, people, peers, self._numbers)
        if colour is None:
            return None
        return Alert(
            unit=unit,
            dispute=dispute,
            colour=colour,
            ground=AlertGround.PEERS,
            first_on=self._short.first,
            last_on=self._short.last,
            count=count,
            people=people,
            past=(),
            mean=None,
            deviation=None,
            rate=rate(own),
            peers_rate=rate(peers),
        )

    def _peers(self, unit: UnitId, dispute: str) -> Among:
        """The other units of the same level whose population is known, together."""
        level = self._register.units[unit].level
        peers = [
            one
            for one in self._units
            if one != unit
            and self._register.units[one].level is level
            and self._populations.get(one, 0)
        ]
        counted = (self._series.get((one, dispute)) for one in peers)
        return Among(
            cases=sum(self._counted(one)[0] for one in counted if one is not None),
            population=sum(self._populations[one] for one in peers),
        )

    def _counted(self, series: Series) -> tuple[int, int]:
        return self._short.total(series.cases), self._short.total(series.people)


def _series(tallies: Iterable[Tally], lines: Lines) -> dict[Name, Series]:
    """Day by day, what came in to each unit and all beneath it, by class of types and by type."""
    found: dict[Name, Series] = defaultdict(lambda: Series(cases={}, people={}))
    for tally in tallies:
        for dispute in dict.fromkeys((tally.dispute[:2], tally.dispute)):
            for unit in lines.get(tally.centre, ()):
                series = found[unit, dispute]
                series.cases[tally.on] = series.cases.get(tally.on, 0) + tally.cases
                series.people[tally.on] = series.people.get(tally.on, 0) + tally.people
    return found
