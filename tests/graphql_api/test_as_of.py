"""A case as it was known: at a position or a moment, whatever was recorded since."""

from typing import Any

import pytest

from tests.graphql_api.scene import Scene

THEN = """
query($asOf: AsOf!, $id: ID!) { at(asOf: $asOf) { position case(id: $id) {
  stage acceptedAt lastPosition
  timeline(first: 50) { totalCount nodes { name position } }
  clocks { timer endedAt }
  accountability { chain { duty } }
  mediations { kind } agreements { form }
  availableActions { allowed }
} } }
"""
NOW = """query($id: ID!) { case(id: $id) {
  timeline(first: 50) { nodes { name position recordedAt } }
} }"""


@pytest.fixture(scope="module")
def accepted(county: Scene) -> str:
    case = county.register(dispute="0202")
    county.accept(case)
    county.it.see()
    return case


@pytest.fixture(scope="module")
def history(county: Scene, accepted: str) -> list[dict[str, Any]]:
    found = county.director.query(NOW, id=accepted)["case"]["timeline"]["nodes"]
    assert [found[0]["name"], found[-1]["name"]] == ["intake.registered", "case.accepted"]
    return list(found)


def then(county: Scene, case: str, **cut: Any) -> Any:
    return county.director.query(THEN, asOf=cut, id=case)["at"]["case"]


def ended(known: Any) -> dict[str, str | None]:
    """When each term had ended; the tests' clock stands still, so none is compared with it."""
    return {one["timer"]: one["endedAt"] for one in known["clocks"]}


def test_before_it_was_accepted_it_was_registered(
    county: Scene, accepted: str, history: list[dict[str, Any]]
) -> None:
    known = then(county, accepted, position=history[0]["position"])
    assert (known["stage"], known["acceptedAt"]) == ("REGISTERED", None)
    assert known["lastPosition"] == history[0]["position"]
    assert [one["name"] for one in known["timeline"]["nodes"]] == ["intake.registered"]
    assert known["timeline"]["totalCount"] == 1
    assert ended(known)["T02"] is None
    assert [one["duty"] for one in known["accountability"]["chain"]] == ["CENTRE"]
    assert known["mediations"] == known["agreements"] == []


def test_at_its_last_event_it_was_what_it_is(
    county: Scene, accepted: str, history: list[dict[str, Any]]
) -> None:
    known = then(county, accepted, position=history[-1]["position"])
    assert known["stage"] == "ACCEPTED"
    assert len(known["timeline"]["nodes"]) == len(history)
    assert ended(known)["T02"] == known["acceptedAt"]
    assert known == then(county, accepted, moment=history[-1]["recordedAt"])


def test_nothing_may_be_done_in_the_past(
    county: Scene, accepted: str, history: list[dict[str, Any]]
) -> None:
    assert then(county, accepted, position=history[0]["position"])["availableActions"] == []


def test_before_its_first_event_there_was_no_case(
    county: Scene, accepted: str, history: list[dict[str, Any]]
) -> None:
    assert then(county, accepted, position=str(int(history[0]["position"]) - 1)) is None
    assert then(county, accepted, moment="2001-01-01T00:00:00Z") is None
    assert then(county, accepted, position="0") is None


def test_whoever_does_not_see_the_case_sees_none_of_its_past(
    county: Scene, accepted: str, history: list[dict[str, Any]]
) -> None:
    last = history[-1]["position"]
    answer = county.stranger.query(THEN, asOf={"position": last}, id=accepted)
    assert answer["at"]["case"] is None
    unknown = county.director.query(THEN, asOf={"position": last}, id="nonsense")
    assert unknown["at"]["case"] is None


@pytest.mark.parametrize(
    "cut", [{}, {"position": "1", "moment": "2025-01-01T00:00:00Z"}, {"position": "-1"}]
)
def test_a_cut_off_is_one_position_or_one_moment(
    county: Scene, accepted: str, cut: dict[str, str]
) -> None:
    answer = county.director.ask(THEN, {"asOf": cut, "id": accepted}).json()
    assert answer["errors"][0]["extensions"]["code"] == "BAD_USER_INPUT"
