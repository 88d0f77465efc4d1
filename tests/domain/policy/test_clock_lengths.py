"""How long a term is: by kind, level, class and difficulty (domain.md §3.2)."""

from datetime import date

import pytest

from domain.policy.clock import State
from tests.domain.policy.history import (
    MED,
    accepted,
    after,
    at,
    due_at,
    due_on,
    it,
    opened,
    registered,
    state,
)


@pytest.mark.parametrize(
    ("kind", "timer", "on"),
    [
        ("PEOPLES", "T20", "2025-04-03"),
        ("INDUSTRY", "T20", "2025-04-03"),
        ("COMMERCIAL", "T20", "2025-04-03"),
        ("MEDICAL", "T23", "2025-04-15"),
        ("COURT_BEFORE_FILING", "T24", "2025-04-02"),
        ("COURT_ORDINARY", "T24", "2025-03-18"),
        ("COURT_SUMMARY", "T24", "2025-03-10"),
        ("ADMINISTRATIVE", "T26", "2025-04-02"),
        ("ADMINISTRATIVE_TRAFFIC", "T26", "2025-03-13"),
        ("ADMINISTRATIVE_CONSUMER", "T26", "2025-05-08"),
        ("ADMINISTRATIVE_MEDICAL", "T26", "2025-04-15"),
    ],
)
def test_the_kind_of_mediation_decides_its_term(kind: str, timer: str, on: str) -> None:
    clocks = after(opened("2025-03-03", kind))
    assert [one.timer for one in clocks.clocks if one.scope == MED] == [timer]
    assert due_on(clocks, timer, MED) == on


def test_labour_mediation_is_counted_from_the_application() -> None:
    clocks = after(
        it("mediation.applied", "2025-03-03", kind="LABOUR"), opened("2025-03-06", "LABOUR")
    )
    assert due_on(clocks, "T25") == "2025-03-18"


def test_delegated_mediation_is_counted_from_its_confirmation() -> None:
    clocks = after(
        it("delegation.received", "2025-03-03", received_at=at("2025-03-03")),
        it("delegation.confirmed", "2025-03-05"),
        opened("2025-03-10", "COURT_ORDINARY"),
    )
    assert state(clocks, "T24a", "2025-03-07") is State.MET
    assert due_on(clocks, "T24", MED) == "2025-03-20"


@pytest.mark.parametrize(
    ("difficulty", "on"),
    [("SIMPLE", "2025-03-06"), ("ORDINARY", "2025-03-18"), ("COMPLEX", "2025-04-02")],
)
def test_the_overall_term_follows_the_difficulty(difficulty: str, on: str) -> None:
    assert due_on(after(accepted("2025-03-03", difficulty=difficulty)), "T30") == on


def test_a_major_matter_is_due_by_its_plan() -> None:
    major = accepted("2025-03-03", difficulty="MAJOR", deadline_on=date(2025, 4, 30))
    assert due_on(after(major), "T30") == "2025-04-30"
    planned = it("risk.plan_filed", "2025-03-10", to_on=date(2025, 6, 30))
    assert due_on(after(major, planned), "T30") == "2025-06-30"
    shorter = it("risk.plan_filed", "2025-03-10", to_on=date(2025, 4, 1))
    assert due_on(after(major, shorter), "T30") == "2025-04-30"


@pytest.mark.parametrize(
    ("kind", "received", "reported"),
    [
        ("URGENT", "2025-03-03 09:15", "2025-03-03 09:30"),
        ("KEY", "2025-03-03 13:00", "2025-03-04 09:00"),
        ("DAILY", "2025-03-05 00:00", "2025-03-06 00:00"),
    ],
)
def test_a_whistle_hurries_by_its_kind(kind: str, received: str, reported: str) -> None:
    clocks = after(it("whistle.blown", "2025-03-03", whistle="wh", kind=kind, target_units=("a",)))
    assert due_at(clocks, "T40", "wh/a") == received
    assert due_at(clocks, "T41", "wh/a") == reported


def test_an_urgent_whistle_is_done_when_the_order_says() -> None:
    urgent = it(
        "whistle.blown",
        "2025-03-03",
        whistle="wh",
        kind="URGENT",
        target_units=("a",),
        due_at=at("2025-03-03 18:00"),
    )
    assert due_at(after(urgent), "T42", "wh/a") == "2025-03-03 18:00"


def test_red_shortens_what_is_running_and_never_lengthens_it() -> None:
    first = [registered("2025-03-03 09:00"), accepted("2025-03-03 10:00")]
    red = it("risk.assessed", "2025-03-03 11:00", level="RED")
    assert due_at(after(*first, red), "T07") == "2025-03-03 13:00"
    late_red = it("risk.assessed", "2025-03-04 23:30", level="RED")
    assert due_on(after(*first, late_red), "T07") == "2025-03-04"


def test_what_is_over_is_not_shortened() -> None:
    clocks = after(
        registered("2025-03-03 09:00"),
        accepted("2025-03-03 10:00"),
        it("risk.assessed", "2025-03-06 09:00", level="RED"),
    )
    assert due_on(clocks, "T07") == "2025-03-04"
