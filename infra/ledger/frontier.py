"""The frontier of a growing tree (默克尔树前沿): leaf by leaf, in almost no memory.

A tree of n leaves is a row of complete subtrees, one for each bit of n, the largest first. Their
roots are all that is needed to add leaves and to tell the root. `tiles` reaches the same root by
another way: by rows of 256 and recursion; so each is a check on the other.
"""

from collections.abc import Sequence
from functools import reduce

from infra.ledger.merkle import Hasher


class Frontier:
    """The roots of the complete subtrees of the first `size` leaves, left to right."""

    def __init__(self, hasher: Hasher, size: int = 0, peaks: Sequence[bytes] = ()) -> None:
        assert len(peaks) == size.bit_count(), "one subtree for each bit of the size"
        self._hasher = hasher
        self._peaks = list(peaks)
        self.size = size

    @classmethod
    def after(
        cls, hasher: Hasher, size: int, last_leaf: bytes, proof: Sequence[bytes]
    ) -> "Frontier":
        """The frontier at `size` from the inclusion proof of its last leaf (RFC 9162 §2.1.3.1).

        Nothing is verified: compare `root` with one that is trusted.
        """
        height = (size & -size).bit_length() - 1
        last = reduce(lambda peak, left: hasher.node(left, peak), proof[:height], last_leaf)
        return cls(hasher, size, [*reversed(proof[height:]), last])

    def push(self, leaf: bytes) -> None:
        """Append one leaf hash."""
        peaks, node, complete = self._peaks, self._hasher.node, self.size
        while complete & 1:
            leaf = node(peaks.pop(), leaf)
            complete >>= 1
        peaks.append(leaf)
        self.size += 1

    def root(self) -> bytes:
        """The root of all leaves so far."""
        if not self._peaks:
            return self._hasher.empty()
        return reduce(lambda right, left: self._hasher.node(left, right), reversed(self._peaks))

    def copy(self) -> "Frontier":
        """Another frontier that starts from here."""
        return Frontier(self._hasher, self.size, self._peaks)
