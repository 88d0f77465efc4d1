"""What stops a clock for a while and what prolongs it (domain.md §3.1 D9 to D11, §7.9)."""

import pytest

from domain.policy.clock import State, StepKind
from tests.domain.policy.history import (
    MED,
    accepted,
    after,
    at,
    clock,
    due_on,
    extended,
    it,
    opened,
    raw_on,
    registered,
    resumed,
    state,
    suspended,
    terminated,
    then,
)


def test_supplementing_pauses_the_decision_until_everything_is_there() -> None:
    asked = [
        registered("2025-03-03"),
        it("intake.supplement_requested", "2025-03-04", cause="FACTS", served_at=None),
        it("intake.material_received", "2025-03-06", complete=False, received_at=at("2025-03-06")),
    ]
    assert state(after(*asked), "T02", "2025-03-20") is State.PAUSED
    complete = it(
        "intake.material_received", "2025-03-10", complete=True, received_at=at("2025-03-10")
    )
    assert due_on(after(*asked, complete), "T02") == "2025-03-12"
    assert due_on(after(*asked), "T04") == "2025-03-14"


def test_the_supplement_is_counted_from_its_service() -> None:
    asked = it(
        "intake.supplement_requested", "2025-03-04", cause="FACTS", served_at=at("2025-03-07")
    )
    assert due_on(after(registered("2025-03-03"), asked), "T04") == "2025-03-17"


def test_what_is_over_cannot_be_paused() -> None:
    """domain.md §2.7 invariant 11."""
    clocks = after(opened("2025-03-03"), suspended("2025-04-10", "P01"))
    assert state(clocks, "T20", "2025-04-20", MED) is State.MISSED
    assert clock(clocks, "T20", MED).steps[-1].kind is StepKind.PAUSED_TOO_LATE


def test_what_has_ended_cannot_be_paused() -> None:
    clocks = after(
        opened("2025-03-03"),
        terminated("2025-03-10"),
        suspended("2025-03-11", "P01"),
    )
    assert state(clocks, "T20", "2025-12-31", MED) is State.MET


def test_a_pause_on_request_lasts_fifteen_days_at_most() -> None:
    """domain.md §7.9 P09."""
    clocks = after(opened("2025-03-03"), suspended("2025-03-10", "P09"))
    assert state(clocks, "T20", "2025-03-24", MED) is State.PAUSED
    assert state(clocks, "T20", "2025-03-25", MED) is State.RUNNING
    assert raw_on(clocks, "T20", MED) == "2025-04-18"
    earlier = after(opened("2025-03-03"), suspended("2025-03-10", "P09"), resumed("2025-03-12"))
    assert raw_on(earlier, "T20", MED) == "2025-04-05"


def test_a_suspension_for_a_petitions_hearing_is_none_of_a_mediations() -> None:
    clocks = after(opened("2025-03-03"), suspended("2025-03-10", "P08"))
    assert state(clocks, "T20", "2025-03-20", MED) is State.RUNNING


def test_resuming_for_one_reason_leaves_the_others() -> None:
    clocks = after(
        opened("2025-03-03"),
        suspended("2025-03-10", "P01"),
        suspended("2025-03-12", "P02"),
        resumed("2025-03-14", reason="P01"),
    )
    assert state(clocks, "T20", "2025-03-20", MED) is State.PAUSED
    clocks = then(clocks, resumed("2025-03-20"), 5)
    assert raw_on(clocks, "T20", MED) == "2025-04-13"


def test_resuming_twice_does_not_lengthen_the_pause() -> None:
    clocks = after(
        opened("2025-03-03"),
        suspended("2025-03-10", "P01"),
        resumed("2025-03-12"),
        resumed("2025-03-20"),
    )
    assert raw_on(clocks, "T20", MED) == "2025-04-05"


def test_an_agreement_during_a_pause_ends_the_clock_in_time() -> None:
    clocks = after(
        opened("2025-03-03"),
        suspended("2025-03-10", "P01"),
        it("agreement.effective", "2025-05-20", mediation=MED, effective_at=at("2025-05-20")),
    )
    assert state(clocks, "T20", "2025-12-31", MED) is State.MET


def test_a_heartbeat_that_starts_during_a_suspension_stands_still() -> None:
    clocks = after(
        opened("2025-03-03"),
        suspended("2025-03-05", "P01"),
        it("order.progress_reported", "2025-03-06"),
    )
    assert state(clocks, "T31", "2025-04-30") is State.PAUSED
    assert state(then(clocks, resumed("2025-05-06"), 4), "T31", "2025-05-12") is State.RUNNING


def test_one_mediations_resumption_does_not_wake_another() -> None:
    clocks = after(
        accepted("2025-03-03", difficulty="COMPLEX"),
        suspended("2025-03-10", "P01"),
        it("mediation.suspended", "2025-03-11", mediation="med_2", reason="P01"),
        resumed("2025-03-20"),
    )
    assert state(clocks, "T30", "2025-03-21") is State.PAUSED


def test_the_end_of_a_suspended_mediation_wakes_the_matter() -> None:
    clocks = after(
        accepted("2025-03-03", difficulty="COMPLEX"),
        opened("2025-03-04"),
        suspended("2025-03-10", "P01"),
        terminated("2025-03-20"),
    )
    assert state(clocks, "T30", "2025-03-21") is State.RUNNING
    assert raw_on(clocks, "T30") == "2025-04-12"


def test_a_petition_is_prolonged_by_days() -> None:
    """信访工作条例 art 34: 60 days, once 30 more, on the raw day."""
    petition = accepted("2025-03-03", matter_class="PETITION_DEMAND")
    assert due_on(after(petition), "T27") == "2025-05-06"  # raw 05-02, a holiday
    longer = it("petition.handling_extended", "2025-04-28", days=30)
    assert due_on(after(petition, longer), "T27") == "2025-06-03"  # raw 06-01, a holiday


def test_an_extension_after_the_end_is_kept_and_changes_nothing() -> None:
    """domain.md §2.7 invariant 12: a breach plus a late extension."""
    clocks = after(opened("2025-03-03"), extended("2025-04-05", 15))
    assert due_on(clocks, "T20", MED) == "2025-04-03"
    assert state(clocks, "T20", "2025-04-05", MED) is State.MISSED
    assert clock(clocks, "T20", MED).steps[-1].kind is StepKind.EXTENDED_TOO_LATE


def test_the_last_day_is_early_enough_for_an_extension() -> None:
    clocks = after(opened("2025-03-03"), extended("2025-04-03 23:00", 15))
    assert due_on(clocks, "T20", MED) == "2025-04-18"


def test_hearing_days_do_not_count_in_a_recheck() -> None:
    """信访工作条例 art 36."""
    clocks = after(
        it("petition.recheck_requested", "2025-03-03", received_at=at("2025-03-03")),
        it("hearing.held", "2025-03-10", days=5),
    )
    assert raw_on(clocks, "T28b") == "2025-04-07"


@pytest.mark.parametrize("days", [0, -3, None, True, "15"])
def test_an_extension_by_nothing_changes_nothing(days: object) -> None:
    odd = it("mediation.extended", "2025-03-10", mediation=MED, days=days)
    assert due_on(after(opened("2025-03-03"), odd), "T20", MED) == "2025-04-03"
