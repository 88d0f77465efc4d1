"""A unit that left its duty undone is held to it: 约谈、通报、挂牌督办 ([seed 000 三(三)])."""

from datetime import date
from typing import Any

import pytest
from msgspec.structs import replace

from domain.case.measures import (
    CircularPublished,
    InterviewUnit,
    ListedForSupervision,
    ListForSupervision,
    PublishCircular,
    UnitInterviewed,
)
from domain.case.refusals import DayHasPassed
from domain.case.refusals.supervision import HandlersMayNotSupervise, UnitNotOnTheCase
from domain.codes import CodeUnknown
from domain.codes.orders import SupervisionLevel
from domain.kernel import Act, Event
from domain.person.refusals import PersonUnknown
from domain.refusals import Refusal
from domain.roles import Role
from tests.domain.county import (
    CASE,
    COUNTY,
    LAND_OFFICE,
    LEADER,
    NEXT_TOWN,
    NOTICE,
    OWNER,
    STRANGER,
    acting,
    director,
    political_legal_committee,
)
from tests.domain.given import given
from tests.domain.states_orders import DUE, SIGNED

INTERVIEW = InterviewUnit(
    case=CASE,
    unit=LAND_OFFICE,
    ground="WORK_NOT_DRIVEN",
    content="一季度三件超期。",
    interviewed=LEADER,
    due_on=DUE,
)
CIRCULAR = PublishCircular(
    case=CASE, unit=LAND_OFFICE, ground="OVERDUE", content="逾期未办。", document=NOTICE
)
LIST = ListForSupervision(
    case=CASE, unit=LAND_OFFICE, ground="RISK_NOT_REMOVED", content="隐患未除。", due_on=DUE
)
MEASURES: list[tuple[Any, type[Event]]] = [
    (INTERVIEW, UnitInterviewed),
    (CIRCULAR, CircularPublished),
    (LIST, ListedForSupervision),
]


@pytest.mark.parametrize("by", [director(), political_legal_committee()])
@pytest.mark.parametrize(("command", "event"), MEASURES)
def test_a_superior_holds_a_unit_to_its_duty(command: Any, event: type[Event], by: Act) -> None:
    (found,) = given(*SIGNED).when(command, by=by).then(event)
    assert (found.unit, found.ground) == (LAND_OFFICE, command.ground)
    case = given(*SIGNED).when(command, by=by).then_state()
    assert case.hands.supervisors == {by.person}


def test_what_is_listed_waits_for_an_answer() -> None:
    """挂牌督办: a supervision as any other, of the highest level."""
    case = given(*SIGNED).when(LIST, by=director())
    (event,) = case.then(ListedForSupervision)
    (found,) = case.then_state().supervisions.open
    assert (found.supervision, found.unit) == (event.supervision, LAND_OFFICE)
    assert (found.level, found.answered) == (SupervisionLevel.LISTED, False)


def test_who_is_called_in_is_registered() -> None:
    unknown = replace(INTERVIEW, interviewed=STRANGER)
    given(*SIGNED).when(unknown, by=director()).then_refused(PersonUnknown)


@pytest.mark.parametrize(("command", "_"), MEASURES)
@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"ground": "MOOD"}, CodeUnknown),
        ({"due_on": date(2025, 3, 24)}, DayHasPassed),
        ({"unit": NEXT_TOWN}, UnitNotOnTheCase),
    ],
)
def test_a_measure_has_a_ground_a_unit_and_a_day(
    command: Any, _: type[Event], changes: dict[str, Any], refusal: type[Refusal]
) -> None:
    given(*SIGNED).when(replace(command, **changes), by=director()).then_refused(refusal)


@pytest.mark.parametrize(("command", "_"), MEASURES)
@pytest.mark.parametrize(
    "by",
    [
        acting(Role.CENTRE_DIRECTOR, unit=LAND_OFFICE),
        acting(Role.CENTRE_DIRECTOR, person=OWNER, unit=COUNTY),
    ],
)
def test_nobody_takes_it_against_their_own_unit(command: Any, _: type[Event], by: Act) -> None:
    """domain.md §4.6 SoD-6."""
    given(*SIGNED).when(command, by=by).then_refused(HandlersMayNotSupervise)
