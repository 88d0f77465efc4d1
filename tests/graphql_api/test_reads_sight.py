"""Sight: an outsider who asks for everything by every path is answered as if nothing were there."""

from typing import Any

import pytest

from domain.roles import Role
from tests.api import Client
from tests.graphql_api.scene import RECEIVED, Scene

PATHS = {
    "case": "query($id: ID!) { it: case(id: $id) { id } }",
    "node": "query($id: ID!) { it: node(id: $id) { id } }",
    "nodes": "query($id: ID!) { it: nodes(ids: [$id]) { id } }",
    "timeline": "query($id: ID!) { it: case(id: $id) { timeline(first: 9) { nodes { name } } } }",
    "actions": "query($id: ID!) { it: case(id: $id) { availableActions { command } } }",
    "as a person": "query($id: ID!) { it: person(id: $id) { id } }",
}
NOTHING = (None, [None])


def outsiders(county: Scene) -> dict[str, Client]:
    product, it = county.it.product, county.it
    return {
        "a clerk of another town": county.stranger,
        "a person without a post": it.signed_in(product.person("杨路人")),
        "the administrator": it.signed_in(
            product.officer(county.county, Role.SYSTEM_ADMINISTRATOR, name="朱管理")
        ),
        "a statistician": it.signed_in(
            product.officer(county.county, Role.STATISTICIAN, name="秦统计")
        ),
        "the director of another town": it.signed_in(
            product.officer(county.next_town, Role.CENTRE_DIRECTOR, name="尤主任")
        ),
    }


@pytest.mark.parametrize("path", PATHS)
def test_an_outsider_finds_a_case_by_no_path(county: Scene, path: str) -> None:
    case = county.register()
    if path != "as a person":
        assert county.clerk.query(PATHS[path], id=case)["it"] not in NOTHING
    for who, client in outsiders(county).items():
        assert client.query(PATHS[path], id=case)["it"] in NOTHING, who


def test_an_outsider_finds_an_empty_register(county: Scene) -> None:
    case = county.register()
    question = "{ cases(first: 100) { totalCount nodes { id } edges { node { id } } } }"
    assert county.clerk.query(question)["cases"]["totalCount"] > 0
    for who, client in outsiders(county).items():
        found = client.query(question)["cases"]
        assert found == {"totalCount": 0, "nodes": [], "edges": []}, who
        assert case not in str(found)


@pytest.mark.parametrize(
    "wanted",
    [
        "case_00000000000000000000000000",
        "case_zzzzzzzzzzzzzzzzzzzzzzzzzz",
        "case_",
        "CASE_01jq5geb80fwtbh1an0h1dsx2y",
        "unit_00000000000000000000000000",
        "document_00000000000000000000000000",
        "organisation_00000000000000000000000000",
        "nonsense",
        "",
        "' OR 1=1 --",
        "case_" + "٠" * 26,
        "x" * 10_000,
    ],
)
@pytest.mark.parametrize("path", PATHS)
def test_what_is_absent_or_no_id_at_all_is_nothing(county: Scene, path: str, wanted: str) -> None:
    response = county.clerk.ask(PATHS[path], {"id": wanted})
    assert response.status_code == 200
    assert "errors" not in response.json()
    assert response.json()["data"]["it"] in NOTHING


def test_a_party_sees_their_own_case_and_no_words(county: Scene) -> None:
    product = county.it.product
    person = product.person("许当事")
    case = county.register(parties=[{"person": person, "side": "APPLICANT"}])
    party = county.it.signed_in(person)
    found = party.query(
        """
        query($id: ID!) {
          case(id: $id) {
            stage
            timeline(first: 5) { nodes { name ... on IntakeRegistered { summary } } }
          }
        }
        """,
        id=case,
    )["case"]
    assert found["stage"] == "REGISTERED"
    assert found["timeline"]["nodes"] == [{"name": "intake.registered", "summary": None}]


def test_a_report_is_not_seen_by_the_window_that_took_it(county: Scene) -> None:
    """domain.md §4.5: a report is protected from its first moment."""
    payload = county.clerk.mutate(
        "registerIntake",
        "case { id } events { name ... on IntakeRegistered { case summary } } refusals { code }",
        matterClass="REPORT",
        channel="LETTER",
        receivedAt=RECEIVED,
        summary="反映某单位问题",
    )
    assert payload["refusals"] == []
    assert payload["case"] is None
    assert payload["events"][0]["summary"] == "反映某单位问题"
    case = payload["events"][0]["case"]
    county.it.see()
    question = PATHS["case"]
    assert county.clerk.query(question, id=case)["it"] is None
    assert county.director.query(question, id=case)["it"] == {"id": case}


@pytest.mark.parametrize(
    ("who", "sees"), [("clerk", True), ("director", True), ("themselves", True), ("party", False)]
)
def test_a_persons_label_is_for_staff_and_for_themselves(
    county: Scene, who: str, sees: bool
) -> None:
    clients = {
        "clerk": county.clerk,
        "director": county.director,
        "themselves": county.it.signed_in(county.applicant),
        "party": county.it.signed_in(county.respondent),
    }
    question = "query($id: ID!) { person(id: $id) { label } node(id: $id) { id } }"
    found: dict[str, Any] = clients[who].query(question, id=county.applicant)
    assert found["person"] == ({"label": "张*"} if sees else None)
    assert (found["node"] is not None) is sees
