"""Narrative in events: blanked for callers who may see the matter but not its words."""

from functools import cache
from typing import Any, TypeVar

from msgspec import inspect, structs

from domain.values import Value
from graphql_api.schema.derive import fields, marks, unwrapped

V = TypeVar("V", bound=Value)


def hidden(value: V) -> V:
    """A copy of `value` in which every narrative, however deep, is None."""
    changes = {
        name: _hidden(node, getattr(value, name)) for name, node in _with_narrative(type(value))
    }
    return structs.replace(value, **changes) if changes else value


def _hidden(node: inspect.Type, value: Any) -> Any:
    if value is None or "confidential" in marks(node):
        return None
    match unwrapped(node):
        case inspect.VarTupleType(item_type=item) | inspect.ListType(item_type=item):
            return tuple(_hidden(item, one) for one in value)
        case _:
            return hidden(value)


@cache
def _with_narrative(kind: type[Value]) -> tuple[tuple[str, inspect.Type], ...]:
    return tuple((field.name, field.type) for field in fields(kind) if _holds(field.type))


def _holds(node: inspect.Type) -> bool:
    if "confidential" in marks(node):
        return True
    match unwrapped(node):
        case inspect.VarTupleType(item_type=item) | inspect.ListType(item_type=item):
            return _holds(item)
        case inspect.StructType(cls=cls):
            return bool(_with_narrative(cls))
    return False
