"""Mediations and agreements as the API tells them, and to whom."""

from typing import Any

import pytest

from domain.roles import Role
from tests.api import Client
from tests.graphql_api.scene import Scene

NO_UNIT = "unit_00000000000000000000000000"
OF_CASE = """
query($id: ID!) {
  case(id: $id) {
    mediations {
      mediation stage sessions minutes mediators organisation { id } standstills { fromAt }
    }
    agreements { agreement }
  }
}
"""
LIST = """
query($where: MediationWhere, $after: Cursor) {
  mediations(first: 1, where: $where, after: $after) {
    totalCount position pageInfo { hasNextPage endCursor } nodes { mediation case stage }
  }
  agreements(first: 5) { totalCount nodes { agreement overdue } }
}
"""


@pytest.fixture(scope="module")
def mediated(county: Scene) -> tuple[str, str]:
    """A case in mediation with a session held, and the person who mediates."""
    product, it = county.it.product, county.it
    people = product.officer(county.town, Role.MEDIATOR, name="褚调解")
    mediator = it.signed_in(people)
    head = it.signed_in(product.officer(county.town, Role.COMMITTEE_HEAD, name="褚主任"))
    case = county.register()
    assert not county.accept(case, "refusals { code }")["refusals"]
    for party in (county.applicant, county.respondent):
        mediator.do("recordConsent", case=case, party=party, agrees=True, form="ORAL")
    select = "events { ... on MediationOpened { mediation } }"
    opened = head.do("openMediation", select, case=case, kind="PEOPLES")
    mediation = opened["events"][0]["mediation"]
    head.do("appointMediators", case=case, mediation=mediation, mediators=[people.person])
    mediator.do(
        "holdSession",
        case=case,
        mediation=mediation,
        mode="ROOM",
        place="调解室",
        mediators=[people.person],
        attended=[county.applicant, county.respondent],
        durationMinutes=90,
        minutes="双方陈述意见。",
    )
    it.see()
    return case, people.person


def listed(client: Client, **where: Any) -> Any:
    return client.query(LIST, where=where)["mediations"]


def test_a_case_shows_its_procedures(county: Scene, mediated: tuple[str, str]) -> None:
    case, person = mediated
    found = county.director.query(OF_CASE, id=case)["case"]
    (one,) = found["mediations"]
    assert (one["stage"], one["sessions"], one["minutes"]) == ("OPEN", 1, 90)
    assert (one["mediators"], one["organisation"]) == ([person], {"id": county.town})
    assert found["agreements"] == []


def test_a_list_of_a_unit_holds_what_lies_beneath_it(
    county: Scene, mediated: tuple[str, str]
) -> None:
    case, person = mediated
    for units in ([county.town], [county.county], [county.next_town, county.town]):
        page = listed(county.director, units=units, mediator=person, stages=["OPEN"])
        assert [node["case"] for node in page["nodes"]] == [case]
    for where in ({"units": [county.next_town]}, {"stages": ["AGREED"]}, {"units": [NO_UNIT]}):
        assert listed(county.director, **where)["totalCount"] == 0


def test_an_outsider_finds_no_procedure_by_any_path(
    county: Scene, mediated: tuple[str, str]
) -> None:
    case, _ = mediated
    for client in (county.stranger, county.it.signed_in(county.it.product.person("杨路人"))):
        assert client.query(OF_CASE, id=case)["case"] is None
        page = listed(client)
        assert (page["totalCount"], page["nodes"]) == (0, [])


def test_no_page_tells_what_was_said(county: Scene, mediated: tuple[str, str]) -> None:
    case, _ = mediated
    found = county.director.query(OF_CASE, id=case)
    assert "陈述" not in str(found)


def test_a_filter_that_cannot_be_is_refused(county: Scene, mediated: tuple[str, str]) -> None:
    asked = {"where": {"mediator": "x" * 500}}
    assert "errors" in county.director.ask(LIST, asked).json()
