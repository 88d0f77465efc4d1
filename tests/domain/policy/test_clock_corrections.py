"""A voided event never was, a corrected one said from the start what is right (§2.5 Q)."""

from domain.policy.clock import State
from tests.domain.policy.history import (
    MED,
    after,
    at,
    clock,
    it,
    missed,
    opened,
    raw_on,
    registered,
    state,
    terminated,
)


def test_a_voided_event_never_was() -> None:
    clocks = after(
        opened("2025-03-03"),
        terminated("2025-03-10"),
        it("event.voided", "2025-03-11", version=2),
    )
    assert state(clocks, "T20", "2025-03-12", MED) is State.RUNNING
    assert clocks.of("T35", MED) is None


def test_a_voided_start_leaves_no_clock() -> None:
    clocks = after(opened("2025-03-03"), it("event.voided", "2025-03-04", version=1))
    assert clocks.of("T20", MED) is None


def test_a_corrected_moment_moves_the_clock() -> None:
    corrected = it(
        "event.corrected",
        "2025-03-05",
        version=1,
        field=None,
        value=None,
        happened_at=at("2025-03-01"),
    )
    assert raw_on(after(opened("2025-03-03"), corrected), "T20", MED) == "2025-04-01"


def test_a_corrected_value_counts_from_the_start() -> None:
    corrected = it(
        "event.corrected",
        "2025-03-05",
        version=1,
        field="received_at",
        value="2025-03-01T09:00:00+08:00",
    )
    petition = registered("2025-03-03", matter_class="PETITION_DEMAND")
    assert raw_on(after(petition, corrected), "T21") == "2025-03-16"


def test_a_recorded_miss_survives_a_correction_elsewhere() -> None:
    clocks = after(
        opened("2025-03-03"),
        missed("2025-04-04", "T20", MED, 1),
        it("order.issued", "2025-04-05", order="wo_1"),
        it("event.voided", "2025-04-06", version=3),
    )
    assert clock(clocks, "T20", MED).recorded == 2
    assert clocks.of("T16", "wo_1") is None


def test_a_corrected_number_of_days_counts_as_a_number() -> None:
    """A correction gives every value as text."""
    blown = it("whistle.blown", "2025-03-03", whistle="wh_1", kind="KEY", target_units=("unit_1",))
    longer = it("whistle.extended", "2025-03-04", whistle="wh_1", unit="unit_1", days=3)
    right = it("event.corrected", "2025-03-05", version=2, field="days", value="5")
    scope = "wh_1/unit_1"
    assert raw_on(after(blown), "T42", scope) == "2025-03-17"
    assert raw_on(after(blown, longer), "T42", scope) == "2025-03-20"
    assert raw_on(after(blown, longer, right), "T42", scope) == "2025-03-24"
