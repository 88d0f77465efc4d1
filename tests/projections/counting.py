"""Given these facts of a case, so many belong to each base set: the words the figures' tests use.

Facts happen ten minutes after one another and are recorded as they happen.
"""

from datetime import UTC, date, datetime
from typing import Any

from msgspec.structs import replace

from domain.case.corrections import EventCorrected, EventVoided
from domain.policy.packaged import packaged_policy
from projections.clocks import clocks_by
from projections.figures import FigureRow, figures_by
from projections.figures.rows import shown
from projections.reads.indicators import Asked, counted
from tests.domain.county import LAND_OFFICE, TOWN, VILLAGE, director
from tests.domain.given import Fact, fact, happened
from tests.domain.states_agreements import moment

FIGURES = figures_by(packaged_policy)
CLOCKS = clocks_by(packaged_policy)
EVERYWHERE = (TOWN, VILLAGE, LAND_OFFICE)
WHENEVER = (date(2020, 1, 1), date(2030, 12, 31))
LAST = datetime(2099, 1, 1, tzinfo=UTC)


def at(day: str, one: Fact) -> Fact:
    """The same on a day, at twenty past four."""
    return replace(one, at=moment(day))


def rows(*facts: Fact) -> list[FigureRow]:
    """The rows of one case after these facts."""
    history, _ = happened(facts)
    (row,) = FIGURES.fold(history).values()
    return list(shown(row))


def terms(*facts: Fact) -> list[FigureRow]:
    """What the clocks of one case tell of its terms after these facts."""
    history, _ = happened(facts)
    (row,) = CLOCKS.fold(history).values()
    return list(CLOCKS.parts[-1].of(row))


def count(
    found: list[FigureRow],
    *names: str,
    period: tuple[date, date] = WHENEVER,
    units: tuple[str, ...] = EVERYWHERE,
    known_at: datetime = LAST,
) -> Any:
    """How many there are of these base sets: a number, or several for several names."""
    asked = Asked(from_on=period[0], to_on=period[1], units=units)
    all_of_them = counted(found, asked, known_at)
    numbers = tuple(all_of_them[name] for name in names)
    return numbers[0] if len(names) == 1 else numbers


def month(number: int, year: int = 2025) -> tuple[date, date]:
    """A month, both its days included."""
    following = date(year + number // 12, number % 12 + 1, 1)
    return date(year, number, 1), date.fromordinal(following.toordinal() - 1)


def voided(version: int, event: str) -> Fact:
    """已作废: two persons found that the entry does not belong here."""
    void = EventVoided(version=version, event=event, reason="录错。", proposed_by=director().person)
    return fact(void, by=director())


def corrected(version: int, event: str, **changes: Any) -> Fact:
    """已更正: the entry said something wrong, and this is right."""
    plain = EventCorrected(
        version=version,
        event=event,
        field=None,
        value=None,
        happened_at=None,
        remark=None,
        reason="笔误。",
    )
    return fact(replace(plain, **changes), by=director())
