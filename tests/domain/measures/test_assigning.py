"""Who of a unit is proposed for a case: the least loaded who is not tied to it. domain.md §5.3."""

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.ids import derived
from domain.measures.assigning import Candidate, Tie, Ties, hints

SEED = datetime(2025, 1, 1, tzinfo=UTC)
PEOPLE = [derived("person", SEED, str(nth)) for nth in range(5)]
UNIT, ABOVE = derived("unit", SEED, "office"), derived("unit", SEED, "bureau")
LINE = [UNIT, ABOVE]
ONE, TWO = PEOPLE[:2]
NO_TIES = Ties()


def candidate(person: str, load: int = 10, capacity: int = 100, **more: Any) -> Candidate:
    return Candidate(person=person, load=load, capacity=capacity, **({"qualified": True} | more))


def order(*candidates: Candidate, ties: Ties = NO_TIES) -> list[str]:
    return [one.candidate.person for one in hints(candidates, LINE, ties)]


def test_the_least_loaded_comes_first() -> None:
    """30 of 100 is less than 20 of 50: what counts is how full a post is, not its load."""
    assert order(candidate(ONE, 20, 50), candidate(TWO, 30, 100)) == [TWO, ONE]


def test_who_has_no_capacity_comes_after_all_who_have() -> None:
    assert order(candidate(ONE, 0, 0), candidate(TWO, 99, 100)) == [TWO, ONE]


def test_who_is_tied_to_the_case_comes_last_with_the_reason() -> None:
    ties = Ties(participants=(TWO,))
    found = hints([candidate(ONE, 90), candidate(TWO, 0)], LINE, ties)
    assert [(one.candidate.person, one.tie) for one in found] == [
        (ONE, None),
        (TWO, Tie.TAKES_PART),
    ]


@pytest.mark.parametrize(
    ("ties", "more", "tie"),
    [
        ({"stepped_aside": (ONE,)}, {}, Tie.STEPPED_ASIDE),
        ({"disclosed": (ONE,)}, {}, Tie.DISCLOSED_INTEREST),
        ({"replaced": (ONE,)}, {}, Tie.REPLACED),
        ({}, {"qualified": False}, Tie.MAY_NOT_MEDIATE),
        ({"accused_units": (UNIT,)}, {}, Tie.ACCUSED_UNIT),
        ({"accused_units": (ABOVE,)}, {}, None),
        ({"protected": True}, {}, Tie.NOT_CUSTODIAN),
        ({"protected": True, "custodians": (ONE,)}, {}, None),
        (
            {"protected": True, "custodians": (ONE,), "accused_units": (ABOVE,)},
            {},
            Tie.ACCUSED_UNIT,
        ),
        ({"participants": (TWO,)}, {}, None),
    ],
    ids=str,
)
def test_each_tie_keeps_somebody_out(
    ties: dict[str, Any], more: dict[str, Any], tie: Tie | None
) -> None:
    (found,) = hints([candidate(ONE, **more)], LINE, Ties(**ties))
    assert found.tie is tie


people = st.lists(st.sampled_from(PEOPLE), unique=True).map(tuple)


@given(
    st.lists(
        st.builds(
            Candidate,
            person=st.sampled_from(PEOPLE),
            qualified=st.booleans(),
            load=st.integers(0, 100),
            capacity=st.integers(0, 100),
        ),
        unique_by=lambda one: one.person,
    ),
    st.builds(Ties, protected=st.booleans(), custodians=people, participants=people,
              stepped_aside=people, disclosed=people, replaced=people),
)  # fmt: skip
def test_nobody_with_a_tie_is_ever_proposed_and_nobody_is_ever_dropped(
    candidates: list[Candidate], ties: Ties
) -> None:
    found = hints(candidates, LINE, ties)
    assert sorted(one.candidate.person for one in found) == sorted(c.person for c in candidates)
    barred = {*ties.participants, *ties.stepped_aside, *ties.disclosed, *ties.replaced}
    proposed = [one.candidate for one in found if one.tie is None]
    assert [one.candidate for one in found][: len(proposed)] == proposed
    assert not barred & {one.person for one in proposed}
    full = [one.utilisation for one in proposed if one.utilisation is not None]
    assert full == sorted(full)
