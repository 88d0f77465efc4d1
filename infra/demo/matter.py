"""One invented matter: who it is about, who acts in it for which unit, and how time goes by."""

from collections.abc import Generator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from domain.codes.matters import MatterClass
from domain.ids import derived
from domain.kernel import Command, Event, day_of
from domain.roles import Role
from graphql_api.ports import Answer, Caller
from infra.demo.county import (
    CENTRE,
    COMMITTEE,
    JUSTICE_BUREAU,
    LABOUR_COMMITTEE,
    MEDICAL_COMMITTEE,
    PETITION_BUREAU,
    town_centre,
    village_committee,
)
from infra.demo.team import Team

CLIENT = "demo"


@dataclass
class Step:
    """One act: when it comes, by whom, what, and when it happened if that was earlier."""

    at: datetime
    caller: Caller
    command: Command
    happened_at: datetime | None = None


Script = Generator[Step, Answer, None]

OF_THE_TOWN = frozenset(
    {
        Role.WINDOW_CLERK,
        Role.TRIAGE_OFFICER,
        Role.CENTRE_DIRECTOR,
        Role.RETURN_VISITOR,
        Role.COURT_LIAISON,
        Role.ARCHIVIST,
    }
)
"""Who acts for the town's centre."""
OF_THE_COUNTY = {
    Role.LEADER: COMMITTEE,
    Role.POLITICAL_LEGAL_COMMITTEE: COMMITTEE,
    Role.COMPLIANCE_AUDITOR: COMMITTEE,
    Role.SUPERVISOR: CENTRE,
    Role.PETITION_OFFICE: PETITION_BUREAU,
    Role.JUSTICE_BUREAU: JUSTICE_BUREAU,
}
"""Who acts for a unit of the county; everybody else is of the committee that mediates."""
SPECIALISTS = {"0502": MEDICAL_COMMITTEE, "0701": LABOUR_COMMITTEE}
"""Disputes that a committee of the whole county mediates."""


@dataclass
class Matter:
    """One matter on its way: what has come of it so far, and what moment it has reached."""

    team: Team
    chance: Random
    at: datetime
    dispute: str = "0202"
    matter_class: MatterClass = MatterClass.DISPUTE
    town: str = ""
    village: str = ""
    case: str = ""
    applicants: list[str] = field(default_factory=list)
    respondents: list[str] = field(default_factory=list)
    red: bool = False
    outcome: str = ""
    version: int = 0
    """How it ended at the window, and the place in the record of an entry that is needed later."""
    order: str = ""
    mediation: str = ""
    agreement: str = ""
    obligation: str = ""
    due_on: date | None = None
    """The last order, procedure and agreement, and what the agreement asks for until when."""
    _cast: dict[tuple[Role, str], Caller] = field(default_factory=dict)
    _papers: int = 0

    @property
    def parties(self) -> tuple[str, ...]:
        """Everybody on both sides."""
        return (*self.applicants, *self.respondents)

    @property
    def committee(self) -> str:
        """The name of the committee that mediates: the village's, or the specialists'."""
        return SPECIALISTS.get(self.dispute) or village_committee(self.village)

    @property
    def centre(self) -> str:
        """The name of the town's centre."""
        return town_centre(self.town)

    def unit(self, name: str) -> str:
        """The id of a unit."""
        return self.team.units[name]

    def by(self, role: Role, unit: str | None = None) -> Caller:
        """Who acts in a role: for a unit named, or for the one whose business it is here.

        The same person every time, as long as the matter lasts.
        """
        if unit is None:
            of_town = self.centre if role in OF_THE_TOWN else self._of_the_village(role)
            unit = OF_THE_COUNTY.get(role, of_town)
        if (role, unit) not in self._cast:
            self._cast[role, unit] = self.team.one(role, unit)
        return self._cast[role, unit]

    def _of_the_village(self, role: Role) -> str:
        on_the_spot = role in (Role.GRID_WORKER, Role.VILLAGE_HEAD)
        return village_committee(self.village) if on_the_spot else self.committee

    def party(self, person: str) -> Caller:
        """A party who acts by themselves."""
        return Caller(person=person, client=CLIENT, roles=frozenset({Role.PARTY}))

    def act(
        self,
        who: Caller | Role,
        command: Command,
        *,
        hours: float = 0,
        minutes: float = 5,
        late: timedelta = timedelta(0),
    ) -> Step:
        """A step now, after which about so much working time goes by.

        `late`: it happened so much earlier and is entered from paper only now.
        """
        caller = self.by(who) if isinstance(who, Role) else who
        step = Step(self.at, caller, command, self.at - late if late else None)
        self.work(hours=hours, minutes=minutes)
        return step

    def work(self, *, hours: float = 0, minutes: float = 0) -> None:
        """Some working time goes by: about as much as said."""
        spread = timedelta(hours=hours, minutes=minutes) * self.chance.uniform(0.6, 1.5)
        self.at = self.team.calendar.after(self.at, spread)

    def rest(self, days: int) -> None:
        """Days of the calendar go by, to a moment when people are at work."""
        later = self.at + timedelta(days=days)
        self.at = self.team.calendar.after(later, timedelta(minutes=self.chance.randint(1, 90)))

    def day(self, days: int = 0) -> date:
        """The day that lies so many days ahead."""
        return day_of(self.at) + timedelta(days=days)

    def money(self) -> int:
        """A sum that people quarrel about, in yuan."""
        return self.chance.randrange(800, 28_000, 100)

    def paper(self, kind: str) -> str:
        """The id of a new document."""
        self._papers += 1
        return derived("document", self.at, kind, self.case, str(self._papers))


def brought(answer: Answer, kind: type[Event]) -> Any:
    """The first event of a kind that an act brought about."""
    return next(fact.event for fact in answer.events if isinstance(fact.event, kind))
