"""Clocks (时限台账): every term of every case, running, standing still, kept or missed.

A row holds the clocks of one case and what the engine must remember to go on: the events that
mattered, as far as the rules read them, without words or people. So a row is folded one event at a
time like any other. `look_at` is what the watch searches by: from when on a miss of the case waits
to be recorded.

Its part `deadlines` shows each clock as a row of its own, with who answers for it. Beside it stand
sums of what is overdue (`overdue_sums.py`).
"""

from collections.abc import Callable, Iterable
from datetime import datetime
from itertools import starmap
from typing import Any

from msgspec.structs import replace

from domain.case import case, chain, chronology
from domain.case.chain import Chain
from domain.case.chronology import Chronology
from domain.ids import CaseId
from domain.kernel import Recorded
from domain.policy.clock import Clock
from domain.policy.clocks import Clocks, step
from domain.policy.rulebook import Policy
from projections import deadlines
from projections.deadlines import Deadline, Held, Miss, Press, Reckoned
from projections.kernel import Index, Part, PiecePart, Projection, Row, of_stream
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
    reckoned: tuple[Reckoned, ...]
    """What was found out about each clock, in the order of the clocks."""

    @property
    def engine(self) -> Clocks:
        """The clocks as the engine goes on with them, and answers questions about them."""
        return replace(self.memory, clocks=self.clocks)


Policies = Callable[[], Policy]


def clocks_by(policy: Policies) -> Projection[ClocksRow]:
    """The table of clocks, counted by a policy, which is asked for when the first event comes.

    An event is counted by the rules it names, so a further rule file changes no stored row.
    """
    deadlines_part = _deadlines(policy)
    projection = Projection(
        "clocks",
        ClocksRow,
        version=5,
        zh="时限台账",
        indexes=[Index(columns=("look_at", "case"))],
        parts=[deadlines_part],
        sums=overdue_sums(deadlines_part),
    )

    def counted(row: ClocksRow | None, fact: Recorded[Any]) -> ClocksRow:
        if row is None:
            return _begun(fact, step(Clocks(), fact, policy()), policy())
        before = row.engine
        after = step(before, fact, policy())
        memory = row.memory if after is before else replace(after, clocks=())
        return _gone_on(row, fact, after, memory, policy())

    projection.reads(case.evolutions, counted, of_stream)
    return projection


def deadlines_of(row: ClocksRow, policy: Policy) -> Iterable[Deadline]:
    """Each clock of a case as a row of its own."""
    return starmap(deadlines.deadline, _pieces(row, policy))


Piece = tuple[CaseId, Clock, Reckoned, tuple[Press, ...], int]
"""What the row of a clock is told from: a clock that nothing touched is the same object."""


def _pieces(row: ClocksRow, policy: Policy) -> list[Piece]:
    pressed, number = row.pressed, "black_after_urges"
    return [
        (
            row.case,
            clock,
            known,
            pressed,
            policy.rules.of(clock.rules).number(number).whole if pressed else 0,
        )
        for clock, known in zip(row.clocks, row.reckoned, strict=True)
    ]


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
            Index(columns=("apart_until",)),
            Index(columns=("late_extension_at",)),
        ],
    )


def _begun(fact: Recorded[Any], after: Clocks, policy: Policy) -> ClocksRow:
    held = Held(
        chain=chain.step(Chain(), fact),
        times=chronology.step(Chronology(), fact),
        misses=deadlines.misses((), fact),
    )
    return ClocksRow(
        case=fact.stream,
        look_at=after.look_at(),
        clocks=after.clocks,
        memory=replace(after, clocks=()),
        chain=held.chain,
        times=held.times,
        misses=held.misses,
        pressed=deadlines.pressed((), fact),
        reckoned=tuple(deadlines.reckoned(one, held, policy) for one in after.clocks),
    )


def _gone_on(
    row: ClocksRow, fact: Recorded[Any], after: Clocks, memory: Clocks, policy: Policy
) -> ClocksRow:
    """The row after one more event; only what the event changes is found out anew."""
    held = Held(
        chain=chain.step(row.chain, fact),
        times=chronology.step(row.times, fact),
        misses=deadlines.misses(row.misses, fact),
    )
    pressed = deadlines.pressed(row.pressed, fact)
    turned = held.chain is not row.chain
    if after.clocks is row.clocks and not turned and pressed is row.pressed:
        return replace(row, times=held.times, memory=memory)
    return ClocksRow(
        case=row.case,
        look_at=row.look_at if after.clocks is row.clocks else after.look_at(),
        clocks=after.clocks,
        memory=memory,
        chain=held.chain,
        times=held.times,
        misses=held.misses,
        pressed=pressed,
        reckoned=_reckoned(row, fact, after, held, policy, turned=turned),
    )


def _reckoned(
    row: ClocksRow,
    fact: Recorded[Any],
    after: Clocks,
    held: Held,
    policy: Policy,
    *,
    turned: bool,
) -> tuple[Reckoned, ...]:
    """A turn of duty changes who answers only for terms that ended after it happened.

    A clock stays in its place; when all are counted again, each of them is another clock.
    """
    found = list(row.reckoned[: len(after.clocks)])
    for place, (clock, before) in enumerate(zip(after.clocks, row.clocks, strict=False)):
        if clock is not before:
            found[place] = deadlines.reckoned(clock, held, policy)
        elif turned and deadlines.answers(clock, fact.occurred_at):
            seat = held.seat(clock)
            if seat != found[place].seat:
                found[place] = replace(found[place], seat=seat)
    new = after.clocks[len(found) :]
    return (*found, *(deadlines.reckoned(one, held, policy) for one in new))
