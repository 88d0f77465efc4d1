"""D12: merged complaints keep the earliest receipt, and each complainant a reply of their own."""

from domain.policy.clock import State
from tests.domain.policy.history import (
    It,
    accepted,
    after,
    at,
    clock,
    due_at,
    due_on,
    it,
    registered,
    state,
)

EARLIER = {"case": "case_earlier", "received_at": at("2025-03-20")}
LATER = {"case": "case_later", "received_at": at("2025-03-28")}


def joined(when: str, *complaints: dict[str, object]) -> It:
    return it("case.complaints_joined", when, complaints=complaints)


MAIN = [registered("2025-03-25 09:10")]


def test_the_earliest_receipt_starts_the_clock_of_the_main_case() -> None:
    assert due_on(after(*MAIN), "T02") == "2025-03-28"
    clocks = after(*MAIN, joined("2025-03-25 15:00", EARLIER))
    assert due_on(clocks, "T02") == "2025-03-25"
    assert due_on(clocks, "T03") == "2025-03-21"


def test_a_complaint_received_later_changes_nothing() -> None:
    assert due_on(after(*MAIN, joined("2025-03-28", LATER)), "T02") == "2025-03-28"


def test_of_several_complaints_the_earliest_counts() -> None:
    clocks = after(*MAIN, joined("2025-03-25 15:00", LATER, EARLIER))
    assert due_on(clocks, "T02") == "2025-03-25"


def test_a_complaint_taken_out_takes_its_receipt_with_it() -> None:
    separated = it("case.complaints_separated", "2025-03-26", complaints=("case_earlier",))
    clocks = after(*MAIN, joined("2025-03-25 15:00", EARLIER, LATER), separated)
    assert due_on(clocks, "T02") == "2025-03-28"


def test_only_the_clocks_the_rule_names_look_back() -> None:
    clocks = after(*MAIN, accepted("2025-03-25 10:00"), joined("2025-03-25 15:00", EARLIER))
    assert due_on(clocks, "T30") == "2025-04-09"
    assert due_on(clocks, "T07") == "2025-03-26"


def test_a_petition_is_forwarded_by_the_earliest_receipt() -> None:
    petition = registered("2025-03-25", matter_class="PETITION_DEMAND")
    assert due_on(after(petition), "T21") == "2025-04-09"
    assert due_on(after(petition, joined("2025-03-26", EARLIER)), "T21") == "2025-04-07"


def test_the_clocks_of_a_merged_complaint_move_with_it() -> None:
    clocks = after(*MAIN, it("case.merged", "2025-03-26", into="case_main"))
    assert state(clocks, "T02", "2025-12-31") is State.CANCELLED
    assert clocks.overdue(at("2025-03-27")) == []


def test_what_was_late_before_the_merger_stays_late() -> None:
    clocks = after(*MAIN, it("case.merged", "2025-03-31", into="case_main"))
    assert state(clocks, "T02", "2025-12-31") is State.MISSED


def test_each_complainant_is_owed_a_reply_of_their_own() -> None:
    merged = it("case.merged", "2025-03-26", into="case_main")
    assert due_on(after(*MAIN, merged), "T09a") == "2025-03-31"
    told = it("case.notice_served", "2025-03-28", notice="MERGER", served_at=at("2025-03-28"))
    assert state(after(*MAIN, merged, told), "T09a", "2025-04-30") is State.MET


def test_a_matter_taken_out_again_runs_as_if_it_had_never_moved() -> None:
    clocks = after(
        *MAIN,
        it("case.merged", "2025-03-26", into="case_main"),
        it("case.unmerged", "2025-03-27", out_of="case_main"),
    )
    assert clock(clocks, "T02").is_open
    assert due_on(clocks, "T02") == "2025-03-28"
    assert state(clocks, "T02", "2025-03-31") is State.MISSED
    assert state(clocks, "T09a", "2025-03-27") is State.CANCELLED


def test_a_pause_outlives_a_merger_and_its_reverse() -> None:
    clocks = after(
        *MAIN,
        it("intake.supplement_requested", "2025-03-26", cause="FACTS", served_at=None),
        it("case.merged", "2025-03-27", into="case_main"),
        it("case.unmerged", "2025-04-10", out_of="case_main"),
    )
    assert state(clocks, "T02", "2025-04-20") is State.PAUSED


def test_a_matter_that_stood_still_when_it_moved_was_not_late() -> None:
    asked = it("intake.supplement_requested", "2025-03-26", cause="FACTS", served_at=None)
    clocks = after(*MAIN, asked, it("case.merged", "2025-04-30", into="case_main"))
    assert state(clocks, "T02", "2025-12-31") is State.CANCELLED


def test_a_clock_that_began_while_the_matter_was_merged_stays_the_only_one() -> None:
    def signal(when: str) -> It:
        return it("risk.signal_recorded", when, signal="S01", red_class=True)

    clocks = after(
        *MAIN,
        signal("2025-03-26 09:00"),
        it("case.merged", "2025-03-26 09:10", into="case_main"),
        signal("2025-03-27 09:00"),
        it("case.unmerged", "2025-03-27 09:10", out_of="case_main"),
    )
    running = [one for one in clocks.clocks if one.timer == "T45" and one.is_open]
    assert [one.started_at for one in running] == [at("2025-03-27 09:00")]


def test_of_clocks_that_moved_one_after_another_only_the_latest_comes_back() -> None:
    def signal(when: str) -> It:
        return it("risk.signal_recorded", when, signal="S01", red_class=True)

    clocks = after(
        *MAIN,
        signal("2025-03-26 09:00"),
        it("case.merged", "2025-03-26 09:10", into="case_main"),
        signal("2025-03-27 09:00"),
        it("case.merged", "2025-03-27 09:10", into="case_other"),
        it("case.unmerged", "2025-03-27 09:20", out_of="case_other"),
    )
    running = [one for one in clocks.clocks if one.timer == "T45" and one.is_open]
    assert [one.started_at for one in running] == [at("2025-03-27 09:00")]


def test_what_was_done_before_the_merger_is_not_counted_again() -> None:
    told = it("case.notice_served", "2025-03-26", notice="OTHER", served_at=at("2025-03-26"))
    clocks = after(*MAIN, told, joined("2025-03-26 15:00", EARLIER))
    assert due_on(clocks, "T03") == "2025-03-26"
    assert state(clocks, "T03", "2025-12-31") is State.MET


def test_a_term_shortened_for_danger_is_not_made_late_by_a_merger() -> None:
    red = it("risk.assessed", "2025-03-25 10:00", level="RED")
    clocks = after(*MAIN, red, joined("2025-03-25 10:30", EARLIER))
    assert due_at(clocks, "T03") == "2025-03-25 12:00"
