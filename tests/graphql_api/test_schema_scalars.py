"""Scalars: one spelling each, and nothing the calendar does not have."""

from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest
from graphql import GraphQLError
from hypothesis import given
from hypothesis import strategies as st

from graphql_api.schema.scalars import (
    MAX_POSITION,
    format_date_time,
    parse_amount,
    parse_cursor,
    parse_date,
    parse_date_time,
    parse_position,
)
from tests.graphql_api.shapes import EARLIEST, LATEST

OFFSETS = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
MOMENTS = st.datetimes(EARLIEST, LATEST, timezones=OFFSETS)


@given(MOMENTS)
def test_a_moment_comes_back_as_the_same_instant(moment: datetime) -> None:
    assert parse_date_time(format_date_time(moment)) == moment
    assert parse_date_time(moment.isoformat()) == moment


@given(MOMENTS)
def test_a_moment_is_always_answered_in_utc_with_microseconds(moment: datetime) -> None:
    text = format_date_time(moment)
    assert len(text) == len("2025-03-25T01:30:00.000000Z")
    assert text.endswith("Z")


@pytest.mark.parametrize(
    "text",
    [
        "2025-03-25T09:30:00",
        "2025-02-30T09:30:00Z",
        "2025-03-25T24:00:00Z",
        "2025-03-25T09:30:60Z",
        "2025-03-25T09:30:00.1234567Z",
        "2025-03-25 09:30:00Z",
        "2025-03-25T09:30:00+99:99",
        "2025-03-25T09:30Z",
        "1899-12-31T23:59:59Z",
        "2201-01-01T00:00:00Z",
        "0001-01-01T00:00:00+23:59",
        "٢٠٢٥-03-25T09:30:00Z",
        "2025-03-25T09:30:00Z\n",
        "",
        1742866200,
        True,
        None,
    ],
)
def test_other_spellings_of_a_moment_are_refused(text: Any) -> None:
    with pytest.raises(GraphQLError):
        parse_date_time(text)


@pytest.mark.parametrize(
    "text",
    ["2025-02-29", "2025-2-3", "20250325", "2025-W13-2", "25/03/2025", "1899-12-31", 20250325],
)
def test_other_spellings_of_a_day_are_refused(text: Any) -> None:
    with pytest.raises(GraphQLError):
        parse_date(text)


@given(st.dates(date(1900, 1, 1), date(2200, 12, 31)))
def test_a_day_comes_back_as_it_was(day: date) -> None:
    assert parse_date(day.isoformat()) == day


@given(st.integers(0, MAX_POSITION))
def test_a_position_may_come_as_text_or_number(position: int) -> None:
    assert parse_position(str(position)) == parse_position(position) == position


@pytest.mark.parametrize("value", ["-1", "1.0", "01", "1e3", "", " 1", True, 1.5, 2**63, "9" * 19])
def test_what_is_no_position_is_refused(value: Any) -> None:
    with pytest.raises(GraphQLError):
        parse_position(value)


@pytest.mark.parametrize("value", ["0", "6500", "1280.50", "-3.1", "999999999999999999"])
def test_an_amount_keeps_every_digit(value: str) -> None:
    assert parse_amount(value) == value


@pytest.mark.parametrize("value", ["", "1,280", "1.", ".5", "1e5", "NaN", "00", 12.5, 12])
def test_an_amount_never_comes_as_a_number(value: Any) -> None:
    with pytest.raises(GraphQLError):
        parse_amount(value)


@pytest.mark.parametrize("value", ["", "a b", "a+b", "a=", "x" * 1001, 7])
def test_a_cursor_is_plain_base64url(value: Any) -> None:
    with pytest.raises(GraphQLError):
        parse_cursor(value)


def test_a_moment_is_kept_in_utc() -> None:
    assert parse_date_time("2025-03-25T09:30:00+08:00") == datetime(2025, 3, 25, 1, 30, tzinfo=UTC)
    assert parse_date_time("2025-03-25T09:30:00+08:00").tzinfo is UTC
