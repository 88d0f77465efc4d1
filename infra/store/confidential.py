"""Where narrative stands in an event: every field typed `Confidential`, however deep."""

import types
from collections.abc import Callable
from functools import cache
from typing import Annotated, Any, TypeVar, Union, get_args, get_origin, get_type_hints

import msgspec

from domain.values import Value

Change = Callable[[str, str], str]
Walk = Callable[[Any, Change, str], Any]
V = TypeVar("V", bound=Value)


def each_narrative(value: V, change: Change) -> V:
    """A copy of `value` in which every narrative is `change(text, path)`; paths read `a.0.b`."""
    walk = _of_struct(type(value))
    return value if walk is None else walk(value, change, "")


@cache
def _of_struct(kind: type[Value]) -> Walk | None:
    hints = get_type_hints(kind, include_extras=True)
    walks = {
        name: walk
        for name in kind.__struct_fields__
        if (walk := _of_annotation(hints[name])) is not None
    }
    if not walks:
        return None

    def rebuild(value: Any, change: Change, path: str) -> Any:
        changed = {
            name: walk(getattr(value, name), change, f"{path}.{name}" if path else name)
            for name, walk in walks.items()
        }
        return msgspec.structs.replace(value, **changed)

    return rebuild


def _of_annotation(annotation: Any) -> Walk | None:
    """How to walk into a value of this type; None when there is no narrative in it."""
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        if any((getattr(mark, "extra", None) or {}).get("confidential") for mark in arguments[1:]):
            return lambda value, change, path: change(value, path)
        return _of_annotation(arguments[0])
    if origin in (Union, types.UnionType):
        found = [walk for part in arguments if (walk := _of_annotation(part)) is not None]
        assert len(found) <= 1, f"narrative in a union of several types: {annotation}"
        return _unless_none(found[0]) if found else None
    if origin in (tuple, list):
        return _of_items(arguments[0])
    if isinstance(annotation, type) and issubclass(annotation, Value):
        return _of_struct(annotation)
    return None


def _unless_none(walk: Walk) -> Walk:
    return lambda value, change, path: None if value is None else walk(value, change, path)


def _of_items(annotation: Any) -> Walk | None:
    walk = _of_annotation(annotation)
    if walk is None:
        return None
    return lambda value, change, path: type(value)(
        walk(item, change, f"{path}.{index}") for index, item in enumerate(value)
    )
