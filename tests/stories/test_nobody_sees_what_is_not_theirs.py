"""Nobody sees what is not theirs: an outsider is answered, by every path, as if there were nothing.

What is absent and what is not for you are one answer, to a question and to a command alike.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from domain.roles import Role
from tests.api import Api, Client
from tests.stories.county import County, Officer, acceptance, phone_call, registered

NOBODY = "case_" + "0" * 26
"""A well-formed id that no case has."""

OUTSIDERS = (
    "the next town's clerk",
    "the next town's triage officer",
    "the next town's director",
    "a grid worker of the same town's next unit",
    "a party of another case",
    "a person without a post",
    "the system administrator",
    "a statistician",
)
QUESTIONS = {
    "case": "query($id: ID!) { it: case(id: $id) { id code stage } }",
    "case with history": """
        query($id: ID!) { it: case(id: $id) { timeline(first: 9) { nodes { name } totalCount } } }
    """,
    "case with actions": "query($id: ID!) { it: case(id: $id) { availableActions { command } } }",
    "node": "query($id: ID!) { it: node(id: $id) { id __typename } }",
    "nodes": "query($id: ID!) { it: nodes(ids: [$id]) { id } }",
}
"""Every way of asking for a case by its id."""
PERSON = "query($id: ID!) { it: person(id: $id) { label } }"

COMMANDS: dict[str, Callable[[str, str], dict[str, Any]]] = {
    "acceptCase": lambda case, unit: acceptance(case, unit),
    "screenCase": lambda case, unit: {"case": case, "findings": "材料齐全。"},
    "recordSignal": lambda case, unit: {
        "case": case,
        "signal": "S01",
        "source": "PARTY",
        "heardAt": "2025-03-25T01:30:00Z",
    },
    "addParty": lambda case, unit: {
        "case": case,
        "party": {"person": "person_" + "0" * 26, "side": "APPLICANT"},
    },
    "flagDuplicate": lambda case, unit: {"case": case, "of": NOBODY, "matchBasis": "OTHER"},
}


@dataclass
class Town:
    """A town with a case of its own, and everybody who has no part in it."""

    land: County
    centre: str
    clerk: Officer
    triage: Officer
    applicant: str
    case: str
    code: str
    outsiders: dict[str, Client]


@pytest.fixture(scope="module")
def town(land: County, it: Api) -> Town:
    seat = land.unit("云溪县中心", "COUNTY", "990101000000")
    centre = land.unit("青石镇中心", "TOWN", "990101101000", seat)
    neighbour = land.unit("白鹭镇中心", "TOWN", "990101102000", seat)
    other_unit = land.unit("青石镇司法所", "TOWN", "990101101000", centre)
    clerk = land.officer(centre, Role.WINDOW_CLERK, "郑窗口")
    triage = land.officer(centre, Role.TRIAGE_OFFICER, "冯研判")
    theirs = land.officer(neighbour, Role.WINDOW_CLERK, "褚邻镇")
    applicant, respondent = (registered(clerk.client, name) for name in ("张远山", "李望舒"))
    stranger = registered(theirs.client, "许旁人")
    theirs.client.do("registerIntake", **phone_call(stranger, respondent, parties=[]))
    made = clerk.client.do(
        "registerIntake",
        "events { ... on IntakeRegistered { case code } }",
        **phone_call(applicant, respondent),
    )["events"][0]
    it.see()
    return Town(
        land=land,
        centre=centre,
        clerk=clerk,
        triage=triage,
        applicant=applicant,
        case=str(made["case"]),
        code=str(made["code"]),
        outsiders={
            "the next town's clerk": theirs.client,
            "the next town's triage officer": land.officer(
                neighbour, Role.TRIAGE_OFFICER, "卫邻镇"
            ).client,
            "the next town's director": land.officer(
                neighbour, Role.CENTRE_DIRECTOR, "蒋邻镇"
            ).client,
            "a grid worker of the same town's next unit": land.officer(
                other_unit, Role.GRID_WORKER, "沈网格"
            ).client,
            "a party of another case": it.signed_in(stranger),
            "a person without a post": it.signed_in(registered(clerk.client, "韩路人")),
            "the system administrator": land.administrator,
            "a statistician": land.officer(centre, Role.STATISTICIAN, "杨统计").client,
        },
    )


def answer(who: Client, question: str, wanted: str) -> Any:
    """The whole body of an answer, without what differs from request to request."""
    response = who.ask(question, {"id": wanted})
    assert response.status_code == 200
    body = response.json()
    assert "errors" not in body
    return body


@pytest.mark.parametrize("path", QUESTIONS)
@pytest.mark.parametrize("outsider", OUTSIDERS)
def test_a_question_by_any_path_is_answered_as_if_nothing_were_there(
    town: Town, outsider: str, path: str
) -> None:
    who = town.outsiders[outsider]
    assert answer(who, QUESTIONS[path], town.case) == answer(who, QUESTIONS[path], NOBODY)


@pytest.mark.parametrize("outsider", ["a party of another case", "a person without a post"])
def test_a_person_is_not_shown_to_another_person(town: Town, outsider: str) -> None:
    """Staff see a masked label when they enter somebody (domain.md §2.2); the public sees none."""
    who = town.outsiders[outsider]
    absent = NOBODY.replace("case", "person")
    assert answer(who, PERSON, town.applicant) == answer(who, PERSON, absent)
    assert answer(town.clerk.client, PERSON, town.applicant)["data"]["it"] == {"label": "张*"}


@pytest.mark.parametrize("path", QUESTIONS)
def test_those_who_work_on_it_find_it_by_the_same_paths(town: Town, path: str) -> None:
    assert answer(town.clerk.client, QUESTIONS[path], town.case) != answer(
        town.clerk.client, QUESTIONS[path], NOBODY
    )


@pytest.mark.parametrize("outsider", OUTSIDERS)
def test_no_page_of_the_register_shows_it(town: Town, outsider: str) -> None:
    who = town.outsiders[outsider]
    for where in (
        {},
        {"code": town.code},
        {"area": "990101101"},
        {"unit": town.centre},
        {"stages": ["REGISTERED"]},
    ):
        page = who.query(
            "query($where: CaseWhere) {"
            " cases(first: 100, where: $where) { totalCount nodes { id } } }",
            where=where,
        )["cases"]
        assert town.case not in [node["id"] for node in page["nodes"]]
        assert page["totalCount"] == len(page["nodes"])


@pytest.mark.parametrize("mutation", COMMANDS)
@pytest.mark.parametrize("outsider", OUTSIDERS)
def test_a_command_is_refused_as_if_nothing_were_there(
    town: Town, outsider: str, mutation: str
) -> None:
    who, given = town.outsiders[outsider], COMMANDS[mutation]
    size = town.land.it.product.application.recorder.size()
    select = "position refusals { code title details } events { name } case { id }"
    theirs = who.mutate(mutation, select, **given(town.case, town.centre))
    absent = who.mutate(mutation, select, **given(NOBODY, town.centre))
    assert theirs == absent
    assert [one["code"] for one in theirs["refusals"]] in (["NotFound"], ["RoleMayNot"])
    assert (theirs["case"], theirs["events"]) == (None, [])
    assert town.land.it.product.application.recorder.size() == size


def test_the_version_one_expects_says_nothing_about_what_one_may_not_see(town: Town) -> None:
    """A wrong guess of the version is not answered otherwise than a right one."""
    who = town.outsiders["the next town's triage officer"]
    found = [
        who.mutate(
            "screenCase",
            "refusals { code details }",
            case=town.case,
            findings="材料齐全。",
            expectedVersion=version,
        )
        for version in (1, 7)
    ]
    assert found[0] == found[1] == {"refusals": [{"code": "NotFound", "details": {}}]}


def test_a_role_that_may_not_is_refused_although_it_sees_the_case(town: Town) -> None:
    director = town.land.officer(town.centre, Role.CENTRE_DIRECTOR, "韩主任").client
    assert director.query(QUESTIONS["case"], id=town.case)["it"]["id"] == town.case
    refused = director.mutate("acceptCase", **acceptance(town.case, town.centre))
    assert [one["code"] for one in refused["refusals"]] == ["RoleMayNot"]


def test_an_ended_appointment_stops_at_once_although_the_token_is_good(town: Town) -> None:
    leaving = town.land.officer(town.centre, Role.TRIAGE_OFFICER, "秦调离")
    assert leaving.client.query(QUESTIONS["case"], id=town.case)["it"]["id"] == town.case
    town.land.relieve(leaving)
    asked = leaving.client.ask(QUESTIONS["case"], {"id": town.case})
    assert asked.status_code == 403
    assert asked.json()["errors"][0]["extensions"]["params"] == {"refusal": "PostNotHeld"}
    # A token that names no post still signs the person in, as somebody who holds none.
    plain = town.land.it.signed_in(leaving.person)
    assert plain.query("{ viewer { roles actingPost { id } } }")["viewer"] == {
        "roles": ["PARTY"],
        "actingPost": None,
    }
    assert plain.query(QUESTIONS["case"], id=town.case)["it"] is None
    refused = plain.mutate("screenCase", case=town.case, findings="材料齐全。")
    assert [one["code"] for one in refused["refusals"]] == ["RoleMayNot"]


def test_one_acts_for_one_post_at_a_time(town: Town) -> None:
    """architecture.md §9: a request acts for one post, named by a header; its rights are all."""
    officer = town.land.officer(town.centre, Role.MEDIATOR, "尤两岗")
    second = town.land.post(town.centre, Role.TRIAGE_OFFICER)
    town.land.appoint(officer.person, second)
    question = "{ viewer { roles } }"
    for post, role in ((officer.post, "MEDIATOR"), (second, "TRIAGE_OFFICER")):
        viewer = officer.client.ask(question, Liuhen_Post=post).json()["data"]["viewer"]
        assert viewer == {"roles": [role]}
    refused = officer.client.mutate("screenCase", case=town.case, findings="材料齐全。")
    assert [one["code"] for one in refused["refusals"]] == ["RoleMayNot"]
    for somebodys in (town.clerk.post, "post_" + "0" * 26):
        denied = officer.client.ask(question, Liuhen_Post=somebodys)
        assert denied.status_code == 403
        assert denied.json()["errors"][0]["extensions"]["code"] == "FORBIDDEN"


def test_a_party_sees_their_own_case_and_no_other(town: Town) -> None:
    party = town.land.it.signed_in(town.applicant)
    assert party.query(QUESTIONS["case"], id=town.case)["it"]["id"] == town.case
    page = party.query("{ cases(first: 100) { nodes { id } } }")["cases"]
    assert page["nodes"] == [{"id": town.case}]
