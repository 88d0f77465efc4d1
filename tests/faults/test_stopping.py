"""Stopping: what was acknowledged is finished, nothing is left running, the next start goes on."""

import signal
from pathlib import Path

import pytest

from tests.database.products import server_pid
from tests.faults.load import load
from tests.faults.serving import Serving, eventually, processes_of
from tests.faults.town import Town


@pytest.mark.parametrize("by", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_stops_everything_and_the_next_start_goes_on(
    home: Path, town: Town, by: signal.Signals
) -> None:
    with Serving(home) as server:
        clients = load(server.ready().address, home, town)
        before = server.log_size - len(clients.sent)
        with clients.under_way(server.address):
            clients.grows_by(20)
            assert server.leave(by) == 0
        assert server.said.endswith("stopped\n")
        assert "Traceback" not in server.complained
        assert server_pid(home) is None
        assert processes_of(home) == []
    with Serving(home) as server:
        clients.settle(server.ready().address)
        assert server.log_size == before + len(clients.sent)
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
