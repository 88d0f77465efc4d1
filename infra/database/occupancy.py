"""Who uses the server of a home, by two locked files that the kernel lets go of when we die.

`postgres.lock` is held shared for as long as a process uses the server. `postgres.gate` is held by
the one process that is starting or stopping it.
"""

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from infra.database.faults import ServerDidNotStart


class Occupancy:
    """What this process does with the server of `home`: use it, start or stop it, or neither.

    A process forked from this one shares its use: it ends when both have ended.
    """

    def __init__(self, home: Path, patience_seconds: float) -> None:
        self._home = home
        self._patience = patience_seconds
        self._held: int | None = None

    @contextmanager
    def gate(self) -> Iterator[None]:
        """Be the only one who starts or stops the server. Raises `ServerDidNotStart`."""
        descriptor = open_in_home(self._home, "postgres.gate")
        try:
            for _ in attempts(self._patience):
                with suppress(BlockingIOError):
                    fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
                    break
            else:
                raise ServerDidNotStart(
                    f"another process has been starting or stopping the server of {self._home} "
                    f"for {self._patience:g} s"
                )
            yield
        finally:
            os.close(descriptor)

    def enter(self) -> None:
        """Begin to use the server. To be called inside `gate`."""
        self.leave()
        self._held = open_in_home(self._home, "postgres.lock")
        fcntl.flock(self._held, fcntl.LOCK_SH)

    def leave(self) -> None:
        """Use the server no more."""
        if self._held is not None:
            os.close(self._held)
            self._held = None

    @contextmanager
    def alone(self) -> Iterator[bool]:
        """Whether nobody uses the server. To be called inside `gate`, which keeps others out."""
        descriptor = open_in_home(self._home, "postgres.lock")
        alone = False
        try:
            with suppress(BlockingIOError):
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
                alone = True
            yield alone
        finally:
            os.close(descriptor)


def open_in_home(home: Path, name: str, flags: int = os.O_RDWR) -> int:
    """Open a file of the home, made if absent. It is the home's owner's, even if root makes it."""
    descriptor = os.open(home / name, flags | os.O_CREAT | os.O_CLOEXEC, 0o600)
    owner = home.stat()
    if os.geteuid() == 0 and owner.st_uid != 0:
        os.fchown(descriptor, owner.st_uid, owner.st_gid)
    return descriptor


def attempts(seconds: float) -> Iterator[None]:
    """Once now and then every few milliseconds, until `seconds` have passed."""
    deadline = time.monotonic() + seconds
    yield
    while time.monotonic() < deadline:
        time.sleep(0.02)
        yield
