"""An example of any command: every field filled with something its type allows."""

from datetime import UTC, date, datetime
from typing import Any

from msgspec import inspect

from domain.kernel import Command
from tests.domain.county import named

MOBILE = "13800001234"


def example(command: type[Command]) -> Any:
    """A command in which every list and every narrative is filled."""
    return _value(inspect.type_info(command))


def _value(node: inspect.Type) -> Any:
    match node:
        case inspect.Metadata(type=inner, extra={"id": kind}):
            return named(kind, "example") if isinstance(inner, inspect.StrType) else None
        case inspect.Metadata(type=inner):
            return _value(inner)
        case inspect.StructType(cls=cls, fields=fields):
            return cls(**{field.name: _value(field.type) for field in fields})
        case inspect.VarTupleType(item_type=item):
            return (_value(item),)
        case inspect.UnionType(types=types):
            return _value(next(t for t in types if not isinstance(t, inspect.NoneType)))
        case inspect.EnumType(cls=cls):
            return next(iter(cls))
        case inspect.DateTimeType():
            return datetime(2025, 3, 25, tzinfo=UTC)
        case inspect.DateType():
            return date(2025, 3, 25)
        case inspect.BoolType():
            return True
        case inspect.IntType() | inspect.FloatType():
            return 1
    return MOBILE
