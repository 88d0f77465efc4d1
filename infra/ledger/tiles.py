"""The tree as it is stored: tiles (瓦片) of up to 256 hashes, as C2SP tlog-tiles lays them out.

Level 0 holds the leaf hashes; each hash at a higher level is the root of one full tile below.
The levels in between are hashed again when needed, never stored. Tiles only ever grow at their
right end, so a wider tile serves every smaller tree too: its first hashes are the narrower one.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import reduce
from typing import Protocol

import msgspec

from infra.ledger.faults import OutOfRange, TileDamaged, TileMissing, TilePathInvalid
from infra.ledger.merkle import Hasher, Span, consistency_spans, inclusion_spans, merkle_root

TILE_HEIGHT = 8
TILE_WIDTH = 1 << TILE_HEIGHT
MAX_LEVEL = 63

_PATH = re.compile(
    r"tile/(?P<level>0|[1-9][0-9]?)/(?P<index>(?:x[0-9]{3}/){0,6}[0-9]{3})"
    r"(?:\.p/(?P<width>[1-9][0-9]{0,2}))?"
)


class Tile(msgspec.Struct, frozen=True, order=True):
    """Which tile: `width` hashes of `level`, beginning at hash `index` * 256 of that level."""

    level: int
    index: int
    width: int = TILE_WIDTH

    def path(self) -> str:
        """Where it is served, as in `tile/0/x001/x234/067.p/3`."""
        parts = [f"{self.index % 1000:03}"]
        rest = self.index // 1000
        while rest:
            parts.insert(0, f"x{rest % 1000:03}")
            rest //= 1000
        partial = "" if self.width == TILE_WIDTH else f".p/{self.width}"
        return f"tile/{self.level}/{'/'.join(parts)}{partial}"

    @classmethod
    def from_path(cls, path: str) -> "Tile":
        """The tile served at a path, which must be spelt the one right way.

        Raises `TilePathInvalid`.
        """
        if not (found := _PATH.fullmatch(path)):
            raise TilePathInvalid(f"not a tile path: {path[:100]!r}")
        index = int(found["index"].replace("x", "").replace("/", ""))
        tile = cls(int(found["level"]), index, int(found["width"] or TILE_WIDTH))
        if tile.level > MAX_LEVEL or tile.width > TILE_WIDTH or tile.path() != path:
            raise TilePathInvalid(f"not spelt as tile paths are: {path!r}")
        return tile


class TileStore(Protocol):
    """Where tiles are kept."""

    def read(self, tiles: Collection[Tile]) -> Mapping[Tile, bytes]:
        """The hashes of these tiles, one after the other, for as many tiles as are stored.

        A wider tile may be given for a narrower one. A store that keeps the widest version of
        each (level, index) is enough.
        """
        ...

    def write(self, tiles: Mapping[Tile, bytes]) -> None:
        """Store tiles. A wider tile replaces or joins a narrower one; never the reverse."""
        ...


class Extension(msgspec.Struct, frozen=True):
    """What appending leaves comes to: the new size and root, and the tiles to write."""

    size: int
    root: bytes
    tiles: dict[Tile, bytes]


class TiledTree:
    """The tree over a tile store, at any size it ever had.

    Every method reads the store once, and a few tiles per level (a level for every factor of
    256), never the whole tree. All raise `OutOfRange` for sizes and indexes that cannot be,
    `TileMissing` and `TileDamaged` when the store lacks what the asked size needs.
    """

    def __init__(self, store: TileStore, hasher: Hasher) -> None:
        self._store = store
        self._hasher = hasher

    def root(self, size: int) -> bytes:
        """The root of the first `size` leaves."""
        _check_size(size)
        return self._roots([(0, size)], size)[0] if size else self._hasher.empty()

    def inclusion_proof(self, index: int, size: int) -> list[bytes]:
        """Proof that leaf `index` is in the tree of the first `size` leaves."""
        return self._roots(inclusion_spans(index, size), size)

    def consistency_proof(self, old: int, new: int) -> list[bytes]:
        """Proof that the tree of `old` leaves is the beginning of the tree of `new` leaves."""
        return self._roots(consistency_spans(old, new), new)

    def extend(self, size: int, leaves: Sequence[bytes]) -> Extension:
        """Append leaf hashes to the tree of the first `size` leaves. Writes nothing.

        What the store holds beyond `size` (an earlier attempt at the same leaves that was cut
        short) is ignored.
        """
        _check_size(size)
        for n, leaf in enumerate(leaves):
            if len(leaf) != self._hasher.size:
                raise TileDamaged(
                    f"new leaf {size + n}: expected a hash of {self._hasher.size} bytes, "
                    f"got {len(leaf)}"
                )
        edge = self._read(_right_edge(size))
        tiles: dict[Tile, bytes] = {}
        count, row = size, list(leaves)
        level = 0
        while row:
            grown = self._grow(level, count, row, edge)
            tiles |= grown
            row = [
                merkle_root(self._hasher, self._cut(hashes))
                for tile, hashes in grown.items()
                if tile.width == TILE_WIDTH
            ]
            level, count = level + 1, count // TILE_WIDTH
        new_size = size + len(leaves)
        return Extension(new_size, self._edge_root(new_size, edge | tiles), tiles)

    def _grow(
        self, level: int, count: int, row: list[bytes], edge: Mapping[Tile, bytes]
    ) -> dict[Tile, bytes]:
        """The tiles of one level that change when `row` is appended to its `count` hashes."""
        first, width = divmod(count, TILE_WIDTH)
        kept = self._cut(edge[Tile(level, first, width)]) if width else []
        hashes = kept + row
        chunks = (hashes[i : i + TILE_WIDTH] for i in range(0, len(hashes), TILE_WIDTH))
        return {
            Tile(level, first + n, len(chunk)): b"".join(chunk) for n, chunk in enumerate(chunks)
        }

    def _edge_root(self, size: int, tiles: Mapping[Tile, bytes]) -> bytes:
        return self._root((0, size), size, tiles) if size else self._hasher.empty()

    def _roots(self, spans: Collection[Span], size: int) -> list[bytes]:
        """The roots of spans of the tree of `size` leaves, after one reading of the store."""
        subtrees = (subtree for span in spans for subtree in _subtrees(span))
        tiles = self._read({_home(low, height, size)[0] for low, height in subtrees})
        return [self._root(span, size, tiles) for span in spans]

    def _root(self, span: Span, size: int, tiles: Mapping[Tile, bytes]) -> bytes:
        """The root of a span. Its complete subtrees get smaller to the right: join from there."""
        parts = [self._subtree(low, height, size, tiles) for low, height in _subtrees(span)]
        return reduce(lambda right, left: self._hasher.node(left, right), reversed(parts))

    def _subtree(self, low: int, height: int, size: int, tiles: Mapping[Tile, bytes]) -> bytes:
        tile, offset, count = _home(low, height, size)
        start, stop = offset * self._hasher.size, (offset + count) * self._hasher.size
        return merkle_root(self._hasher, self._cut(tiles[tile][start:stop]))

    def _read(self, tiles: Iterable[Tile]) -> dict[Tile, bytes]:
        """The asked tiles at exactly their width."""
        asked = sorted(tiles)
        stored = self._store.read(asked) if asked else {}
        exact: dict[Tile, bytes] = {}
        for tile in asked:
            if (hashes := stored.get(tile)) is None:
                raise TileMissing(f"the store has no {tile.path()}")
            needed = tile.width * self._hasher.size
            if len(hashes) < needed or len(hashes) % self._hasher.size:
                raise TileDamaged(f"{tile.path()} needs {needed} bytes, has {len(hashes)}")
            exact[tile] = hashes[:needed]
        return exact

    def _cut(self, hashes: bytes) -> list[bytes]:
        step = self._hasher.size
        return [hashes[i : i + step] for i in range(0, len(hashes), step)]


def _check_size(size: int) -> None:
    if size < 0:
        raise OutOfRange(f"no tree has {size} leaves")


def _right_edge(size: int) -> list[Tile]:
    """The partial tiles of a tree: the last one of each level, where it is not full."""
    edge: list[Tile] = []
    level, count = 0, size
    while count:
        index, width = divmod(count, TILE_WIDTH)
        if width:
            edge.append(Tile(level, index, width))
        level, count = level + 1, index
    return edge


def _subtrees(span: Span) -> Iterator[tuple[int, int]]:
    """The complete subtrees a span is made of, left to right: first leaf and height."""
    low, high = span
    while low < high:
        height = (high - low).bit_length() - 1
        yield low, height
        low += 1 << height


def _home(low: int, height: int, size: int) -> tuple[Tile, int, int]:
    """The tile a complete subtree lies in, where in it, and how many hashes wide it is there."""
    level, rest = divmod(height, TILE_HEIGHT)
    index, offset = divmod(low >> (level * TILE_HEIGHT), TILE_WIDTH)
    there = (size >> (level * TILE_HEIGHT)) - index * TILE_WIDTH
    return Tile(level, index, min(there, TILE_WIDTH)), offset, 1 << rest
