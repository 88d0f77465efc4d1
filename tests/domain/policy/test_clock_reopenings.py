"""A matter that is taken up again is as dangerous as before: what RED asks for is asked again."""

from domain.policy.clock import State
from domain.policy.clocks import Clocks
from tests.domain.policy.history import It, accepted, after, it, state


def reopened(level: str, *done: It) -> Clocks:
    """It came to a level, something was done, it was withdrawn and reopened."""
    return after(
        accepted("2025-03-03 09:00"),
        it("risk.assessed", "2025-03-03 09:30", level=level),
        *done,
        it("case.withdrawn", "2025-03-03 11:00", call_back_required=False),
        it("case.reopened", "2025-03-10 09:00", reason="R01"),
    )


PLANNED = it("risk.plan_filed", "2025-03-03 10:00", to_on=None)
LED = it("risk.leader_bundled", "2025-03-03 10:00", leader="p")
AFTER = "2025-03-10 09:30"


def test_what_was_not_done_is_asked_again() -> None:
    clocks = reopened("RED")
    assert [state(clocks, timer, AFTER) for timer in ("T11", "T12", "T15")] == [State.RUNNING] * 3


def test_what_was_done_is_not_asked_again() -> None:
    clocks = reopened("RED", PLANNED, LED)
    assert state(clocks, "T11", AFTER) is State.MET
    assert state(clocks, "T15", AFTER) is State.MET


def test_a_blue_matter_is_only_assessed_again() -> None:
    clocks = reopened("BLUE")
    assert state(clocks, "T12", AFTER) is State.RUNNING
    assert clocks.of("T11") is None


def test_a_plan_for_another_level_is_no_plan() -> None:
    raised = it("risk.changed", "2025-03-03 10:30", to_level="RED")
    assert state(reopened("YELLOW", PLANNED, raised), "T11", AFTER) is State.RUNNING
