"""Workload (工作量): who had which part in a case from when to when, and what each did in it."""

from domain.case import case
from projections.workload import activities, mediation, orders
from projections.workload.projection import acted, assigned, workload
from projections.workload.rows import Activity, ActivityRow, AssignmentRow, WorkloadRow

__all__ = [
    "Activity",
    "ActivityRow",
    "AssignmentRow",
    "WorkloadRow",
    "acted",
    "activities",
    "assigned",
    "mediation",
    "orders",
    "workload",
]

workload.ignores(*(event for event in case.evolutions if event not in workload.events))
