"""The lives of the demo's matters: which stories are told, how often, and about what.

Most matters are simple and agreed. Stories are dealt like cards: every deck holds each of them at
least once, so that a county of the default size has matters at every stage.
"""

from collections.abc import Callable, Iterator
from random import Random

from domain.values import Value
from infra.demo import handled, mediated
from infra.demo.matter import SPECIALISTS, Matter, Script
from infra.demo.shares import DISPUTE_SHARES


class Life(Value):
    """A story, how many cards of a deck tell it, how long it takes, and what it is about."""

    story: Callable[[Matter], Script]
    cards: int = 1
    days: int = 1
    """So many days before the demo's last day it begins at the latest."""
    disputes: tuple[str, ...] = ()
    """Dispute types it fits; none: whatever a village's committee mediates."""


LAND = ("0901", "0902", "0903")
REQUISITION = ("1102",)
SIMPLE = ("0101", "0102", "0201", "0202", "0203", "0401", "0402", "0507", "0601", "0603", "0804")

LIVES = (
    Life(story=mediated.agreed_orally, cards=12, days=3),
    Life(story=mediated.agreed_in_writing, cards=9, days=3),
    Life(story=handled.at_the_window, cards=3, days=5, disputes=SIMPLE),
    Life(story=mediated.confirmed_by_the_court, cards=2, days=90, disputes=SIMPLE),
    Life(story=mediated.paid_after_a_breach, days=90, disputes=SIMPLE),
    Life(story=mediated.broken_and_reopened, days=60, disputes=SIMPLE),
    Life(story=mediated.agreed_and_waiting, days=25),
    Life(story=mediated.concluded_and_forgotten, days=40),
    Life(story=mediated.agreed_in_part, days=80, disputes=SIMPLE),
    Life(story=mediated.failed, cards=3, days=20),
    Life(story=mediated.stood_still, days=90, disputes=LAND),
    Life(story=mediated.medical, days=100, disputes=("0502",)),
    Life(story=mediated.labour, days=70, disputes=("0701",)),
    Life(story=mediated.sent_by_the_court, days=80, disputes=SIMPLE),
    Life(story=handled.by_the_bureau, cards=2, days=80, disputes=LAND),
    Life(story=handled.sent_to_the_wrong_bureau, days=70, disputes=LAND),
    Life(story=handled.designated_and_handed_over, days=80, disputes=LAND),
    Life(story=handled.by_two_bureaus, days=80, disputes=LAND),
    Life(story=handled.pressed, days=60, disputes=LAND),
    Life(story=handled.never_signed_for, days=20, disputes=LAND),
    Life(story=handled.whistled, days=70, disputes=LAND),
    Life(story=handled.blown_up, days=40, disputes=REQUISITION),
    Life(story=handled.forgotten_at_the_window, days=15),
    Life(story=handled.waiting_for_papers, days=10),
    Life(story=handled.supplied, days=20),
    Life(story=handled.refused, cards=2, days=10),
    Life(story=handled.sent_to_court, cards=2, days=10),
    Life(story=handled.withdrawn, days=25),
    Life(story=handled.told_twice, days=25),
    Life(story=handled.petition_supported, days=110, disputes=REQUISITION),
    Life(story=handled.petition_reviewed, days=170, disputes=REQUISITION),
    Life(story=mediated.dissatisfied, days=60),
    Life(story=mediated.put_right, days=40),
)


def lives(chance: Random) -> Iterator[Life]:
    """Lives without end, deck after deck, each in an order of its own."""
    deck = [life for life in LIVES for _ in range(life.cards)]
    while True:
        chance.shuffle(deck)
        yield from deck


def dispute(life: Life, chance: Random) -> str:
    """What a matter is about, by the shares of the county."""
    fitting = life.disputes or tuple(one for one in DISPUTE_SHARES if one not in SPECIALISTS)
    return chance.choices(fitting, [DISPUTE_SHARES[one] for one in fitting])[0]
