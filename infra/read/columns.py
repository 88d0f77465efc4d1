"""Columns: how a field of a row is kept in PostgreSQL, and comes back unchanged.

    str, ids        text COLLATE "C"        int     bigint          tuple[str, ...]     text[]
    enumerations    text COLLATE "C"        bool    boolean         Value,              jsonb
    datetime        timestamptz             date    date            tuple[Value, ...]   (or json)

What only the fold reads again is `json`, kept as it is written: PostgreSQL need not take apart what
it is never asked about (docs/adr/0035).

`X | None` is the same column without NOT NULL. Texts are ordered by code point whatever the
database's locale, so that pages have one order everywhere and a prefix can use an index.
"""

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from enum import Enum
from struct import Struct
from types import NoneType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints

import msgspec
from msgspec.structs import replace
from psycopg import sql

from domain.values import Value
from infra.store.arrays import TEXT, TextArray
from projections.kernel import Row

Convert = Callable[[Any], Any]

_SCALARS: dict[type, str] = {str: "text", int: "bigint", bool: "boolean", date: "date"}
_DEFINED = {
    "text": sql.SQL('text COLLATE "C"'),
    "text[]": sql.SQL('text[] COLLATE "C"'),
    "bigint": sql.SQL("bigint"),
    "boolean": sql.SQL("boolean"),
    "date": sql.SQL("date"),
    "timestamptz": sql.SQL("timestamptz"),
    "jsonb": sql.SQL("jsonb"),
    "json": sql.SQL("json"),
}


class Column(Value):
    """A column: its name and type, and how a field's value goes in and comes out.

    `dump` and `load` are None where the value needs no conversion; they never see a null.
    """

    name: str
    type: str
    nullable: bool
    dump: Convert | None
    load: Convert | None

    @property
    def sent_as(self) -> str:
        """The type as which `COPY` sends the dumped value: lists and JSON are bytes already."""
        return "bytea" if self.type in ("text[]", "jsonb", "json") else self.type

    @property
    def definition(self) -> sql.Composed:
        """The column as `CREATE TABLE` has it."""
        null = sql.SQL("" if self.nullable else "NOT NULL")
        return sql.SQL(" ").join([sql.Identifier(self.name), _DEFINED[self.type], null])

    @property
    def selected(self) -> sql.Composable:
        """The column as `SELECT` has it; JSON comes as text, and is decoded by its field's type."""
        name = sql.Identifier(self.name)
        return name + sql.SQL("::text") if self.type in ("jsonb", "json") else name


def columns_of(row: type[Row], *, plain: bool = False) -> tuple[Column, ...]:
    """The columns of a row type, in the order of its fields; JSON is `plain` if nobody asks it."""
    hints = get_type_hints(row)
    columns = (_column(name, hints[name]) for name in row.__struct_fields__)
    return tuple(_plain(one) if plain and one.type == "jsonb" else one for one in columns)


def _plain(column: Column) -> Column:
    return replace(column, type="json", dump=_encode)


def _column(name: str, annotation: Any) -> Column:
    parts = set(get_args(annotation)) if _is_union(annotation) else {annotation}
    nullable = NoneType in parts
    (plain,) = parts - {NoneType}
    kind, dump, load = _kept_as(plain)
    return Column(name=name, type=kind, nullable=nullable, dump=dump, load=load)


def _is_union(annotation: Any) -> bool:
    return get_origin(annotation) in (Union, UnionType)


def _kept_as(annotation: Any) -> tuple[str, Convert | None, Convert | None]:
    """The column type of a field type, and its conversions in and out."""
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _kept_as(arguments[0])
    if annotation in _SCALARS:
        return _SCALARS[annotation], None, None
    if annotation is datetime:
        return "timestamptz", None, _in_utc
    if origin is tuple:
        return _list_of(arguments[0], annotation)
    if (
        isinstance(annotation, type)
        and issubclass(annotation, str)
        and issubclass(annotation, Enum)
    ):
        return "text", None, annotation
    if isinstance(annotation, type) and issubclass(annotation, Value):
        return "jsonb", _as_json, msgspec.json.Decoder(annotation).decode
    raise TypeError(f"no column can hold {annotation}")


def _list_of(item: Any, annotation: Any) -> tuple[str, Convert, Convert]:
    kind, _, load = _kept_as(item)
    if kind == "jsonb":
        return "jsonb", _as_json, msgspec.json.Decoder(annotation).decode
    if kind != "text":
        raise TypeError(f"no column can hold {annotation}")
    return "text[]", _as_array, tuple if load is None else lambda values: tuple(map(load, values))


def _in_utc(moment: datetime) -> datetime:
    return moment.astimezone(UTC)


def _as_json(value: Any) -> bytes:
    """A value as PostgreSQL receives `jsonb` in binary: the format's version, then the text."""
    return b"\x01" + _encode(value)


def _as_array(values: Sequence[str]) -> bytes:
    """Texts as PostgreSQL receives `text[]` in binary."""
    return TextArray(values).data if values else _EMPTY_ARRAY


_EMPTY_ARRAY = Struct("!iiI").pack(0, 0, TEXT)
_encode: Callable[[Any], bytes] = msgspec.json.Encoder(order="deterministic").encode
