"""A tile has one path, and a path one tile (C2SP tlog-tiles, Merkle Tree)."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infra.ledger.faults import TilePathInvalid
from infra.ledger.tiles import Tile

TILES = st.builds(
    Tile, level=st.integers(0, 63), index=st.integers(0, 2**63 - 1), width=st.integers(1, 256)
)


@pytest.mark.parametrize(
    ("tile", "path"),
    [
        (Tile(0, 0), "tile/0/000"),
        (Tile(0, 999), "tile/0/999"),
        (Tile(0, 1000), "tile/0/x001/000"),
        (Tile(0, 1234067, 3), "tile/0/x001/x234/067.p/3"),
        (Tile(2, 0, 255), "tile/2/000.p/255"),
        (Tile(63, 5), "tile/63/005"),
    ],
)
def test_paths_are_spelt_as_in_the_specification(tile: Tile, path: str) -> None:
    assert tile.path() == path
    assert Tile.from_path(path) == tile


@given(tile=TILES)
def test_every_tile_is_found_again_by_its_path(tile: Tile) -> None:
    assert Tile.from_path(tile.path()) == tile


@pytest.mark.parametrize(
    "path",
    [
        "",
        "tile/0",
        "tile/0/0",
        "tile/0/1000",
        "tile/0/x000/001",
        "tile/0/001/002",
        "tile/0/x001",
        "tile/00/001",
        "tile/64/001",
        "tile/-1/001",
        "tile/0/001.p/0",
        "tile/0/001.p/256",
        "tile/0/001.p/300",
        "tile/0/001.p/03",
        "tile/0/001.p/",
        "tile/0/001.p/3\n",
        "/tile/0/001",
        "tile/0/../001",
        "tile/0/\u0660\u0660\u0661",
        "tile/0/" + "x001/" * 10_000 + "001",
        "tile/entries/000",
    ],
)
def test_any_other_spelling_is_refused(path: str) -> None:
    with pytest.raises(TilePathInvalid):
        Tile.from_path(path)


@given(path=st.from_regex(r"tile/\d{1,2}/(x?\d{3,4}/){0,2}\d{3}(\.p/\d{1,3})?\n?", fullmatch=True))
def test_whatever_is_read_as_a_path_is_that_tile_s_path(path: str) -> None:
    with suppress(TilePathInvalid):
        assert Tile.from_path(path).path() == path
