"""A deadline passes: a case is accepted, nobody acts, and the record says who should have.

Told over HTTP: the clock of the tests moves on, the watch looks, the timeline shows the miss.
"""

from dataclasses import dataclass
from typing import Any

import pytest

from domain.ids import SYSTEM
from domain.roles import Role
from tests.api import Api, Client
from tests.stories.county import County, acceptance, phone_call, registered

CLOCKS = """
query($id: ID!) { case(id: $id) { clocks {
  timer zh en basis source mandatory state colour holder startedAt dueOn rawDueOn dueAt
  ruleVersion pausedFor endedAt late { amount unit } recorded explanation
} } }
"""
TIMELINE = """
query($id: ID!) { case(id: $id) { timeline(first: 50) { nodes {
  name actor { person }
  ... on DeadlineMissed { timer scope started dueAt basis holder holderUnit holderPerson }
} } } }
"""


@dataclass
class Story:
    """The case before and after the term ended."""

    centre: str
    clerk: Client
    triage_person: str
    outsider: Client
    case: str
    before: dict[str, Any]
    after: dict[str, Any]
    misses: list[dict[str, Any]]


def by_timer(who: Client, case: str) -> dict[str, Any]:
    return {one["timer"]: one for one in who.query(CLOCKS, id=case)["case"]["clocks"]}


@pytest.fixture(scope="module")
def story(land: County, it: Api) -> Story:
    centre = land.unit("青石镇中心", "TOWN", "990101101000")
    clerk = land.officer(centre, Role.WINDOW_CLERK, "郑窗口").client
    triage = land.officer(centre, Role.TRIAGE_OFFICER, "冯研判")
    applicant = registered(clerk, "张远山")
    respondent = registered(clerk, "李望舒")
    case = clerk.do("registerIntake", "case { id }", **phone_call(applicant, respondent))["case"]
    triage.client.do("acceptCase", **acceptance(case["id"], centre))
    it.see()
    before = by_timer(clerk, case["id"])
    it.clock.move(days=20)
    it.watch.once()
    it.watch.once()
    it.see()
    nodes = clerk.query(TIMELINE, id=case["id"])["case"]["timeline"]["nodes"]
    outsider = land.officer(
        land.unit("白石镇中心", "TOWN", "990101201000"), Role.TRIAGE_OFFICER, "蒋研判"
    )
    return Story(
        centre=centre,
        clerk=clerk,
        triage_person=triage.person,
        outsider=outsider.client,
        case=case["id"],
        before=before,
        after=by_timer(clerk, case["id"]),
        misses=[one for one in nodes if one["name"] == "deadline.missed"],
    )


def test_a_running_clock_says_until_when(story: Story) -> None:
    assignment = story.before["T07"]
    assert (assignment["state"], assignment["recorded"]) == ("RUNNING", False)
    assert assignment["zh"] == "分流交办"
    assert assignment["late"] is None
    assert assignment["explanation"][0].startswith("T07 分流交办:计时中")


def test_what_was_done_in_time_was_met(story: Story) -> None:
    assert (story.before["T02"]["state"], story.before["T02"]["colour"]) == ("MET", "GREEN")


def test_the_miss_is_on_the_timeline_once_with_its_holder(story: Story) -> None:
    [miss] = [one for one in story.misses if one["timer"] == "T07"]
    assert miss["actor"] == {"person": SYSTEM}
    assert (miss["holder"], miss["holderUnit"]) == ("TRIAGE", story.centre)
    assert miss["holderPerson"] == story.triage_person
    assert miss["dueAt"] == story.after["T07"]["dueAt"]


def test_the_clock_shows_how_late_it_is(story: Story) -> None:
    late = story.after["T07"]
    assert (late["state"], late["colour"], late["recorded"]) == ("MISSED", "RED", True)
    assert late["late"]["amount"] > 0
    assert any("超期已登记" in line for line in late["explanation"])


def test_every_miss_is_shown_as_recorded(story: Story) -> None:
    shown = {timer for timer, one in story.after.items() if one["recorded"]}
    assert shown == {one["timer"] for one in story.misses}


def test_the_clocks_of_a_case_are_not_for_outsiders(story: Story) -> None:
    assert story.outsider.query(CLOCKS, id=story.case)["case"] is None


def test_somebody_with_a_post_cannot_record_a_miss(story: Story) -> None:
    payload = story.clerk.mutate(
        "recordMissedDeadline", case=story.case, timer="T30", scope="", started=1
    )
    assert [one["code"] for one in payload["refusals"]] == ["RoleMayNot"]
