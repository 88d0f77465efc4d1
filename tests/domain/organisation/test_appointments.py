"""Appointments: from one day to another, several at a time, their shares within the whole."""

from datetime import date
from typing import Any

import pytest

from domain.codes.staffing import EngagementType
from domain.organisation.appointments import AppointPerson, PersonAppointed, RelievePerson
from domain.organisation.posts import PostAbolished
from domain.organisation.refusals import (
    AlreadyHoldsPost,
    AppointmentEnded,
    AppointmentUnknown,
    DatesInWrongOrder,
    NaturalPersonNeeded,
    PostNotInForce,
    PostUnknown,
    SharesExceedWhole,
    UnitNotInForce,
)
from domain.organisation.units import UnitMerged
from domain.person.refusals import PersonUnknown
from tests.domain.county import named
from tests.domain.organisation.county import (
    CENTRE,
    COMPANY,
    QIAN,
    STRANGER,
    SUN,
    TOWN,
    administrator,
)
from tests.domain.organisation.given import MORNING, fact, given
from tests.domain.organisation.states import (
    AT_WINDOW,
    FIRST,
    HELP_DESK,
    NO_POST,
    TODAY,
    WINDOW,
    appointed,
    county,
    registered,
    relieved,
    suspended,
    yesterday,
)


def appoint(person: str = QIAN, post: str = WINDOW, **more: Any) -> AppointPerson:
    wanted: dict[str, Any] = {"engagement": EngagementType.SOCIAL_WORKER, "from_on": TODAY}
    return AppointPerson(person=person, post=post, **(wanted | more))


def test_who_held_the_post_can_be_told_for_any_day() -> None:
    """[design] Duty reconstruction is as of the time (domain.md §5.5)."""
    after = named("appointment", "after")
    state = given(
        *county(),
        appointed(to_on=date(2025, 3, 1)),
        appointed(SUN, WINDOW, after, from_on=date(2025, 3, 2)),
    ).state
    assert list(state.holders_of(WINDOW, yesterday(60))) == [QIAN]
    assert list(state.holders_of(WINDOW, MORNING)) == [SUN]
    assert list(state.holders_of(NO_POST, MORNING)) == []
    assert state.people() == {QIAN, SUN}


def test_somebody_may_hold_two_posts() -> None:
    case = given(*county(), appointed(share=60)).when(
        appoint(post=HELP_DESK, share=40), by=administrator()
    )
    [event] = case.then(PersonAppointed)
    state = case.then_state()
    assert state.posts_of(QIAN, MORNING) == [WINDOW, HELP_DESK]
    assert state.appointments[event.appointment].share == 40
    assert state.appointments[event.appointment].engagement is EngagementType.SOCIAL_WORKER


def test_the_shares_stay_within_the_whole() -> None:
    given(*county(), appointed(share=60)).when(
        appoint(post=HELP_DESK, share=41), by=administrator()
    ).then_refused(SharesExceedWhole, total=101)


@pytest.mark.parametrize(
    ("command", "refusal"),
    [
        (appoint(post=NO_POST), PostUnknown),
        (appoint(STRANGER), PersonUnknown),
        (appoint(COMPANY), NaturalPersonNeeded),
        (appoint(to_on=FIRST), DatesInWrongOrder),
    ],
)
def test_an_appointment_is_of_a_person_to_a_post(command: Any, refusal: type) -> None:
    given(*county()).when(command, by=administrator()).then_refused(refusal)


def test_nobody_holds_a_post_twice_at_a_time() -> None:
    held = [*county(), appointed(to_on=date(2025, 6, 30))]
    given(*held).when(appoint(), by=administrator()).then_refused(AlreadyHoldsPost)
    given(*held, suspended()).when(appoint(), by=administrator()).then_refused(AlreadyHoldsPost)
    given(*held, relieved()).when(appoint(), by=administrator()).then(PersonAppointed)
    later = appoint(from_on=date(2025, 7, 1))
    given(*held).when(later, by=administrator()).then(PersonAppointed)


def test_an_abolished_post_and_an_ended_unit_are_not_filled() -> None:
    gone = fact(PostAbolished(post=WINDOW, reason="撤岗"), at=yesterday())
    given(*county(), gone).when(appoint(), by=administrator()).then_refused(PostNotInForce)
    over = [registered(CENTRE, parent=None), registered(TOWN, valid_to=FIRST), county()[7]]
    given(*over).when(appoint(), by=administrator()).then_refused(UnitNotInForce)


def test_the_posts_of_a_merged_unit_may_still_be_filled() -> None:
    """Somebody must finish the work that goes on under its orders."""
    merged = fact(UnitMerged(unit=TOWN, into=CENTRE, reason="撤并"), at=yesterday())
    given(*county(), merged).when(appoint(), by=administrator()).then(PersonAppointed)


def test_a_post_in_a_unit_whose_days_are_over_brings_nothing() -> None:
    last = [registered(CENTRE, parent=None), registered(TOWN, valid_to=date(2025, 3, 24))]
    state = given(*last, county()[7], appointed()).state
    assert state.posts_of(QIAN, yesterday()) == [WINDOW]
    assert state.posts_of(QIAN, MORNING) == []


def test_an_appointment_ends_once() -> None:
    end = RelievePerson(appointment=AT_WINDOW, reason="调离")
    state = given(*county(), appointed()).when(end, by=administrator()).then_state()
    assert state.posts_of(QIAN, MORNING) == []
    assert state.posts_of(QIAN, yesterday()) == [WINDOW]
    given(*county(), appointed(), relieved()).when(end, by=administrator()).then_refused(
        AppointmentEnded
    )
    given(*county()).when(end, by=administrator()).then_refused(AppointmentUnknown)
