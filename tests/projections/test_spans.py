"""Sums of spans say the same as sums of moments, for any period."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from domain.policy.daycount import midnight
from projections.spans import EVER, Span, stretches, wider

BEGINNING = datetime(2024, 11, 20, tzinfo=UTC)
moments = st.builds(
    lambda hours, ticks: BEGINNING + timedelta(hours=hours, microseconds=ticks),
    st.integers(0, 24 * 500),
    st.integers(-1, 1),
)
days = st.integers(0, 900).map(lambda nth: date(2024, 11, 20) + timedelta(days=nth))


def summed(added: list[datetime], narrowest: Span) -> Counter[tuple[Span, datetime]]:
    found: Counter[tuple[Span, datetime]] = Counter()
    for one in added:
        found.update([(narrowest, one), *((span, at) for span, at in wider((narrowest, one)))])
    return found


@given(st.lists(moments), moments | st.just(EVER), moments)
def test_the_stretches_of_a_period_hold_what_was_added_in_it(
    added: list[datetime], from_at: datetime, before: datetime
) -> None:
    sums = summed(added, Span.MOMENT)
    found = sum(
        number
        for (span, at), number in sums.items()
        for one in stretches(from_at, before)
        if span is one.span and one.from_at <= at < one.before
    )
    assert found == sum(from_at <= one < before for one in added)


@given(st.lists(days), days, days)
def test_days_are_never_asked_for_less_than_whole(
    added: list[date], first: date, last: date
) -> None:
    sums = summed([midnight(day) for day in added], Span.DAY)
    found = sum(
        number
        for (span, at), number in sums.items()
        for one in stretches(midnight(first), midnight(last), Span.DAY)
        if span is one.span and one.from_at <= at < one.before
    )
    assert found == sum(first <= one < last for one in added)


def test_a_calendar_year_is_one_span() -> None:
    (year,) = stretches(midnight(date(2025, 1, 1)), midnight(date(2026, 1, 1)))
    assert year.span is Span.YEAR


@given(moments, moments)
def test_no_period_needs_more_than_seven_stretches(from_at: datetime, before: datetime) -> None:
    assert len(stretches(from_at, before)) <= 7
