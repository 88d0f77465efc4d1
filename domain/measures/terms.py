"""Terms that are counted (计入指标的时限): which timers tell which figure, and how a term stands.

domain.md §5.2 asks for what was decided "within T02 or T21 to T22", and contacted "within T03", of
all that was due. How this reads:

    及时受理率   a matter for the petition office (one that has a term T21: petitions, reports)
                 is judged by its terms T21 and T22 [F02 arts 22, 23]; any other by its terms T02
    响应率       every matter is judged by its term T03 [F24 art 32]

Each term counts by itself, by the day it is due at last: with its pauses, however it was shortened.
A term nobody needed to keep any more before it was missed was never due: the matter was withdrawn,
or merged into another. While a term stands still without end it is not due either.
"""

from collections.abc import Iterable

from domain.measures.base_sets import FigureKind, Standing
from domain.policy import overdue
from domain.policy.clock import Clock
from domain.values import Value


class Judged(Value):
    """计入口径: what the terms of a timer count as.

    `petition`: in matters for the petition office alone, or in all others alone; None: in both.
    """

    kind: FigureKind
    petition: bool | None = None


PETITION_OFFICE = "T21"
"""Whoever has a term of this timer has a matter for the petition office."""

JUDGED_BY: dict[str, Judged] = {
    "T02": Judged(kind=FigureKind.DECISION_DUE, petition=False),
    "T21": Judged(kind=FigureKind.DECISION_DUE, petition=True),
    "T22": Judged(kind=FigureKind.DECISION_DUE, petition=True),
    "T03": Judged(kind=FigureKind.CONTACT_DUE),
}
"""Every timer whose terms count. A matter without a term of them has nothing to count."""

KINDS = frozenset(one.kind for one in JUDGED_BY.values())
"""What terms count as; nothing else does."""


def counts(timer: str, timers: Iterable[str]) -> bool:
    """Whether the terms of a timer count in a matter that has terms of these timers."""
    judged = JUDGED_BY.get(timer)
    return judged is not None and judged.petition in (None, PETITION_OFFICE in timers)


def standing(clock: Clock) -> Standing | None:
    """How a term counts by everything recorded; None for one that is not due, or not any more.

    A miss on record stays one, whatever is entered later (domain.md §2.5 K).
    """
    if clock.recorded is not None:
        return Standing.LATE
    if clock.end is None:
        endless = any(gap.ends_at is None for gap in clock.gaps)
        return None if endless else Standing.OPEN
    return _ENDED.get(overdue.standing_at_end(clock))


_ENDED: dict[overdue.Standing | None, Standing] = {
    overdue.Standing.MET: Standing.ON_TIME,
    overdue.Standing.LATE: Standing.LATE,
}
"""What was cancelled in time is left out."""
