"""Mediation procedures (调解程序): consent, mediators, sessions, and how each ended.

domain.md §2.5 F.
"""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, datetime

from domain.codes.entry import Labelled
from domain.codes.mediation import Entrustment
from domain.ids import MediationId, PersonId, SessionId, UnitId
from domain.values import Value


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
    replaced: set[PersonId] = field(default_factory=set)
    """Mediators who had to go; they do not come back to this procedure."""
    told: set[PersonId] = field(default_factory=set)
    """Parties who were told their rights and duties."""
    notified: bool = False
    """Whether the parties were told their rights and duties."""
    scheduled: dict[SessionId, datetime] = field(default_factory=dict)
    held: set[SessionId] = field(default_factory=set)
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

    def pause(self, reason: str) -> None:
        """Let it stand still for one reason (more)."""
        self.pauses.add(reason)
        self.stage = ProcedureStage.SUSPENDED

    def resume(self, reason: str) -> None:
        """Clear one reason; it goes on when none is left (D11)."""
        self.pauses.discard(reason)
        if not self.pauses:
            self.stage = ProcedureStage.OPEN


class Delegation(Value):
    """委派委托: what a court entrusted, and which organisation has taken it on."""

    entrustment: Entrustment
    confirmed_by: UnitId | None = None


@dataclass
class Mediations:
    """调解: the consents, and every procedure the case ever had."""

    applied: set[str] = field(default_factory=set)
    """Kinds that parties applied for since the last procedure ended."""
    consents: dict[PersonId, bool] = field(default_factory=dict)
    """Who agreed to mediate (True) and who refused (False), before or during a procedure."""
    all: dict[MediationId, Procedure] = field(default_factory=dict)
    deceased: set[PersonId] = field(default_factory=set)
    """Parties who died or ceased to be, and whose successors have not joined.

    Also who lost the capacity to act and has no guardian yet: somebody is waited for.
    """
    gone: set[PersonId] = field(default_factory=set)
    """Parties who died or ceased to be, whether or not somebody took their place."""
    successors: dict[PersonId, set[PersonId]] = field(default_factory=dict)
    """Who took the place of whom."""
    extinct: set[PersonId] = field(default_factory=set)
    """Parties whose place nobody takes."""
    attempts: dict[PersonId, set[date]] = field(default_factory=dict)
    """On which days each party was tried in vain, since they were last heard."""
    delegation: Delegation | None = None
    """What a court entrusted, until the procedure it led to has ended."""
    overtaken: bool = False
    """Whether a court or organ has taken the same claim up meanwhile."""
    suspected_false: bool = False
    """Whether false mediation is suspected (虚假调解)."""

    @property
    def under_way(self) -> Procedure | None:
        """The procedure that has not ended; there is at most one."""
        return next((one for one in self.all.values() if one.under_way), None)

    @property
    def taken_elsewhere(self) -> bool:
        """Whether another organ has the claim and did not entrust it to anybody here."""
        entrusted = self.delegation is not None and self.delegation.confirmed_by is not None
        return self.overtaken and not entrusted

    def unreachable(self, attempts: int) -> set[PersonId]:
        """Parties who were tried in vain on so many days (domain.md §2.6)."""
        return {person for person, days in self.attempts.items() if len(days) >= attempts}

    def in_place_of(self, party: PersonId) -> set[PersonId]:
        """Who stands where a party stood: the party, or whoever took the place of one who is gone.

        Nobody stands there whose place was not taken.
        """
        if party not in self.gone:
            return {party}
        heirs = self.successors.get(party, set())
        return {one for heir in heirs for one in self.in_place_of(heir)}

    def keep(self, parties: Collection[PersonId]) -> None:
        """Forget what was said of people who left with a complaint that was taken out."""
        for people in (self.deceased, self.gone, self.extinct):
            people.intersection_update(parties)
        for left in [one for one in self.consents if one not in parties]:
            del self.consents[left]
        for left in [one for one in self.attempts if one not in parties]:
            del self.attempts[left]
        for left in [one for one in self.successors if one not in parties]:
            del self.successors[left]

    def begin_anew(self) -> None:
        """A further procedure needs fresh consents; who died and what was mediated stays."""
        self.applied.clear()
        self.consents.clear()
        self.attempts.clear()
        self.delegation = None
        self.suspected_false = False

    def end(self, mediation: MediationId, stage: ProcedureStage) -> None:
        """End a procedure; a further one needs fresh consents and a fresh entrustment."""
        procedure = self.all[mediation]
        procedure.stage = stage
        procedure.pauses.clear()
        self.begin_anew()
