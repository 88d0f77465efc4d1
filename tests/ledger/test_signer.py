"""The signer signs every continuation of the log, and never a rewritten past."""

import os
import threading
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from infra.ledger.checkpoint import Checkpoint, open_checkpoint, sign_checkpoint
from infra.ledger.faults import (
    KeyFileUnusable,
    KeyMalformed,
    MemoryDamaged,
    MemoryMissing,
    RewrittenPast,
    WrongOrigin,
)
from infra.ledger.merkle import SHA256, consistency_proof, merkle_root
from infra.ledger.signer import LastSigned, Signer, read_key_file
from infra.ledger.suite import SHA256_ED25519, Ed25519, Suite
from infra.ledger.tiles import TiledTree
from tests.ledger.conftest import ORIGIN
from tests.ledger.oracle import leaf_hashes
from tests.ledger.stores import MemoryTiles

LOG = leaf_hashes(40)
# The same log up to its 11th entry, and another one after it.
FORK = LOG[:10] + leaf_hashes(30, "rewritten")


def at(size: int, leaves: list[bytes] = LOG) -> Checkpoint:
    return Checkpoint(ORIGIN, size, merkle_root(SHA256, leaves[:size]))


def proof(old: int, new: int, leaves: list[bytes] = LOG) -> list[bytes]:
    return consistency_proof(SHA256, leaves[:new], old)


def reopened(folder: Path) -> Signer:
    return Signer.open(SHA256_ED25519, folder / "log.key", folder / "last")


def test_the_first_checkpoint_needs_no_proof(signer: Signer) -> None:
    assert signer.last() == Checkpoint(ORIGIN, 0, SHA256.empty())
    note = signer.sign(at(7))
    assert open_checkpoint(note, [signer.verifier]).checkpoint == at(7)
    assert signer.last() == at(7)


def test_a_proved_continuation_is_signed(signer: Signer) -> None:
    signer.sign(at(7))
    note = signer.sign(at(20), proof(7, 20))
    assert open_checkpoint(note, [signer.verifier]).checkpoint == at(20)


def test_the_same_checkpoint_is_signed_again_with_the_same_bytes(signer: Signer) -> None:
    empty = Checkpoint(ORIGIN, 0, SHA256.empty())
    assert signer.sign(empty) == signer.sign(empty)
    assert signer.sign(at(7)) == signer.sign(at(7))


def test_a_shorter_log_is_refused_even_if_it_is_a_true_beginning(signer: Signer) -> None:
    signer.sign(at(20))
    with pytest.raises(RewrittenPast, match="7 entries, but 20 were signed before"):
        signer.sign(at(7))
    assert signer.last() == at(20)


def test_the_empty_log_has_one_root_only(signer: Signer) -> None:
    with pytest.raises(RewrittenPast, match="for the empty log"):
        signer.sign(Checkpoint(ORIGIN, 0, LOG[0]))


def test_another_root_of_the_same_size_is_refused(signer: Signer) -> None:
    signer.sign(at(20))
    with pytest.raises(RewrittenPast, match="expected root"):
        signer.sign(at(20, FORK))


def test_a_longer_log_with_a_rewritten_entry_is_refused(signer: Signer) -> None:
    signer.sign(at(20))
    with pytest.raises(RewrittenPast, match="30 entries do not continue the 20 signed before"):
        signer.sign(at(30, FORK), proof(20, 30, FORK))
    assert signer.last() == at(20)


def test_a_continuation_without_its_proof_is_refused(signer: Signer) -> None:
    signer.sign(at(20))
    with pytest.raises(RewrittenPast, match="hashes in the proof, got 0"):
        signer.sign(at(30))


def test_a_checkpoint_of_another_log_is_refused(signer: Signer) -> None:
    with pytest.raises(WrongOrigin):
        signer.sign(Checkpoint("another.example/log", 7, LOG[0]))


def test_the_past_is_remembered_across_restarts(signer: Signer, tmp_path: Path) -> None:
    signer.sign(at(20))
    later = reopened(tmp_path)
    assert later.verifier == signer.verifier
    with pytest.raises(RewrittenPast):
        later.sign(at(30, FORK), proof(20, 30, FORK))
    later.sign(at(30), proof(20, 30))


@settings(max_examples=40)
@given(
    asked=st.lists(
        st.tuples(st.integers(0, 40), st.sampled_from([LOG, FORK])), min_size=2, max_size=8
    )
)
def test_no_two_signed_checkpoints_ever_contradict_each_other(
    asked: list[tuple[int, list[bytes]]],
) -> None:
    signed: list[tuple[int, list[bytes]]] = []
    with TemporaryDirectory() as folder:
        files = Path(folder, "log.key"), Path(folder, "last")
        signer = Signer.create(SHA256_ED25519, ORIGIN, *files)
        for size, leaves in asked:
            last = signer.last().size
            needed = proof(last, size, leaves) if 0 < last <= size else []
            try:
                signer.sign(at(size, leaves), needed)
            except RewrittenPast:
                continue
            signed.append((size, leaves))
    for (size, leaves), (later_size, later_leaves) in pairwise(signed):
        assert size <= later_size
        assert leaves[:size] == later_leaves[:size]


def test_a_tampered_tile_ends_in_a_refusal_to_sign(signer: Signer) -> None:
    store = MemoryTiles()
    tree = TiledTree(store, SHA256)
    first = tree.extend(0, LOG[:20])
    store.write(first.tiles)
    signer.sign(Checkpoint(ORIGIN, first.size, first.root))
    store.hashes[0, 0] = LOG[39] + store.hashes[0, 0][32:]
    second = tree.extend(20, LOG[20:30])
    store.write(second.tiles)
    store.hashes[0, 0] = LOG[39] + store.hashes[0, 0][32:]
    with pytest.raises(RewrittenPast):
        signer.sign(Checkpoint(ORIGIN, second.size, second.root), tree.consistency_proof(20, 30))


def test_a_signer_whose_memory_is_gone_does_not_sign(signer: Signer, tmp_path: Path) -> None:
    signer.sign(at(20))
    (tmp_path / "last").unlink()
    with pytest.raises(MemoryMissing, match="Put back the last checkpoint"):
        signer.sign(at(30), proof(20, 30))
    with pytest.raises(MemoryMissing):
        reopened(tmp_path)


def test_a_memory_that_was_written_by_hand_is_refused(signer: Signer, tmp_path: Path) -> None:
    signer.sign(at(20))
    note = (tmp_path / "last").read_bytes()
    for forged in (b"", note[:-20], note.replace(b"\n20\n", b"\n10\n")):
        (tmp_path / "last").write_bytes(forged)
        with pytest.raises(MemoryDamaged):
            signer.sign(at(30), proof(20, 30))


def test_the_memory_of_another_key_is_refused(signer: Signer, tmp_path: Path) -> None:
    other_files = tmp_path / "other.key", tmp_path / "other"
    Signer.create(SHA256_ED25519, ORIGIN, *other_files)
    (tmp_path / "last").write_bytes((tmp_path / "other").read_bytes())
    with pytest.raises(MemoryDamaged):
        signer.sign(at(7))


def test_a_log_that_has_a_memory_or_a_key_is_not_created_anew(
    signer: Signer, tmp_path: Path
) -> None:
    signer.sign(at(20))
    with pytest.raises(KeyFileUnusable):
        Signer.create(SHA256_ED25519, ORIGIN, tmp_path / "log.key", tmp_path / "new")
    with pytest.raises(KeyFileUnusable, match="look for the key"):
        Signer.create(SHA256_ED25519, ORIGIN, tmp_path / "new.key", tmp_path / "last")
    assert reopened(tmp_path).last() == at(20)


def test_a_key_of_another_suite_is_refused(signer: Signer, tmp_path: Path) -> None:
    other = Suite("sha256+other", SHA256, Ed25519(identifier=b"\xfa"))
    assert signer.verifier.scheme != other.scheme
    with pytest.raises(KeyMalformed, match=r"not one of the suite sha256\+other"):
        Signer.open(other, tmp_path / "log.key", tmp_path / "last")


def test_nothing_is_given_out_that_could_not_be_remembered(signer: Signer, tmp_path: Path) -> None:
    signer.sign(at(20))
    # The new version of the file cannot be written where a folder is.
    (tmp_path / "last.new").mkdir()
    with pytest.raises(OSError, match="directory"):
        signer.sign(at(30), proof(20, 30))
    assert signer.last() == at(20)


def test_what_a_crash_left_half_written_is_ignored(signer: Signer, tmp_path: Path) -> None:
    signer.sign(at(20))
    (tmp_path / "last.new").write_bytes(b"mediation.exam")
    assert reopened(tmp_path).last() == at(20)
    signer.sign(at(30), proof(20, 30))
    assert sorted(os.listdir(tmp_path)) == ["last", "log.key"]


def test_a_second_signer_waits_and_then_sees_what_the_first_one_signed(
    signer: Signer, tmp_path: Path
) -> None:
    first = LastSigned(tmp_path / "last", signer.verifier)
    key = read_key_file(tmp_path / "log.key")
    refused: list[RewrittenPast] = []

    def sign_the_fork() -> None:
        try:
            reopened(tmp_path).sign(at(20, FORK))
        except RewrittenPast as error:
            refused.append(error)

    second = threading.Thread(target=sign_the_fork)
    with first.locked():
        second.start()
        first.write(sign_checkpoint(at(20), [key]))
    second.join()
    assert len(refused) == 1
    assert signer.last() == at(20)
