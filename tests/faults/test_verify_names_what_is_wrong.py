"""`liuhen verify`: somebody with the rights of a superuser changes something, and it is named."""

import json
from dataclasses import dataclass
from pathlib import Path
from subprocess import CompletedProcess
from typing import LiteralString, cast

import psycopg
import pytest
from psycopg import sql

from projections.registry import PROJECTIONS
from tests.api import api
from tests.conftest import Database
from tests.faults.serving import run
from tests.graphql_api.scene import scene

GUARDED = ("events", "commands", "head", "checkpoints", "tiles")
"""Tables whose triggers refuse what an attacker would do."""


@dataclass
class Sealed:
    """A home with a log under a signed checkpoint, and the checkpoint as somebody kept it."""

    home: Path
    database: Database
    case: str
    position: int
    kept: Path

    def verify(self, *arguments: str) -> CompletedProcess[str]:
        """What `liuhen verify` says."""
        return run(self.home, "verify", *arguments, LIUHEN_DATABASE_URL=self.database.admin_dsn)

    def tamper(self, *statements: str, **values: object) -> None:
        """Change things as a superuser for whom no trigger speaks up."""
        schema = self.database.schema
        names = {name: sql.Identifier(schema, name) for name in GUARDED}
        names["case_register"] = sql.Identifier(f"{schema}_read", "case_register")
        with psycopg.connect(self.database.admin_dsn) as connection:
            for switch in ("DISABLE", "ENABLE"):
                for statement in statements if switch == "ENABLE" else ():
                    wanted = sql.SQL(cast("LiteralString", statement)).format(**names)
                    connection.execute(wanted, values)
                for name in GUARDED:
                    connection.execute(
                        sql.SQL("ALTER TABLE {} {} TRIGGER USER").format(
                            names[name], sql.SQL(switch)
                        )
                    )


@pytest.fixture
def sealed(database: Database, place: Path) -> Sealed:
    home = place / "home"
    with api(database, home=home) as it:
        county = scene(it)
        case = county.register()
        position = int(county.accept(case)["position"])
        it.see()
        kept = place / "kept.txt"
        kept.write_text(it.checkpoint(), encoding="utf-8")
    return Sealed(home, database, case, position, kept)


def test_a_sound_log_is_as_it_was_signed(sealed: Sealed) -> None:
    done = sealed.verify("--checkpoint", str(sealed.kept))
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.endswith("everything is as it was signed\n")
    found = json.loads(sealed.verify("--json").stdout)
    assert (found["ok"], found["log"]["level"]) == (True, "SIGNED")
    assert found["log"]["unsealed"] == 0
    assert all(one["problem"] is None for one in found["projections"])
    rows = {one["projection"]: one["rows"] for one in found["projections"]}
    assert list(rows) == [one.name for one in PROJECTIONS]
    entries, days_month_and_year = 2, 3
    assert (rows["case_register"], rows["timeline"]) == (1, entries + days_month_and_year)


def test_an_edited_event_is_named_by_its_position(sealed: Sealed) -> None:
    sealed.tamper(
        "UPDATE {events} SET data = convert_to("
        "replace(convert_from(data, 'UTF8'), '2025-04-24', '2025-05-24'), 'UTF8')"
        " WHERE position = %(at)s",
        at=sealed.position,
    )
    done = sealed.verify()
    assert done.returncode == 1
    assert done.stdout.splitlines()[0].startswith(f"WRONG at position {sealed.position}: ")
    assert done.stdout.endswith("NOT as it was signed\n")
    assert json.loads(sealed.verify("--json").stdout)["log"]["first_wrong"] == sealed.position


def test_a_tampered_read_model_is_named_and_healed_by_a_rebuild(sealed: Sealed) -> None:
    sealed.tamper(
        'UPDATE {case_register} SET people_count = 77 WHERE "case" = %(id)s', id=sealed.case
    )
    done = sealed.verify()
    assert done.returncode == 1
    [wrong] = [line for line in done.stdout.splitlines() if line.startswith("WRONG")]
    assert wrong.startswith(f"WRONG in case_register: row {sealed.case}, column people_count")
    assert "stored 77, but the log folds to 1" in wrong
    without = sealed.verify("--no-projections")
    assert without.returncode == 0
    healed = run(
        sealed.home, "rebuild", "case_register", LIUHEN_DATABASE_URL=sealed.database.admin_dsn
    )
    assert healed.returncode == 0
    assert healed.stdout == f"case_register: rebuilt up to position {sealed.position}\n"
    assert sealed.verify().returncode == 0


def test_a_cut_log_is_revealed_by_a_checkpoint_kept_elsewhere(sealed: Sealed) -> None:
    """Whoever cuts the tail off, with all that was signed over it, leaves no trace inside."""
    sealed.tamper(
        "DELETE FROM {events} WHERE position = %(last)s",
        "DELETE FROM {commands} WHERE last_position = %(last)s",
        "UPDATE {head} SET size = %(last)s - 1",
        "TRUNCATE {checkpoints}, {tiles}",
        last=sealed.position,
    )
    (sealed.home / "keys" / "ledger.last").unlink()
    done = sealed.verify("--no-projections", "--checkpoint", str(sealed.kept))
    assert done.returncode == 1
    assert str(sealed.kept) in done.stdout


def test_a_checkpoint_file_that_is_none_is_named(sealed: Sealed) -> None:
    sealed.kept.write_text("not a checkpoint\n", encoding="utf-8")
    done = sealed.verify("--checkpoint", str(sealed.kept))
    assert done.returncode == 1
    assert str(sealed.kept) in done.stdout
    assert "Traceback" not in done.stderr
