"""The case register (台账): one row for every case, as it stands now.

Every event of a case is read, if only because it is the last one. A chapter whose events change
more than that has a file here.
"""

from typing import Any

from domain.case import case
from domain.kernel import Recorded
from projections.case_register import (
    agreements,
    emergency,
    ending,
    mediation,
    meetings,
    opening,
    orders,
)
from projections.case_register.projection import after, case_register
from projections.case_row import CaseRow
from projections.kernel import of_stream

__all__ = [
    "CaseRow",
    "agreements",
    "case_register",
    "emergency",
    "ending",
    "mediation",
    "meetings",
    "opening",
    "orders",
]


def passed(row: CaseRow, fact: Recorded[Any]) -> CaseRow:
    """Events that leave the row as it was, but for being the last one."""
    return after(row, fact)


case_register.reads(
    [event for event in case.evolutions if event not in case_register.events], passed, of_stream
)
