"""A case's past: its views at any position, its life step by step, and what changed between."""

from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from domain.organisation.state import Organisation
from infra.replay.told import learned, told_life
from projections.past import NEVER, Change, changes, life, of_cases, views
from projections.registry import PROJECTIONS
from projections.timeline import is_late
from tests.projections.facts import Facts, random_lives

VIEWS = of_cases(PROJECTIONS)


def a_case(seed: int) -> Facts:
    """The longest case of a random history."""
    facts, _ = random_lives(Random(seed), 150)
    by_case: dict[str, Facts] = {}
    for fact in facts:
        by_case.setdefault(fact.stream, []).append(fact)
    return max(by_case.values(), key=len)


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 10_000), st.data())
def test_what_is_known_at_a_position_never_changes(seed: int, data: st.DataObject) -> None:
    facts = a_case(seed)
    nth = data.draw(st.integers(0, len(facts)))
    before = views(VIEWS, facts[:nth])
    assert views(VIEWS, facts)
    assert views(VIEWS, facts[:nth]) == before


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 10_000))
def test_the_steps_of_a_life_together_are_all_that_changed(seed: int) -> None:
    facts = a_case(seed)
    steps = list(life(VIEWS, facts))
    assert [step.fact for step in steps] == facts
    latest: dict[tuple[str, str, str], str] = {}
    for step in steps:
        for one in step.changes:
            place = (one.view, one.row, one.field)
            assert latest.get(place, NEVER) == one.before
            latest[place] = one.after
    whole = changes(views(VIEWS, ()), views(VIEWS, facts))
    assert {(one.view, one.row, one.field): one.after for one in whole} == {
        place: after for place, after in latest.items() if after != NEVER
    }


def test_nothing_changes_where_nothing_happens() -> None:
    facts = a_case(5)
    position = facts[-1].position
    found = learned(VIEWS, facts, position, position + 100, Organisation())
    assert (found.events, found.late, found.changes) == (0, (), ())


def test_what_was_learned_late_is_told_apart() -> None:
    """At the first point it had happened already, and nobody could have read it here."""
    facts = a_case(7)
    first = facts[len(facts) // 2].position
    found = learned(VIEWS, facts, first, facts[-1].position, Organisation())
    known = [fact for fact in facts if fact.position <= first]
    until = max(fact.recorded_at for fact in known)
    expected = [f.position for f in facts if f.position > first and f.occurred_at <= until]
    assert [one.position for one in found.late] == expected
    assert Change in {type(one) for one in found.changes}


def test_a_life_is_told_with_its_late_entries() -> None:
    facts = a_case(11)
    told = list(told_life(VIEWS, facts, Organisation()))
    assert [one.position for one in told] == [fact.position for fact in facts]
    assert [one.late for one in told] == [is_late(fact) for fact in facts]
    lines = [line for one in told for line in one.lines()]
    assert sum(line.startswith("#") for line in lines) == len(facts)
