"""Early warning as the API tells it: to whom, and how much of it."""

from typing import Any

import pytest

from domain.roles import Role
from tests.api import Client
from tests.graphql_api.scene import Scene

WARNINGS = """
query($unit: ID!, $on: Date, $known: DateTime, $living: [UnitPopulation!]) {
  earlyWarnings(unit: $unit, on: $on, knownAt: $known, populations: $living) {
    on knownAt
    alerts {
      unit { id } dispute disputeLabel colour ground count people firstOn past rate peersRate
    }
    clusters { ground about cases complainants units { id } }
    notJudged { id }
  }
}
"""


def asked(who: Client, unit: str, **more: Any) -> Any:
    return who.query(WARNINGS, unit=unit, **more)["earlyWarnings"]


@pytest.fixture(scope="module")
def surging(county: Scene) -> Scene:
    """Six disputes of one type in a town on one day, all about the same respondent."""
    for _ in range(6):
        county.register(dispute="0902")
    return county


def test_a_surge_is_told_where_it_happens_and_above(surging: Scene) -> None:
    county = surging
    living = [{"unit": county.town, "people": 10_000}, {"unit": county.next_town, "people": 10_000}]
    found = asked(county.director, county.county, living=living)
    told = {(one["unit"]["id"], one["dispute"]): one for one in found["alerts"]}
    one = told[county.town, "0902"]
    assert (one["colour"], one["ground"], one["count"]) == ("YELLOW", "PEERS", 6)
    assert (one["rate"], one["peersRate"], one["firstOn"]) == ("6.00", "0.00", "2025-03-19")
    assert one["disputeLabel"]
    assert told[county.town, "09"]["disputeLabel"]
    assert found["notJudged"] == [{"id": county.county}]


def test_without_populations_a_young_unit_is_said_to_be_unjudged(surging: Scene) -> None:
    found = asked(surging.director, surging.town)
    assert found["alerts"] == []
    assert found["notJudged"] == [{"id": surging.town}]


def test_what_gathers_about_one_respondent_is_told_with_a_name_only_to_readers_of_the_area(
    surging: Scene,
) -> None:
    county = surging
    (found,) = asked(county.director, county.town)["clusters"]
    assert (found["ground"], found["about"]) == ("RESPONDENT", county.respondent)
    assert (found["cases"], found["units"]) == (6, [{"id": county.town}])
    counting = county.it.product.officer(county.county, Role.STATISTICIAN, name="秦统计")
    (found,) = asked(county.it.signed_in(counting), county.town)["clusters"]
    assert (found["about"], found["cases"]) == (None, 6)


def test_what_was_not_known_yet_is_not_warned_of(surging: Scene) -> None:
    found = asked(surging.director, surging.town, known="2025-03-01T00:00:00Z")
    assert (found["alerts"], found["clusters"], found["notJudged"]) == ([], [], [])


def test_an_outsider_is_told_nothing(surging: Scene) -> None:
    county = surging
    others = (
        county.stranger,
        county.clerk,
        county.it.signed_in(county.applicant),
        county.it.signed_in(
            county.it.product.officer(county.next_town, Role.CENTRE_DIRECTOR, name="尤主任")
        ),
    )
    for who in others:
        assert asked(who, county.town) is None
    assert asked(county.director, "unit_00000000000000000000000000") is None


def test_a_population_of_nobody_is_refused(surging: Scene) -> None:
    wrong = {"unit": surging.town, "living": [{"unit": surging.town, "people": 0}]}
    assert "errors" in surging.director.ask(WARNINGS, wrong).json()
