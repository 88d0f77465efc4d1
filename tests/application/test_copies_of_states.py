"""A copied state may be changed without changing the one it was copied from."""

import copy
from dataclasses import dataclass, field
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from domain.values import Value
from infra.streams import copied


class Fixed(Value):
    words: tuple[str, ...]


@dataclass
class Region:
    notes: list[Any] = field(default_factory=list)
    by_name: dict[str, Any] = field(default_factory=dict)
    names: set[str] = field(default_factory=set)
    fixed: Fixed | None = None


texts = st.text(max_size=3)
leaves = st.none() | texts | st.builds(Fixed, words=st.tuples(texts))
states = st.recursive(
    leaves,
    lambda inner: st.builds(
        Region,
        notes=st.lists(inner, max_size=3),
        by_name=st.dictionaries(texts, inner, max_size=3),
        names=st.sets(texts, max_size=3),
        fixed=st.builds(Fixed, words=st.tuples(texts)),
    ),
    max_leaves=12,
)


def disturbed(value: Any) -> None:
    """Change everything in it that can be changed."""
    match value:
        case Region():
            disturbed(value.notes)
            disturbed(value.by_name)
            value.notes.append("new")
            value.by_name["new"] = 1
            value.names.add("new")
            value.fixed = None
        case list():
            for item in value:
                disturbed(item)
        case dict():
            for item in value.values():
                disturbed(item)


@given(states)
def test_changing_a_copy_never_changes_the_original(state: Any) -> None:
    before = copy.deepcopy(state)
    duplicate = copied(state)
    assert duplicate == state
    disturbed(duplicate)
    assert state == before
