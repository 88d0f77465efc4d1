"""Arrays for PostgreSQL: columns of a batch, written in its binary array format in one go.

The driver writes lists element by element in Python, which takes longer than storing them; the
appender sends eight with each batch. PostgreSQL manual, "array_recv": dimensions, whether there
are nulls, the element's type, length, lower bound, then each element with its length before it.
"""

from collections.abc import Sequence
from struct import Struct
from typing import Any
from uuid import UUID

from psycopg import Connection
from psycopg.adapt import Dumper
from psycopg.postgres import types
from psycopg.pq import Format
from psycopg.types.string import BytesBinaryDumper

_HEADER = Struct("!iIIii")
_INT = Struct("!i")
_INT_ELEMENT = Struct("!ii")
_LONG_ELEMENT = Struct("!iq")
_NULL = _INT.pack(-1)
_UUID_LENGTH = _INT.pack(16)

TEXT, BYTES, INT, LONG, UUIDS = (
    types[name].oid for name in ("text", "bytea", "int4", "int8", "uuid")
)


class Array:
    """An array as the server reads it."""

    __slots__ = ("data",)

    def __init__(self, element: int, elements: Sequence[bytes], *, nulls: bool = False) -> None:
        head = _HEADER.pack(1, int(nulls), element, len(elements), 1)
        self.data = head + b"".join(elements)


class IntArray(Array):
    """`int4[]`."""

    def __init__(self, values: Sequence[int]) -> None:
        super().__init__(INT, [_INT_ELEMENT.pack(4, value) for value in values])


class LongArray(Array):
    """`int8[]`."""

    def __init__(self, values: Sequence[int]) -> None:
        super().__init__(LONG, [_LONG_ELEMENT.pack(8, value) for value in values])


class UuidArray(Array):
    """`uuid[]`."""

    def __init__(self, values: Sequence[UUID]) -> None:
        super().__init__(UUIDS, [_UUID_LENGTH + value.bytes for value in values])


class BytesArray(Array):
    """`bytea[]`; None is null."""

    def __init__(self, values: Sequence[bytes | None]) -> None:
        super().__init__(BYTES, [_element(value) for value in values], nulls=None in values)


class TextArray(Array):
    """`text[]`; None is null."""

    def __init__(self, values: Sequence[str | None]) -> None:
        pack = _INT.pack
        elements = [
            _NULL if value is None else pack(len(text := value.encode())) + text for value in values
        ]
        super().__init__(TEXT, elements, nulls=None in values)


def _element(value: bytes | None) -> bytes:
    return _NULL if value is None else _INT.pack(len(value)) + value


class _Written(Dumper):
    format = Format.BINARY

    def dump(self, obj: Array) -> bytes:
        """What was written when the array was made."""
        return obj.data


def accept(connection: Connection[Any]) -> Connection[Any]:
    """Let a connection take these arrays as parameters, and bytes as they are."""
    for kind, element in (
        (TextArray, TEXT), (BytesArray, BYTES), (IntArray, INT), (LongArray, LONG),
        (UuidArray, UUIDS),
    ):  # fmt: skip
        array = next(info.array_oid for info in types if info.oid == element)
        dumper = type(f"{kind.__name__}Written", (_Written,), {"oid": array})
        connection.adapters.register_dumper(kind, dumper)
    # What is bytes already; the driver's own choice for `bytea` looks at each value once more.
    connection.adapters.register_dumper(bytes, BytesBinaryDumper)
    return connection
