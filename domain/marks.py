"""Marks: finds the values in a command whose type says something of them, however deep they lie.

A field's type may carry a mark, such as `narrative` (domain.texts.Narrative) or `past`
(domain.kernel.Past). Rules that hold for every such field of every command walk here, so that a
new field cannot forget them.
"""

from collections.abc import Iterator
from functools import cache
from typing import Any

from msgspec import inspect

from domain.values import Value


def marked(value: Value, mark: str) -> Iterator[tuple[str, Any]]:
    """The (field name, value) of every field of `value` that carries the mark and is not empty."""
    return _walk(_shape(type(value)), value, mark, "")


@cache
def _shape(kind: type[Value]) -> inspect.Type:
    return inspect.type_info(kind)


def _walk(node: inspect.Type, value: Any, mark: str, name: str) -> Iterator[tuple[str, Any]]:
    if value is None:
        return
    match node:
        case inspect.Metadata(type=inner, extra=extra):
            if extra is not None and mark in extra:
                yield name, value
            yield from _walk(inner, value, mark, name)
        case inspect.StructType(fields=fields):
            for field in fields:
                yield from _walk(field.type, getattr(value, field.name), mark, field.name)
        case inspect.VarTupleType(item_type=item):
            for element in value:
                yield from _walk(item, element, mark, name)
        case inspect.UnionType(types=types):
            # The only unions in commands are with None, which has been dealt with above.
            for option in types:
                if not isinstance(option, inspect.NoneType):
                    yield from _walk(option, value, mark, name)
        case _:
            return
