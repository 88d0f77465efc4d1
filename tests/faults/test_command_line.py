"""The command line: what it prints is what a person or a program can go on with."""

import json
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest
from pydantic import SecretStr

from domain.roles import Role
from infra.authority import SYSTEM
from infra.settings import Settings
from tests.conftest import Database
from tests.faults.serving import Serving, run
from tests.faults.town import Town, build


@dataclass
class Operator:
    """Somebody at the command line of a home whose database is the test's."""

    home: Path
    address: str
    town: Town

    def run(self, *arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
        """A command, to its end."""
        return run(self.home, *arguments, **({"LIUHEN_DATABASE_URL": self.address} | settings))

    def json(self, *arguments: str) -> Any:
        """What a command prints for machines."""
        done = self.run(*arguments, "--json")
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)


@pytest.fixture
def operator(database: Database, place: Path) -> Operator:
    home = place / "home"
    town = build(Settings(home=home, database_url=SecretStr(database.admin_dsn)))
    return Operator(home, database.admin_dsn, town)


def test_people_lists_who_holds_which_post(operator: Operator) -> None:
    found = {one["name"]: one for one in operator.json("people")}
    assert set(found) == {"郑窗口", "冯研判"}
    assert found["郑窗口"]["person"] == operator.town.clerk
    assert found["郑窗口"]["unit"] == "青石镇中心"
    assert found["郑窗口"]["roles"] == [Role.WINDOW_CLERK.zh]
    table = operator.run("people")
    assert table.returncode == 0
    assert operator.town.clerk in table.stdout


def test_settings_show_every_setting_and_no_secret(operator: Operator) -> None:
    address = "postgresql://liuhen:geheim@db.example:5432/liuhen"
    done = operator.run("settings", "--json", LIUHEN_DATABASE_URL=address, LIUHEN_PORT="8123")
    rows = {row["variable"]: row for row in json.loads(done.stdout)}
    assert len(rows) == len(Settings.model_fields)
    assert rows["LIUHEN_PORT"]["value"] == "8123"
    assert rows["LIUHEN_HOME"]["value"] == str(operator.home)
    assert all(row["description"].endswith(".") for row in rows.values())
    shown = operator.run("settings", LIUHEN_DATABASE_URL=address)
    assert "geheim" not in done.stdout + shown.stdout
    assert "db.example" in done.stdout


def test_a_token_signs_in(operator: Operator) -> None:
    clerk = {"person": operator.town.clerk, "roles": ["WINDOW_CLERK"]}
    expected = {
        "郑窗口": clerk,
        operator.town.clerk: clerk,
        "operator": {"person": SYSTEM, "roles": ["SYSTEM_ADMINISTRATOR"]},
    }
    with Serving(operator.home, LIUHEN_DATABASE_URL=operator.address) as server:
        address = f"{server.ready().address}/graphql"
        for person, viewer in expected.items():
            token = operator.run("token", "--person", person).stdout.strip()
            answer = httpx.post(
                address,
                json={"query": "{ viewer { person roles } }"},
                headers={"Authorization": f"Bearer {token}"},
                trust_env=False,
                timeout=30,
            )
            assert answer.json() == {"data": {"viewer": viewer}}


def test_a_token_is_for_staff_and_only_without_an_identity_provider(operator: Operator) -> None:
    nobody = operator.run("token", "--person", "没有此人")
    assert (nobody.returncode, nobody.stdout) == (1, "")
    assert "liuhen people" in nobody.stderr
    outside = operator.run("token", "--person", "郑窗口", LIUHEN_JWKS="https://keys.example/jwks")
    assert (outside.returncode, outside.stdout) == (4, "")
    assert "LIUHEN_JWKS" in outside.stderr


def test_migrating_twice_does_nothing_the_second_time(operator: Operator) -> None:
    again = operator.run("migrate")
    assert (again.returncode, again.stdout) == (0, "up to date; nothing to do\n")


def test_a_log_that_nobody_has_served_yet_is_verified_as_far_as_it_goes(
    operator: Operator,
) -> None:
    found = operator.json("verify")
    assert found["ok"]
    assert found["log"]["unsealed"] == found["log"]["events"] > 0
    assert {one["position"] for one in found["projections"]} == {None}
    assert "case_register: not made yet" in operator.run("verify").stdout


def test_a_read_model_nobody_knows_is_not_rebuilt(operator: Operator) -> None:
    done = operator.run("rebuild", "horoscopes")
    assert done.returncode == 1
    assert "case_register, timeline" in done.stderr


def test_the_county_is_replayed_to_a_position_and_put_away_again(operator: Operator) -> None:
    done = operator.json("replay", "--to", "3")
    assert (done["position"], done["rows"]["case_register"]) == (3, 0)
    assert done["schema"].endswith("_replay_3")
    assert "removed" in operator.run("replay", "--to", "3", "--drop").stdout
    assert "there was none" in operator.run("replay", "--to", "3", "--drop").stdout


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        ([], 2, "say what to replay"),
        (["--to", "tomorrow"], 2, "tomorrow is no position"),
        (["--to", "3", "--case", "case_x"], 2, "say what to replay"),
        (["--case", "20250325-K7M3-9QTX"], 1, "there is no case 20250325-K7M3-9QTX"),
        (["--case", "nobody"], 1, "there is no case nobody"),
    ],
)
def test_a_replay_of_nothing_is_said_so(
    operator: Operator, arguments: list[str], code: int, said: str
) -> None:
    done = operator.run("replay", *arguments)
    assert (done.returncode, done.stdout) == (code, "")
    assert said in done.stderr


def test_what_changed_between_two_points_of_an_empty_stretch_is_nothing(
    operator: Operator,
) -> None:
    found = operator.json("replay", "--diff", "2", "2")
    assert (found["from"], found["to"], found["cases"]) == (2, 2, [])
