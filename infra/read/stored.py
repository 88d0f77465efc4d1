"""The stored tables of one projection: its rows, and its rows' parts in tables beside them.

    clocks_v1_1                one row for each case, the memory of the fold
    clocks_v1_1__deadlines     one row for each part that `Part.of` finds in it

Whatever happens to a row happens to its parts, in the same transaction.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from psycopg import Connection

from infra.read.tables import Table
from projections.kernel import Key, Part, Projection, R


class ProjectionTable(Table[R]):
    """The table of a projection together with those of its parts."""

    def __init__(self, projection: Projection[R], schema: str, name: str) -> None:
        super().__init__(projection, schema, name)
        self.projection = projection
        self.parts: tuple[tuple[Part[Any], Table[Any]], ...] = tuple(
            (part, Table(part, schema, part_of(name, part.name))) for part in projection.parts
        )

    @property
    def tables(self) -> Iterator[Table[Any]]:
        """Its own table and those of its parts."""
        yield self
        yield from (table for _, table in self.parts)

    def create(self, connection: Connection[Any]) -> None:
        """Make all its tables with their primary keys; secondary indexes are `index`'s."""
        super().create(connection)
        for _, table in self.parts:
            table.create(connection)

    def drop(self, connection: Connection[Any]) -> None:
        """Remove all its tables."""
        for _, table in self.parts:
            table.drop(connection)
        super().drop(connection)

    def check_shape(self, connection: Connection[Any]) -> None:
        """Raises `ShapeChanged` when stored columns are not those of the row types."""
        super().check_shape(connection)
        for _, table in self.parts:
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
        for part, table in self.parts:
            was, now = _changed(part, before, after)
            table.write(
                connection,
                [key for key, row in was.items() if now.get(key) != row],
                [row for key, row in now.items() if was.get(key) != row],
            )


def part_of(name: str, part: str = "") -> str:
    """What the table of a part is called, beside the projection's table `name`."""
    return f"{name}__{part}"


def _changed(
    part: Part[Any], before: Mapping[Key, Any], after: Mapping[Key, Any]
) -> tuple[dict[Key, Any], dict[Key, Any]]:
    """The parts before and after, by their keys, without those that are plainly as they were."""
    old: list[Any] = []
    new: list[Any] = []
    for key, row in after.items():
        # What is the same object is the same piece, so most of these comparisons cost nothing.
        was = part.pieces(before[key]) if key in before else ()
        now = () if row is None else part.pieces(row)
        for one, other in zip(was, now, strict=False):
            if one != other:
                old.append(one)
                new.append(other)
        old += was[len(now) :]
        new += now[len(was) :]
    return _by_key(part, old), _by_key(part, new)


def _by_key(part: Part[Any], pieces: list[Any]) -> dict[Key, Any]:
    return {part.key_of(one): one for one in part.told(pieces)}
