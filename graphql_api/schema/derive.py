"""Deriving GraphQL types from the domain's records: one input and one object type for each Value.

    str bool int float     String Boolean Int Float        marked id or opaque    ID
    date datetime          Date DateTime                   marked money           Decimal
    StrEnum                enum, named by its members      marked confidential    nullable
    Value                  type Name / input NameInput     tuple, list            [T!]!
    T | None               nullable                        default                input's default

What GraphQL cannot say (lengths, patterns, ranges) is checked by `bounds`.
"""

from collections.abc import Callable, Mapping
from dataclasses import MISSING
from datetime import date, datetime
from enum import Enum
from functools import cache
from types import new_class
from typing import Any

import strawberry
from msgspec import NODEFAULT, Struct, inspect
from strawberry.types.base import StrawberryList, StrawberryOptional
from strawberry.types.enum import EnumValue, StrawberryEnumDefinition
from strawberry.utils.str_converters import to_camel_case

from graphql_api.schema.descriptions import of_field, of_member, summary
from graphql_api.schema.fields import derived
from graphql_api.schema.scalars import Amount

camel = cache(to_camel_case)
INT_MAX = 2**31 - 1


class Underivable(Exception):
    """A field's type has no GraphQL form yet; the message names the type."""


@cache
def shape(kind: type[Struct]) -> inspect.StructType:
    """The fields of a Value with their types and bounds, as msgspec understands them."""
    found = inspect.type_info(kind)
    assert isinstance(found, inspect.StructType)
    return found


def fields(kind: type[Struct]) -> tuple[inspect.Field, ...]:
    """The fields of a Value, in order."""
    return shape(kind).fields


def unwrapped(node: inspect.Type) -> inspect.Type:
    """The type without marks and without `| None`."""
    match node:
        case inspect.Metadata(type=inner):
            return unwrapped(inner)
        case inspect.UnionType(types=types):
            options = [one for one in types if not isinstance(one, inspect.NoneType)]
            if len(options) == 1:
                return unwrapped(options[0])
    return node


def is_optional(node: inspect.Type) -> bool:
    """Whether None is one of the values."""
    match node:
        case inspect.Metadata(type=inner):
            return is_optional(inner)
        case inspect.UnionType(includes_none=includes_none):
            return includes_none
    return False


def marks(node: inspect.Type) -> Mapping[str, Any]:
    """The marks a type carries: `{"id": "case"}`, `{"confidential": True}`."""
    match node:
        case inspect.Metadata(type=inner, extra=extra):
            return {**marks(inner), **(extra or {})}
        case inspect.UnionType(types=types):
            return {key: value for one in types for key, value in marks(one).items()}
    return {}


def output_type(node: inspect.Type) -> Any:
    """The GraphQL type in which a value is answered."""
    plain = _plain(node, output_object)
    confidential = "confidential" in marks(node)
    return StrawberryOptional(plain) if confidential or is_optional(node) else plain


def input_type(node: inspect.Type) -> Any:
    """The GraphQL type in which a value is given."""
    plain = _plain(node, input_object)
    return StrawberryOptional(plain) if is_optional(node) else plain


def _plain(node: inspect.Type, nested: Callable[[type[Struct]], type]) -> Any:
    marked = marks(node)
    if "id" in marked or "opaque" in marked:
        return strawberry.ID
    if "money" in marked:
        return Amount
    match unwrapped(node):
        case inspect.StrType():
            return str
        case inspect.BoolType():
            return bool
        case inspect.IntType(le=le) if le is None or le <= INT_MAX:
            return int
        case inspect.FloatType():
            return float
        case inspect.DateTimeType():
            return datetime
        case inspect.DateType():
            return date
        case inspect.EnumType(cls=cls):
            return enum_type(cls)
        case inspect.VarTupleType(item_type=item) | inspect.ListType(item_type=item):
            return StrawberryList(_item(item, nested))
        case inspect.FrozenSetType(item_type=item):
            return StrawberryList(_item(item, nested))
        case inspect.StructType(cls=cls):
            return nested(cls)
    raise Underivable(f"{node} has no GraphQL form")


def _item(node: inspect.Type, nested: Callable[[type[Struct]], type]) -> Any:
    plain = _plain(node, nested)
    confidential = nested is output_object and "confidential" in marks(node)
    return StrawberryOptional(plain) if confidential or is_optional(node) else plain


@cache
def enum_type(kind: type[Enum], name: str | None = None) -> StrawberryEnumDefinition:
    """The GraphQL enum of a Python one: values are called by their members' names.

    `name` is for enums whose own name says too little outside their module.
    """
    return StrawberryEnumDefinition(
        wrapped_cls=kind,
        name=name or kind.__name__,
        values=[EnumValue(one.name, one.value, description=of_member(one)) for one in kind],
        description=summary(kind),
    )


@cache
def output_object(kind: type[Struct]) -> type:
    """The object type of a Value; resolvers may answer it with the Value itself."""
    members = {
        field.name: derived(output_type(field.type), of_field(kind, field.name))
        for field in fields(kind)
    }
    made = record(kind.__name__, members)
    return strawberry.type(made, name=kind.__name__, description=summary(kind))


@cache
def input_object(kind: type[Struct]) -> type:
    """The input type of a Value; resolvers get the mapping `given` makes of it."""
    return input_record(f"{kind.__name__}Input", input_members(kind), summary(kind))


def input_record(name: str, members: Mapping[str, Any], description: str) -> type:
    """An input type of these fields, handed to resolvers as a plain mapping."""
    made: Any = strawberry.input(record(name, members), name=name, description=description)
    made.__strawberry_definition__.from_input = _as_given
    return made  # type: ignore[no-any-return]  # Strawberry gives back the class it was given.


def _as_given(_kind: type, value: Mapping[str, Any], _context: Any) -> Mapping[str, Any]:
    """The coerced input value itself, by GraphQL names: `given` translates the names."""
    return value


def input_members(kind: type[Struct]) -> dict[str, Any]:
    """The input fields of a Value. A default other than None makes a field non-null."""
    return {
        field.name: derived(
            input_type(field.type), of_field(kind, field.name), default=_default(field)
        )
        for field in fields(kind)
    }


def _default(field: inspect.Field) -> Any:
    """What Strawberry should say of a field that is left out: nothing, or the domain's default."""
    value = field.default
    if field.default_factory is not NODEFAULT:
        value = field.default_factory()
    if value is NODEFAULT and not is_optional(field.type):
        return MISSING
    if value is NODEFAULT or value is None:
        return strawberry.UNSET
    return tuple(value) if isinstance(value, list | frozenset) else value


def record(name: str, members: Mapping[str, Any], bases: tuple[type, ...] = ()) -> type:
    """A plain class with annotated fields, ready to be made a GraphQL type."""
    annotations = dict.fromkeys(members, Any)
    # Without a docstring each class would be given its signature as one, which takes a while.
    body = {"__module__": __name__, "__doc__": name, "__annotations__": annotations, **members}
    return new_class(name, bases, exec_body=lambda namespace: namespace.update(body))


def given(kind: type[Struct], value: Mapping[str, Any]) -> dict[str, Any]:
    """An input object by the names of the Value's fields; what is left out keeps its default."""
    found: dict[str, Any] = {}
    for field in fields(kind):
        name = camel(field.name)
        if name in value:
            found[field.name] = _given(field.type, value[name])
        elif field.required:
            found[field.name] = None  # Nullable, for GraphQL has let it be left out.
    return found


def _given(node: inspect.Type, value: Any) -> Any:
    if value is None:
        return None
    match unwrapped(node):
        case inspect.StructType(cls=cls):
            return given(cls, value)
        case inspect.VarTupleType(item_type=item) | inspect.ListType(item_type=item):
            return [_given(item, one) for one in value]
    return value
