"""The embedded server: how it is set up, who gets in, and how long it is waited for."""

import os
import socket
import threading
from pathlib import Path

import psutil
import psycopg
import pytest
from psycopg.conninfo import conninfo_to_dict

from infra.database.binaries import embedded_binaries
from infra.database.connections import ping
from infra.database.embedded import EmbeddedPostgres
from infra.database.faults import BinariesMissing, OtherServerVersion, ServerDidNotStart
from infra.database.unprivileged import server_user
from tests.database.conftest import MakeHome
from tests.database.products import eventually, kill_server, server_pid


@pytest.fixture
def server(home: Path) -> EmbeddedPostgres:
    return EmbeddedPostgres(home)


def socket_folder(server: EmbeddedPostgres) -> Path:
    return Path(str(conninfo_to_dict(server.dsn())["host"]))


def shown(server: EmbeddedPostgres, setting: str) -> str:
    with psycopg.connect(server.dsn()) as connection:
        row = connection.execute(f"SHOW {setting}".encode()).fetchone()
        assert row is not None
        return str(row[0])


def test_it_loses_nothing_it_acknowledged(server: EmbeddedPostgres) -> None:
    with server:
        for setting in ("fsync", "synchronous_commit", "full_page_writes", "data_checksums"):
            assert shown(server, setting) == "on"


def test_text_is_utf8_and_sorted_the_same_everywhere(new_home: Path) -> None:
    with EmbeddedPostgres(new_home) as server:
        assert shown(server, "server_encoding") == "UTF8"
        assert shown(server, "lc_messages") == "C"
        with psycopg.connect(server.dsn()) as connection:
            collation = "SELECT datcollate FROM pg_database WHERE datname = current_database()"
            assert connection.execute(collation).fetchone() == ("C",)


def test_the_only_way_in_is_a_socket_in_a_closed_folder(
    server: EmbeddedPostgres, home: Path
) -> None:
    with server:
        pid = server_pid(home)
        assert shown(server, "listen_addresses") == ""
        connections = psutil.Process(pid).net_connections()
        assert [each for each in connections if each.family != socket.AF_UNIX] == []
        assert (home / "postgres" / "socket").stat().st_mode & 0o077 == 0
        assert (home / "postgres").stat().st_mode & 0o077 == 0


def test_it_does_not_run_as_root(server: EmbeddedPostgres, home: Path) -> None:
    with server:
        assert 0 not in psutil.Process(server_pid(home)).uids()


def test_ctrl_c_in_the_terminal_does_not_reach_it(server: EmbeddedPostgres, home: Path) -> None:
    with server:
        pid = server_pid(home)
        assert pid is not None
        assert os.getsid(pid) != os.getsid(0)


def test_the_product_logs_in_as_its_own_role(server: EmbeddedPostgres) -> None:
    with server, psycopg.connect(server.dsn("liuhen_app")) as connection:
        row = connection.execute("SELECT current_user, rolsuper FROM pg_roles WHERE rolname=user")
        assert row.fetchone() == ("liuhen_app", False)


def test_its_environment_holds_none_of_our_settings(
    server: EmbeddedPostgres, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LIUHEN_TOKEN_ISSUER", "https://example.org")
    monkeypatch.setenv("PGDATA", "/elsewhere")
    with server:
        environment = psutil.Process(server_pid(home)).environ()
        assert not [name for name in environment if name.startswith(("LIUHEN_", "PGDATA"))]


def test_its_log_does_not_hold_what_people_said(server: EmbeddedPostgres, home: Path) -> None:
    with server, psycopg.connect(server.dsn(), autocommit=True) as connection:
        connection.execute("CREATE TABLE public.t (name text PRIMARY KEY)")
        connection.execute("INSERT INTO public.t VALUES ('Wang Daming')")
        with pytest.raises(psycopg.errors.UniqueViolation):
            connection.execute("INSERT INTO public.t VALUES ('Wang Daming')")
        with pytest.raises(psycopg.errors.UniqueViolation):
            connection.execute("INSERT INTO public.t VALUES (%s)", ["Wang Daming"])
    log = (home / "postgres.log").read_text()
    assert "duplicate key" in log
    assert "Wang Daming" not in log


@pytest.mark.parametrize("name", ["d" * 120, "with space", "a,b", "留痕之家", 'quo"te'])
def test_a_home_may_have_any_path(make_home: MakeHome, place: Path, name: str) -> None:
    with EmbeddedPostgres(make_home(name)) as server:
        assert shown(server, "fsync") == "on"
        folder = socket_folder(server)
        assert folder.stat().st_mode & 0o077 == 0
    assert folder.is_relative_to(place) or not folder.exists()


def test_a_short_lived_socket_folder_of_a_killed_server_is_removed(make_home: MakeHome) -> None:
    home = make_home("d" * 120)
    with EmbeddedPostgres(home) as server:
        lost = socket_folder(server)
        kill_server(home)
        server.start()
        assert socket_folder(server).exists()
        assert not lost.exists()


def test_a_server_that_says_it_is_starting_is_waited_for(
    server: EmbeddedPostgres, home: Path, place: Path
) -> None:
    recovering, finish = _recovers_until(home, place / "finish")
    waiter = threading.Thread(target=recovering.start)
    waiter.start()
    eventually(lambda: _says_starting(home))
    assert waiter.is_alive()
    finish.touch()
    waiter.join()
    assert shown(recovering, "fsync") == "on"
    recovering.stop()


def test_whoever_lost_patience_can_come_back(
    server: EmbeddedPostgres, home: Path, place: Path
) -> None:
    recovering, finish = _recovers_until(home, place / "finish", patience_seconds=1)
    with pytest.raises(ServerDidNotStart, match="still not ready"):
        recovering.start()
    waiting = server_pid(home)
    finish.touch()
    with server:
        assert server_pid(home) == waiting


def test_a_server_that_cannot_start_says_why(home: Path) -> None:
    with pytest.raises(ServerDidNotStart, match="no_such_setting"):
        EmbeddedPostgres(home, options={"no_such_setting": "1"}).start()
    assert server_pid(home) is None


def test_data_of_another_major_version_is_refused(server: EmbeddedPostgres, home: Path) -> None:
    (home / "postgres" / "data" / "PG_VERSION").write_text("9\n")
    with pytest.raises(OtherServerVersion, match="PostgreSQL 9 "):
        server.start()


def test_a_long_log_is_set_aside(server: EmbeddedPostgres, home: Path) -> None:
    (home / "postgres.log").write_bytes(b"x" * 10_000_001)
    with server:
        assert (home / "postgres.log").stat().st_size < 100_000
        assert (home / "postgres.log.1").stat().st_size == 10_000_001


def test_before_it_is_started_it_has_no_address(server: EmbeddedPostgres) -> None:
    with pytest.raises(ServerDidNotStart):
        server.dsn()


def test_missing_programs_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("infra.database.binaries.PACKAGE", "not_installed_here")
    with pytest.raises(BinariesMissing, match="LIUHEN_DATABASE_URL"):
        embedded_binaries()


def _recovers_until(
    home: Path, finish: Path, patience_seconds: float = 600
) -> tuple[EmbeddedPostgres, Path]:
    """A server that says it is starting until the file `finish` appears: it asks an archive for
    more to recover, and the archive makes it wait."""
    signal = home / "postgres" / "data" / "recovery.signal"
    signal.touch()
    server_user(home).given(signal)
    finish.parent.chmod(0o755)
    command = f"until test -e {finish}; do sleep 0.01; done; false"
    return EmbeddedPostgres(
        home, options={"restore_command": command}, patience_seconds=patience_seconds
    ), finish


def _says_starting(home: Path) -> bool:
    folder = home / "postgres" / "socket"
    return ping(f"host={folder} port=5432 user=postgres dbname=postgres").name == "REJECT"
