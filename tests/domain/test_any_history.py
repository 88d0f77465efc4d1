"""Whatever people do, in whatever order, a case stays sound (domain.md §2.4, §2.7).

After every step all the invariants are looked at again. The number hypothesis shows when a
history fails is its seed: the same number plays the same history.
"""

from hypothesis import given as for_all
from hypothesis import settings
from hypothesis import strategies as st

from domain.case import case
from domain.case.intake import RegisterIntake
from domain.policy.clocks import clocks_of
from tests.domain.beginnings import BEGINNINGS
from tests.domain.chance import KINDS
from tests.domain.invariants import INVARIANTS
from tests.domain.invariants_of_clocks import INVARIANTS_OF_CLOCKS
from tests.domain.play import Experience, History
from tests.domain.policy.history import POLICY

STEPS = 30
HISTORIES = 300
"""So many are played at most to find a way through every command; about a hundred are needed."""


@settings(max_examples=40, deadline=None)
@for_all(st.integers(0, 2**32))
def test_any_history(seed: int) -> None:
    history = History(seed)
    for _ in range(STEPS):
        history.step()
        for holds in (*INVARIANTS, *INVARIANTS_OF_CLOCKS):
            holds(history)
    replays_alike(history)


def replays_alike(history: History) -> None:
    """The same facts give the same state and the same clocks."""
    for stream, facts in history.facts.items():
        assert case.fold(facts) == history.states[stream]
        assert clocks_of(facts, POLICY) == history.clocks[stream]


def test_chance_finds_a_way_through_every_command() -> None:
    """A command that chance never brings to an end is not tested by the histories above."""
    assert {*KINDS, RegisterIntake} == case.decisions.keys()
    every = {command.__name__ for command in case.decisions}
    experience = Experience()
    for seed in range(HISTORIES):
        history = History(seed, BEGINNINGS[seed % len(BEGINNINGS)], experience)
        for _ in range(STEPS):
            history.step()
        if every <= experience.done.keys():
            break
    assert every - experience.done.keys() == set()
