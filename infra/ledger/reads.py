"""What anybody may ask of the ledger (账本查询): checkpoints, proofs, tiles and the public key.

Answers come from what is sealed; nothing here signs, and nothing needs to be believed: whoever asks
checks the answer against a checkpoint that the log's key signed.
"""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

from psycopg import Connection

from graphql_api.ports import Consistency, Inclusion, ProofOutOfRange
from infra.ledger.checkpoint_store import CheckpointStore
from infra.ledger.log_rows import LogDamaged, LogRows
from infra.ledger.note import VerifierKey
from infra.ledger.suite import Suite
from infra.ledger.tile_store import PostgresTileStore
from infra.ledger.tiles import Tile, TiledTree

Connect = Callable[[], AbstractContextManager[Connection[Any]]]


class PostgresLedgerReads:
    """The `LedgerReads` of one jurisdiction, on connections lent for each question.

    Any method may raise `DatabaseDown` or `DatabaseBusy`, and a `LedgerFault` when the stored tree
    is damaged.
    """

    def __init__(
        self, connection: Connect, schema: str, *, suite: Suite, verifier: VerifierKey
    ) -> None:
        self._connection = connection
        self._schema = schema
        self._hasher = suite.hasher
        self._verifier = verifier
        self._rows = LogRows(schema)
        self._checkpoints = CheckpointStore(schema)

    def key(self) -> str:
        """The public key that signs checkpoints, as `name+hash+base64`."""
        return self._verifier.text()

    def checkpoint(self, size: int | None = None) -> str | None:
        """The signed note over the first `size` events, where one was signed; or the newest."""
        with self._connection() as connection:
            if size is None:
                found = self._checkpoints.newest(connection)
            else:
                found = self._checkpoints.of_size(connection, size)
        return None if found is None else found.note.decode()

    def inclusion_proof(self, position: int, size: int | None = None) -> Inclusion:
        """The proof for the event at `position` in the tree of `size`, or of the newest checkpoint.

        The leaf is hashed from the event as it is stored now, not taken from the tree: the proof of
        an event that was altered does not hold. Raises `ProofOutOfRange`.
        """
        with self._connection() as connection:
            sealed = self._sealed(connection, size)
            if not 1 <= position <= sealed:
                raise ProofOutOfRange(f"no position {position} in a tree of {sealed} events")
            line = self._rows.line(connection, position)
            if line is None:
                raise LogDamaged(f"position {position} is missing")
            hashes = self._tree(connection).inclusion_proof(position - 1, sealed)
        return Inclusion(
            index=position - 1, size=sealed, leaf=self._hasher.leaf(line), hashes=tuple(hashes)
        )

    def consistency_proof(self, first: int, second: int) -> Consistency:
        """The proof that the tree of size `first` begins the one of size `second`.

        Raises `ProofOutOfRange`, also for size 0: every tree continues the empty one.
        """
        with self._connection() as connection:
            sealed = self._sealed(connection, second)
            if not 1 <= first <= sealed:
                raise ProofOutOfRange(f"no proof from {first} to {second}: needs 1 <= from <= to")
            hashes = self._tree(connection).consistency_proof(first, second)
        return Consistency(first=first, second=second, hashes=tuple(hashes))

    def tile(self, tile: Tile) -> bytes | None:
        """The hashes of a tile, exactly as wide as asked; None where there are not so many."""
        with self._connection() as connection:
            stored = PostgresTileStore(connection, self._schema).read([tile])
        wanted = tile.width * self._hasher.size
        hashes = stored.get(tile, b"")
        return hashes[:wanted] if len(hashes) >= wanted else None

    def _sealed(self, connection: Connection[Any], size: int | None) -> int:
        """The asked tree size, which must be sealed already."""
        newest = self._checkpoints.newest(connection)
        if newest is None:
            raise ProofOutOfRange("nothing is sealed yet: there is no checkpoint")
        if size is None:
            return newest.size
        if not 1 <= size <= newest.size:
            raise ProofOutOfRange(f"no tree of {size} events: 1 to {newest.size} are sealed")
        return size

    def _tree(self, connection: Connection[Any]) -> TiledTree:
        return TiledTree(PostgresTileStore(connection, self._schema), self._hasher)
