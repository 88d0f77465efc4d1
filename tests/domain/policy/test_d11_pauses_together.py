"""D11: while one reason lasts the term does not run; what overlaps is counted once."""

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from domain.policy.calendar import china
from domain.policy.daycount import Pause, due, midnight, union
from domain.policy.terms import term
from tests.domain.policy.counting import counted, day


def test_overlapping_pauses_count_once() -> None:
    both = [("2026-01-19", "2026-03-02"), ("2026-02-25", "2026-03-09")]
    assert counted("2025-12-29", "30 wd", pauses=both).on == day("2026-03-31")


def test_pauses_apart_are_added() -> None:
    term = counted(
        "2025-03-03", "30 d", pauses=[("2025-03-05", "2025-03-07"), ("2025-03-10", "2025-03-13")]
    )
    assert term.raw_on == day("2025-04-07")


def test_pauses_that_touch_are_one() -> None:
    touching = [("2025-03-05", "2025-03-07"), ("2025-03-07", "2025-03-10")]
    assert counted("2025-03-03", "30 d", pauses=touching).raw_on == day("2025-04-07")


def test_a_pause_within_another_changes_nothing() -> None:
    outer = ("2025-03-05", "2025-03-15")
    inner = ("2025-03-07", "2025-03-10")
    assert counted("2025-03-03", "30 d", pauses=[outer, inner]) == counted(
        "2025-03-03", "30 d", pauses=[outer]
    )


START = midnight(date(2025, 3, 3))
gaps = st.lists(
    st.tuples(st.integers(0, 60), st.integers(0, 20)).map(
        lambda one: Pause(
            from_at=START + timedelta(days=one[0]), to_at=START + timedelta(days=sum(one))
        )
    ),
    max_size=6,
)


@given(gaps)
def test_a_day_is_never_counted_twice(pauses: list[Pause]) -> None:
    paused = {
        pause.from_at + timedelta(days=n)
        for pause in pauses
        for n in range((pause.to_at - pause.from_at).days)
    }
    found = due(START, term("30 d"), china(), pauses=pauses)
    assert found.raw_on == date(2025, 4, 2) + timedelta(days=len(paused))


@given(gaps)
def test_stretches_of_a_union_never_touch(pauses: list[Pause]) -> None:
    covered = union(pauses)
    assert all(one.to_at < two.from_at for one, two in pairwise(covered))
