"""Whether a server already runs on a data folder: what its pid file says, and whether it is true.

A pid file outlives a power cut, a `kill -9` or a copied folder, and the number in it may by then
belong to somebody else. So the file is never believed: the process it names must be a PostgreSQL
server at work in this very folder.
"""

import logging
import signal
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import psutil

log = logging.getLogger(__name__)

ORPHAN_SECONDS = 10
"""How long processes whose server was killed may take to notice before they are killed too."""


@dataclass(frozen=True)
class PidFile:
    """What `postmaster.pid` says: which process, for which folder, reached by which socket.

    The server fills the file in line by line while it starts: what is not there yet is None.
    """

    pid: int
    data: Path
    socket_folder: Path | None
    status: str | None

    @classmethod
    def read(cls, data: Path) -> "PidFile | None":
        """The pid file of `data`; None when it is absent or holds no number."""
        try:
            lines = (data / "postmaster.pid").read_text(encoding="utf-8").splitlines()
            pid = int(lines[0])
        except (FileNotFoundError, IndexError, ValueError):
            return None
        # Line by line: pid, data folder, start, port, socket folder, address, memory, status.
        lines = [line.strip() for line in lines] + [""] * 8
        return cls(pid, Path(lines[1]), Path(lines[4]) if lines[4] else None, lines[7] or None)


def postmaster(data: Path) -> psutil.Process | None:
    """The server process at work on `data`, or None if the pid file is absent or stale."""
    pid_file = PidFile.read(data)
    if pid_file is None:
        return None
    try:
        process = psutil.Process(pid_file.pid)
        if not _is_postgres(process) or process.status() == psutil.STATUS_ZOMBIE:
            return None
        return process if not _titled(process) and _works_in(process, data) else None
    except psutil.NoSuchProcess:
        return None


def clear_remains(data: Path) -> None:
    """Remove what a killed server left on `data`, so that the next one starts.

    To be called only by the one process that may start the server, after `postmaster` found none.
    """
    _end_orphans(data)
    pid_file = PidFile.read(data)
    # A dead number is left to PostgreSQL, which checks more than we can: whether anybody still
    # holds the shared memory that the file names. It cannot know that a living one is not its own.
    if pid_file is None or psutil.pid_exists(pid_file.pid):
        (data / "postmaster.pid").unlink(missing_ok=True)


def end_makers(folder: Path) -> None:
    """End whatever is still making a data folder in `folder` for a process that was killed."""
    makers = [process for process in psutil.process_iter() if _names(process, folder)]
    for maker in makers:
        with suppress(psutil.NoSuchProcess):
            maker.kill()
    psutil.wait_procs(makers, timeout=ORPHAN_SECONDS)


def _names(process: psutil.Process, folder: Path) -> bool:
    try:
        return str(folder) in process.cmdline()
    except (psutil.NoSuchProcess, psutil.AccessDenied):
        return False


def _end_orphans(data: Path) -> None:
    """End the processes of a server that was killed: they would keep the next from starting."""
    orphans = [process for process in psutil.process_iter() if _is_orphan(process, data)]
    for orphan in orphans:
        log.warning("ending process %d, left behind by a killed database server", orphan.pid)
        with suppress(psutil.NoSuchProcess):
            orphan.send_signal(signal.SIGQUIT)
    _, stubborn = psutil.wait_procs(orphans, timeout=ORPHAN_SECONDS)
    for orphan in stubborn:
        with suppress(psutil.NoSuchProcess):
            orphan.kill()
    psutil.wait_procs(stubborn, timeout=ORPHAN_SECONDS)


def _is_orphan(process: psutil.Process, data: Path) -> bool:
    try:
        if not _is_postgres(process) or process.status() == psutil.STATUS_ZOMBIE:
            return False
        parent = process.parent()
        if parent is not None and _is_postgres(parent):
            return False
        return _titled(process) and _works_in(process, data)
    except psutil.NoSuchProcess:
        return False


def _is_postgres(process: psutil.Process) -> bool:
    return process.name() in ("postgres", "postmaster")


def _titled(process: psutil.Process) -> bool:
    """Whether it is a server's child: those call themselves "postgres: what I do"."""
    return " ".join(process.cmdline()).startswith("postgres: ")


def _works_in(process: psutil.Process, data: Path) -> bool:
    """Whether a PostgreSQL process has `data` as its folder."""
    try:
        return Path(process.cwd()) == data
    except psutil.AccessDenied:
        # In a container even root may not look into another account's processes. The arguments
        # can be read; the title of a child has none, and an orphan of the folder's owner it is.
        if str(data) in process.cmdline():
            return True
        return _titled(process) and process.uids().real == data.stat().st_uid


def wait_until_gone(process: psutil.Process, seconds: float) -> bool:
    """Wait for `process` to end. A zombie has ended: its parent only has not looked yet."""
    deadline = time.monotonic() + seconds
    with suppress(psutil.NoSuchProcess):
        while process.is_running() and process.status() != psutil.STATUS_ZOMBIE:
            if time.monotonic() > deadline:
                return False
            time.sleep(0.01)
    return True
