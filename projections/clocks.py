"""Clocks (时限台账): every term of every case, running, standing still, kept or missed.

A row holds the clocks of one case and what the engine must remember to go on: the events that
mattered, as far as the rules read them, without words or people. So a row is folded one event at a
time like any other. `look_at` is what the watch searches by: from when on a miss of the case waits
to be recorded.

Its part `deadlines` shows each clock as a row of its own, with who answers for it. Beside it stand
sums of what is overdue (`overdue_sums.py`). Its part `term_figures` tells which terms were kept and
missed for the indicators, in two times (`figures/terms.py`).
"""

from collections.abc import Callable
from datetime import datetime
from itertools import starmap
from typing import Any

from msgspec.structs import replace

from domain.case import case, chain, chronology
from domain.case.chain import Chain
from domain.case.chronology import Chronology
from domain.case.intake import IntakeRegistered
from domain.ids import CaseId
from domain.kernel import Recorded
from domain.policy.clock import Clock
from domain.policy.clocks import Clocks, step
from domain.policy.overdue import NEVER
from domain.policy.rulebook import Policy
from projections import deadlines
from projections.deadlines import Deadline, Held, Miss, Press, Tracked
from projections.figures import terms
from projections.figures.rows import figure_part
from projections.figures.sums import term_sums
from projections.figures.terms import TermsTold
from projections.kernel import FoldBroken, Index, Is, Part, PiecePart, Projection, Row, of_stream
from projections.overdue_sums import overdue_sums


class ClocksRow(Row, key=("case",)):
    """时限台账: the clocks of one case, in the order they began, as of the last event that counts.

    A clock says by itself how it stands at any moment; nothing here changes while time passes.
    """

    case: CaseId
    look_at: datetime | None
    clocks: tuple[Clock, ...]
    memory: Clocks
    """What the engine knows beside the clocks."""
    chain: Chain
    """Who had which duty of the case, one after the other."""
    times: Chronology
    """Where the record goes back in time."""
    misses: tuple[Miss, ...]
    """Whom the recorded misses name."""
    pressed: tuple[Press, ...]
    """Which units were urged, or put under supervision."""
    told: TermsTold
    """What was told of its terms for the indicators."""

    @property
    def engine(self) -> Clocks:
        """The clocks as the engine goes on with them, and answers questions about them."""
        return replace(self.memory, clocks=self.clocks)


Policies = Callable[[], Policy]


def clocks_by(policy: Policies) -> Projection[ClocksRow]:
    """The table of clocks, counted by a policy, which is asked for when the first event comes.

    An event is counted by the rules it names, so a further rule file changes no stored row.
    """
    of_terms = _deadlines(policy)
    figures = figure_part("term_figures", lambda row: (row.case, row.told), zh="时限统计事实")
    projection = Projection(
        "clocks",
        ClocksRow,
        version=7,
        zh="时限台账",
        indexes=[Index(columns=("look_at", "case"))],
        parts=[of_terms, figures],
        sums=[*overdue_sums(of_terms), term_sums(figures)],
    )

    def counted(row: ClocksRow | None, fact: Recorded[Any]) -> ClocksRow:
        if row is None:
            return _begun(fact, step(Clocks(), fact, policy()))
        before = row.engine
        after = step(before, fact, policy())
        memory = row.memory if after is before else replace(after, clocks=())
        return _gone_on(row, fact, after, memory)

    projection.reads(case.evolutions, counted, of_stream)
    return projection


def tracked(row: ClocksRow, policy: Policy) -> list[Tracked]:
    """Each clock of a case with its row, in order."""
    rows = starmap(deadlines.deadline, _pieces(row, policy))
    return [Tracked(row=one, clock=row.clocks[one.place]) for one in rows]


def _pieces(row: ClocksRow, policy: Policy) -> list[deadlines.Piece]:
    held = Held(row.chain, row.times, row.misses)
    return [
        (row.case, place, clock, held.seat(clock), row.pressed, policy)
        for place, clock in enumerate(row.clocks)
    ]


_EVER_OVER = Is(column="ever_over", value=True)


def _deadlines(policy: Policies) -> Part[Deadline]:
    return PiecePart(
        "deadlines",
        Deadline,
        lambda row: _pieces(row, policy()),
        deadlines.deadline,
        zh="时限明细",
        indexes=[
            Index(columns=("unit", "open_until", "over_at")),
            Index(columns=("person", "open_until")),
            # What is open, in the order it is shown in; what was ever over, by its end, and by
            # when it was, with all that is counted of most of it.
            Index(
                columns=("due_at", "case", "timer", "scope", "started", "kind", "unit"),
                where=Is(column="open_until", value=NEVER),
            ),
            Index(columns=("open_until", "over_at"), where=_EVER_OVER),
            Index(
                columns=("over_at", "stood_still"),
                include=("unit", "case", "kind", "started_at", "open_until", "stood"),
                where=_EVER_OVER,
            ),
            # The few that ever stood still.
            Index(columns=("open_until",), where=Is(column="stood_still", value=True)),
            Index(columns=("apart_until",)),
            Index(columns=("late_extension_at",)),
        ],
    )


def _begun(fact: Recorded[Any], after: Clocks) -> ClocksRow:
    if not isinstance(fact.event, IntakeRegistered):
        raise FoldBroken(f"{fact.name} is the first event of {fact.stream}")
    row = ClocksRow(
        case=fact.stream,
        look_at=after.look_at(),
        clocks=after.clocks,
        memory=replace(after, clocks=()),
        chain=chain.step(Chain(), fact),
        times=chronology.step(Chronology(), fact),
        misses=deadlines.misses((), fact),
        pressed=deadlines.pressed((), fact),
        told=terms.begun(fact),
    )
    return replace(row, told=terms.all_told(row.told, fact, row))


def _gone_on(row: ClocksRow, fact: Recorded[Any], after: Clocks, memory: Clocks) -> ClocksRow:
    """The row after one more event; what the event leaves alone stays the same object."""
    gone_on = ClocksRow(
        case=row.case,
        look_at=row.look_at if after.clocks is row.clocks else after.look_at(),
        clocks=after.clocks,
        memory=memory,
        chain=chain.step(row.chain, fact),
        times=chronology.step(row.times, fact),
        misses=deadlines.misses(row.misses, fact),
        pressed=deadlines.pressed(row.pressed, fact),
        told=terms.about(row.told, fact),
    )
    told = terms.compared(gone_on.told, fact, row, gone_on)
    return gone_on if told is gone_on.told else replace(gone_on, told=told)
