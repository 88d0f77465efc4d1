"""A log written by transparency-dev/tessera is, to us, exactly what its signer said it was."""

from itertools import combinations
from pathlib import Path

import pytest

from infra.ledger.checkpoint import Checkpoint, open_checkpoint
from infra.ledger.merkle import SHA256, merkle_root, verify_consistency, verify_inclusion
from infra.ledger.note import VerifierKey
from infra.ledger.tiles import Tile, TiledTree
from tests.ledger.stores import FolderTiles, MemoryTiles
from tests.ledger.vectors import FOLDER, needs_vectors

LOG = FOLDER / "tessera-log"
KEY = VerifierKey.parse(
    "example.com/log/testdata+33d7b496+AeHTu4Q3hEIMHNqc6fASMsq3rKNx280NI+oO5xCFkkSx"
)
TREE = TiledTree(FolderTiles(LOG), SHA256)
every_size = pytest.mark.parametrize("size", range(1, 16))

pytestmark = needs_vectors


def checkpoint(size: int) -> Checkpoint:
    opened = open_checkpoint((LOG / f"checkpoint.{size}").read_bytes(), [KEY])
    assert opened.keys == (KEY,)
    return opened.checkpoint


def leaves(size: int) -> list[bytes]:
    """Leaf hashes from the entry bundle: 16-bit lengths, each followed by that many bytes."""
    path = Tile(0, 0, size).path().replace("tile/0/", "tile/entries/")
    bundle, hashes = (LOG / path).read_bytes(), []
    while bundle:
        length = int.from_bytes(bundle[:2], "big")
        hashes.append(SHA256.leaf(bundle[2 : 2 + length]))
        bundle = bundle[2 + length :]
    return hashes


def test_there_are_sixteen_checkpoints_and_the_latest_is_the_last() -> None:
    assert len(list(LOG.glob("checkpoint.*"))) == 16
    latest = open_checkpoint((LOG / "checkpoint").read_bytes(), [KEY]).checkpoint
    assert latest == checkpoint(15)


def test_the_first_checkpoint_is_that_of_the_empty_log() -> None:
    assert checkpoint(0) == Checkpoint("example.com/log/testdata", 0, SHA256.empty())


@every_size
def test_the_signed_root_is_that_of_the_entries_and_of_the_tiles(size: int) -> None:
    signed = checkpoint(size)
    assert (signed.origin, signed.size) == ("example.com/log/testdata", size)
    assert len(leaves(size)) == size
    assert merkle_root(SHA256, leaves(size)) == signed.root
    assert TREE.root(size) == signed.root


@every_size
def test_our_tiles_are_the_same_bytes(size: int, tmp_path: Path) -> None:
    extension = TiledTree(MemoryTiles(), SHA256).extend(0, leaves(size))
    ours = FolderTiles(tmp_path)
    ours.write(extension.tiles)
    (path,) = [file.relative_to(tmp_path) for file in tmp_path.rglob("*") if file.is_file()]
    assert (tmp_path / path).read_bytes() == (LOG / path).read_bytes()


@every_size
def test_every_entry_is_proved_included(size: int) -> None:
    root = checkpoint(size).root
    for index, leaf in enumerate(leaves(size)):
        proof = TREE.inclusion_proof(index, size)
        verify_inclusion(SHA256, leaf, index, size, proof, root)


def test_every_checkpoint_is_proved_to_continue_every_earlier_one() -> None:
    pairs = list(combinations(range(1, 16), 2))
    assert len(pairs) == 105
    for old, new in pairs:
        proof = TREE.consistency_proof(old, new)
        roots = checkpoint(old).root, checkpoint(new).root
        verify_consistency(SHA256, old, new, proof, *roots)
