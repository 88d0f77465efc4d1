"""Clocks (时限台账): every term of every case, running, standing still, kept or missed.

A row holds the clocks of one case and what the engine must remember to go on: the events that
mattered, as far as the rules read them, without words or people. So a row is folded one event at a
time like any other. `look_at` is what the watch searches by: from when on a miss of the case waits
to be recorded.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from msgspec.structs import replace

from domain.case import case
from domain.ids import CaseId
from domain.kernel import Recorded
from domain.policy.clock import Clock
from domain.policy.clocks import Clocks, step
from domain.policy.rulebook import Policy
from projections.kernel import Index, Projection, Row, of_stream


class ClocksRow(Row, key=("case",)):
    """时限台账: the clocks of one case, in the order they began, as of the last event that counts.

    A clock says by itself how it stands at any moment; nothing here changes while time passes.
    """

    case: CaseId
    look_at: datetime | None
    clocks: tuple[Clock, ...]
    memory: Clocks
    """What the engine knows beside the clocks."""

    @property
    def engine(self) -> Clocks:
        """The clocks as the engine goes on with them, and answers questions about them."""
        return replace(self.memory, clocks=self.clocks)


def clocks_by(policy: Callable[[], Policy]) -> Projection[ClocksRow]:
    """The table of clocks, counted by a policy, which is asked for when the first event comes.

    An event is counted by the rules it names, so a further rule file changes no stored row.
    """
    projection = Projection(
        "clocks",
        ClocksRow,
        version=2,
        zh="时限台账",
        indexes=[Index(columns=("look_at", "case"))],
    )

    def counted(row: ClocksRow | None, fact: Recorded[Any]) -> ClocksRow:
        before = Clocks() if row is None else row.engine
        after = step(before, fact, policy())
        if row is not None and after is before:
            return row
        return ClocksRow(
            case=fact.stream,
            look_at=after.look_at(),
            clocks=after.clocks,
            memory=replace(after, clocks=()),
        )

    projection.reads(case.evolutions, counted, of_stream)
    return projection
