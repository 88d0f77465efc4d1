"""D9: a pause moves the raw last day by what it lasted; rolling comes once, at the very end.

domain.md §3.1; for appraisals 医疗纠纷预防和处理条例 art 38.
"""

from datetime import date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from domain.policy.calendar import china
from domain.policy.daycount import Pause, due, midnight
from domain.policy.terms import term
from tests.domain.policy.counting import counted, day, moment


def test_calendar_days_move_by_calendar_days() -> None:
    term = counted("2025-03-25", "30 d", pauses=[("2025-04-01", "2025-04-11")])
    assert term.raw_on == day("2025-05-04")
    assert term.on == day("2025-05-06")


def test_working_days_move_by_working_days() -> None:
    term = counted("2025-12-29", "30 wd", pauses=[("2026-01-19", "2026-03-09")])
    assert term.on == day("2026-03-31")


def test_hours_move_by_the_time_itself() -> None:
    term = counted("2025-09-22 15:30", "2 h", pauses=[("2025-09-22 16:00", "2025-09-22 16:45")])
    assert term.at == moment("2025-09-22 18:15")


def test_a_month_moves_by_the_days_of_the_pause() -> None:
    term = counted("2025-03-25", "1 mo", pauses=[("2025-04-01", "2025-04-15")])
    assert term.raw_on == day("2025-05-09")


def test_the_raw_day_is_rolled_once_not_before_the_pause() -> None:
    """The raw end 2025-05-03 would roll to 05-06; three days are added to 05-03, not to 05-06."""
    term = counted("2025-04-03", "1 mo", pauses=[("2025-04-10", "2025-04-13")])
    assert (term.raw_on, term.on) == (day("2025-05-06"), day("2025-05-06"))


def test_a_pause_within_one_day_costs_no_day() -> None:
    term = counted("2025-03-25", "30 d", pauses=[("2025-04-01 09:00", "2025-04-01 17:00")])
    assert term.raw_on == day("2025-04-24")


def test_an_empty_or_backward_pause_is_none() -> None:
    plain = counted("2025-03-25", "30 d")
    assert counted("2025-03-25", "30 d", pauses=[("2025-04-02", "2025-04-01")]) == plain


lengths = st.sampled_from(["2 h", "3 wd", "10 wd", "15 d", "30 d", "1 mo", "30 wd", "1 y"])
moments = st.integers(0, 24 * 400).map(lambda h: midnight(date(2025, 1, 1)) + timedelta(hours=h))
pauses = st.lists(
    st.tuples(moments, st.integers(0, 24 * 40)).map(
        lambda one: Pause(from_at=one[0], to_at=one[0] + timedelta(hours=one[1]))
    ),
    max_size=4,
)


@given(moments, lengths, pauses, pauses)
def test_pausing_never_shortens_a_term(
    start: datetime, length: str, some: list[Pause], more: list[Pause]
) -> None:
    fewer = due(start, term(length), china(), pauses=some)
    both = due(start, term(length), china(), pauses=[*some, *more])
    assert both.at >= fewer.at
    assert both.raw_on >= fewer.raw_on
