"""Other processes of the product, and what they and their servers leave behind."""

import multiprocessing
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection
from pathlib import Path
from types import TracebackType
from typing import Self

import psutil
import psycopg

from infra.database.embedded import EmbeddedPostgres
from infra.database.faults import DatabaseFault
from infra.database.postmaster import postmaster

ROOT = Path(__file__).parents[2]

STARTS_AND_STOPS = """
import sys
from pathlib import Path
from infra.database.embedded import EmbeddedPostgres

server = EmbeddedPostgres(Path(sys.argv[1]), options={"fsync": "off"})
server.start()
print("up", flush=True)
sys.stdin.readline()
print("stopped" if server.stop() else "left", flush=True)
"""


class Product:
    """A process that uses the server of `home` from `up` until `leave` or `kill`."""

    def __init__(self, home: Path) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-c", STARTS_AND_STOPS, str(home)],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.process.kill()
        self.process.communicate()

    def up(self) -> Self:
        """Wait until it has the server."""
        assert self.process.stdout
        if self.process.stdout.readline() != "up\n":
            raise AssertionError(self.process.communicate()[1])
        return self

    def leave(self) -> str:
        """Let it go in peace: "stopped" if it stopped the server, "left" if others need it."""
        return self.process.communicate("\n")[0].strip()

    def kill(self) -> None:
        """Die without a word, as by kill -9."""
        self.process.kill()
        self.process.wait()


class OrdinaryProduct:
    """The same as another user. A fork of ours, because that user may not be able to open the
    Python we run on; `up` returns what `start` raised, or None."""

    def __init__(self, home: Path, uid: int) -> None:
        context = multiprocessing.get_context("fork")
        self._ours, theirs = context.Pipe()
        self._process = context.Process(target=_use_server_as, args=(home, uid, theirs))
        self._process.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._process.kill()
        self._process.join()

    def up(self) -> DatabaseFault | None:
        """Wait until it has the server, or was told why not."""
        fault: DatabaseFault | None = self._ours.recv()
        return fault

    def leave(self) -> str:
        """As `Product.leave`."""
        self._ours.send("leave")
        return str(self._ours.recv())


def _use_server_as(home: Path, uid: int, theirs: Connection) -> None:
    os.setgroups([])
    os.setgid(uid)
    os.setuid(uid)
    server = EmbeddedPostgres(home, options={"fsync": "off"})
    try:
        server.start()
    except DatabaseFault as fault:
        theirs.send(fault)
        return
    theirs.send(None)
    theirs.recv()
    theirs.send("stopped" if server.stop() else "left")


def server_pid(home: Path) -> int | None:
    """The process that serves `home`, or None."""
    process = postmaster(home.resolve() / "postgres" / "data")
    return process.pid if process else None


def kill_server(home: Path) -> int:
    """Kill the server itself with -9 and wait until it is gone; returns what its number was."""
    process = postmaster(home.resolve() / "postgres" / "data")
    assert process is not None
    process.kill()
    eventually(lambda: not process.is_running() or process.status() == psutil.STATUS_ZOMBIE)
    return process.pid


def write_note(server: EmbeddedPostgres, text: str) -> None:
    """Commit a row, the way the product would."""
    with psycopg.connect(server.dsn()) as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS public.notes (text text)")
        connection.execute("INSERT INTO public.notes VALUES (%s)", [text])


def notes(server: EmbeddedPostgres) -> list[str]:
    """Every committed row."""
    with psycopg.connect(server.dsn()) as connection:
        return [row[0] for row in connection.execute("SELECT text FROM public.notes ORDER BY 1")]


def eventually(holds: Callable[[], bool], seconds: float = 60) -> None:
    """Look again and again until it holds; fail loudly if it never does."""
    deadline = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < deadline, "it did not come to pass"
        time.sleep(0.005)


@contextmanager
def bystander(uid: int) -> Iterator[int]:
    """The number of a living process of `uid` that has nothing to do with PostgreSQL."""
    account = None if uid == os.geteuid() else uid
    with subprocess.Popen(["sleep", "600"], user=account, group=account) as process:
        try:
            yield process.pid
        finally:
            process.send_signal(signal.SIGKILL)
