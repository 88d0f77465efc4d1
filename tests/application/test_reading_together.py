"""Reading together: whoever asks is told of everything that came before, by few readings."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from infra.fresh import Fresh
from tests.database.products import eventually


class Gate:
    """A reading that waits to be let through, and counts."""

    def __init__(self) -> None:
        self.begun = 0
        self.entered = threading.Semaphore(0)
        self.passes = threading.Semaphore(0)

    def read(self) -> int:
        self.begun += 1
        number = self.begun
        self.entered.release()
        assert self.passes.acquire(timeout=60)
        return number


def test_those_who_come_while_one_reads_share_the_next_reading() -> None:
    gate = Gate()
    fresh = Fresh(gate.read)
    with ThreadPoolExecutor(11) as threads:
        first = threads.submit(fresh.get)
        assert gate.entered.acquire(timeout=60)
        others = [threads.submit(fresh.get) for _ in range(10)]
        eventually(lambda: fresh.waiting == len(others))
        gate.passes.release(2)
        assert first.result(60) == 1
        assert {other.result(60) for other in others} == {2}
    assert gate.begun == 2


def test_nobody_is_ever_told_less_than_was_known_when_they_asked() -> None:
    known = 0
    ending = threading.Event()

    def read() -> int:
        found = known
        time.sleep(0)  # Somebody else's turn, between reading and answering.
        return found

    def keep_asking() -> None:
        while not ending.is_set():
            fresh.get()

    fresh = Fresh(read)
    with ThreadPoolExecutor(4) as threads:
        for _ in range(4):
            threads.submit(keep_asking)
        try:
            for number in range(1, 2000):
                known = number
                assert fresh.get() == number
        finally:
            ending.set()


def test_a_reading_that_fails_fails_for_all_who_waited_for_it() -> None:
    """Each would else wait for the time-outs of all the others, one after the other."""
    gate = Gate()

    def read() -> int:
        gate.read()
        raise OSError("away")

    fresh = Fresh(read)
    with ThreadPoolExecutor(11) as threads:
        asked = [threads.submit(fresh.get)]
        assert gate.entered.acquire(timeout=60)
        asked += [threads.submit(fresh.get) for _ in range(10)]
        eventually(lambda: fresh.waiting == 10)
        gate.passes.release(2)
        assert {str(one.exception(60)) for one in asked} == {"away"}
    assert gate.begun == 2


def test_after_a_failure_it_is_read_again() -> None:
    answers = iter([OSError("away"), 7])

    def read() -> int:
        answer = next(answers)
        if isinstance(answer, OSError):
            raise answer
        return answer

    fresh = Fresh(read)
    with pytest.raises(OSError, match="away"):
        fresh.get()
    assert fresh.get() == 7
