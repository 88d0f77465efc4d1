"""S1, homestead boundary: every due date of the happy path through three levels (domain.md §9)."""

from datetime import date

from domain.policy.clock import State
from domain.policy.clocks import Clocks
from domain.policy.daycount import due
from domain.policy.terms import term
from tests.domain.policy.history import (
    BOOK,
    POLICY,
    accepted,
    after,
    at,
    due_on,
    it,
    raw_on,
    registered,
    state,
)

WALL, MONEY = "obligation_1", "obligation_2"

VILLAGE = [
    registered("2025-03-25 09:10", channel="SCREENING", dispute="0902"),
    accepted("2025-03-25 10:00", dispute="0902", told_at=at("2025-03-25 10:00")),
    it("risk.assessed", "2025-03-25 10:30", level="BLUE"),
    it("mediation.opened", "2025-03-25 10:30", mediation="med_1", kind="PEOPLES"),
    it("mediation.session_held", "2025-03-27", mediation="med_1"),
    it("mediation.session_held", "2025-04-01", mediation="med_1"),
]
ESCALATED = [
    it("mediation.terminated", "2025-04-02", mediation="med_1", reason="M03"),
    it("case.route_advised", "2025-04-02", written=True),
    it("case.escalated", "2025-04-02", from_level="VILLAGE", to_level="TOWN"),
    it("mediation.opened", "2025-04-03", mediation="med_2", kind="PEOPLES"),
]
ORDERED = [
    it("order.issued", "2025-04-07", order="wo_1", lead_unit="justice office"),
    it("order.signed", "2025-04-08", order="wo_1"),
    it("mediation.investigation_recorded", "2025-04-14", mediation="med_2"),
    it("mediation.session_held", "2025-04-16", mediation="med_2"),
    it("mediation.investigation_recorded", "2025-04-22", mediation="med_2"),
    it("mediation.session_held", "2025-04-24", mediation="med_2"),
]
AGREED = [
    it("agreement.reached", "2025-04-28 15:00", agreement="agr_1", form="WRITTEN", scope="FULL"),
    it(
        "agreement.effective",
        "2025-04-28 16:20",
        agreement="agr_1",
        mediation="med_2",
        scope="FULL",
        effective_at=at("2025-04-28 16:20"),
        obligations=(
            {"obligation": WALL, "due_on": date(2025, 5, 31)},
            {"obligation": MONEY, "due_on": date(2025, 6, 30)},
        ),
    ),
    it("case.concluded", "2025-04-28 17:00", outcome="AGREED_WRITTEN"),
    it("conclusion.approved", "2025-04-29"),
]
CONFIRMED = [
    it("confirmation.applied", "2025-05-12", agreement="agr_1"),
    it("confirmation.accepted", "2025-05-14", agreement="agr_1"),
    it("confirmation.granted", "2025-05-26", agreement="agr_1"),
]
FULFILLED = [
    it("fulfilment.recorded", "2025-05-30", obligation=WALL, complete=True),
    it("fulfilment.recorded", "2025-06-27", obligation=MONEY, complete=True),
    it("agreement.fulfilled", "2025-06-27", agreement="agr_1"),
]
CLOSED = [
    it("visit.made", "2025-07-10", satisfaction="SATISFIED"),
    it("case.closed", "2025-07-10", reason="C01"),
]
EVERYTHING = [*VILLAGE, *ESCALATED, *ORDERED, *AGREED, *CONFIRMED, *FULFILLED, *CLOSED]


def whole() -> Clocks:
    return after(*EVERYTHING)


def test_the_first_level_is_due_the_next_working_day_and_met() -> None:
    assert due_on(after(*VILLAGE), "T10") == "2025-03-26"
    assert state(after(*VILLAGE), "T10", "2025-03-25 10:30") is State.MET


def test_the_villages_procedure_has_a_month() -> None:
    assert due_on(after(*VILLAGE), "T20", "med_1") == "2025-04-25"


def test_sessions_keep_the_heartbeat() -> None:
    clocks = after(*VILLAGE)
    beats = [one for one in clocks.clocks if one.timer == "T31"]
    assert [one.due.on.isoformat() for one in beats] == ["2025-04-01", "2025-04-03", "2025-04-08"]
    assert [one.state(at("2025-04-02")) for one in beats] == [
        State.MET,
        State.MET,
        State.RUNNING,
    ]


def test_the_village_needs_no_order_to_mediate_by_itself() -> None:
    assert due_on(after(*VILLAGE), "T07") == "2025-03-26"
    assert state(after(*VILLAGE), "T07", "2025-04-01") is State.MET


def test_the_town_that_takes_over_has_a_working_day_to_order() -> None:
    clocks = after(*VILLAGE, *ESCALATED)
    assert due_on(clocks, "T07") == "2025-04-07"
    assert state(after(*VILLAGE, *ESCALATED, *ORDERED), "T07", "2025-04-09") is State.MET


def test_the_towns_procedure_ends_after_the_may_holiday() -> None:
    clocks = after(*VILLAGE, *ESCALATED)
    assert raw_on(clocks, "T20", "med_2") == "2025-05-03"
    assert due_on(clocks, "T20", "med_2") == "2025-05-06"


def test_the_order_is_signed_in_time() -> None:
    assert due_on(whole(), "T16", "wo_1") == "2025-04-08"
    assert state(whole(), "T16", "2025-04-08", "wo_1") is State.MET


def test_advice_after_the_villages_failure_came_the_same_day() -> None:
    assert due_on(whole(), "T35a", "med_1") == "2025-04-02"
    assert state(whole(), "T35a", "2025-04-03", "med_1") is State.MET
    assert state(whole(), "T35", "2025-04-03", "med_1") is State.MET


def test_the_conclusion_is_checked_within_two_working_days() -> None:
    assert due_on(whole(), "T53") == "2025-04-30"
    assert state(whole(), "T53", "2025-05-01") is State.MET


def test_confirmation_can_be_applied_for_until_the_thirtieth_day() -> None:
    clocks = after(*VILLAGE, *ESCALATED, *ORDERED, *AGREED)
    assert due_on(clocks, "T33", "agr_1") == "2025-05-28"
    assert state(clocks, "T33", "2025-05-28 23:59", "agr_1") is State.RUNNING
    assert state(clocks, "T33", "2025-05-29 00:00", "agr_1") is State.MISSED


def test_a_decision_can_ask_for_the_window_itself() -> None:
    """A second application on 2025-05-29 for an agreement of 04-28 is out of time."""
    window = BOOK.due("T33", at("2025-04-28 16:20"), POLICY.calendar)
    assert window.on == date(2025, 5, 28)
    assert not window.kept_by(at("2025-05-29"))


def test_obligations_end_on_their_days_or_after_the_holiday() -> None:
    clocks = after(*VILLAGE, *ESCALATED, *ORDERED, *AGREED)
    assert raw_on(clocks, "T34", WALL) == "2025-05-31"
    assert due_on(clocks, "T34", WALL) == "2025-06-03"
    assert due_on(clocks, "T34", MONEY) == "2025-06-30"


def test_both_obligations_are_met() -> None:
    assert state(whole(), "T34", "2025-12-31", WALL) is State.MET
    assert state(whole(), "T34", "2025-12-31", MONEY) is State.MET


def test_the_court_is_watched() -> None:
    assert due_on(whole(), "T36", "agr_1") == "2025-05-15"
    assert due_on(whole(), "T37", "agr_1") == "2025-05-29"


def test_the_visit_is_counted_from_full_performance_not_from_conclusion() -> None:
    assert after(*VILLAGE, *ESCALATED, *ORDERED, *AGREED).of("T50") is None
    assert raw_on(whole(), "T50") == "2025-07-12"
    assert due_on(whole(), "T50") == "2025-07-14"
    assert state(whole(), "T50", "2025-07-15") is State.MET


def test_the_archive_term_rolls_over_a_saturday() -> None:
    assert raw_on(whole(), "T54") == "2025-08-09"
    assert due_on(whole(), "T54") == "2025-08-11"


def test_of_the_screening_week_nothing_is_owed() -> None:
    clocks = after(
        it("screening.opened", "2025-03-24", level="VILLAGE", opens_on=date(2025, 3, 24)),
        it("screening.performed", "2025-03-24", found=1),
    )
    assert due_on(clocks, "T70") == "2025-03-30"
    assert state(clocks, "T70", "2025-03-31") is State.MET


def test_at_the_end_only_the_archive_and_a_second_visit_are_open() -> None:
    """A matter of land is visited twice."""
    assert [one.timer for one in whole().clocks if one.is_open] == ["T51", "T54"]
    assert whole().overdue(at("2025-08-11 23:59")) == []


def test_nothing_that_law_or_a_document_asks_was_late() -> None:
    """Two default terms were: the overall term of an ordinary matter, and a re-assessment."""
    missed = whole().unrecorded(at("2025-08-11"))
    assert [one.timer for one in missed if one.is_mandatory] == []
    assert [one.timer for one in missed] == ["T30", "T12"]


def test_the_term_of_a_month_is_what_the_law_says() -> None:
    length = BOOK.timers["T20"].lengths[0]
    assert length.term == term("1 mo")
    assert "第33条" in length.source
    assert due(at("2025-04-03"), term("1 mo"), POLICY.calendar).on == date(2025, 5, 6)
