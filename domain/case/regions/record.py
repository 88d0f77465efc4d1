"""The record of a case as it can be spoken about (案卷记录): which event stands at which version.

Corrections name a version; the archive asks which papers there are. Neither needs the payload.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from domain.ids import PersonId, UnitId
from domain.values import Value

LATE_AFTER = timedelta(hours=24)  # The rules' `late_entry_lag`; another lag is another version.
"""An entry recorded later than this after it happened is late (补录). domain.md §2.3, [design]."""


class Entry(Value):
    """一条记录: what an event was called, who recorded it for which unit, and when."""

    event: str
    person: PersonId
    unit: UnitId | None
    occurred_at: datetime
    recorded_at: datetime
    mediation: str | None = None
    """The mediation procedure it belongs to, if it belongs to one."""

    @property
    def late(self) -> bool:
        """Whether it was recorded more than a day after it happened."""
        return self.recorded_at - self.occurred_at > LATE_AFTER


class Voiding(Value):
    """待第二人同意的作废: who proposed to void an entry, and why."""

    by: PersonId
    reason: str


@dataclass
class Corrections:
    """更正: which entries are void, and which somebody proposes to void."""

    proposed: dict[int, Voiding] = field(default_factory=dict)
    voided: set[int] = field(default_factory=set)
