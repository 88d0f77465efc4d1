"""The Merkle tree (默克尔树) over the log: its root, and proofs that anyone can check.

Hashing, tree shape and proofs are those of RFC 9162 section 2.1 (the same as RFC 6962 section
2.1). A leaf's data is the line of an event; its index is the event's position minus one. All
functions take and return leaf *hashes*, so that only `Hasher.leaf` ever sees an event.

Making and verifying share no code: a mistake in one is caught by the other.
"""

import hashlib
from collections.abc import Callable, Iterable, Sequence

import msgspec

from infra.ledger.faults import OutOfRange, ProofInvalid

Span = tuple[int, int]
"""Leaves from the first index up to, and without, the second."""


class Hasher(msgspec.Struct, frozen=True):
    """A hash function as the tree uses it: leaves and nodes are kept apart by a first byte.

    Without that byte a node could be passed off as a leaf (RFC 9162 section 2.1.1).
    """

    name: str
    size: int
    """Length of a digest in bytes."""
    digest: Callable[[bytes], bytes]

    def leaf(self, data: bytes) -> bytes:
        """The hash of one entry's data."""
        return self.digest(b"\x00" + data)

    def node(self, left: bytes, right: bytes) -> bytes:
        """The hash of a subtree, from the hashes of its two halves."""
        return self.digest(b"\x01" + left + right)

    def empty(self) -> bytes:
        """The root of a tree without leaves."""
        return self.digest(b"")


def _sha256(data: bytes) -> bytes:
    return hashlib.sha256(data).digest()


SHA256 = Hasher(name="sha256", size=32, digest=_sha256)


# --- the tree and its proofs -------------------------------------------------------------------


def merkle_root(hasher: Hasher, leaves: Sequence[bytes]) -> bytes:
    """The root over leaf hashes. Reads them all: for a stored log use `tiles.TiledTree`."""
    row = list(leaves)
    while len(row) > 1:
        # A last hash without a neighbour rises unchanged, which is what splitting at the largest
        # power of two comes to.
        alone = row[-1:] if len(row) % 2 else []
        row = [hasher.node(row[i], row[i + 1]) for i in range(0, len(row) - 1, 2)] + alone
    return row[0] if row else hasher.empty()


def inclusion_proof(hasher: Hasher, leaves: Sequence[bytes], index: int) -> list[bytes]:
    """Proof that leaf `index` is in the tree of `leaves`. Raises `OutOfRange`."""
    spans = inclusion_spans(index, len(leaves))
    return [merkle_root(hasher, leaves[low:high]) for low, high in spans]


def consistency_proof(hasher: Hasher, leaves: Sequence[bytes], old: int) -> list[bytes]:
    """Proof that the tree of the first `old` leaves is the beginning of the tree of `leaves`.

    Raises `OutOfRange`, also for `old` = 0: every log continues the empty one, so such a proof
    would prove nothing.
    """
    spans = consistency_spans(old, len(leaves))
    return [merkle_root(hasher, leaves[low:high]) for low, high in spans]


def inclusion_spans(index: int, size: int) -> list[Span]:
    """The spans whose roots are the inclusion proof, leaf first (RFC 9162 section 2.1.3.1)."""
    if not 0 <= index < size:
        raise OutOfRange(f"no leaf {index} in a tree of {size} leaves")
    low, high = 0, size
    path: list[Span] = []
    while high - low > 1:
        middle = low + _split(high - low)
        if index < middle:
            path.append((middle, high))
            high = middle
        else:
            path.append((low, middle))
            low = middle
    return path[::-1]


def consistency_spans(old: int, new: int) -> list[Span]:
    """The spans whose roots are the consistency proof (RFC 9162 section 2.1.4.1)."""
    if not 0 < old <= new:
        raise OutOfRange(f"no consistency proof from {old} to {new} leaves: needs 0 < old <= new")
    low, high = 0, new
    path: list[Span] = []
    while high != old:
        middle = low + _split(high - low)
        if old <= middle:
            path.append((middle, high))
            high = middle
        else:
            path.append((low, middle))
            low = middle
    if low > 0:
        # The verifier knows the old root, but not this part of it.
        path.append((low, high))
    return path[::-1]


def _split(size: int) -> int:
    """The largest power of two that is smaller than `size` (at least 2)."""
    return 1 << ((size - 1).bit_length() - 1)


# --- verifying ---------------------------------------------------------------------------------


def verify_inclusion(
    hasher: Hasher, leaf: bytes, index: int, size: int, proof: Sequence[bytes], root: bytes
) -> None:
    """Check that the leaf hash is at `index` in the tree of `size` leaves with this root.

    Raises `ProofInvalid` (RFC 9162 section 2.1.3.2).
    """
    if not 0 <= index < size:
        raise ProofInvalid(f"inclusion: no leaf {index} in a tree of {size} leaves")
    inner, border = _shape(index, size)
    _check_lengths(hasher, "inclusion", proof, inner + border, {"leaf": leaf, "root": root})
    calculated = _climb(hasher, leaf, proof, index, inner)
    _check_root("inclusion", size, root, calculated)


def verify_consistency(
    hasher: Hasher, old: int, new: int, proof: Sequence[bytes], old_root: bytes, new_root: bytes
) -> None:
    """Check that the log of `old` leaves is the beginning of the log of `new` leaves.

    Raises `ProofInvalid` (RFC 9162 section 2.1.4.2), also for `old` = 0, which proves nothing.
    """
    if not 0 < old <= new:
        raise ProofInvalid(f"consistency: sizes {old} and {new}, needs 0 < old <= new")
    if old == new:
        # Nothing is hashed, so the roots need only be the same.
        _check_lengths(hasher, "consistency", proof, 0, {})
        _check_root("consistency", new, new_root, old_root)
        return
    roots = {"old root": old_root, "new root": new_root}
    # The largest complete subtree at the end of the old tree is where both climbs begin. When
    # the old tree is nothing but that subtree, its root is known and is not sent.
    height = (old & -old).bit_length() - 1
    inner, border = _shape(old - 1, new)
    inner -= height
    sent = 0 if old == 1 << height else 1
    _check_lengths(hasher, "consistency", proof, sent + inner + border, roots)
    seed = proof[0] if sent else old_root
    path, index = proof[sent:], (old - 1) >> height
    _check_root("consistency", old, old_root, _climb_left(hasher, seed, path, index, inner))
    _check_root("consistency", new, new_root, _climb(hasher, seed, path, index, inner))


def _shape(index: int, size: int) -> tuple[int, int]:
    """How many steps a leaf climbs beside the last leaf's way, and how many along with it."""
    inner = (index ^ (size - 1)).bit_length()
    return inner, (index >> inner).bit_count()


def _climb(hasher: Hasher, seed: bytes, path: Sequence[bytes], index: int, inner: int) -> bytes:
    """From a subtree to the root: below `inner` the index says on which side the neighbour is."""
    for step, neighbour in enumerate(path):
        on_the_left = step >= inner or index >> step & 1
        seed = hasher.node(neighbour, seed) if on_the_left else hasher.node(seed, neighbour)
    return seed


def _climb_left(
    hasher: Hasher, seed: bytes, path: Sequence[bytes], index: int, inner: int
) -> bytes:
    """As `_climb`, with left neighbours only: the right ones came after the old tree."""
    for step, neighbour in enumerate(path):
        if step >= inner or index >> step & 1:
            seed = hasher.node(neighbour, seed)
    return seed


def _check_lengths(
    hasher: Hasher, what: str, proof: Sequence[bytes], expected: int, named: dict[str, bytes]
) -> None:
    """Refuse before hashing: hashes of other lengths could be cut at another place and fit."""
    if len(proof) != expected:
        raise ProofInvalid(f"{what}: expected {expected} hashes in the proof, got {len(proof)}")
    numbered: Iterable[tuple[str, bytes]] = ((f"hash {i}", h) for i, h in enumerate(proof))
    for name, value in [*named.items(), *numbered]:
        if len(value) != hasher.size:
            raise ProofInvalid(
                f"{what}: expected {hasher.size} bytes of {hasher.name} in the {name}, "
                f"got {len(value)}"
            )


def _check_root(what: str, size: int, expected: bytes, calculated: bytes) -> None:
    if expected != calculated:
        raise ProofInvalid(
            f"{what}: expected root {expected.hex()} at size {size}, calculated {calculated.hex()}"
        )
