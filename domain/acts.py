"""Acts (行为): who acts, for which post, when, and what the register and other streams say.

Everything a decision needs of the world arrives with the act; the domain has no clock of its own.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta, timezone
from functools import lru_cache
from typing import TYPE_CHECKING, Annotated, Any, Protocol

from msgspec import Meta

from domain.codes.entry import Labelled
from domain.ids import PersonId, PostId, StreamId, UnitId, derived
from domain.roles import Role
from domain.values import Value

if TYPE_CHECKING:
    from domain.policy.daycount import Due
    from domain.policy.rulebook import Policy, Rulebook

Moment = Annotated[datetime, Meta(tz=True)]
"""An instant, kept in UTC."""

Past = Annotated[datetime, Meta(tz=True, extra={"past": True})]
"""A moment told in a command that is not after the act (when something was received, served)."""

Confidential = Annotated[str, Meta(extra={"confidential": True})]
"""Narrative that may name people: sealed under the case's key before an event is stored."""


SHANGHAI = timezone(timedelta(hours=8), "Asia/Shanghai")
"""The country's one legal time, without daylight saving since 1991."""

FUTURE_TOLERANCE = timedelta(minutes=5)
"""How far a client's clock may run ahead before "it happened in the future" is refused."""


class Precision(Labelled):
    """时间精度: how exactly the business time is known."""

    MINUTE = "minute", "精确到分钟"
    DAY = "day", "精确到日"


class Actor(Value):
    """行为人: who acted, for which post of which unit, in which role."""

    person: PersonId
    post: PostId | None
    unit: UnitId | None
    role: Role


class Source(Value):
    """来源: the way an act came in (a window client, a mini-program, a paper form)."""

    client: str
    reference: str | None = None


class Directory(Protocol):
    """What decisions may ask of the organisation register, as it stood at the act."""

    def area_of(self, unit: UnitId) -> str | None:
        """The unit's area prefix, or None when there is no such unit."""
        ...

    def is_active(self, unit: UnitId, at: datetime) -> bool:
        """Whether the unit exists and is in force at the moment."""
        ...

    def is_competent(self, unit: UnitId, matter: str, dispute: str | None) -> bool:
        """Whether the unit's duty catalogue (职责清单) names the matter or the dispute type."""
        ...

    def rank_of(self, unit: UnitId) -> int:
        """How high the unit stands: 0 for a grid, 1 village, 2 town, 3 county, rising; -1 unknown.

        `Level` in domain/organisation/levels.py.
        """
        ...

    def superiors_of(self, unit: UnitId) -> Sequence[UnitId]:
        """The units above it on either line (块、条), nearest first, without itself."""
        ...

    def roles_in(self, person: PersonId, unit: UnitId, at: datetime) -> frozenset[Role]:
        """The roles of the posts a person holds in a unit at the moment."""
        ...

    def holders_in(self, unit: UnitId, role: Role, at: datetime) -> Sequence[PersonId]:
        """Who holds a post with the role in the unit at the moment, each once, sorted."""
        ...

    def desk_of(self, unit: UnitId, role: Role, at: datetime) -> UnitId:
        """The nearest unit, from this one upwards, with a post for the role; itself without one."""
        ...

    def may_mediate(self, person: PersonId, at: datetime) -> bool:
        """Whether a person holds a mediator's post and is not suspended, removed or out of term."""
        ...

    def successor_of(self, unit: UnitId, at: datetime) -> UnitId:
        """The unit that answers for a unit's work at the moment: itself, unless it was merged."""
        ...

    def holders_of(self, post: PostId, at: datetime) -> Iterable[PersonId]:
        """Who holds a post at the moment."""
        ...

    def on_duty(self, unit: UnitId, on: date) -> Sequence[PersonId]:
        """Who serves in a unit on a day by its roster, without those absent."""
        ...


class Act(Value):
    """行为: who acts, for which post, when, and what the register and other streams say.

    `at` is when it happened (business time), `now` when the server heard of it. `judged_by` holds
    the rules of every version and the working calendar. `history` is what has been recorded of the
    stream, in order, for the few decisions whose head asks for it.
    """

    person: PersonId
    post: PostId | None
    unit: UnitId | None
    area: str
    roles: frozenset[Role]
    at: datetime
    now: datetime
    command_id: str
    directory: Directory
    judged_by: "Policy"
    others: Mapping[StreamId, Any] = {}
    precision: Precision = Precision.MINUTE
    on_behalf_of: PersonId | None = None
    source: Source = Source(client="unknown")
    correlation: str | None = None
    late_reason: str | None = None
    history: Sequence[Any] = ()

    @property
    def book(self) -> "Rulebook":
        """The rules in force when it happened, by which it is judged."""
        return self.judged_by.rules.at(self.at)

    @property
    def policy(self) -> str:
        """The version of those rules; every event names it."""
        return self.book.version

    def due(self, timer: str, began_at: datetime) -> "Due":
        """When a term of the policy table ends, by the rules in force when it began."""
        return self.judged_by.rules.at(began_at).due(timer, began_at, self.judged_by.calendar)

    def last_day(self, day: date) -> date:
        """The last day of a term: a day of rest moves to the next working day (民法典 art 203)."""
        return self.judged_by.calendar.roll(day)

    def new_id(self, kind: str, *, nth: int = 0) -> str:
        """A fresh id of `kind`; the same act gives the same ids (`nth` tells several apart)."""
        return derived(kind, self.now, self.command_id, kind, str(nth))


@lru_cache(maxsize=10_000)
def day_of(moment: datetime) -> date:
    """The calendar day of a moment in the country's legal time."""
    return moment.astimezone(SHANGHAI).date()


def utc(moment: datetime) -> datetime:
    """The same instant in UTC."""
    return moment.astimezone(UTC)


def noon_of(day: date) -> datetime:
    """The middle of a day in the country's legal time: when somebody who serves that day does."""
    return datetime(day.year, day.month, day.day, 12, tzinfo=SHANGHAI).astimezone(UTC)
