"""The database is away: the process says so, loses nothing, and works again without a restart."""

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import httpx
import psycopg
import pytest
from pydantic import SecretStr

from infra.database.embedded import EmbeddedPostgres
from infra.settings import Settings
from tests.faults.load import load
from tests.faults.serving import Serving, eventually, run
from tests.faults.town import Town, build, token

QUESTION = {"query": "{ viewer { roles } }"}


@pytest.fixture
def own_server(place: Path) -> Iterator[EmbeddedPostgres]:
    """A PostgreSQL that belongs to the operator, not to the product; it is stopped at first."""
    server = EmbeddedPostgres(place / "elsewhere")
    with server:
        pass
    yield server
    server.stop()


def address_of(server: EmbeddedPostgres) -> str:
    """How to reach the server, also while it is stopped: it comes back in the same place."""
    with server:
        return server.dsn()


def ask(server: Serving, person: str = "person_" + "0" * 26) -> httpx.Response:
    """A question by somebody with a good token."""
    headers = {"Authorization": f"Bearer {token(server.home, person)}", "Accept-Language": "en"}
    url = f"{server.address}/graphql"
    return httpx.post(url, json=QUESTION, headers=headers, timeout=30, trust_env=False)


def test_a_database_that_is_away_at_the_start_is_waited_for(
    place: Path, own_server: EmbeddedPostgres
) -> None:
    address = address_of(own_server)
    with Serving(place / "home", LIUHEN_DATABASE_URL=address) as server:
        server.answering()
        readiness = server.get("/readyz")
        assert readiness is not None
        assert readiness.status_code == 503
        assert readiness.json()["parts"]["schema"].startswith("the database does not answer")
        assert "Retry-After" in readiness.headers
        refused = ask(server)
        assert refused.status_code == 503
        [error] = refused.json()["errors"]
        assert error["extensions"]["code"] == "UNAVAILABLE"
        assert error["extensions"]["retryable"] is True
        assert server.status("/log/checkpoint") == 503
        assert server.status("/metrics") == 200
        assert server.gauges["liuhen_ready"] == 0
        with own_server:
            server.ready()
            assert ask(server).status_code == 200
            assert server.gauges["liuhen_ready"] == 1
        eventually(lambda: server.status("/readyz") == 503, "it notices that it is away again")
        assert server.status("/healthz") == 200
        assert server.leave() == 0
    reasons = [entry["reason"] for entry in server.log if entry["event"] == "database_away"]
    assert reasons
    assert len(reasons) == len(set(reasons)), "each is said once, not once a second"


def test_a_database_that_goes_and_comes_back_under_load_loses_nothing(
    place: Path, own_server: EmbeddedPostgres
) -> None:
    home = place / "home"
    own_server.start()
    address = own_server.dsn()
    town = build(Settings(home=home, database_url=SecretStr(address)))
    with Serving(home, LIUHEN_DATABASE_URL=address) as server:
        clients = load(server.ready(), town)
        with clients.under_way(server.address, leave_when_cut_off=False):
            for _ in range(3):
                clients.grows_by(10)
                own_server.stop()
                eventually(lambda: server.status("/readyz") == 503, "it is noticed")
                assert server.status("/healthz") == 200
                own_server.start()
                server.ready()
            clients.grows_by(10)
        clients.settle(server)
        eventually(server.is_up_to_date, "read models and ledger go on")
        assert server.leave() == 0
    assert server.log, "an outage is logged, as JSON"
    assert "咨询" not in server.complained
    checked = run(home, "verify", LIUHEN_DATABASE_URL=address)
    assert checked.returncode == 0, checked.stdout + checked.stderr


def test_a_session_of_the_database_that_is_killed_under_load_loses_nothing(
    home: Path, town: Town
) -> None:
    """The database server ends all its sessions then, recovers, and goes on by itself."""
    with Serving(home) as server, EmbeddedPostgres(home) as database:
        clients = load(server.ready(), town)
        with clients.under_way(server.address, leave_when_cut_off=False):
            for session in ("liuhen", "liuhen projector", "liuhen checkpointer"):
                clients.grows_by(10)
                kill_session(database, session)
                clients.grows_by(10)
        clients.settle(server.ready())
        eventually(server.is_up_to_date, "read models and ledger go on")


def kill_session(database: EmbeddedPostgres, name: str) -> None:
    """Kill one of the product's sessions in the server with -9."""
    with psycopg.connect(database.dsn()) as connection:
        query = "SELECT pid FROM pg_stat_activity WHERE application_name = %s LIMIT 1"
        row = connection.execute(query, [name]).fetchone()
    assert row is not None
    os.kill(row[0], signal.SIGKILL)


@pytest.mark.parametrize("command", [["migrate"], ["people"], ["verify"], ["demo", "--cases", "1"]])
def test_a_command_without_a_database_says_so(place: Path, command: list[str]) -> None:
    nowhere = f"host={place} user=postgres dbname=liuhen"
    done = run(place / "home", *command, LIUHEN_DATABASE_URL=nowhere)
    assert done.returncode == 3
    assert done.stderr.startswith("the database does not answer")
    assert "Traceback" not in done.stderr
