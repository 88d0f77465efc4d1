"""The organisation register and the ledger, as everybody signed in may read them."""

import base64
from typing import Any

import pytest

from infra.ledger.merkle import SHA256, merkle_root, verify_consistency, verify_inclusion
from infra.store.line import line
from tests.api import Api
from tests.graphql_api.scene import Scene

REGISTER = """
query($first: Int!, $after: Cursor, $town: ID) {
  organisation {
    units(first: $first, after: $after, parent: $town) {
      totalCount nodes { id name level area duties validFrom parent { id } lineParent { id } }
      pageInfo { hasNextPage endCursor }
    }
  }
}
"""
STAFF = """
query($post: ID, $person: ID) {
  organisation {
    appointments(first: 100, post: $post, person: $person) {
      totalCount nodes { id person fromOn toOn endedAt isInForce post { id unit { id } } }
    }
  }
}
"""


def units(county: Scene, **variables: Any) -> dict[str, Any]:
    found: dict[str, Any] = county.clerk.query(REGISTER, **variables)["organisation"]["units"]
    return found


def test_units_come_page_by_page(county: Scene) -> None:
    whole = units(county, first=100)
    assert whole["totalCount"] == len(whole["nodes"]) == 3
    one = units(county, first=2)
    two = units(county, first=2, after=one["pageInfo"]["endCursor"])
    assert one["nodes"] + two["nodes"] == whole["nodes"]
    assert (one["pageInfo"]["hasNextPage"], two["pageInfo"]["hasNextPage"]) == (True, False)


def test_units_beneath_another_can_be_asked_for(county: Scene) -> None:
    found = units(county, first=100, town=county.county)["nodes"]
    assert {node["id"] for node in found} == {county.town, county.next_town}
    assert all(node["parent"] == {"id": county.county} for node in found)


def test_a_unit_is_found_by_its_id(county: Scene) -> None:
    found = county.clerk.query(
        "query($id: ID!) { node(id: $id) { ... on Unit { name level validFrom duties } } }",
        id=county.town,
    )["node"]
    assert found == {
        "name": "青石镇中心",
        "level": "TOWN",
        "validFrom": "2020-01-01",
        "duties": ["*"],
    }


def test_posts_of_a_unit_can_be_asked_for(county: Scene) -> None:
    found = county.clerk.query(
        "query($u: ID) { organisation { posts(first: 9, unit: $u) { nodes { id roles } } } }",
        u=county.next_town,
    )["organisation"]["posts"]["nodes"]
    assert found == [{"id": county.callers["stranger"].post, "roles": ["WINDOW_CLERK"]}]


def test_colleagues_see_who_holds_a_post(county: Scene) -> None:
    clerk = county.callers["clerk"]
    [found] = county.director.query(STAFF, post=clerk.post)["organisation"]["appointments"]["nodes"]
    assert found["person"] == clerk.person
    assert found["isInForce"] is True
    assert (found["fromOn"], found["toOn"], found["endedAt"]) == ("2020-01-01", None, None)
    [again] = county.director.query(STAFF, person=clerk.person)["organisation"]["appointments"][
        "nodes"
    ]
    assert again == found


def test_a_party_sees_offices_and_not_who_sits_in_them(county: Scene) -> None:
    party = county.it.signed_in(county.applicant)
    found = party.query(STAFF)["organisation"]["appointments"]
    assert found == {"totalCount": 0, "nodes": []}
    assert party.query(REGISTER, first=5)["organisation"]["units"]["totalCount"] == 3
    entry = next(iter(county.it.product.application.organisation().appointments))
    question = "query($id: ID!) { node(id: $id) { id } }"
    assert party.query(question, id=entry)["node"] is None
    assert county.clerk.query(question, id=entry)["node"] == {"id": entry}


def leaves(it: Api) -> list[bytes]:
    recorder = it.product.application.recorder
    return [
        SHA256.leaf(line(position, at, stream, version, name, data))
        for position, stream, version, name, at, data in recorder.log(1, recorder.size())
    ]


def decoded(hashes: list[str]) -> list[bytes]:
    return [base64.b64decode(one) for one in hashes]


def test_a_proof_from_the_api_is_a_proof(county: Scene) -> None:
    county.it.checkpoint()
    hashes = leaves(county.it)
    found = county.clerk.query(
        """
        query($p: Position!, $n: Position!) {
          ledger {
            inclusionProof(position: $p, size: $n) { leafIndex treeSize leafHash hashes }
            consistencyProof(from: $p, to: $n) { olderSize newerSize hashes }
          }
        }
        """,
        p="3",
        n=str(len(hashes)),
    )["ledger"]
    root = merkle_root(SHA256, hashes)
    inclusion, consistency = found["inclusionProof"], found["consistencyProof"]
    [leaf] = decoded([inclusion["leafHash"]])
    assert leaf == hashes[2]
    index, size = int(inclusion["leafIndex"]), int(inclusion["treeSize"])
    verify_inclusion(SHA256, leaf, index, size, decoded(inclusion["hashes"]), root)
    verify_consistency(
        SHA256, 3, size, decoded(consistency["hashes"]), merkle_root(SHA256, hashes[:3]), root
    )


@pytest.mark.parametrize(
    "proof",
    [
        'inclusionProof(position: "0") { hashes }',
        'inclusionProof(position: "999999") { hashes }',
        'inclusionProof(position: "2", size: "1") { hashes }',
        'inclusionProof(position: "1", size: "999999") { hashes }',
        'consistencyProof(from: "0", to: "2") { hashes }',
        'consistencyProof(from: "3", to: "2") { hashes }',
        'consistencyProof(from: "1", to: "999999") { hashes }',
    ],
)
def test_a_proof_that_cannot_exist_is_a_bad_input(county: Scene, proof: str) -> None:
    county.it.checkpoint()
    answer = county.clerk.ask(f"{{ ledger {{ {proof} }} }}").json()
    assert [error["extensions"]["code"] for error in answer["errors"]] == ["BAD_USER_INPUT"]
