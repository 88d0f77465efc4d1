"""A post that was suspended or has ended stops working at that moment, whatever a token says."""

from collections.abc import Iterator
from datetime import date

import pytest

from domain.codes.staffing import EngagementType
from domain.kernel import Command
from domain.organisation.appointments import (
    AppointPerson,
    ReinstateAppointment,
    RelievePerson,
    SuspendAppointment,
)
from domain.organisation.posts import ChangePost, EstablishPost
from domain.roles import Role
from graphql_api.ports import Caller
from infra.authority import PostNotHeld, caller, posts_held
from tests.composed import NOW, Product, product
from tests.conftest import Database


@pytest.fixture
def house(database: Database) -> Iterator[Product]:
    with product(database) as made:
        yield made


def appointment_of(house: Product, who: Caller) -> str:
    register = house.application.organisation()
    [(key, _)] = register.appointments_of(who.person)
    return key


def again(house: Product, who: Caller) -> Caller:
    """The same person asks again for the same post, with the token they have."""
    register = house.application.organisation()
    return caller(register, who.person, NOW, client="test", post=who.post)


@pytest.mark.parametrize("end", [SuspendAppointment, RelievePerson])
def test_it_is_refused_at_the_next_request(house: Product, end: type[Command]) -> None:
    clerk = house.officer(house.unit(), Role.WINDOW_CLERK)
    assert again(house, clerk).roles == {Role.WINDOW_CLERK}
    house.do(end(appointment=appointment_of(house, clerk), reason="核查"))  # type: ignore[call-arg]
    with pytest.raises(PostNotHeld):
        again(house, clerk)
    register = house.application.organisation()
    assert caller(register, clerk.person, NOW, client="test").roles == {Role.PARTY}


def test_a_reinstated_one_works_at_the_next_request(house: Product) -> None:
    clerk = house.officer(house.unit(), Role.WINDOW_CLERK)
    appointment = appointment_of(house, clerk)
    house.do(SuspendAppointment(appointment=appointment, reason="核查"))
    house.do(ReinstateAppointment(appointment=appointment, reason="查清"))
    assert again(house, clerk) == clerk


def test_a_changed_post_brings_its_new_roles_at_the_next_request(house: Product) -> None:
    clerk = house.officer(house.unit(), Role.WINDOW_CLERK)
    assert clerk.post is not None
    house.do(ChangePost(post=clerk.post, title="研判", roles=(Role.TRIAGE_OFFICER,), reason="调整"))
    assert again(house, clerk).roles == {Role.TRIAGE_OFFICER}


def test_a_request_acts_for_one_of_the_posts_held_together(house: Product) -> None:
    unit = house.unit()
    clerk = house.officer(unit, Role.WINDOW_CLERK)
    made = house.do(EstablishPost(unit=unit, title="兼任岗位", roles=(Role.HANDLER,)))
    other = made.events[0].event.post
    house.do(
        AppointPerson(
            person=clerk.person,
            post=other,
            engagement=EngagementType.CIVIL_SERVANT,
            from_on=date(2020, 1, 1),
            share=20,
        )
    )
    register = house.application.organisation()
    assert [one.post for one in posts_held(register, clerk.person, NOW)] == [clerk.post, other]
    assert again(house, clerk).roles == {Role.WINDOW_CLERK}
    assert caller(register, clerk.person, NOW, client="test", post=other).roles == {Role.HANDLER}
