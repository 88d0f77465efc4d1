"""The demo's staff and calendar: who acts where, and when people are at work."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from random import Random

import holidays

from domain.ids import UnitId
from domain.kernel import SHANGHAI
from domain.roles import Role
from graphql_api.ports import Caller

OPENS, CLOSES = time(9), time(17, 30)


class WorkingHours:
    """The real working calendar of the mainland, make-up days included, 9:00 to 17:30."""

    def __init__(self) -> None:
        self._china = holidays.country_holidays("CN")

    def is_working_day(self, day: date) -> bool:
        """Whether offices are open: a working weekday, or a weekend made up for a holiday."""
        return self._china.is_working_day(day)

    def after(self, moment: datetime, span: timedelta) -> datetime:
        """The moment when `span` of working time has passed."""
        local = moment.astimezone(SHANGHAI)
        left = span
        while True:
            closing = datetime.combine(local.date(), CLOSES, SHANGHAI)
            if self.is_working_day(local.date()) and local < closing:
                if local + left <= closing:
                    return local + left
                left -= closing - local
            local = datetime.combine(local.date() + timedelta(days=1), OPENS, SHANGHAI)


@dataclass
class Team:
    """Who holds which role in which town or village (or the county: None), and its units."""

    calendar: WorkingHours
    places: list[tuple[str, str]] = field(default_factory=list)
    committees: dict[str, UnitId] = field(default_factory=dict)
    _holders: dict[tuple[Role, str | None], list[Caller]] = field(default_factory=dict)
    _turn: dict[tuple[Role, str | None], int] = field(default_factory=dict)

    def add(self, caller: Caller, place: str | None) -> None:
        """Enter a staff member under each of the roles of the post."""
        for role in caller.roles:
            self._holders.setdefault((role, place), []).append(caller)

    def one(self, role: Role, place: str | None) -> Caller:
        """The next in turn of those who hold a role in a place."""
        holders = self._holders[role, place]
        turn = self._turn.get((role, place), 0)
        self._turn[role, place] = turn + 1
        return holders[turn % len(holders)]

    def committee(self, village: str) -> UnitId:
        """The mediation committee of a village."""
        return self.committees[village]

    def place(self, chance: Random) -> tuple[str, str]:
        """A town and one of its villages."""
        return chance.choice(self.places)
