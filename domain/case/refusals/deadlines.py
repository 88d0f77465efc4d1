"""Why a miss is not put on record.

Refusal
├── ClockUnknown        there is no such clock in the case
├── NotADuty            its end is a right, an obligation or somebody else's: nobody's miss
├── DeadlineNotMissed   it runs, stands still, was met or is not needed any more
└── MissOnRecord        it was recorded before
"""

from domain.refusals import Refusal


class ClockUnknown(Refusal):
    """The case has no clock of this timer that began there."""

    zh = "本事项没有此项时限:{timer}"
    en = "This case has no such clock: {timer}"
    basis = "domain.md §3"


class NotADuty(Refusal):
    """A right, an obligation of a party or another organ's term is nobody's missed duty here."""

    zh = "此项时限不是办理时限,不登记超期:{timer}"
    en = "This clock is no duty of ours, so nobody missed it: {timer}"
    basis = "domain.md §3.2, §5.4"


class DeadlineNotMissed(Refusal):
    """A miss is recorded only when the term is over and nothing excuses it."""

    zh = "此项时限没有超期,现为“{standing}”"
    en = "This deadline was not missed: the clock is {state}"
    basis = "domain.md §5.4"


class MissOnRecord(Refusal):
    """Each miss is recorded once."""

    zh = "此项超期已登记"
    en = "This miss is on record already"
    basis = "domain.md §2.5 K"
