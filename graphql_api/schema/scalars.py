"""The API's own scalars: days, moments, amounts, positions in the log, and cursors.

Each accepts exactly one spelling, so that what a client sends is what is stored, and refuses
everything else with a sentence. Strings are read by pattern first: Python's own readers accept
weeks, ordinals and other spellings that no other client would write.
"""

import re
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from typing import Any, NewType, TypeVar

import strawberry
from graphql import GraphQLError
from strawberry.types.scalar import ScalarDefinition

Position = NewType("Position", int)
"""A position in the log; travels as text because GraphQL's Int ends at 31 bits."""

Cursor = NewType("Cursor", str)
"""Where a page ended; opaque to clients."""

Amount = NewType("Amount", str)
"""A decimal number kept as text, so that no digit is lost."""

Plain = NewType("Plain", object)
"""Any JSON value; only in answers, for details whose shape depends on a code."""

EARLIEST_YEAR, LATEST_YEAR = 1900, 2200
MAX_POSITION = 2**63 - 1

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_DATE_TIME = re.compile(
    r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,6})?(Z|[+-]\d{2}:\d{2})", re.ASCII
)
_AMOUNT = re.compile(r"-?(0|[1-9]\d{0,17})(\.\d{1,6})?", re.ASCII)
_POSITION = re.compile(r"0|[1-9]\d{0,18}", re.ASCII)
_CURSOR = re.compile(r"[A-Za-z0-9_-]{1,1000}", re.ASCII)

Day = TypeVar("Day", date, datetime)


def parse_date(value: object) -> date:
    """A day of the calendar between 1900 and 2200. Raises `GraphQLError`."""
    return _existing(date.fromisoformat, _text(value, _DATE, "a day such as 2025-03-25"), "day")


def parse_date_time(value: object) -> datetime:
    """A moment in UTC, from RFC 3339 with an offset. Raises `GraphQLError`."""
    expected = "a moment with its offset such as 2025-03-25T09:30:00+08:00 (RFC 3339)"
    moment = _existing(datetime.fromisoformat, _text(value, _DATE_TIME, expected), "moment")
    return moment.astimezone(UTC)


def format_date_time(value: datetime) -> str:
    """RFC 3339 in UTC with microseconds, always of the same length."""
    return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def parse_position(value: object) -> Position:
    """A position as text or as a whole number. Raises `GraphQLError`."""
    text = str(value) if type(value) is int else value
    number = int(_text(text, _POSITION, 'a position such as "1042"'))
    if number > MAX_POSITION:
        raise GraphQLError("Expected a position of at most 64 bits.")
    return Position(number)


def parse_amount(value: object) -> Amount:
    """A decimal number as text. Raises `GraphQLError`."""
    return Amount(_text(value, _AMOUNT, 'an amount as text such as "1280.50"'))


def parse_cursor(value: object) -> Cursor:
    """A cursor's outer form; whether it is one of ours is found out when it is opened."""
    return Cursor(_text(value, _CURSOR, "a cursor as given in endCursor"))


def _text(value: object, pattern: re.Pattern[str], expected: str) -> str:
    if isinstance(value, str) and pattern.fullmatch(value):
        return value
    raise GraphQLError(f"Expected {expected}.")


def _existing(read: Callable[[str], Day], text: str, what: str) -> Day:
    try:
        found = read(text)
    except ValueError:
        raise GraphQLError(f"There is no such {what} in the calendar.") from None
    if not EARLIEST_YEAR <= found.year <= LATEST_YEAR:
        raise GraphQLError(f"Expected a year between {EARLIEST_YEAR} and {LATEST_YEAR}.")
    return found


def _refused(_value: object) -> Any:
    raise GraphQLError("This value is only for answers.")


SCALARS: Mapping[object, ScalarDefinition] = {
    date: strawberry.scalar(
        name="Date",
        description="A calendar day, written 2025-03-25; years 1900 to 2200. 日期",
        serialize=date.isoformat,
        parse_value=parse_date,
    ),
    datetime: strawberry.scalar(
        name="DateTime",
        description=(
            "A moment (RFC 3339). Give it with any offset; it is answered in UTC with microseconds."
            " 时刻"
        ),
        specified_by_url="https://www.rfc-editor.org/rfc/rfc3339",
        serialize=format_date_time,
        parse_value=parse_date_time,
    ),
    Amount: strawberry.scalar(
        name="Decimal",
        description="A decimal number as text, such as 1280.50. 十进制数",
        serialize=str,
        parse_value=parse_amount,
    ),
    Position: strawberry.scalar(
        name="Position",
        description="A position in the log, a 64-bit number as text; the first is 1. 日志位置",
        serialize=str,
        parse_value=parse_position,
    ),
    Cursor: strawberry.scalar(
        name="Cursor",
        description="Where a page ended: opaque, and only good for the list it came from. 分页游标",
        serialize=str,
        parse_value=parse_cursor,
    ),
    Plain: strawberry.scalar(
        name="JSON",
        description="Any JSON value. 任意JSON值",
        serialize=lambda value: value,
        parse_value=_refused,
    ),
}
"""How each Python type travels."""
