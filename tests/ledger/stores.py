"""Tile stores for tests: one in memory, one that reads a folder laid out as it is served."""

from collections.abc import Collection, Mapping
from pathlib import Path

from infra.ledger.tiles import Tile


class MemoryTiles:
    """Keeps the widest version of each tile, and remembers how many tiles each reading took."""

    def __init__(self) -> None:
        self.hashes: dict[tuple[int, int], bytes] = {}
        self.readings: list[int] = []

    def read(self, tiles: Collection[Tile]) -> Mapping[Tile, bytes]:
        self.readings.append(len(tiles))
        stored = {tile: self.hashes.get((tile.level, tile.index)) for tile in tiles}
        return {tile: hashes for tile, hashes in stored.items() if hashes is not None}

    def write(self, tiles: Mapping[Tile, bytes]) -> None:
        for tile, hashes in tiles.items():
            place = (tile.level, tile.index)
            self.hashes[place] = max(self.hashes.get(place, b""), hashes, key=len)


class FolderTiles:
    """Reads tiles of exactly the asked width from files."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def read(self, tiles: Collection[Tile]) -> Mapping[Tile, bytes]:
        files = {tile: self.folder / tile.path() for tile in tiles}
        return {tile: file.read_bytes() for tile, file in files.items() if file.is_file()}

    def write(self, tiles: Mapping[Tile, bytes]) -> None:
        for tile, hashes in tiles.items():
            file = self.folder / tile.path()
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(hashes)
