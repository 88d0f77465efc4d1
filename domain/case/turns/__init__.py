"""What turns a duty (责任变动): for every event that gives, passes or ends a duty, what it does.

The tables are all there is; any other event leaves the chain of duty as it is. They must agree
with what the chapters make of the same events, or a missed term would be laid at one door and
shown at another: `tests/domain/test_chain_of_duty.py` plays histories at random to see that.
"""

from domain.case.turns.gathering import TURNS_OF_GATHERING
from domain.case.turns.matter import RESTING, TURNS_OF_THE_MATTER
from domain.case.turns.orders import TURNS_OF_ORDERS
from domain.case.turns.shared import Turns

TURNS: Turns = {**TURNS_OF_THE_MATTER, **TURNS_OF_ORDERS, **TURNS_OF_GATHERING}
"""By event: every way in which a duty turns."""

__all__ = ["RESTING", "TURNS", "Turns"]
