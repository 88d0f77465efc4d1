"""Signing in: who is asking, and for which of their posts."""

from datetime import date

import pytest

from domain.organisation.appointments import AppointPerson, EngagementType, RelievePerson
from domain.organisation.posts import EstablishPost
from domain.roles import Role
from graphql_api.ports import Caller
from tests.graphql_api.scene import Scene


def another_post(county: Scene, person: str, unit: str, role: Role) -> str:
    """Appoint somebody to one more post; its id."""
    product = county.it.product
    made = product.do(EstablishPost(unit=unit, title="另一岗位", roles=(role,))).events[0].event
    product.do(
        AppointPerson(
            person=person,
            post=made.post,
            engagement=EngagementType.CIVIL_SERVANT,
            from_on=date(2020, 1, 1),
        )
    )
    return str(made.post)


def relieve(county: Scene, who: Caller) -> None:
    """End every appointment of somebody."""
    product = county.it.product
    for key, held in product.application.organisation().appointments.items():
        if held.person == who.person:
            product.do(RelievePerson(appointment=key, reason="离任"))


def test_the_viewer_is_told_as_what_they_act(county: Scene) -> None:
    product = county.it.product
    caller = product.officer(county.town, Role.HANDLER, name="蒋两岗")
    viewer = county.it.signed_in(caller).query(
        "{ viewer { person client roles posts { id unit { id name } } actingPost { id roles } } }"
    )["viewer"]
    assert viewer["person"] == caller.person
    assert viewer["client"] == "test"
    assert viewer["roles"] == ["HANDLER"]
    assert viewer["actingPost"] == {"id": caller.post, "roles": ["HANDLER"]}
    assert viewer["posts"] == [
        {"id": caller.post, "unit": {"id": county.town, "name": "青石镇中心"}}
    ]


def test_a_person_without_a_post_is_a_party(county: Scene) -> None:
    viewer = county.it.signed_in(county.applicant).query(
        "{ viewer { roles posts { id } actingPost { id } } }"
    )["viewer"]
    assert viewer == {"roles": ["PARTY"], "posts": [], "actingPost": None}


def test_the_post_of_the_header_goes_before_the_tokens(county: Scene) -> None:
    product = county.it.product
    caller = product.officer(county.town, Role.HANDLER, name="沈换岗")
    other = another_post(county, caller.person, county.county, Role.SUPERVISOR)
    client = county.it.signed_in(caller)
    question = "{ viewer { actingPost { id } roles } }"
    assert client.query(question)["viewer"]["roles"] == ["HANDLER"]
    answer = client.ask(question, Liuhen_Post=other).json()["data"]["viewer"]
    assert answer == {"actingPost": {"id": other}, "roles": ["SUPERVISOR"]}


@pytest.mark.parametrize("post", ["post_00000000000000000000000000", "nonsense", "x" * 5000])
def test_a_post_that_is_not_held_is_forbidden_in_words(county: Scene, post: str) -> None:
    response = county.clerk.ask("{ viewer { person } }", Liuhen_Post=post, Accept_Language="zh-CN")
    assert response.status_code == 403
    [error] = response.json()["errors"]
    assert error["extensions"]["code"] == "FORBIDDEN"
    assert error["extensions"]["params"] == {"refusal": "PostNotHeld"}
    assert error["message"] == "您现在不担任这个岗位,不能以此岗位办理"


def test_a_post_of_somebody_else_in_the_token_is_forbidden(county: Scene) -> None:
    theirs = county.callers["director"].post
    client = county.it.signed_in(county.callers["clerk"].person, post=theirs)
    assert client.ask("{ viewer { person } }").status_code == 403


def test_a_subject_that_is_no_person_cannot_sign_in(county: Scene) -> None:
    response = county.it.signed_in("zhao").ask("{ viewer { person } }")
    assert response.status_code == 401


def test_a_post_that_was_lost_no_longer_works(county: Scene) -> None:
    product = county.it.product
    caller = product.officer(county.town, Role.HANDLER, name="韩离任")
    client = county.it.signed_in(caller)
    client.query("{ viewer { person } }")
    relieve(county, caller)
    assert client.ask("{ viewer { person } }").status_code == 403
