"""Questions about workload (工作量): what units or people did in a period, counted in one go."""

from collections.abc import Mapping
from enum import StrEnum
from fractions import Fraction
from typing import Protocol

from domain.ids import CaseId, PersonId, UnitId
from domain.measures.period import Period
from domain.measures.workload import NOTHING, Tally, backlog_days, load, points, utilisation
from domain.policy.rulebook import Rulebook
from domain.values import Value
from projections.scope import Scope
from projections.workload import WorkloadRow


class WorkloadBy(StrEnum):
    """统计口径: whether units are counted, or people."""

    UNIT = "UNIT"
    PERSON = "PERSON"


class WorkloadOrder(StrEnum):
    """排序: how figures are ordered; what cannot be said comes last, ties are ordered by id."""

    LOAD_DESC = "LOAD_DESC"
    UTILISATION_DESC = "UTILISATION_DESC"
    UTILISATION_ASC = "UTILISATION_ASC"
    OPEN_DESC = "OPEN_DESC"
    BACKLOG_DESC = "BACKLOG_DESC"


class WorkloadQuestion(Value):
    """工作量查询: of which units, in which period, by unit or by person.

    `lately` is the period by which the pace of work is judged. `people` are the units' own: what
    an event tells of people without saying for which unit they came is counted for these alone.
    `only` leaves everybody else out.
    """

    by: WorkloadBy
    units: tuple[UnitId, ...]
    period: Period
    lately: Period
    people: tuple[PersonId, ...] = ()
    only: PersonId | None = None


class Tallies(Value):
    """工作量: what each unit or person did who did anything, as of a position of the log."""

    position: int
    of: Mapping[str, Tally]


class WorkloadReads(Protocol):
    """工作量: what the events of cases say of who worked on what.

    Figures name no case, so they carry no scope: whoever asks has been asked by
    `projections.scope.oversees` whether they may.
    """

    def tallies(self, question: WorkloadQuestion) -> Tallies:
        """What was done, by unit or person; who did nothing is not in it."""
        ...

    def of_case(self, case: CaseId, scope: Scope) -> WorkloadRow | None:
        """Who worked on a case; None when nobody did, or it is absent or not for the reader."""
        ...


class Figures(Value):
    """工作量指标: what one unit or person did, and what follows from it by the rules.

    `load` and `capacity` are in ten-thousandths of a point, `utilisation` in percent, `backlog` in
    working days.
    """

    who: str
    tally: Tally
    load: int
    capacity: int
    utilisation: Fraction | None
    backlog: Fraction | None


def figures(
    tallies: Mapping[str, Tally], capacity: Mapping[str, int], book: Rulebook
) -> list[Figures]:
    """Of everyone who did anything or had room to; by id."""
    pace = book.number("workload_pace").whole
    return [
        _figures(who, tallies.get(who, NOTHING), capacity.get(who, 0), book, pace)
        for who in sorted({*tallies, *capacity})
    ]


def _figures(who: str, tally: Tally, capacity: int, book: Rulebook, pace: int) -> Figures:
    loaded = load(tally.shares, book)
    return Figures(
        who=who,
        tally=tally,
        load=loaded,
        capacity=capacity,
        utilisation=utilisation(loaded, capacity),
        backlog=backlog_days(tally, pace),
    )


Rank = tuple[bool, Fraction, str]
"""Where figures stand in an order: whether nothing can be said, the value, the id."""


def rank(one: Figures, order: WorkloadOrder) -> Rank:
    """Where figures stand in an order."""
    falling = order is not WorkloadOrder.UTILISATION_ASC
    match order:
        case WorkloadOrder.LOAD_DESC:
            value: Fraction | None = points(one.load)
        case WorkloadOrder.OPEN_DESC:
            value = Fraction(one.tally.open)
        case WorkloadOrder.BACKLOG_DESC:
            value = one.backlog
        case _:
            value = one.utilisation
    known = value or Fraction(0)
    return value is None, -known if falling else known, one.who
