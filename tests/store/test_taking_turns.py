"""Writers lead in turn: each gets its own answer, whatever becomes of a leader."""

import threading
from collections import deque
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from eventsourcing.persistence import OperationalError

from infra.store.combining import Combining, OutcomeUnknown, Pending

Waiting = Pending[int, str]


def take(most: int) -> Callable[[deque[Waiting]], list[Waiting]]:
    """The first so many of a queue."""
    return lambda queue: [queue.popleft() for _ in range(min(most, len(queue)))]


def serve(batch: list[Waiting]) -> None:
    """Answer each with its own number."""
    for waiting in batch:
        waiting.answer(str(waiting.asked))


class Broken(Exception):
    """What a leader died of."""


def test_a_lone_writer_is_served_in_its_own_thread() -> None:
    served_by: list[int] = []

    def here(batch: list[Waiting]) -> None:
        served_by.append(threading.get_ident())
        serve(batch)

    combining = Combining(here, take(10))
    assert [combining.submit(n).result() for n in (1, 2)] == ["1", "2"]
    assert set(served_by) == {threading.get_ident()}


@pytest.mark.parametrize("most", [1, 3, 100])
def test_each_of_many_writers_always_gets_its_own_answer(most: int) -> None:
    combining = Combining(serve, take(most))

    def write(writer: int) -> list[str]:
        return [combining.submit(writer * 1000 + n).result() for n in range(100)]

    with ThreadPoolExecutor(24) as threads:
        answers = list(threads.map(write, range(24)))
    assert answers == [[str(writer * 1000 + n) for n in range(100)] for writer in range(24)]


def test_one_batch_at_a_time_in_the_order_of_the_queue() -> None:
    order: list[int] = []

    def noted(batch: list[Waiting]) -> None:
        order.extend(waiting.asked for waiting in batch)
        serve(batch)

    combining = Combining(noted, take(4))
    waiting = [combining.submit(n) for n in range(11)]
    assert waiting[-1].result() == "10"
    assert order == list(range(11))


def test_who_led_and_broke_off_leaves_nobody_waiting() -> None:
    """The leader hears of its own fault, its batch is unknown, whoever comes next is served."""
    broken = iter([True])

    def once_broken(batch: list[Waiting]) -> None:
        batch[0].answer("answered before")
        if next(broken, False):
            raise Broken
        serve(batch[1:])

    combining = Combining(once_broken, take(3))
    first, leader, beside, later = (combining.submit(n) for n in range(4))
    with pytest.raises(Broken):
        leader.result()
    assert first.result() == "answered before"
    with pytest.raises(OutcomeUnknown):
        beside.result()
    assert later.result() == "answered before"


def test_breaking_leaders_never_stop_the_others() -> None:
    def sometimes_broken(batch: list[Waiting]) -> None:
        if any(waiting.asked % 7 == 0 for waiting in batch):
            raise Broken
        serve(batch)

    combining = Combining(sometimes_broken, take(4))

    def write(writer: int) -> int:
        done = 0
        for n in range(50):
            try:
                done += combining.submit(writer * 50 + n).result() == str(writer * 50 + n)
            except (Broken, OutcomeUnknown):
                continue
        return done

    with ThreadPoolExecutor(16) as threads:
        assert sum(threads.map(write, range(16))) > 0
    assert combining.submit(1).result() == "1"


def test_closing_serves_what_was_taken_and_takes_nothing_more() -> None:
    combining = Combining(serve, take(2))
    waiting = [combining.submit(n) for n in range(5)]
    combining.close()
    assert all(each.answered for each in waiting)
    assert [each.result() for each in waiting] == ["0", "1", "2", "3", "4"]
    with pytest.raises(OperationalError):
        combining.submit(6)
    combining.close()


def test_closing_waits_for_the_batch_that_is_on_its_way() -> None:
    on_its_way, may_end = threading.Event(), threading.Event()

    def held(batch: list[Waiting]) -> None:
        on_its_way.set()
        may_end.wait()
        serve(batch)

    combining = Combining(held, take(2))
    with ThreadPoolExecutor(2) as threads:
        written = threads.submit(combining.submit(1).result)
        on_its_way.wait()
        closed = threads.submit(combining.close)
        assert not closed.done()
        may_end.set()
        closed.result()
        assert written.result() == "1"
