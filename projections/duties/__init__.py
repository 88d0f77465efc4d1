"""Duties (责任): who held which duty of each case, what they did, and what counts against them.

duties           one row for each case: its chain of duty, and what folding must remember
duty_spans       one row for each holder of a duty, with what was done in that time
duty_breaches    one row for each happening that counts against a unit or person
"""

from projections.duties.projection import BREACHES, DUTY_SPANS, duties
from projections.duties.rows import BreachRow, DutiesRow, DutySpanRow

__all__ = ["BREACHES", "DUTY_SPANS", "BreachRow", "DutiesRow", "DutySpanRow", "duties"]
