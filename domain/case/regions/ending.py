"""How a case ends (办结、回访、结案、归档): advice, conclusion, visits, closing, archive.

domain.md §2.5 I, J.
"""

from dataclasses import dataclass, field
from datetime import date, datetime

from domain.codes.ending import Retention, Satisfaction
from domain.codes.orders import SupervisionLevel
from domain.ids import PersonId, SupervisionId, UnitId


@dataclass
class Ending:
    """办结与归档: what was done to end the case, since it was last taken up."""

    route_advised: bool = False
    """Whether the parties were told where else they may go, after the last failure."""
    route_filed: bool = False
    """Whether a party has gone that way (lawsuit, arbitration, …)."""
    concluded_by: PersonId | None = None
    approved: bool = False
    visited: bool = False
    """Whether a return visit was made."""
    attempts: int = 0
    """Days on which a return visit was tried in vain, since the last one that was made."""
    last_tried_on: date | None = None
    pressed: bool | None = None
    """Whether somebody was pressed to withdraw; None until the applicants were asked."""
    ratings: dict[PersonId, Satisfaction] = field(default_factory=dict)
    """What each party thinks of it, since the last conclusion."""
    rated: str | None = None
    """The last satisfaction rating, if it is not reviewed yet."""
    dissatisfied: set[PersonId] = field(default_factory=set)
    """Parties who are not satisfied, and nobody has looked into it."""
    founded: bool = False
    """Whether a bad rating was found to have reason."""
    reviewers: set[PersonId] = field(default_factory=set)
    """Who ever looked into a bad rating; kept when the case is reopened."""
    closed_at: datetime | None = None
    archived_at: datetime | None = None
    retention: Retention | None = None
    holds: int = 0
    """Legal holds that stand: nothing may be destroyed."""
    destruction_approved_by: PersonId | None = None
    """Who approved the destruction; nobody once a hold or a longer term came after it."""
    destruction_approved_at: datetime | None = None
    destroyed: bool = False
    """Whether the volume was destroyed: nobody reads its words again."""
    reopened: int = 0

    def visited_or_tried(self, attempts: int) -> bool:
        """Whether a visit was made, or tried in vain on so many days (domain.md §2.5 I)."""
        return self.visited or self.attempts >= attempts


@dataclass
class Supervision:
    """督办: one order of supervision, and whether it is answered and closed."""

    supervision: SupervisionId
    level: SupervisionLevel
    unit: UnitId
    ordered_by: PersonId
    answered: bool = False
    closed: bool = False


@dataclass
class Supervisions:
    """督办: everything that was ordered over the heads of the handlers."""

    all: dict[SupervisionId, Supervision] = field(default_factory=dict)
    urged: int = 0
    """How often somebody was urged."""

    @property
    def open(self) -> list[Supervision]:
        """Supervisions not closed yet."""
        return [one for one in self.all.values() if not one.closed]
