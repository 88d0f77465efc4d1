"""Entries of the register (登记项): what is known of each unit, post, person and day.

Every entry is frozen and replaced when it changes, so that copying the register copies only the
tables that list them (infra/streams.py).
"""

from datetime import date, datetime

from domain.codes.staffing import (
    AbsenceReason,
    DutyPlace,
    EngagementType,
    MediatorFooting,
    MediatorGrade,
    ReceptionMode,
    RemovalGround,
    ShiftOfDay,
)
from domain.ids import PersonId, PostId, UnitId
from domain.kernel import day_of
from domain.organisation.levels import Level, Residence
from domain.roles import Role
from domain.texts import Label
from domain.values import Value


class ExternalId(Value):
    """外部编号: the number another system knows a unit by."""

    system: Label
    number: Label


class Unit(Value):
    """单位: an organ, centre, committee or grid, as it is now."""

    name: str
    level: Level
    kind: str
    area: str
    parent: UnitId | None
    line_parent: UnitId | None
    duties: tuple[str, ...]
    valid_from: date
    valid_to: date | None = None
    residence: Residence | None = None
    windows: tuple[str, ...] = ()
    rooms: tuple[str, ...] = ()
    hotlines: tuple[str, ...] = ()
    external_ids: tuple[ExternalId, ...] = ()
    ended_at: datetime | None = None
    """When it was closed or merged."""
    successor: UnitId | None = None
    """The unit it was merged into."""
    since: datetime | None = None
    """When the last thing that was entered of it happened."""

    @property
    def area_prefix(self) -> str:
        """The leading part of the area code that names everything beneath this unit."""
        return self.area[: self.level.area_digits]

    def in_force(self, at: datetime) -> bool:
        """Whether it exists at the moment."""
        return self.valid_from <= day_of(at) and not self.is_over(at)

    def is_over(self, at: datetime) -> bool:
        """Whether it existed before the moment and does so no longer."""
        if self.ended_at is not None and at >= self.ended_at:
            return True
        return self.valid_to is not None and day_of(at) > self.valid_to


class Post(Value):
    """岗位: a place in a unit with its roles, as it is now."""

    unit: UnitId
    title: str
    roles: frozenset[Role]
    abolished_at: datetime | None = None
    since: datetime | None = None


class Pause(Value):
    """停职期间: from one moment to another; open while nobody has ended it."""

    from_at: datetime
    to_at: datetime | None = None

    def covers(self, at: datetime) -> bool:
        """Whether the moment lies within."""
        return self.from_at <= at and (self.to_at is None or at < self.to_at)


def ended(pauses: tuple[Pause, ...], at: datetime) -> tuple[Pause, ...]:
    """The same pauses with the open one, which is the last, ended."""
    return (*pauses[:-1], Pause(from_at=pauses[-1].from_at, to_at=at))


def is_open(pauses: tuple[Pause, ...]) -> bool:
    """Whether the last pause has no end yet."""
    return bool(pauses) and pauses[-1].to_at is None


def in_term(from_on: date, to_on: date | None, ended_at: datetime | None, at: datetime) -> bool:
    """Whether a moment lies in a term (both days included) that was not ended before."""
    if ended_at is not None and at >= ended_at:
        return False
    on = day_of(at)
    return from_on <= on and (to_on is None or on <= to_on)


def _share_a_day(from_on: date, to_on: date | None, other: date, other_to: date | None) -> bool:
    return (other_to is None or from_on <= other_to) and (to_on is None or other <= to_on)


class Appointment(Value):
    """任职: who holds a post from one day to another (both included)."""

    person: PersonId
    post: PostId
    from_on: date
    to_on: date | None = None
    engagement: EngagementType = EngagementType.OTHER
    share: int | None = None
    """How much of the person's working time, in percent, where it is split."""
    ended_at: datetime | None = None
    pauses: tuple[Pause, ...] = ()
    since: datetime | None = None

    def holds(self, at: datetime) -> bool:
        """Whether the appointment works at the moment: in its term, not ended, not suspended."""
        return self.covers(at) and not any(pause.covers(at) for pause in self.pauses)

    def covers(self, at: datetime) -> bool:
        """Whether the moment lies in its term, suspended or not."""
        return in_term(self.from_on, self.to_on, self.ended_at, at)

    def covers_day(self, on: date) -> bool:
        """Whether some moment of the day lies in its term, suspended or not."""
        over = self.ended_at is not None and day_of(self.ended_at) < on
        return not over and self.from_on <= on and (self.to_on is None or on <= self.to_on)

    def to_come(self, at: datetime) -> bool:
        """Whether it works at the moment or later, suspended or not."""
        return self.ended_at is None and (self.to_on is None or day_of(at) <= self.to_on)

    def overlaps(self, from_on: date, to_on: date | None) -> bool:
        """Whether the appointment, not being ended, shares a day with another term."""
        return self.ended_at is None and _share_a_day(self.from_on, self.to_on, from_on, to_on)


class Duty(Value):
    """值班: somebody on a roster, and whether they came."""

    person: PersonId
    shift: ShiftOfDay
    place: DutyPlace
    checked_in_at: datetime | None = None
    absent: AbsenceReason | None = None


class Roster(Value):
    """值班表: who serves in a unit on which day."""

    days: dict[date, tuple[Duty, ...]]

    def rewritten(self, days: dict[date, tuple[Duty, ...]]) -> "Roster":
        """The same roster with some days written anew."""
        return Roster(days=self.days | days)


class Accreditation(Value):
    """调解员聘任: for which committee somebody mediates, how, and how long (both days included)."""

    committee: UnitId
    footing: MediatorFooting
    grade: MediatorGrade
    fields: tuple[str, ...]
    court_listed: bool
    workload_cap: int | None
    from_on: date
    to_on: date | None
    from_at: datetime
    ended_at: datetime | None = None

    def in_force(self, at: datetime) -> bool:
        """Whether it covers the moment."""
        return in_term(self.from_on, self.to_on, self.ended_at, at)

    def overlaps(self, from_on: date, to_on: date | None) -> bool:
        """Whether it, not being ended, shares a day with another term."""
        return self.ended_at is None and _share_a_day(self.from_on, self.to_on, from_on, to_on)


class Training(Value):
    """培训: what a mediator learned, and for how long."""

    on: date
    hours: int
    subject: str


class Removal(Value):
    """罢免解聘: when and why somebody ceased to be a mediator."""

    at: datetime
    ground: RemovalGround


class Mediator(Value):
    """调解员: what the mediator register knows of a person."""

    accreditations: tuple[Accreditation, ...] = ()
    pauses: tuple[Pause, ...] = ()
    removals: tuple[Removal, ...] = ()
    trainings: tuple[Training, ...] = ()
    since: datetime | None = None

    def in_force(self, at: datetime) -> bool:
        """Whether nothing in the register keeps the person from mediating at the moment.

        A suspension does, and so does a removal or an accreditation that ran out, until the next
        accreditation. Who was never accredited is a mediator by their post: the committee that
        elected or hired them [F01 art 13].
        """
        if any(pause.covers(at) for pause in self.pauses):
            return False
        made = [one for one in self.accreditations if one.from_at <= at]
        removed = any(one.at <= at for one in self.removals)
        return any(one.in_force(at) for one in made) if made or removed else True


class Committee(Value):
    """调委会: its members for a term."""

    chair: PersonId
    members: frozenset[PersonId]
    women: int
    minority: int
    elected_on: date
    term_to_on: date
    standardised_at: datetime | None = None


class Contact(Value):
    """联户: which households a cadre keeps in touch with."""

    person: PersonId
    extent: str
    households: int


class Grid(Value):
    """网格: what is made public of a grid, and who keeps in touch with its households."""

    bounds: str
    households: int
    worker: PersonId | None = None
    duties: tuple[str, ...] = ()
    contacts: tuple[Contact, ...] = ()
    since: datetime | None = None


class Listing(Value):
    """专家入库: on what somebody's advice may be asked, and how long (both days included)."""

    person: PersonId
    fields: tuple[str, ...]
    industry: str
    from_on: date
    to_on: date | None
    ended_at: datetime | None = None

    def in_force(self, at: datetime) -> bool:
        """Whether the person may be asked at the moment."""
        return in_term(self.from_on, self.to_on, self.ended_at, at)

    def overlaps(self, from_on: date, to_on: date | None) -> bool:
        """Whether it, not being ended, shares a day with another term."""
        return self.ended_at is None and _share_a_day(self.from_on, self.to_on, from_on, to_on)


class Reception(Value):
    """接访日: a day on which a leader receives the public, and whether it was held."""

    unit: UnitId
    leader: PersonId
    on: date
    mode: ReceptionMode
    published_at: datetime
    held_at: datetime | None = None
    visitors: int = 0
    matters: int = 0
