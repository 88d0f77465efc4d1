"""A hand for drawing invented people, units and papers: what the lives of cases are made of."""

from collections.abc import Callable, Sequence
from datetime import datetime
from random import Random
from uuid import UUID

from domain.case import Case
from domain.case.values import Party
from domain.codes.parties import Capacity, Side
from domain.ids import encode
from domain.kernel import Event
from domain.person import PersonKind

NARRATIVE = "申请人称对方于去年秋季砌墙占用其宅基地通道,多次协商未果,要求恢复原状并赔偿损失。" * 2
DISPUTES = ("0101", "0201", "0202", "0402", "0502", "0901", "1102")
TAGS = ("T01", "T02", "T03")


def invented(kind: str, nth: int) -> str:
    """The id of an invented person, unit or paper; ids of one kind sort by `nth`."""
    return encode(kind, UUID(int=0x0199 << 112 | 0x7 << 76 | 0b10 << 62 | nth + 1))


PEOPLE = tuple(invented("person", nth) for nth in range(400))
UNITS = tuple(invented("unit", nth) for nth in range(24))
POSTS = tuple(invented("post", nth) for nth in range(24))
PAPER = invented("document", 1)


class Draw:
    """A random source with a hand for cases; `at` is when things happen."""

    def __init__(self, random: Random, at: datetime) -> None:
        self.random = random
        self.at = at

    def one(self, of: Sequence[str]) -> str:
        """One of several."""
        return self.random.choice(of)

    def person(self) -> str:
        """Somebody."""
        return self.random.choice(PEOPLE)

    def unit(self) -> str:
        """Some unit."""
        return self.random.choice(UNITS)

    def party(self, side: Side | None = None) -> Party:
        """Somebody on a side; a few are children with a guardian, or units."""
        child = self.random.random() < 0.05
        body = not child and self.random.random() < 0.1
        return Party(
            person=self.person(),
            label="王*",
            kind=PersonKind.ORGANISATION if body else PersonKind.NATURAL,
            side=side or self.random.choice(list(Side)),
            capacity=Capacity.FULL,
            under_14=child,
            guardian=self.person() if child else None,
            guardian_consent=PAPER if child else None,
            unit=self.unit() if body else None,
        )


Happening = Callable[[Draw, Case], Event | None]
