"""Labels hide names, ids go round (domain.md §2.2; RFC 9562)."""

from datetime import UTC, datetime

import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st

from domain.ids import MalformedId, decode, derived, encode, kind_of
from domain.person import PersonKind, masked

names = st.text(max_size=100).map(str.strip).filter(lambda name: name.strip("*"))
"""Anything that is not merely asterisks."""
moments = st.datetimes(datetime(1970, 1, 1), datetime(2200, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001


@for_all(names, st.sampled_from(PersonKind))
def test_a_label_never_contains_the_whole_name(name: str, kind: PersonKind) -> None:
    assert name not in masked(name, kind)


@pytest.mark.parametrize(
    ("name", "kind", "label"),
    [
        ("张远山", PersonKind.NATURAL, "张*"),
        ("云溪县自然资源局", PersonKind.ORGANISATION, "云溪***源局"),
        ("信访局", PersonKind.ORGANISATION, "信*"),
        ("张", PersonKind.NATURAL, "*"),
        ("张*", PersonKind.NATURAL, "*"),
    ],
)
def test_labels_look_like_this(name: str, kind: PersonKind, label: str) -> None:
    assert masked(name, kind) == label


@for_all(st.uuids(), st.sampled_from(["case", "person", "document"]))
def test_an_id_and_its_uuid_are_one(value: object, kind: str) -> None:
    text = encode(kind, value)  # type: ignore[arg-type]
    assert (decode(text), kind_of(text)) == (value, kind)


@for_all(st.text(max_size=40))
def test_what_is_no_id_is_malformed(text: str) -> None:
    try:
        value = decode(text)
    except MalformedId:
        return
    assert encode(kind_of(text), value) == text


@for_all(moments, moments, st.text(max_size=10))
def test_ids_follow_from_their_seeds_and_sort_by_their_moment(
    one: datetime, two: datetime, seed: str
) -> None:
    assert derived("case", one, seed) == derived("case", one, seed)
    if int(one.timestamp() * 1000) < int(two.timestamp() * 1000):
        assert derived("case", one, seed) < derived("case", two, seed)
