"""What the turns of a duty have in common: their shape, and how several people hold one duty."""

from collections.abc import Callable, Iterable
from typing import Any

from domain.case.spans import Chain
from domain.ids import PersonId
from domain.kernel import Event, Recorded

Fact = Recorded[Any]
Turns = dict[type[Event], Callable[[Chain, Any, Fact], Chain]]
"""By event: what it does to the chain of duty."""


def without(people: Iterable[PersonId], *gone: PersonId) -> tuple[PersonId, ...]:
    """Those who stay."""
    return tuple(one for one in people if one not in gone)


def together(people: Iterable[PersonId], *, unit: str | None) -> dict[str, Any]:
    """Who holds a duty in a unit: one person answers alone, of several none does."""
    each = tuple(dict.fromkeys(people))
    alone = len(each) == 1
    return {"unit": unit, "person": each[0] if alone else None, "also": () if alone else each}
