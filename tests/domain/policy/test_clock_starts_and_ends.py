"""What starts a clock and what ends it, event by event (domain.md §2.5, §3.2)."""

from datetime import date

from domain.policy.clock import State
from domain.policy.timers import Basis
from tests.domain.policy.history import (
    MED,
    accepted,
    after,
    at,
    clock,
    due_on,
    it,
    registered,
    state,
)


def test_registration_is_judged_by_when_it_was_entered() -> None:
    clocks = after(
        it(
            "intake.registered",
            "2025-03-03",
            recorded="2025-03-06",
            received_at=at("2025-03-03"),
            matter_class="DISPUTE",
            channel="LEDGER_IMPORT",
        )
    )
    assert due_on(clocks, "T01") == "2025-03-04"
    assert state(clocks, "T01", "2025-03-06") is State.MISSED


def test_a_self_handled_matter_is_filed_within_a_working_day() -> None:
    filed = it("intake.self_handled_filed", "2025-03-05", handled_at=at("2025-03-04"))
    assert state(after(filed), "T05", "2025-03-05") is State.MET
    late = it("intake.self_handled_filed", "2025-03-07", handled_at=at("2025-03-04"))
    assert state(after(late), "T05", "2025-03-07") is State.MISSED


def test_what_is_not_ones_duty_goes_back_within_a_working_day_of_receipt() -> None:
    back = it("intake.handed_back", "2025-03-05", unit="u", centre="c")
    assert state(after(registered("2025-03-04"), back), "T06", "2025-03-05") is State.MET
    assert state(after(registered("2025-03-03"), back), "T06", "2025-03-05") is State.MISSED


def test_a_level_set_before_acceptance_fulfils_the_duty_at_once() -> None:
    clocks = after(
        registered("2025-03-03 09:00"),
        it("risk.assessed", "2025-03-03 09:30", level="BLUE"),
        accepted("2025-03-03 10:00"),
    )
    assert state(clocks, "T10", "2025-03-03 10:00") is State.MET


def test_a_term_of_the_same_day_is_over_at_midnight() -> None:
    clocks = after(registered("2025-03-08"), accepted("2025-03-08"))  # a Saturday
    assert due_on(clocks, "T09") == "2025-03-08"
    assert state(clocks, "T09", "2025-03-08 23:59") is State.RUNNING
    assert state(clocks, "T09", "2025-03-09 00:00") is State.MISSED


def test_what_was_told_at_acceptance_needs_no_notice() -> None:
    clocks = after(registered("2025-03-03"), accepted("2025-03-03", told_at=at("2025-03-03")))
    assert state(clocks, "T09", "2025-03-04") is State.MET


def test_a_petition_is_told_of_within_fifteen_days_of_receipt() -> None:
    """信访工作条例 art 23."""
    clocks = after(
        registered("2025-03-05", received="2025-03-03", matter_class="PETITION_DEMAND"),
        accepted("2025-03-10", matter_class="PETITION_DEMAND"),
    )
    assert due_on(clocks, "T09") == "2025-03-18"
    assert clock(clocks, "T09").basis is Basis.LAW


def test_withdrawing_ends_the_case_timers_and_starts_the_check() -> None:
    clocks = after(
        registered("2025-03-03"),
        accepted("2025-03-03 10:00"),
        it("case.withdrawn", "2025-03-04 08:00", call_back_required=True),
    )
    open_ones = {one.timer for one in clocks.clocks if one.is_open}
    assert open_ones == {"T61"}
    assert due_on(clocks, "T61") == "2025-03-07"
    assert state(clocks, "T30", "2025-12-31") is State.CANCELLED


def test_three_attempts_count_as_a_visit_and_two_do_not() -> None:
    concluded = it("case.concluded", "2025-03-03", outcome="ANSWERED")
    twice = it("visit.unreachable", "2025-03-10", attempts=2)
    thrice = it("visit.unreachable", "2025-03-11", attempts=3)
    assert clock(after(concluded, twice), "T50").is_open
    assert state(after(concluded, twice, thrice), "T50", "2025-04-30") is State.MET


def test_a_breach_starts_the_visit_too() -> None:
    clocks = after(
        it(
            "agreement.effective",
            "2025-03-03",
            agreement="a",
            mediation=MED,
            scope="FULL",
            effective_at=at("2025-03-03"),
            obligations=({"obligation": "o", "due_on": date(2025, 3, 10)},),
        ),
        it("case.concluded", "2025-03-03", outcome="AGREED_WRITTEN"),
        it("fulfilment.breach_recorded", "2025-03-11", obligation="o", due_on=date(2025, 3, 10)),
    )
    assert due_on(clocks, "T50") == "2025-03-26"
    assert due_on(clocks, "T39", "o") == "2025-03-18"
    assert due_on(clocks, "T38", "o") == "2027-03-10"
    assert state(clocks, "T34", "2025-03-11", "o") is State.MISSED


def test_a_deferred_obligation_has_a_new_day() -> None:
    clocks = after(
        it(
            "agreement.effective",
            "2025-03-03",
            agreement="a",
            mediation=MED,
            effective_at=at("2025-03-03"),
            obligations=({"obligation": "o", "due_on": date(2025, 3, 10)},),
        ),
        it("fulfilment.deferred", "2025-03-07", obligation="o", due_on=date(2025, 5, 3)),
    )
    assert due_on(clocks, "T34", "o") == "2025-05-06"
    assert [one.state(at("2025-03-20")) for one in clocks.clocks if one.timer == "T34"] == [
        State.CANCELLED,
        State.RUNNING,
    ]


def test_a_leaders_day_is_published_three_days_ahead() -> None:
    def published(when: str) -> State:
        day = it("reception.day_published", when, day=date(2025, 3, 10))
        return state(after(day), "T80", "2025-03-31")

    assert published("2025-03-07") is State.MET
    assert published("2025-03-08") is State.MISSED
