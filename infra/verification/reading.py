"""Reading (可读性): every event can be read by this program, and is stored in canonical bytes."""

from datetime import UTC
from typing import Any

import msgspec

from domain.kernel import Event, Recorded
from infra.ledger.log_rows import LogRow
from infra.read.log import Reader
from infra.store.mapper import Envelope, EventUnreadable
from infra.verification.report import Findings

_encode = msgspec.json.Encoder(order="deterministic").encode
_Schema = msgspec.defstruct("_Schema", [("schema", int)])
_schema: msgspec.json.Decoder[Any] = msgspec.json.Decoder(_Schema)


class ReadingCheck:
    """Takes the rows one by one. Narrative stays sealed; no key is needed."""

    def __init__(self, reader: Reader, findings: Findings) -> None:
        self._reader = reader
        self._findings = findings

    def take(self, row: LogRow) -> str | None:
        """Check a row; the id of the command that led to its event, if it can be read."""
        position, stream, version, kind, recorded_at, data = row
        if recorded_at is None:
            return None
        try:
            fact = self._reader.recorded(position, recorded_at, stream, version, kind, data)
        # An upcast, or a decoder's depth, may meet anything in bytes that were not written by us.
        except (EventUnreadable, LookupError, TypeError, ValueError, RecursionError) as error:
            self._findings.at(position, f"it cannot be read: {error}")
            return None
        if canonical(fact) != data and self._is_current(fact, data):
            self._findings.at(position, "its bytes are not the canonical ones of what they say")
        return fact.command

    def _is_current(self, fact: Recorded[Event], data: bytes) -> bool:
        """Whether the event was stored in today's shape; an older one has other bytes."""
        stored: int = _schema.decode(data).schema
        return stored == type(fact.event).schema


def canonical(fact: Recorded[Any]) -> bytes:
    """The bytes an event is stored as in today's shape, as `infra.store.mapper` describes them."""
    return _encode(
        Envelope(
            schema=fact.event.schema,
            occurred_at=fact.occurred_at.astimezone(UTC),
            precision=fact.precision,
            actor=fact.actor,
            on_behalf_of=fact.on_behalf_of,
            source=fact.source,
            command=fact.command,
            correlation=fact.correlation,
            policy=fact.policy,
            late_reason=fact.late_reason,
            payload=msgspec.Raw(_encode(fact.event)),
        )
    )
