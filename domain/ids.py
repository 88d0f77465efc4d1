"""Identifiers: what the names of cases, persons, units and posts look like.

An id is a kind, an underscore and 26 characters: the 128 bits of a UUID in Crockford's
base 32, lower case. Ids sort by the moment they were made (RFC 9562, version 7 layout).
"""

import hashlib
from base64 import b32decode, b32encode
from datetime import datetime
from functools import lru_cache
from typing import Annotated
from uuid import UUID

from msgspec import Meta

_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
_VALUES = frozenset(_ALPHABET)
_RFC_4648 = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
_TO_CROCKFORD = bytes.maketrans(_RFC_4648, _ALPHABET.encode())
_FROM_CROCKFORD = bytes.maketrans(_ALPHABET.encode(), _RFC_4648)
_PADDING = bytes(4)
"""Makes the 16 bytes of a UUID a multiple of five, which is what base 32 is written in."""
_BODY = "[0-7][0-9a-hjkmnp-tv-z]{25}"


CaseId = Annotated[str, Meta(pattern=f"^case_{_BODY}$", extra={"id": "case"})]
PersonId = Annotated[str, Meta(pattern=f"^person_{_BODY}$", extra={"id": "person"})]
UnitId = Annotated[str, Meta(pattern=f"^unit_{_BODY}$", extra={"id": "unit"})]
PostId = Annotated[str, Meta(pattern=f"^post_{_BODY}$", extra={"id": "post"})]
AppointmentId = Annotated[str, Meta(pattern=f"^appointment_{_BODY}$", extra={"id": "appointment"})]
OrganisationId = Annotated[
    str, Meta(pattern=f"^organisation_{_BODY}$", extra={"id": "organisation"})
]
DocumentId = Annotated[str, Meta(pattern=f"^document_{_BODY}$", extra={"id": "document"})]
"""A file in the store: a scan, a notice, a proof of service."""
OrderId = Annotated[str, Meta(pattern=f"^order_{_BODY}$", extra={"id": "order"})]
"""A work order (交办单) of a case."""
WhistleId = Annotated[str, Meta(pattern=f"^whistle_{_BODY}$", extra={"id": "whistle"})]
"""A whistle (哨件) of a case."""
ConsultationId = Annotated[
    str, Meta(pattern=f"^consultation_{_BODY}$", extra={"id": "consultation"})
]
"""A consultation (会商) about a case."""
ItemId = Annotated[str, Meta(pattern=f"^item_{_BODY}$", extra={"id": "item"})]
"""One thing a consultation resolved (议定事项)."""
MediationId = Annotated[str, Meta(pattern=f"^mediation_{_BODY}$", extra={"id": "mediation"})]
"""A mediation procedure (调解程序) of a case; a case may have several."""
SessionId = Annotated[str, Meta(pattern=f"^session_{_BODY}$", extra={"id": "session"})]
"""A mediation session (调解会) that was scheduled."""
AgreementId = Annotated[str, Meta(pattern=f"^agreement_{_BODY}$", extra={"id": "agreement"})]
"""A mediation agreement (调解协议)."""
ObligationId = Annotated[str, Meta(pattern=f"^obligation_{_BODY}$", extra={"id": "obligation"})]
"""One obligation (履行义务) of an agreement."""
SupervisionId = Annotated[str, Meta(pattern=f"^supervision_{_BODY}$", extra={"id": "supervision"})]
"""An order of supervision (督办)."""
IncidentId = Annotated[str, Meta(pattern=f"^incident_{_BODY}$", extra={"id": "incident"})]
"""An incident (案事件) that grew out of a case."""
ReviewId = Annotated[str, Meta(pattern=f"^review_{_BODY}$", extra={"id": "review"})]
"""An accountability review (责任倒查) of an incident."""
ReceptionId = Annotated[str, Meta(pattern=f"^reception_{_BODY}$", extra={"id": "reception"})]
"""A day on which a leader receives the public (接访日)."""
ScreeningId = Annotated[str, Meta(pattern=f"^screening_{_BODY}$", extra={"id": "screening"})]
"""A unit's task to screen in one window (排查任务)."""
StreamId = str


def encode(kind: str, value: UUID) -> str:
    """The id of `kind` for a UUID: `case_0190…` (26 base-32 characters after the underscore)."""
    digits = b32encode(_PADDING + value.bytes)[-26:].translate(_TO_CROCKFORD)
    return f"{kind}_{digits.decode()}"


@lru_cache(maxsize=16_384)  # A command asks for those of its streams again and again.
def decode(stream: StreamId) -> UUID:
    """The UUID inside an id. Raises `MalformedId` when the text is not an id."""
    kind, _, body = stream.rpartition("_")
    if not kind or len(body) != 26 or body[0] > "7" or not _VALUES.issuperset(body):
        raise MalformedId(stream)
    digits = b"AAAAAA" + body.encode().translate(_FROM_CROCKFORD)
    return UUID(bytes=b32decode(digits)[len(_PADDING) :])


def kind_of(stream: StreamId) -> str:
    """The kind an id names: `case` for `case_…`."""
    return stream.rpartition("_")[0]


def derived(kind: str, at: datetime, *seeds: str) -> str:
    """A new id that follows from its seeds alone, so that deciding twice gives the same ids.

    The first 48 bits are `at` in milliseconds, the rest a SHA-256 of the seeds; callers put an
    unguessable value (the command's id) among the seeds.
    """
    milliseconds = int(at.timestamp() * 1000) & ((1 << 48) - 1)
    digest = hashlib.sha256("\x00".join((kind, *seeds)).encode()).digest()
    random_bits = int.from_bytes(digest[:10], "big")
    number = (
        milliseconds << 80
        | 0x7 << 76
        | (random_bits >> 68 & 0xFFF) << 64
        | 0b10 << 62
        | random_bits & ((1 << 62) - 1)
    )
    return encode(kind, UUID(int=number))


class MalformedId(Exception):
    """A text that should be an id is not one."""


SYSTEM: PersonId = encode("person", UUID(int=0))
"""The product itself: its operator at the command line, and the watch over deadlines."""

ORGANISATION: OrganisationId = encode("organisation", UUID("6c697568-656e-8000-8000-000000000001"))
"""The one stream of the organisation register of a jurisdiction."""
