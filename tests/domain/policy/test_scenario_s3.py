"""S3, land requisition: YELLOW to RED to an incident, a review and a clue (domain.md §9)."""

from datetime import date, timedelta

from domain.policy.clock import Lateness, State, lateness
from domain.policy.clocks import Clocks
from domain.policy.terms import Unit
from tests.domain.policy.history import (
    POLICY,
    It,
    accepted,
    after,
    at,
    clock,
    due_at,
    due_on,
    it,
    raw_on,
    registered,
    state,
)

BUREAU = "natural resources bureau"
WHISTLE = f"wh_1/{BUREAU}"

BEGINNING = [
    registered("2025-09-01 10:05", received="2025-09-01 09:20", channel="GRID", dispute="1102"),
    accepted("2025-09-01 11:00", difficulty="COMPLEX", dispute="1102"),
    it("risk.assessed", "2025-09-01 16:00", level="YELLOW"),
    it("mediation.opened", "2025-09-01 16:30", mediation="med_1", kind="PEOPLES"),
    it("risk.plan_filed", "2025-09-03", to_on=date(2025, 10, 31)),
    it("mediation.session_held", "2025-09-10", mediation="med_1"),
]
WHISTLED = [
    it("whistle.blown", "2025-09-16 10:00", whistle="wh_1", kind="KEY", target_units=(BUREAU,)),
    it("whistle.received", "2025-09-16 11:30", whistle="wh_1", unit=BUREAU),
    it("whistle.reported_in", "2025-09-17 09:10", whistle="wh_1", unit=BUREAU),
]
RED = [
    it("risk.signal_recorded", "2025-09-22 15:30", signal="S01", red_class=True),
    it("risk.signal_recorded", "2025-09-22 15:30", signal="S13", red_class=True),
    it("risk.changed", "2025-09-25 11:00", from_level="YELLOW", to_level="RED"),
    it("emergency.reported", "2025-09-25 15:40", stage="INITIAL", channel="WRITTEN"),
    it("risk.leader_bundled", "2025-09-25 18:00", leader="leader"),
]
INCIDENT = [
    it("incident.occurred", "2025-09-26 07:40", incident="inc_1", kind="MASS"),
    it("emergency.plan_activated", "2025-09-26 07:50"),
    it("emergency.force_dispatched", "2025-09-26 07:55"),
    it("emergency.reported", "2025-09-26 08:00", stage="INITIAL", channel="PHONE"),
    it("emergency.on_scene_arrived", "2025-09-26 08:05"),
    it("emergency.reported", "2025-09-26 08:20", stage="INITIAL", channel="WRITTEN"),
]
REVIEWED = [it("case.review_linked", "2025-09-28", incident="inc_1", review="rev_1")]
BACKDATED = [
    it("risk.assessed", "2025-09-22 16:10", recorded="2025-09-29 19:00", level="RED"),
]
EVERYTHING = [*BEGINNING, *WHISTLED, *RED, *INCIDENT, *REVIEWED, *BACKDATED]


def until(*parts: list[It]) -> Clocks:
    return after(*(one for part in parts for one in part))


def late(clocks: Clocks, timer: str, scope: str = "") -> Lateness | None:
    return lateness(clock(clocks, timer, scope), at("2025-12-31"), POLICY.calendar)


def test_the_first_level_was_set_in_time() -> None:
    assert due_on(until(BEGINNING), "T10") == "2025-09-02"
    assert state(until(BEGINNING), "T10", "2025-09-02") is State.MET


def test_the_plan_of_a_yellow_matter_is_due_in_three_working_days() -> None:
    assert due_on(until(BEGINNING), "T11") == "2025-09-04"
    assert state(until(BEGINNING), "T11", "2025-09-05") is State.MET


def test_the_mediation_ends_after_the_whole_holiday_week() -> None:
    assert raw_on(until(BEGINNING), "T20", "med_1") == "2025-10-01"
    assert due_on(until(BEGINNING), "T20", "med_1") == "2025-10-09"


def test_no_session_followed_within_the_heartbeat() -> None:
    assert due_on(until(BEGINNING), "T31") == "2025-09-15"  # 3 days end on Saturday the 13th
    assert state(until(BEGINNING), "T31", "2025-09-16") is State.MISSED


def test_the_whistle_is_received_reported_to_and_done() -> None:
    clocks = until(BEGINNING, WHISTLED)
    assert due_at(clocks, "T40", WHISTLE) == "2025-09-16 14:00"
    assert due_at(clocks, "T41", WHISTLE) == "2025-09-17 10:00"
    assert state(clocks, "T41", "2025-09-30", WHISTLE) is State.MET
    assert due_on(clocks, "T42", WHISTLE) == "2025-09-29"  # Sunday the 28th is worked


def test_a_signal_calls_for_a_new_assessment_within_two_hours() -> None:
    assert due_at(until(BEGINNING, RED[:2]), "T13") == "2025-09-22 17:30"


def test_two_signals_at_once_start_one_clock() -> None:
    assert len([one for one in until(BEGINNING, RED).clocks if one.timer == "T13"]) == 1


def test_the_reassessment_came_sixty_five_and_a_half_hours_late() -> None:
    assert late(until(BEGINNING, RED), "T13") == Lateness(amount=65 * 60 + 30, unit=Unit.MINUTE)


def test_the_report_came_three_hours_and_forty_minutes_late() -> None:
    assert due_at(until(BEGINNING, RED), "T14") == "2025-09-25 12:00"
    assert late(until(BEGINNING, RED), "T14") == Lateness(amount=3 * 60 + 40, unit=Unit.MINUTE)


def test_counted_from_when_red_was_due_it_is_sixty_nine_hours_and_ten_minutes() -> None:
    red_was_due = clock(until(BEGINNING, RED), "T13").due.at
    elapsed = at("2025-09-25 15:40") - red_was_due
    assert elapsed - timedelta(hours=1) == timedelta(hours=69, minutes=10)


def test_the_leader_took_it_on_in_time() -> None:
    assert due_at(until(BEGINNING, RED), "T15") == "2025-09-26 11:00"
    assert state(until(BEGINNING, RED), "T15", "2025-10-01") is State.MET


def test_the_incident_has_its_own_report_clocks_and_both_are_met() -> None:
    clocks = until(BEGINNING, RED, INCIDENT)
    assert due_at(clocks, "T14a", "inc_1") == "2025-09-26 08:10"
    assert due_at(clocks, "T14", "inc_1") == "2025-09-26 08:40"
    assert state(clocks, "T14a", "2025-10-01", "inc_1") is State.MET
    assert state(clocks, "T14", "2025-10-01", "inc_1") is State.MET
    end = clock(clocks, "T14", "inc_1").end
    assert end is not None
    assert end.at == at("2025-09-26 08:20"), "a telephone call is not the written report"


def test_the_force_was_on_the_scene_in_time() -> None:
    assert state(until(INCIDENT), "T47", "2025-10-01") is State.MET


def test_the_review_is_opened_within_three_working_days() -> None:
    clocks = until(BEGINNING, RED, INCIDENT)
    assert due_on(clocks, "T60", "inc_1") == "2025-09-30"  # the 27th rests, the 28th works
    assert state(until(INCIDENT, REVIEWED), "T60", "2025-10-01", "inc_1") is State.MET


def test_the_review_is_concluded_within_thirty_days() -> None:
    review = after(it("review.opened", "2025-09-28"), it("review.concluded", "2025-10-27"))
    assert due_on(review, "T60a") == "2025-10-28"
    assert state(review, "T60a", "2025-11-01") is State.MET


def test_an_entry_dated_back_does_not_heal_the_missed_reassessment() -> None:
    clocks = until(BEGINNING, RED, INCIDENT, BACKDATED)
    assert late(clocks, "T13") == Lateness(amount=65 * 60 + 30, unit=Unit.MINUTE)
    assert len([one for one in clocks.clocks if one.timer == "T14" and not one.scope]) == 1


def test_the_clue_is_handed_over_within_fifteen_working_days() -> None:
    clue = after(
        it("clue.identified", "2025-10-20"),
        it("clue.handed_over", "2025-10-30"),
        it("clue.receipt_confirmed", "2025-10-31"),
    )
    assert due_on(clue, "T62") == "2025-11-10"
    assert state(clue, "T62", "2025-11-11") is State.MET
    assert due_on(clue, "T63") == "2025-11-07"


def test_what_was_missed_is_what_the_watch_must_record() -> None:
    missed = [one.timer for one in until(EVERYTHING).unrecorded(at("2025-09-30"))]
    assert {"T13", "T14", "T31", "T40"} & set(missed) == {"T13", "T14", "T31"}
    assert "T10" not in missed
