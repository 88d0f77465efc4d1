"""The embedded server: a real PostgreSQL in the home folder, started and stopped by the product.

Several processes may use the same home. The first one in starts the server, the others find it
running, and the last one out stops it (see `occupancy.py`). The kernel drops the locks of a process
that was killed, so nothing has to be cleaned up by hand; a server that outlived its product is
found and used again.

    home/
    ├── postgres.lock, postgres.gate     who uses the server; who is starting or stopping it
    ├── postgres.log                     what the server says
    └── postgres/                        belongs to the account the server runs as
        ├── data/                        the database
        └── socket/                      the only way in, closed to other accounts
"""

import logging
import os
import pwd
import signal
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self

from psycopg import pq, sql
from psycopg.conninfo import make_conninfo

from infra.database.binaries import embedded_binaries
from infra.database.cluster import (
    PORT,
    SUPERUSER,
    make_cluster,
    make_socket_folder,
    remove_socket_folder,
    server_command,
    server_environment,
)
from infra.database.connections import APP_ROLE, connect, ping
from infra.database.faults import HomeNotOurs, ServerDidNotStart, ServerDidNotStop
from infra.database.occupancy import Occupancy, attempts, open_in_home
from infra.database.postmaster import PidFile, clear_remains, postmaster, wait_until_gone
from infra.database.unprivileged import ServerUser, let_pass, let_read, server_user

log = logging.getLogger(__name__)

DATABASE = "liuhen"
"""The database made in every new server."""

PATIENCE_SECONDS = 600.0
"""How long a server may take to start, recovery after a crash included, or to stop."""

LOG_BYTES = 10_000_000
"""A log longer than this is set aside at the next start."""


class EmbeddedPostgres:
    """The server of one home folder. Also a context manager that starts and stops.

    `binaries` are the PostgreSQL programs to use instead of those installed with the product,
    `options` override how the server is set up. Not to be shared between threads while starting or
    stopping, and to be started after forking.
    """

    def __init__(
        self,
        home: Path,
        *,
        binaries: Path | None = None,
        options: Mapping[str, str] | None = None,
        patience_seconds: float = PATIENCE_SECONDS,
    ) -> None:
        self.home = home.expanduser().resolve()
        self._binaries = binaries or embedded_binaries()
        self._options = dict(options or {})
        self._patience = patience_seconds
        self._occupancy = Occupancy(self.home, patience_seconds)
        self._folder = self.home / "postgres"
        self._data = self._folder / "data"
        self._socket: Path | None = None
        self._child: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()

    @property
    def psql(self) -> Path:
        """The path of `psql`, which opens `dsn()` as its one argument."""
        return self._binaries / "psql"

    def dsn(self, user: str = SUPERUSER, database: str = DATABASE) -> str:
        """How to reach the running server as `user`. Raises `ServerDidNotStart` before `start`."""
        if self._socket is None:
            raise ServerDidNotStart("the embedded server has not been started")
        return make_conninfo(host=str(self._socket), port=PORT, user=user, dbname=database)

    def start(self) -> str:
        """Start the server, or join the one that runs; returns `dsn()` of the superuser.

        The server has the database `liuhen` and lets the role `liuhen_app` log in. Raises
        `HomeNotOurs`, `ServerUserMissing`, `OtherServerVersion` or `ServerDidNotStart`.
        """
        with self._permissions_explained():
            self.home.mkdir(parents=True, exist_ok=True, mode=0o700)
            with self._occupancy.gate():
                self._occupancy.enter()
                try:
                    if not self._join():
                        self._launch()
                    self._furnish()
                except KeyboardInterrupt:  # Whoever interrupts a start leaves nothing running.
                    self._let_go()
                    raise
                except BaseException:
                    self._occupancy.leave()
                    raise
        return self.dsn()

    def stop(self) -> bool:
        """Let go of the server and stop it unless another process uses it. True if it stopped.

        Without a `start` before, stops a server that nobody uses any more. Raises
        `ServerDidNotStop`.
        """
        with self._permissions_explained():
            if not self._folder.exists():
                return False
            with self._occupancy.gate():
                return self._let_go()

    def _let_go(self) -> bool:
        """Leave the server, and stop it if nobody else is there. True if it stopped."""
        self._occupancy.leave()
        self._socket = None
        with self._occupancy.alone() as alone:
            return alone and self._shut_down()

    # Joining and starting

    def _join(self) -> bool:
        """Use the server that runs on our data already. False when there is none."""
        for _ in attempts(self._patience):
            pid_file = PidFile.read(self._data)
            if pid_file is None:
                return False
            process = postmaster(self._data)
            # A folder copied from a running server names that server: it is not ours to use.
            if process is None and pid_file.data != self._data:
                return False
            answer = self._answer(pid_file)
            if answer == pq.Ping.OK:
                self._socket = pid_file.socket_folder
                return True
            if answer == pq.Ping.NO_RESPONSE and process is None:
                return False
            if pid_file.status == "ready" and not self._socket_file(pid_file).exists():
                log.warning("the server's socket has been removed; starting the server again")
                self._shut_down()
                return False
        raise ServerDidNotStart(
            f"a server runs on {self._data} and has not answered for {self._patience:g} s; "
            f"see {self.home / 'postgres.log'}"
        )

    def _launch(self) -> None:
        user = server_user(self.home)
        self._prepare_folder(user)
        data = make_cluster(self._binaries, self._folder, user)
        stale = PidFile.read(data)
        clear_remains(data)
        remove_socket_folder(stale.socket_folder if stale else None, user)
        socket = make_socket_folder(self._folder, user)
        with self._log_file() as output:
            self._child = subprocess.Popen(  # noqa: S603 - our own program and arguments
                server_command(self._binaries, data, socket, self._options),
                env=server_environment(),
                cwd="/",
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                start_new_session=True,  # Ctrl-C in the terminal is for the product alone
                **user.popen,
            )
        try:
            self._await_ready(self._child)
        except KeyboardInterrupt:
            self._child.send_signal(signal.SIGINT)
            self._child.wait()
            raise
        self._socket = socket

    def _prepare_folder(self, user: ServerUser) -> None:
        let_read(user, self._binaries)
        let_pass(user, self.home)
        self._folder.mkdir(exist_ok=True, mode=0o700)
        user.given(self._folder)

    def _await_ready(self, server: subprocess.Popen[bytes]) -> None:
        """Wait while the server says it is starting: recovery after a crash takes its time."""
        for _ in attempts(self._patience):
            pid_file = PidFile.read(self._data)
            if (
                pid_file is not None
                and pid_file.pid == server.pid
                and self._answer(pid_file) == pq.Ping.OK
            ):
                return
            if server.poll() is not None:
                raise ServerDidNotStart(
                    f"the server ended with status {server.returncode}; its last words:\n"
                    f"{self._last_words()}"
                )
        raise ServerDidNotStart(
            f"the server is still not ready after {self._patience:g} s; it goes on trying, "
            f"see {self.home / 'postgres.log'}"
        )

    def _furnish(self) -> None:
        """Make the database and the product's login where they are missing."""
        with connect(self.dsn(database="postgres"), autocommit=True) as connection:
            there = "SELECT FROM pg_database WHERE datname = %s"
            if connection.execute(there, [DATABASE]).fetchone() is None:
                connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(DATABASE)))
            may_login = "SELECT rolcanlogin FROM pg_roles WHERE rolname = %s"
            role = connection.execute(may_login, [APP_ROLE]).fetchone()
            if role is None or not role[0]:
                verb = sql.SQL("CREATE" if role is None else "ALTER")
                connection.execute(
                    sql.SQL("{} ROLE {} LOGIN").format(verb, sql.Identifier(APP_ROLE))
                )

    # Stopping

    def _shut_down(self) -> bool:
        """Fast shutdown: sessions are ended, everything is written, nothing needs recovery."""
        process = postmaster(self._data)
        if process is None:
            return False
        pid_file = PidFile.read(self._data)
        process.send_signal(signal.SIGINT)
        if not wait_until_gone(process, self._patience):
            raise ServerDidNotStop(
                f"server process {process.pid} is still stopping after {self._patience:g} s; "
                f"see {self.home / 'postgres.log'}"
            )
        if self._child is not None:
            self._child.wait()
            self._child = None
        remove_socket_folder(pid_file.socket_folder if pid_file else None, server_user(self.home))
        return True

    # Small things

    def _answer(self, pid_file: PidFile) -> pq.Ping:
        if pid_file.socket_folder is None:
            return pq.Ping.NO_RESPONSE
        return ping(
            make_conninfo(
                host=str(pid_file.socket_folder), port=PORT, user=SUPERUSER, dbname="postgres"
            )
        )

    @staticmethod
    def _socket_file(pid_file: PidFile) -> Path:
        return (pid_file.socket_folder or Path("/nonexistent")) / f".s.PGSQL.{PORT}"

    @contextmanager
    def _log_file(self) -> Iterator[int]:
        path = self.home / "postgres.log"
        if path.exists() and path.stat().st_size > LOG_BYTES:
            path.rename(path.with_suffix(".log.1"))
        descriptor = open_in_home(self.home, path.name, os.O_WRONLY | os.O_APPEND)
        try:
            yield descriptor
        finally:
            os.close(descriptor)

    def _last_words(self) -> str:
        text = (self.home / "postgres.log").read_text(encoding="utf-8", errors="replace")
        return "\n".join(text.splitlines()[-10:])

    @contextmanager
    def _permissions_explained(self) -> Iterator[None]:
        try:
            yield
        except PermissionError as error:
            place = next(place for place in (self.home, *self.home.parents) if place.exists())
            raise HomeNotOurs(
                f"{error.filename or self.home} cannot be used: {place} belongs to "
                f'"{_account(place.stat().st_uid)}" and this is "{_account(os.geteuid())}". Set '
                "LIUHEN_HOME to a folder of your own, or start as that user"
            ) from error


def _account(uid: int) -> str:
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return str(uid)
