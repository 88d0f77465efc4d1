"""Work in a process of its own, so that its memory and its processor time are its own."""

from collections.abc import Callable
from multiprocessing import get_context
from typing import TypeVar

T = TypeVar("T")


def apart(work: Callable[..., T], *given: object) -> T:
    """What `work`, a function of a module, answers in a new process that did nothing before."""
    with get_context("spawn").Pool(1) as pool:
        return pool.apply(work, given)
