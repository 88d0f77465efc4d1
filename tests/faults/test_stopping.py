"""Stopping: what was acknowledged is finished, nothing is left running, the next start goes on."""

import signal
from pathlib import Path

from tests.database.products import server_pid
from tests.faults.load import Load, load
from tests.faults.serving import Serving, eventually, processes_of
from tests.faults.town import Town

SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def test_a_signal_stops_everything_and_the_next_start_goes_on(home: Path, town: Town) -> None:
    clients: Load | None = None
    for by in SIGNALS:
        with Serving(home) as server:
            clients = clients or load(server.ready(), town)
            clients.settle(server.ready())
            with clients.under_way(server.address):
                clients.grows_by(20)
                assert server.leave(by) == 0
            assert server.said.endswith("stopped\n")
            assert [entry for entry in server.log if entry["level"] == "error"] == []
            assert server_pid(home) is None
            assert processes_of(home) == []


def test_started_by_nohup_it_goes_on_after_a_hangup(home: Path, town: Town) -> None:
    with Serving(home, by_nohup=True) as server:
        clients = load(server.ready(), town)
        with clients.under_way(server.address):
            server.process.send_signal(signal.SIGHUP)
            clients.grows_by(100)
            assert server.leave() == 0


def test_an_impatient_operator_does_not_leave_the_database_running(home: Path) -> None:
    with Serving(home) as server:
        server.ready()
        server.process.send_signal(signal.SIGINT)
        eventually(lambda: _again(server), "the server ends")
        assert server.process.wait() == 0
        assert server_pid(home) is None


def _again(server: Serving) -> bool:
    """Press Ctrl-C once more; whether it has ended."""
    server.process.send_signal(signal.SIGINT)
    return server.process.poll() is not None


def test_stopped_while_it_is_still_starting_it_leaves_nothing_behind(home: Path) -> None:
    with Serving(home) as server:
        eventually((home / "postgres" / "data" / "postmaster.pid").exists, "the database starts")
        assert server.leave(signal.SIGINT) == 0
        assert server_pid(home) is None
        assert processes_of(home) == []
    with Serving(home) as server:
        server.ready()
