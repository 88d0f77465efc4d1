"""Leaders' reception days: published before the day, entered once they were held [seed 002]."""

from datetime import date
from typing import Any

from msgspec.structs import replace

from domain.codes.staffing import ReceptionMode
from domain.organisation.receptions import (
    HoldReception,
    PublishReceptionDay,
    ReceptionDayPublished,
    ReceptionHeld,
)
from domain.organisation.refusals import UnitNotYours
from domain.organisation.refusals.mediators import NotYetOver
from domain.organisation.refusals.outreach import (
    NotALeader,
    PublishedTooLate,
    ReceptionHeldAlready,
    ReceptionTwice,
    ReceptionUnknown,
)
from tests.domain.county import named
from tests.domain.organisation.county import (
    ABROAD,
    CENTRE,
    NEXT_TOWN,
    QIAN,
    SUN,
    TOWN,
    director,
    political_legal,
)
from tests.domain.organisation.given import MORNING, Fact, fact, given
from tests.domain.organisation.states import (
    LEADER_POST,
    TODAY,
    WINDOW,
    appointed,
    county,
    yesterday,
)

STAFF = [
    *county(),
    appointed(QIAN, LEADER_POST),
    appointed(SUN, WINDOW, "appointment_sun"),
]
RECEPTION = named("reception", "of the day")
PUBLISH = PublishReceptionDay(
    unit=TOWN, leader=QIAN, on=date(2025, 3, 28), mode=ReceptionMode.GOING_DOWN
)
HOLD = HoldReception(reception=RECEPTION, visitors=7, matters=3)


def published(on: date = TODAY) -> Fact:
    event = ReceptionDayPublished(
        reception=RECEPTION, unit=TOWN, leader=QIAN, on=on, mode=ReceptionMode.FIXED_PLACE
    )
    return fact(event, at=yesterday(3))


def test_a_reception_day_is_public_before_it_comes() -> None:
    case = given(*STAFF).when(PUBLISH, by=director())
    [event] = case.then(ReceptionDayPublished)
    found = case.then_state().receptions[event.reception]
    assert (found.leader, found.on, found.published_at) == (QIAN, date(2025, 3, 28), MORNING)
    assert found.mode.zh == "带案下访"


def test_neither_today_nor_yesterday_can_be_published() -> None:
    for day in (24, 25):
        late = replace(PUBLISH, on=date(2025, 3, day))
        given(*STAFF).when(late, by=political_legal()).then_refused(PublishedTooLate)


def test_leaders_receive() -> None:
    given(*STAFF).when(replace(PUBLISH, leader=SUN), by=director()).then_refused(NotALeader)
    leaving = [*county(), appointed(QIAN, LEADER_POST, to_on=date(2025, 3, 27))]
    given(*leaving).when(PUBLISH, by=director()).then_refused(NotALeader)


def test_one_leader_one_place_one_day() -> None:
    case = given(*STAFF, published(date(2025, 3, 28)))
    case.when(PUBLISH, by=director()).then_refused(ReceptionTwice)
    case.when(replace(PUBLISH, unit=CENTRE), by=political_legal()).then(ReceptionDayPublished)


def test_it_is_arranged_by_those_who_answer_for_the_unit() -> None:
    given(*STAFF).when(PUBLISH, by=director(NEXT_TOWN)).then_refused(UnitNotYours)
    given(*STAFF).when(PUBLISH, by=political_legal(ABROAD)).then_refused(UnitNotYours)
    given(*STAFF, published()).when(HOLD, by=director(NEXT_TOWN)).then_refused(UnitNotYours)


def test_what_was_held_is_entered_once() -> None:
    case = given(*STAFF, published()).when(HOLD, by=director())
    case.then(ReceptionHeld)
    found = case.then_state().receptions[RECEPTION]
    assert (found.held_at, found.visitors, found.matters) == (MORNING, 7, 3)
    held: Any = fact(ReceptionHeld(reception=RECEPTION, visitors=1, matters=1), at=MORNING)
    given(*STAFF, published(), held).when(HOLD, by=director()).then_refused(ReceptionHeldAlready)


def test_what_lies_ahead_has_not_been_held() -> None:
    ahead = given(*STAFF, published(date(2025, 3, 26)))
    ahead.when(HOLD, by=director()).then_refused(NotYetOver)
    given(*STAFF).when(HOLD, by=director()).then_refused(ReceptionUnknown)
