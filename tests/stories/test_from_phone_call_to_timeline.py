"""From a phone call to the reviewer's timeline: one matter, told over HTTP as it happens.

The clerk registers it, triage grades it red, a mediator may not accept it, the centre does, and
discipline inspection reads every step and proves it without trusting the server.
"""

import base64
from dataclasses import dataclass
from typing import Any

import httpx
import psycopg
import pytest
from psycopg import sql

from domain.roles import Role
from infra.ledger.checkpoint import Checkpoint, open_checkpoint
from infra.ledger.faults import ProofInvalid
from infra.ledger.merkle import SHA256, verify_consistency, verify_inclusion
from infra.ledger.note import VerifierKey
from infra.store.line import line
from tests.api import Api, Client
from tests.conftest import Database
from tests.stories.county import SUMMARY, County, acceptance, phone_call, registered

WHOLE = """
position replayed
refusals { code title titleZh titleEn basis nextStep details }
events { __typename name version position recordedAt }
case { id version stage }
"""
ACTIONS = """
query($id: ID!) { case(id: $id) { availableActions { command allowed refusals { code } } } }
"""
TIMELINE = """
query($id: ID!, $at: Position) {
  case(id: $id, minPosition: $at) {
    code stage risk version
    timeline(first: 50) {
      totalCount
      nodes {
        __typename name label version position
        actor { person role label unit }
        ... on IntakeRegistered {
          code channel centre area summary peopleCount
          parties { person label side }
        }
        ... on CaseScreened { findings suspicions }
        ... on CaseClassified { classifiedAs: dispute difficulty scale }
        ... on RiskSignalRecorded { signal redClass heardAt heardFrom: riskSignalSource }
        ... on RiskLevelAssessed { level criteria provisional method }
        ... on CaseAccepted { difficulty deadlineOn procedure firstResponsibleUnit leadUnit }
      }
    }
  }
}
"""


@dataclass
class Story:
    """What was asked and what was answered, in order."""

    county: County
    centre: str
    applicant: str
    respondent: str
    clerk: Client
    triage: Client
    mediator: Client
    reviewer: Client
    case: str
    first: dict[str, Any]
    retried: dict[str, Any]
    before: dict[str, dict[str, Any]]
    early: str
    refused: dict[str, Any]
    accepted: dict[str, Any]
    after: dict[str, dict[str, Any]]


def actions(who: Client, case: str) -> dict[str, dict[str, Any]]:
    """What may be done with a case now, by command."""
    found = who.query(ACTIONS, id=case)["case"]["availableActions"]
    return {one["command"]: one for one in found}


@pytest.fixture(scope="module")
def story(land: County, it: Api) -> Story:
    """Live the matter through, once."""
    seat = land.unit("云溪县中心", "COUNTY", "990101000000")
    centre = land.unit("青石镇中心", "TOWN", "990101101000", seat)
    inspection = land.unit("县纪委监委", "COUNTY", "990101000000", seat)
    clerk = land.officer(centre, Role.WINDOW_CLERK, "郑窗口").client
    triage = land.officer(centre, Role.TRIAGE_OFFICER, "冯研判").client
    mediator = land.officer(centre, Role.MEDIATOR, "褚调解").client
    reviewer = land.officer(inspection, Role.DISCIPLINE_REVIEWER, "卫审查").client

    applicant, respondent = registered(clerk, "张远山"), registered(clerk, "李望舒")
    call = phone_call(applicant, respondent, idempotencyKey="call-1")
    first = clerk.mutate("registerIntake", WHOLE, **call)
    retried = clerk.mutate("registerIntake", WHOLE, **call)
    case = first["case"]["id"]
    before = actions(triage, case)
    early = it.checkpoint()

    triage.do("screenCase", case=case, findings="材料齐全,双方有再起冲突之虞。")
    triage.do("classifyCase", case=case, dispute="0202", difficulty="MAJOR", scale="INDIVIDUAL")
    triage.do(
        "recordSignal",
        case=case,
        signal="S01",
        source="PARTY",
        heardAt="2025-03-25T01:30:00Z",
        evidence="来电人称对方扬言报复。",
    )
    triage.do(
        "assessRisk",
        case=case,
        level="RED",
        criteria=["S01", "K04"],
        rationale="有扬言报复的信号,存在民转刑风险。",
    )
    refused = mediator.mutate("acceptCase", WHOLE, **acceptance(case, centre))
    accepted = triage.mutate("acceptCase", WHOLE, **acceptance(case, centre, expectedVersion=5))
    return Story(
        county=land,
        centre=centre,
        applicant=applicant,
        respondent=respondent,
        clerk=clerk,
        triage=triage,
        mediator=mediator,
        reviewer=reviewer,
        case=case,
        first=first,
        retried=retried,
        before=before,
        early=early,
        refused=refused,
        accepted=accepted,
        after=actions(triage, case),
    )


def test_the_clerk_registers_the_call(story: Story) -> None:
    assert story.first["refusals"] == []
    assert not story.first["replayed"]
    assert [event["name"] for event in story.first["events"]] == ["intake.registered"]
    assert story.first["case"] == {"id": story.case, "version": 1, "stage": "REGISTERED"}


def test_an_identical_retry_answers_the_same(story: Story) -> None:
    assert story.retried["replayed"]
    for told in ("position", "events", "refusals", "case"):
        assert story.retried[told] == story.first[told]


def test_a_mediator_may_not_accept_and_is_told_why(story: Story) -> None:
    assert (story.refused["events"], story.refused["position"]) == ([], None)
    [refusal] = story.refused["refusals"]
    assert refusal["code"] == "RoleMayNot"
    assert refusal["titleZh"].startswith("当前岗位无权办理此事项;有权办理:研判分流")
    assert refusal["titleEn"].startswith("Your post may not do this")
    assert refusal["title"] == refusal["titleEn"]
    assert refusal["basis"] == "岗位权限表(docs/permissions.md)"
    assert Role.TRIAGE_OFFICER.name in refusal["details"]["allowed"]


def test_a_reader_of_chinese_is_refused_in_chinese(story: Story, it: Api) -> None:
    chinese = it.signed_in(story.county.officer(story.centre, Role.MEDIATOR, "蒋调解").person)
    answer = chinese.ask(
        "mutation($i: AcceptCaseInput!) { acceptCase(input: $i) { refusals { title titleZh } } }",
        {"i": acceptance(story.case, story.centre, idempotencyKey="zh", expectedVersion=None)},
        Accept_Language="zh-CN",
    )
    [refusal] = answer.json()["data"]["acceptCase"]["refusals"]
    assert answer.headers["content-language"] == "zh-CN"
    assert refusal["title"] == refusal["titleZh"]


def test_the_centre_accepts_what_it_has_seen(story: Story) -> None:
    assert story.accepted["refusals"] == []
    assert [event["name"] for event in story.accepted["events"]] == ["case.accepted"]
    assert story.accepted["case"] == {"id": story.case, "version": 6, "stage": "ACCEPTED"}


def test_what_may_be_done_changes_along_the_way(story: Story) -> None:
    assert story.before["AcceptCase"]["allowed"]
    assert not story.after["AcceptCase"]["allowed"]
    assert [one["code"] for one in story.after["AcceptCase"]["refusals"]] == ["StageDoesNotFit"]
    assert story.after["EnterSpecialLedger"]["allowed"]
    mediators = actions(story.mediator, story.case)
    assert [one["code"] for one in mediators["AcceptCase"]["refusals"]] == [
        "RoleMayNot",
        "StageDoesNotFit",
    ]
    assert mediators["RecordSignal"]["allowed"]


def test_what_is_called_available_is_not_refused(story: Story) -> None:
    done = story.triage.mutate(
        "enterSpecialLedger", WHOLE, case=story.case, ledger="MAJOR_RISK", reason="红色等级。"
    )
    assert done["refusals"] == []
    assert [event["name"] for event in done["events"]] == ["risk.special_ledger_entered"]


def test_the_reviewer_reads_every_step_with_its_own_fields(story: Story) -> None:
    found = story.reviewer.query(TIMELINE, id=story.case, at=story.accepted["position"])["case"]
    assert (found["risk"], found["code"]) == ("RED", found["timeline"]["nodes"][0]["code"])
    nodes = found["timeline"]["nodes"][:6]
    assert [node["__typename"] for node in nodes] == [
        "IntakeRegistered",
        "CaseScreened",
        "CaseClassified",
        "RiskSignalRecorded",
        "RiskLevelAssessed",
        "CaseAccepted",
    ]
    assert [node["version"] for node in nodes] == [1, 2, 3, 4, 5, 6]
    assert [node["actor"]["role"] for node in nodes] == ["WINDOW_CLERK"] + ["TRIAGE_OFFICER"] * 5
    assert {node["actor"]["unit"] for node in nodes} == {story.centre}
    intake, screened, classified, signal, assessed, accepted = nodes
    assert (intake["channel"], intake["area"]) == ("CALL", "990101101")
    assert intake["parties"] == [
        {"person": story.applicant, "label": "张*", "side": "APPLICANT"},
        {"person": story.respondent, "label": "李*", "side": "RESPONDENT"},
    ]
    assert screened["suspicions"] == []
    assert (classified["classifiedAs"], classified["difficulty"]) == ("0202", "MAJOR")
    assert (signal["signal"], signal["redClass"], signal["heardFrom"]) == ("S01", True, "PARTY")
    assert signal["heardAt"] == "2025-03-25T01:30:00.000000Z"
    assert (assessed["level"], assessed["criteria"]) == ("RED", ["S01", "K04"])
    assert not assessed["provisional"]
    assert accepted["firstResponsibleUnit"] == accepted["leadUnit"] == story.centre
    assert accepted["deadlineOn"] == "2025-04-24"


def test_the_reviewer_reads_no_words_and_the_clerk_does(story: Story) -> None:
    """domain.md §4.4: reviewers read what happened, when and by whom; words need a warrant."""

    def summary(who: Client) -> str | None:
        nodes = who.query(TIMELINE, id=story.case)["case"]["timeline"]["nodes"]
        return str(nodes[0]["summary"]) if nodes[0]["summary"] is not None else None

    assert summary(story.reviewer) is None
    assert summary(story.clerk) == SUMMARY


def test_whoever_asks_with_the_position_of_a_write_reads_it(story: Story) -> None:
    for nth in range(10):
        written = story.triage.do("screenCase", case=story.case, findings=f"第{nth}次复核。")
        found = story.reviewer.query(TIMELINE, id=story.case, at=written["position"])["case"]
        assert found["version"] == written["events"][0]["version"]
        assert found["timeline"]["totalCount"] == found["version"]


def opened(it: Api, note: str) -> Checkpoint:
    """A checkpoint, once the key published at `/log/key` is found to have signed it."""
    key = httpx.get(f"{it.address}/log/key", trust_env=False).text.strip()
    return open_checkpoint(note.encode(), [VerifierKey.parse(key)]).checkpoint


def stored_line(storage: Database, position: int) -> bytes:
    """The line of an event, from the columns as the database holds them."""
    events = sql.Identifier(storage.schema, "events")
    query = sql.SQL(
        "SELECT recorded_at, stream_id, version, type, data FROM {} WHERE position = %s"
    ).format(events)
    with psycopg.connect(storage.admin_dsn) as connection:
        row: Any = connection.execute(query, [position]).fetchone()
    return line(position, *row)


def decoded(hashes: list[str]) -> list[bytes]:
    return [base64.b64decode(one) for one in hashes]


PROOF = """
query($at: Position!, $size: Position) {
  ledger { inclusionProof(position: $at, size: $size) { leafIndex treeSize leafHash hashes } }
}
"""


def test_the_acceptance_is_proved_under_a_signed_checkpoint(
    story: Story, it: Api, storage: Database
) -> None:
    position = int(story.accepted["position"])
    checkpoint = opened(it, it.checkpoint())
    found = story.reviewer.query(PROOF, at=str(position), size=str(checkpoint.size))
    proof = found["ledger"]["inclusionProof"]
    leaf = SHA256.leaf(stored_line(storage, position))
    assert proof["leafHash"] == base64.b64encode(leaf).decode()
    assert (int(proof["leafIndex"]), int(proof["treeSize"])) == (position - 1, checkpoint.size)
    hashes = decoded(proof["hashes"])
    verify_inclusion(SHA256, leaf, position - 1, checkpoint.size, hashes, checkpoint.root)
    altered = SHA256.leaf(stored_line(storage, position).replace(b"2025-04-24", b"2025-05-24"))
    with pytest.raises(ProofInvalid):
        verify_inclusion(SHA256, altered, position - 1, checkpoint.size, hashes, checkpoint.root)


def test_a_later_checkpoint_continues_the_earlier_one(story: Story, it: Api) -> None:
    earlier, later = opened(it, story.early), opened(it, it.checkpoint())
    assert earlier.size < later.size
    found = story.reviewer.query(
        "query($from: Position!, $to: Position!) {"
        " ledger { consistencyProof(from: $from, to: $to) { olderSize newerSize hashes } } }",
        **{"from": str(earlier.size), "to": str(later.size)},
    )["ledger"]["consistencyProof"]
    verify_consistency(
        SHA256, earlier.size, later.size, decoded(found["hashes"]), earlier.root, later.root
    )


def test_the_checkpoint_of_the_api_is_the_one_witnesses_mirror(it: Api) -> None:
    note = it.checkpoint()
    mirrored = httpx.get(f"{it.address}/log/checkpoint", trust_env=False).text
    assert opened(it, mirrored).size >= opened(it, note).size
