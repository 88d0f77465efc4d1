"""Questions about mediations and agreements (调解与协议): of one case, and page by page."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Protocol

from domain.case.regions.agreements import AgreementStage, ConfirmationStage
from domain.case.regions.mediations import ProcedureStage
from domain.codes.agreements import AgreementForm, AgreementScope
from domain.codes.mediation import MediationKind
from domain.ids import CaseId, PersonId, UnitId
from domain.values import Value
from projections.mediations import AgreementRow, MediationRow
from projections.reads.paging import Page
from projections.scope import Scope


class MediationFilter(Value):
    """调解筛选: which procedures; None or empty asks nothing, and all that is asked must hold."""

    stages: tuple[ProcedureStage, ...] = ()
    """Only those that stand like this, or ended so. 调解状态"""
    kinds: tuple[MediationKind, ...] = ()
    """Only these kinds. 调解类型"""
    units: tuple[UnitId, ...] = ()
    """Only those of these organisations and the units beneath them. 调解组织(含下级)"""
    mediator: PersonId | None = None
    """Only those in which this person mediates. 调解员"""
    opened_from: datetime | None = None
    """Opened at this moment or later. 受理起"""
    opened_before: datetime | None = None
    """Opened before this moment. 受理止"""


class AgreementFilter(Value):
    """协议筛选: which agreements; None or empty asks nothing, and all that is asked must hold."""

    stages: tuple[AgreementStage, ...] = ()
    """Only those that stand like this. 协议状态"""
    forms: tuple[AgreementForm, ...] = ()
    """On paper or by word of mouth. 协议形式"""
    scopes: tuple[AgreementScope, ...] = ()
    """The whole claim or a part. 达成范围"""
    confirmations: tuple[ConfirmationStage, ...] = ()
    """Only those whose confirmation has come so far. 司法确认状态"""
    units: tuple[UnitId, ...] = ()
    """Only those mediated by these organisations and the units beneath them. 调解组织(含下级)"""
    mediator: PersonId | None = None
    """Only those that this person mediated. 调解员"""
    reached_from: datetime | None = None
    """Reached at this moment or later. 达成起"""
    reached_before: datetime | None = None
    """Reached before this moment. 达成止"""
    overdue_on: date | None = None
    """Only those by which something owed was due before this day. 逾期基准日"""


class AfterPart(Value):
    """Where a page goes on: the last row shown, by its moment and its id."""

    at: datetime
    id: str


class Mediations(Protocol):
    """调解与协议: every procedure and every agreement of the cases that a reader sees.

    Pages are ordered newest first. `units` of a filter are taken as they are: who asks for a unit
    with all beneath it names them all, so that one indexed question answers it.
    """

    def of(self, case: CaseId, scope: Scope) -> Sequence[MediationRow]:
        """The procedures of a case, oldest first; none when absent or not for the reader."""
        ...

    def agreements_of(self, case: CaseId, scope: Scope) -> Sequence[AgreementRow]:
        """The agreements of a case, oldest first; none when absent or not for the reader."""
        ...

    def page(
        self,
        where: MediationFilter,
        first: int,
        after: AfterPart | None,
        scope: Scope,
        *,
        count: bool = True,
    ) -> Page[MediationRow]:
        """At most `first` procedures after `after`, by the moment they were opened.

        `count` asks for the total as well.
        """
        ...

    def agreements(
        self,
        where: AgreementFilter,
        first: int,
        after: AfterPart | None,
        scope: Scope,
        *,
        count: bool = True,
    ) -> Page[AgreementRow]:
        """At most `first` agreements after `after`, by the moment they were reached.

        `count` asks for the total as well.
        """
        ...
