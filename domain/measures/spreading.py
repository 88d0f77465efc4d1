"""Spreading (外溢、上行): when a matter went up to a higher channel, or drew a larger crowd.

[seed 001]; domain.md §5.2: level up, channel up and crowd size up, each counted. Level up is an act
of its own (提级). The other two are told by what is known of a case:

    channel up     the same matter came in again from above: a later complaint handed down by a
                   superior was joined to it, a final petition was brought again that way, or a
                   superior had the case taken up again
    crowd size up  an emergency or an incident tells of more people than were registered

Only `SUPERIOR` is above all other channels: of the others none says that anybody higher was asked.
"""

from collections.abc import Iterable
from datetime import datetime

from domain.codes.ending import ORDERED
from domain.codes.matters import Channel
from domain.values import Value

FROM_ABOVE = frozenset({Channel.SUPERIOR})
"""Channels by which a matter is handed down. domain.md §7.4."""


class CameIn(Value):
    """收到: by which channel a matter came in, and when; None where the record does not say how."""

    channel: Channel | None
    at: datetime


def first_from_above(told: Iterable[CameIn]) -> int | None:
    """Which of what was told of a matter, in the order it was told, shows that it went up.

    The first by which it is known that it came in from above after it had come in otherwise.
    """
    otherwise: datetime | None = None
    from_above: datetime | None = None
    for nth, one in enumerate(told):
        if one.channel in FROM_ABOVE:
            from_above = one.at if from_above is None else max(from_above, one.at)
        elif one.channel is not None:
            otherwise = one.at if otherwise is None else min(otherwise, one.at)
        if otherwise is not None and from_above is not None and otherwise < from_above:
            return nth
    return None


def channel_of_reopening(reason: str) -> Channel | None:
    """By which channel a matter came back that was taken up again: R05, a superior said so."""
    return Channel.SUPERIOR if reason == ORDERED else None


def larger(people: int, told_at_first: int, parties: int) -> bool:
    """Whether these are more people than were registered, by number or by name."""
    return people > max(told_at_first, parties)
