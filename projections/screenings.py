"""Screenings (排查登记): what was entered for which window of which unit, as known at any moment.

A task has one row for each state of knowledge, from the moment that was recorded to the moment
something else was; so a window that is screened late, or entered late, was missed before that. A
task nobody entered anything for has no row: that it is due, the register and the calendar say.
"""

from collections.abc import Iterator
from datetime import date, datetime

from msgspec.structs import replace

from domain.case import case
from domain.case.regions.record import LATE_AFTER
from domain.codes.screening import Rhythm, ScreeningKind
from domain.ids import CaseId, ScreeningId, UnitId
from domain.kernel import Recorded, day_of
from domain.screening.performing import (
    DisputeDiscovered,
    ScreeningPerformed,
    ScreeningWithdrawn,
)
from domain.values import Value
from projections.kernel import Index, Part, Projection, Row


class Entered(Value):
    """一次认知: what was known of a window's screening from a moment on."""

    known_at: datetime
    performed_at: datetime
    recorded_at: datetime
    late_reason: str | None
    kind: ScreeningKind
    grids: tuple[UnitId, ...]
    households: int
    people: int
    found: int
    disputes: tuple[str, ...]
    nil_return: bool
    cases: tuple[CaseId, ...] = ()
    withdrawn: bool = False


class Screenings(Row, key=("screening",)):
    """排查沿革: everything that was ever entered for a window, oldest first."""

    screening: ScreeningId
    unit: UnitId
    rhythm: Rhythm
    first_on: date
    last_on: date
    entered: tuple[Entered, ...]


class ScreeningRow(Row, key=("screening", "nth")):
    """排查登记: a window's screening as it was known from one moment to another (not included)."""

    screening: ScreeningId
    nth: int
    known_at: datetime
    known_until: datetime | None
    unit: UnitId
    rhythm: Rhythm
    first_on: date
    last_on: date
    performed_on: date
    recorded_at: datetime
    late_entry: bool
    late_reason: str | None
    kind: ScreeningKind
    grids: tuple[UnitId, ...]
    grid_count: int
    households: int
    people: int
    found: int
    disputes: tuple[str, ...]
    nil_return: bool
    cases: tuple[CaseId, ...]
    withdrawn: bool


def screenings_of(row: Screenings) -> Iterator[ScreeningRow]:
    """The rows of a task, one for each state of knowledge."""
    until = [*(one.known_at for one in row.entered[1:]), None]
    for nth, (known, known_until) in enumerate(zip(row.entered, until, strict=True), start=1):
        yield ScreeningRow(
            screening=row.screening,
            nth=nth,
            known_at=known.known_at,
            known_until=known_until,
            unit=row.unit,
            rhythm=row.rhythm,
            first_on=row.first_on,
            last_on=row.last_on,
            performed_on=day_of(known.performed_at),
            recorded_at=known.recorded_at,
            late_entry=known.recorded_at - known.performed_at > LATE_AFTER,
            late_reason=known.late_reason,
            kind=known.kind,
            grids=known.grids,
            grid_count=len(known.grids),
            households=known.households,
            people=known.people,
            found=known.found,
            disputes=known.disputes,
            nil_return=known.nil_return,
            cases=known.cases,
            withdrawn=known.withdrawn,
        )


screenings = Part(
    "screenings",
    ScreeningRow,
    screenings_of,
    zh="排查登记",
    indexes=[
        # What completion is counted from, and what a page looks up: both by unit and window.
        Index(
            columns=("unit", "last_on"),
            include=(
                "first_on",
                "rhythm",
                "performed_on",
                "grid_count",
                "withdrawn",
                "known_at",
                "known_until",
            ),
        ),
    ],
)
screening_book = Projection(
    "screening_book", Screenings, version=1, zh="排查沿革", parts=(screenings,)
)


@screening_book.folds
def performed(row: Screenings | None, fact: Recorded[ScreeningPerformed]) -> Screenings:
    """The window was screened; again only after the entry before was withdrawn."""
    event = fact.event
    entered = Entered(
        known_at=fact.recorded_at,
        performed_at=fact.occurred_at,
        recorded_at=fact.recorded_at,
        late_reason=fact.late_reason,
        kind=event.kind,
        grids=event.grids,
        households=event.households,
        people=event.people,
        found=sum(one.number for one in event.found),
        disputes=tuple(one.dispute for one in event.found),
        nil_return=event.nil_return,
    )
    if row is None:
        return Screenings(
            screening=event.screening,
            unit=event.unit,
            rhythm=event.rhythm,
            first_on=event.first_on,
            last_on=event.last_on,
            entered=(entered,),
        )
    changed = replace(row, rhythm=event.rhythm, first_on=event.first_on, last_on=event.last_on)
    return _known(changed, entered)


@screening_book.folds
def discovered(row: Screenings, fact: Recorded[DisputeDiscovered]) -> Screenings:
    """A find has become a case."""
    last = row.entered[-1]
    return _known(
        row, replace(last, known_at=fact.recorded_at, cases=(*last.cases, fact.event.case))
    )


@screening_book.folds
def withdrawn(row: Screenings, fact: Recorded[ScreeningWithdrawn]) -> Screenings:
    """The entry counts no more."""
    return _known(row, replace(row.entered[-1], known_at=fact.recorded_at, withdrawn=True))


def _known(row: Screenings, entered: Entered) -> Screenings:
    """The row with something else known from a moment on; of one moment, the last counts."""
    before = row.entered
    if before[-1].known_at == entered.known_at:
        before = before[:-1]
    return replace(row, entered=(*before, entered))


screening_book.ignores(*case.evolutions)
