"""The staff roster agrees with the organisation register itself, for any unit on any day."""

from datetime import date, datetime, timedelta
from random import Random
from typing import Any

import pytest

from domain.acts import noon_of
from domain.codes.staffing import EngagementType, MediatorFooting, RemovalGround
from domain.kernel import Command
from domain.organisation.appointments import (
    AppointPerson,
    ReinstateAppointment,
    RelievePerson,
    SuspendAppointment,
)
from domain.organisation.mediators import (
    AccreditMediator,
    ReinstateMediator,
    RemoveMediator,
    SuspendMediator,
)
from domain.organisation.posts import AbolishPost, ChangePost, EstablishPost
from domain.organisation.state import MEDIATING, Level, Organisation
from domain.organisation.units import ChangeUnit, CloseUnit, MergeUnit
from domain.refusals import Refusal
from domain.roles import Role
from infra.read.projector import Projector
from infra.read.staff import PostgresStaff
from projections.reads.staff import StaffEntry, StaffFilter
from projections.staff.tables import STAFF
from tests.composed import NOW, Product, product
from tests.conftest import Database

ROLES = (Role.MEDIATOR, Role.COMMITTEE_HEAD, Role.HANDLER, Role.WINDOW_CLERK)
FIRST = date(2025, 1, 6)


class Town:
    """A few units whose people come, rest, go and come back, a day apart."""

    def __init__(self, it: Product, seed: int) -> None:
        self.it = it
        self.chance = Random(seed)
        seat = it.unit("云溪县中心")
        self.units = [seat]
        for name in ("青石镇中心", "白石镇中心", "柳湾村调委会"):
            self.units.append(
                it.unit(name, level=Level.TOWN, area="990101100000", parent=self.units[-1])
            )
        self.people = [it.person(name) for name in ("何知行", "施明德", "孔书言", "曹清和")]
        self.days = [FIRST + timedelta(days=nth) for nth in range(60)]

    @property
    def register(self) -> Organisation:
        return self.it.application.organisation()

    def happen(self) -> None:
        """Something on each day; what the rules refuse does not happen."""
        for day in self.days:
            command = self.chance.choice(
                [self.post, self.appoint, self.appoint, self.appoint, self.rest, self.rest,
                 self.leave, self.change, self.mediator, self.unit_ends]
            )()  # fmt: skip
            if command is not None:
                at = noon_of(day) + timedelta(hours=self.chance.randint(-4, 4))
                try:
                    self.it.do(command, occurred_at=at, late_reason="补录")
                except Refusal:
                    continue

    def one(self, things: Any) -> Any:
        return self.chance.choice(sorted(things)) if things else None

    def post(self) -> Command:
        roles = tuple(self.chance.sample(ROLES, 2))
        return EstablishPost(unit=self.chance.choice(self.units), title="岗位", roles=roles)

    def appoint(self) -> Command | None:
        if (post := self.one(self.register.posts)) is None:
            return self.post()
        return AppointPerson(
            person=self.chance.choice(self.people),
            post=post,
            engagement=EngagementType.CIVIL_SERVANT,
            from_on=self.chance.choice(self.days),
            to_on=self.chance.choice([None, self.days[-10]]),
        )

    def rest(self) -> Command | None:
        if (held := self.one(self.register.appointments)) is None:
            return None
        kind = self.chance.choice((SuspendAppointment, SuspendAppointment, ReinstateAppointment))
        return kind(appointment=held, reason="核查")

    def leave(self) -> Command | None:
        held = self.one(self.register.appointments)
        return None if held is None else RelievePerson(appointment=held, reason="调离")

    def change(self) -> Command | None:
        if (post := self.one(self.register.posts)) is None:
            return None
        if self.chance.random() < 0.2:
            return AbolishPost(post=post, reason="撤销")
        roles = tuple(self.chance.sample(ROLES, 2))
        return ChangePost(post=post, title="新岗位", roles=roles, reason="调整")

    def mediator(self) -> Command:
        person = self.chance.choice(self.people)
        others: list[Command] = [
            SuspendMediator(person=person, reason="核查"),
            ReinstateMediator(person=person, reason="查否"),
            RemoveMediator(person=person, ground=RemovalGround.RESIGNED, reason="辞任"),
        ]
        accredit = AccreditMediator(
            person=person,
            committee=self.chance.choice(self.units),
            footing=MediatorFooting.FULL_TIME,
            from_on=self.chance.choice(self.days),
        )
        return self.chance.choice([accredit, accredit, *others])

    def unit_ends(self) -> Command | None:
        gone, into = self.chance.sample(self.units[1:], 2)
        ends: list[Command] = [
            MergeUnit(unit=gone, into=into, reason="撤并"),
            CloseUnit(unit=gone, reason="撤销"),
            ChangeUnit(
                unit=gone, name="镇中心", kind="centre", area="990101100000",
                parent=self.units[0], valid_to=self.chance.choice(self.days), reason="期满",
            ),
        ]  # fmt: skip
        return self.chance.choice(ends) if self.chance.random() < 0.3 else None


def projected(it: Product, schema: str) -> PostgresStaff:
    application = it.application
    Projector(dsn=it.dsn, schema=schema, reader=application.mapper, projections=STAFF).catch_up()
    return PostgresStaff(it.pool, schema)


def roster(staff: PostgresStaff, first: int = 100, **where: Any) -> list[StaffEntry]:
    found: list[StaffEntry] = []
    after = None
    while True:
        page = staff.page(StaffFilter(**where), first, after)
        found += page.rows
        if not page.has_next:
            assert page.total == len(found)
            assert staff.page(StaffFilter(**where), first, None, count=False).total is None
            return found
        after = page.rows[-1].appointment


@pytest.mark.parametrize("seed", range(4))
def test_the_roster_of_any_day_is_the_registers(database: Database, seed: int) -> None:
    with product(database) as it:
        town = Town(it, seed)
        town.happen()
        staff = projected(it, database.schema)
        register = town.register
        seen = 0
        for day in town.days[::3]:
            at = noon_of(day)
            everybody = roster(staff, units=tuple(town.units), on=day)
            seen += len(everybody)
            serving = [one for one in everybody if not one.suspended]
            for person in town.people:
                own = [one.post for one in serving if one.person == person]
                assert sorted(own) == sorted(register.posts_of(person, at))
                mediates = any(one.may_mediate for one in serving if one.person == person)
                assert mediates == register.may_mediate(person, at)
            for unit in town.units:
                here = roster(staff, units=(unit,), on=day)
                assert here == [one for one in everybody if one.unit == unit]
                _agrees_on_roles(here, register, unit, at)
                in_role = roster(staff, units=(unit,), on=day, role=Role.MEDIATOR)
                assert in_role == [one for one in here if Role.MEDIATOR in one.roles]
            assert roster(staff, 1, units=tuple(town.units), on=day) == everybody
        assert seen


def _agrees_on_roles(
    here: list[StaffEntry], register: Organisation, unit: str, at: datetime
) -> None:
    """As `holders_in` and `roles_in` say; the former still names those in a unit that is over."""
    serving = [one for one in here if not one.suspended]
    for one in serving:
        assert set(one.roles) <= register.roles_in(one.person, unit, at)
        assert one.may_mediate <= (not MEDIATING.isdisjoint(one.roles))
    for role in ROLES:
        holders = [
            person
            for person in register.holders_in(unit, role, at)
            if role in register.roles_in(person, unit, at)
        ]
        assert sorted({one.person for one in serving if role in one.roles}) == holders


def test_an_unknown_unit_has_nobody(database: Database) -> None:
    with product(database) as it:
        staff = projected(it, database.schema)
        page = staff.page(StaffFilter(units=("unit_x",), on=NOW.date()), 10, None)
        assert (page.rows, page.total, page.has_next) == ((), 0, False)
