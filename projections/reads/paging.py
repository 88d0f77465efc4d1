"""Pages (分页): how a list is answered piece by piece.

A question takes `count`, whether the total is wanted: a page stops as soon as it is full, a total
looks at every row.
"""

from typing import Annotated, Generic, TypeVar

from msgspec import Meta

from domain.values import Value

R = TypeVar("R")

Count = Annotated[int, Meta(ge=1, le=100)]
"""How many rows a page may have."""


class Page(Value, Generic[R]):
    """One page. `position` is how far the log had been folded when all of it was read at once.

    `total` counts every row that answers the question; None when `count` did not ask for it.
    """

    rows: tuple[R, ...]
    has_next: bool
    total: int | None
    position: int
