"""What work weighs, and how full, how late and how even it is. domain.md §5.3."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.codes.matters import Difficulty
from domain.measures.workload import (
    POINT,
    Share,
    Tally,
    WorkRole,
    backlog_days,
    fairness,
    load,
    points,
    shown,
    utilisation,
)
from domain.policy.packaged import packaged_policy

BOOK = packaged_policy().rules.books[-1]

WEIGHTS = {
    (Difficulty.SIMPLE, WorkRole.LEAD, True): "1.00",
    (Difficulty.ORDINARY, WorkRole.LEAD, True): "2.00",
    (Difficulty.COMPLEX, WorkRole.LEAD, True): "4.00",
    (Difficulty.MAJOR, WorkRole.LEAD, True): "8.00",
    (Difficulty.MAJOR, WorkRole.LEAD, False): "4.00",
    (Difficulty.ORDINARY, WorkRole.CO_MEDIATOR, True): "1.00",
    (Difficulty.COMPLEX, WorkRole.ASSISTANT, False): "1.00",
    (Difficulty.SIMPLE, WorkRole.CO_UNIT, True): "0.30",
    (Difficulty.SIMPLE, WorkRole.CO_UNIT, False): "0.15",
    (Difficulty.SIMPLE, WorkRole.RECORDER, False): "0.10",
    (None, WorkRole.LEAD, True): "2.00",
}


@pytest.mark.parametrize(("share", "weighs"), WEIGHTS.items(), ids=str)
def test_a_case_weighs_by_difficulty_role_and_whether_it_is_done(
    share: tuple[Difficulty | None, WorkRole, bool], weighs: str
) -> None:
    difficulty, role, concluded = share
    one = Share(difficulty=difficulty, role=role, concluded=concluded, cases=1)
    assert shown(points(load([one], BOOK))) == weighs


def test_the_load_of_a_month_by_hand() -> None:
    """Three simple done (3), two ordinary done (4), one complex carried over (2), one as co."""
    shares = (
        Share(difficulty=Difficulty.SIMPLE, role=WorkRole.LEAD, concluded=True, cases=3),
        Share(difficulty=Difficulty.ORDINARY, role=WorkRole.LEAD, concluded=True, cases=2),
        Share(difficulty=Difficulty.COMPLEX, role=WorkRole.LEAD, concluded=False, cases=1),
        Share(difficulty=Difficulty.MAJOR, role=WorkRole.CO_MEDIATOR, concluded=True, cases=1),
    )
    loaded = load(shares, BOOK)
    assert loaded == 13 * POINT
    assert shown(utilisation(loaded, 21 * POINT)) == "61.90"


def test_of_no_capacity_there_is_no_utilisation() -> None:
    assert shown(utilisation(3 * POINT, 0)) == "—"
    assert shown(utilisation(0, POINT)) == "0.00"


def test_backlog_days_are_what_is_open_at_the_late_pace() -> None:
    """15 open, 40 done in 20 working days: two a day, so seven and a half days."""
    assert shown(backlog_days(Tally(open=15, done_lately=40), 20)) == "7.50"
    assert shown(backlog_days(Tally(open=0, done_lately=40), 20)) == "0.00"
    assert shown(backlog_days(Tally(open=15), 20)) == "—"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Fraction(1, 200), "0.01"),
        (Fraction(49, 10_000), "0.00"),
        (Fraction(2, 3), "0.67"),
        (Fraction(99_995, 1000), "100.00"),
        (None, "—"),
    ],
)
def test_rates_are_rounded_half_up_to_two_decimals(value: Fraction | None, text: str) -> None:
    assert shown(value) == text


def test_fairness_by_hand() -> None:
    """Loads 1, 2, 3, 6: differences 1+2+5+1+4+3 = 16; 16 ÷ (4 × 12) = 1/3; 6 ÷ 2.5 = 2.4."""
    found = fairness([3, 1, 6, 2])
    assert (found.peers, found.gini, found.max_to_median) == (4, Fraction(1, 3), Fraction(12, 5))


def test_one_who_carries_everything() -> None:
    found = fairness([0, 0, 0, 8])
    assert found.gini == Fraction(3, 4)
    assert found.max_to_median is None


@pytest.mark.parametrize("loads", [[], [0], [0, 0, 0]])
def test_of_no_load_nothing_can_be_said(loads: list[int]) -> None:
    found = fairness(loads)
    assert (found.gini, found.max_to_median) == (None, None)


loads = st.lists(st.integers(0, 10**9), min_size=1, max_size=30).filter(any)


@given(loads)
def test_gini_is_never_negative_and_always_below_one(found: list[int]) -> None:
    gini = fairness(found).gini
    assert gini is not None
    assert 0 <= gini <= Fraction(len(found) - 1, len(found)) < 1


@given(st.integers(1, 10**9), st.integers(1, 30))
def test_gini_is_always_zero_when_all_carry_the_same(each: int, count: int) -> None:
    found = fairness([each] * count)
    assert (found.gini, found.max_to_median) == (0, 1)


@given(loads, st.integers(1, 1000))
def test_fairness_is_always_the_same_in_another_unit(found: list[int], times: int) -> None:
    assert fairness([one * times for one in found]) == fairness(found)


@given(loads)
def test_gini_is_always_the_mean_difference_by_twice_the_mean(found: list[int]) -> None:
    differences = sum(abs(one - other) for one in found for other in found)
    assert fairness(found).gini == Fraction(differences, 2 * len(found) * sum(found))


@given(loads)
def test_the_order_of_peers_never_matters(found: list[int]) -> None:
    assert fairness(found[::-1]) == fairness(found)
