"""Little is left of a term from one moment on, and never less before it (domain.md §3.2)."""

from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from domain.kernel import day_of
from domain.policy.clock import Clock, term_length
from domain.policy.overdue import amber_at
from domain.policy.terms import Unit
from domain.policy.timers import Amber
from tests.domain.policy.history import (
    POLICY,
    It,
    after,
    clock,
    extended,
    opened,
    resumed,
    suspended,
)
from tests.domain.policy.test_clock_properties import BEGINNING, histories

CALENDAR = POLICY.calendar
measures = st.builds(
    Amber,
    share=st.integers(0, 100),
    working_days=st.integers(0, 6),
    share_by_the_clock=st.integers(0, 100),
)


def little_left(clock: Clock, moment: datetime, amber: Amber) -> bool:
    """The rule as it is written down."""
    length = term_length(clock, CALENDAR)
    if isinstance(length, timedelta):
        return (clock.due.at - moment) * 100 <= length * amber.share_by_the_clock
    today, last = day_of(moment), clock.due.on
    working_days = CALENDAR.working_days_between(today, last)
    left = working_days if clock.term.unit is Unit.WORKING_DAY else (last - today).days
    return working_days <= amber.working_days or left * 100 <= length * amber.share


@given(histories(), measures, st.integers(-3, 120), st.integers(-2, 2))
def test_the_moment_is_that_of_the_rule(
    history: list[It], amber: Amber, days: int, ticks: int
) -> None:
    for one in after(*history).clocks:
        turns = amber_at(one, amber, CALENDAR)
        for moment in (
            BEGINNING + timedelta(days=days),
            turns + timedelta(microseconds=ticks),
        ):
            assert little_left(one, moment, amber) is (turns <= moment)


def test_a_pause_is_no_part_of_the_term() -> None:
    """A fifth of a month is six days, whether or not it stood still for a month between."""
    amber = Amber(share=20, working_days=0, share_by_the_clock=25)
    plain = clock(after(opened()), "T20", "med_1")
    paused = clock(
        after(opened(), suspended("2025-03-10", "P01"), resumed("2025-05-10", reason="P01")),
        "T20",
        "med_1",
    )
    longer = clock(after(opened(), extended("2025-03-10", 30)), "T20", "med_1")
    for one, days in ((plain, 6), (paused, 6), (longer, 12)):
        assert (one.due.on - day_of(amber_at(one, amber, CALENDAR))).days in (days, days + 1)
