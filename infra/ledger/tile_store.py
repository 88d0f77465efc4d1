"""Tiles in PostgreSQL (瓦片存储): the widest version of each tile, one row a tile.

The database itself sees to it that a tile only ever grows (migration 0003).
"""

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from psycopg import Connection, sql

from infra.ledger.tiles import Tile

BATCH_TILES = 64
"""So many tiles (of up to 8 KiB) are read at a time when all are."""
MAX_INDEX = 2**63 - 1
"""Paths of tiles can name more than the database's `bigint` holds."""


class PostgresTileStore:
    """The `TileStore` of one jurisdiction on a connection, inside its transaction if there is one.

    Hashes have 32 bytes, as both suites do.
    """

    def __init__(self, connection: Connection[Any], schema: str) -> None:
        self._connection = connection
        self._tiles = sql.Identifier(schema, "tiles")

    def read(self, tiles: Collection[Tile]) -> Mapping[Tile, bytes]:
        """The hashes of the stored versions of these tiles, which may be wider."""
        query = sql.SQL(
            "SELECT t.level, t.index, t.hashes FROM {} AS t"
            " JOIN unnest(%s::smallint[], %s::bigint[]) AS asked (level, index)"
            " USING (level, index)"
        ).format(self._tiles)
        possible = [tile for tile in tiles if tile.index <= MAX_INDEX]
        levels, indexes = [tile.level for tile in possible], [tile.index for tile in possible]
        with self._connection.cursor(binary=True) as cursor:
            rows = cursor.execute(query, [levels, indexes], prepare=True).fetchall()
        stored = {(level, index): hashes for level, index, hashes in rows}
        found = {tile: stored.get((tile.level, tile.index)) for tile in tiles}
        return {tile: hashes for tile, hashes in found.items() if hashes is not None}

    def write(self, tiles: Mapping[Tile, bytes]) -> None:
        """Store tiles, each new or wider than what is stored.

        Raises the driver's `IntegrityError` for any other: the database refuses it.
        """
        statement = sql.SQL(
            "INSERT INTO {} AS t (level, index, width, hashes)"
            " SELECT * FROM unnest(%s::smallint[], %s::bigint[], %s::smallint[], %b::bytea[])"
            " ON CONFLICT (level, index)"
            " DO UPDATE SET width = excluded.width, hashes = excluded.hashes"
        ).format(self._tiles)
        columns = [
            [tile.level for tile in tiles],
            [tile.index for tile in tiles],
            [tile.width for tile in tiles],
            list(tiles.values()),
        ]
        self._connection.execute(statement, columns)

    def level(self, level: int) -> Iterator[tuple[Tile, bytes]]:
        """All stored tiles of a level, by index; bounded in memory."""
        query = sql.SQL(
            "SELECT index, width, hashes FROM {} WHERE level = %s AND index > %s"
            " ORDER BY index LIMIT %s"
        ).format(self._tiles)
        after = -1
        while True:
            with self._connection.cursor(binary=True) as cursor:
                rows = cursor.execute(query, [level, after, BATCH_TILES], prepare=True).fetchall()
            for index, width, hashes in rows:
                yield Tile(level, index, width), hashes
            if len(rows) < BATCH_TILES:
                return
            after = rows[-1][0]

    def levels(self) -> int:
        """How many levels have tiles: one more than the highest."""
        query = sql.SQL("SELECT coalesce(max(level) + 1, 0) FROM {}").format(self._tiles)
        row = self._connection.execute(query).fetchone()
        assert row is not None, "an aggregate always has a row"
        return int(row[0])
