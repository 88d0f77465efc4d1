"""At most one clock of a timer and scope is open at a time (domain.md §2.7 invariant 11)."""

from domain.policy.clock import State
from tests.domain.policy.history import (
    MED,
    after,
    at,
    clock,
    due_at,
    due_on,
    it,
    opened,
    registered,
    state,
)


def test_a_second_start_does_not_reset_a_running_clock() -> None:
    clocks = after(
        it("risk.signal_recorded", "2025-03-03 10:00", signal="S01", red_class=True),
        it("risk.signal_recorded", "2025-03-03 11:00", signal="S02", red_class=True),
    )
    assert due_at(clocks, "T13") == "2025-03-03 12:00"


def test_each_order_has_its_own_clock() -> None:
    clocks = after(
        it("order.issued", "2025-03-03", order="wo_1"),
        it("order.issued", "2025-03-05", order="wo_2"),
        it("order.signed", "2025-03-04", order="wo_1"),
    )
    assert state(clocks, "T16", "2025-03-10", "wo_1") is State.MET
    assert state(clocks, "T16", "2025-03-10", "wo_2") is State.MISSED


def test_each_unit_a_whistle_calls_has_its_own_clock() -> None:
    clocks = after(
        it("whistle.blown", "2025-03-03", whistle="wh", kind="DAILY", target_units=("a", "b")),
        it("whistle.reported_in", "2025-03-04", whistle="wh", unit="a"),
    )
    assert not clock(clocks, "T41", "wh/a").is_open
    assert clock(clocks, "T41", "wh/b").is_open


def test_an_order_that_bounces_does_not_reset_the_class_timer() -> None:
    """domain.md §2.6, transfer dispute: the class timer never resets."""
    clocks = after(
        registered("2025-03-03", channel="HOTLINE_12345"),
        it("order.issued", "2025-03-04", order="wo_1"),
        it("order.objected", "2025-03-05", order="wo_1"),
        it("order.objection_upheld", "2025-03-06", order="wo_1"),
        it("order.issued", "2025-03-07", order="wo_2"),
    )
    assert due_on(clocks, "T29") == "2025-03-11"


def test_a_heartbeat_starts_anew_with_each_session() -> None:
    clocks = after(opened("2025-03-03"), it("mediation.session_held", "2025-03-07", mediation=MED))
    assert due_on(clocks, "T31") == "2025-03-14"
    assert [one.state(at("2025-03-07")) for one in clocks.clocks if one.timer == "T31"] == [
        State.MET,
        State.RUNNING,
    ]


def test_what_was_done_before_the_last_time_renews_nothing() -> None:
    """domain.md §9 S3: entered late, an earlier assessment is not the one owed since."""
    clocks = after(
        it("risk.assessed", "2025-09-01 16:00", level="YELLOW"),
        it("risk.changed", "2025-09-25 11:00", from_level="YELLOW", to_level="RED"),
        it("risk.assessed", "2025-09-22 16:10", recorded="2025-09-29 19:00", level="RED"),
    )
    assert due_on(clocks, "T12") == "2025-09-26"
    assert state(clocks, "T12", "2025-09-29 20:00") is State.MISSED
    assert all(one.end is None or one.end.at >= one.started_at for one in clocks.clocks)


def test_a_raised_level_replaces_the_plan_that_was_owed() -> None:
    clocks = after(
        it("risk.assessed", "2025-03-03 09:00", level="YELLOW"),
        it("risk.changed", "2025-03-04 09:00", from_level="YELLOW", to_level="RED"),
    )
    assert due_at(clocks, "T11") == "2025-03-05 09:00"
    assert [one.state(at("2025-03-04")) for one in clocks.clocks if one.timer == "T11"] == [
        State.CANCELLED,
        State.RUNNING,
    ]
