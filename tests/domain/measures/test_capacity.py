"""How much the posts of a unit can take: working days × points a day. domain.md §5.3."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from domain.ids import derived
from domain.measures.capacity import Capacity, capacities, caseworkers
from domain.measures.period import Period, last_working_days
from domain.measures.workload import POINT
from domain.organisation.entries import Appointment, Pause, Post, Unit
from domain.organisation.levels import Level
from domain.organisation.state import Organisation
from domain.policy.calendar import china
from domain.policy.packaged import packaged_policy
from domain.roles import Role

SEED = datetime(2025, 1, 1, tzinfo=UTC)
OFFICE, OTHER = derived("unit", SEED, "office"), derived("unit", SEED, "other")
LIN, SU = derived("person", SEED, "林小溪"), derived("person", SEED, "苏青禾")
MARCH = Period(first=date(2025, 3, 1), last=date(2025, 3, 31))
"""Twenty-one working days, no holiday."""


def register(*appointments: Appointment, **posts: tuple[str, set[Role]]) -> Organisation:
    """Two units with these posts and appointments."""
    found = Organisation()
    for unit in (OFFICE, OTHER):
        found.units[unit] = Unit(
            name="所", level=Level.TOWN, kind="office", area="990101100000", parent=None,
            line_parent=None, duties=(), valid_from=date(2020, 1, 1),
        )  # fmt: skip
    for name, (unit, roles) in posts.items():
        found.posts[name] = Post(unit=unit, title="岗位", roles=frozenset(roles))
    for nth, one in enumerate(appointments):
        found.appoint(f"appointment_{nth}", one)
    return found


def held(post: str, person: str = LIN, **more: Any) -> Appointment:
    wanted: dict[str, Any] = {"from_on": date(2020, 1, 1)}
    return Appointment(person=person, post=post, **(wanted | more))


def capacity(found: Organisation, *units: str, period: Period = MARCH) -> list[Capacity]:
    return capacities(found, units or (OFFICE,), period, packaged_policy())


def whole(days: int, person: str = LIN, unit: str = OFFICE) -> Capacity:
    return Capacity(unit=unit, person=person, amount=days * POINT)


def test_a_handler_takes_a_point_a_working_day() -> None:
    assert capacity(register(held("a"), a=(OFFICE, {Role.HANDLER}))) == [whole(21)]


def test_a_holiday_takes_nothing_and_a_make_up_day_does() -> None:
    """The Spring Festival of 2025: 28 January to 4 February off, 26 January worked."""
    week = Period(first=date(2025, 1, 26), last=date(2025, 2, 4))
    found = register(held("a"), a=(OFFICE, {Role.HANDLER}))
    assert capacity(found, period=week) == [whole(2)]


def test_a_head_takes_half() -> None:
    found = register(held("a"), a=(OFFICE, {Role.UNIT_HEAD}))
    assert capacity(found) == [Capacity(unit=OFFICE, person=LIN, amount=21 * POINT // 2)]


def test_who_does_no_casework_has_no_capacity() -> None:
    assert capacity(register(held("a"), a=(OFFICE, {Role.ARCHIVIST}))) == []


def test_two_posts_in_a_unit_make_no_second_day() -> None:
    found = register(held("a"), held("b"), a=(OFFICE, {Role.HANDLER}), b=(OFFICE, {Role.MEDIATOR}))
    assert capacity(found) == [whole(21)]


def test_a_share_of_working_time_counts_as_such() -> None:
    found = register(
        held("a", share=60),
        held("b", share=40),
        a=(OFFICE, {Role.HANDLER}),
        b=(OTHER, {Role.MEDIATOR}),
    )
    assert {(one.unit, one.amount) for one in capacity(found, OFFICE, OTHER)} == {
        (OFFICE, 21 * 60 * POINT // 100),
        (OTHER, 21 * 40 * POINT // 100),
    }
    assert capacity(found, OTHER)[0].amount == 21 * 40 * POINT // 100


@pytest.mark.parametrize(
    ("more", "days"),
    [
        ({"from_on": date(2025, 3, 17)}, 11),
        ({"to_on": date(2025, 3, 14)}, 10),
        ({"ended_at": datetime(2025, 3, 14, 1, tzinfo=UTC)}, 9),
        ({"ended_at": datetime(2025, 3, 14, 9, tzinfo=UTC)}, 10),
        ({"from_on": date(2025, 4, 1)}, 0),
        ({"to_on": date(2025, 2, 28)}, 0),
    ],
    ids=str,
)
def test_only_days_on_which_the_post_was_held_count(more: dict[str, Any], days: int) -> None:
    """Who holds a post at noon of a day has that day."""
    found = register(held("a", **more), a=(OFFICE, {Role.HANDLER}))
    assert capacity(found) == ([whole(days)] if days else [])


def test_a_suspended_appointment_takes_nothing_meanwhile() -> None:
    pause = Pause(
        from_at=datetime(2025, 3, 10, 1, tzinfo=UTC), to_at=datetime(2025, 3, 17, 1, tzinfo=UTC)
    )
    found = register(held("a", pauses=(pause,)), a=(OFFICE, {Role.HANDLER}))
    assert capacity(found) == [whole(16)]


def test_a_post_that_is_abolished_or_changed_counts_by_what_it_was() -> None:
    found = register(held("a"), a=(OFFICE, {Role.HANDLER}))
    when = datetime(2025, 3, 17, 1, tzinfo=UTC)
    headed = Post(unit=OFFICE, title="岗位", roles=frozenset({Role.UNIT_HEAD}))
    found.change_post("a", when, headed)
    assert capacity(found)[0].amount == 10 * POINT + 11 * POINT // 2


def test_caseworkers_are_those_who_may_be_given_cases_now() -> None:
    noon = datetime(2025, 3, 25, 4, tzinfo=UTC)
    found = register(
        held("a"), held("b", SU), a=(OFFICE, {Role.HANDLER}), b=(OFFICE, {Role.ARCHIVIST})
    )
    assert caseworkers(found, OFFICE, noon) == {LIN: True}
    assert caseworkers(found, OTHER, noon) == {}


def test_the_last_working_days_reach_back_over_holidays() -> None:
    """Twenty working days up to Friday, 7 February 2025, with the eight days off between."""
    found = last_working_days(date(2025, 2, 7), 20, china())
    assert found.working_days(china()) == 20
    assert found.last == date(2025, 2, 7)
    assert china().is_working(found.first)


def test_a_period_begins_and_ends_at_midnight_in_china() -> None:
    assert MARCH.begins_at == datetime(2025, 2, 28, 16, tzinfo=UTC)
    assert MARCH.ends_before == datetime(2025, 3, 31, 16, tzinfo=UTC)
