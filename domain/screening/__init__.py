"""Screening (排查): the regular search for disputes, one task for each unit and window. §2.5 R.

A task is never opened: its unit and window follow from the register, the rules and the calendar,
and that it was missed follows from the log that holds nothing of it (docs/adr/0039).
"""

from domain.screening import performing
from domain.screening.state import Screening, screening

__all__ = ["Screening", "performing", "screening"]
