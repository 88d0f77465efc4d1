"""Facts about the register of the test county, for the files that begin with them."""

from datetime import date, datetime, timedelta
from typing import Any

from domain.codes.staffing import EngagementType, MediatorFooting, MediatorGrade, RemovalGround
from domain.organisation.appointments import AppointmentSuspended, PersonAppointed, PersonRelieved
from domain.organisation.levels import Level, Residence
from domain.organisation.mediators import MediatorAccredited, MediatorRemoved, MediatorSuspended
from domain.organisation.posts import PostEstablished
from domain.organisation.rosters import RosterEntry, RosterPublished
from domain.organisation.units import UnitRegistered
from domain.roles import Role
from tests.domain.county import named
from tests.domain.organisation.county import (
    ABROAD,
    AREAS,
    BUREAU,
    CENTRE,
    GRID,
    NEXT_TOWN,
    QIAN,
    TOWN,
    VILLAGE,
)
from tests.domain.organisation.given import MORNING, Fact, fact

TODAY = date(2025, 3, 25)
FIRST = date(2025, 1, 1)

WINDOW, HELP_DESK = named("post", "window"), named("post", "help desk")
MEDIATOR_POST, WORKER_POST = named("post", "mediator"), named("post", "grid worker")
LEADER_POST, ADMIN_POST = named("post", "leader"), named("post", "administrator")
NO_POST = named("post", "never established")
AT_WINDOW = named("appointment", "at the window")
AS_MEDIATOR = named("appointment", "as mediator")


def yesterday(days: int = 1) -> datetime:
    """The same hour, some days before the command."""
    return MORNING - timedelta(days=days)


def registered(unit: str, **more: Any) -> Fact:
    """A unit of the county, beneath the centre unless said otherwise."""
    prefix, level = AREAS[unit]
    wanted: dict[str, Any] = {
        "unit": unit,
        "name": "单位",
        "level": Level(level),
        "kind": "中心",
        "area": prefix if level == "grid" else prefix.ljust(12, "0"),
        "parent": CENTRE,
        "line_parent": None,
        "residence": Residence.PERMANENT,
        "duties": ("09",),
        "valid_from": date(2020, 1, 1),
    }
    return fact(UnitRegistered(**(wanted | more)))


def county() -> list[Fact]:
    """Every unit with its posts."""
    return [
        registered(CENTRE, parent=None, duties=("*",)),
        registered(ABROAD, parent=None),
        registered(BUREAU),
        registered(TOWN),
        registered(NEXT_TOWN, duties=("01",)),
        registered(VILLAGE, parent=TOWN, line_parent=BUREAU, kind="调委会"),
        registered(GRID, parent=VILLAGE),
        established(WINDOW, TOWN, Role.WINDOW_CLERK),
        established(HELP_DESK, TOWN, Role.TRIAGE_OFFICER),
        established(MEDIATOR_POST, VILLAGE, Role.MEDIATOR),
        established(WORKER_POST, GRID, Role.GRID_WORKER),
        established(LEADER_POST, CENTRE, Role.LEADER),
        established(ADMIN_POST, CENTRE, Role.SYSTEM_ADMINISTRATOR),
    ]


def established(post: str, unit: str, *roles: Role) -> Fact:
    """A post exists."""
    return fact(PostEstablished(post=post, unit=unit, title="岗位", roles=roles))


def appointed(
    person: str = QIAN, post: str = WINDOW, appointment: str = AT_WINDOW, **more: Any
) -> Fact:
    """Somebody holds a post from the first of January on."""
    wanted: dict[str, Any] = {
        "appointment": appointment,
        "person": person,
        "post": post,
        "engagement": EngagementType.CIVIL_SERVANT,
        "from_on": FIRST,
        "to_on": None,
    }
    return fact(PersonAppointed(**(wanted | more)))


def suspended(appointment: str = AT_WINDOW, at: datetime | None = None) -> Fact:
    """The appointment rests."""
    event = AppointmentSuspended(appointment=appointment, reason="核查")
    return fact(event, at=at or yesterday())


def relieved(appointment: str = AT_WINDOW, at: datetime | None = None) -> Fact:
    """The appointment has ended."""
    return fact(PersonRelieved(appointment=appointment, reason="调离"), at=at or yesterday())


def mediating(person: str = QIAN) -> list[Fact]:
    """Somebody holds the village's mediator's post."""
    return [*county(), appointed(person, MEDIATOR_POST, AS_MEDIATOR)]


def accredited(person: str = QIAN, **more: Any) -> Fact:
    """Somebody is in the mediator register, for the village's committee."""
    wanted: dict[str, Any] = {
        "person": person,
        "committee": VILLAGE,
        "footing": MediatorFooting.PART_TIME,
        "grade": MediatorGrade.THIRD,
        "fields": ("0202",),
        "court_listed": False,
        "workload_cap": 10,
        "from_on": FIRST,
        "to_on": None,
    }
    return fact(MediatorAccredited(**(wanted | more)))


def mediator_suspended(person: str = QIAN) -> Fact:
    """A mediator may not mediate since yesterday."""
    return fact(MediatorSuspended(person=person, reason="核查"), at=yesterday())


def mediator_removed(person: str = QIAN) -> Fact:
    """A mediator was removed yesterday."""
    event = MediatorRemoved(person=person, ground=RemovalGround.INSULT, reason="侮辱当事人")
    return fact(event, at=yesterday())


def rostered(*entries: RosterEntry, unit: str = TOWN) -> Fact:
    """A roster was published yesterday."""
    return fact(RosterPublished(unit=unit, entries=entries), at=yesterday())
