"""D4: hours run at once, through nights and holidays, and never move (民法典 art 201 para 2)."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from domain.policy.calendar import china
from domain.policy.daycount import due
from domain.policy.terms import Term, Unit
from tests.domain.policy.counting import counted, moment


def test_hours_begin_at_the_minute() -> None:
    assert counted("2025-09-22 15:30", "2 h").at == moment("2025-09-22 17:30")


def test_hours_run_through_a_holiday_night() -> None:
    assert counted("2025-09-30 20:00", "24 h").at == moment("2025-10-01 20:00")


def test_minutes_are_hours_in_small() -> None:
    assert counted("2025-09-26 07:40", "30 min").at == moment("2025-09-26 08:10")


def test_the_last_minute_is_in_time_and_the_next_is_not() -> None:
    term = counted("2025-09-22 15:30", "2 h")
    assert term.kept_by(moment("2025-09-22 17:30"))
    assert not term.kept_by(moment("2025-09-22 17:31"))


minutes = st.integers(0, 3 * 365 * 24 * 60)


@given(minutes, st.integers(1, 200))
def test_hours_never_move(offset: int, hours: int) -> None:
    start = moment("2024-01-01 00:00") + timedelta(minutes=offset)
    found = due(start, Term(amount=hours, unit=Unit.HOUR), china())
    assert found.at - start == timedelta(hours=hours)
