"""The regions of a case beside its stage: risk, supplement, protection, refusal, joining."""

from dataclasses import dataclass, field
from datetime import date, datetime

from domain.case.values import Complaint, Grounds
from domain.codes.matters import Difficulty, LinkKind, Scale, SupplementCause
from domain.codes.notices import NoticeType
from domain.codes.risks import RiskLevel, SpecialLedger, is_red_class
from domain.ids import CaseId, PersonId
from domain.values import Value


class Signal(Value):
    """风险信号: what was heard, and when."""

    signal: str
    heard_at: datetime


class Notice(Value):
    """告知记录: what was served on whom, when, and at which version it stands."""

    notice: NoticeType
    receiver: PersonId
    served_at: datetime
    version: int


class Proposal(Value):
    """待第二人同意的拟办意见: a refusal one person proposed."""

    by: PersonId
    grounds: Grounds


class Downgrade(Value):
    """待第二人同意的降级: a lower level one person proposed."""

    by: PersonId
    level: RiskLevel
    reason: str


class Classification(Value):
    """分级分类建议: what a machine or a village proposed, and by which rules."""

    dispute: str
    difficulty: Difficulty
    scale: Scale
    tags: tuple[str, ...]
    by: PersonId
    by_machine: bool
    rule_version: str | None


@dataclass
class Risk:
    """风险: the level, what was heard, and what is done about it."""

    screened: bool = False
    level: RiskLevel | None = None
    was_red: bool = False
    """Whether it ever stood at RED: such a volume is kept for ever."""
    provisional: bool = False
    changed_at: datetime | None = None
    signals: list[Signal] = field(default_factory=list)
    downgrade: Downgrade | None = None
    planned: bool = False
    ledgers: set[SpecialLedger] = field(default_factory=set)
    leader: PersonId | None = None

    @property
    def looked_at(self) -> bool:
        """Whether anybody has looked at the danger: a screening, an assessment or a signal."""
        return self.screened or self.level is not None or bool(self.signals)

    @property
    def heated(self) -> bool:
        """Whether it may escalate: the level is RED, or a signal of red class was heard."""
        return self.level is RiskLevel.RED or any(is_red_class(s.signal) for s in self.signals)

    @property
    def last_heard_at(self) -> datetime | None:
        """When the latest signal was heard."""
        return max((signal.heard_at for signal in self.signals), default=None)


@dataclass
class Supplement:
    """补正: what was asked for, what is still missing, and until when."""

    missing: set[int] = field(default_factory=set)
    due_on: date | None = None
    causes: set[SupplementCause] = field(default_factory=set)


@dataclass
class Protection:
    """身份保护: whether it was asked for and granted, for whom, and who may work with it."""

    requested: bool = False
    granted: bool = False
    pseudonyms: dict[PersonId, str] = field(default_factory=dict)
    custodians: set[PersonId] = field(default_factory=set)


@dataclass
class Refusing:
    """不予受理: what is proposed, and who proposed and decided the last one."""

    proposal: Proposal | None = None
    proposed_by: PersonId | None = None
    decided_by: PersonId | None = None


@dataclass
class Joining:
    """并案与关联: the main case, the complaints joined to this one, and its neighbours."""

    into: CaseId | None = None
    complaints: dict[CaseId, Complaint] = field(default_factory=dict)
    suspected: set[CaseId] = field(default_factory=set)
    links: dict[CaseId, LinkKind] = field(default_factory=dict)

    def with_descendants(self, case: CaseId) -> list[CaseId]:
        """A joined complaint and everything that came along with it, in order of joining."""
        family = {case}
        for complaint in self.complaints.values():
            if complaint.via in family:
                family.add(complaint.case)
        return [member for member in self.complaints if member in family]
