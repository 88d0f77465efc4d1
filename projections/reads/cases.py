"""Questions about cases (台账、全程留痕、时限): one case, pages of cases, what happened, clocks."""

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from domain.case import Stage
from domain.codes.matters import Channel, MatterClass
from domain.codes.risks import RiskLevel
from domain.ids import CaseId, UnitId
from domain.values import Value
from projections.case_register import CaseRow
from projections.clocks import ClocksRow
from projections.reads.paging import Page
from projections.scope import Scope
from projections.timeline import TimelineRow


class CaseOrder(StrEnum):
    """排序: how a page of cases is ordered; ties are ordered by id, in the same direction."""

    RECEIVED_AT_DESC = "RECEIVED_AT_DESC"
    RECEIVED_AT_ASC = "RECEIVED_AT_ASC"
    LAST_EVENT_AT_DESC = "LAST_EVENT_AT_DESC"


class CaseFilter(Value):
    """筛选: which cases; None or empty asks nothing. A case must answer to all that is asked.

    `stages`, `risks`, `matter_classes` and `channels` allow any of those named. `dispute` and
    `area` are prefixes, so that a type contains its subtypes. `unit` has the case in hand.
    `received_from` is included, `received_before` is not. `code` is the beginning of the case's
    number, as people write it.
    """

    stages: tuple[Stage, ...] = ()
    risks: tuple[RiskLevel, ...] = ()
    matter_classes: tuple[MatterClass, ...] = ()
    channels: tuple[Channel, ...] = ()
    dispute: str | None = None
    area: str | None = None
    unit: UnitId | None = None
    received_from: datetime | None = None
    received_before: datetime | None = None
    code: str | None = None


EVERY_CASE = CaseFilter()


class AfterCase(Value):
    """Where a page of cases goes on: the last row shown, by its order's moment and its id."""

    at: datetime
    case: CaseId


def after_case(row: CaseRow, order: CaseOrder) -> AfterCase:
    """Where the page that follows `row` begins."""
    last = order is CaseOrder.LAST_EVENT_AT_DESC
    return AfterCase(at=row.last_event_at if last else row.received_at, case=row.case)


class CaseRegister(Protocol):
    """台账: every case, by its last known state."""

    def case(self, case: CaseId, scope: Scope) -> CaseRow | None:
        """A case; None when it is absent or not for the reader."""
        ...

    def cases(self, cases: Sequence[CaseId], scope: Scope) -> dict[CaseId, CaseRow]:
        """Those of the cases that exist and are for the reader, in one question."""
        ...

    def page(
        self,
        where: CaseFilter,
        order: CaseOrder,
        first: int,
        after: AfterCase | None,
        scope: Scope,
        *,
        count: bool = True,
    ) -> Page[CaseRow]:
        """At most `first` cases after `after`; `count` asks for the total as well.

        While rows are being added, pages have neither gaps nor repetitions by `received_at`, which
        never changes. By `last_event_at` a case that moves goes to the front.
        """
        ...


class Timeline(Protocol):
    """全程留痕: what happened in a case, in order."""

    def page(
        self, case: CaseId, first: int, after: int, scope: Scope, *, count: bool = True
    ) -> Page[TimelineRow]:
        """At most `first` events of a case after the position `after` (0: from the beginning).

        An absent case and one that is not for the reader have no events.
        """
        ...


class CaseClocks(Protocol):
    """时限: the clocks of a case."""

    def of(self, case: CaseId, scope: Scope) -> ClocksRow | None:
        """The clocks of a case; None when it is absent or not for the reader."""
        ...


class Positions(Protocol):
    """How far the read models have come."""

    def wait_for(self, position: int, timeout: float) -> bool:
        """Whether every read model has seen the position within `timeout` seconds.

        Says no at once when one has stopped before it.
        """
        ...
