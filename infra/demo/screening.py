"""The demo's screenings: the first town's committees and the justice line, in the last two months.

Most windows are screened in time and find nothing. One village forgot a week and was late with
another; the other towns never began.
"""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from random import Random

from domain.codes.screening import Rhythm, ScreeningKind
from domain.ids import UnitId
from domain.kernel import SHANGHAI
from domain.roles import Role
from domain.screening.performing import DisputesFound, PerformScreening
from domain.screening.windows import windows
from graphql_api.ports import Caller
from infra.demo.county import JUSTICE_BUREAU, grids_of, village_committee
from infra.demo.matter import Script, Step
from infra.demo.names import TOWNS, VILLAGES
from infra.demo.team import Team

SPAN = timedelta(days=60)
"""Windows that lie whole in so many days before the last day."""
NOTHING_FOUND, ALL_COVERED = 0.7, 0.8
"""How often a screening finds nothing, and covers all grids."""
FORGOTTEN, LATE = 2, 4
"""Which week of the second village, counted from 0, nobody screened; and which came a week late."""


def screenings(team: Team, until: date, chance: Random) -> Iterator[Script]:
    """One script for each window that was screened."""
    first, second, *others = map(village_committee, VILLAGES[0])
    grids = tuple(team.units[name] for name in grids_of(VILLAGES[0][0]))
    weeks = _windows(Rhythm.WEEKLY, until)
    justice = Role.JUSTICE_BUREAU
    for unit, role, windows_of, own in (
        (first, Role.COMMITTEE_HEAD, weeks, grids),
        *((other, Role.COMMITTEE_HEAD, weeks, ()) for other in others),
        (f"{TOWNS[0]}司法所", justice, _windows(Rhythm.HALF_MONTHLY, until), grids),
        (JUSTICE_BUREAU, justice, _windows(Rhythm.MONTHLY, until), grids),
    ):
        screener = team.one(role, unit)
        for first_on in windows_of:
            yield _told(team, screener, first_on, chance, own)
    screener = team.one(Role.COMMITTEE_HEAD, second)
    for nth, first_on in enumerate(weeks):
        if nth != FORGOTTEN:
            late = timedelta(days=7 if nth == LATE else 0)
            yield _told(team, screener, first_on, chance, (), late)


def _windows(rhythm: Rhythm, until: date) -> list[date]:
    """The first days of the windows that were over when the play ends."""
    return [one.first_on for one in windows(rhythm, until - SPAN, until - timedelta(days=1))]


def _told(
    team: Team,
    screener: Caller,
    first_on: date,
    chance: Random,
    grids: tuple[UnitId, ...],
    late: timedelta = timedelta(0),
) -> Script:
    """A window is screened within its first working days, or so much later."""
    assert screener.unit is not None, "whoever screens does so for a unit"
    begins = datetime.combine(first_on, time(9), SHANGHAI) + late
    found = () if chance.random() < NOTHING_FOUND else (DisputesFound(dispute="0202", number=1),)
    yield Step(
        team.calendar.after(begins, timedelta(hours=chance.randint(1, 30))),
        screener,
        PerformScreening(
            unit=screener.unit,
            first_on=first_on,
            kind=ScreeningKind.GENERAL,
            households=chance.randint(40, 180),
            people=chance.randint(90, 400),
            grids=grids if chance.random() < ALL_COVERED else grids[:1],
            found=found,
            nil_return=not found,
        ),
    )
