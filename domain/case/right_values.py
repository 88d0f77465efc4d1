"""Right values (更正值): which fields of an entry may be corrected, and to what. docs/adr/0027."""

from typing import Any

import msgspec
from msgspec import inspect

from domain.case.refusals.corrections import (
    FieldConfidential,
    FieldUnknown,
    FieldWasDecided,
    NothingCorrected,
    ValueDoesNotFit,
)
from domain.case.regions.record import Entry
from domain.case.state import case
from domain.case.voidable import VOIDABLE
from domain.kernel import Event, name_of

PLAIN = frozenset(
    {"acceptance_number", "claim", "limitation", "organ", "source_ref", "text_version"}
)
"""Texts that are shown and printed and that no decision reads: numbers, names of organs, terms."""

ONLY_COUNTED = frozenset({"solved"})
"""Answers that are counted and that no decision reads: whether a visit heard that it is solved."""


def event_type(entry: Entry) -> type[Event]:
    """Which event stands there."""
    return next(event for event in case.evolutions if name_of(event) == entry.event)


def right_value(entry: Entry, name: str, value: str | None, remark: str | None) -> str | None:
    """The value in the words of the record; None for a field whose right words are in the remark.

    Raises `FieldUnknown`, `FieldConfidential`, `NothingCorrected`, `FieldWasDecided`,
    `ValueDoesNotFit`.
    """
    fields = {one.name: one for one in msgspec.structs.fields(event_type(entry))}
    if name not in fields:
        raise FieldUnknown(field=name)
    marks, kinds = _leaf(inspect.type_info(fields[name].type))
    if "confidential" in marks:
        if value is not None:
            raise FieldConfidential(field=name)
        if remark is None:
            raise NothingCorrected
        return None
    if not _may_change(entry, name, marks, kinds):
        raise FieldWasDecided(field=name)
    return _in_wire_text(value, fields[name].type, kinds, name)


def _leaf(node: inspect.Type) -> tuple[dict[str, Any], tuple[type[inspect.Type], ...]]:
    """What is said of a field, and the kinds of value it takes, `None` aside."""
    match node:
        case inspect.Metadata(type=inner, extra=extra):
            marks, kinds = _leaf(inner)
            return {**marks, **(extra or {})}, kinds
        case inspect.UnionType(types=types):
            found = [_leaf(one) for one in types if not isinstance(one, inspect.NoneType)]
            marks = {name: value for own, _ in found for name, value in own.items()}
            return marks, tuple(kind for _, kinds in found for kind in kinds)
        case inspect.VarTupleType(item_type=item):
            return _leaf(item)[0], (inspect.VarTupleType,)
        case _:
            return {}, (type(node),)


_COUNTED = (inspect.DateType, inspect.DateTimeType, inspect.IntType, inspect.FloatType)
_NOT_TEXT = (inspect.IntType, inspect.FloatType, inspect.BoolType)
"""Values that the record does not write as text; digits and `true` stand for them."""
_OWN_IDS = frozenset({"person", "unit", "document"})
"""Ids that say who or what paper; every other id says which thing the entry is about."""


def _may_change(
    entry: Entry, name: str, marks: dict[str, Any], kinds: tuple[type[inspect.Type], ...]
) -> bool:
    """Whether a correction may touch the field: nothing that was decided upon."""
    if inspect.VarTupleType in kinds or inspect.StructType in kinds:
        return False
    if entry.event in VOIDABLE and VOIDABLE[entry.event].left_nothing:
        return marks.get("id") is None or marks["id"] in _OWN_IDS
    if "money" in marks or name in PLAIN | ONLY_COUNTED:
        return True
    return all(kind in _COUNTED for kind in kinds)


def _in_wire_text(
    text: str | None, kind: Any, kinds: tuple[type[inspect.Type], ...], name: str
) -> str:
    """The value as the record writes it: a day, a moment, digits, `true`, a code."""
    if text is None:
        raise ValueDoesNotFit(field=name)
    try:
        value = msgspec.convert(text, kind, strict=not set(kinds) <= set(_NOT_TEXT))
    except msgspec.ValidationError:
        raise ValueDoesNotFit(field=name) from None
    wire = msgspec.to_builtins(value)
    if wire is None:
        raise ValueDoesNotFit(field=name)
    return str(wire).lower() if isinstance(wire, bool) else str(wire)
