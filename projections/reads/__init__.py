"""The questions that may be asked of the read models. Each carries the scope it is asked in.

What is absent and what the reader may not see are answered alike. Pages are keyset pages: they
begin after a row that was shown, and each order ends with the id, so that no two rows are equal.
All of these block: ask from a worker thread. All raise a fault of the database when it is away.
"""

from projections.reads.cases import (
    EVERY_CASE,
    AfterCase,
    CaseClocks,
    CaseFilter,
    CaseOrder,
    CaseRegister,
    Positions,
    Timeline,
    after_case,
)
from projections.reads.overdue import (
    OVERDUE_DUTIES,
    AfterDeadline,
    DeadlineFilter,
    DeadlineOrder,
    Overdue,
    after_deadline,
)
from projections.reads.paging import Count, Page
from projections.reads.workload import (
    Tallies,
    WorkloadBy,
    WorkloadOrder,
    WorkloadQuestion,
    WorkloadReads,
)

__all__ = [
    "EVERY_CASE",
    "OVERDUE_DUTIES",
    "AfterCase",
    "AfterDeadline",
    "CaseClocks",
    "CaseFilter",
    "CaseOrder",
    "CaseRegister",
    "Count",
    "DeadlineFilter",
    "DeadlineOrder",
    "Overdue",
    "Page",
    "Positions",
    "Tallies",
    "Timeline",
    "WorkloadBy",
    "WorkloadOrder",
    "WorkloadQuestion",
    "WorkloadReads",
    "after_case",
    "after_deadline",
]
