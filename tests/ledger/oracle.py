"""The tree as RFC 9162 section 2.1 defines it, word for word: slow, recursive, and obvious."""

from functools import cache
from hashlib import sha256


class Oracle:
    """MTH, PATH and SUBPROOF over the leaf hashes of one log."""

    def __init__(self, leaves: list[bytes]) -> None:
        self.leaves = leaves
        self.root = cache(self._root)

    def _root(self, low: int, high: int) -> bytes:
        if low == high:
            return sha256(b"").digest()
        if high - low == 1:
            return self.leaves[low]
        k = low + largest_power_below(high - low)
        return sha256(b"\x01" + self.root(low, k) + self.root(k, high)).digest()

    def path(self, index: int, low: int, high: int) -> list[bytes]:
        if high - low == 1:
            return []
        k = low + largest_power_below(high - low)
        if index < k:
            return [*self.path(index, low, k), self.root(k, high)]
        return [*self.path(index, k, high), self.root(low, k)]

    def subproof(self, old: int, low: int, high: int, *, known: bool) -> list[bytes]:
        if old == high:
            return [] if known else [self.root(low, high)]
        k = low + largest_power_below(high - low)
        if old <= k:
            return [*self.subproof(old, low, k, known=known), self.root(k, high)]
        return [*self.subproof(old, k, high, known=False), self.root(low, k)]

    def inclusion(self, index: int, size: int) -> list[bytes]:
        return self.path(index, 0, size)

    def consistency(self, old: int, new: int) -> list[bytes]:
        return self.subproof(old, 0, new, known=True)


def largest_power_below(n: int) -> int:
    power = 1
    while power * 2 < n:
        power *= 2
    return power


def leaf_hashes(count: int, label: str = "event") -> list[bytes]:
    """Leaf hashes of `count` different lines."""
    return [sha256(b"\x00" + f"{label} {n}".encode()).digest() for n in range(count)]
