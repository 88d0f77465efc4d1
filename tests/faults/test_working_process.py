"""The working process: it lives and ends with its server, and is started again when it dies."""

import signal
import subprocess
from pathlib import Path

import psutil

from domain.person import Identity, RegisterPerson
from graphql_api.ports import Request
from infra.authority import operator
from infra.ledger.checkpoint_store import CheckpointStore
from infra.read.waiting import PostgresPositions
from infra.settings import Settings
from infra.wiring import Core, core
from tests.database.products import ROOT, server_pid
from tests.faults.load import load
from tests.faults.serving import (
    COMMAND,
    PATIENCE,
    Serving,
    ended,
    environment,
    eventually,
    processes_of,
)
from tests.faults.town import Town


def test_a_working_process_that_is_killed_is_started_again(home: Path, town: Town) -> None:
    with Serving(home) as server:
        clients = load(server.ready(), town)
        with clients.under_way(server.address, leave_when_cut_off=False):
            for _ in range(3):
                clients.grows_by(10)
                worker = server.worker
                assert worker is not None
                worker.kill()
                eventually(lambda old=worker: began_again(server, old), "another one works")  # type: ignore[misc]
                clients.grows_by(10)
        clients.settle(server.ready())
        eventually(server.is_up_to_date, "all is folded and sealed")
        assert [entry["event"] for entry in server.log].count("work_ended") == 3
        assert server.leave() == 0


def began_again(server: Serving, old: psutil.Process) -> bool:
    """Whether another working process than the old one is there."""
    worker = server.worker
    return worker is not None and worker.pid != old.pid


def test_no_working_process_outlives_its_server(home: Path, town: Town) -> None:
    for kill in (True, False):
        with Serving(home) as server:
            server.ready()
            worker = server.worker
            assert worker is not None
            if kill:
                server.kill()
                eventually(lambda left=worker: ended(left), "it ends when its server does")  # type: ignore[misc]
            else:
                assert server.leave(signal.SIGINT) == 0
                assert ended(worker)
    assert processes_of(home) == []


def test_the_work_can_be_done_without_a_server(home: Path, town: Town) -> None:
    """`liuhen work`, two of them: they share the work, and either may be killed."""
    with core(Settings(home=home)) as parts:
        first, second = working(home), working(home)
        try:
            reach(parts, recorded(parts, "王小明"))
            first.kill()
            first.communicate()
            reach(parts, recorded(parts, "李小红"))
        finally:
            second.send_signal(signal.SIGTERM)
            said, complained = second.communicate()
        assert second.returncode == 0, complained
        assert said == "at work  (Ctrl-C stops it)\nstopped\n"
    assert server_pid(home) is None


def working(home: Path) -> "subprocess.Popen[str]":
    """`liuhen work` in a process of its own."""
    return subprocess.Popen(
        [*COMMAND, "work"],
        cwd=ROOT,
        env=environment(home, {}),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def recorded(parts: Core, name: str) -> int:
    """The position at which somebody was registered."""
    register = RegisterPerson(identity=Identity(name=name))
    request = Request(command=register, caller=operator(), key=name)
    return parts.application.handle(request).position


def reach(parts: Core, position: int) -> None:
    """Wait until the read models and the ledger have come to a position."""
    schema = parts.settings.schema_name
    assert PostgresPositions(parts.pool, schema, parts.projections).wait_for(position, PATIENCE)

    def sealed() -> bool:
        with parts.pool.connection() as connection:
            newest = CheckpointStore(schema).newest(connection)
        return newest is not None and newest.size >= position

    eventually(sealed, "the log is sealed")
