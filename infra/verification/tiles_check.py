"""Tiles (瓦片核验): just those the newest checkpoint needs, each following from those below it."""

from infra.ledger.merkle import Hasher, merkle_root
from infra.ledger.tile_store import PostgresTileStore
from infra.ledger.tiles import TILE_WIDTH, Tile
from infra.verification.report import Findings


class TilesCheck:
    """The stored tree by itself. Whether its leaves are the events' is `sealing`'s question."""

    def __init__(self, store: PostgresTileStore, hasher: Hasher, findings: Findings) -> None:
        self._store = store
        self._hasher = hasher
        self._findings = findings
        self._above: tuple[Tile, bytes] | None = None

    def run(self, size: int) -> None:
        """Check every tile of the tree of `size` leaves."""
        level, count = 0, size
        while count:
            self._level(level, count)
            level, count = level + 1, count // TILE_WIDTH
        for beyond in range(level, self._store.levels()):
            self._level(beyond, 0)

    def _level(self, level: int, count: int) -> None:
        """Check a level that has `count` hashes."""
        needed = -(-count // TILE_WIDTH)
        expected = 0
        for tile, hashes in self._store.level(level):
            if tile.index >= needed:
                self._findings.add(
                    tile.path(), "the tree of the newest checkpoint does not reach so far"
                )
                break
            self._missing(level, expected, tile.index)
            expected = tile.index + 1
            self._tile(tile, hashes, min(TILE_WIDTH, count - tile.index * TILE_WIDTH))
        self._missing(level, expected, needed)

    def _missing(self, level: int, first: int, until: int) -> None:
        if first < until:
            more = f", nor are the {until - first - 1} after it" if until - first > 1 else ""
            self._findings.add(Tile(level, first).path(), f"it is not there{more}")

    def _tile(self, tile: Tile, hashes: bytes, width: int) -> None:
        size = self._hasher.size
        if tile.width != width or len(hashes) != width * size:
            self._findings.add(
                tile.path(),
                f"it has {len(hashes)} bytes for {tile.width} hashes, "
                f"the newest checkpoint needs {width}",
            )
        elif width == TILE_WIDTH:
            root = merkle_root(
                self._hasher, [hashes[i : i + size] for i in range(0, len(hashes), size)]
            )
            self._follows(tile, root)

    def _follows(self, tile: Tile, root: bytes) -> None:
        """A full tile's root is a hash of the tile above it."""
        index, offset = divmod(tile.index, TILE_WIDTH)
        above = self._read_above(Tile(tile.level + 1, index, 1))
        stored = above[offset * len(root) : (offset + 1) * len(root)]
        if len(stored) == len(root) and stored != root:
            self._findings.add(
                Tile(tile.level + 1, index, offset + 1).path(),
                f"its last hash is not the root of {tile.path()}",
            )

    def _read_above(self, tile: Tile) -> bytes:
        """The stored tile of a place; the same one is asked for 256 times in a row."""
        if self._above is None or self._above[0] != tile:
            self._above = tile, self._store.read([tile]).get(tile, b"")
        return self._above[1]
