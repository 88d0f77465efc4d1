"""Surges (domain.md §5.7), with means and deviations worked out by hand."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal, localcontext
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st

from domain.measures.warning import (
    AlertColour,
    Among,
    Baseline,
    Series,
    baseline,
    cold_colour,
    colour,
    deviation,
    hundredths,
    numbers_of,
    rate,
    surge,
    windows,
)
from domain.policy.packaged import packaged_policy

POLICY = packaged_policy()
NUMBERS = numbers_of(POLICY.rules.at(datetime(2026, 1, 1, tzinfo=UTC)))
WORKING = POLICY.calendar.is_working
FIVE_AND_TWO = (2, 4, 4, 4, 5, 5, 7, 9)
"""Eight windows whose mean is 5 and whose standard deviation is 2: (9+1+1+1+0+0+4+16)/8 = 4."""
LONG_AGO = date(2020, 1, 1)


def known(*counts: int) -> Baseline:
    return baseline([(count, 5) for count in counts], 5)


def test_the_mean_and_the_deviation_are_those_worked_out_by_hand() -> None:
    assert known(*FIVE_AND_TWO) == Baseline(mean=Fraction(5), variance=Fraction(4))
    assert (hundredths(Fraction(5)), deviation(known(*FIVE_AND_TWO))) == ("5.00", "2.00")


@pytest.mark.parametrize(
    ("count", "expected"),
    [
        (8, None),  # Below μ + 2σ = 9.
        (9, AlertColour.YELLOW),  # Exactly μ + 2σ, and 9 ≥ 1.5 · 5.
        (10, AlertColour.YELLOW),  # At least 10 and 2 μ, but below μ + 3σ = 11.
        (11, AlertColour.RED),  # Exactly μ + 3σ, and 11 ≥ 2 · 5.
    ],
)
def test_an_alert_begins_exactly_at_its_threshold(count: int, expected: AlertColour | None) -> None:
    assert colour(count, 0, known(*FIVE_AND_TWO), NUMBERS) is expected


def test_few_cases_are_no_surge_however_rare_they_were() -> None:
    assert colour(4, 0, known(*[0] * 8), NUMBERS) is None
    assert colour(5, 0, known(*[0] * 8), NUMBERS) is AlertColour.YELLOW


def test_the_deviation_is_never_less_than_one() -> None:
    assert known(*[9] * 8).variance == 1
    assert colour(13, 0, known(*[9] * 8), NUMBERS) is None  # 13 < 1.5 · 9 although 13 ≥ 9 + 2.


def test_thirty_people_make_it_red() -> None:
    assert colour(1, 29, known(*FIVE_AND_TWO), NUMBERS) is None
    assert colour(1, 30, known(*FIVE_AND_TWO), NUMBERS) is AlertColour.RED


def test_a_holiday_week_is_counted_by_its_working_days() -> None:
    """Three cases in a week of three working days are as many as five in a week of five."""
    assert baseline([(3, 3)] * 8, 5).mean == 5
    assert baseline([(2, 0)] * 8, 5).mean == 10  # A week of rest counts as one day.
    assert baseline([(5, 5)] * 8, 0).mean == 1


def test_windows_follow_each_other_without_gap() -> None:
    found = windows(date(2026, 3, 31), 7, 8)
    assert len(found) == 9
    assert found[0].last == date(2026, 3, 31)
    for later, earlier in pairwise(found):
        assert later.first - earlier.last == timedelta(days=1)


def weekly(*counts: int, on: date = date(2026, 6, 14)) -> Series:
    """So many cases in the middle of each week, the latest week first."""
    cases = {on - timedelta(days=7 * nth + 3): count for nth, count in enumerate(counts)}
    return Series(cases=cases, people=dict.fromkeys(cases, 0))


def test_a_series_is_held_against_the_eight_weeks_before() -> None:
    found = surge(weekly(20, *[3] * 8), date(2026, 6, 14), LONG_AGO, lambda day: True, NUMBERS)
    assert found is not None
    assert (found.count, found.past, found.colour) == (20, (3,) * 8, AlertColour.RED)
    assert (found.window.first, found.window.last) == (date(2026, 6, 8), date(2026, 6, 14))


def test_a_rare_type_is_held_against_longer_windows() -> None:
    rare = weekly(2, 2, 1, 0, 0, 0, 0, 1)
    found = surge(rare, date(2026, 6, 14), LONG_AGO, WORKING, NUMBERS)
    assert found is not None
    assert (found.window.last - found.window.first).days == 29
    assert found.count == 5
    assert found.colour is AlertColour.YELLOW


def test_without_long_windows_a_rare_type_is_held_against_short_ones() -> None:
    begins = date(2026, 6, 14) - timedelta(days=7 * 9 - 1)
    found = surge(weekly(6, 1), date(2026, 6, 14), begins, WORKING, NUMBERS)
    assert found is not None
    assert (found.window.last - found.window.first).days == 6


def test_with_fewer_than_eight_windows_nothing_is_known() -> None:
    begins = date(2026, 6, 14) - timedelta(days=7 * 9 - 2)
    assert surge(weekly(50), date(2026, 6, 14), begins, WORKING, NUMBERS) is None


@pytest.mark.parametrize(
    ("cases", "expected"),
    [(4, None), (5, AlertColour.YELLOW), (9, AlertColour.YELLOW), (10, AlertColour.RED)],
)
def test_a_cold_start_is_held_against_its_peers(cases: int, expected: AlertColour | None) -> None:
    """The peers have 3 per 10,000 people: 1.5 times that is 4.5, twice is 6."""
    own, peers = Among(cases=cases, population=10_000), Among(cases=9, population=30_000)
    assert cold_colour(own, 0, peers, NUMBERS) is expected


def test_a_large_unit_needs_more_cases_than_a_small_one() -> None:
    peers = Among(cases=9, population=30_000)
    assert cold_colour(Among(cases=10, population=100_000), 0, peers, NUMBERS) is None
    assert cold_colour(Among(cases=1, population=100_000), 30, peers, NUMBERS) is AlertColour.RED


def test_rates_are_shown_half_up_and_never_of_nobody() -> None:
    assert rate(Among(cases=1, population=80_000)) == "0.13"
    assert rate(Among(cases=1, population=0)) == "—"


counts = st.lists(st.integers(0, 60), min_size=8, max_size=8)


@for_all(counts, st.integers(0, 120))
def test_no_rounding_ever_decides(past: list[int], count: int) -> None:
    """The decision is that of a reckoning with sixty digits."""
    base = known(*past)
    with localcontext() as context:
        context.prec = 60
        mean = Decimal(sum(past)) / 8
        sigma = Decimal(base.variance.numerator) / Decimal(base.variance.denominator)
        above = (Decimal(count) - mean) - 3 * sigma.sqrt()
        decided = count >= 10 and above >= Decimal("-1e-40") and count >= 2 * mean
    assert (colour(count, 0, base, NUMBERS) is AlertColour.RED) is decided


@for_all(counts, st.integers(0, 120), st.integers(0, 40))
def test_one_case_more_never_calms_an_alert(past: list[int], count: int, people: int) -> None:
    ranks = {None: 0, AlertColour.YELLOW: 1, AlertColour.RED: 2}
    base = known(*past)
    before = ranks[colour(count, people, base, NUMBERS)]
    assert ranks[colour(count + 1, people, base, NUMBERS)] >= before
