"""Narrative is withheld wherever it stands in an event, and nothing else is."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.case.intake import IntakeRegistered
from domain.kernel import Confidential, Event
from domain.registry import EVENTS
from domain.values import Value
from graphql_api.schema.narrative import hidden
from infra.store.confidential import each_narrative
from tests.domain.states import registered
from tests.graphql_api.shapes import instances


class Inner(Value):
    """A part of an event with words in it."""

    code: str
    words: Confidential | None


class Outer(Event, tag="test.outer"):
    """测试: an event with words at every depth."""

    code: str
    words: Confidential
    lines: tuple[Confidential, ...]
    one: Inner
    many: tuple[Inner, ...]
    none: Inner | None


def test_words_are_withheld_at_every_depth() -> None:
    inner = Inner(code="a", words="secret")
    event = Outer(
        code="b", words="secret", lines=("secret",), one=inner, many=(inner, inner), none=None
    )
    shown = hidden(event)
    assert "secret" not in repr(shown)
    assert (shown.code, shown.one.code, [one.code for one in shown.many]) == ("b", "a", ["a", "a"])
    assert len(shown.lines) == 1


def test_the_event_itself_is_not_changed() -> None:
    event = registered().event
    assert isinstance(event, IntakeRegistered)
    before = event.summary
    assert hidden(event).summary is None
    assert event.summary == before


@pytest.mark.parametrize("kind", EVENTS.values(), ids=lambda kind: kind.__name__)
@settings(max_examples=30, deadline=None)
@given(data=st.data())
def test_exactly_what_the_store_seals_is_withheld(kind: type[Event], data: st.DataObject) -> None:
    event = data.draw(instances(kind))
    blank = each_narrative(event, lambda text, path: None)  # type: ignore[arg-type,return-value]
    assert hidden(event) == blank
