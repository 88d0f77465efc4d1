"""`kill -9` during load, ten times: what was acknowledged is there once, and nothing else is."""

from pathlib import Path

from tests.database.products import kill_server
from tests.faults.load import load
from tests.faults.serving import Serving, eventually, run
from tests.faults.town import Town

ROUNDS = 10
AND_THE_DATABASE = 3
"""In every round of so many the database server is killed as well."""


def test_whatever_is_killed_what_was_acknowledged_is_there_once(home: Path, town: Town) -> None:
    with Serving(home) as server:
        clients = load(server.ready().address, home, town)
        before = server.gauge("liuhen_log_size") - 1
        server.leave()
    for nth in range(ROUNDS):
        with Serving(home) as server:
            with clients.under_way(server.ready().address):
                clients.grows_by(10 + nth)
                if nth % AND_THE_DATABASE == 0:
                    kill_server(home)
                server.kill()
        with Serving(home) as server:
            clients.settle(server.ready().address)
            assert server.gauge("liuhen_log_size") == before + len(clients.sent)
            eventually(
                lambda server=server: all_is_folded_and_sealed(server), "all is folded and sealed"
            )
            server.kill()
        checked = run(home, "verify")
        assert checked.returncode == 0, checked.stdout + checked.stderr


def all_is_folded_and_sealed(server: Serving) -> bool:
    """Whether the read models and the ledger have come to the end of the log."""
    size = server.gauge("liuhen_log_size")
    names = [f'liuhen_projection_position{{projection="{name}"}}' for name in ("case_register",)]
    return all(server.gauge(name) == size for name in [*names, "liuhen_ledger_sealed_size"])
