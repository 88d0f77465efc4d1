"""Indicators over the API: the numbers, who is shown them, and the same bytes each time."""

from typing import Any

import pytest

from domain.organisation.grids import HouseholdContact, NameHouseholdContacts, PublishGrid
from domain.organisation.levels import Level
from domain.roles import Role
from tests.graphql_api.scene import Scene

ASK = """
query (
  $unit: ID!, $from: Date!, $to: Date!, $knownAt: DateTime, $rules: String, $people: Int,
  $suits: Int
) {
  it: indicators(
    unit: $unit, from: $from, to: $to, knownAt: $knownAt, rules: $rules, population: $people,
    firstInstanceCases: $suits
  ) {
    unit { id } fromOn toOn knownAt complete position ruleVersion population firstInstanceCases
    figures { name zh numerator denominator formula rate target met beside suppressed }
    counts { name count }
    staffing { unit { id } fullTime least met }
    basis { rows firstPosition lastPosition rowSetHash hash code }
  }
}
"""
YEAR = {"from": "2025-01-01", "to": "2025-12-31"}


def asked(who: Any, unit: str, **more: Any) -> dict[str, Any] | None:
    found: dict[str, Any] | None = who.query(ASK, **(YEAR | {"unit": unit} | more))["it"]
    return found


def numbers(found: dict[str, Any] | None) -> dict[str, Any]:
    assert found is not None
    return {one["name"]: one["count"] for one in found["counts"]}


@pytest.fixture(scope="module")
def busy(county: Scene) -> Scene:
    """Six registrations of a town, of which five are accepted."""
    cases = [county.register() for _ in range(6)]
    for case in cases[:5]:
        assert county.accept(case)["position"]
    county.it.see()
    return county


def test_a_director_sees_the_whole_county_and_each_number(busy: Scene) -> None:
    found = asked(busy.director, busy.county)
    assert found is not None
    counts = numbers(found)
    assert (counts["REG"], counts["ACC"], counts["ACC_OPEN"]) == ("6", "5", "5")
    figures = {one["name"]: one for one in found["figures"]}
    rate = figures["conclusion_rate"]
    assert (rate["numerator"], rate["denominator"], rate["rate"]) == ("0", "5", "0.00%")
    assert rate["formula"] == "ACC_CONCLUDED ÷ ACC"
    success = figures["success_rate"]
    assert (success["rate"], success["met"], success["target"]) == ("—", None, "≥ 96.00%")
    assert success["formula"] == "(AGREED - SUCCESS_DISMISSED) ÷ (AGREED + PARTIAL + FAILED)"
    assert set(success["beside"]) >= {"refusal_share", "redirect_share"}
    decided = figures["timely_acceptance_rate"]
    assert (decided["numerator"], decided["denominator"], decided["rate"]) == ("5", "6", "83.33%")
    assert counts["DECISION_OVERDUE"] == "1", "the sixth has been waiting since"
    assert figures["response_rate"]["formula"] == (
        "CONTACT_ON_TIME ÷ (CONTACT_ON_TIME + CONTACT_LATE + CONTACT_OVERDUE)"
    )
    assert figures["dispute_rate"]["rate"] is None
    assert found["complete"]
    assert [(one["unit"]["id"], one["fullTime"], one["met"]) for one in found["staffing"]] == [
        (busy.county, 0, False)
    ]
    assert figures["litigation_rate"]["rate"] is None


def test_the_subtree_is_counted_and_nothing_beside_it(busy: Scene) -> None:
    assert numbers(asked(busy.director, busy.town))["ACC"] == "5"
    assert numbers(asked(busy.director, busy.next_town))["ACC"] == "0"


def test_what_is_absent_and_what_is_not_for_the_reader_are_alike(busy: Scene) -> None:
    absent = "unit_0000000000000000000000000z"
    assert asked(busy.director, absent) is None
    assert asked(busy.director, "nonsense") is None
    assert asked(busy.stranger, busy.town) is None
    assert asked(busy.clerk, busy.town) is None


def test_the_same_question_is_answered_with_the_same_bytes(busy: Scene) -> None:
    """domain.md §5: whatever comes later."""
    first = asked(busy.director, busy.county)
    assert first is not None
    words = {"knownAt": first["knownAt"], "rules": first["ruleVersion"]}
    again = asked(busy.director, busy.county, **words)
    assert first["basis"] == again["basis"] if again else False
    busy.accept(busy.register())
    busy.it.see()
    later = asked(busy.director, busy.county, **words)
    assert later is not None
    assert (later["basis"], later["counts"], later["figures"]) == (
        first["basis"],
        first["counts"],
        first["figures"],
    )
    now = asked(busy.director, busy.county)
    assert now is not None
    assert now["basis"]["hash"] != first["basis"]["hash"]


def test_outside_readers_are_shown_no_small_numbers(busy: Scene) -> None:
    """domain.md §4.5 no. 5: fewer than five are not published."""
    for role in (Role.STATISTICIAN, Role.EXTERNAL_OVERSIGHT):
        who = busy.it.signed_in(busy.it.product.officer(busy.county, role, name="蒋统计"))
        refused = busy.register()
        busy.triage.do(
            "redirectCase",
            case=refused,
            route="ARB_CIVIL",
            organ="云溪仲裁委员会",
            explanation="应先经仲裁。",
        )
        busy.it.see()
        found = asked(who, busy.county)
        assert found is not None
        counts = numbers(found)
        assert counts["RED"] is None
        assert int(counts["REG"]) >= 6
        assert counts["REF"] == "0"
        share = next(one for one in found["figures"] if one["name"] == "redirect_share")
        assert share["suppressed"]
        assert (share["numerator"], share["denominator"], share["rate"]) == (None, None, None)
        assert found["basis"] is None
        assert asked(who, busy.town) is not None


def test_a_rate_by_population_needs_the_population(busy: Scene) -> None:
    found = asked(busy.director, busy.county, people=20_000)
    assert found is not None
    rate = next(one for one in found["figures"] if one["name"] == "dispute_rate")
    assert rate["denominator"] == "20000"
    assert rate["rate"] == f"{int(rate['numerator']) / 2:.2f}"


def test_cadres_are_counted_by_all_their_households(busy: Scene) -> None:
    """domain.md §5.2 Household contact: twenty to thirty for each cadre who is named."""
    product, director = busy.it.product, busy.callers["director"]
    grids = [
        product.unit(
            "第一网格", level=Level.GRID, area=f"990101200201-{nth}", parent=busy.next_town
        )
        for nth in (1, 2)
    ]
    workers = [product.officer(one, Role.GRID_WORKER, name="华行远").person for one in grids]
    for grid, worker, households in zip(grids, workers, (12, 19), strict=True):
        product.do(
            PublishGrid(unit=grid, bounds="四至", households=90, worker=worker, duties=("走访",)),
            director,
        )
        contacts = [HouseholdContact(person=workers[0], extent="一组", households=12)]
        if worker != workers[0]:
            contacts.append(HouseholdContact(person=worker, extent="二组", households=households))
        product.do(NameHouseholdContacts(unit=grid, contacts=tuple(contacts)), director)
    found = asked(busy.director, busy.next_town)
    assert found is not None
    rate = next(one for one in found["figures"] if one["name"] == "household_contact")
    assert (rate["numerator"], rate["denominator"], rate["rate"]) == ("1", "2", "50.00%")
    assert (rate["target"], rate["met"]) == ("≥ 100.00%", False)
    empty = asked(busy.director, busy.town)
    assert empty is not None
    rate = next(one for one in empty["figures"] if one["name"] == "household_contact")
    assert (rate["denominator"], rate["rate"]) == ("0", "—")


def test_how_often_people_sue_is_told_with_the_courts_number(busy: Scene) -> None:
    """domain.md §5.2 万人成讼率: given like the population, and shown with the answer."""
    found = asked(busy.director, busy.county, people=20_000, suits=13)
    assert found is not None
    assert (found["population"], found["firstInstanceCases"]) == (20_000, 13)
    rate = next(one for one in found["figures"] if one["name"] == "litigation_rate")
    assert (rate["numerator"], rate["denominator"], rate["rate"]) == ("13", "20000", "6.50")
    for given in ({"people": 20_000}, {"suits": 13}):
        told = asked(busy.director, busy.county, **given)
        assert told is not None
        rate = next(one for one in told["figures"] if one["name"] == "litigation_rate")
        assert rate["rate"] is None


def test_the_given_numbers_are_part_of_what_the_same_bytes_answer(busy: Scene) -> None:
    """domain.md §5: the same parameters give the same bytes, and others give others."""
    first = asked(busy.director, busy.county, people=20_000, suits=13)
    assert first is not None
    words = {"knownAt": first["knownAt"], "rules": first["ruleVersion"], "people": 20_000}
    same, other = (asked(busy.director, busy.county, **words, suits=suits) for suits in (13, 14))
    assert same is not None
    assert other is not None
    assert first["basis"] == same["basis"] != other["basis"]


@pytest.mark.parametrize(
    "wrong",
    [
        {"to": "2024-12-31"},
        {"rules": "liuhen-1999.1"},
        {"people": 0},
        {"people": -4},
        {"people": 2_000_000_001},
        {"suits": -1},
        {"suits": 2_000_000_001},
    ],
)
def test_a_question_that_makes_no_sense_is_told_so(busy: Scene, wrong: dict[str, Any]) -> None:
    answer = busy.director.ask(ASK, YEAR | {"unit": busy.county} | wrong).json()
    assert [one["extensions"]["code"] for one in answer["errors"]] == ["BAD_USER_INPUT"]
