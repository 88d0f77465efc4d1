"""Making and opening the data folder of the embedded server, and how the server is set up in it."""

import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from infra.database.faults import OtherServerVersion, ServerDidNotStart
from infra.database.postmaster import end_makers
from infra.database.unprivileged import ServerUser

SUPERUSER = "postgres"
"""The database role of whoever may open the socket: the account that runs the product."""

PORT = 5432
"""Part of the socket's name. There is no TCP port."""

OPTIONS: Mapping[str, str] = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "max_connections": "100",
    "shared_buffers": "128MB",
    "effective_cache_size": "512MB",
    "work_mem": "8MB",
    "maintenance_work_mem": "64MB",
    "max_wal_size": "1GB",
    "fsync": "on",
    "synchronous_commit": "on",
    "full_page_writes": "on",
    "jit": "off",  # our statements are short: compiling them takes longer than running them
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_line_prefix": "%m [%p] %q%u@%d %a ",
    # A log must not hold what people said: no parameters, no statements, no rows in details.
    "log_min_error_statement": "panic",
    "log_parameter_max_length": "0",
    "log_error_verbosity": "terse",
}
"""A small server that loses nothing it acknowledged. Each can be overridden per server."""

SOCKET_PATH_BYTES = 100
"""Longest path of a socket that every system takes (Linux 107, macOS 103)."""

_TEMPORARY = "liuhen-socket-"
_HALF_MADE = "initialising-"
_PLAIN = re.compile(r"[^,\"'\\]+")


def make_cluster(binaries: Path, folder: Path, user: ServerUser) -> Path:
    """The data folder in `folder`, made if it is not there yet.

    It is made under another name and renamed when it is complete and on disk, so whenever the
    machine stops there is either a whole data folder or none. Raises `OtherServerVersion` or
    `ServerDidNotStart`.
    """
    for half_made in folder.glob(f"{_HALF_MADE}*"):
        end_makers(half_made)
        shutil.rmtree(half_made, ignore_errors=True)
    data = folder / "data"
    if data.exists():
        _check_version(binaries, data)
        return data
    beginning = Path(tempfile.mkdtemp(prefix=_HALF_MADE, dir=folder))
    user.given(beginning)
    command: list[str | Path] = [
        binaries / "initdb",
        "--pgdata",
        beginning,
        "--username",
        SUPERUSER,
    ]
    command += ["--auth=trust", "--encoding=UTF8", "--locale=C", "--data-checksums"]
    done = subprocess.run(  # noqa: S603 - our own programs, our own arguments
        command,
        env=server_environment(),
        cwd="/",
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        start_new_session=True,
        **user.popen,
    )
    if done.returncode != 0:
        shutil.rmtree(beginning, ignore_errors=True)
        raise ServerDidNotStart(f"initdb could not make the data folder: {done.stderr.strip()}")
    beginning.rename(data)
    _sync_folder(folder)
    return data


def server_command(
    binaries: Path, data: Path, socket_folder: Path, overrides: Mapping[str, str]
) -> list[str]:
    """The command line that runs the server in the foreground."""
    options = {**OPTIONS, "unix_socket_directories": str(socket_folder), **overrides}
    command = [str(binaries / "postgres"), "-D", str(data), "-p", str(PORT)]
    for name, value in options.items():
        command += ["-c", f"{name}={value}"]
    return command


def server_environment() -> dict[str, str]:
    """Our environment without what would change the server or what is none of its business."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("PG", "LIUHEN_", "LC_", "POSTGRES_"))
    }
    return {**kept, "LC_ALL": "C", "TZ": "UTC"}


def make_socket_folder(folder: Path, user: ServerUser) -> Path:
    """A folder for the socket that only `user` (and root) can enter.

    In `folder`; or, where that path is too long for a socket or holds characters that PostgreSQL
    takes for separators, a new folder with a short name in the system's temporary folder.
    """
    inside = folder / "socket"
    if _fits(inside):
        shutil.rmtree(inside, ignore_errors=True)
        inside.mkdir(mode=0o700)
        chosen = inside
    else:
        # TMPDIR may itself be too long. The new folder's name cannot be guessed beforehand.
        short = Path(tempfile.gettempdir())
        parent = short if _fits(short / f"{_TEMPORARY}12345678") else "/tmp"  # noqa: S108
        chosen = Path(tempfile.mkdtemp(prefix=_TEMPORARY, dir=parent))
    user.given(chosen)
    return chosen


def remove_socket_folder(socket_folder: Path | None, user: ServerUser) -> None:
    """Remove what `make_socket_folder` made in the temporary folder; others stay."""
    if socket_folder is not None and socket_folder.name.startswith(_TEMPORARY):
        with suppress(FileNotFoundError):
            if socket_folder.lstat().st_uid == user.uid:
                shutil.rmtree(socket_folder, ignore_errors=True)


def _fits(socket_folder: Path) -> bool:
    path = str(socket_folder / f".s.PGSQL.{PORT}")
    return len(os.fsencode(path)) <= SOCKET_PATH_BYTES and bool(_PLAIN.fullmatch(path))


def _check_version(binaries: Path, data: Path) -> None:
    made_by = (data / "PG_VERSION").read_text(encoding="ascii").strip()
    shown = subprocess.run(  # noqa: S603 - our own programs, our own arguments
        [binaries / "postgres", "--version"], capture_output=True, text=True, check=True
    ).stdout
    ours = shown.split()[2].split(".")[0]
    if made_by != ours:
        raise OtherServerVersion(
            f"{data} was made by PostgreSQL {made_by} and PostgreSQL {ours} is installed. Dump it "
            "with the old version and restore it into a new home, or use pg_upgrade"
        )


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
