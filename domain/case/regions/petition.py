"""The petition procedure (信访程序) of a case, where it is one. domain.md §2.5 M."""

from dataclasses import dataclass, field
from datetime import datetime

from domain.codes.entry import Labelled
from domain.codes.petitions import ReceiptResult
from domain.ids import OrderId, PersonId, UnitId


class PetitionStage(Labelled):
    """信访程序阶段. domain.md §2.4."""

    NONE = "NONE", "未进入"
    HANDLING = "HANDLING", "办理中"
    OPINION = "OPINION", "已出具处理意见"
    REVIEW = "REVIEW", "复查中"
    REVIEWED = "REVIEWED", "已出具复查意见"
    RECHECK = "RECHECK", "复核中"
    RECHECKED = "RECHECKED", "已出具复核意见"
    FINAL = "FINAL", "已终结"


@dataclass
class Petition:
    """信访: where the procedure stands, and which units answer."""

    stage: PetitionStage = PetitionStage.NONE
    unit: UnitId | None = None
    """The unit the petition was given to last."""
    given_to: dict[UnitId, OrderId] = field(default_factory=dict)
    """Every unit it was forwarded or assigned to, with the last order."""
    receipts: dict[UnitId, set[ReceiptResult]] = field(default_factory=dict)
    """What each unit told the petitioner."""
    route: str | None = None
    """Which procedure of art 31 the matter was led into."""
    extended: bool = False
    mediated: bool = False
    opinion: str | None = None
    opinion_unit: UnitId | None = None
    """The unit that answers for the last opinion, review or re-review included."""
    organ: UnitId | None = None
    """The organ that reviews or re-reviews, once it was asked."""
    reviewers: set[PersonId] = field(default_factory=set)
    """Who reviewed or re-reviewed."""
    repeats: int = 0
    """How often it was brought again after it was final."""
    served_at: datetime | None = None
    """When the last opinion first reached a petitioner."""
    served: dict[PersonId, datetime] = field(default_factory=dict)
    """When the last opinion first reached each of them."""

    @property
    def notified_units(self) -> set[UnitId]:
        """Units that told the petitioner anything."""
        return set(self.receipts)

    @property
    def served_on(self) -> set[PersonId]:
        """Whom the last opinion reached."""
        return set(self.served)

    def reached(self, receiver: PersonId, at: datetime) -> None:
        """The last opinion reached somebody; the first time counts."""
        known = self.served.get(receiver)
        self.served[receiver] = at if known is None else min(known, at)
        self.served_at = min(self.served.values())

    def follow(self, old: UnitId, new: UnitId) -> None:
        """One unit takes the place of another; what the old one told stays told."""
        if old in self.given_to:
            self.given_to.setdefault(new, self.given_to[old])
        self.unit = new if self.unit == old else self.unit
        self.opinion_unit = new if self.opinion_unit == old else self.opinion_unit
        self.organ = new if self.organ == old else self.organ

    def begin_anew(self) -> None:
        """It is handled again and answered afresh, as if nothing had been told.

        What has ended stays ended (信访工作条例 art 36), and what a superior is looking at goes on.
        Which units it was given to, who reviewed and who came again stays on record.
        """
        if self.stage in (PetitionStage.FINAL, PetitionStage.REVIEW, PetitionStage.RECHECK):
            return
        if self.stage is not PetitionStage.NONE:
            self.stage = PetitionStage.HANDLING
        self.receipts = {}
        self.route = None
        self.extended = False
        self.mediated = False
        self.organ = None
        self.opinion = None
        self.opinion_unit = None
        self.served_at = None
        self.served = {}

    def answered_anew(self, opinion: str, unit: UnitId | None) -> None:
        """A new opinion stands, and has reached nobody yet."""
        self.opinion = opinion
        self.opinion_unit = unit
        self.served_at = None
        self.served = {}
