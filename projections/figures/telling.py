"""Telling facts (记数): a fact is added, changed or taken back; what was known before stays.

A change takes the old fact back and adds the new one, both at the moment it was recorded. So what
was known at any moment is what had been recorded by then and not yet taken back.
"""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any, TypeVar

from msgspec.structs import replace

from domain.ids import UnitId
from domain.kernel import Event, Recorded, day_of
from domain.measures.base_sets import FigureKind, Standing
from domain.organisation.levels import Level
from projections.figures.rows import Memory, Telling, Told

F = TypeVar("F", bound=Callable[..., Memory])
T = TypeVar("T", bound=Telling)

FOLDS: dict[type[Event], Callable[..., Memory]] = {}
"""How each event changes the row: `fold(row, fact, policy)`. The chapters fill it."""


def counts(*events: type[Event]) -> Callable[[F], F]:
    """Register the fold of these events."""

    def register(function: F) -> F:
        for event in events:
            assert event not in FOLDS, f"two folds for {event.__name__}"
            FOLDS[event] = function
        return function

    return register


def live(row: Telling, kind: FigureKind, subject: str = "") -> Told | None:
    """The fact as it is known now."""
    for one in reversed(row.figures):
        if one.kind is kind and one.subject == subject and one.retracted_at is None:
            return one
    return None


def told(
    row: T,
    fact: Recorded[Any],
    kind: FigureKind,
    subject: str = "",
    *,
    version: int | None = None,
    at: datetime | None = None,
    on: date | None = None,
    dated_by: str = "",
    unit: UnitId | None = None,
    standing: Standing = Standing.NONE,
    level: Level | None = None,
    amount: int = 0,
    paid: int = 0,
) -> T:
    """The row with one more fact; one of the same kind and subject is taken back first."""
    moment = fact.occurred_at if at is None else at
    made = Told(
        n=len(row.figures) + 1,
        kind=kind,
        subject=subject,
        version=fact.version if version is None else version,
        position=fact.position,
        recorded_at=fact.recorded_at,
        occurred_at=moment,
        on=day_of(moment) if on is None else on,
        unit=unit or row.unit,
        matter_class=row.matter_class,
        dispute=row.dispute,
        standing=standing,
        level=level,
        amount=amount,
        paid=paid,
        dated_by=dated_by,
    )
    return _instead(row, fact, live(row, kind, subject), made)


def changed(row: T, fact: Recorded[Any], known: Told | None, **changes: Any) -> T:
    """The row with a fact that is known otherwise from now on; nothing for an unknown one."""
    if known is None:
        return row
    after = replace(known, **changes)
    if after == known:
        return row
    return _instead(row, fact, known, again(row, fact, after))


def taken_back(row: T, fact: Recorded[Any], known: Told | None) -> T:
    """The row without a fact from now on."""
    return row if known is None else replace(row, figures=_without(row, fact, known))


def again(row: Telling, fact: Recorded[Any], known: Told) -> Told:
    """The same fact as it is known from this event on."""
    return replace(
        known,
        n=len(row.figures) + 1,
        position=fact.position,
        recorded_at=fact.recorded_at,
        retracted_at=None,
    )


def added(row: T, made: Told) -> T:
    """The row with a fact beside those it has."""
    return replace(row, figures=(*row.figures, made))


def _instead(row: T, fact: Recorded[Any], known: Told | None, made: Told) -> T:
    figures = row.figures if known is None else _without(row, fact, known)
    return replace(row, figures=(*figures, made))


def _without(row: Telling, fact: Recorded[Any], known: Told) -> tuple[Told, ...]:
    nth = known.n - 1
    gone = replace(known, retracted_at=fact.recorded_at)
    return (*row.figures[:nth], gone, *row.figures[nth + 1 :])
