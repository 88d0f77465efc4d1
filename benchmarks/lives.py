"""The lives of invented cases: what happens next, drawn at random."""

from benchmarks.drawing import Draw
from benchmarks.happenings import HAPPENINGS
from domain.case import Case
from domain.case.state import OPEN
from domain.kernel import Event


def happen(draw: Draw, state: Case) -> Event | None:
    """Something that may happen to a case as it stands; None when the draw did not fit."""
    if state.stage not in OPEN and draw.random.random() < 0.8:
        return None  # Not much happens to a case that is over.
    fitting = [happening for stages, happening in HAPPENINGS if state.stage in stages]
    return draw.random.choice(fitting)(draw, state)
