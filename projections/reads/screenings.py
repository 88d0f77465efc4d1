"""Questions about screening (排查): what was entered for the windows that units owe.

`tally` is the reference over rows; the statement of `infra/read/screenings.py` says the same, and a
test holds the two together.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Protocol

from domain.ids import ScreeningId, UnitId
from domain.measures.period import Period
from domain.measures.screening import Tally
from domain.screening.duties import Owed
from projections.screenings import ScreeningRow


class Screenings(Protocol):
    """排查: what was entered, as known at a moment."""

    def tally(self, owed: Sequence[Owed], period: Period, known_at: datetime) -> Tally:
        """Of the windows owed that ended within a period: how many were screened, and how."""
        ...

    def performed(
        self, owed: Sequence[Owed], period: Period, known_at: datetime
    ) -> dict[tuple[UnitId, date], date]:
        """By unit and the window's last day, when it was screened: the windows of `tally`."""
        ...

    def rows(
        self, tasks: Sequence[ScreeningId], known_at: datetime
    ) -> dict[ScreeningId, ScreeningRow]:
        """What was entered for these tasks, withdrawn entries too; nothing for the others."""
        ...

    def position(self) -> int:
        """How much of the log the table has seen."""
        ...


def known(row: ScreeningRow, at: datetime) -> bool:
    """Whether a row tells what was known at a moment."""
    return row.known_at <= at and (row.known_until is None or row.known_until > at)


def counted(
    rows: Iterable[ScreeningRow], owed: Sequence[Owed], period: Period, known_at: datetime
) -> list[ScreeningRow]:
    """The screenings that stood at a moment for windows owed that ended within a period."""
    return [
        row
        for row in rows
        if known(row, known_at)
        and not row.withdrawn
        and period.first <= row.last_on <= period.last
        and any(
            (row.unit, row.rhythm) == (one.unit, one.rhythm)
            and one.from_on <= row.first_on
            and row.last_on <= one.to_on
            for one in owed
        )
    ]


def tally(
    rows: Iterable[ScreeningRow], owed: Sequence[Owed], period: Period, known_at: datetime
) -> Tally:
    """How many of the windows owed were screened, in time, and with which grids: the reference."""
    found = counted(rows, owed, period, known_at)
    return Tally(
        performed=len(found),
        on_time=sum(row.performed_on <= row.last_on for row in found),
        grids=sum(row.grid_count for row in found),
    )
