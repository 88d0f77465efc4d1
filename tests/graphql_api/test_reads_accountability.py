"""Accountability over the API: who is told who answered, and the figures of units."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from msgspec.structs import replace

from domain.ids import derived
from domain.organisation.state import Organisation, Post
from domain.roles import Role
from graphql_api.schema.organisation import post_then, unit_then
from tests.api import Client
from tests.composed import NOW
from tests.domain.county import REGISTER, TOWN
from tests.graphql_api.scene import Scene
from tests.stories.answering import IN_A_PERIOD, answering, of_unit, spans

DAYS = ("2020-01-01", "2035-12-31")
NOWHERE = derived("unit", NOW, "never registered")
ASKED = "query($id: ID!) { case(id: $id) { id accountability { chain { n } } } }"


@pytest.fixture(scope="module")
def accepted(county: Scene) -> str:
    """A case accepted by the town. Everything in it is recorded long after the tests' clock."""
    case = county.register(dispute="0202")
    county.accept(case)
    county.it.see()
    return case


def refused(who: Client, **given: Any) -> list[str]:
    answer = who.ask(IN_A_PERIOD, given).json()
    return [error["extensions"]["code"] for error in answer["errors"]]


def test_the_chain_tells_units_posts_and_terms(county: Scene, accepted: str) -> None:
    found = answering(county.director, accepted)
    assert [one["duty"] for one in found["chain"]] == [
        "CENTRE",
        "FIRST_RESPONSIBLE_UNIT",
        "LEAD_UNIT",
    ]
    (centre,) = spans(found, "CENTRE")
    assert centre["unit"] == {"id": county.town}
    assert (centre["actions"], centre["ended"], centre["toAt"]) == (2, None, None)
    assert int(centre["firstPosition"]) < int(centre["lastPosition"])
    (decided,) = (one for one in found["terms"] if one["timer"] == "T02")
    assert (decided["state"], decided["unit"]) == ("MET", {"id": county.town})
    assert decided["personId"] == county.callers["triage"].person


def test_the_shares_of_a_term_are_told_in_minutes_and_percent(county: Scene, accepted: str) -> None:
    (overall,) = (
        one for one in answering(county.director, accepted)["terms"] if one["timer"] == "T30"
    )
    assert overall["shares"] == []
    later = answering(county.director, accepted, "2035-01-01T00:00:00Z")
    (overall,) = (one for one in later["terms"] if one["timer"] == "T30")
    (share,) = overall["shares"]
    assert (overall["state"], share["percent"]) == ("MISSED", "100.00")
    assert share["minutes"] == share["ofMinutes"] > 0


def test_a_party_sees_the_case_and_not_who_answers(county: Scene, accepted: str) -> None:
    """A party at the counter sees an office, not a staff list."""
    party = county.it.signed_in(county.applicant)
    assert party.query(ASKED, id=accepted)["case"] == {"id": accepted, "accountability": None}


def test_whoever_does_not_see_the_case_sees_nothing_of_it(county: Scene, accepted: str) -> None:
    assert county.stranger.query(ASKED, id=accepted)["case"] is None


def test_figures_are_for_whoever_oversees_the_unit(county: Scene, accepted: str) -> None:
    found = of_unit(county.director, county.county, *DAYS)
    assert (found["unit"], found["fromOn"]) == ({"id": county.county}, DAYS[0])
    [late] = [one for one in found["totals"] if one["kind"] == "ENTERED_LATE"]
    assert late["count"] == found["breaches"]["totalCount"]
    assert {one["unit"]["id"] for one in found["units"]} == {county.town}


@pytest.mark.parametrize("unit", ["town", "nowhere", "nonsense"])
def test_absent_and_not_for_you_are_answered_alike(county: Scene, accepted: str, unit: str) -> None:
    wanted = {"town": county.town, "nowhere": NOWHERE, "nonsense": "nonsense"}[unit]
    assert of_unit(county.stranger, wanted, *DAYS) is None


def test_everybody_sees_what_counts_against_themselves(county: Scene, accepted: str) -> None:
    own = county.callers["clerk"].person
    assert of_unit(county.clerk, county.town, *DAYS) is None
    found = of_unit(county.clerk, county.town, *DAYS, person=own)
    assert {one["personId"] for one in found["breaches"]["nodes"]} == {own}
    others = county.callers["triage"].person
    assert of_unit(county.clerk, county.town, *DAYS, person=others) is None


def test_a_period_counts_both_its_days_by_legal_time(county: Scene, accepted: str) -> None:
    day = NOW.astimezone().date().isoformat()
    whole = of_unit(county.director, county.town, *DAYS)
    assert whole["breaches"]["nodes"][0]["happenedAt"].startswith(NOW.date().isoformat())
    assert of_unit(county.director, county.town, day, day)["totals"] == whole["totals"]
    assert of_unit(county.director, county.town, "2020-01-01", "2020-01-02")["totals"] == []


def test_a_period_that_ends_before_it_begins_is_refused(county: Scene) -> None:
    given = {"unit": county.town, "from": DAYS[1], "to": DAYS[0], "first": 10}
    assert refused(county.director, **given) == ["BAD_USER_INPUT"]


def test_what_counts_comes_page_by_page(county: Scene, accepted: str) -> None:
    whole = of_unit(county.director, county.town, *DAYS)["breaches"]
    pages: list[Any] = []
    after: str | None = None
    while True:
        page = of_unit(county.director, county.town, *DAYS, first=1, after=after)["breaches"]
        pages += page["nodes"]
        after = page["pageInfo"]["endCursor"]
        if not page["pageInfo"]["hasNextPage"]:
            break
    assert pages == whole["nodes"]
    assert len(pages) == whole["totalCount"] >= 2
    given = {"unit": county.town, "from": DAYS[0], "to": DAYS[1], "first": 1, "after": after}
    assert refused(county.director, **given, kinds=["REOPENED"]) == ["BAD_USER_INPUT"]


def test_only_the_kinds_and_timers_asked_for_are_counted(county: Scene, accepted: str) -> None:
    kinds = of_unit(county.director, county.town, *DAYS, kinds=["REOPENED", "INCIDENT"])
    timers = of_unit(county.director, county.town, *DAYS, timers=["T13"])
    for found in (kinds, timers):
        assert (found["totals"], found["timers"], found["units"]) == ([], [], [])
        assert found["breaches"]["nodes"] == []


def test_a_reader_of_figures_lists_only_cases_they_may_see(county: Scene, accepted: str) -> None:
    """The next town's clerk may see their own figures, and no case of this town among them."""
    own = county.callers["stranger"].person
    found = of_unit(county.stranger, county.town, *DAYS, person=own)
    assert (found["totals"], found["breaches"]["totalCount"]) == ([], 0)


def test_units_and_posts_are_shown_as_they_were_then() -> None:
    """domain.md §5.5: the duty is that of the office of the day, whatever it is called today."""
    register, post = Organisation(units=dict(REGISTER.units)), "post_x"
    register.posts[post] = Post(unit=TOWN, title="主任", roles=frozenset({Role.CENTRE_DIRECTOR}))
    renamed = NOW + timedelta(days=10)
    register.change_unit(TOWN, renamed, replace(register.units[TOWN], name="青石镇综治中心"))
    register.change_post(post, renamed, replace(register.posts[post], title="负责人"))
    names = [
        (getattr(unit_then(register, TOWN, at), "name", None), title_of(register, post, at))
        for at in (NOW, renamed)
    ]
    assert names == [("青石镇中心", "主任"), ("青石镇综治中心", "负责人")]


def title_of(register: Organisation, post: str, at: datetime) -> str | None:
    found = post_then(register, post, at)
    return None if found is None else found.title
