"""The expert pool: who may be asked on what, while they are listed [seed 001 三(六)]."""

from datetime import date
from typing import Any

import pytest

from domain.codes.entry import CodeUnknown
from domain.organisation.experts import DelistExpert, ExpertDelisted, ExpertListed, ListExpert
from domain.organisation.refusals import DatesInWrongOrder, NaturalPersonNeeded
from domain.organisation.refusals.outreach import AlreadyListed, NotListed
from domain.person.refusals import PersonUnknown
from tests.domain.organisation.county import (
    COMPANY,
    QIAN,
    STRANGER,
    SUN,
    justice,
    political_legal,
)
from tests.domain.organisation.given import MORNING, fact, given
from tests.domain.organisation.states import FIRST, TODAY, county, yesterday

LISTED = fact(
    ExpertListed(
        person=QIAN, fields=("05",), industry="临床医学", from_on=FIRST, to_on=date(2025, 12, 31)
    )
)
DELISTED = fact(ExpertDelisted(person=QIAN, reason="退休"), at=yesterday())
DELIST = DelistExpert(person=QIAN, reason="退休")


def listing(person: str = QIAN, **more: Any) -> ListExpert:
    wanted: dict[str, Any] = {"fields": ("0502", "0502"), "industry": "临床医学", "from_on": TODAY}
    return ListExpert(person=person, **(wanted | more))


@pytest.mark.parametrize("by", [political_legal(), justice()])
def test_an_expert_is_found_by_the_field(by: Any) -> None:
    case = given(*county()).when(listing(), by=by)
    [event] = case.then(ExpertListed)
    assert event.fields == ("0502",)
    state = case.then_state()
    assert state.experts_on("0502", MORNING) == [QIAN]
    assert state.experts_on("0601", MORNING) == []
    assert state.experts_on("0502", yesterday()) == []


def test_a_kind_of_dispute_covers_what_is_beneath_it() -> None:
    assert given(*county(), LISTED).state.experts_on("0502", MORNING) == [QIAN]


@pytest.mark.parametrize(
    ("command", "refusal"),
    [
        (listing(STRANGER), PersonUnknown),
        (listing(COMPANY), NaturalPersonNeeded),
        (listing(to_on=FIRST), DatesInWrongOrder),
        (listing(SUN, fields=("7777",)), CodeUnknown),
        (listing(), AlreadyListed),
    ],
)
def test_a_listing_is_of_a_person_once_at_a_time(command: Any, refusal: type) -> None:
    given(*county(), LISTED).when(command, by=justice()).then_refused(refusal)


def test_a_delisted_expert_is_asked_no_more() -> None:
    case = given(*county(), LISTED).when(DELIST, by=justice())
    case.then(ExpertDelisted)
    state = case.then_state()
    assert state.experts_on("05", MORNING) == []
    assert state.experts_on("05", yesterday()) == [QIAN]


def test_only_who_is_listed_is_delisted() -> None:
    given(*county(), LISTED, DELISTED).when(DELIST, by=justice()).then_refused(NotListed)
    absent = DelistExpert(person=SUN, reason="退休")
    given(*county(), LISTED).when(absent, by=justice()).then_refused(NotListed)


def test_who_was_delisted_may_be_listed_again() -> None:
    case = given(*county(), LISTED, DELISTED).when(listing(), by=justice())
    [first, second] = case.then_state().experts[QIAN]
    assert (first.ended_at, second.ended_at) == (yesterday(), None)
