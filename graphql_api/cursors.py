"""Cursors: where a page ended, signed so that only what this API has written is read back.

    base64url( [version, list, keys, position, digest of the filter] signature )

The list names what is paged and in which order, so that a cursor of one list is of no use for
another; the keys are those of the last row, as JSON; the position is how much of the log the page
had seen. Nothing in it is secret, and rows are checked against the reader again on every page: the
signature (HMAC-SHA-256, 8 bytes of it) only keeps clients from making cursors of their own.
"""

import base64
import binascii
import hashlib
import hmac
from typing import Any

import msgspec

from domain.values import Value
from graphql_api.errors import BadInput

VERSION = 1
SIGNATURE_BYTES = 8

Keys = tuple[str | int | None, ...]
_Inside = tuple[int, str, Keys, int, str]


class Place(Value):
    """Where a page ended: the keys of its last row, and the position the page had seen."""

    keys: Keys
    position: int


class Cursors:
    """Writes and reads cursors under one key. `key` is secret and the same in every process."""

    def __init__(self, key: bytes) -> None:
        self._key = key

    def write(self, name: str, place: Place, narrowed: Any = None) -> str:
        """The cursor of a place in the list `name`, as narrowed by a filter."""
        text = msgspec.json.encode((VERSION, name, place.keys, place.position, _digest(narrowed)))
        return _encoded(text + self._sign(text))

    def read(self, cursor: str, name: str, narrowed: Any = None) -> Place:
        """The place of a cursor. Raises `BadInput` when it is not one of this list and filter."""
        raw = _decoded(cursor)
        text, signature = raw[:-SIGNATURE_BYTES], raw[-SIGNATURE_BYTES:]
        if not hmac.compare_digest(signature, self._sign(text)) or _encoded(raw) != cursor:
            raise BadInput("This cursor was not made here.")
        version, list_name, keys, position, digest = msgspec.json.decode(text, type=_Inside)
        if (version, list_name, digest) != (VERSION, name, _digest(narrowed)):
            raise BadInput("This cursor belongs to another list, order or filter.")
        return Place(keys=keys, position=position)

    def _sign(self, text: bytes) -> bytes:
        return hmac.digest(self._key, b"liuhen cursor v1|" + text, "sha256")[:SIGNATURE_BYTES]


def _encoded(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def _decoded(cursor: str) -> bytes:
    """The bytes of a cursor; of anything else, bytes that carry no signature of ours."""
    try:
        return base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        return b""


def _digest(narrowed: Any) -> str:
    return hashlib.sha256(msgspec.json.encode(narrowed, order="deterministic")).hexdigest()[:16]
