"""The product as an operator runs it: `liuhen …` in a process of its own, on a home of its own."""

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import httpx
import psutil

from projections.registry import PROJECTIONS
from tests.database.products import ROOT

COMMAND = [sys.executable, "-m", "infra.cli"]
PATIENCE = 120.0
"""Seconds after which something that should have happened has not, on however slow a machine."""


def environment(home: Path, settings: Mapping[str, str]) -> dict[str, str]:
    """The environment of a command: ours, without settings of ours, with those given."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("LIUHEN_") and name != "PORT"
    }
    ours = {"LIUHEN_HOME": str(home), "COLUMNS": "200", "PYTHONFAULTHANDLER": "1"}
    return {**kept, **ours, **settings}


def run(home: Path, *arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
    """One command of the command line, to its end."""
    return subprocess.run(
        [*COMMAND, *arguments],
        cwd=ROOT,
        env=environment(home, settings),
        capture_output=True,
        text=True,
        check=False,
        timeout=PATIENCE,
    )


def eventually(holds: Callable[[], bool], what: str, seconds: float = PATIENCE) -> None:
    """Look again and again until it holds; say what did not come to pass if it never does."""
    deadline = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < deadline, f"it did not come to pass: {what}"
        time.sleep(0.01)


@contextmanager
def _hangup(handler: signal.Handlers) -> Iterator[None]:
    """Within this, what is started meets a hangup so, however these tests were started."""
    before = signal.signal(signal.SIGHUP, handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGHUP, before)


class Serving:
    """`liuhen serve` on a free port, until `leave` or `kill`; killed at the end of the block.

    Its working process notices by itself, and has ended by then.
    """

    def __init__(
        self, home: Path, *, port: int = 0, by_nohup: bool = False, **settings: str
    ) -> None:
        self.home = home
        self._said = home.with_name(f"{home.name}.said")
        self._complained = home.with_name(f"{home.name}.complained")
        with (
            self._said.open("wb") as said,
            self._complained.open("wb") as complained,
            _hangup(signal.SIG_IGN if by_nohup else signal.SIG_DFL),
        ):
            self.process = subprocess.Popen(
                [*COMMAND, "serve", "--port", str(port)],
                cwd=ROOT,
                env=environment(home, settings),
                stdin=subprocess.DEVNULL,
                stdout=said,
                stderr=complained,
            )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        worker = self.worker
        self.kill()
        if worker is not None:
            eventually(lambda: ended(worker), "its working process ends with it")

    @property
    def worker(self) -> psutil.Process | None:
        """The working process beside it; None while there is none."""
        try:
            children = psutil.Process(self.process.pid).children()
            return next((one for one in children if "--reporting" in one.cmdline()), None)
        except psutil.Error:  # One of them ended while we looked.
            return None

    @property
    def said(self) -> str:
        """What it wrote to standard output so far."""
        return self._said.read_text(encoding="utf-8")

    @property
    def complained(self) -> str:
        """What it wrote to standard error so far: its log."""
        return self._complained.read_text(encoding="utf-8")

    @property
    def log(self) -> list[dict[str, Any]]:
        """What it logged so far: one JSON object a line."""
        return [json.loads(line) for line in self.complained.splitlines()]

    @property
    def address(self) -> str:
        """Where it listens, once it says so."""
        line = re.compile(r"^listening on (\S+) .*\n", re.MULTILINE)
        self._await(lambda: line.search(self.said) is not None, "the server listens")
        return line.findall(self.said)[0]

    def answering(self) -> Self:
        """Wait until it answers HTTP, whether or not it is ready."""
        self._await(lambda: self.status("/healthz") == 200, "the server answers")
        return self

    def ready(self) -> Self:
        """Wait until every part can work."""
        self._await(lambda: self.status("/readyz") == 200, "the server is ready")
        return self

    def status(self, path: str) -> int | None:
        """The HTTP status of a GET; None when nobody answers."""
        response = self.get(path)
        return None if response is None else response.status_code

    def get(self, path: str) -> httpx.Response | None:
        """The answer to a GET; None when nobody answers."""
        try:
            return httpx.get(f"{self.address}{path}", trust_env=False, timeout=30)
        except httpx.TransportError:
            return None

    @property
    def gauges(self) -> dict[str, float]:
        """The numbers of `/metrics`, by name with labels."""
        answer = self.get("/metrics")
        assert answer is not None
        lines = [text.rpartition(" ") for text in answer.text.splitlines() if text[0] != "#"]
        return {name: float(value) for name, _, value in lines}

    @property
    def log_size(self) -> int:
        """How many events the log has."""
        return int(self.gauges["liuhen_log_size"])

    def is_up_to_date(self) -> bool:
        """Whether read models and ledger have come to the end of the log."""
        gauges = self.gauges
        reached = [
            gauges[f'liuhen_projection_position{{projection="{one.name}"}}'] for one in PROJECTIONS
        ]
        return {*reached, gauges["liuhen_ledger_sealed_size"]} == {gauges["liuhen_log_size"]}

    def leave(self, by: signal.Signals = signal.SIGTERM) -> int:
        """Ask it to stop, and wait; its exit code. Says what it is doing if it does not end."""
        self.process.send_signal(by)
        try:
            return self.process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            self.process.send_signal(signal.SIGABRT)  # It writes down where each thread is.
            self.process.wait()
            raise AssertionError(f"it does not end:\n{self.said}\n{self.complained}") from None

    def kill(self) -> None:
        """End it as `kill -9` does."""
        self.process.kill()
        self.process.wait()

    def _await(self, holds: Callable[[], bool], what: str) -> None:
        def held() -> bool:
            assert self.process.poll() is None, f"the server ended: {self.complained}"
            return holds()

        eventually(held, what)


def ended(process: psutil.Process) -> bool:
    """Whether a process has ended, whoever may not have looked yet."""
    return not process.is_running() or process.status() == psutil.STATUS_ZOMBIE


def processes_of(home: Path) -> list[psutil.Process]:
    """Every process that has to do with a home: its folder is named or worked in."""
    found = []
    for process in psutil.process_iter():
        try:
            place = str(home)
            if any(place in part for part in process.cmdline()) or _works_in(process, place):
                found.append(process)
        except (psutil.NoSuchProcess, psutil.AccessDenied):
            continue
    return found


def _works_in(process: psutil.Process, place: str) -> bool:
    try:
        return process.status() != psutil.STATUS_ZOMBIE and process.cwd().startswith(place)
    except psutil.AccessDenied:
        return False
