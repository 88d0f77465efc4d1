"""Playing the demo: the county is built and its matters happen, act by act, in order of time.

Every act goes through the application like a request of the API, so the demo can hold nothing the
rules forbid. The same seed, number of cases and last day give the same county; an interrupted run
is taken up by running it again, because its idempotency keys are the same.
"""

import heapq
import itertools
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Protocol
from uuid import UUID

from domain.kernel import SHANGHAI, Command, day_of
from domain.organisation.appointments import AppointPerson
from domain.organisation.posts import EstablishPost
from domain.organisation.state import Organisation
from domain.organisation.units import RegisterUnit
from domain.person import Identity, RegisterPerson
from domain.roles import Role
from domain.values import Value
from graphql_api.ports import Answer, Caller, Request
from infra.authority import caller, operator
from infra.demo.county import JUSTICE_BUREAU, PostPlan, UnitPlan, county
from infra.demo.lives import Life, dispute, lives
from infra.demo.matter import CLIENT, Matter, Script, Step
from infra.demo.names import TOWNS, VILLAGES, identity
from infra.demo.registers import entries
from infra.demo.screening import screenings
from infra.demo.team import Team, WorkingHours

SPAN = timedelta(days=180)
"""Matters come in over the half year before the last day."""
LATE_REASON = "演示数据,由台账导入"


class DemoPlan(Value):
    """What makes a demo county: the same plan, the same county."""

    cases: int
    seed: int
    until: date


class DemoClock:
    """A clock that stands where the play is, and gives each act its own id."""

    def __init__(self, plan: DemoPlan) -> None:
        self._seed = plan.seed
        self.act = 0
        self.moment = datetime.combine(plan.until, datetime.min.time(), SHANGHAI) - SPAN * 2

    def now(self) -> datetime:
        """The moment the play has reached."""
        return self.moment

    def command_id(self) -> str:
        """The id of the act at hand, the same whenever it is played again."""
        chance = Random(f"ids {self._seed} {self.act}")  # noqa: S311  # Repeatable on purpose.
        return str(UUID(int=chance.getrandbits(128), version=4))


Report = Callable[[int, int], None]


class Door(Protocol):
    """What the play needs of the application: where commands go, and who holds which post."""

    def handle(self, request: Request) -> Answer:
        """Carry out a command. Raises `Refusal`."""
        ...

    def organisation(self) -> Organisation:
        """The organisation register as of now."""
        ...


class Play:
    """One performance of a plan on an application that runs on the play's clock."""

    def __init__(self, application: Door, clock: DemoClock, plan: DemoPlan) -> None:
        self._application = application
        self._clock = clock
        self._plan = plan
        self._chance = Random(plan.seed)  # noqa: S311  # Repeatable on purpose.
        self._acts = itertools.count()
        self._names: set[str] = set()

    def perform(self, report: Report = lambda done, total: None) -> int:
        """Build the county and let its matters happen; how many acts it took."""
        team = self._county()
        pending: list[tuple[datetime, int, Script, Step]] = []
        for nth, script in enumerate(self._scripts(team)):
            step = next(script)
            heapq.heappush(pending, (step.at, nth, script, step))
        done = 0
        while pending:
            at, nth, script, step = heapq.heappop(pending)
            is_matter = nth < self._plan.cases
            if at >= self._end:
                done += is_matter
                continue
            self._clock.moment = at.astimezone(UTC)
            answer = self._act(step.command, step.caller, step.happened_at)
            try:
                following = script.send(answer)
            except StopIteration:
                done += is_matter
                report(done, self._plan.cases)
            else:
                heapq.heappush(pending, (following.at, nth, script, following))
        report(self._plan.cases, self._plan.cases)
        return next(self._acts)

    def _scripts(self, team: Team) -> Iterator[Script]:
        """What happens: the matters first, then the screenings of the last two months."""
        for nth, life in zip(range(self._plan.cases), lives(self._chance), strict=False):
            yield life.story(self._matter(nth, life, team))
        chance = Random(f"{self._plan.seed} screenings")  # noqa: S311  # Repeatable on purpose.
        yield from screenings(team, self._plan.until, chance)

    @property
    def _end(self) -> datetime:
        return datetime.combine(self._plan.until, datetime.min.time(), SHANGHAI)

    def _matter(self, nth: int, life: Life, team: Team) -> Matter:
        """A matter that begins at some working moment of the last half year, in time for its life.

        Its chance is its own, so that what happens in one matter changes nothing in another.
        """
        chance = Random(f"{self._plan.seed} {nth}")  # noqa: S311  # Repeatable on purpose.
        day = self._plan.until - timedelta(days=chance.randint(life.days, SPAN.days))
        start = datetime.combine(day, datetime.min.time(), SHANGHAI)
        town, village = team.place(chance)
        return Matter(
            team,
            chance,
            team.calendar.after(start, timedelta(minutes=chance.randint(1, 480))),
            dispute=dispute(life, chance),
            town=town,
            village=village,
        )

    def _act(self, command: Command, who: Caller, happened_at: datetime | None = None) -> Answer:
        plan = self._plan
        self._clock.act = next(self._acts)
        key = f"{plan.until.isoformat()}-{plan.seed}-{plan.cases}-{self._clock.act}"
        return self._application.handle(
            Request(
                command=command,
                caller=who,
                key=key,
                occurred_at=None if happened_at is None else happened_at.astimezone(UTC),
                late_reason=LATE_REASON,
            )
        )

    def _county(self) -> Team:
        """Register every unit, establish every post, appoint everybody."""
        team = Team(WorkingHours())
        hired: list[tuple[str, str]] = []
        for plan in county():
            unit = team.units[plan.name] = self._unit(plan, team.units)
            for post in plan.posts:
                hired += [(person, plan.name) for person in self._staff(unit, post)]
        team.places = [
            (town, village)
            for town, villages in zip(TOWNS, VILLAGES, strict=True)
            for village in villages
        ]
        register = self._application.organisation()
        for person, unit_name in hired:
            team.add(caller(register, person, self._clock.now(), client=CLIENT), unit_name)
        bureau = team.one(Role.JUSTICE_BUREAU, JUSTICE_BUREAU)
        for entry in entries(register, day_of(self._clock.now())):
            self._act(entry, bureau)
        return team

    def _unit(self, plan: UnitPlan, units: dict[str, str]) -> str:
        answer = self._act(
            RegisterUnit(
                name=plan.name,
                level=plan.level,
                kind=plan.kind,
                area=plan.area,
                valid_from=date(2020, 1, 1),
                parent=None if plan.parent is None else units[plan.parent],
                line_parent=None if plan.line is None else units[plan.line],
                residence=plan.residence,
                duties=plan.duties,
            ),
            operator(CLIENT),
        )
        return str(answer.events[0].event.unit)

    def _staff(self, unit: str, plan: PostPlan) -> list[str]:
        people: list[str] = []
        for _ in range(plan.holders):
            post = self._act(
                EstablishPost(unit=unit, title=plan.title, roles=plan.roles), operator(CLIENT)
            )
            person = self._act(
                RegisterPerson(identity=self._somebody_new()), operator(CLIENT)
            ).stream
            self._act(
                AppointPerson(
                    person=person,
                    post=post.events[0].event.post,
                    engagement=plan.engagement,
                    from_on=date(2020, 1, 1),
                ),
                operator(CLIENT),
            )
            people.append(person)
        return people

    def _somebody_new(self) -> Identity:
        """An invented identity of a name nobody on the staff has yet, so that names tell people."""
        while (somebody := identity(self._chance, "")).name in self._names:
            pass
        self._names.add(somebody.name)
        return somebody
