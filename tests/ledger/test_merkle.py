"""Proofs of any tree verify, and nothing else does (RFC 9162 section 2.1)."""

from hashlib import sha256

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from infra.ledger.faults import OutOfRange, ProofInvalid
from infra.ledger.merkle import (
    SHA256,
    Hasher,
    consistency_proof,
    inclusion_proof,
    merkle_root,
    verify_consistency,
    verify_inclusion,
)
from tests.ledger.oracle import Oracle, leaf_hashes

LEAVES = leaf_hashes(300)
ORACLE = Oracle(LEAVES)
SIZES = st.integers(1, len(LEAVES))


@st.composite
def leaf_in_tree(draw: st.DrawFn) -> tuple[int, int]:
    size = draw(SIZES)
    return draw(st.integers(0, size - 1)), size


@st.composite
def two_sizes(draw: st.DrawFn) -> tuple[int, int]:
    new = draw(SIZES)
    return draw(st.integers(1, new)), new


def include(index: int, size: int) -> tuple[list[bytes], bytes]:
    return inclusion_proof(SHA256, LEAVES[:size], index), merkle_root(SHA256, LEAVES[:size])


def flip(data: bytes, bit: int) -> bytes:
    at, mask = bit // 8 % len(data), 1 << bit % 8
    return data[:at] + bytes([data[at] ^ mask]) + data[at + 1 :]


def test_leaves_nodes_and_the_empty_tree_are_hashed_as_the_rfc_says() -> None:
    assert SHA256.leaf(b"line") == sha256(b"\x00line").digest()
    assert SHA256.node(b"L" * 32, b"R" * 32) == sha256(b"\x01" + b"L" * 32 + b"R" * 32).digest()
    assert merkle_root(SHA256, []) == sha256(b"").digest()


@given(size=st.integers(0, len(LEAVES)))
def test_the_root_is_always_the_one_the_rfc_defines(size: int) -> None:
    assert merkle_root(SHA256, LEAVES[:size]) == ORACLE.root(0, size)


@given(where=leaf_in_tree())
def test_an_inclusion_proof_is_always_the_one_the_rfc_defines(where: tuple[int, int]) -> None:
    index, size = where
    assert include(index, size)[0] == ORACLE.inclusion(index, size)


@given(sizes=two_sizes())
def test_a_consistency_proof_is_always_the_one_the_rfc_defines(sizes: tuple[int, int]) -> None:
    old, new = sizes
    assert consistency_proof(SHA256, LEAVES[:new], old) == ORACLE.consistency(old, new)


@given(where=leaf_in_tree())
def test_the_proof_of_every_leaf_verifies(where: tuple[int, int]) -> None:
    index, size = where
    proof, root = include(index, size)
    verify_inclusion(SHA256, LEAVES[index], index, size, proof, root)


@given(where=leaf_in_tree(), data=st.data())
def test_an_inclusion_proof_never_survives_a_flipped_bit(
    where: tuple[int, int], data: st.DataObject
) -> None:
    index, size = where
    proof, root = include(index, size)
    items = [LEAVES[index], root, *proof]
    broken = data.draw(st.integers(0, len(items) - 1))
    items[broken] = flip(items[broken], data.draw(st.integers(0, 255)))
    with pytest.raises(ProofInvalid):
        verify_inclusion(SHA256, items[0], index, size, items[2:], items[1])


@given(where=leaf_in_tree(), other=st.integers(-2, 310))
def test_an_inclusion_proof_never_verifies_for_another_index(
    where: tuple[int, int], other: int
) -> None:
    index, size = where
    assume(other != index)
    proof, root = include(index, size)
    with pytest.raises(ProofInvalid):
        verify_inclusion(SHA256, LEAVES[index], other, size, proof, root)


@given(where=leaf_in_tree(), other=SIZES)
def test_an_inclusion_proof_never_verifies_against_the_root_of_another_size(
    where: tuple[int, int], other: int
) -> None:
    index, size = where
    assume(other != size)
    proof, _ = include(index, size)
    with pytest.raises(ProofInvalid):
        verify_inclusion(SHA256, LEAVES[index], index, other, proof, ORACLE.root(0, other))


@given(where=leaf_in_tree(), data=st.data())
def test_an_inclusion_proof_never_verifies_with_a_hash_too_few_or_too_many(
    where: tuple[int, int], data: st.DataObject
) -> None:
    index, size = where
    proof, root = include(index, size)
    at = data.draw(st.integers(0, len(proof)))
    longer = [*proof[:at], data.draw(st.sampled_from(LEAVES)), *proof[at:]]
    for wrong in (longer, proof[:at] + proof[at + 1 :]):
        if wrong != proof:
            with pytest.raises(ProofInvalid, match=f"expected {len(proof)} hashes"):
                verify_inclusion(SHA256, LEAVES[index], index, size, wrong, root)


@given(sizes=two_sizes())
def test_every_tree_is_consistent_with_its_own_beginning(sizes: tuple[int, int]) -> None:
    old, new = sizes
    proof = consistency_proof(SHA256, LEAVES[:new], old)
    verify_consistency(SHA256, old, new, proof, ORACLE.root(0, old), ORACLE.root(0, new))


@given(sizes=two_sizes(), data=st.data())
def test_a_consistency_proof_never_survives_a_flipped_bit(
    sizes: tuple[int, int], data: st.DataObject
) -> None:
    old, new = sizes
    proof = consistency_proof(SHA256, LEAVES[:new], old)
    items = [ORACLE.root(0, old), ORACLE.root(0, new), *proof]
    broken = data.draw(st.integers(0, len(items) - 1))
    items[broken] = flip(items[broken], data.draw(st.integers(0, 255)))
    with pytest.raises(ProofInvalid):
        verify_consistency(SHA256, old, new, items[2:], items[0], items[1])


@given(sizes=two_sizes(), other=st.integers(-1, 310), change_old=st.booleans())
def test_a_consistency_proof_never_verifies_for_another_size(
    sizes: tuple[int, int], other: int, change_old: bool
) -> None:
    old, new = sizes
    claimed = (other, new) if change_old else (old, other)
    assume(claimed != sizes)
    proof = consistency_proof(SHA256, LEAVES[:new], old)
    # A size is signed together with its root, so the roots are those of the claimed sizes.
    old_root, new_root = (ORACLE.root(0, min(max(n, 0), len(LEAVES))) for n in claimed)
    with pytest.raises(ProofInvalid):
        verify_consistency(SHA256, *claimed, proof, old_root, new_root)


@given(sizes=two_sizes(), changed=st.integers(0, 299))
def test_a_rewritten_entry_is_never_consistent_with_the_old_root(
    sizes: tuple[int, int], changed: int
) -> None:
    old, new = sizes
    changed %= old
    forged = LEAVES[:new]
    forged[changed] = SHA256.leaf(b"another line")
    proof = consistency_proof(SHA256, forged, old)
    new_root = merkle_root(SHA256, forged)
    with pytest.raises(ProofInvalid):
        verify_consistency(SHA256, old, new, proof, ORACLE.root(0, old), new_root)


def test_hashes_cut_at_another_place_are_refused() -> None:
    left, right = LEAVES[:2]
    root = merkle_root(SHA256, [left, right])
    shifted_leaf, shifted_proof = left + right[:1], right[1:]
    with pytest.raises(ProofInvalid, match="expected 32 bytes of sha256 in the leaf, got 33"):
        verify_inclusion(SHA256, shifted_leaf, 0, 2, [shifted_proof], root)


def test_a_failed_proof_names_the_expected_and_the_calculated_root() -> None:
    root, wrong = merkle_root(SHA256, LEAVES[:2]), LEAVES[9]
    with pytest.raises(ProofInvalid) as refused:
        verify_inclusion(SHA256, LEAVES[0], 0, 2, [LEAVES[1]], wrong)
    assert wrong.hex() in str(refused.value)
    assert root.hex() in str(refused.value)


def test_consistency_with_the_empty_log_is_refused_because_it_proves_nothing() -> None:
    empty, root = ORACLE.root(0, 0), ORACLE.root(0, 3)
    with pytest.raises(ProofInvalid, match="needs 0 < old"):
        verify_consistency(SHA256, 0, 3, [], empty, root)
    with pytest.raises(OutOfRange):
        consistency_proof(SHA256, LEAVES[:3], 0)


def test_bounds_are_checked_before_anything_is_hashed() -> None:
    def never(data: bytes) -> bytes:
        raise AssertionError("hashed")

    hasher = Hasher(name="sha256", size=32, digest=never)
    root = LEAVES[0]
    with pytest.raises(ProofInvalid):
        verify_inclusion(hasher, root, 5, 5, [root], root)
    with pytest.raises(ProofInvalid):
        verify_inclusion(hasher, root, 0, 2**62, [root] * 61, root)
    with pytest.raises(ProofInvalid):
        verify_consistency(hasher, 6, 5, [root], root, root)
    with pytest.raises(ProofInvalid):
        verify_consistency(hasher, 5, 6, [root], root, root)


@pytest.mark.parametrize(("index", "size"), [(-1, 5), (5, 5), (0, 0)])
def test_there_is_no_proof_of_a_leaf_outside_the_tree(index: int, size: int) -> None:
    with pytest.raises(OutOfRange, match=f"no leaf {index} in a tree of {size} leaves"):
        inclusion_proof(SHA256, LEAVES[:size], index)
