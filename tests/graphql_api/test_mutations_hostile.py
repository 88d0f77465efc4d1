"""Hostile input to mutations: refused as data or as a bad input, never a fault of ours."""

import json
import tempfile
import threading
from dataclasses import replace
from datetime import date
from enum import Enum
from pathlib import Path
from typing import Any

import httpx
import psycopg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from psycopg import sql

from domain.registry import COMMANDS
from graphql_api.schema.descriptions import mutation_name
from graphql_api.schema.inputs import must_expect
from tests.api import api
from tests.conftest import Database
from tests.graphql_api.scene import RECEIVED, Scene, scene
from tests.graphql_api.shapes import mappings
from tests.proxy import Proxy

CONSULT: dict[str, Any] = {"matterClass": "CONSULT", "channel": "CALL", "receivedAt": RECEIVED}
REGISTER = """
mutation($input: RegisterIntakeInput!) {
  registerIntake(input: $input) { position refusals { code details } }
}
"""


def codes(response: httpx.Response) -> list[str]:
    return [error["extensions"]["code"] for error in response.json().get("errors", [])]


@pytest.mark.parametrize(
    "summary",
    ["甲\x01乙", "a\x1b[31mred", "甲\u2028乙", "x" * 4001, "", "\x7f"],
    ids=["control", "escape", "line separator", "too long", "empty", "delete"],
)
def test_texts_out_of_bounds_are_refused(county: Scene, summary: str) -> None:
    payload = county.clerk.mutate("registerIntake", **CONSULT, summary=summary)
    assert [refusal["code"] for refusal in payload["refusals"]] == ["InputInvalid"]


def test_a_nul_is_a_bad_input(county: Scene) -> None:
    given = CONSULT | {"idempotencyKey": "nul", "summary": "甲\x00乙"}
    response = county.clerk.ask(REGISTER, {"input": given})
    assert response.status_code == 400
    assert codes(response) == ["BAD_USER_INPUT"]


def test_half_a_character_is_a_bad_request(county: Scene) -> None:
    given = CONSULT | {"idempotencyKey": "half", "summary": "\ud800"}
    body = json.dumps({"query": REGISTER, "variables": {"input": given}}).encode()
    response = county.clerk.http.post(
        "/graphql", content=body, headers={"Content-Type": "application/json"}
    )
    assert response.status_code == 400
    assert codes(response) == ["BAD_REQUEST"]


@pytest.mark.parametrize(
    "change",
    [
        {"receivedAt": "2025-03-25T09:00:00"},
        {"receivedAt": "2025-02-30T09:00:00Z"},
        {"receivedAt": 7},
        {"matterClass": "dispute"},
        {"matterClass": None},
        {"summary": ["x"]},
        {"summary": 7},
        {"peopleCount": 1.5},
        {"peopleCount": "3"},
        {"peopleCount": 2**31},
        {"claim": 12.5},
        {"parties": [{"person": "x"}]},
        {"parties": [{"person": "x", "side": "APPLICANT", "name": "张三"}]},
        {"applicant": "张三"},
        {"_type": "x"},
    ],
    ids=str,
)
def test_what_is_of_a_wrong_type_or_unknown_is_a_bad_input(
    county: Scene, change: dict[str, Any]
) -> None:
    given = CONSULT | {"idempotencyKey": "wrong", "summary": "咨询"} | change
    response = county.clerk.ask(REGISTER, {"input": given})
    assert response.status_code == 400
    assert codes(response) == ["BAD_USER_INPUT"]
    assert "data" not in response.json()


def json_of(value: Any) -> Any:
    """A made-up input as a client would write it: enums by name, moments as text."""
    match value:
        case dict():
            return {_camel(name): json_of(inner) for name, inner in value.items()}
        case list() | tuple():
            return [json_of(inner) for inner in value]
        case Enum():
            return value.name
        case date():
            return value.isoformat()
    return value


def _camel(name: str) -> str:
    head, *rest = name.split("_")
    return head + "".join(word.title() for word in rest)


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
def test_no_input_at_all_is_ever_a_fault_of_ours(county: Scene, data: st.DataObject) -> None:
    command = data.draw(st.sampled_from(sorted(COMMANDS)))
    aggregate, decision = COMMANDS[command]
    given = json_of(data.draw(mappings(decision.command)))
    given["idempotencyKey"] = data.draw(st.text(min_size=1, max_size=5))
    if must_expect(aggregate, decision):
        given["expectedVersion"] = data.draw(st.none() | st.integers(-5, 2**31 - 1))
    who = data.draw(st.sampled_from([county.clerk, county.triage, county.director]))
    name = mutation_name(command)
    document = f"mutation($i: {command}Input!) {{ {name}(input: $i) {{ refusals {{ code }} }} }}"
    response = who.ask(document, {"i": given})
    assert response.status_code in {200, 400, 413}
    assert not set(codes(response)) & {"INTERNAL_SERVER_ERROR", "UNAVAILABLE"}


def test_a_command_that_waits_for_the_database_keeps_nobody_waiting(database: Database) -> None:
    """Commands block in worker threads, never on the event loop."""
    with api(database) as it:
        place = scene(it)
        answers: list[Any] = []
        with psycopg.connect(database.admin_dsn) as blocker:
            head = sql.Identifier(database.schema, "head")
            blocker.execute(sql.SQL("SELECT * FROM {} FOR UPDATE").format(head))
            waiting = threading.Thread(
                target=lambda: answers.append(
                    place.clerk.mutate("registerIntake", **CONSULT, summary="咨询")
                )
            )
            waiting.start()
            for _ in range(3):
                assert place.triage.query("{ viewer { client } }") == {"viewer": {"client": "test"}}
            assert not answers
            blocker.rollback()
        waiting.join(30)
        assert answers[0]["refusals"] == []


def test_a_database_that_is_away_is_said_to_be_away(database: Database) -> None:
    with tempfile.TemporaryDirectory() as folder:
        proxy = Proxy(database.admin_dsn, Path(folder))
        with api(replace(database, admin_dsn=proxy.dsn)) as it:
            place = scene(it)
            proxy.close()
            response = place.clerk.ask(
                REGISTER, {"input": CONSULT | {"idempotencyKey": "away", "summary": "咨询"}}
            )
            assert response.status_code == 503
            assert codes(response) == ["UNAVAILABLE"]
            assert "Retry-After" in response.headers
            assert "data" not in response.json()
