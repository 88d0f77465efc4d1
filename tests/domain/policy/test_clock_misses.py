"""Misses, how late they are, and the warning before them (domain.md §3.2, §5.4)."""

import pytest

from domain.policy.clock import Colour, Lateness, State, lateness
from domain.policy.clocks import Clocks
from domain.policy.overdue import amber_at, colour
from domain.policy.terms import Unit
from domain.policy.timers import Kind
from tests.domain.policy.history import (
    BOOK,
    MED,
    POLICY,
    accepted,
    after,
    at,
    clock,
    it,
    missed,
    opened,
    registered,
    state,
    suspended,
    terminated,
)


def test_a_miss_is_to_be_recorded_once() -> None:
    history = [opened("2025-03-03")]
    unrecorded = after(*history).unrecorded(at("2025-04-10"))
    assert ("T20", MED) in [(one.timer, one.scope) for one in unrecorded]
    clocks = after(*history, missed("2025-04-10", "T20", MED, 1))
    assert "T20" not in [one.timer for one in clocks.unrecorded(at("2025-04-10"))]


def test_what_ended_late_while_nobody_watched_is_still_to_be_recorded() -> None:
    clocks = after(
        opened("2025-03-03"),
        terminated("2025-04-10"),
    )
    assert "T20" in [one.timer for one in clocks.unrecorded(at("2025-05-01"))]


def test_a_recorded_miss_is_not_undone_by_an_entry_dated_back() -> None:
    """domain.md §2.5 K: a breach is a fact and never removed."""
    clocks = after(
        opened("2025-03-03"),
        missed("2025-04-04", "T20", MED, 1),
        it(
            "mediation.terminated", "2025-04-01", recorded="2025-04-05", mediation=MED, reason="M03"
        ),
    )
    assert state(clocks, "T20", "2025-04-06", MED) is State.MISSED


def test_a_lapsed_right_is_nobodys_breach() -> None:
    clocks = after(
        it("agreement.effective", "2025-03-03", agreement="a", effective_at=at("2025-03-03"))
    )
    assert clock(clocks, "T33", "a").kind is Kind.WINDOW
    assert state(clocks, "T33", "2025-06-01", "a") is State.MISSED
    assert clocks.unrecorded(at("2025-06-01")) == []


def test_overdue_clocks_come_oldest_first() -> None:
    clocks = after(registered("2025-03-03"), accepted("2025-03-04", difficulty="SIMPLE"))
    assert clocks.overdue(at("2025-03-04 23:00")) == []
    assert [one.timer for one in clocks.overdue(at("2025-03-31"))] == [
        "T03",
        "T09",
        "T07",
        "T10",
        "T30",
    ]


@pytest.mark.parametrize(
    ("timer", "moment", "amount", "unit"),
    [
        ("T02", "2025-03-10", 2, Unit.WORKING_DAY),  # due on Thursday the 6th
        ("T03", "2025-03-10", 4, Unit.WORKING_DAY),
    ],
)
def test_lateness_is_told_in_the_terms_own_unit(
    timer: str, moment: str, amount: int, unit: Unit
) -> None:
    found = lateness(clock(after(registered("2025-03-03")), timer), at(moment), POLICY.calendar)
    assert found == Lateness(amount=amount, unit=unit)


def test_calendar_terms_are_late_by_calendar_days() -> None:
    late = lateness(clock(after(opened()), "T20", MED), at("2025-04-10"), POLICY.calendar)
    assert late == Lateness(amount=7, unit=Unit.DAY)


def test_nothing_is_late_before_its_time() -> None:
    running = clock(after(opened()), "T20", MED)
    assert lateness(running, at("2025-04-03 23:59"), POLICY.calendar) is None


def colours(clocks: Clocks, timer: str, scope: str, *moments: str) -> list[Colour]:
    one = clock(clocks, timer, scope)
    amber_from = amber_at(one, BOOK.amber, POLICY.calendar)
    return [colour(one, at(moment), amber_from, None) for moment in moments]


def test_a_month_turns_amber_when_a_fifth_is_left() -> None:
    assert colours(
        after(opened()), "T20", MED, "2025-03-27", "2025-03-28", "2025-04-03", "2025-04-04"
    ) == [Colour.GREEN, Colour.AMBER, Colour.AMBER, Colour.RED]


def test_working_days_turn_amber_when_two_are_left() -> None:
    case = after(accepted("2025-03-03", difficulty="SIMPLE"))
    assert colours(case, "T30", "", "2025-03-03", "2025-03-04", "2025-03-07") == [
        Colour.GREEN,
        Colour.AMBER,
        Colour.RED,
    ]


def test_hours_turn_amber_when_a_quarter_is_left() -> None:
    red = after(it("risk.changed", "2025-03-03 08:00", from_level="BLUE", to_level="RED"))
    assert colours(red, "T15", "", "2025-03-04 01:59", "2025-03-04 02:00", "2025-03-04 08:01") == [
        Colour.GREEN,
        Colour.AMBER,
        Colour.RED,
    ]


def test_a_paused_clock_is_green_however_long_it_stands() -> None:
    clocks = after(opened("2025-03-03"), suspended("2025-04-02", "P01"))
    assert colours(clocks, "T20", MED, "2025-12-31") == [Colour.GREEN]
