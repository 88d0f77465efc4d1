"""The line of an event: the bytes that are exported, hashed, proved and replayed.

    {"position":7,"recorded_at":"2025-03-25T01:10:00.000000Z","stream":"<uuid>","version":3,
     "type":"case.accepted","event":<data>}

(one line, no spaces). The format is frozen for ever; the SQL function `line` writes the same bytes.
"""

from datetime import UTC, datetime
from uuid import UUID


def line(
    position: int, recorded_at: datetime, stream: UUID, version: int, kind: str, data: bytes
) -> bytes:
    """The UTF-8 bytes of one event's line, without a line feed.

    `kind` is the event's stored name and `data` the stored bytes, put in as they are.
    """
    moment = recorded_at.astimezone(UTC).isoformat(timespec="microseconds")[:26] + "Z"
    head = (
        f'{{"position":{position},"recorded_at":"{moment}","stream":"{stream}",'
        f'"version":{version},"type":"{kind}","event":'
    )
    return head.encode() + data + b"}"
