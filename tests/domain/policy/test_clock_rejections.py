"""A conclusion that is sent back has ended nothing (domain.md §2.5 J): its clocks go on.

Nobody wins time with a conclusion that was none, and nobody loses any by its being checked; a term
of the law knows no such pause.
"""

from domain.policy.clock import State, StepKind
from domain.policy.explain import explanation
from tests.domain.policy.history import (
    BOOK,
    POLICY,
    It,
    accepted,
    after,
    at,
    clock,
    due_on,
    it,
    registered,
    state,
)


def concluded(when: str, name: str = "case.concluded") -> It:
    return it(name, when, outcome="SETTLED_SELF", handled_at=at(when))


def rejected(when: str) -> It:
    return it("conclusion.rejected", when)


def test_the_term_of_the_matter_goes_on_where_it_stood() -> None:
    begun = registered("2025-03-03"), accepted("2025-03-03")
    plain = after(*begun)
    clocks = after(*begun, concluded("2025-03-10"), rejected("2025-03-14"))
    assert state(after(*begun, concluded("2025-03-10")), "T30", "2025-03-11") is State.MET
    assert state(clocks, "T30", "2025-03-17") is State.RUNNING
    assert (due_on(plain, "T30"), due_on(clocks, "T30")) == ("2025-03-18", "2025-03-24")
    assert clock(clocks, "T30").steps[-1].kind is StepKind.TAKEN_UP


def test_a_second_conclusion_ends_it() -> None:
    clocks = after(
        accepted("2025-03-03"),
        concluded("2025-03-10"),
        rejected("2025-03-14"),
        concluded("2025-03-20"),
    )
    assert state(clocks, "T30", "2025-03-21") is State.MET


def test_what_was_concluded_late_stays_late() -> None:
    clocks = after(accepted("2025-03-03"), concluded("2025-03-25"), rejected("2025-03-26"))
    assert state(clocks, "T30", "2025-03-26") is State.MISSED
    assert due_on(clocks, "T30") == "2025-03-18"


def test_a_term_of_the_law_is_not_prolonged() -> None:
    petition = accepted("2025-03-03", matter_class="PETITION_DEMAND")
    clocks = after(petition, concluded("2025-03-10"), rejected("2025-03-14"))
    assert due_on(clocks, "T27") == due_on(after(petition), "T27")
    assert state(clocks, "T27", "2025-03-17") is State.RUNNING


def test_what_stood_still_still_does() -> None:
    clocks = after(
        accepted("2025-03-03"),
        it("clock.suspended", "2025-03-05", reason="P03"),
        concluded("2025-03-10"),
        rejected("2025-03-14"),
    )
    assert state(clocks, "T30", "2025-03-17") is State.PAUSED


def test_a_matter_that_was_never_accepted_waits_for_its_decision_again() -> None:
    for name in ("intake.resolved_on_the_spot", "intake.self_handled_filed"):
        clocks = after(
            registered("2025-03-03"), concluded("2025-03-03", name), rejected("2025-03-04")
        )
        assert state(clocks, "T02", "2025-03-04") is State.RUNNING
        assert state(clocks, "T03", "2025-03-04") is State.MET, "the contact was made"


def test_no_visit_follows_a_conclusion_that_was_none() -> None:
    clocks = after(accepted("2025-03-03"), concluded("2025-03-10"), rejected("2025-03-14"))
    assert state(clocks, "T50", "2025-03-17") is State.CANCELLED
    assert state(clocks, "T53", "2025-03-17") is State.MISSED, "checked in two working days"
    again = after(
        accepted("2025-03-03"),
        concluded("2025-03-10"),
        rejected("2025-03-14"),
        it("risk.signal_recorded", "2025-03-17", signal="S01", red_class=True),
    )
    assert state(again, "T13", "2025-03-17") is State.RUNNING, "the matter is open again"


def test_a_rejection_is_told_in_the_history_of_the_clock() -> None:
    clocks = after(accepted("2025-03-03"), concluded("2025-03-10"), rejected("2025-03-14"))
    lines = explanation(clocks, POLICY.rules, POLICY.calendar, at("2025-03-17"))
    assert any("办结退回,继续计时" in line for line in lines)
    assert BOOK.rejection.rejected == "conclusion.rejected"
