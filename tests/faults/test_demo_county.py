"""The demo county: the same plan gives the same county, however often it was interrupted."""

import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import psycopg
import pytest
from psycopg import sql
from pydantic import SecretStr

from infra.database.embedded import EmbeddedPostgres
from infra.settings import Settings
from infra.wiring import core
from tests.conftest import Database
from tests.conftest import _fresh as fresh
from tests.database.products import ROOT
from tests.faults.serving import COMMAND, environment, eventually, run

PLAN = ("demo", "--cases", "5", "--seed", "3", "--until", "2025-06-30")


@pytest.fixture
def another_database(embedded_server: EmbeddedPostgres) -> Iterator[Database]:
    with fresh(embedded_server) as database:
        yield database


def told(home: Path, database: Database) -> list[Any]:
    """Every event with its words opened, but for when this database recorded it."""
    settings = Settings(home=home, database_url=SecretStr(database.admin_dsn))
    with core(settings) as parts:
        application = parts.application
        mapper = application.mapper
        return [
            msgspec.structs.replace(
                mapper.opened(mapper.recorded(position, at, stream, version, name, data)),
                recorded_at=None,
            )
            for position, stream, version, name, at, data in application.recorder.log(1, 10_000)
        ]


def log_size(database: Database) -> int:
    head = sql.Identifier(database.schema, "head")
    with psycopg.connect(database.admin_dsn) as connection:
        row = connection.execute(sql.SQL("SELECT size FROM {}").format(head)).fetchone()
    assert row is not None
    return int(row[0])


def test_an_interrupted_load_taken_up_again_gives_the_same_county(
    place: Path, database: Database, another_database: Database
) -> None:
    at_once = run(place / "one", *PLAN, LIUHEN_DATABASE_URL=database.admin_dsn)
    assert at_once.returncode == 0, at_once.stderr
    assert at_once.stdout.startswith("5 matters, ")

    settings = {"LIUHEN_DATABASE_URL": another_database.admin_dsn}
    with subprocess.Popen(
        [*COMMAND, *PLAN], cwd=ROOT, env=environment(place / "two", settings)
    ) as cut_off:
        eventually(lambda: log_size(another_database) >= 50, "the county begins")
        cut_off.kill()
    assert log_size(another_database) < log_size(database)
    assert run(place / "two", *PLAN, **settings).returncode == 0
    assert run(place / "two", "verify", **settings).returncode == 0

    first, second = told(place / "one", database), told(place / "two", another_database)
    assert len(first) > 100
    assert first == second
    assert len({fact.command for fact in first}) == len({fact.command for fact in second})


def test_a_demo_is_loaded_into_an_empty_log_only(place: Path, database: Database) -> None:
    settings = {"LIUHEN_DATABASE_URL": database.admin_dsn}
    home = place / "home"
    assert run(home, "demo", "--cases", "1", "--until", "2025-06-30", **settings).returncode == 0
    size = log_size(database)
    again = run(home, "demo", "--cases", "1", "--until", "2025-06-30", **settings)
    assert again.returncode == 0, "the same plan again finds everything done"
    for plan in (["--seed", "2"], ["--cases", "2"]):
        other = run(home, "demo", "--cases", "1", "--until", "2025-06-30", *plan, **settings)
        assert other.returncode == 1
        assert other.stderr == "the log is not empty; the demo county is for an empty database\n"
    elsewhere = run(place / "elsewhere", "demo", "--cases", "1", **settings)
    assert elsewhere.returncode == 1
    assert log_size(database) == size
    assert run(home, "verify", **settings).returncode == 0
