"""Questions about workload (工作量): what units or people did in a period, counted in one go."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Protocol

from domain.ids import CaseId, PersonId, UnitId
from domain.measures.period import Period
from domain.measures.workload import Tally
from domain.values import Value
from projections.scope import Scope
from projections.workload import WorkloadRow


class WorkloadBy(StrEnum):
    """统计口径: whether units are counted, or people."""

    UNIT = "UNIT"
    PERSON = "PERSON"


class WorkloadQuestion(Value):
    """工作量查询: of which units, in which period, by unit or by person.

    `lately` is the period by which the pace of work is judged. `people` are the units' own: what
    an event tells of people without saying for which unit they came is counted for these alone.
    `only` leaves everybody else out.
    """

    by: WorkloadBy
    units: tuple[UnitId, ...]
    period: Period
    lately: Period
    people: tuple[PersonId, ...] = ()
    only: PersonId | None = None


class Tallies(Value):
    """工作量: what each unit or person did who did anything, as of a position of the log."""

    position: int
    of: Mapping[str, Tally]


class WorkloadReads(Protocol):
    """工作量: what the events of cases say of who worked on what.

    Figures name no case, so they carry no scope: whoever asks has been asked by
    `projections.scope.oversees` whether they may.
    """

    def tallies(self, question: WorkloadQuestion) -> Tallies:
        """What was done, by unit or person; who did nothing is not in it."""
        ...

    def of_case(self, case: CaseId, scope: Scope) -> WorkloadRow | None:
        """Who worked on a case; None when nobody did, or it is absent or not for the reader."""
        ...
