"""The three numbers of a unit are sums of the same terms, however they are cut (domain.md §5.4)."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from domain.measures.overdue import (
    CaseTally,
    Extended,
    Tallies,
    Tally,
    figures,
    units_by_weight,
)
from domain.policy.clock import Colour
from domain.policy.overdue import Bucket
from tests.domain.county import COUNTY, LAND_OFFICE, TOWN

TODAY = date(2025, 4, 15)
units = st.sampled_from([COUNTY, TOWN, LAND_OFFICE])
tallies = st.lists(
    st.builds(
        Tally,
        unit=units,
        mandatory=st.booleans(),
        bucket=st.sampled_from(Bucket),
        colour=st.sampled_from([Colour.RED, Colour.BLACK]),
        terms=st.integers(1, 50),
        due_on=st.integers(0, 90).map(lambda days: TODAY - timedelta(days=days)),
    ),
    max_size=12,
).map(tuple)
extended = st.lists(st.builds(Extended, unit=units, terms=st.integers(1, 9)), max_size=3).map(tuple)
counted = st.builds(Tallies, now=tallies, concluded=tallies, cases=st.just(()), extended=extended)


@given(counted)
def test_buckets_colours_and_weights_add_up_to_the_whole(found: Tallies) -> None:
    whole = figures(found, None, TODAY)
    for number, every in ((whole.overdue, found.now), (whole.concluded, found.concluded)):
        assert number.all.total == sum(one.terms for one in every)
        for cut in (number.by_bucket, number.by_colour):
            assert sum(one.mandatory for one in cut.values()) == number.all.mandatory
            assert sum(one.internal for one in cut.values()) == number.all.internal


@given(counted)
def test_units_add_up_to_the_whole_and_the_worst_comes_first(found: Tallies) -> None:
    order = units_by_weight(found)
    parts = [figures(found, unit, TODAY) for unit in order]
    whole = figures(found, None, TODAY)
    assert sum(one.overdue.all.total for one in parts) == whole.overdue.all.total
    assert sum(one.concluded.all.total for one in parts) == whole.concluded.all.total
    assert sum(one.late_extensions for one in parts) == whole.late_extensions
    totals = [one.overdue.all.total for one in parts]
    assert totals == sorted(totals, reverse=True)


def test_where_nothing_is_overdue_nothing_is_longest() -> None:
    nothing = Tallies(now=(), concluded=(), cases=(), extended=())
    assert figures(nothing, TOWN, TODAY).longest_days is None
    assert figures(nothing, TOWN, TODAY).cases == CaseTally(unit=TOWN, overdue=0, internally=0)


def test_the_longest_is_counted_from_the_earliest_last_day() -> None:
    late = Tally(
        unit=TOWN,
        mandatory=True,
        bucket=Bucket.MORE,
        colour=Colour.BLACK,
        terms=2,
        due_on=date(2025, 3, 1),
    )
    found = Tallies(now=(late,), concluded=(), cases=(), extended=())
    assert figures(found, TOWN, TODAY).longest_days == 45
    assert figures(found, COUNTY, TODAY).longest_days is None
