"""Questions about overdue terms (超期): which terms, of which units, how they stood at a moment."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from enum import StrEnum
from typing import Annotated, Protocol

from msgspec import Meta

from domain.ids import CaseId, PersonId, UnitId
from domain.measures.overdue import Tallies
from domain.policy.clock import Colour
from domain.policy.overdue import Bucket, CaseStanding, Standing
from domain.policy.timers import Basis, Kind
from domain.values import Value
from projections.deadlines import Deadline, Tracked
from projections.reads.paging import Page
from projections.scope import Scope

Many = Meta(max_length=100)


class DeadlineOrder(StrEnum):
    """排序: by when terms end; ties by case, timer and what started them."""

    DUE_AT_ASC = "DUE_AT_ASC"
    DUE_AT_DESC = "DUE_AT_DESC"


class DeadlineFilter(Value):
    """筛选: which terms; a term must answer to all that is asked, empty asks nothing.

    But without `standings` only overdue terms are meant, and without `kinds` only duties: a right
    nobody used is nobody's breach.
    """

    standings: tuple[Standing, ...] = ()
    kinds: tuple[Kind, ...] = ()
    timers: Annotated[tuple[str, ...], Many] = ()
    bases: tuple[Basis, ...] = ()
    mandatory: bool | None = None
    colours: tuple[Colour, ...] = ()
    buckets: tuple[Bucket, ...] = ()
    holder_person: PersonId | None = None
    cases: Annotated[tuple[CaseId, ...], Many] = ()
    late_extension: bool | None = None


OVERDUE_DUTIES = DeadlineFilter()


class AfterDeadline(Value):
    """Where a page goes on: the last row shown."""

    due_at: datetime
    case: CaseId
    timer: str
    scope: str
    started: int


def after_deadline(row: Deadline) -> AfterDeadline:
    """Where the page that follows `row` begins."""
    return AfterDeadline(
        due_at=row.due_at, case=row.case, timer=row.timer, scope=row.scope, started=row.started
    )


class Overdue(Protocol):
    """超期: every term of every case, asked about a moment."""

    def page(
        self,
        units: Sequence[UnitId] | None,
        moment: datetime,
        where: DeadlineFilter,
        order: DeadlineOrder,
        first: int,
        after: AfterDeadline | None,
        scope: Scope,
        *,
        count: bool = True,
    ) -> Page[Tracked]:
        """At most `first` terms of cases the reader may see, held by these units (None: by any).

        `count` asks for the total as well.
        """
        ...

    def cases(self, cases: Sequence[CaseId], moment: datetime) -> Mapping[CaseId, CaseStanding]:
        """How cases stood at a moment; for cases the reader was shown already."""
        ...

    def late_cases(
        self, units: Sequence[UnitId], since: datetime, moment: datetime
    ) -> Mapping[UnitId, int]:
        """How many cases of each unit had a duty that ended late or was over, since a moment.

        For units whose figures the reader may see.
        """
        ...

    def tallies(
        self, units: Sequence[UnitId], moment: datetime, begin: datetime, end: datetime
    ) -> Tallies:
        """What is overdue at a moment, and was concluded late from `begin` to before `end`.

        For units whose figures the reader may see.
        """
        ...
