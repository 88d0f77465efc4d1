"""Cuts (截止点): how far the log had come at a moment, or was said to have come.

    "12345"                     the position
    "2025-09-26"                the end of that day, in Asia/Shanghai
    "2025-09-26T07:39+08:00"    that moment; without an offset, in Asia/Shanghai

Positions are in the order of `recorded_at`, so a moment's position is found by halving.
"""

from datetime import date, datetime, time, timedelta
from typing import Any

from psycopg import Connection, sql

from domain.kernel import SHANGHAI


class CutInvalid(Exception):
    """The text names neither a position of the log nor a moment."""


def cut(connection: Connection[Any], schema: str, text: str) -> int:
    """The last position that a cut contains, at most the end of the log. Raises `CutInvalid`."""
    size = _size(connection, schema)
    if text.isdecimal():
        return min(int(text), size)
    return position_at(connection, schema, moment(text))


def moment(text: str) -> datetime:
    """The moment a text means. Raises `CutInvalid`."""
    try:
        if len(text) == len("2025-09-26"):
            return datetime.combine(date.fromisoformat(text) + timedelta(days=1), time(), SHANGHAI)
        said = datetime.fromisoformat(text)
    except ValueError:
        raise CutInvalid(
            f"{text} is no position, day (2025-09-26) or moment (2025-09-26T07:39)"
        ) from None
    return said if said.tzinfo is not None else said.replace(tzinfo=SHANGHAI)


def position_at(connection: Connection[Any], schema: str, at: datetime) -> int:
    """The last event recorded at or before a moment; 0 when there is none."""
    recorded = sql.SQL("SELECT recorded_at FROM {} WHERE position = %s").format(
        sql.Identifier(schema, "events")
    )
    known, beyond = 0, _size(connection, schema) + 1
    while beyond - known > 1:
        middle = (known + beyond) // 2
        row = connection.execute(recorded, [middle], prepare=True).fetchone()
        assert row is not None, "positions have no gaps"
        if row[0] <= at:
            known = middle
        else:
            beyond = middle
    return known


def moment_of(connection: Connection[Any], schema: str, position: int) -> datetime | None:
    """When the event at a position was recorded; the last one's for positions beyond."""
    row = connection.execute(
        sql.SQL(
            "SELECT recorded_at FROM {} WHERE position <= %s ORDER BY position DESC LIMIT 1"
        ).format(sql.Identifier(schema, "events")),
        [position],
    ).fetchone()
    return None if row is None else row[0]


def _size(connection: Connection[Any], schema: str) -> int:
    row = connection.execute(
        sql.SQL("SELECT size FROM {}").format(sql.Identifier(schema, "head"))
    ).fetchone()
    assert row is not None, "the log's head is one row"
    return int(row[0])
