"""Kills, power cuts, reused process numbers: whatever was left behind, the next start works."""

import shutil
import subprocess
import threading
from pathlib import Path

import psutil
import psycopg
import pytest

from infra.database.binaries import embedded_binaries
from infra.database.cluster import server_command
from infra.database.embedded import EmbeddedPostgres
from infra.database.unprivileged import server_user
from tests.database.conftest import MakeHome
from tests.database.products import (
    Product,
    bystander,
    eventually,
    kill_server,
    notes,
    server_pid,
    write_note,
)


def pid_file(home: Path, pid: int) -> None:
    """Leave the pid file of a server with the number `pid`, ready when it was cut short."""
    data = home / "postgres" / "data"
    socket = home / "postgres" / "socket"
    path = data / "postmaster.pid"
    path.write_text(f"{pid}\n{data}\n1700000000\n5432\n{socket}\n\n  123 456\nready   \n")
    server_user(home).given(path)


def test_what_was_committed_survives_killing_everything(home: Path) -> None:
    with Product(home) as product:
        product.up()
        with EmbeddedPostgres(home) as server:
            write_note(server, "acknowledged")
            product.kill()
            kill_server(home)
            server.start()
            assert notes(server) == ["acknowledged"]


def test_starting_again_replaces_a_server_that_was_killed_under_us(home: Path) -> None:
    with EmbeddedPostgres(home) as server:
        killed = kill_server(home)
        server.start()
        assert server_pid(home) not in (killed, None)


def test_a_pid_file_whose_number_now_belongs_to_somebody_else_is_overcome(home: Path) -> None:
    with bystander(server_user(home).uid) as pid:
        pid_file(home, pid)
        with EmbeddedPostgres(home):
            assert server_pid(home) != pid
            assert psutil.pid_exists(pid)


def test_postgresql_alone_would_not_overcome_it(home: Path) -> None:
    """The control: without us such a pid file does keep the server from starting."""
    with EmbeddedPostgres(home):
        user, folder = server_user(home), home / "postgres"
    with bystander(user.uid) as pid:
        pid_file(home, pid)
        command = server_command(embedded_binaries(), folder / "data", folder / "socket", {})
        done = subprocess.run(command, capture_output=True, text=True, check=False, **user.popen)
        assert done.returncode != 0
        assert 'lock file "postmaster.pid" already exists' in done.stderr


def test_a_socket_lock_whose_number_now_belongs_to_somebody_else_is_overcome(home: Path) -> None:
    data, socket = home / "postgres" / "data", home / "postgres" / "socket"
    with bystander(server_user(home).uid) as pid:
        (socket / ".s.PGSQL.5432.lock").write_text(f"{pid}\n{data}\n1700000000\n5432\n{socket}\n")
        (socket / ".s.PGSQL.5432").touch()
        with EmbeddedPostgres(home):
            assert server_pid(home) is not None


def test_a_pid_file_that_names_the_server_of_another_home_is_overcome(make_home: MakeHome) -> None:
    home, others = make_home("home"), make_home("others")
    with EmbeddedPostgres(others) as other:
        others_pid = server_pid(others)
        assert others_pid is not None
        pid_file(home, others_pid)
        with EmbeddedPostgres(home) as server:
            assert server_pid(home) not in (others_pid, None)
            assert server.dsn() != other.dsn()
        assert server_pid(others) == others_pid


@pytest.mark.parametrize("rubbish", ["", "\n", "\0\0\0\0", "not a number\n"])
def test_a_pid_file_that_a_power_cut_spoiled_is_overcome(home: Path, rubbish: str) -> None:
    (home / "postgres" / "data" / "postmaster.pid").write_text(rubbish)
    with EmbeddedPostgres(home):
        assert server_pid(home) is not None


def test_a_copy_of_a_home_gets_a_server_of_its_own(make_home: MakeHome) -> None:
    original = make_home("original")
    copy = original.with_name("copy")
    with EmbeddedPostgres(original) as server:
        write_note(server, "original")
        subprocess.run(["cp", "-a", original, copy], check=True)
        with EmbeddedPostgres(copy) as copied:
            assert server_pid(copy) not in (server_pid(original), None)
            write_note(copied, "copy")
        assert notes(server) == ["original"]


def test_a_server_whose_socket_was_removed_is_started_again(home: Path) -> None:
    with Product(home) as product:
        product.up().kill()
    lost = server_pid(home)
    shutil.rmtree(home / "postgres" / "socket")
    with EmbeddedPostgres(home) as server:
        assert server_pid(home) not in (lost, None)
        write_note(server, "reachable")


def test_a_busy_session_of_a_killed_server_does_not_keep_the_next_from_starting(home: Path) -> None:
    with (
        EmbeddedPostgres(home) as server,
        psycopg.connect(server.dsn(), autocommit=True) as connection,
    ):
        backend = psutil.Process(connection.info.backend_pid)
        busy = threading.Thread(target=_count_for_ever, args=[connection])
        busy.start()
        eventually(lambda: _statement_runs(server))
        try:
            kill_server(home)
            assert backend.is_running()
            server.start()
            assert not backend.is_running() or backend.status() == psutil.STATUS_ZOMBIE
        finally:
            if backend.is_running():
                backend.kill()
            busy.join()


def test_killed_while_making_the_data_folder_it_leaves_nothing_half_made(new_home: Path) -> None:
    with Product(new_home) as product:
        eventually(lambda: any(new_home.glob("postgres/initialising-*/PG_VERSION")))
        product.kill()
    assert not (new_home / "postgres" / "data").exists()
    with EmbeddedPostgres(new_home) as server:
        write_note(server, "whole")
        assert not any(new_home.glob("postgres/initialising-*"))


def _count_for_ever(connection: psycopg.Connection) -> None:
    with pytest.raises(psycopg.OperationalError):
        connection.execute("SELECT count(*) FROM generate_series(1, 1000000000000)")


def _statement_runs(server: EmbeddedPostgres) -> bool:
    with psycopg.connect(server.dsn()) as connection:
        running = "SELECT FROM pg_stat_activity WHERE state = 'active' AND query LIKE %s"
        return (
            connection.execute(running, ["SELECT count(*) FROM generate%"]).fetchone() is not None
        )
