"""The engine reads what the petition and emergency chapters record (domain.md §3.2)."""

from datetime import UTC, datetime
from typing import Any

from msgspec.structs import replace

from domain.case.incidents import ReviewLinked
from domain.case.petition import ReceiptNotified
from domain.case.petition_handling import HandlingExtended
from domain.codes.emergency import EmergencyChannel, EmergencyReportStage
from domain.codes.petitions import ReceiptResult
from domain.kernel import SHANGHAI, Recorded
from domain.policy.clock import State
from domain.policy.clocks import Clocks, clocks_of
from tests.domain.county import TOWN, ZHANG, political_legal_committee
from tests.domain.given import MORNING, STEP, Fact, fact, recorded
from tests.domain.policy.history import POLICY, due_at, due_on, state
from tests.domain.states import petitioned, registered
from tests.domain.states_emergency import (
    INCIDENT,
    REVIEW,
    alarmed,
    arrived,
    dispatched,
    incident,
    over,
    plan_runs,
)
from tests.domain.states_petition import (
    ORDER,
    drafter,
    forwarded,
    opinion,
    recheck_asked,
    review_asked,
    review_served,
    reviewed,
    served,
    taken_up,
    unit_head,
)

NIGHT = "2025-03-25 23:00"
SERVED_AT = datetime(2025, 4, 1, 10, 0, tzinfo=SHANGHAI).astimezone(UTC)


def clocks(*facts: Fact) -> Clocks:
    """The clocks of facts ten minutes after one another."""
    told: list[Recorded[Any]] = []
    at = MORNING
    for version, one in enumerate(facts, start=1):
        at = one.at or at
        told.append(recorded(one.event, one.by, at, version=version))
        at += STEP
    return clocks_of(told, POLICY)


def test_forwarding_ends_one_term_and_begins_two() -> None:
    """T21 → T17, T22."""
    told = ReceiptNotified(
        unit=TOWN,
        result=ReceiptResult.ACCEPTED,
        written=True,
        told_at=MORNING,
        receiver=ZHANG,
        unclear=False,
        reason=None,
    )
    found = clocks(petitioned(), forwarded())
    assert state(found, "T21", NIGHT) is State.MET
    assert due_on(found, "T22", TOWN) == "2025-04-09"
    assert due_on(found, "T17", ORDER) == "2025-04-01"
    answered = clocks(petitioned(), forwarded(), fact(told, by=drafter()))
    assert state(answered, "T22", NIGHT, TOWN) is State.MET


def test_handling_is_extended_once_and_ends_with_the_opinion() -> None:
    """T27: sixty days, and thirty more on the raw day (D10)."""
    longer = HandlingExtended(days=30, reason="情况复杂", told_at=MORNING)
    assert due_on(clocks(*taken_up()), "T27") == "2025-05-26"
    extended = clocks(*taken_up(), fact(longer, by=unit_head()))
    assert due_on(extended, "T27") == "2025-06-23"
    assert state(clocks(*taken_up(), opinion()), "T27", NIGHT) is State.MET


def test_the_term_for_asking_is_the_one_the_decision_judges_by() -> None:
    """T27a and T28a: what `AskingTermOver` names in tests/domain/test_petition_reviews.py."""
    assert due_on(clocks(*taken_up(), opinion(), served(at=SERVED_AT)), "T27a") == "2025-05-06"
    below = (*taken_up(), opinion(), served(), review_asked())
    assert due_on(clocks(*below), "T28") == "2025-04-24"
    above = (*below, reviewed(), review_served(at=SERVED_AT))
    assert due_on(clocks(*above), "T28a") == "2025-05-06"
    assert due_on(clocks(*above, recheck_asked()), "T28b") == "2025-05-06"


def test_an_incident_is_reported_answered_and_reviewed() -> None:
    """T14, T44, T44a, T47, T60."""
    written = alarmed(channel=EmergencyChannel.WRITTEN)
    begun = clocks(registered(), incident())
    assert due_at(begun, "T14", INCIDENT) == "2025-03-25 10:20"
    assert due_at(begun, "T14a", INCIDENT) == "2025-03-25 09:50"
    assert due_on(begun, "T60", INCIDENT) == "2025-03-28"
    phoned = clocks(registered(), incident(), alarmed())
    assert state(phoned, "T14a", NIGHT, INCIDENT) is State.MET
    assert state(phoned, "T14", NIGHT, INCIDENT) is not State.MET
    told = (registered(), incident(), written, plan_runs(), dispatched())
    assert due_at(clocks(*told), "T44") == "2025-03-26 09:30"
    assert due_at(clocks(*told), "T47") == "2025-03-25 10:20"
    assert state(clocks(*told, arrived()), "T47", NIGHT) is State.MET
    ended = (*told, arrived(), over())
    assert due_on(clocks(*ended), "T44a") == "2025-03-28"
    last = replace(written.event, stage=EmergencyReportStage.FINAL)
    assert state(clocks(*ended, fact(last)), "T44a", NIGHT) is State.MET
    linked = fact(ReviewLinked(incident=INCIDENT, review=REVIEW), by=political_legal_committee())
    assert state(clocks(registered(), incident(), linked), "T60", NIGHT, INCIDENT) is State.MET
