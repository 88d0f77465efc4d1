"""Screening over the API: entered by who owes it, shown to who oversees them, S1 among it."""

import itertools
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest

from domain.ids import encode
from domain.organisation.posts import EstablishPost
from domain.organisation.state import Level
from domain.roles import Role
from tests.api import Client
from tests.graphql_api.scene import Scene

LONG_AGO = datetime(2025, 1, 1, 2, tzinfo=UTC)

TASK = """
  unit { id } rhythm timer firstOn lastOn standing gridsDue performedOn lateEntry lateReason kind
  gridsCovered households people found disputes nilReturn linked withdrawn screening
"""
ASK = f"""
query ($unit: ID!, $from: Date!, $to: Date!, $known: DateTime, $first: Int!, $after: Cursor,
  $standings: [ScreeningStanding!]) {{
  it: screenings(unit: $unit, from: $from, to: $to, knownAt: $known) {{
    unit {{ id }} fromOn toOn due performed onTime missed gridsDue gridsCovered
    tasks(first: $first, after: $after, standings: $standings) {{
      totalCount nodes {{ {TASK} }} pageInfo {{ hasNextPage endCursor }}
    }}
  }}
}}
"""
MARCH = {"from": "2025-03-03", "to": "2025-03-31"}
PERFORM = {
    "firstOn": "2025-03-24",
    "kind": "GENERAL",
    "households": 120,
    "people": 260,
    "found": [{"dispute": "0902", "number": 1}],
}
BASICS = f"refusals {{ code title }} screening {{ {TASK} }} events {{ __typename }}"


_VILLAGES = itertools.count(201)


class Village:
    """The village of the scenarios with its committee, two grids, an office and a bureau."""

    def __init__(self, county: Scene) -> None:
        self.county = county
        it, area = county.it.product, f"990101100{next(_VILLAGES)}"
        self.village = it.unit(
            "柳湾村人民调解委员会",
            level=Level.VILLAGE,
            area=area,
            parent=county.town,
        )
        self.office = it.unit(
            "青石镇司法所", level=Level.TOWN, area="990101100000", parent=county.town
        )
        self.grids = [
            it.unit(f"第{n}网格", level=Level.GRID, area=f"{area}-{n}", parent=self.village)
            for n in (1, 2)
        ]
        for unit, role in (
            (self.village, Role.COMMITTEE_HEAD),
            (self.office, Role.JUSTICE_BUREAU),
        ):
            post = EstablishPost(unit=unit, title="原岗位", roles=(role,))
            it.do(post, occurred_at=LONG_AGO)
        self.head = self._signed_in(self.village, Role.COMMITTEE_HEAD, "赵主任")
        self.elder = self._signed_in(self.village, Role.VILLAGE_HEAD, "孙村长")
        self.justice = self._signed_in(self.office, Role.JUSTICE_BUREAU, "钱所长")

    def _signed_in(self, unit: str, role: Role, name: str) -> Client:
        return self.county.it.signed_in(self.county.it.product.officer(unit, role, name=name))

    def perform(self, who: Client | None = None, **given: Any) -> dict[str, Any]:
        wanted = PERFORM | {"unit": self.village, "grids": self.grids[:1]} | given
        return (who or self.head).mutate("performScreening", BASICS, **wanted)

    def asked(self, who: Client | None = None, unit: str | None = None, **more: Any) -> Any:
        wanted = MARCH | {"unit": unit or self.village, "first": 50} | more
        return (who or self.head).query(ASK, **wanted)["it"]


@pytest.fixture
def it(county: Scene) -> Village:
    """A village of its own in the county of the module."""
    return Village(county)


@pytest.fixture(scope="module")
def screened(county: Scene) -> Village:
    """A village that screened in the week of 24 March, on the Tuesday, and found one dispute."""
    village = Village(county)
    payload = village.perform()
    assert payload["refusals"] == []
    assert payload["events"] == [{"__typename": "ScreeningPerformed"}]
    county.it.see()
    return village


def test_what_is_entered_is_answered_and_listed(screened: Village) -> None:
    found = screened.asked()
    (task,) = [one for one in found["tasks"]["nodes"] if one["performedOn"]]
    assert (task["firstOn"], task["lastOn"]) == ("2025-03-24", "2025-03-30")
    assert (task["standing"], task["performedOn"], task["timer"]) == (
        "ON_TIME",
        "2025-03-25",
        "T70",
    )
    assert (task["gridsDue"], task["gridsCovered"], task["households"]) == (2, 1, 120)
    assert (task["found"], task["disputes"], task["nilReturn"]) == (1, ["0902"], False)
    assert (task["unit"], task["rhythm"], task["kind"]) == (
        {"id": screened.village},
        "WEEKLY",
        "GENERAL",
    )


def test_s1_the_week_of_the_find_is_satisfied(screened: Village) -> None:
    """T70 of 24-30 March; seen from the Monday after."""
    found = screened.asked(known="2030-03-31T00:00:00+08:00")
    assert (found["due"], found["performed"], found["onTime"]) == (4, 1, 1)
    assert (found["missed"], found["gridsDue"], found["gridsCovered"]) == (3, 8, 1)
    standings = {one["firstOn"]: one["standing"] for one in found["tasks"]["nodes"]}
    assert standings == {
        "2025-03-03": "MISSED",
        "2025-03-10": "MISSED",
        "2025-03-17": "MISSED",
        "2025-03-24": "ON_TIME",
    }


def test_a_window_that_runs_is_not_missed_yet(it: Village) -> None:
    nodes = it.asked(first=1)["tasks"]["nodes"]
    assert [(one["firstOn"], one["standing"]) for one in nodes] == [("2025-03-24", "NOT_OVER")]
    only = it.asked(standings=["NOT_OVER"])["tasks"]
    assert (only["totalCount"], len(only["nodes"])) == (1, 1)
    assert it.asked(standings=["ON_TIME", "LATE"])["tasks"]["nodes"] == []


def test_before_it_was_known_it_was_missed(screened: Village) -> None:
    """The database's clock is years after the scene's: as of its Monday nothing was recorded."""
    found = screened.asked(known="2025-03-31T00:00:00+08:00")
    assert (found["due"], found["performed"], found["missed"]) == (4, 0, 4)


def test_late_screenings_say_why_and_stay_late(it: Village) -> None:
    week = {"firstOn": "2025-03-10", "found": [], "nilReturn": True}
    refused = it.perform(**week)
    assert [one["code"] for one in refused["refusals"]] == ["LateScreeningUnexplained"]
    assert refused["screening"] is None
    done = it.perform(**week, lateReason="大雪封路")
    assert done["screening"]["standing"] == "LATE"
    assert done["screening"]["lateReason"] == "大雪封路"
    assert it.asked()["performed"] == 1
    assert it.asked()["onTime"] == 0


def test_pages_go_on_where_they_ended(it: Village) -> None:
    first = it.asked(first=3)["tasks"]
    assert first["totalCount"] == 4
    assert first["pageInfo"]["hasNextPage"]
    rest = it.asked(first=3, after=first["pageInfo"]["endCursor"])["tasks"]
    assert not rest["pageInfo"]["hasNextPage"]
    days = [one["firstOn"] for one in (*first["nodes"], *rest["nodes"])]
    assert days == ["2025-03-24", "2025-03-17", "2025-03-10", "2025-03-03"]


def test_above_all_units_beneath_are_shown(it: Village) -> None:
    found = it.asked(it.county.director, it.county.town)
    units = {one["unit"]["id"] for one in found["tasks"]["nodes"]}
    assert {it.village, it.office} <= units
    halves = [one for one in found["tasks"]["nodes"] if one["unit"]["id"] == it.office]
    assert [one["lastOn"] for one in halves] == ["2025-03-31", "2025-03-15"]


def test_what_is_absent_and_what_is_not_for_the_reader_are_alike(it: Village) -> None:
    absent = "unit_0000000000000000000000000z"
    assert it.asked(it.county.director, absent) is None
    assert it.asked(it.county.stranger) is None
    assert it.asked(it.county.clerk) is None
    assert it.asked(it.head, it.county.town) is None


@pytest.mark.parametrize("wrong", [{"to": "2025-02-01"}, {"to": "2026-03-04"}, {"first": 101}])
def test_a_question_without_bounds_is_told_so(it: Village, wrong: dict[str, Any]) -> None:
    asked = MARCH | {"unit": it.village, "first": 5} | wrong
    answer = it.head.ask(ASK, asked).json()
    assert [one["extensions"]["code"] for one in answer["errors"]] == ["BAD_USER_INPUT"]


def test_others_are_refused(it: Village) -> None:
    for who, code in ((it.county.clerk, "RoleMayNot"), (it.justice, "UnitNotYours")):
        payload = it.perform(who)
        assert [one["code"] for one in payload["refusals"]] == [code]
        assert payload["events"] == []
    assert it.perform()["refusals"] == []
    assert [one["code"] for one in it.perform()["refusals"]] == ["ScreeningEntered"]


def test_a_find_is_linked_to_its_case(it: Village) -> None:
    task = it.perform()["screening"]["screening"]
    case = it.county.register(it.elder, channel="SCREENING")
    payload = it.elder.mutate("linkDiscoveredDispute", BASICS, screening=task, case=case)
    assert payload["refusals"] == []
    assert payload["screening"]["linked"] == 1
    nowhere = encode("case", UUID(int=7))
    payload = it.head.mutate("linkDiscoveredDispute", BASICS, screening=task, case=nowhere)
    assert [one["code"] for one in payload["refusals"]] == ["NotFound"]


def test_a_wrong_entry_is_withdrawn_and_entered_anew(it: Village) -> None:
    task = it.perform()["screening"]["screening"]
    withdraw = {"screening": task, "reason": "户数填写有误。"}
    payload = it.head.mutate("withdrawScreening", BASICS, **withdraw)
    assert [one["code"] for one in payload["refusals"]] == ["RoleMayNot"]
    payload = it.justice.mutate("withdrawScreening", BASICS, **withdraw)
    assert payload["refusals"] == []
    assert payload["screening"]["withdrawn"]
    assert payload["screening"]["standing"] == "NOT_OVER"
    anew = it.perform(households=12)["screening"]
    assert (anew["withdrawn"], anew["households"], anew["standing"]) == (False, 12, "ON_TIME")


INDICATORS = """
query ($unit: ID!, $from: Date!, $to: Date!, $known: DateTime) {
  it: indicators(unit: $unit, from: $from, to: $to, knownAt: $known) {
    complete figures { name numerator denominator rate target met beside }
  }
}
"""


def test_the_indicators_say_how_complete_it_is(screened: Village) -> None:
    asked = MARCH | {"unit": screened.village}
    found = screened.head.query(INDICATORS, **asked)["it"]
    figures = {one["name"]: one for one in found["figures"]}
    completion = figures["screening_completion"]
    assert (completion["numerator"], completion["denominator"]) == ("1", "4")
    assert (completion["rate"], completion["target"], completion["met"]) == (
        "25.00%",
        "≥ 100.00%",
        False,
    )
    assert completion["beside"] == ["screening_on_time", "screening_coverage"]
    assert figures["screening_on_time"]["rate"] == "25.00%"
    assert figures["screening_coverage"]["rate"] == "12.50%"
    assert found["complete"]
    early = screened.head.query(INDICATORS, **asked, known="2025-03-25T00:00:00Z")["it"]
    rates = {one["name"]: one["rate"] for one in early["figures"]}
    assert rates["screening_completion"] == "0.00%"


def test_missed_windows_count_against_a_unit(screened: Village) -> None:
    question = """
    query ($unit: ID!, $timers: [String!]) {
      accountability(unit: $unit, from: "2025-03-03", to: "2025-03-31", timers: $timers) {
        missedScreenings
      }
    }
    """
    found = screened.head.query(question, unit=screened.village)["accountability"]
    assert found["missedScreenings"] == 3, "the week of the find is not over, and no miss"
    found = screened.head.query(question, unit=screened.village, timers=["T02"])["accountability"]
    assert found["missedScreenings"] is None
