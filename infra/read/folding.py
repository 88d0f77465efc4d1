"""Folding a batch of events into a stored table, with the rows lately touched kept at hand."""

import gc
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Generic

from psycopg import Connection

from infra.read.log import LogRow, Reader
from infra.read.stored import ProjectionTable
from projections.kernel import Key, Projection, R


class Poisoned(Exception):
    """An event that a projection cannot fold. It is named and never skipped."""

    def __init__(self, position: int, why: str) -> None:
        self.position = position
        self.why = why
        super().__init__(f"position {position}: {why}")


class Folder(Generic[R]):
    """Folds into one table, of which it is the only writer.

    Up to `kept` rows stay in memory between batches. They are what the table holds as long as every
    batch was committed: whoever rolls one back says so with `forget`.
    """

    def __init__(self, table: ProjectionTable[R], reader: Reader, *, kept: int) -> None:
        self._table = table
        self._projection: Projection[R] = table.projection
        self._reader = reader
        self._kept = kept
        self._rows: OrderedDict[Key, R] = OrderedDict()

    def forget(self) -> None:
        """Trust nothing that is kept: read it from the table again."""
        self._rows.clear()

    def fold(self, connection: Connection[Any], rows: Sequence[LogRow]) -> None:
        """Fold `rows` of the log into the table, inside the caller's transaction.

        Raises `Poisoned` with the position of the event that does not fold.
        """
        touches = [touch for row in rows for touch in self._touches(row)]
        before = self._before(connection, {key for _, key in touches})
        after: dict[Key, R | None] = {}
        for fact, key in touches:
            row = after[key] if key in after else before.get(key)
            try:
                after[key] = self._projection.step(row, fact, key)
            except Exception as error:  # Whatever a fold does wrong, its event is named.
                raise Poisoned(fact.position, _described(fact.name, error)) from error
        changed = {key: row for key, row in after.items() if row != before.get(key)}
        self._table.change(connection, before, changed)
        self._keep(after)

    def _touches(self, row: LogRow) -> list[tuple[Any, Key]]:
        """The recorded event of a row of the log, once for each key it touches."""
        position, stream, version, name, recorded_at, data = row
        try:
            fact = self._reader.recorded(position, recorded_at, stream, version, name, data)
            return [(fact, key) for key in self._projection.keys(fact)]
        except Exception as error:  # Unreadable bytes or a broken `keys`: the event is named.
            raise Poisoned(position, _described(name, error)) from error

    def _before(self, connection: Connection[Any], keys: set[Key]) -> dict[Key, R]:
        known = {key: self._rows[key] for key in keys if key in self._rows}
        unknown = sorted(key for key in keys if key not in known)
        return known | self._table.load(connection, unknown)

    def _keep(self, after: dict[Key, R | None]) -> None:
        for key, row in after.items():
            self._rows.pop(key, None)
            if row is not None:
                self._rows[key] = row
        while len(self._rows) > self._kept:
            self._rows.popitem(last=False)


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
