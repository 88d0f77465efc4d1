"""Tampering (篡改判断): what was done to an event that is not the one that was sealed.

The sealed leaf is a hash, so the original cannot be read from it; but guesses can be tried: an
event from another position, the version that was expected, the time its command was recorded. The
guess that has the sealed hash is what was there.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import Any

import msgspec
from psycopg import Connection, sql

from infra.ledger.log_rows import READABLE_MOMENT, LogRow, LogRows
from infra.store.line import line

Guess = tuple[LogRow, str]
"""An event as it may have been, and what was done to it if it was."""

EDITED = "edited: this is not the event that was sealed here"

_Tagged = msgspec.defstruct("_Tagged", [("type", str)])
_Enveloped = msgspec.defstruct("_Enveloped", [("payload", _Tagged)])
_enveloped: msgspec.json.Decoder[Any] = msgspec.json.Decoder(_Enveloped)


class Tampering:
    """Tries guesses on the rows of a connection's transaction."""

    def __init__(
        self, connection: Connection[Any], schema: str, leaf: Callable[[bytes], bytes]
    ) -> None:
        self._connection = connection
        self._leaf = leaf
        self._rows = LogRows(schema)
        self._version = sql.SQL(
            "SELECT coalesce(max(version), 0) + 1 FROM {} WHERE stream_id = %s AND position < %s"
        ).format(sql.Identifier(schema, "events"))
        self._times = sql.SQL(
            "SELECT DISTINCT {} FROM {} WHERE %s BETWEEN first_position AND last_position"
        ).format(READABLE_MOMENT, sql.Identifier(schema, "commands"))

    def done_at(self, position: int, sealed: Mapping[int, bytes]) -> str:
        """What was done at a position; `sealed` has the stored leaves of all that differ."""
        others = [other for other in {position - 1, position + 1, *sealed} if other != position]
        rows = self._rows.at(self._connection, [position, *others])
        row = rows.pop(position)
        now_at = [q for q, its in rows.items() if self._is((position, *its[1:]), sealed[position])]
        from_ = [q for q in sealed if q != position and self._is((q, *row[1:]), sealed[q])]
        match now_at, from_:
            case [[one], [other]] if one == other:
                return f"swapped: this event and that of position {one} stand in each other's place"
            case [[one, *_], [other, *_]]:
                return f"moved: the event sealed here stands at {one}, here stands that of {other}"
            case [[one, *_], []]:
                return f"inserted: this event was never sealed, the one sealed here stands at {one}"
            case [[], [other, *_]]:
                return f"missing: the event sealed here is gone, here stands that of {other}"
        leaf = sealed[position]
        edits = (what for guess, what in self._edits(row, rows) if self._is(guess, leaf))
        return next(edits, EDITED)

    def _edits(self, row: LogRow, others: Mapping[int, LogRow]) -> Iterator[Guess]:
        position, stream, version, kind, at, data = row
        if (tag := _tag(data)) is not None:
            yield (position, stream, version, tag, at, data), f"edited: its type was {tag}"
        expected = self._expected_version(row)
        yield (position, stream, expected, kind, at, data), f"edited: its version was {expected}"
        for moment in {*self._times_of(position), *(its[4] for its in others.values())}:
            if moment is not None:
                was = f"edited: its recorded_at was {moment.isoformat()}"
                yield (position, stream, version, kind, moment, data), was
        for other, its in others.items():
            owner = f"edited: its stream was that of position {other}, {its[1]}"
            yield (position, its[1], version, kind, at, data), owner
            content = f"edited: its content now stands at position {other}"
            yield (position, stream, version, its[3], at, its[5]), content

    def _is(self, row: LogRow, leaf: bytes) -> bool:
        position, stream, version, kind, at, data = row
        if at is None:
            return False
        return self._leaf(line(position, at, stream, version, kind, data)) == leaf

    def _expected_version(self, row: LogRow) -> int:
        found = self._connection.execute(self._version, [row[1], row[0]]).fetchone()
        return 1 if found is None else int(found[0])

    def _times_of(self, position: int) -> list[datetime | None]:
        return [at for (at,) in self._connection.execute(self._times, [position]).fetchall()]


def _tag(data: bytes) -> str | None:
    """The event's name in its own data."""
    try:
        tag: str = _enveloped.decode(data).payload.type
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return None
    return tag
