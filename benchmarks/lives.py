"""The lives of invented cases: what happens next, drawn at random.

What has seldom happened happens sooner, so that in a few thousand acts everything does; what ends
a case comes late, so that cases live long enough for the rest.
"""

from collections import Counter

from benchmarks.drawing import Draw
from benchmarks.happenings import HAPPENINGS
from domain.case import Case
from domain.case.state import OPEN
from domain.kernel import Event, name_of

ENDINGS = frozenset(
    {
        "intake.resolved_on_the_spot",
        "intake.self_handled_filed",
        "case.refused",
        "case.redirected",
        "case.withdrawn",
        "case.concluded",
        "case.destruction_executed",
    }
)
"""Events after which less happens to a case."""
PUT_OFF = 0.8
"""How often an ending is put off."""
TRIES = 6


class Lives:
    """Everything that has happened so far, by how often."""

    def __init__(self) -> None:
        self.happened: Counter[int] = Counter()

    def happen(self, draw: Draw, state: Case) -> Event | None:
        """Something that may happen to a case as it stands; None when no draw did fit."""
        if state.ending.destroyed:
            return None
        if state.stage not in OPEN and draw.random.random() < 0.5:
            return None  # Not much happens to a case that is over.
        fitting = [nth for nth, (stages, _) in enumerate(HAPPENINGS) if state.stage in stages]
        weights = [(1 + self.happened[nth]) ** -2 for nth in fitting]
        for nth in draw.random.choices(fitting, weights, k=TRIES):
            event = HAPPENINGS[nth][1](draw, state)
            if event is None:
                continue
            if name_of(type(event)) in ENDINGS and draw.random.random() < PUT_OFF:
                continue
            self.happened[nth] += 1
            return event
        return None
