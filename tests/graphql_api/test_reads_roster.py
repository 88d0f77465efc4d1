"""The staff roster of a day as the API tells it, and to whom."""

from typing import Any

from domain.organisation.appointments import SuspendAppointment
from domain.roles import Role
from tests.api import Client
from tests.graphql_api.scene import Scene

ROSTER = """
query($unit: ID!, $on: Date, $role: Role, $after: Cursor, $first: Int!) {
  staff(unit: $unit, on: $on, role: $role, first: $first, after: $after) {
    on totalCount pageInfo { hasNextPage endCursor }
    nodes {
      appointment person post title roles suspended mayMediate suspensions { fromAt } unit { id }
    }
  }
}
"""


def asked(who: Client, unit: str, **more: Any) -> Any:
    return who.query(ROSTER, unit=unit, **({"first": 100} | more))["staff"]


def test_a_unit_shows_its_people_and_those_beneath_it(county: Scene) -> None:
    county.it.see()
    found = asked(county.clerk, county.county)
    people = {one.person for one in county.callers.values()}
    assert people <= {node["person"] for node in found["nodes"]}
    here = asked(county.clerk, county.town)["nodes"]
    assert {node["unit"]["id"] for node in here} == {county.town}
    assert found["on"] == "2025-03-25"


def test_pages_of_a_roster_follow_each_other(county: Scene) -> None:
    county.it.see()
    every = [one["appointment"] for one in asked(county.clerk, county.county)["nodes"]]
    after, found = None, []
    for _ in every:
        page = asked(county.clerk, county.county, first=1, after=after)
        after = page["pageInfo"]["endCursor"]
        found += [one["appointment"] for one in page["nodes"]]
        assert page["totalCount"] == len(every)
    assert found == every


def test_who_rests_is_shown_as_resting_from_that_day_on(county: Scene) -> None:
    product = county.it.product
    who = product.officer(county.next_town, Role.MEDIATOR, name="施明德")
    register = product.application.organisation()
    [(appointment, _)] = register.appointments_of(who.person)
    county.it.see()
    [before] = asked(county.clerk, county.next_town, role="MEDIATOR")["nodes"]
    assert (before["suspended"], before["mayMediate"]) == (False, True)
    product.do(SuspendAppointment(appointment=appointment, reason="核查"))
    county.it.see()
    [resting] = asked(county.clerk, county.next_town, role="MEDIATOR", on="2025-03-26")["nodes"]
    assert (resting["suspended"], resting["mayMediate"]) == (True, False)
    assert len(resting["suspensions"]) == 1
    [earlier] = asked(county.clerk, county.next_town, role="MEDIATOR", on="2025-03-24")["nodes"]
    assert earlier["suspended"] is False


def test_nobody_was_there_before_they_came(county: Scene) -> None:
    assert asked(county.clerk, county.county, on="2019-12-31")["nodes"] == []


def test_an_outsider_sees_no_roster(county: Scene) -> None:
    for who in (county.applicant, county.it.product.person("杨路人")):
        found = asked(county.it.signed_in(who), county.county)
        assert (found["totalCount"], found["nodes"]) == (0, [])
    absent = asked(county.clerk, "unit_00000000000000000000000000")
    assert (absent["totalCount"], absent["nodes"]) == (0, [])
