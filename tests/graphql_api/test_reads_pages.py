"""The register of cases, page by page: nothing twice, nothing missing, nothing forged."""

from typing import Any

import pytest

from tests.graphql_api.scene import Scene

CASES = """
query($first: Int!, $after: Cursor, $where: CaseWhere, $order: CaseOrder! = RECEIVED_AT_DESC) {
  cases(first: $first, after: $after, where: $where, orderBy: $order) {
    edges { cursor node { id } }
    nodes { id receivedAt stage channel }
    pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
    totalCount
    position
  }
}
"""


def page(county: Scene, first: int = 100, **variables: Any) -> dict[str, Any]:
    found: dict[str, Any] = county.triage.query(CASES, first=first, **variables)["cases"]
    return found


def walked(county: Scene, first: int, **variables: Any) -> list[str]:
    """The ids of the whole list, read in pages."""
    found: list[str] = []
    after = None
    while True:
        one = page(county, first, after=after, **variables)
        found += [node["id"] for node in one["nodes"]]
        after = one["pageInfo"]["endCursor"]
        if not one["pageInfo"]["hasNextPage"]:
            return found


@pytest.fixture(scope="module")
def seven(county: Scene) -> list[str]:
    """Seven cases received on seven days, two of them by letter; the third is accepted."""
    cases = [
        county.register(
            receivedAt=f"2025-03-{day:02}T09:00:00+08:00",
            channel="LETTER" if day in {11, 12} else "WALK_IN",
        )
        for day in range(10, 17)
    ]
    county.accept(cases[2])
    county.it.see()
    return cases


@pytest.mark.parametrize("first", [1, 2, 3, 7, 100])
def test_the_pages_together_are_the_list(county: Scene, seven: list[str], first: int) -> None:
    assert walked(county, first) == seven[::-1]


@pytest.mark.parametrize(
    ("order", "back"), [("RECEIVED_AT_DESC", True), ("RECEIVED_AT_ASC", False)]
)
def test_pages_follow_the_order_that_was_asked_for(
    county: Scene, seven: list[str], order: str, back: bool
) -> None:
    assert walked(county, 3, order=order) == (seven[::-1] if back else seven)


def test_the_last_thing_that_happened_comes_first_if_asked(county: Scene, seven: list[str]) -> None:
    assert walked(county, 2, order="LAST_EVENT_AT_DESC")[0] == seven[2]


def test_a_page_says_how_it_stands_in_the_list(county: Scene, seven: list[str]) -> None:
    first = page(county, 3)
    assert first["totalCount"] == 7
    assert first["pageInfo"]["hasNextPage"] is True
    assert first["pageInfo"]["hasPreviousPage"] is False
    assert [edge["node"]["id"] for edge in first["edges"]] == [n["id"] for n in first["nodes"]]
    assert first["pageInfo"]["startCursor"] == first["edges"][0]["cursor"]
    assert first["pageInfo"]["endCursor"] == first["edges"][-1]["cursor"]
    assert int(first["position"]) > 0
    second = page(county, 4, after=first["pageInfo"]["endCursor"])
    assert second["pageInfo"]["hasNextPage"] is False
    assert second["pageInfo"]["hasPreviousPage"] is True


def test_a_filter_leaves_what_answers_to_all_of_it(county: Scene, seven: list[str]) -> None:
    by_letter = walked(county, 1, where={"channels": ["LETTER"]})
    assert by_letter == [seven[2], seven[1]]
    accepted = walked(county, 1, where={"channels": ["LETTER"], "stages": ["ACCEPTED"]})
    assert accepted == [seven[2]]
    assert walked(county, 5, where={"stages": ["CLOSED"]}) == []


def test_a_filter_by_time_begins_with_the_first_moment_and_ends_before_the_last(
    county: Scene, seven: list[str]
) -> None:
    where = {
        "receivedFrom": "2025-03-12T09:00:00+08:00",
        "receivedBefore": "2025-03-14T09:00:00+08:00",
    }
    assert walked(county, 5, where=where, order="RECEIVED_AT_ASC") == seven[2:4]


def test_new_cases_do_not_disturb_the_pages_that_follow(county: Scene, seven: list[str]) -> None:
    first = page(county, 3, order="RECEIVED_AT_ASC", where={"area": "990101100"})
    county.register(receivedAt="2025-03-01T09:00:00+08:00")
    second = page(
        county,
        3,
        order="RECEIVED_AT_ASC",
        where={"area": "990101100"},
        after=first["pageInfo"]["endCursor"],
    )
    seen = [node["id"] for node in first["nodes"] + second["nodes"]]
    assert seen == seven[:6]


def codes(county: Scene, **variables: Any) -> list[str]:
    answer = county.triage.ask(CASES, {"first": 2} | variables).json()
    assert answer.get("data") is None
    return [error["extensions"]["code"] for error in answer["errors"]]


def test_a_cursor_of_another_order_is_refused(county: Scene, seven: list[str]) -> None:
    cursor = page(county, 2)["pageInfo"]["endCursor"]
    assert codes(county, after=cursor, order="RECEIVED_AT_ASC") == ["BAD_USER_INPUT"]


def test_a_cursor_of_another_filter_is_refused(county: Scene, seven: list[str]) -> None:
    cursor = page(county, 2)["pageInfo"]["endCursor"]
    assert codes(county, after=cursor, where={"stages": ["ACCEPTED"]}) == ["BAD_USER_INPUT"]


def test_a_cursor_of_another_list_is_refused(county: Scene, seven: list[str]) -> None:
    units = county.triage.query("{ organisation { units(first: 1) { pageInfo { endCursor } } } }")
    cursor = units["organisation"]["units"]["pageInfo"]["endCursor"]
    assert codes(county, after=cursor) == ["BAD_USER_INPUT"]


def test_a_cursor_that_was_tampered_with_is_refused(county: Scene, seven: list[str]) -> None:
    cursor = page(county, 2)["pageInfo"]["endCursor"]
    forged = ("A" if cursor[0] != "A" else "B") + cursor[1:]
    assert codes(county, after=forged) == ["BAD_USER_INPUT"]
    assert codes(county, after="x") == ["BAD_USER_INPUT"]


@pytest.mark.parametrize("first", [0, -1, 101])
def test_a_page_of_no_sensible_size_is_refused(county: Scene, first: int) -> None:
    for document in (
        f"{{ cases(first: {first}) {{ totalCount }} }}",
        f"{{ organisation {{ units(first: {first}) {{ totalCount }} }} }}",
    ):
        answer = county.clerk.ask(document).json()
        assert [e["extensions"]["code"] for e in answer["errors"]] == ["BAD_USER_INPUT"]


def test_a_filter_with_an_endless_text_is_refused(county: Scene) -> None:
    assert codes(county, where={"code": "2" * 301}) == ["BAD_USER_INPUT"]


@pytest.mark.parametrize(
    "where",
    [{"unit": "nonsense"}, {"area": "%"}, {"dispute": "_"}, {"code": "' OR 1=1 --"}],
    ids=str,
)
def test_a_filter_that_makes_no_sense_finds_nothing(county: Scene, where: dict[str, Any]) -> None:
    answer = county.triage.ask(CASES, {"first": 5, "where": where}).json()
    if "errors" in answer:
        assert [e["extensions"]["code"] for e in answer["errors"]] == ["BAD_USER_INPUT"]
    else:
        assert answer["data"]["cases"]["totalCount"] == 0
