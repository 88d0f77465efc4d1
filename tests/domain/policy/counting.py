"""Shorthands for the tests of day counting: a term from a moment, and the day it ends."""

from datetime import date, datetime

from domain.policy.calendar import Calendar, china
from domain.policy.daycount import Due, Pause, due
from domain.policy.terms import term
from tests.domain.policy.history import at


def counted(
    start: str,
    length: str,
    *,
    pauses: list[tuple[str, str]] | None = None,
    extensions: list[str] | None = None,
    strict: bool = False,
    calendar: Calendar | None = None,
) -> Due:
    """When a term that began at `start` ends, with pauses from–to and extensions."""
    return due(
        at(start),
        term(length, strict=strict),
        calendar or china(),
        pauses=[Pause(from_at=at(one), to_at=at(two)) for one, two in pauses or []],
        extensions=[term(one) for one in extensions or []],
    )


def day(text: str) -> date:
    """`2025-03-25` as a day."""
    return date.fromisoformat(text)


def moment(text: str) -> datetime:
    """A moment in legal time."""
    return at(text)
