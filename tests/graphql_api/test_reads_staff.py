"""Who served when, who mediates and who receives, as the API tells it."""

from datetime import date
from typing import Any

import pytest

from domain.codes.staffing import EngagementType, MediatorFooting, ReceptionMode, ShiftOfDay
from domain.organisation.appointments import AppointPerson, SuspendAppointment
from domain.organisation.committees import ConstituteCommittee
from domain.organisation.grids import PublishGrid
from domain.organisation.levels import Level, Residence
from domain.organisation.mediators import AccreditMediator, RecordTraining
from domain.organisation.posts import EstablishPost
from domain.organisation.receptions import PublishReceptionDay
from domain.organisation.rosters import CheckIn, PublishRoster, RosterEntry
from domain.organisation.units import ChangeUnit, EquipUnit, MergeUnit
from domain.roles import Role
from tests.graphql_api.scene import Scene

TODAY = "2025-03-25"
HOLDERS = """
query($post: ID!, $on: Date!) {
  organisation { holders(post: $post, on: $on) { person engagement share isSuspended isInForce } }
}
"""
ROSTER = """
query($unit: ID!, $on: Date!) {
  organisation { roster(unit: $unit, on: $on) { person shift place checkedInAt absence } }
}
"""
MEDIATORS = """
query($first: Int!, $after: Cursor, $committee: ID) {
  organisation {
    mediators(first: $first, after: $after, committee: $committee) {
      totalCount pageInfo { hasNextPage endCursor }
      nodes { person mayMediate trainingHours accreditations { committee footing grade fields } }
    }
  }
}
"""
UNIT = """
query($id: ID!) {
  node(id: $id) {
    ... on Unit {
      residence validTo endedAt windows rooms hotlines lineParent { id } successor { id }
      grid { bounds households worker duties }
      committee { memberCount women termToOn standardisedAt }
    }
  }
}
"""
RECEPTIONS = """
{ organisation { receptions(first: 5) { nodes { id leader on mode visitors heldAt } } } }
"""


def asked(county: Scene, question: str, **variables: Any) -> Any:
    return county.clerk.query(question, **variables)["organisation"]


def test_who_held_a_post_can_be_asked_for_any_day(county: Scene) -> None:
    product = county.it.product
    made = product.do(EstablishPost(unit=county.town, title="窗口", roles=(Role.WINDOW_CLERK,)))
    post, person = made.events[0].event.post, product.person("何知行")
    held = product.do(
        AppointPerson(
            person=person,
            post=post,
            engagement=EngagementType.VETERAN,
            from_on=date(2024, 5, 1),
            to_on=date(2025, 5, 31),
            share=50,
        )
    )
    [found] = asked(county, HOLDERS, post=post, on="2024-05-01")["holders"]
    assert found == {
        "person": person,
        "engagement": "VETERAN",
        "share": 50,
        "isSuspended": False,
        "isInForce": True,
    }
    assert asked(county, HOLDERS, post=post, on="2024-04-30")["holders"] == []
    assert asked(county, HOLDERS, post=post, on="2025-06-01")["holders"] == []
    product.do(SuspendAppointment(appointment=held.events[0].event.appointment, reason="核查"))
    [resting] = asked(county, HOLDERS, post=post, on=TODAY)["holders"]
    assert (resting["isSuspended"], resting["isInForce"]) == (True, False)


def test_a_roster_says_who_came(county: Scene) -> None:
    product = county.it.product
    clerk = county.callers["clerk"].person
    entry = RosterEntry(on=date(2025, 3, 25), person=clerk, shift=ShiftOfDay.MORNING)
    product.do(PublishRoster(unit=county.town, entries=(entry,)), county.callers["director"])
    product.do(
        CheckIn(unit=county.town, person=clerk, shift=ShiftOfDay.MORNING),
        county.callers["director"],
    )
    [found] = asked(county, ROSTER, unit=county.town, on=TODAY)["roster"]
    assert found["checkedInAt"].startswith("2025-03-25")
    assert (found["person"], found["shift"], found["place"]) == (clerk, "MORNING", "CENTRE")
    assert found["absence"] is None
    assert asked(county, ROSTER, unit=county.town, on="2025-03-24")["roster"] == []


@pytest.fixture(scope="module")
def village(county: Scene) -> str:
    """A committee with two mediators in the register."""
    product = county.it.product
    unit = product.unit("柳湾村调委会", level=Level.VILLAGE, area="990101100201",
                        parent=county.town)  # fmt: skip
    bureau = product.officer(county.county, Role.JUSTICE_BUREAU, name="吕司法")
    for name in ("施明德", "张守约"):
        person = product.officer(unit, Role.MEDIATOR, name=name).person
        product.do(
            AccreditMediator(
                person=person,
                committee=unit,
                footing=MediatorFooting.PART_TIME,
                from_on=date(2025, 1, 1),
                fields=("0202",),
            ),
            bureau,
        )
        product.do(
            RecordTraining(person=person, on=date(2025, 3, 1), hours=4, subject="文书"), bureau
        )
    members = tuple(product.person(name) for name in ("孔书言", "曹清和", "严有恒"))
    product.do(
        ConstituteCommittee(
            unit=unit, chair=members[0], members=members, women=2, elected_on=date(2025, 1, 1)
        ),
        bureau,
    )
    return unit


def test_the_mediator_register_comes_page_by_page(county: Scene, village: str) -> None:
    first = asked(county, MEDIATORS, first=1)["mediators"]
    assert (first["totalCount"], first["pageInfo"]["hasNextPage"]) == (2, True)
    after = first["pageInfo"]["endCursor"]
    second = asked(county, MEDIATORS, first=1, after=after)["mediators"]
    [one], [two] = first["nodes"], second["nodes"]
    assert one["person"] != two["person"]
    assert (one["mayMediate"], one["trainingHours"]) == (True, 4)
    assert one["accreditations"] == [
        {"committee": village, "footing": "PART_TIME", "grade": "UNGRADED", "fields": ["0202"]}
    ]
    found = asked(county, MEDIATORS, first=9, committee=village)["mediators"]
    assert found["totalCount"] == 2
    assert asked(county, MEDIATORS, first=9, committee=county.town)["mediators"]["nodes"] == []


def test_a_unit_shows_its_committee(county: Scene, village: str) -> None:
    found = county.clerk.query(UNIT, id=village)["node"]
    assert found["committee"] == {
        "memberCount": 3,
        "women": 2,
        "termToOn": "2027-12-31",
        "standardisedAt": None,
    }
    assert found["grid"] is None


def test_a_party_sees_neither_rosters_nor_mediators(county: Scene, village: str) -> None:
    party = county.it.signed_in(county.applicant)
    post = county.callers["clerk"].post
    assert party.query(HOLDERS, post=post, on=TODAY)["organisation"]["holders"] == []
    assert party.query(ROSTER, unit=county.town, on=TODAY)["organisation"]["roster"] == []
    found = party.query(MEDIATORS, first=9)["organisation"]["mediators"]
    assert (found["totalCount"], found["nodes"]) == (0, [])


def test_a_unit_shows_its_facilities_residence_and_line(county: Scene) -> None:
    product = county.it.product
    unit = product.unit("交警中队", level=Level.TOWN, area="990101100000", parent=county.town)
    product.do(
        ChangeUnit(
            unit=unit,
            name="交警中队",
            kind="站所",
            area="990101100000",
            parent=county.town,
            line_parent=county.county,
            residence=Residence.ROTATING,
            valid_to=date(2030, 1, 1),
            reason="轮驻",
        )
    )
    product.do(EquipUnit(unit=unit, windows=("二号窗口",), rooms=("调解室",), hotlines=("0000-1",)))
    found = county.clerk.query(UNIT, id=unit)["node"]
    assert (found["residence"], found["validTo"]) == ("ROTATING", "2030-01-01")
    assert (found["windows"], found["rooms"]) == (["二号窗口"], ["调解室"])
    assert (found["hotlines"], found["lineParent"]) == (["0000-1"], {"id": county.county})
    in_line = "query($u: ID) { organisation { units(first: 9, lineParent: $u) { nodes { id } } } }"
    assert asked(county, in_line, u=county.county)["units"]["nodes"] == [{"id": unit}]


def test_a_merged_unit_names_its_successor(county: Scene) -> None:
    product = county.it.product
    gone = product.unit("旧办", level=Level.TOWN, area="990101200000", parent=county.county)
    product.do(MergeUnit(unit=gone, into=county.next_town, reason="撤并"))
    found = county.clerk.query(UNIT, id=gone)["node"]
    assert found["successor"] == {"id": county.next_town}
    assert found["endedAt"].startswith("2025-03-25")


def test_a_grid_and_a_reception_day_are_public(county: Scene) -> None:
    product = county.it.product
    grid = product.unit("第一网格", level=Level.GRID, area="990101100201-1", parent=county.town)
    worker = product.officer(grid, Role.GRID_WORKER, name="华行远").person
    leader = product.officer(county.county, Role.LEADER, name="金怀瑾").person
    director = county.callers["director"]
    product.do(
        PublishGrid(unit=grid, bounds="四至", households=260, worker=worker, duties=("走访",)),
        director,
    )
    made = product.do(
        PublishReceptionDay(
            unit=county.town, leader=leader, on=date(2025, 4, 2), mode=ReceptionMode.BY_VIDEO
        ),
        director,
    )
    party = county.it.signed_in(county.applicant)
    assert party.query(UNIT, id=grid)["node"]["grid"] == {
        "bounds": "四至",
        "households": 260,
        "worker": worker,
        "duties": ["走访"],
    }
    [found] = party.query(RECEPTIONS)["organisation"]["receptions"]["nodes"]
    reception = made.events[0].event.reception
    assert found == {
        "id": reception,
        "leader": leader,
        "on": "2025-04-02",
        "mode": "BY_VIDEO",
        "visitors": 0,
        "heldAt": None,
    }
    by_id = party.query("query($id: ID!) { node(id: $id) { id } }", id=reception)["node"]
    assert by_id == {"id": reception}
