"""Misses at random: a few timers that begin with the first events, and one that never does."""

from random import Random

from domain.case import Case
from domain.case.deadlines import RecordMissedDeadline
from domain.kernel import Command
from tests.domain.draws import Draw

TIMERS = ("T02", "T02", "T03", "T10", "T30", "T81")


def a_miss(chance: Random, here: str, state: Case) -> Command:
    """Some term that began with one of the first three events."""
    return RecordMissedDeadline(
        case=here, timer=chance.choice(TIMERS), scope="", started=chance.choice((1, 1, 2, 3))
    )


MAKE: dict[type[Command], Draw] = {RecordMissedDeadline: a_miss}
