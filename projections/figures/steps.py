"""Party-facing steps in the figures (当事人侧步骤): each taken online, or not.

A step counts on the day it was taken, for the unit responsible then, whoever wrote it down. A
voided step is taken back, and a corrected moment moves it, like every fact told by one entry. The
registration is not told again: it is a complaint, which has a channel.
"""

from typing import Any

from domain.kernel import Recorded
from domain.measures.base_sets import FigureKind as Kind
from domain.measures.base_sets import Standing
from domain.measures.steps import PARTY_STEPS, taken_online
from projections.figures.rows import Memory
from projections.figures.telling import told


def taken(row: Memory, fact: Recorded[Any]) -> Memory:
    """domain.md §5.2 线上使用率: the row with the step that an entry tells of, if it does."""
    online = taken_online(fact.event)
    if online is None:
        return row
    by = PARTY_STEPS[type(fact.event)].dated_by
    return told(
        row,
        fact,
        Kind.STEP,
        str(fact.version),
        at=getattr(fact.event, by) if by else None,
        dated_by=by,
        standing=Standing.ONLINE if online else Standing.OFFLINE,
    )
