"""Which entries are party-facing steps, and which ways are online. domain.md §5.2 线上使用率."""

from enum import StrEnum
from typing import Any

import msgspec
import pytest
from msgspec import inspect
from msgspec.structs import replace

from domain.case import case
from domain.case.alarm import DirectReported
from domain.case.emergency import EmergencyReported
from domain.case.intake import IntakeRegistered
from domain.case.sessions import SessionRescheduled, SessionScheduled
from domain.case.visits import ReturnVisitUnreachable
from domain.case.whistle_answers import UnitReportedIn
from domain.codes.agreements import SigningMethod, UrgingMethod
from domain.codes.emergency import EmergencyChannel
from domain.codes.ending import ContactMethod, VisitMethod
from domain.codes.matters import Channel
from domain.codes.mediation import ConsentForm, SessionMode
from domain.codes.meetings import ReportingMode
from domain.codes.notices import ServiceMethod
from domain.codes.parties import ConfirmationMethod
from domain.kernel import Event
from domain.measures.steps import CHANNELS, NOBODY_CAME, PARTY_STEPS, taken_online
from tests.domain.county import ZHANG
from tests.domain.states_agreements import signed, signed_by_mediator
from tests.domain.states_ending import resolved, visited

WAYS: tuple[type[StrEnum], ...] = (
    Channel,
    ConfirmationMethod,
    ConsentForm,
    ContactMethod,
    EmergencyChannel,
    ReportingMode,
    ServiceMethod,
    SessionMode,
    SigningMethod,
    UrgingMethod,
    VisitMethod,
)
"""Code lists that say how people met."""
NOT_STEPS: dict[type[Event], str] = {
    IntakeRegistered: "a complaint, counted by its channel",
    DirectReported: "between offices",
    EmergencyReported: "between offices",
    UnitReportedIn: "between offices",
    SessionScheduled: "only planned",
    SessionRescheduled: "only planned",
    ReturnVisitUnreachable: "only tried",
}


def says_how(kind: Any) -> bool:
    """Whether a field, or what it holds, says in which way people met."""
    match inspect.type_info(kind):
        case inspect.EnumType(cls=cls):
            return cls in WAYS
        case inspect.StructType(fields=fields):
            return any(
                isinstance(one.type, inspect.EnumType) and one.type.cls in WAYS for one in fields
            )
        case _:
            return False


def test_every_entry_that_says_how_people_met_is_a_step_or_is_left_out_on_purpose() -> None:
    telling = {
        event
        for event in case.evolutions
        if any(says_how(one.type) for one in msgspec.structs.fields(event))
    }
    assert telling == PARTY_STEPS.keys() | NOT_STEPS.keys()
    assert not PARTY_STEPS.keys() & NOT_STEPS.keys()


def test_a_way_that_is_online_needs_neither_room_nor_paper_nor_telephone() -> None:
    online = {
        str(way)
        for ways in (CHANNELS, *(step.ways for step in PARTY_STEPS.values()))
        for way, is_online in ways.items()
        if is_online
    }
    assert online == {
        "NET_PETITION",
        "MINI_PROGRAM",
        "APP",
        "QR",
        "SNAPSHOT",
        "ELECTRONIC",
        "VIDEO",
        "ONLINE",
    }


def test_every_channel_says_whether_somebody_came_and_how() -> None:
    assert CHANNELS.keys() | NOBODY_CAME == set(Channel)
    assert not CHANNELS.keys() & NOBODY_CAME


@pytest.mark.parametrize(
    ("method", "online"),
    [(VisitMethod.VIDEO, True), (VisitMethod.PHONE, False), (VisitMethod.SMS, False)],
)
def test_a_visit_is_online_over_video_and_not_over_the_telephone(
    method: VisitMethod, online: bool
) -> None:
    assert taken_online(visited(method=method).event) is online


def test_a_mediators_own_signature_is_no_partys_step() -> None:
    assert taken_online(signed(ZHANG).event) is False
    assert taken_online(replace(signed(ZHANG).event, method=SigningMethod.ELECTRONIC)) is True
    assert taken_online(signed_by_mediator().event) is None


def test_a_confirmation_at_the_window_tells_how_it_was_given() -> None:
    assert taken_online(resolved().event) is False
