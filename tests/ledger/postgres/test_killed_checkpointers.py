"""A checkpointer that dies at any moment leaves a log that the next one seals just the same."""

from collections.abc import Callable, Iterator
from typing import Any

import psycopg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.ledger.county import County
from tests.ledger.postgres.test_checkpointer import holds


class Mortal(psycopg.Connection[Any]):
    """A connection that is cut at a given exchange with the server, before or after its answer."""

    exchanges: Iterator[int] = iter(())
    dies_at: int | None = None
    answered: bool = False

    def wait(self, *args: Any, **options: Any) -> Any:
        if next(self.exchanges, None) != self.dies_at or self.dies_at is None:
            return super().wait(*args, **options)
        if self.answered:
            super().wait(*args, **options)
        self.pgconn.finish()
        raise psycopg.OperationalError("killed")


def mortal(county: County, dies_at: int, *, answered: bool) -> Callable[[], Mortal]:
    """Makes one connection that dies at the exchange of that number."""

    def connect() -> Mortal:
        connection = Mortal.connect(county.dsn, autocommit=True)
        assert isinstance(connection, Mortal)
        connection.exchanges, connection.answered = iter(range(10**6)), answered
        connection.dies_at = dies_at
        return connection

    return connect


def killed_at(county: County, exchange: int, *, answered: bool, batch: int) -> bool:
    """Whether a step with so few exchanges left was killed."""
    checkpointer = county.checkpointer(
        mortal(county, exchange, answered=answered), batch_events=batch
    )
    try:
        checkpointer.step()
    except psycopg.OperationalError:
        return True
    finally:
        checkpointer.close()
    return False


@pytest.mark.parametrize("answered", [False, True], ids=["unheard", "unanswered"])
def test_killed_at_every_exchange_of_a_step_nothing_is_lost(county: County, answered: bool) -> None:
    county.append(300)
    county.seal()
    exchange = 0
    while True:
        county.append(40)
        if not killed_at(county, exchange, answered=answered, batch=10_000):
            break
        county.seal()
        exchange += 1
    assert exchange >= 10, "lock, BEGIN, head, newest, leaf, proof, rows, tiles …, COMMIT"
    assert holds(county)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    lives=st.lists(
        st.tuples(
            st.integers(1, 120), st.integers(0, 16), st.booleans(), st.sampled_from([1, 30, 256])
        ),
        min_size=1,
        max_size=5,
    ),
    last_batch=st.sampled_from([7, 100, 1000]),
)
def test_killed_again_and_again_with_any_batches_the_tree_is_always_the_same(
    county: County, lives: list[tuple[int, int, bool, int]], last_batch: int
) -> None:
    county.empty()
    for events, exchange, answered, batch in lives:
        county.append(events)
        killed_at(county, exchange, answered=answered, batch=batch)
    county.seal(batch_events=last_batch)
    assert holds(county)


def test_a_signature_whose_checkpoint_was_never_committed_is_on_record(county: County) -> None:
    """Killed between signing and committing: the next checkpoint continues the lost one."""
    county.append(300)
    exchange = 0
    while county.signer().last().size == 0:
        assert killed_at(county, exchange, answered=False, batch=10_000)
        exchange += 1
    assert county.ask("SELECT size FROM liuhen.checkpoints") == []
    assert county.signer().last().size == 300
    county.append(5)
    # Its batches are smaller than what was signed; it goes as far as that at once.
    assert county.seal(batch_events=100) == [300, 305]
    assert holds(county)
