"""What the log knows of one window of one unit, and who may see it."""

from dataclasses import dataclass, field
from datetime import date, datetime

from domain.acts import noon_of
from domain.case.checks import check
from domain.case.sight import AREA_READERS
from domain.ids import CaseId, PersonId, ScreeningId, UnitId, derived
from domain.kernel import Act, Aggregate


@dataclass
class Screening:
    """排查任务: a unit's window, and the screening that stands entered for it, if one does."""

    unit: UnitId = ""
    first_on: date = date.min
    last_on: date = date.min
    began_at: datetime | None = None
    """When the screening that stands was made."""
    stands: bool = False
    entered_by: PersonId | None = None
    found: int = 0
    cases: set[CaseId] = field(default_factory=set)


def screening_id(unit: UnitId, first_on: date) -> ScreeningId:
    """The task of a unit's window: it follows from both, so nobody needs to open it."""
    return derived("screening", noon_of(first_on), unit, first_on.isoformat())


def _sees(state: Screening, act: Act) -> bool:
    """The unit itself, and whoever's scope is the area it lies in (domain.md §4.3)."""
    area = act.directory.area_of(state.unit)
    in_area = bool(act.area) and area is not None and area.startswith(act.area)
    return act.unit == state.unit or (in_area and bool(act.roles & AREA_READERS))


screening = Aggregate("screening", Screening, zh="矛盾纠纷排查", sees=_sees, checks=check)
"""One stream for each window of each unit that owes it."""
