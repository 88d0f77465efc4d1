"""Workload over the API: figures by unit and person, fairness, who has room, and for whom.

Two orders in March 2025, which has 21 working days: Lin has done a simple case, Su still has a
complex one. So the office: 1 × 1.0 × 1 + 4 × 1.0 × 0.5 = 3 points of 21 + 21 + 10.5.
"""

from dataclasses import dataclass
from typing import Any

import pytest

from domain.organisation.state import Level
from domain.roles import Role
from graphql_api.ports import Caller
from tests.api import Client
from tests.graphql_api.scene import Scene

WORKLOAD = """
query($unit: ID, $from: Date!, $to: Date!, $by: WorkloadBy! = UNIT, $first: Int! = 100,
      $after: Cursor, $order: WorkloadOrder! = LOAD_DESC) {
  workload(unit: $unit, from: $from, to: $to, by: $by, first: $first, after: $after,
           orderBy: $order) {
    nodes { unit { id } person new done open sessions minutes hours visits consultations
            whistlesAnswered contacts investigations load capacity utilisation backlogDays }
    fairness { peers gini maxToMedian }
    pageInfo { hasNextPage endCursor }
    totalCount
    position
  }
}
"""
HINTS = """
query($case: ID!, $unit: ID!) {
  case(id: $case) { assignmentHints(unit: $unit) { person proposed tie load utilisation } }
}
"""
MARCH = {"from": "2025-03-01", "to": "2025-03-31"}


@dataclass
class Office:
    """An office of the town with a head and two handlers, and the cases they have."""

    scene: Scene
    unit: str
    head: Caller
    lin: Caller
    su: Caller
    simple: str
    complex: str

    def ask(self, who: Client, **variables: Any) -> dict[str, Any]:
        found: dict[str, Any] = who.query(WORKLOAD, **(MARCH | variables))["workload"]
        return found

    def client(self, who: Caller) -> Client:
        return self.scene.it.signed_in(who)


@pytest.fixture(scope="module")
def office(county: Scene) -> Office:
    """Two cases given to the office: one done by Lin, one still with Su."""
    product = county.it.product
    area = "990101100000"
    unit = product.unit("自然资源所", level=Level.TOWN, area=area, parent=county.town)
    found = Office(
        county,
        unit,
        head=product.officer(unit, Role.UNIT_HEAD, name="许所长"),
        lin=product.officer(unit, Role.HANDLER, name="林小溪"),
        su=product.officer(unit, Role.HANDLER, name="苏青禾"),
        simple="",
        complex="",
    )
    found.simple, order = given(found, found.lin, "SIMPLE")
    found.client(found.head).do(
        "completeOrder",
        case=found.simple,
        order=order,
        resultCode="SOLVED",
        result="已办结。",
        reply={
            "receiver": county.applicant,
            "method": "IN_PERSON",
            "servedAt": "2025-03-25T09:50:00+08:00",
        },
    )
    found.complex, _ = given(found, found.su, "COMPLEX")
    county.it.see()
    return found


def given(office: Office, handler: Caller, difficulty: str) -> tuple[str, str]:
    """A case of this difficulty, given to the office and there to a handler; case and order."""
    scene = office.scene
    case = scene.register()
    scene.accept(case, difficulty=difficulty)
    made = scene.triage.do(
        "issueOrder",
        "events { ... on WorkOrderIssued { order } }",
        case=case,
        mode="ASSIGNED",
        leadUnit=office.unit,
        requirements="十五日内核实并反馈。",
    )
    order = str(made["events"][0]["order"])
    head = office.client(office.head)
    head.do("signOrder", case=case, order=order)
    head.do("assignHandler", case=case, order=order, handler=handler.person)
    return case, order


def figures(node: dict[str, Any]) -> dict[str, Any]:
    """What a node says beside nothing at all."""
    return {key: value for key, value in node.items() if value not in (0, "0.00", None)}


def test_a_units_figures_by_hand(office: Office) -> None:
    found = office.ask(office.client(office.head), unit=office.unit)
    assert [figures(node) for node in found["nodes"]] == [
        {
            "unit": {"id": office.unit},
            "new": 2,
            "done": 1,
            "open": 1,
            "load": "3.00",
            "capacity": "52.50",
            "utilisation": "5.71",
            "backlogDays": "20.00",
        }
    ]
    assert found["fairness"] == {"peers": 1, "gini": "0.00", "maxToMedian": "1.00"}


def test_peoples_figures_by_hand(office: Office) -> None:
    """Loads 0, 1, 2: differences 1 + 2 + 1 = 4 of 3 × 3; the median is 1."""
    found = office.ask(office.client(office.head), unit=office.unit, by="PERSON")
    shown = [(one["person"], one["load"], one["capacity"], one["done"]) for one in found["nodes"]]
    assert shown == [
        (office.su.person, "2.00", "21.00", 0),
        (office.lin.person, "1.00", "21.00", 1),
        (office.head.person, "0.00", "10.50", 0),
    ]
    assert found["fairness"] == {"peers": 3, "gini": "0.44", "maxToMedian": "2.00"}
    assert found["totalCount"] == 3


def test_a_period_before_anything_happened_has_no_work_and_nothing_to_compare(
    office: Office,
) -> None:
    february = {"from": "2025-02-01", "to": "2025-02-28"}
    found = office.ask(office.client(office.head), unit=office.unit, **february)
    (node,) = found["nodes"]
    assert (node["new"], node["load"], node["backlogDays"]) == (0, "0.00", "—")
    assert found["fairness"] == {"peers": 1, "gini": "—", "maxToMedian": "—"}


def test_what_is_beneath_a_unit_is_in_its_answer(office: Office) -> None:
    found = office.ask(office.scene.director, unit=office.scene.county)
    assert office.unit in [node["unit"]["id"] for node in found["nodes"]]
    own = office.ask(office.scene.director)
    assert own["nodes"] == found["nodes"], "one's own unit is asked for if none is named"


@pytest.mark.parametrize("order", ["LOAD_DESC", "UTILISATION_ASC", "BACKLOG_DESC", "OPEN_DESC"])
def test_the_pages_together_are_the_list(office: Office, order: str) -> None:
    head = office.client(office.head)
    asked: dict[str, Any] = {"unit": office.unit, "by": "PERSON", "order": order}
    whole = office.ask(head, **asked)
    pages: list[dict[str, Any]] = []
    for _ in range(3):
        after = pages[-1]["pageInfo"]["endCursor"] if pages else None
        pages.append(office.ask(head, first=1, after=after, **asked))
    assert [node for page in pages for node in page["nodes"]] == whole["nodes"]
    assert [page["pageInfo"]["hasNextPage"] for page in pages] == [True, True, False]
    assert all(page["fairness"] == whole["fairness"] for page in pages)


def test_who_has_most_room_comes_first_if_asked(office: Office) -> None:
    found = office.ask(
        office.client(office.head), unit=office.unit, by="PERSON", order="UTILISATION_ASC"
    )
    people = [node["person"] for node in found["nodes"]]
    assert people == [office.head.person, office.lin.person, office.su.person]


def test_somebody_without_oversight_sees_their_own_figures_alone(office: Office) -> None:
    lin = office.client(office.lin)
    found = office.ask(lin, unit=office.unit, by="PERSON")
    assert [node["person"] for node in found["nodes"]] == [office.lin.person]
    assert found["nodes"][0]["load"] == "1.00"
    assert found["fairness"] is None
    assert office.ask(lin, unit=office.unit)["nodes"] == []


def test_a_statistician_sees_figures_of_their_area(office: Office) -> None:
    county = office.scene
    product = county.it.product
    near = county.it.signed_in(product.officer(county.county, Role.STATISTICIAN, name="秦统计"))
    far = county.it.signed_in(product.officer(county.next_town, Role.STATISTICIAN, name="何统计"))
    assert office.ask(near, unit=office.unit)["totalCount"] == 1
    assert office.ask(far, unit=office.unit)["totalCount"] == 0


@pytest.mark.parametrize("by", ["UNIT", "PERSON"])
def test_an_outsider_sees_nothing_and_cannot_tell_it_from_an_absent_unit(
    office: Office, by: str
) -> None:
    county = office.scene
    nobody = county.it.signed_in(county.it.product.person("杨路人"))
    for who in (county.stranger, nobody):
        found = office.ask(who, unit=office.unit, by=by)
        assert found["nodes"] == []
        assert found == office.ask(who, unit="unit_00000000000000000000000000", by=by)
        hidden = who.query(HINTS, case=office.complex, unit=office.unit)
        assert hidden == {"case": None}


@pytest.mark.parametrize(
    "wrong", [{"to": "2025-02-01"}, {"first": 0}, {"first": 101}, {"after": "x"}], ids=str
)
def test_a_question_that_makes_no_sense_is_refused(office: Office, wrong: dict[str, Any]) -> None:
    answer = office.scene.director.ask(WORKLOAD, MARCH | wrong).json()
    assert [error["extensions"]["code"] for error in answer["errors"]] == ["BAD_USER_INPUT"]


def test_a_cursor_of_another_period_is_refused(office: Office) -> None:
    head = office.client(office.head)
    page = office.ask(head, unit=office.unit, by="PERSON", first=1)
    cursor = page["pageInfo"]["endCursor"]
    other = {"unit": office.unit, "by": "PERSON", "after": cursor, "to": "2025-03-30"}
    answer = head.ask(WORKLOAD, MARCH | other).json()
    assert [error["extensions"]["code"] for error in answer["errors"]] == ["BAD_USER_INPUT"]


def test_the_least_loaded_is_proposed_first_and_whoever_is_tied_is_left_out(
    office: Office,
) -> None:
    """The last twenty working days, up to the day of asking; Su discloses an interest."""
    head = office.client(office.head)
    asked = {"case": office.complex, "unit": office.unit}
    before = head.query(HINTS, **asked)["case"]["assignmentHints"]
    assert [one["person"] for one in before] == [
        office.head.person,
        office.lin.person,
        office.su.person,
    ]
    assert [one["utilisation"] for one in before] == ["0.00", "5.00", "10.00"]
    assert all(one["proposed"] for one in before)
    office.client(office.su).do("discloseConflict", case=office.complex, relation="KIN")
    office.scene.it.see()
    after = head.query(HINTS, **asked)["case"]["assignmentHints"]
    assert [(one["person"], one["tie"]) for one in after] == [
        (office.head.person, None),
        (office.lin.person, None),
        (office.su.person, "DISCLOSED_INTEREST"),
    ]


def test_who_does_not_oversee_the_unit_is_given_no_hints(office: Office) -> None:
    lin = office.client(office.lin)
    found = lin.query(HINTS, case=office.complex, unit=office.unit)["case"]
    assert found == {"assignmentHints": []}
