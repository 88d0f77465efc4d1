"""The case register's table, and what every fold of it does."""

from typing import Any

import msgspec

from domain.ids import UnitId
from domain.kernel import Recorded
from projections.case_row import CaseRow
from projections.kernel import Index, Projection
from projections.timeline import is_late

case_register = Projection(
    "case_register",
    CaseRow,
    version=2,
    zh="台账",
    indexes=[
        Index(columns=("received_at", "case")),
        Index(columns=("last_event_at", "case")),
        # All that the rule of sight asks of most cases, so that they are counted without a look.
        Index(columns=("protected", "area", "case")),
        Index(columns=("code",)),
        Index(columns=("units",), kind="gin"),
        Index(columns=("people",), kind="gin"),
    ],
)


def after(row: CaseRow, fact: Recorded[Any], **changes: Any) -> CaseRow:
    """The row with `changes`, and with this event as its last one."""
    return msgspec.structs.replace(
        row,
        last_position=fact.position,
        version=fact.version,
        last_event=fact.name,
        last_event_at=fact.recorded_at,
        late_entries=row.late_entries + is_late(fact),
        **changes,
    )


def with_units(row: CaseRow, *units: UnitId) -> tuple[UnitId, ...]:
    """The row's units and these."""
    return tuple(sorted({*row.units, *units}))
