"""Starts that cannot work: one clear message, an exit code that means something, nothing begun."""

import signal
import socket
from pathlib import Path

import pytest

from tests.faults.serving import Serving, eventually, run


def test_a_port_that_is_taken_is_named_and_nothing_is_started(place: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        done = run(place / "home", "serve", "--port", port)
    assert done.returncode == 1
    assert done.stderr == (
        f"cannot listen on 127.0.0.1:{port}: Address already in use; name another with --port\n"
    )
    assert not (place / "home").exists()


def test_of_two_that_start_at_once_on_one_port_one_says_so(place: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as chosen:
        port = chosen.getsockname()[1]
    starting = [Serving(place / name, port=port) for name in "ab"]
    try:
        eventually(
            lambda: any(one.process.poll() is not None for one in starting), "one of them ends"
        )
        [winner] = [one for one in starting if one.process.poll() is None]
        [loser] = [one for one in starting if one.process.poll() is not None]
        assert loser.process.returncode == 1
        assert "Address already in use" in loser.complained
        assert winner.ready().address == f"http://127.0.0.1:{port}"
        assert winner.leave(signal.SIGINT) == 0
    finally:
        for one in starting:
            one.kill()


def test_every_wrong_setting_is_named_at_once(place: Path) -> None:
    done = run(
        place / "home",
        "serve",
        LIUHEN_PORT="many",
        LIUHEN_DATABASE_URL="postgresql://liuhen:geheim@:nowhere:/x",
        LIUHEN_SCHEMA="public",
        LIUHEN_LOG_LEVEL="LOUD",
        LIUHEN_JWKS="http://keys.example/jwks.json",
        LIUHEN_TOKEN_ISUER="https://sign-in.example/",
    )
    assert done.returncode == 4
    lines = done.stderr.splitlines()
    assert lines[0] == "These settings are not right:"
    named = {line.split(":")[0].strip() for line in lines[1:]}
    assert named >= {
        "LIUHEN_PORT",
        "LIUHEN_DATABASE_URL",
        "LIUHEN_SCHEMA",
        "LIUHEN_LOG_LEVEL",
        "LIUHEN_JWKS",
        "LIUHEN_TOKEN_ISUER",
    }
    assert "LIUHEN_TOKEN_ISSUER" in done.stderr
    assert "geheim" not in done.stderr
    assert not (place / "home").exists()


@pytest.mark.parametrize("command", ["serve", "migrate", "watch"])
def test_a_rule_file_that_is_wrong_is_named_and_nothing_is_started(
    place: Path, command: str
) -> None:
    file = place / "ours.toml"
    file.write_text(
        'version = "yunxi-2025.1"\nvalid_from = 2025-06-01\nzh = "从严"\nsource = "1号"\n'
        '[[timer]]\nid = "L01"\nbeside = "T02"\nzh = "从严"\nen = "Stricter"\n'
        'length = "30 wd"\nsource = "1号第三条"\n',
        encoding="utf-8",
    )
    done = run(place / "home", command, LIUHEN_RULES=str(file))
    assert done.returncode == 4
    assert done.stderr == "ours.toml: L01: a local term is shorter than that of T02\n"
    assert not (place / "home").exists()


def test_a_switch_that_would_lose_events_is_refused(place: Path) -> None:
    done = run(place / "home", "serve", "--port", "0", POSTGRES_ENABLE_DB_FUNCTIONS="y")
    assert done.returncode == 3
    assert "POSTGRES_ENABLE_DB_FUNCTIONS" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_key_that_others_may_read_is_refused(place: Path) -> None:
    keys = place / "home" / "keys"
    keys.mkdir(parents=True)
    (keys / "master.key").write_bytes(b"0" * 64)
    (keys / "master.key").chmod(0o644)
    done = run(place / "home", "people")
    assert done.returncode == 1
    assert done.stderr.startswith("master.key may be read by others (mode 0644)")
    assert "Traceback" not in done.stderr


def test_a_command_used_wrongly_says_how_it_is_used(place: Path) -> None:
    for wrong in (["serv"], ["demo", "--cases", "0"], ["verify", "--checkpoint", "/nowhere"], []):
        done = run(place / "home", *wrong)
        assert done.returncode == 2
        assert "Usage" in done.stderr + done.stdout
        assert "Traceback" not in done.stderr


def test_every_command_explains_itself(place: Path) -> None:
    every = run(place / "home", "--help").stdout
    for command in ("serve", "migrate", "demo", "people", "token", "rebuild", "verify", "settings"):
        assert f" {command} " in every
    assert not (place / "home").exists()
