"""`kill -9` during load, ten times: what was acknowledged is there once, and nothing else is."""

from pathlib import Path

from infra.settings import Settings
from infra.verification.everything import Verification, verify_everything
from infra.wiring import core
from tests.database.products import kill_server
from tests.faults.load import load
from tests.faults.serving import Serving, eventually, run
from tests.faults.town import Town

ROUNDS = 10
AND_THE_DATABASE = 3
"""In every round of so many the database server is killed as well."""


def test_whatever_is_killed_what_was_acknowledged_is_there_once(home: Path, town: Town) -> None:
    with Serving(home) as server:
        clients = load(server.ready(), town)
        server.kill()
    for nth in range(ROUNDS):
        with Serving(home) as server:
            clients.settle(server.ready())
            found = verified(home)
            assert found.ok, found.lines()
            with clients.under_way(server.address):
                clients.grows_by(8 + nth)
                if nth % AND_THE_DATABASE == 0:
                    kill_server(home)
                server.kill()
    with Serving(home) as server:
        clients.settle(server.ready())
        eventually(server.is_up_to_date, "all is folded and sealed")
        assert server.leave() == 0
    checked = run(home, "verify")
    assert checked.returncode == 0, checked.stdout + checked.stderr
    assert f"{clients.before + len(clients.sent)} sealed" in checked.stdout


def verified(home: Path) -> Verification:
    """What `liuhen verify` finds while the product goes on serving."""
    with core(Settings(home=home)) as parts:
        return verify_everything(
            parts, kept=[], key=None, projections=True, progress=lambda done, total: None
        )
