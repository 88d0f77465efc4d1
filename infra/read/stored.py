"""The stored tables of one projection: its rows, and their parts and sums in tables beside them.

    clocks_v1_1                one row for each case, the memory of the fold
    clocks_v1_1__deadlines     one row for each part that `Part.of` finds in it
    clocks_v1_1__open_terms    sums of what `Sums.of` says that these rows add

Whatever happens to a row happens to its parts and to the sums, in the same transaction.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from psycopg import Connection

from infra.read.sums import SumTable
from infra.read.tables import Table
from projections.kernel import Key, Part, Projection, R, Sums


class ProjectionTable(Table[R]):
    """The table of a projection together with those of its parts and its sums."""

    def __init__(self, projection: Projection[R], schema: str, name: str) -> None:
        super().__init__(projection, schema, name)
        self.projection = projection
        self.parts: tuple[tuple[Part[Any], Table[Any]], ...] = tuple(
            (part, Table(part, schema, part_of(name, part.name))) for part in projection.parts
        )
        self.sums: tuple[tuple[Sums[Any], SumTable[Any]], ...] = tuple(
            (sums, SumTable(sums, schema, part_of(name, sums.name))) for sums in projection.sums
        )

    @property
    def tables(self) -> Iterator[Table[Any]]:
        """Its own table and those beside it."""
        yield self
        yield from self._beside

    @property
    def _beside(self) -> Iterator[Table[Any]]:
        yield from (table for _, table in self.parts)
        yield from (table for _, table in self.sums)

    def create(self, connection: Connection[Any]) -> None:
        """Make all its tables with their primary keys; secondary indexes are `index`'s."""
        super().create(connection)
        for table in self._beside:
            table.create(connection)

    def drop(self, connection: Connection[Any]) -> None:
        """Remove all its tables."""
        for table in self._beside:
            table.drop(connection)
        super().drop(connection)

    def check_shape(self, connection: Connection[Any]) -> None:
        """Raises `ShapeChanged` when stored columns are not those of the row types."""
        super().check_shape(connection)
        for table in self._beside:
            table.check_shape(connection)

    def change(
        self, connection: Connection[Any], before: Mapping[Key, R], after: Mapping[Key, R | None]
    ) -> None:
        """Store the rows `after`, which were `before` (absent: they are new); None is gone."""
        self.write(
            connection,
            [key for key in after if key in before],
            [row for row in after.values() if row is not None],
        )
        turned: dict[Part[Any], _Turned] = {}
        for part, table in self.parts:
            turned[part] = _turned(part, before, after)
            was, now = turned[part].was, turned[part].now
            table.write(
                connection,
                [key for key, row in was.items() if now.get(key) != row],
                [row for key, row in now.items() if was.get(key) != row],
            )
        for sums, table in self.sums:
            if sums.over is None:
                old = [before[key] for key in after if key in before]
                new = [row for row in after.values() if row is not None]
                table.add(connection, sums.difference(old, new))
            else:
                table.add(connection, turned[sums.over].added_to(sums))


def part_of(name: str, part: str = "") -> str:
    """What the table of a part is called, beside the projection's table `name`."""
    return f"{name}__{part}"


class _Turned(NamedTuple):
    """How the parts of some rows have changed, those left out that are plainly as they were.

    By their keys as they were and are; and for each row with any, the pieces of all its parts.
    """

    was: dict[Key, Any]
    now: dict[Key, Any]
    whole: list[tuple[Sequence[Any], Sequence[Any]]]

    def added_to(self, sums: Sums[Any]) -> dict[Key, dict[str, int]]:
        """What is to be added to sums over the part."""
        if sums.together:
            return sums.difference((was for was, _ in self.whole), (now for _, now in self.whole))
        return sums.difference(self.was.values(), self.now.values())


def _turned(part: Part[Any], before: Mapping[Key, Any], after: Mapping[Key, Any]) -> _Turned:
    old: list[Any] = []
    new: list[Any] = []
    whole: list[tuple[Sequence[Any], Sequence[Any]]] = []
    for key, row in after.items():
        # What is the same object is the same piece, so most of these comparisons cost nothing.
        was = part.pieces(before[key]) if key in before else ()
        now = () if row is None else part.pieces(row)
        known = len(old) + len(new)
        for one, other in zip(was, now, strict=False):
            if one != other:
                old.append(one)
                new.append(other)
        old += was[len(now) :]
        new += now[len(was) :]
        if len(old) + len(new) > known:
            whole.append((was, now))
    return _Turned(was=_by_key(part, old), now=_by_key(part, new), whole=whole)


def _by_key(part: Part[Any], pieces: list[Any]) -> dict[Key, Any]:
    return {part.key_of(one): one for one in part.told(pieces)}
