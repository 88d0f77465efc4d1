"""Made-up values of any shape of the domain: of the right types, in and out of bounds."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

from hypothesis import strategies as st
from msgspec import inspect

from graphql_api.schema.derive import is_optional, shape, unwrapped

AWKWARD = [
    "",
    "A",
    "0902",
    "12.50",
    "610924000000",
    "a\n",
    "x" * 101,
    "字" * 4001,
    "\x00",
    "\u2028",
]
TEXTS = st.one_of(
    st.text(max_size=8),
    st.sampled_from(AWKWARD),
    st.sampled_from(["case", "person", "unit"]).map(lambda kind: f"{kind}_{'0' * 26}"),
)
EARLIEST = datetime(1901, 1, 1)  # noqa: DTZ001  # hypothesis adds the zone itself
LATEST = datetime(2199, 12, 30)  # noqa: DTZ001  # the same
Nested = Callable[[Any], st.SearchStrategy[Any]]


def values(node: inspect.Type, nested: Nested) -> st.SearchStrategy[Any]:
    """Values of a type; `nested` makes those of records."""
    found: st.SearchStrategy[Any]
    match unwrapped(node):
        case inspect.StrType():
            found = TEXTS
        case inspect.BoolType():
            found = st.booleans()
        case inspect.IntType():
            found = st.integers(-2, 2**31 - 1)
        case inspect.FloatType():
            found = st.floats(-400, 400)
        case inspect.DateTimeType():
            found = st.datetimes(EARLIEST, LATEST, timezones=st.just(UTC))
        case inspect.DateType():
            found = st.dates(date(1900, 1, 1), date(2200, 1, 1))
        case inspect.EnumType(cls=cls):
            found = st.sampled_from(list(cls))
        case inspect.VarTupleType(item_type=item):
            found = st.lists(values(item, nested), max_size=3).map(tuple)
        case inspect.StructType(cls=cls):
            found = nested(cls)
        case other:
            raise AssertionError(other)
    return st.none() | found if is_optional(node) else found


def mappings(kind: Any) -> st.SearchStrategy[dict[str, Any]]:
    """What an input object may become: every field that must be there, and some of the others."""
    every = {field.name: values(field.type, mappings) for field in shape(kind).fields}
    must = {field.name for field in shape(kind).fields if field.required}
    return st.fixed_dictionaries(
        {name: every[name] for name in every if name in must},
        optional={name: every[name] for name in every if name not in must},
    )


def instances(kind: Any) -> st.SearchStrategy[Any]:
    """Records of a kind, whatever their texts say."""
    return st.builds(
        kind, **{field.name: values(field.type, instances) for field in shape(kind).fields}
    )
