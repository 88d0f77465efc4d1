"""The record of a case as it can be spoken about (案卷记录): which event stands at which version.

Corrections name a version; the archive asks which papers there are. Neither needs the payload.
"""

from datetime import datetime

from domain.ids import PersonId, UnitId
from domain.values import Value


class Entry(Value):
    """一条记录: what an event was called, who recorded it for which unit, and when."""

    event: str
    person: PersonId
    unit: UnitId | None
    occurred_at: datetime
    recorded_at: datetime
