"""Rates are computed in integers, half up to two decimals; nothing is divided by nothing. §5."""

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.measures.rates import Goal, Rate, Scale, meets


@pytest.mark.parametrize(
    ("numerator", "denominator", "text"),
    [
        (23_487, 23_724, "99.00%"),
        (5_894, 5_935, "99.31%"),
        (597, 601, "99.33%"),
        (601, 601, "100.00%"),
        (412, 3_176, "12.97%"),
        (1, 80_000, "0.00%"),
        (1, 20_000, "0.01%"),
        (0, 7, "0.00%"),
        (0, 0, "—"),
        (3, 0, "—"),
        (-1, 0, "—"),
        (-1, 3, "-33.33%"),
        (3, 2, "150.00%"),
        (12, None, "12"),
    ],
)
def test_a_rate_is_rounded_half_up_to_two_decimals(
    numerator: int, denominator: int | None, text: str
) -> None:
    assert Rate(numerator=numerator, denominator=denominator).text == text


def test_a_rate_by_population_is_per_ten_thousand() -> None:
    rate = Rate(numerator=5_935, denominator=310_000, scale=Scale.PER_TEN_THOUSAND)
    assert rate.text == "191.45"


@given(st.integers(-10_000, 10**9), st.integers(1, 10**9))
def test_the_hundredths_are_always_those_of_exact_arithmetic(
    numerator: int, denominator: int
) -> None:
    exact = Fraction(numerator * 10_000, denominator)
    near = Decimal(exact.numerator) / Decimal(exact.denominator)
    found = Rate(numerator=numerator, denominator=denominator).hundredths
    assert found is not None
    assert abs(found - exact) <= Fraction(1, 2)
    if abs(near - int(near)) != Decimal("0.5"):
        assert found == int(near.quantize(Decimal(1), ROUND_HALF_UP))


@pytest.mark.parametrize(("agreed", "met"), [(960, True), (959, False), (1000, True)])
def test_a_target_of_96_percent_is_reached_at_exactly_96(agreed: int, met: bool) -> None:
    """domain.md §9 F1 no. 2."""
    assert meets(Rate(numerator=agreed, denominator=1000), Goal.AT_LEAST, Fraction(96)) is met


def test_what_rounds_to_the_target_has_not_reached_it() -> None:
    rate = Rate(numerator=959_999, denominator=1_000_000)
    assert rate.text == "96.00%"
    assert meets(rate, Goal.AT_LEAST, Fraction(96)) is False


@pytest.mark.parametrize(("late", "met"), [(4, True), (5, False)])
def test_a_share_must_lie_below_its_limit(late: int, met: bool) -> None:
    assert meets(Rate(numerator=late, denominator=100), Goal.BELOW, Fraction(5)) is met


def test_an_empty_rate_neither_meets_nor_misses() -> None:
    assert meets(Rate(numerator=0, denominator=0), Goal.AT_LEAST, Fraction(96)) is None
