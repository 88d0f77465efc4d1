"""The frontier is the tree: same root at every size, and it can be taken up again at any."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infra.ledger.frontier import Frontier
from infra.ledger.merkle import SHA256
from tests.ledger.oracle import Oracle, leaf_hashes

SIZE = 1100
LEAVES = leaf_hashes(SIZE)
ORACLE = Oracle(LEAVES)


def grown(size: int) -> Frontier:
    frontier = Frontier(SHA256)
    for leaf in LEAVES[:size]:
        frontier.push(leaf)
    return frontier


def test_its_root_is_that_of_the_tree_at_every_size() -> None:
    frontier = Frontier(SHA256)
    assert frontier.root() == SHA256.empty()
    for size, leaf in enumerate(LEAVES, start=1):
        frontier.push(leaf)
        assert (frontier.size, frontier.root()) == (size, ORACLE.root(0, size))


@given(start=st.integers(1, SIZE), more=st.integers(0, 300))
def test_it_always_goes_on_from_the_proof_of_its_last_leaf(start: int, more: int) -> None:
    proof = ORACLE.inclusion(start - 1, start)
    frontier = Frontier.after(SHA256, start, LEAVES[start - 1], proof)
    assert frontier.root() == ORACLE.root(0, start)
    end = min(SIZE, start + more)
    for leaf in LEAVES[start:end]:
        frontier.push(leaf)
    assert frontier.root() == ORACLE.root(0, end)


@given(size=st.integers(1, SIZE), data=st.data())
def test_a_wrong_hash_in_the_proof_never_gives_the_root(size: int, data: st.DataObject) -> None:
    hashes = [LEAVES[size - 1], *ORACLE.inclusion(size - 1, size)]
    wrong = data.draw(st.integers(0, len(hashes) - 1))
    hashes[wrong] = SHA256.digest(hashes[wrong])
    frontier = Frontier.after(SHA256, size, hashes[0], hashes[1:])
    assert frontier.root() != ORACLE.root(0, size)


def test_a_copy_goes_its_own_way() -> None:
    one = grown(7)
    other = one.copy()
    other.push(LEAVES[7])
    assert (one.root(), other.root()) == (ORACLE.root(0, 7), ORACLE.root(0, 8))


def test_a_frontier_has_one_subtree_for_each_bit_of_its_size() -> None:
    with pytest.raises(AssertionError):
        Frontier(SHA256, 3, [LEAVES[0]])
