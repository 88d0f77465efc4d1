"""Folding a batch of events into a stored table, with the rows lately touched kept at hand."""

import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Generic

from psycopg import Connection

from domain.kernel import Recorded
from infra.read.log import LogRow, Reader
from infra.read.stored import ProjectionTable
from projections.kernel import Fold, Key, Projection, R


class Poisoned(Exception):
    """An event that a projection cannot fold. It is named and never skipped."""

    def __init__(self, position: int, why: str) -> None:
        self.position = position
        self.why = why
        super().__init__(f"position {position}: {why}")


class Folder(Generic[R]):
    """Folds into one table, of which it is the only writer.

    Between `kept` rows and twice as many stay in memory between batches. They are what the table
    holds, or will when `store` is called, as long as every batch was committed: whoever rolls one
    back says so with `forget`.
    """

    def __init__(self, table: ProjectionTable[R], reader: Reader, *, kept: int) -> None:
        self._table = table
        self._projection: Projection[R] = table.projection
        self._reader = reader
        self._kept = 0 if table.projection.only_begins else kept
        self._lately: dict[Key, R] = {}
        self._earlier: dict[Key, R] = {}
        self._stored: dict[Key, R] = {}
        self._changed: dict[Key, R | None] = {}

    def forget(self) -> None:
        """Trust nothing that is kept: read it from the table again."""
        for rows in (self._lately, self._earlier, self._stored, self._changed):
            rows.clear()

    @property
    def held(self) -> int:
        """How many rows were changed and not stored yet."""
        return len(self._changed)

    def fold(self, connection: Connection[Any], rows: Sequence[LogRow]) -> None:
        """Fold `rows` of the log into the table, inside the caller's transaction.

        Raises `Poisoned` with the position of the event that does not fold.
        """
        self.take(connection, rows)
        self.store(connection)

    def store(self, connection: Connection[Any]) -> None:
        """Store what was changed, inside the caller's transaction."""
        self._table.change(connection, self._stored, self._changed)
        self._stored.clear()
        self._changed.clear()

    def take(self, connection: Connection[Any], rows: Sequence[LogRow]) -> None:
        """Fold `rows` of the log, and hold back what they change until `store` is called.

        A row that many batches touch is then written once. Raises as `fold`.
        """
        touches, there = self._touches(rows)
        before = self._before(connection, there)
        after: dict[Key, R | None] = dict(before)
        folded = self._projection.folded
        for fact, key, fold in touches:
            try:
                after[key] = folded(fold, after.get(key), fact, key)
            except Exception as error:  # Whatever a fold does wrong, its event is named.
                raise Poisoned(fact.position, _described(fact.name, error)) from error
        for key, row in after.items():
            was = before.get(key)
            if row is was or row == was:
                continue
            if was is not None and key not in self._changed:
                self._stored[key] = was
            self._changed[key] = row
        self._keep(after)

    def _touches(
        self, rows: Sequence[LogRow]
    ) -> tuple[list[tuple[Recorded[Any], Key, Fold]], dict[Key, bool]]:
        """Each event once for every key it touches, with its fold; and the keys whose rows may be
        there already.

        A row that begins in the batch is not looked for: if it is there, storing it fails.
        """
        touches: list[tuple[Recorded[Any], Key, Fold]] = []
        there: dict[Key, bool] = {}
        recorded, fold_of = self._reader.recorded, self._projection.fold_of
        for position, stream, version, name, recorded_at, data in rows:
            try:
                fact = recorded(position, recorded_at, stream, version, name, data)
                fold = fold_of(fact)
                for key in fold.keys(fact):
                    touches.append((fact, key, fold))
                    there.setdefault(key, fold.may_go_on)
            except Exception as error:  # Unreadable bytes or a broken `keys`: the event is named.
                raise Poisoned(position, _described(name, error)) from error
        return touches, there

    def _before(self, connection: Connection[Any], there: dict[Key, bool]) -> dict[Key, R]:
        known: dict[Key, R] = {}
        unknown: list[Key] = []
        for key, may_be_there in there.items():
            row = self._changed.get(key) or self._lately.get(key) or self._earlier.get(key)
            if row is not None:
                known[key] = row
            elif may_be_there and key not in self._changed:
                unknown.append(key)
        return known | self._table.load(connection, sorted(unknown))

    def _keep(self, after: dict[Key, R | None]) -> None:
        if not self._kept:
            return
        for key, row in after.items():
            if row is not None:
                self._lately[key] = row
            else:
                self._lately.pop(key, None)
                self._earlier.pop(key, None)
        if len(self._lately) > self._kept:
            self._earlier, self._lately = self._lately, {}


@contextmanager
def uncollected() -> Iterator[None]:
    """Within this, nobody looks for cycles of garbage.

    A batch makes tens of thousands of events and rows. None of them refers back to what refers to
    it, so looking for cycles among them finds nothing, and takes a fifth of the time.
    """
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def _described(name: str, error: Exception) -> str:
    return f"{name}: {type(error).__name__}: {error}"
