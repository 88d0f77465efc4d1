"""The working process of a serving one: started with it, started again if it dies, stopped with it.

It is `liuhen work --reporting`, with a pipe either way. What it does it says on its standard output.
Its standard input says nothing: it ends when the serving process lets go of the other end, however
that process came to its own end, so nothing goes on working for a server that was killed.
"""

import os
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from threading import Event, Lock, Thread

import msgspec
import structlog

import infra
from infra.work.report import Tell, report_of

BACKOFF_SECONDS = (0.2, 5.0)
"""After it died: wait so long at first, twice as long each time, and so long at most."""

PATIENCE_SECONDS = 30.0
"""How long it may take to end in order before it is killed; whatever it loses is done again."""

_log = structlog.get_logger("liuhen.work")


class NotAtWork(Exception):
    """The working process is not running; it is started again in a moment."""


class Child:
    """Keeps one working process. `start`, `stop` and `check` from any thread."""

    def __init__(self, tell: Tell) -> None:
        self._tell = tell
        self._ending = Event()
        self._changing = Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._thread: Thread | None = None

    @property
    def pid(self) -> int | None:
        """Of the process at work; None while there is none."""
        process = self._process
        return None if process is None or process.poll() is not None else process.pid

    def start(self) -> None:
        """Have the work done, until `stop`."""
        first = self._begin()
        if first is not None:
            self._thread = Thread(
                target=self._keep, args=(first,), name="liuhen-work", daemon=True
            )
            self._thread.start()

    def stop(self) -> None:
        """Let it end after the work at hand. Any number of times."""
        with self._changing:
            self._ending.set()
            process = self._process
        if process is None or self._thread is None:
            return
        assert process.stdin is not None, "a pipe"
        with suppress(OSError):
            process.stdin.close()
        self._thread.join(PATIENCE_SECONDS)
        process.kill()
        self._thread.join()

    def check(self) -> None:
        """Raises `NotAtWork`."""
        if self.pid is None:
            raise NotAtWork("the working process is not running")

    def _keep(self, first: "subprocess.Popen[bytes]") -> None:
        pause, longest = BACKOFF_SECONDS
        process: subprocess.Popen[bytes] | None = first
        while process is not None:
            began = time.monotonic()
            self._listen(process)
            status = process.wait()
            if self._ending.is_set():
                return
            _log.error("work_ended", status=status)
            if time.monotonic() - began > longest:
                pause = BACKOFF_SECONDS[0]
            self._ending.wait(pause)
            pause = min(pause * 2, longest)
            process = self._begin()

    def _begin(self) -> "subprocess.Popen[bytes] | None":
        """A new process, unless nothing is to be begun any more."""
        with self._changing:
            if self._ending.is_set():
                return None
            self._process = subprocess.Popen(  # noqa: S603 - our own program and arguments
                [sys.executable, "-P", "-m", "infra.cli", "work", "--reporting"],
                env=os.environ | {"PYTHONPATH": _path()},
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                start_new_session=True,  # Ctrl-C in the terminal is for the serving process alone
            )
            return self._process

    def _listen(self, process: "subprocess.Popen[bytes]") -> None:
        """Pass on what it says until it ends."""
        assert process.stdout is not None, "a pipe"
        for line in process.stdout:
            try:
                self._tell(report_of(line))
            except msgspec.MsgspecError:
                _log.error("work_not_understood", line=line[:200].decode(errors="replace"))


def _path() -> str:
    """Where the child finds this very program, whatever folder it is started in."""
    here = str(Path(infra.__file__).parent.parent)
    return os.pathsep.join(filter(None, (here, os.environ.get("PYTHONPATH"))))
