"""Figures (统计台账): every countable fact of a case, with what was known of it when.

    FiguresRow       one row for each case: what folding must remember
    FigureRow        its part `figures`: one row for each fact that counts, in two times
    FigureSums       its sums `figure_sums`: how many belong to each base set, as known now

A fact is counted by its day (`on`, business time) and known from `recorded_at` until
`retracted_at`: so every figure can be asked for as it was known at any moment. Each chapter of a
case's life has a file here; `terms.py` is that of the table of clocks (`projections/clocks.py`).
"""

from collections.abc import Callable
from typing import Any

from domain.case import case
from domain.kernel import Recorded
from domain.measures.steps import PARTY_STEPS
from domain.policy.rulebook import Policy
from projections.figures import (
    agreements,
    ending,
    mediation,
    opening,
    orders,
    rightings,
    spreading,
    steps,
)
from projections.figures.rows import FigureRow, FiguresRow, figure_part
from projections.figures.sums import figure_sums
from projections.figures.telling import FOLDS
from projections.kernel import FoldBroken, Projection, of_stream

__all__ = [
    "FigureRow",
    "FiguresRow",
    "agreements",
    "ending",
    "figures_by",
    "mediation",
    "opening",
    "orders",
    "rightings",
    "spreading",
    "steps",
]


def figures_by(policy: Callable[[], Policy]) -> Projection[FiguresRow]:
    """The table of figures; days of rest and windows are counted by a policy."""
    figures = figure_part("figures", lambda row: (row.case, row.memory), zh="统计事实")
    projection = Projection(
        "case_figures",
        FiguresRow,
        version=4,
        zh="统计台账",
        parts=[figures],
        sums=[figure_sums(figures)],
    )

    def counted(row: FiguresRow | None, fact: Recorded[Any]) -> FiguresRow:
        if (row is None) != (fact.version == 1):
            raise FoldBroken(f"{fact.name} is version {fact.version} of {fact.stream}")
        before = None if row is None else row.memory
        fold = FOLDS.get(type(fact.event))
        after = before if fold is None else fold(before, fact, policy())
        if after is None:
            raise FoldBroken(f"{fact.name} begins {fact.stream}, and is no registration")
        after = steps.taken(after, fact)
        if row is not None and (after is before or after == before):
            return row
        return FiguresRow(case=fact.stream, memory=after)

    read = FOLDS.keys() | PARTY_STEPS.keys()
    projection.reads((event for event in case.evolutions if event in read), counted, of_stream)
    projection.ignores(*(event for event in case.evolutions if event not in read))
    return projection
