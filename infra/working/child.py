"""The working process of a serving one: started with it, started again if it dies, stopped with it.

It is `liuhen work --reporting`, with a pipe either way. What it does it says on its standard
output. A line on its standard input says that it may begin. It ends when the serving process lets
go of the other end, however that process came to its own, so nothing goes on working for a server
that was killed.
"""

import os
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from threading import Event, Lock, Thread
from types import TracebackType
from typing import Self

import msgspec
import structlog

import infra
from infra.working.report import Report, Tell, report_of

BACKOFF_SECONDS = (0.2, 5.0)
"""After it died: wait so long at first, twice as long each time, and so long at most."""

PATIENCE_SECONDS = 30.0
"""How long it may take to end in order before it is killed; whatever it loses is done again."""

_log = structlog.get_logger("liuhen.work")


class NotAtWork(Exception):
    """The working process is not running; it is started again in a moment."""


class Child:
    """Keeps one working process, within a `with`. `start`, `stop` and `check` from any thread.

    It is made ready at once, and begins to work with `start`: when the database is up to date.
    """

    def __init__(self) -> None:
        self._tell: Tell = _untold
        self._ending = Event()
        self._changing = Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._thread: Thread | None = None

    def __enter__(self) -> Self:
        self._process = self._made_ready()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()

    def reporting(self, tell: Tell) -> Self:
        """The same, telling what it reports."""
        self._tell = tell
        return self

    @property
    def pid(self) -> int | None:
        """Of the process; None while there is none."""
        process = self._process
        return None if process is None or process.poll() is not None else process.pid

    def start(self) -> None:
        """Have the work done, until `stop`."""
        with self._changing:
            if self._process is None or self._ending.is_set():
                return
            _begin(self._process)
            self._thread = Thread(target=self._keep, name="liuhen-work", daemon=True)
            self._thread.start()

    def stop(self) -> None:
        """Let it end after the work at hand. Any number of times."""
        with self._changing:
            self._ending.set()
            process, thread = self._process, self._thread
        if process is None:
            return
        if thread is None:
            process.kill()  # It has not begun to do anything.
        else:
            _let_go(process)
            thread.join(PATIENCE_SECONDS)
            process.kill()
            thread.join()
        process.wait()
        _close(process)

    def check(self) -> None:
        """Raises `NotAtWork`."""
        if self.pid is None:
            raise NotAtWork("the working process is not running")

    def _keep(self) -> None:
        pause, longest = BACKOFF_SECONDS
        process = self._process
        while process is not None:
            began = time.monotonic()
            self._listen(process)
            status = process.wait()
            if self._ending.is_set():
                return
            _close(process)
            _log.error("work_ended", status=status)
            if time.monotonic() - began > longest:
                pause = BACKOFF_SECONDS[0]
            self._ending.wait(pause)
            pause = min(pause * 2, longest)
            process = self._another()

    def _another(self) -> "subprocess.Popen[bytes] | None":
        """Another process that works, unless all is to end."""
        with self._changing:
            if self._ending.is_set():
                return None
            self._process = self._made_ready()
            _begin(self._process)
            return self._process

    def _made_ready(self) -> "subprocess.Popen[bytes]":
        return subprocess.Popen(
            [sys.executable, "-P", "-m", "infra.cli", "work", "--reporting"],
            env=os.environ | {"PYTHONPATH": _path()},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            start_new_session=True,  # Ctrl-C in the terminal is for the serving process alone
        )

    def _listen(self, process: "subprocess.Popen[bytes]") -> None:
        """Pass on what it says until it ends."""
        assert process.stdout is not None, "a pipe"
        for line in process.stdout:
            try:
                self._tell(report_of(line))
            except msgspec.MsgspecError:
                _log.error("work_not_understood", line=line[:200].decode(errors="replace"))


def _begin(process: "subprocess.Popen[bytes]") -> None:
    """Tell a process to begin; one that died meanwhile is found to be dead by who listens to it."""
    assert process.stdin is not None, "a pipe"
    with suppress(OSError):
        process.stdin.write(b"\n")
        process.stdin.flush()


def _let_go(process: "subprocess.Popen[bytes]") -> None:
    """Tell a process to end."""
    assert process.stdin is not None, "a pipe"
    with suppress(OSError):
        process.stdin.close()


def _close(process: "subprocess.Popen[bytes]") -> None:
    """Give the pipes of a process that has ended back."""
    assert process.stdout is not None, "a pipe"
    _let_go(process)
    process.stdout.close()


def _untold(report: Report) -> None:
    """Tell nobody."""


def _path() -> str:
    """Where the child finds this very program, whatever folder it is started in."""
    here = str(Path(infra.__file__).parent.parent)
    return os.pathsep.join(filter(None, (here, os.environ.get("PYTHONPATH"))))
