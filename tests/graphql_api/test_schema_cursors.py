"""Cursors: only what was written here, for this list, is ever read back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphql_api.cursors import Cursors, Place
from graphql_api.errors import BadInput

CURSORS = Cursors(b"k" * 32)
PLACES = st.builds(
    Place,
    keys=st.lists(st.one_of(st.text(), st.integers(0, 2**53), st.none()), min_size=1).map(tuple),
    position=st.integers(0, 2**63 - 1),
)


@given(PLACES, st.text(), st.one_of(st.none(), st.text(), st.lists(st.text())))
def test_a_cursor_always_leads_back_to_its_place(place: Place, name: str, narrowed: object) -> None:
    assert CURSORS.read(CURSORS.write(name, place, narrowed), name, narrowed) == place


@given(PLACES, st.data())
def test_a_changed_cursor_is_never_read(place: Place, data: st.DataObject) -> None:
    cursor = CURSORS.write("cases", place)
    at = data.draw(st.integers(0, len(cursor) - 1))
    other = data.draw(st.sampled_from("ABCxyz019-_").filter(lambda one: one != cursor[at]))
    with pytest.raises(BadInput):
        CURSORS.read(cursor[:at] + other + cursor[at + 1 :], "cases")


@given(st.text(alphabet="ABCDabcd0123-_", max_size=80))
def test_an_invented_cursor_is_never_read(text: str) -> None:
    with pytest.raises(BadInput):
        CURSORS.read(text, "cases")


def test_a_cursor_of_another_list_is_not_read() -> None:
    cursor = CURSORS.write("cases.RECEIVED_AT_DESC", Place(keys=("a",), position=1))
    with pytest.raises(BadInput):
        CURSORS.read(cursor, "cases.RECEIVED_AT_ASC")


def test_a_cursor_of_another_filter_is_not_read() -> None:
    cursor = CURSORS.write("cases", Place(keys=("a",), position=1), {"stages": ["ACCEPTED"]})
    with pytest.raises(BadInput):
        CURSORS.read(cursor, "cases", {"stages": []})


def test_a_cursor_of_another_key_is_not_read() -> None:
    cursor = Cursors(b"other" * 8).write("cases", Place(keys=("a",), position=1))
    with pytest.raises(BadInput):
        CURSORS.read(cursor, "cases")
