"""Order of time in a record (时序): which entries a question about a past moment takes in.

A record is written in the order people enter things, and somebody may enter today what happened
last week. What a case looked like when a term ended is what stands in the record up to the first
entry that happened later (docs/adr/0028): so nobody's duty is moved after the event by an entry
that comes last and claims to be first. domain.md §2.3 rule 2, §5.4.
"""

from datetime import datetime
from typing import Any

from domain.kernel import Recorded
from domain.values import Value

WITHOUT_END = 2**63 - 1
"""A version no record reaches."""


class Peak(Value, gc=False):
    """回溯点: an entry after which the record goes back in time."""

    version: int
    at: datetime


class Chronology(Value, gc=False, omit_defaults=True):
    """时序: the last entry of a record, and every place where it goes back in time."""

    last: Peak | None = None
    peaks: tuple[Peak, ...] = ()

    def last_to_stand(self, at: datetime, since: int = 0) -> int:
        """The last version that may stand in the record as of `at`: the first entry that is later.

        Entries up to version `since` stand in any case: they are what is asked about. The latest of
        the entries before another is a peak, or the last before it, so no other is remembered.
        """
        later = (one.version for one in self.peaks if one.version > since and one.at > at)
        return min(later, default=WITHOUT_END) if self.peaks else WITHOUT_END


def step(chronology: Chronology, fact: Recorded[Any]) -> Chronology:
    """The order of time after one more entry."""
    here = Peak(version=fact.version, at=fact.occurred_at)
    last = chronology.last
    if last is None or last.at <= here.at:
        return Chronology(last=here, peaks=chronology.peaks)
    return Chronology(last=here, peaks=(*chronology.peaks, last))
