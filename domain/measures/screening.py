"""Screening (排查): how many windows were due, screened and in time, and how many grids covered.

    over(period, known_at)            the part of a period whose windows can be over at a moment
    counts(register, owed, …, tally)  what the indicators need of register and record
    standing(window, on, day)         how one window stands on a day

domain.md §5.2 "Screening completion": performed windows ÷ due windows; on time; coverage = grids
covered ÷ grids. A window is due once its last day is over, and counts by its last day.
"""

from collections.abc import Collection
from datetime import date, datetime, timedelta

from domain.codes.screening import ScreeningStanding
from domain.kernel import day_of
from domain.measures.period import Period
from domain.organisation.state import Organisation
from domain.screening.duties import Owed, due_count, grids_due
from domain.screening.windows import Window
from domain.values import Value


class Tally(Value):
    """排查计数: of the windows owed, how many were screened, how many in time, and the grids."""

    performed: int = 0
    on_time: int = 0
    grids: int = 0


def over(period: Period, known_at: datetime) -> Period:
    """The part of a period whose windows are over at a moment: their last day is past by then."""
    yesterday = day_of(known_at) - timedelta(days=1)
    return Period(first=period.first, last=min(period.last, yesterday))


def counts(
    register: Organisation, owed: Collection[Owed], period: Period, tally: Tally
) -> dict[str, int]:
    """What the indicators need, of windows that ended within a period that is over."""
    return {
        "SCREENINGS_DUE": due_count(owed, period),
        "SCREENINGS_PERFORMED": tally.performed,
        "SCREENINGS_ON_TIME": tally.on_time,
        "SCREENING_GRIDS": grids_due(register, owed, period),
        "SCREENING_GRIDS_COVERED": tally.grids,
    }


def standing(window: Window, performed_on: date | None, day: date) -> ScreeningStanding:
    """How a window stands on a day; `performed_on`: when it was screened, if that was known."""
    if performed_on is not None:
        in_time = performed_on <= window.last_on
        return ScreeningStanding.ON_TIME if in_time else ScreeningStanding.LATE
    return ScreeningStanding.MISSED if window.last_on < day else ScreeningStanding.NOT_OVER
