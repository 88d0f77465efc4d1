"""What may happen when nobody acts: a term ends, and the miss is recorded."""

from collections.abc import Sequence
from datetime import timedelta

from benchmarks.drawing import Draw, Happening
from domain.case import Case
from domain.case.deadlines import DeadlineMissed
from domain.case.state import OPEN, Stage
from domain.kernel import Event
from domain.policy.timers import Basis, Holder

VERSION = "liuhen-2026.1"


def _missed(draw: Draw, state: Case) -> Event | None:
    """The decision whether to take it up was not made in time."""
    if state.deadlines.missed:
        return None
    return DeadlineMissed(
        timer="T02",
        scope="",
        started=1,
        started_at=draw.at - timedelta(days=8),
        due_at=draw.at - timedelta(days=1),
        basis=Basis.DEFAULT,
        rule_version=VERSION,
        holder=Holder.TRIAGE,
        holder_unit=state.centre,
        holder_person=None,
    )


HAPPENINGS: tuple[tuple[Sequence[Stage], Happening], ...] = ((OPEN, _missed),)
