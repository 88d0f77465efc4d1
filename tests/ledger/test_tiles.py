"""The tree in tiles is the tree: same roots, same proofs, at every size it ever had."""

from collections.abc import Iterator
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infra.ledger.faults import OutOfRange, TileDamaged, TileMissing
from infra.ledger.merkle import SHA256, merkle_root, verify_consistency, verify_inclusion
from infra.ledger.tiles import Tile, TiledTree
from tests.ledger.oracle import Oracle, leaf_hashes
from tests.ledger.stores import MemoryTiles

SIZE = 66_000
LEAVES = leaf_hashes(SIZE)
ORACLE = Oracle(LEAVES)
# Steps that stop just before, at and after the places where a tile or a level fills up.
STOPS = [0, 1, 2, 255, 256, 257, 511, 513, 60_000, 65_535, 65_536, 65_537, 65_792, SIZE]
SIZES = st.one_of(st.sampled_from(STOPS[1:]), st.integers(1, SIZE))


def grown(stops: list[int]) -> Iterator[tuple[MemoryTiles, TiledTree, int, bytes]]:
    """A store grown from stop to stop; after each: the size and root the extension gave."""
    store = MemoryTiles()
    tree = TiledTree(store, SHA256)
    for old, new in pairwise(stops):
        extension = tree.extend(old, LEAVES[old:new])
        store.write(extension.tiles)
        yield store, tree, extension.size, extension.root


def full_tree() -> tuple[MemoryTiles, TiledTree]:
    *_, (store, tree, _, _) = grown(STOPS)
    return store, tree


STORE, TREE = full_tree()


def test_the_root_after_each_extension_is_the_root_of_all_leaves() -> None:
    for _, _, size, root in grown(STOPS):
        assert root == ORACLE.root(0, size), size


@given(size=st.one_of(SIZES, st.just(0)))
def test_the_root_at_any_past_size_is_found_from_the_tiles(size: int) -> None:
    assert TREE.root(size) == ORACLE.root(0, size)


@given(data=st.data(), size=SIZES)
def test_inclusion_proofs_from_tiles_are_always_those_of_the_whole_tree(
    data: st.DataObject, size: int
) -> None:
    index = data.draw(st.integers(0, size - 1) | st.sampled_from([0, size - 1, size // 2]))
    proof = TREE.inclusion_proof(index, size)
    assert proof == ORACLE.inclusion(index, size)
    verify_inclusion(SHA256, LEAVES[index], index, size, proof, ORACLE.root(0, size))


@given(one=SIZES, other=SIZES)
def test_consistency_proofs_from_tiles_are_always_those_of_the_whole_tree(
    one: int, other: int
) -> None:
    old, new = sorted((one, other))
    proof = TREE.consistency_proof(old, new)
    assert proof == ORACLE.consistency(old, new)
    verify_consistency(SHA256, old, new, proof, ORACLE.root(0, old), ORACLE.root(0, new))


@given(steps=st.lists(st.integers(0, 600), min_size=1, max_size=6))
def test_the_tiles_never_depend_on_the_steps_in_which_the_tree_grew(steps: list[int]) -> None:
    stops = [0]
    for step in steps:
        stops.append(stops[-1] + step)
    *_, (stepwise, _, size, root) = grown(stops)
    *_, (at_once, _, _, _) = grown([0, stops[-1]])
    assert size == stops[-1]
    assert stepwise.hashes == at_once.hashes
    assert root == ORACLE.root(0, size)


def test_a_tree_of_70_000_leaves_has_the_tiles_the_specification_names() -> None:
    leaves = LEAVES + leaf_hashes(4_000, "later")
    tiles = TiledTree(MemoryTiles(), SHA256).extend(0, leaves).tiles
    expected = [Tile(0, n) for n in range(273)] + [Tile(0, 273, 112)]
    expected += [Tile(1, 0), Tile(1, 1, 17), Tile(2, 0, 1)]
    assert sorted(tiles) == expected
    assert all(len(hashes) == tile.width * 32 for tile, hashes in tiles.items())
    assert tiles[Tile(2, 0, 1)] == merkle_root(SHA256, leaves[:65_536])


def test_a_tree_of_256_leaves_has_one_full_tile_and_its_root_above() -> None:
    tiles = TiledTree(MemoryTiles(), SHA256).extend(0, LEAVES[:256]).tiles
    assert sorted(tiles) == [Tile(0, 0), Tile(1, 0, 1)]


def test_extending_reads_once_and_only_the_right_edge() -> None:
    STORE.readings.clear()
    extension = TREE.extend(SIZE, leaf_hashes(3, "new"))
    assert STORE.readings == [3]
    assert sorted(extension.tiles) == [Tile(0, SIZE // 256, SIZE % 256 + 3)]


@given(index=st.integers(0, SIZE - 1))
def test_an_inclusion_proof_reads_once_and_at_most_two_tiles_a_level(index: int) -> None:
    STORE.readings.clear()
    TREE.inclusion_proof(index, SIZE)
    assert len(STORE.readings) == 1
    assert STORE.readings[0] <= 2 * 3


@given(one=SIZES, other=SIZES)
def test_a_consistency_proof_reads_once_and_at_most_two_tiles_a_level(one: int, other: int) -> None:
    STORE.readings.clear()
    TREE.consistency_proof(min(one, other), max(one, other))
    assert sum(STORE.readings) <= 2 * 3
    assert len(STORE.readings) <= 1


def test_what_an_interrupted_attempt_wrote_is_ignored_and_written_again() -> None:
    *_, (store, tree, _, _) = grown([0, 300])
    first = tree.extend(300, LEAVES[300:700])
    store.write(first.tiles)
    assert tree.extend(300, LEAVES[300:700]) == first
    assert tree.extend(300, LEAVES[300:400]).root == ORACLE.root(0, 400)


def test_extending_by_nothing_writes_nothing_and_keeps_the_root() -> None:
    extension = TREE.extend(SIZE, [])
    assert (extension.size, extension.root) == (SIZE, ORACLE.root(0, SIZE))
    assert extension.tiles == {}
    empty = TiledTree(MemoryTiles(), SHA256).extend(0, [])
    assert empty.root == merkle_root(SHA256, [])


def test_a_missing_tile_is_named() -> None:
    *_, (store, tree, _, _) = grown([0, 600])
    del store.hashes[0, 1]
    with pytest.raises(TileMissing, match="the store has no tile/0/001"):
        tree.inclusion_proof(256, 600)


@pytest.mark.parametrize("hashes", [b"", b"x" * 31, b"x" * (88 * 32 - 1), b"x" * (88 * 32 + 1)])
def test_a_torn_tile_is_named(hashes: bytes) -> None:
    *_, (store, tree, _, _) = grown([0, 600])
    store.hashes[0, 2] = hashes
    with pytest.raises(TileDamaged, match=r"tile/0/002.p/88 needs 2816 bytes"):
        tree.root(600)


def test_a_tree_cannot_be_asked_for_what_it_does_not_have() -> None:
    with pytest.raises(TileMissing):
        TREE.root(SIZE + 256)
    with pytest.raises(TileDamaged):
        TREE.root(SIZE + 1)
    with pytest.raises(OutOfRange):
        TREE.root(-1)
    with pytest.raises(OutOfRange):
        TREE.extend(-1, [])
    with pytest.raises(OutOfRange):
        TREE.inclusion_proof(7, 7)
    with pytest.raises(OutOfRange):
        TREE.consistency_proof(0, 7)


@pytest.mark.parametrize("leaf", [b"", b"the line itself", b"x" * 64])
def test_only_hashes_are_taken_as_leaves(leaf: bytes) -> None:
    with pytest.raises(TileDamaged, match="new leaf 66001: expected a hash of 32 bytes"):
        TREE.extend(SIZE, [LEAVES[0], leaf])
