"""Folding together: live tables that stand at one position go on in one transaction.

    claim all entries ──> fold the same events into each table ──> move all entries ──> commit

Most batches are a handful of events that concern few tables: beginning, claiming, reading, moving
and committing for each of a dozen tables would cost more than folding.
"""

import time
from collections.abc import Sequence
from typing import Any

from psycopg import Connection

from infra.read.catalogue import Catalogue
from infra.read.folding import uncollected
from infra.read.follower import Advance, Follower

TOGETHER_POSITIONS = 500
"""How far they go together at most; a longer way each goes alone, read sooner and locked less."""


def together(
    connection: Connection[Any],
    catalogue: Catalogue,
    followers: Sequence[Follower[Any]],
    upto: int,
) -> dict[Follower[Any], Advance]:
    """Fold the events up to the position `upto` for followers that all stand at one position.

    A follower whose table was replaced, or was moved by somebody else, is left as it is and has no
    answer. Raises what folding raises; then nothing has been folded, and each goes on alone.
    """
    started = time.monotonic()
    done: dict[Follower[Any], Advance] = {}
    try:
        with connection.transaction():
            entries = catalogue.claim_all(connection, [one.table.name for one in followers])
            standing = [one for one in followers if one.stands_at(entries.get(one.table.name))]
            with uncollected():
                batches = [(one, one.fold(connection, upto)) for one in standing]
            reached = min((batch.upto for _, batch in batches), default=upto)
            catalogue.move_all(connection, [one.table.name for one in standing], reached)
    except BaseException:
        for one in followers:
            one.forget()
        raise
    for one, batch in batches:
        done[one] = one.moved(batch, time.monotonic() - started)
    return done
