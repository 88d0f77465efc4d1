"""Staff roster (人员名册): who holds which post in which unit, and may mediate, on any day."""

from projections.staff.rows import AppointmentRow, MediatorRow, PostRow, PostVersion, UnitRow
from projections.staff.tables import (
    staff_appointments,
    staff_mediators,
    staff_posts,
    staff_units,
)

__all__ = [
    "AppointmentRow",
    "MediatorRow",
    "PostRow",
    "PostVersion",
    "UnitRow",
    "staff_appointments",
    "staff_mediators",
    "staff_posts",
    "staff_units",
]
