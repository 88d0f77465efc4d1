"""What is always true of the clocks of a case (domain.md §2.7 invariants 11 to 14, §3.1)."""

from datetime import datetime
from itertools import pairwise

from domain.case.state import OPEN
from domain.codes.risks import RiskLevel
from domain.policy.clock import Clock, State, StepKind
from domain.policy.daycount import due
from tests.domain.play import History
from tests.domain.policy.history import POLICY


def one_open_clock_of_a_kind(history: History) -> None:
    """Invariant 11: at most one open clock of a timer and scope."""
    for clocks in history.clocks.values():
        running = [one.key[:2] for one in clocks.clocks if one.is_open]
        assert len(running) == len(set(running))


def over_is_never_paused(history: History) -> None:
    """Invariant 11: what is met or missed does not stand still."""
    for clocks in history.clocks.values():
        for one in clocks.clocks:
            if one.state(history.at) in (State.MET, State.MISSED):
                assert one.end is not None or not one.is_paused(history.at)


def pausing_never_shortens(history: History) -> None:
    """§3.1 D9: whatever stood still, the term ends no sooner than without."""
    for clocks in history.clocks.values():
        for one in clocks.clocks:
            if one.gaps:
                assert one.due.at >= _without_pauses(one)


def _without_pauses(clock: Clock) -> datetime:
    plain = due(clock.counted_from, clock.term, POLICY.calendar, extensions=clock.extensions)
    return plain.at


def a_miss_stays_a_miss(history: History) -> None:
    """Invariant 12: what is prolonged is prolonged in time; a late extension heals nothing."""
    for clocks in history.clocks.values():
        for one in clocks.clocks:
            for earlier, later in pairwise(one.steps):
                if later.kind is StepKind.EXTENDED:
                    stood_still = any(gap.covers(later.at) for gap in one.gaps)
                    assert stood_still or earlier.due.kept_by(later.at)


def red_is_answered(history: History) -> None:
    """Invariant 13: RED has a leader and a plan, or an open clock asks for them."""
    for stream, state in history.states.items():
        if state.stage not in OPEN or state.risk.level is not RiskLevel.RED:
            continue
        asked = {one.timer for one in history.clocks[stream].clocks if one.is_open}
        assert state.risk.leader is not None or "T15" in asked
        assert state.risk.planned or "T11" in asked


def an_open_case_has_a_clock(history: History) -> None:
    """Invariant 14: something is due of every open case, or stands still for a stated reason."""
    for stream, state in history.states.items():
        if state.stage not in OPEN:
            continue
        waiting = [one for one in history.clocks[stream].clocks if one.is_open]
        assert waiting, (state.stage, [entry.event for entry in state.record])
        for one in waiting:
            if one.is_paused(history.at):
                assert any(gap.covers(history.at) and gap.reason for gap in one.gaps)


INVARIANTS_OF_CLOCKS = (
    one_open_clock_of_a_kind,
    over_is_never_paused,
    pausing_never_shortens,
    a_miss_stays_a_miss,
    red_is_answered,
    an_open_case_has_a_clock,
)
