"""Mediation procedures (调解程序): consent, mediators, sessions, and how each ended.

domain.md §2.5 F.
"""

from dataclasses import dataclass, field
from datetime import datetime

from domain.codes.entry import Labelled
from domain.ids import MediationId, PersonId, SessionId, UnitId


class ProcedureStage(Labelled):
    """调解程序状态: where one procedure stands. domain.md §2.4."""

    OPEN = "OPEN", "调解中"
    SUSPENDED = "SUSPENDED", "已中止"
    AGREED = "AGREED", "已达成协议"
    PARTIAL = "PARTIAL", "部分达成"
    FAILED = "FAILED", "调解不成"


@dataclass
class Procedure:
    """调解程序: one procedure, from its opening to its end."""

    mediation: MediationId
    kind: str
    organisation: UnitId
    opened_at: datetime
    stage: ProcedureStage = ProcedureStage.OPEN
    mediators: set[PersonId] = field(default_factory=set)
    notified: bool = False
    """Whether the parties were told their rights and duties."""
    scheduled: dict[SessionId, datetime] = field(default_factory=dict)
    sessions: int = 0
    """Sessions held."""
    pauses: set[str] = field(default_factory=set)
    """Reasons (§7.9) for which it stands still; it goes on when none is left (D11)."""
    refused_at: datetime | None = None
    """When a party refused after it was opened; it must end the same day."""
    partly_agreed: bool = False

    @property
    def under_way(self) -> bool:
        """Whether it has not ended: running or standing still."""
        return self.stage in (ProcedureStage.OPEN, ProcedureStage.SUSPENDED)


@dataclass
class Mediations:
    """调解: the consents, and every procedure the case ever had."""

    consents: dict[PersonId, bool] = field(default_factory=dict)
    """Who agreed to mediate (True) and who refused (False), before or during a procedure."""
    all: dict[MediationId, Procedure] = field(default_factory=dict)
    deceased: set[PersonId] = field(default_factory=set)
    """Parties who died or ceased to be, and whose successors have not joined."""
    overtaken: bool = False
    """Whether a court or organ has taken the same claim up meanwhile."""
    suspected_false: bool = False
    """Whether false mediation is suspected (虚假调解)."""

    @property
    def under_way(self) -> Procedure | None:
        """The procedure that has not ended; there is at most one."""
        return next((one for one in self.all.values() if one.under_way), None)
