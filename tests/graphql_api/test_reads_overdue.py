"""Overdue terms over the API: which, of whom, how late, and what should be done about them.

domain.md §5.4. The clock of the tests stands at 10:00 on 25 March 2025, a Tuesday.
"""

from typing import Any

import pytest

from domain.ids import SYSTEM
from domain.roles import Role
from tests.api import Client
from tests.graphql_api.scene import Scene

OVERDUE = """
query($unit: ID, $at: DateTime, $where: DeadlineWhere, $first: Int!, $after: Cursor,
      $order: DeadlineOrder! = DUE_AT_ASC, $seen: Position) {
  overdue(unit: $unit, at: $at, where: $where, first: $first, after: $after, orderBy: $order,
          minPosition: $seen) {
    totalCount at position pageInfo { hasNextPage endCursor }
    nodes {
      at standing bucket firstDueOn lateExtensionAt holderPerson holderRecorded caseStanding
      case { id } holderUnit { id }
      clock { timer scope state colour basis mandatory dueOn rawDueOn dueAt late { amount unit } }
      paused { fromAt untilAt }
      proposal { measure addressee ground }
    }
  }
}
"""
SUMMARY = """
query($unit: ID!, $at: DateTime, $from: Date!, $to: Date!) {
  overdueSummary(unit: $unit, at: $at, from: $from, to: $to) {
    at fromOn toOn
    figures { ...Numbers }
    units { unit { id } figures { ...Numbers } }
  }
}
fragment Numbers on OverdueFigures {
  overdue { total mandatory internal }
  overdueByBucket { bucket count { total } }
  overdueByColour { colour count { total } }
  concluded { total mandatory internal }
  longestDays casesOverdue casesInternallyOverdue lateExtensions
}
"""


class Late:
    """A case that nobody has touched since it was registered, three weeks on."""

    def __init__(self, county: Scene) -> None:
        self.county = county
        product, it = county.it.product, county.it
        self.director = county.director
        self.before = it.clock.now
        self.case = county.register()
        it.clock.move(days=21)
        it.watch.once()
        it.see()
        self.town_head = it.signed_in(
            product.officer(county.town, Role.CENTRE_DIRECTOR, name="尤主任")
        )
        self.outsiders = {
            "another town's clerk": county.stranger,
            "another town's director": it.signed_in(
                product.officer(county.next_town, Role.CENTRE_DIRECTOR, name="施主任")
            ),
            "nobody": it.signed_in(product.person("杨路人")),
        }

    def page(self, who: Client | None = None, **variables: Any) -> dict[str, Any]:
        found = (who or self.director).query(OVERDUE, **({"first": 50} | variables))["overdue"]
        return dict(found)

    def nodes(self, who: Client | None = None, **variables: Any) -> list[dict[str, Any]]:
        return list(self.page(who, **variables)["nodes"])

    def timers(self, **variables: Any) -> set[str]:
        return {one["clock"]["timer"] for one in self.nodes(**variables)}

    def summary(self, who: Client | None = None, /, **given: Any) -> dict[str, Any] | None:
        asked = {"unit": self.county.county, "from": "2025-04-01", "to": "2025-04-30"} | given
        found: dict[str, Any] | None = (who or self.director).query(SUMMARY, **asked)[
            "overdueSummary"
        ]
        return found


@pytest.fixture(scope="module")
def late(county: Scene) -> Late:
    return Late(county)


def test_a_term_nobody_kept_is_overdue_with_its_holder(late: Late) -> None:
    [decision] = [one for one in late.nodes() if one["clock"]["timer"] == "T02"]
    assert decision["case"]["id"] == late.case
    assert decision["holderUnit"]["id"] == late.county.town
    assert decision["holderPerson"] == late.county.callers["triage"].person
    assert decision["holderRecorded"] is True
    assert (decision["standing"], decision["clock"]["colour"]) == ("OVERDUE", "RED")


def test_lateness_is_counted_in_the_terms_own_unit_and_falls_into_a_bucket(late: Late) -> None:
    """T02 ends on 28 March; until 15 April there are eleven working days (4 April is none)."""
    [decision] = [one for one in late.nodes() if one["clock"]["timer"] == "T02"]
    assert decision["clock"]["dueOn"] == "2025-03-28"
    assert decision["clock"]["late"] == {"amount": 11, "unit": "WORKING_DAY"}
    assert decision["bucket"] == "UP_TO_15"
    assert "T02" in late.timers(where={"buckets": ["UP_TO_15"]})
    assert "T02" not in late.timers(where={"buckets": ["UP_TO_7", "MORE"]})


def test_ten_working_days_late_an_interview_is_proposed(late: Late) -> None:
    [decision] = [one for one in late.nodes() if one["clock"]["timer"] == "T02"]
    assert decision["proposal"] == {
        "measure": "INTERVIEW",
        "addressee": "CHIEF",
        "ground": "DAYS_LATE",
    }


def test_lateness_is_asked_about_a_moment(late: Late) -> None:
    """On 1 April two working days have passed; on 28 March the term still runs, little left."""

    def decision(at: str) -> dict[str, Any]:
        asked = {"timers": ["T02"], "standings": ["OVERDUE", "RUNNING"]}
        [found] = late.nodes(where=asked, at=f"{at}T10:00:00+08:00")
        return found

    tuesday = decision("2025-04-01")
    assert tuesday["clock"]["late"] == {"amount": 2, "unit": "WORKING_DAY"}
    assert tuesday["proposal"]["measure"] == "SUPERVISE"
    friday = decision("2025-03-28")
    assert (friday["standing"], friday["clock"]["colour"]) == ("RUNNING", "AMBER")
    assert friday["clock"]["state"] == "RUNNING"
    assert friday["proposal"]["measure"] == "REMIND"
    assert friday["bucket"] is None


def test_a_unit_answers_for_itself_and_all_beneath_it(late: Late) -> None:
    county = late.county
    whole, town, next_town = (
        late.page(unit=unit)["totalCount"]
        for unit in (county.county, county.town, county.next_town)
    )
    assert whole == town > 0
    assert next_town == 0
    assert late.page(unit="unit_00000000000000000000000000")["totalCount"] == 0


def test_a_filter_leaves_what_answers_to_all_of_it(late: Late) -> None:
    everything = late.nodes()
    for basis in ("LAW", "SEED", "DEFAULT"):
        wanted = {one["clock"]["timer"] for one in everything if one["clock"]["basis"] == basis}
        assert late.timers(where={"bases": [basis]}) == wanted
    assert late.timers(where={"mandatory": False}) | late.timers(where={"mandatory": True}) == {
        one["clock"]["timer"] for one in everything
    }
    person = late.county.callers["triage"].person
    theirs = late.nodes(where={"holderPerson": person})
    assert {one["holderPerson"] for one in theirs} == {person}
    assert late.nodes(where={"cases": [late.case]}) == everything
    assert late.nodes(where={"colours": ["BLACK"]}) == []
    assert late.nodes(where={"lateExtension": True}) == []


def test_only_default_terms_make_a_case_internally_overdue(late: Late) -> None:
    mandatory = any(one["clock"]["mandatory"] for one in late.nodes())
    standing = {one["caseStanding"] for one in late.nodes()}
    assert standing == {"OVERDUE" if mandatory else "INTERNALLY_OVERDUE"}


def test_pages_are_about_one_moment_and_follow_each_other(late: Late) -> None:
    everything = [one["clock"]["timer"] for one in late.nodes()]
    assert len(everything) > 1
    shown, after = [], None
    moments = set()
    while True:
        page = late.page(first=1, after=after)
        shown += [one["clock"]["timer"] for one in page["nodes"]]
        moments.add(page["at"])
        after = page["pageInfo"]["endCursor"]
        if not page["pageInfo"]["hasNextPage"]:
            break
    assert shown == everything
    assert len(moments) == 1
    assert [one["clock"]["timer"] for one in late.nodes(order="DUE_AT_DESC")] == everything[::-1]


def test_a_cursor_of_another_question_is_refused(late: Late) -> None:
    cursor = late.page(first=1)["pageInfo"]["endCursor"]
    for other in (
        {"unit": late.county.town},
        {"where": {"timers": ["T02"]}},
        {"order": "DUE_AT_DESC"},
        {"at": "2025-04-01T00:00:00+08:00"},
    ):
        answer = late.director.ask(OVERDUE, {"first": 1, "after": cursor} | other).json()
        assert [one["extensions"]["code"] for one in answer["errors"]] == ["BAD_USER_INPUT"]


def test_an_outsider_is_told_nothing(late: Late) -> None:
    asked: list[dict[str, Any]] = [
        {},
        {"unit": late.county.county},
        {"unit": late.county.town},
        {"where": {"cases": [late.case]}},
        {"where": {"standings": ["OVERDUE", "RUNNING", "PAUSED", "MET", "LATE", "CANCELLED"]}},
    ]
    for who, client in late.outsiders.items():
        for variables in asked:
            page = late.page(client, **variables)
            assert (page["totalCount"], page["nodes"]) == (0, []), who
        for unit in (late.county.county, late.county.town, "unit_00000000000000000000000000"):
            assert late.summary(client, unit=unit) is None, who


def test_the_three_numbers_of_a_unit(late: Late) -> None:
    found = late.summary()
    assert found is not None
    duties = late.nodes()
    figures = found["figures"]
    assert figures["overdue"]["total"] == len(duties)
    assert figures["overdue"]["mandatory"] == sum(one["clock"]["mandatory"] for one in duties)
    by_bucket = {one["bucket"]: one["count"]["total"] for one in figures["overdueByBucket"]}
    for bucket, count in by_bucket.items():
        assert count == sum(one["bucket"] == bucket for one in duties)
    assert {one["colour"]: one["count"]["total"] for one in figures["overdueByColour"]} == {
        "RED": len(duties),
        "BLACK": 0,
    }
    assert figures["casesOverdue"] + figures["casesInternallyOverdue"] == 1
    assert figures["longestDays"] == 20
    [town] = found["units"]
    assert town["unit"]["id"] == late.county.town
    assert town["figures"] == figures


def test_a_head_reads_the_figures_of_the_own_unit_only(late: Late) -> None:
    own = late.summary(late.town_head, unit=late.county.town)
    assert own is not None
    assert own["figures"]["overdue"]["total"] > 0
    assert late.summary(late.town_head, unit=late.county.county) is None


def test_a_period_that_ends_before_it_begins_is_refused(late: Late) -> None:
    variables = {"unit": late.county.town, "from": "2025-04-02", "to": "2025-04-01"}
    answer = late.director.ask(SUMMARY, variables).json()
    assert [one["extensions"]["code"] for one in answer["errors"]] == ["BAD_USER_INPUT"]


def test_what_is_done_late_is_concluded_overdue_and_no_longer_overdue(late: Late) -> None:
    before = late.summary()
    accepted = late.county.accept(late.case, "refusals { code }")
    assert accepted["refusals"] == []
    late.county.it.see()
    assert "T02" not in late.timers()
    [decision] = late.nodes(where={"timers": ["T02"], "standings": ["LATE"]})
    assert (decision["standing"], decision["bucket"]) == ("LATE", "UP_TO_15")
    assert decision["proposal"] is None
    after = late.summary()
    assert before is not None
    assert after is not None
    assert before["figures"]["concluded"]["total"] + 1 <= after["figures"]["concluded"]["total"]
    march = late.summary(**{"from": "2025-03-01", "to": "2025-03-31"})
    assert march is not None
    assert march["figures"]["concluded"] == {"total": 0, "mandatory": 0, "internal": 0}
    [then] = late.nodes(where={"timers": ["T02"]}, at="2025-04-10T10:00:00+08:00")
    assert then["standing"] == "OVERDUE", "on the tenth it was still open"


def test_the_system_itself_is_shown_no_case(late: Late) -> None:
    assert late.page(late.county.it.signed_in(SYSTEM))["totalCount"] == 0
