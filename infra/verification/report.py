"""The report of a verification (核验报告): what was checked, how far, and what is wrong where."""

from enum import StrEnum

from domain.values import Value

LISTED = 100
"""So many problems are listed at most: one edited row can have thousands of effects."""


class Level(StrEnum):
    """验证级别: what the verified log can stand up to (ledger.md §2)."""

    NONE = "NONE"
    """Something is wrong."""
    SELF_CONSISTENT = "SELF-CONSISTENT"
    """Rows, tiles and checkpoints agree. Whoever controls the database can make them agree."""
    SIGNED = "SIGNED"
    """They agree, and a key that is trusted signed their root."""


class Problem(Value):
    """Where something is wrong, and what. `position` is the event's, where there is one."""

    where: str
    what: str
    position: int | None = None


class Report(Value):
    """What a verification found. JSON by msgspec."""

    level: Level
    ok: bool
    events: int
    """Events read."""
    sealed: int
    """How many of them the newest good checkpoint covers."""
    unsealed: int
    """Events after it: appended since, and checked for everything but the tree."""
    streams: int
    checkpoints: int
    """Checkpoints whose root was recomputed."""
    commands: int
    unkeyed: int
    """Events that no idempotency key leads to."""
    key: str | None
    """The public key the signatures were checked with."""
    first_wrong: int | None
    """The first position that is wrong."""
    problems: tuple[Problem, ...]
    """By position, then those that have none."""
    unlisted: int
    """How many further problems are not listed."""


class Findings:
    """Collects problems, and keeps the first by position when there are too many."""

    def __init__(self) -> None:
        self._problems: list[Problem] = []
        self._unlisted = 0

    def add(self, where: str, what: str, position: int | None = None) -> None:
        """Note a problem."""
        self._problems.append(Problem(where=where, what=what, position=position))
        if len(self._problems) > 10 * LISTED:
            self._shorten()

    def at(self, position: int, what: str) -> None:
        """Note a problem with the event at a position."""
        self.add(f"position {position}", what, position)

    def finish(self) -> tuple[tuple[Problem, ...], int]:
        """The problems to list, in order, and how many there are beyond them."""
        self._shorten()
        return tuple(self._problems), self._unlisted

    def _shorten(self) -> None:
        # A stable sort: what is wrong with one position stays in the order it was found.
        self._problems.sort(key=lambda one: (one.position is None, one.position or 0))
        placed = [one for one in self._problems if one.position is not None][:LISTED]
        others = [one for one in self._problems if one.position is None][:LISTED]
        self._unlisted += len(self._problems) - len(placed) - len(others)
        self._problems = placed + others
