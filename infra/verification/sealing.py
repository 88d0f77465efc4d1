"""Sealing (封存核验): every event is the leaf that was sealed, and all give the signed roots.

The rows are hashed into one frontier. Where they first differ from the stored leaves, a second one
goes on with those, so that each signed root can say which of the two it vouches for.
"""

from collections.abc import Iterator

from domain.values import Value
from infra.ledger.frontier import Frontier
from infra.ledger.merkle import Hasher
from infra.ledger.tile_store import PostgresTileStore
from infra.ledger.tiles import TILE_WIDTH, Tile
from infra.verification.report import Findings
from infra.verification.tampering import Tampering

EXPLAINED = 10
"""Of so many positions that differ from what was sealed, at most, it is found out how …"""
COMPARED = 64
"""… by comparing so many with each other."""


class Claim(Value):
    """Somebody says that the first `size` events have this root."""

    where: str
    size: int
    root: bytes
    stored: bool
    """Whether it comes from the database itself. What comes from elsewhere weighs more."""


class SealingCheck:
    """Takes the leaves of the events in order of position; `claims` come by size."""

    def __init__(
        self,
        hasher: Hasher,
        store: PostgresTileStore,
        sealed: int,
        claims: Iterator[Claim],
        findings: Findings,
    ) -> None:
        self._hasher = hasher
        self._sealed = sealed
        self._stored = _stored_leaves(store, hasher, sealed)
        self._ahead = next(self._stored, None)
        self._claims = claims
        self._claim = next(claims, None)
        self._findings = findings
        self._rows: Frontier | None = Frontier(hasher)
        self._tiles: Frontier | None = None
        self._parted = False
        self._count = 0
        self._differences: dict[int, bytes] = {}
        self._different = 0
        self._denied: tuple[str, str] | None = None
        self._also_denied = 0
        self._tiles_vouched = 0
        self.vouched = 0
        """The largest size at which a claim has the root of the rows."""
        self.judged = 0
        self._judge()

    def take(self, position: int, leaf: bytes) -> None:
        """Check the event at a position."""
        index = position - 1
        if index < self._count:
            # A position that is there twice: no tree has that.
            self._part()
            self._rows = None
            return
        if index > self._count:
            self._skip_to(index)
        stored = self._stored_at(index)
        if stored != leaf and index < self._sealed:
            if stored is not None:
                self._differ(position, stored)
            self._part()
        self._push(leaf, stored)

    def finish(self, tampering: Tampering) -> None:
        """After the last event: what is missing at the end, and how positions came to differ."""
        events = self._count
        if events < self._sealed:
            self._findings.at(
                events + 1,
                f"missing: positions {events + 1} to {self._sealed} were sealed and are not there",
            )
            self._skip_to(self._sealed)
        while self._claim is not None:
            self._deny(self._claim, f"it covers {self._claim.size} events, the log has {events}")
            self._claim = next(self._claims, None)
        if self._denied is not None:
            where, what = self._denied
            more = f"; {self._also_denied} later ones are denied too" if self._also_denied else ""
            self._findings.add(where, what + more)
        self._explain(tampering)

    def _push(self, leaf: bytes, stored: bytes | None) -> None:
        if self._rows is not None:
            self._rows.push(leaf)
        self._push_stored(stored)
        self._count += 1
        self._judge()

    def _push_stored(self, stored: bytes | None) -> None:
        if stored is None:
            self._tiles = None
        elif self._tiles is not None:
            self._tiles.push(stored)

    def _skip_to(self, index: int) -> None:
        """Events are missing: go on with the stored leaves, as far as there are any."""
        self._part()
        self._rows = None
        while self._count < index:
            stored = self._stored_at(self._count)
            self._push_stored(stored)
            # Without leaves nothing can be judged before the next event, however far away it is.
            self._count = index if stored is None else self._count + 1
            self._judge()

    def _part(self) -> None:
        """From here on the rows and the stored leaves are two different logs."""
        if not self._parted:
            self._parted = True
            assert self._rows is not None, "it is only given up after they have parted"
            self._tiles = self._rows.copy()

    def _stored_at(self, index: int) -> bytes | None:
        while self._ahead is not None and self._ahead[0] < index:
            self._ahead = next(self._stored, None)
        return self._ahead[1] if self._ahead is not None and self._ahead[0] == index else None

    def _differ(self, position: int, stored: bytes) -> None:
        self._different += 1
        if len(self._differences) < COMPARED:
            self._differences[position] = stored

    def _judge(self) -> None:
        """Hold the claims about the events so far against the rows, then the stored leaves."""
        while self._claim is not None and self._claim.size <= self._count:
            claim = self._claim
            if claim.size == self._count and _has_root(self._rows, claim):
                self.judged += 1
                self.vouched = claim.size
            else:
                if claim.size == self._count and _has_root(self._tiles, claim):
                    self._tiles_vouched = claim.size
                self._deny(claim, f"its root {claim.root.hex()} is not that of the events")
            self._claim = next(self._claims, None)

    def _deny(self, claim: Claim, what: str) -> None:
        """One changed event contradicts all later checkpoints: of stored ones, name the first."""
        self.judged += 1
        if not claim.stored:
            self._findings.add(claim.where, what)
        elif self._denied is not None:
            self._also_denied += 1
        else:
            self._denied = claim.where, what

    def _explain(self, tampering: Tampering) -> None:
        for position in list(self._differences)[:EXPLAINED]:
            if self.vouched >= position:
                index, offset = divmod(position - 1, TILE_WIDTH)
                self._findings.add(
                    Tile(0, index).path(),
                    f"its hash {offset} is not that of the event at position {position}, which the "
                    f"checkpoint of {self.vouched} events vouches for",
                )
                continue
            what = tampering.done_at(position, self._differences)
            if self._tiles_vouched < position:
                what += "; no checkpoint vouches for the stored leaf either"
            self._findings.at(position, what)
        if (more := self._different - EXPLAINED) > 0:
            self._findings.add("events", f"{more} more are not what their stored leaves say")


def _stored_leaves(
    store: PostgresTileStore, hasher: Hasher, sealed: int
) -> Iterator[tuple[int, bytes]]:
    """Index and hash of the stored leaves of the first `sealed` events, as far as there are any."""
    size = hasher.size
    for tile, hashes in store.level(0):
        first = tile.index * TILE_WIDTH
        for offset in range(min(len(hashes) // size, TILE_WIDTH)):
            if first + offset >= sealed:
                return
            yield first + offset, hashes[offset * size : (offset + 1) * size]


def _has_root(frontier: Frontier | None, claim: Claim) -> bool:
    return frontier is not None and frontier.root() == claim.root
