"""The checkpointer seals whatever was appended, in any steps, and starts again after any stop."""

import threading
from collections.abc import Callable
from itertools import combinations

import psycopg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from infra.ledger.checkpointer import Checkpointer
from infra.ledger.merkle import SHA256, merkle_root, verify_consistency
from infra.ledger.tiles import TiledTree
from tests.ledger.county import County
from tests.ledger.stores import MemoryTiles


def holds(county: County) -> bool:
    """The stored tiles and checkpoints are those of the events, and consistent with each other."""
    leaves = county.leaves()
    checkpoints = county.checkpoints()
    newest = checkpoints[-1].size
    expected = MemoryTiles()
    expected.write(TiledTree(expected, SHA256).extend(0, leaves[:newest]).tiles)
    assert county.tiles() == expected.hashes
    for one in checkpoints:
        assert one.root == merkle_root(SHA256, leaves[: one.size])
    tree = TiledTree(expected, SHA256)
    for old, new in combinations(checkpoints[:20], 2):
        proof = tree.consistency_proof(old.size, new.size)
        verify_consistency(SHA256, old.size, new.size, proof, old.root, new.root)
    return newest == len(leaves)


def test_what_was_appended_is_sealed_in_one_step(any_county: County) -> None:
    any_county.append(1, 2, 4)
    assert any_county.seal() == [7]
    any_county.append(600)
    assert any_county.seal() == [607]
    assert holds(any_county)


def test_nothing_new_is_not_sealed_again(county: County) -> None:
    assert county.seal() == []
    county.append(5)
    assert county.seal() == [5]
    assert county.seal() == []
    assert len(county.checkpoints()) == 1


def test_a_backlog_is_sealed_in_bounded_batches(county: County) -> None:
    county.append(700)
    assert county.seal(batch_events=256) == [256, 512, 700]
    assert holds(county)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    plan=st.lists(
        st.tuples(st.integers(1, 300), st.sampled_from([1, 7, 255, 256, 257, 10_000])),
        min_size=1,
        max_size=4,
    )
)
def test_the_tree_never_depends_on_the_steps_it_was_sealed_in(
    county: County, plan: list[tuple[int, int]]
) -> None:
    county.empty()
    for events, batch in plan:
        county.append(events)
        county.seal(batch_events=max(batch, events // 20))
    assert holds(county)


def test_a_checkpointer_that_starts_again_goes_on_where_it_was(county: County) -> None:
    checkpointer = county.checkpointer()
    county.append(3)
    assert checkpointer.step() == 3
    checkpointer.close()
    county.append(3)
    assert checkpointer.step() == 6
    checkpointer.close()


def test_the_status_says_how_far_the_log_is_sealed(county: County) -> None:
    county.append(700)
    checkpointer = county.checkpointer(batch_events=300)
    checkpointer.step()
    status = checkpointer.status
    assert (status.sealed, status.size, status.leads) == (300, 700, True)
    assert (status.refusals, status.refused, status.error) == (0, False, None)
    checkpointer.close()
    assert not checkpointer.status.leads


def backends(county: County) -> list[int]:
    """The server processes of the checkpointers that lead."""
    rows = county.ask("SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND granted")
    return [pid for (pid,) in rows]


def test_one_of_two_leads_and_the_other_takes_over_when_it_is_gone(any_county: County) -> None:
    first, second = any_county.checkpointer(), any_county.checkpointer()
    any_county.append(3)
    assert (first.step(), second.step()) == (3, None)
    assert (first.status.leads, second.status.leads) == (True, False)
    assert second.status.sealed == 3
    with psycopg.connect(any_county.database.admin_dsn) as superuser:
        for pid in backends(any_county):
            superuser.execute("SELECT pg_terminate_backend(%s, 10000)", [pid])
    any_county.append(3)
    assert second.step() == 6
    with pytest.raises(psycopg.OperationalError):
        first.step()
    assert first.step() is None
    assert not first.status.leads
    assert second.status.leads
    first.close()
    second.close()
    assert holds(any_county)


def test_checkpointers_that_all_believe_to_lead_do_no_harm(county: County) -> None:
    """Without the lock they race; the signer and the tables allow one story only."""
    rivals = [county.checkpointer(batch_events=50) for _ in range(3)]
    for key, rival in enumerate(rivals):
        rival._lock = key
    appended = threading.Event()

    def seal(checkpointer: Checkpointer) -> None:
        while not (appended.is_set() and checkpointer.status.sealed == 600):
            checkpointer.step()

    threads = [threading.Thread(target=seal, args=[rival]) for rival in rivals]
    for thread in threads:
        thread.start()
    for _ in range(60):
        county.append(10)
    appended.set()
    for thread in threads:
        thread.join()
    assert all(rival.status.leads for rival in rivals)
    for rival in rivals:
        rival.close()
    assert holds(county)


def eventually(true: Callable[[], bool]) -> None:
    """Look again and again, for as long as the slowest machine may need."""
    looks = threading.Event()
    for _ in range(6000):
        if true():
            return
        looks.wait(0.01)
    raise AssertionError("it never came true")


def test_a_running_checkpointer_seals_what_comes_until_it_is_stopped(county: County) -> None:
    stop = threading.Event()
    checkpointer = county.checkpointer(interval_seconds=0.01)
    thread = threading.Thread(target=checkpointer.run, args=[stop])
    thread.start()
    for total in (3, 6, 9):
        county.append(3)
        eventually(lambda total=total: checkpointer.status.sealed == total)  # type: ignore[misc]
    stop.set()
    thread.join()
    assert not checkpointer.status.leads
    assert [one.size for one in county.checkpoints()] == [3, 6, 9]


def test_a_running_checkpointer_survives_losing_its_connection(county: County) -> None:
    stop = threading.Event()
    checkpointer = county.checkpointer(interval_seconds=0.01)
    thread = threading.Thread(target=checkpointer.run, args=[stop])
    thread.start()
    eventually(lambda: checkpointer.status.leads)
    with psycopg.connect(county.database.admin_dsn) as superuser:
        for pid in backends(county):
            superuser.execute("SELECT pg_terminate_backend(%s, 10000)", [pid])
    county.append(3)
    eventually(lambda: checkpointer.status.sealed == 3 and checkpointer.status.error is None)
    assert checkpointer.status.refusals == 0
    stop.set()
    thread.join()


def test_at_most_one_checkpoint_is_made_in_an_interval(county: County) -> None:
    """With an interval longer than the test, whatever is appended after the first one waits."""
    stop = threading.Event()
    checkpointer = county.checkpointer(interval_seconds=3600)
    thread = threading.Thread(target=checkpointer.run, args=[stop])
    thread.start()
    county.append(1)
    eventually(lambda: checkpointer.status.sealed == 1)
    county.append(1, 1, 1)
    stop.set()
    thread.join()
    assert [one.size for one in county.checkpoints()] == [1]
