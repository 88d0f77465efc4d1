"""Reads: one case, its history, and what may be done with it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

from domain.kernel import name_of
from domain.registry import COMMANDS, EVENTS
from tests.api import Api, Client, api
from tests.conftest import Database
from tests.graphql_api.scene import SUMMARY, Scene, scene

TIMELINE = """
query($id: ID!, $first: Int!, $after: Cursor) {
  case(id: $id) {
    timeline(first: $first, after: $after) {
      nodes { __typename name version position ... on IntakeRegistered { summary } }
      totalCount
      pageInfo { hasNextPage hasPreviousPage endCursor }
    }
  }
}
"""


def history(who: Client, case: str, first: int = 50, after: str | None = None) -> dict[str, Any]:
    found: dict[str, Any] = who.query(TIMELINE, id=case, first=first, after=after)["case"]
    return dict(found["timeline"])


def test_a_case_shows_where_it_stands_and_who_has_it(county: Scene) -> None:
    case = county.register(dispute="0202", peopleCount=4)
    county.accept(case)
    county.it.see()
    found = county.triage.query(
        """
        query($id: ID!) {
          case(id: $id) {
            id stage matterClass channel dispute disputeLabel peopleCount applicants respondents
            centre { id name parent { name } } firstResponsibleUnit { name } units { name }
            receivedAt version lastEvent protected
          }
        }
        """,
        id=case,
    )["case"]
    assert found["id"] == case
    assert found["stage"] == "ACCEPTED"
    assert found["centre"] == {
        "id": county.town,
        "name": "青石镇中心",
        "parent": {"name": "云溪县中心"},
    }
    assert found["units"] == [{"name": "青石镇中心"}]
    assert (found["applicants"], found["respondents"], found["peopleCount"]) == (1, 1, 4)
    assert found["receivedAt"] == "2025-03-25T01:00:00.000000Z"
    assert (found["version"], found["lastEvent"]) == (2, "case.accepted")


def test_a_dispute_type_is_named_in_the_language_of_the_request(county: Scene) -> None:
    case = county.register(dispute="0202")
    question = "query($id: ID!) { case(id: $id) { disputeLabel } }"
    chinese = county.it.signed_in(county.callers["clerk"], language="zh-CN")
    zh = chinese.query(question, id=case)["case"]["disputeLabel"]
    en = county.clerk.query(question, id=case)["case"]["disputeLabel"]
    assert zh != en
    assert en.isascii()


def test_the_history_of_a_case_comes_page_by_page(county: Scene) -> None:
    case = county.register()
    for nth in range(4):
        county.triage.do("screenCase", case=case, findings=f"第{nth}次审核")
    whole = history(county.clerk, case)
    pages, after = [], None
    while True:
        page = history(county.clerk, case, 2, after)
        pages += page["nodes"]
        after = page["pageInfo"]["endCursor"]
        if not page["pageInfo"]["hasNextPage"]:
            break
    assert pages == whole["nodes"]
    assert [node["version"] for node in pages] == [1, 2, 3, 4, 5]
    assert whole["totalCount"] == 5
    assert history(county.clerk, case, 2, after)["nodes"] == []


def test_a_history_is_not_read_with_the_cursor_of_another_one(county: Scene) -> None:
    one, other = county.register(), county.register()
    cursor = history(county.clerk, one)["pageInfo"]["endCursor"]
    answer = county.clerk.ask(TIMELINE, {"id": other, "first": 5, "after": cursor}).json()
    assert [error["extensions"]["code"] for error in answer["errors"]] == ["BAD_USER_INPUT"]


def test_those_who_work_on_a_case_read_its_words(county: Scene) -> None:
    case = county.register()
    [event] = history(county.clerk, case)["nodes"]
    assert event["summary"] == SUMMARY


def test_those_who_only_see_a_case_do_not_read_its_words(county: Scene) -> None:
    """domain.md §4.4; 个人信息保护法 art 6: the director of the county sees all, reads none."""
    case = county.register()
    [event] = history(county.director, case)["nodes"]
    assert event["__typename"] == "IntakeRegistered"
    assert event["summary"] is None


def test_words_whose_key_was_destroyed_read_as_deleted(database: Database, tmp_path: Path) -> None:
    with api(database, home=tmp_path) as it:
        place = scene(it)
        case = place.register()
    with psycopg.connect(database.admin_dsn, autocommit=True) as admin:
        keys = sql.Identifier(f"{database.schema}_vault", "keys")
        admin.execute(sql.SQL("DELETE FROM {} WHERE subject = %s").format(keys), (case,))
    with api(database, home=tmp_path) as it:
        [event] = history(it.signed_in(place.callers["clerk"]), case)["nodes"]
        assert event["summary"] == "(已删除)"


def test_what_is_called_available_is_what_the_decision_says(county: Scene) -> None:
    case = county.register()
    question = """
    query($id: ID!) {
      case(id: $id) { availableActions { command mutation label allowed refusals { code title } } }
    }
    """
    actions = {
        one["command"]: one
        for one in county.triage.query(question, id=case)["case"]["availableActions"]
    }
    kind = next(aggregate for aggregate, _ in COMMANDS.values() if aggregate.kind == "case")
    assert set(actions) == {
        command.__name__ for command, decision in kind.decisions.items() if not decision.opens
    }
    assert actions["AcceptCase"] == {
        "command": "AcceptCase",
        "mutation": "acceptCase",
        "label": "受理",
        "allowed": True,
        "refusals": [],
    }
    assert not actions["OverturnRefusal"]["allowed"]
    assert {one["code"] for one in actions["OverturnRefusal"]["refusals"]} == {
        "RoleMayNot",
        "StageDoesNotFit",
    }


def test_a_read_may_ask_to_see_what_was_just_written(county: Scene) -> None:
    case = county.register()
    payload = county.triage.do("screenCase", case=case, findings="材料齐全")
    found = county.clerk.query(
        "query($id: ID!, $at: Position) { case(id: $id, minPosition: $at) { version } }",
        id=case,
        at=payload["position"],
    )
    assert found["case"]["version"] == 2


@contextmanager
def standing_still(database: Database) -> Iterator[None]:
    """The read models cannot move, for somebody else holds their positions."""
    with psycopg.connect(database.admin_dsn) as holder:
        positions = sql.Identifier(f"{database.schema}_read", "projections")
        holder.execute(sql.SQL("LOCK TABLE {} IN SHARE ROW EXCLUSIVE MODE").format(positions))
        yield
        holder.rollback()


def test_a_read_model_that_has_not_come_so_far_says_so(it: Api, database: Database) -> None:
    """What was recorded is answered all the same; only what is read afterwards is missing."""
    place = scene(it)
    case = place.register()
    with standing_still(database):
        answer = place.triage.ask(
            """
            mutation($case: ID!) {
              screenCase(input: {
                idempotencyKey: "x", expectedVersion: 1, case: $case, findings: "材料齐全"
              }) { position refusals { code } events { name } case { version } }
            }
            """,
            {"case": case},
        ).json()
        before = place.triage.query("query($id: ID!) { case(id: $id) { version } }", id=case)
    found = answer["data"]["screenCase"]
    assert found["events"] == [{"name": "triage.screened"}]
    assert found["case"] is None
    [error] = answer["errors"]
    assert error["path"] == ["screenCase", "case"]
    assert error["extensions"]["code"] == "NOT_YET"
    assert error["extensions"]["retryable"] is True
    assert before["case"]["version"] == 1


def test_several_things_come_in_the_order_they_were_asked_for(county: Scene) -> None:
    case = county.register()
    found = county.clerk.query(
        """
        query($ids: [ID!]!) {
          nodes(ids: $ids) { __typename id ... on Unit { name } ... on Person { label } }
        }
        """,
        ids=[county.applicant, "nonsense", case, county.town, case],
    )["nodes"]
    assert [one and one["__typename"] for one in found] == ["Person", None, "Case", "Unit", "Case"]
    assert found[0]["label"] == "张*"


def test_more_than_a_hundred_things_at_once_are_refused(county: Scene) -> None:
    response = county.clerk.ask(
        "query($ids: [ID!]!) { nodes(ids: $ids) { id } }", {"ids": ["x"] * 101}
    )
    assert response.status_code == 400


def test_every_stored_event_has_a_type_in_the_api(county: Scene) -> None:
    names = county.clerk.query('{ __type(name: "Event") { possibleTypes { name } } }')
    shown = {one["name"] for one in names["__type"]["possibleTypes"]}
    assert {EVENTS[name_of(event)].__name__ for event in EVENTS.values()} == shown
