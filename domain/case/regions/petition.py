"""The petition procedure (信访程序) of a case, where it is one. domain.md §2.5 M."""

from dataclasses import dataclass, field
from datetime import datetime

from domain.codes.entry import Labelled
from domain.ids import PersonId, UnitId


class PetitionStage(Labelled):
    """信访程序阶段. domain.md §2.4."""

    NONE = "NONE", "未进入"
    HANDLING = "HANDLING", "办理中"
    OPINION = "OPINION", "已出具处理意见"
    REVIEW = "REVIEW", "复查中"
    REVIEWED = "REVIEWED", "已出具复查意见"
    RECHECK = "RECHECK", "复核中"
    FINAL = "FINAL", "已终结"


@dataclass
class Petition:
    """信访: where the procedure stands, and which unit answers."""

    stage: PetitionStage = PetitionStage.NONE
    unit: UnitId | None = None
    route: str | None = None
    """Which procedure of art 31 the matter was led into."""
    extended: bool = False
    opinion: str | None = None
    served_at: datetime | None = None
    """When the last opinion reached the petitioner."""
    served_on: set[PersonId] = field(default_factory=set)
    mediated: bool = False
    notified_units: set[UnitId] = field(default_factory=set)
