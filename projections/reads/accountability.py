"""Questions about accountability (责任): the chain of duty of a case, and what counts by unit."""

from datetime import datetime
from typing import Protocol

from domain.codes.duties import Breach
from domain.ids import CaseId, PersonId, UnitId
from domain.policy.timers import Basis
from domain.values import Value
from projections.duties import BreachRow, DutiesRow
from projections.reads.paging import Page
from projections.scope import Scope


class BreachFilter(Value):
    """筛选: which happenings; all that is asked must hold.

    Of any of the `units`, from `from_at` (included) to `before` (not included), by when they
    happened. `kinds` and `timers` allow any of those named; none asks nothing. `person`: of theirs.
    """

    units: tuple[UnitId, ...]
    from_at: datetime
    before: datetime
    person: PersonId | None = None
    kinds: tuple[Breach, ...] = ()
    timers: tuple[str, ...] = ()


class AfterBreach(Value):
    """Where a page goes on: the last happening shown. The latest come first."""

    happened_at: datetime
    position: int
    kind: Breach


class BreachCount(Value):
    """失责计数: how often something happened, by unit, kind, timer and what the timer rests on."""

    unit: UnitId | None
    kind: Breach
    timer: str | None
    basis: Basis | None
    count: int


class BreachCounts(Value):
    """失责统计: all counts of a question, and how far the log had been folded then."""

    counts: tuple[BreachCount, ...]
    position: int


class Accountability(Protocol):
    """责任: who held which duty of a case, and what counts against whom."""

    def of(self, case: CaseId, scope: Scope) -> DutiesRow | None:
        """The chain of duty of a case; None when it is absent or not for the reader."""
        ...

    def counts(self, where: BreachFilter) -> BreachCounts:
        """How often what happened, of every case: figures, for whoever oversees the units.

        Whether the reader does is asked before (`projections.scope.oversees`).
        """
        ...

    def page(
        self,
        where: BreachFilter,
        first: int,
        after: AfterBreach | None,
        scope: Scope,
        *,
        count: bool = True,
    ) -> Page[BreachRow]:
        """At most `first` happenings after `after`, in cases that the reader may see.

        `count` asks for the total as well.
        """
        ...
