"""The demo's staff and calendar: who acts where, and when people are at work."""

from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from random import Random

from domain.ids import UnitId
from domain.kernel import SHANGHAI
from domain.policy.calendar import china
from domain.roles import Role
from graphql_api.ports import Caller

OPENS, CLOSES = time(9), time(17, 30)


class WorkingHours:
    """The calendar that terms are counted by, make-up days included, from 9:00 to 17:30."""

    def __init__(self) -> None:
        self._china = china()

    def after(self, moment: datetime, span: timedelta) -> datetime:
        """The moment when `span` of working time has passed."""
        local = moment.astimezone(SHANGHAI)
        left = span
        while True:
            closing = datetime.combine(local.date(), CLOSES, SHANGHAI)
            if self._china.is_working(local.date()) and local < closing:
                begins = max(local, datetime.combine(local.date(), OPENS, SHANGHAI))
                if begins + left <= closing:
                    return begins + left
                left -= closing - begins
            local = datetime.combine(local.date() + timedelta(days=1), OPENS, SHANGHAI)


@dataclass
class Team:
    """Who holds which role in which unit, by the units' names, and where matters arise."""

    calendar: WorkingHours
    places: list[tuple[str, str]] = field(default_factory=list)
    units: dict[str, UnitId] = field(default_factory=dict)
    _holders: dict[tuple[Role, str], list[Caller]] = field(default_factory=dict)
    _turn: dict[tuple[Role, str], int] = field(default_factory=dict)

    def add(self, caller: Caller, unit: str) -> None:
        """Enter a staff member of a unit under each of the roles of the post."""
        for role in caller.roles:
            self._holders.setdefault((role, unit), []).append(caller)

    def one(self, role: Role, unit: str) -> Caller:
        """The next in turn of those who hold a role in a unit."""
        holders = self._holders[role, unit]
        turn = self._turn.get((role, unit), 0)
        self._turn[role, unit] = turn + 1
        return holders[turn % len(holders)]

    def all(self, role: Role, unit: str) -> list[Caller]:
        """Everybody who holds a role in a unit."""
        return self._holders[role, unit]

    def place(self, chance: Random) -> tuple[str, str]:
        """A town and one of its villages."""
        return chance.choice(self.places)
