"""Mutations: what was recorded, or every reason why nothing was."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from domain.roles import Role
from tests.graphql_api.scene import RECEIVED, SUMMARY, Scene


def test_a_command_answers_with_its_events_its_position_and_the_case(county: Scene) -> None:
    payload = county.clerk.mutate(
        "registerIntake",
        """
        position replayed refusals { code }
        events { __typename position ... on IntakeRegistered { case summary parties { label } } }
        case { id stage version lastPosition }
        """,
        matterClass="DISPUTE",
        channel="WALK_IN",
        receivedAt=RECEIVED,
        summary=SUMMARY,
        parties=[{"person": county.applicant, "side": "APPLICANT"}],
    )
    [event] = payload["events"]
    assert event["__typename"] == "IntakeRegistered"
    assert event["summary"] == SUMMARY
    assert event["parties"] == [{"label": "张*"}]
    assert payload["position"] == event["position"]
    assert payload["replayed"] is False
    assert payload["refusals"] == []
    assert payload["case"] == {
        "id": event["case"],
        "stage": "REGISTERED",
        "version": 1,
        "lastPosition": event["position"],
    }


def test_the_envelope_says_who_did_it_when_and_how(county: Scene) -> None:
    payload = county.clerk.mutate(
        "registerIntake",
        """
        events {
          name label occurredAt occurredPrecision isLate lateReason onBehalfOf policy commandId
          actor { person post unit role label } source { client reference }
        }
        """,
        matterClass="CONSULT",
        channel="CALL",
        receivedAt=RECEIVED,
        summary="咨询宅基地审批",
        occurredAt="2025-03-25T09:10:00+08:00",
        occurredPrecision="DAY",
        lateReason="下乡途中登记",
        onBehalfOf=county.applicant,
        sourceReference="纸质登记表17号",
    )
    [event] = payload["events"]
    clerk = county.callers["clerk"]
    assert event["name"] == "intake.registered"
    assert event["label"] == "登记"
    assert event["occurredAt"] == "2025-03-25T01:10:00.000000Z"
    assert event["occurredPrecision"] == "DAY"
    assert event["lateReason"] == "下乡途中登记"
    assert event["onBehalfOf"] == county.applicant
    assert event["source"] == {"client": "test", "reference": "纸质登记表17号"}
    assert event["actor"] == {
        "person": clerk.person,
        "post": clerk.post,
        "unit": county.town,
        "role": "WINDOW_CLERK",
        "label": "青石镇中心·岗位",
    }


def test_the_same_key_gives_the_first_answer_again(county: Scene) -> None:
    given: dict[str, Any] = {
        "matterClass": "CONSULT",
        "channel": "CALL",
        "receivedAt": RECEIVED,
        "summary": "咨询",
        "idempotencyKey": "same",
    }
    first = county.clerk.do("registerIntake", **given)
    second = county.clerk.do("registerIntake", **given)
    assert second == first | {"replayed": True}


def test_the_same_command_sent_many_times_at_once_is_carried_out_once(county: Scene) -> None:
    given: dict[str, Any] = {
        "matterClass": "CONSULT",
        "channel": "CALL",
        "receivedAt": RECEIVED,
        "summary": "咨询",
        "idempotencyKey": "many at once",
    }
    before = county.it.product.application.recorder.size()
    with ThreadPoolExecutor(16) as hands:
        sent = [hands.submit(county.clerk.do, "registerIntake", **given) for _ in range(32)]
        answers = [one.result() for one in sent]
    assert len({answer["position"] for answer in answers}) == 1
    assert sum(not answer["replayed"] for answer in answers) == 1
    assert county.it.product.application.recorder.size() == before + 1


def test_the_same_key_for_something_else_is_refused(county: Scene) -> None:
    county.register(idempotencyKey="used twice")
    payload = county.clerk.mutate(
        "registerIntake",
        matterClass="CONSULT",
        channel="CALL",
        receivedAt=RECEIVED,
        summary="另一件事",
        idempotencyKey="used twice",
    )
    assert [refusal["code"] for refusal in payload["refusals"]] == ["KeyReused"]
    assert payload["events"] == []
    assert payload["position"] is None


def test_a_refusal_speaks_the_language_of_the_request(county: Scene) -> None:
    select = "refusals { code title titleZh titleEn basis nextStep details }"
    case = county.register()
    chinese = county.it.signed_in(county.callers["clerk"], language="zh-CN")
    stale = {"case": case, "findings": "材料齐全"}
    [zh] = chinese.mutate("screenCase", select, **stale)["refusals"]
    [en] = county.clerk.mutate("screenCase", select, **stale)["refusals"]
    assert zh["code"] == en["code"] == "RoleMayNot"
    assert zh["title"] == zh["titleZh"] == en["titleZh"]
    assert en["title"] == en["titleEn"] == zh["titleEn"]
    assert zh["title"] != en["title"]
    assert "研判分流员" in zh["titleZh"]
    assert "triage officer" in zh["titleEn"]
    assert "TRIAGE_OFFICER" in zh["details"]["allowed"]
    assert zh["basis"]


def test_everything_that_is_wrong_with_an_input_is_said_at_once(county: Scene) -> None:
    payload = county.clerk.mutate(
        "registerIntake",
        "refusals { code titleZh titleEn details } position",
        matterClass="DISPUTE",
        channel="WALK_IN",
        receivedAt=RECEIVED,
        summary="",
        parties=[{"person": "张三", "side": "APPLICANT"}],
        claim="1.234",
        lateReason="x" * 301,
        onBehalfOf="nobody",
    )
    refusals = payload["refusals"]
    assert {refusal["code"] for refusal in refusals} == {"InputInvalid"}
    found = {one["details"]["field"]: one["details"]["rule"] for one in refusals}
    assert found == {
        "summary": "min_length",
        "parties.0.person": "id",
        "claim": "pattern",
        "lateReason": "max_length",
        "onBehalfOf": "id",
    }
    assert refusals[-1]["details"]["problem"] in refusals[-1]["titleEn"]
    assert payload["position"] is None


def test_what_the_client_marked_comes_back_whatever_happens(county: Scene) -> None:
    select = "clientMutationId refusals { code }"
    good: dict[str, Any] = {
        "matterClass": "CONSULT",
        "channel": "CALL",
        "receivedAt": RECEIVED,
        "summary": "咨询",
        "clientMutationId": "form 7",
    }
    assert county.clerk.mutate("registerIntake", select, **good)["clientMutationId"] == "form 7"
    bad = good | {"summary": ""}
    assert county.clerk.mutate("registerIntake", select, **bad)["clientMutationId"] == "form 7"


def test_a_refused_command_shows_the_case_as_it_is(county: Scene) -> None:
    case = county.register()
    payload = county.clerk.mutate("screenCase", "refusals { code } case { id version }", case=case,
                                  findings="材料齐全")  # fmt: skip
    assert payload["refusals"]
    assert payload["case"] == {"id": case, "version": 1}


def test_a_case_of_another_town_is_refused_as_if_it_were_not_there(county: Scene) -> None:
    case = county.register()
    nowhere = case[:-4] + "0000"
    select = "refusals { code title } case { id }"
    given = {"cause": "IDENTITY", "items": ["身份证复印件"], "dueOn": "2025-04-01"}
    seen = county.stranger.mutate("requestSupplement", select, case=case, **given)
    unseen = county.stranger.mutate("requestSupplement", select, case=nowhere, **given)
    assert seen == unseen
    assert seen["case"] is None
    assert [refusal["code"] for refusal in seen["refusals"]] == ["NotFound"]


def test_a_command_on_a_case_must_say_which_version_was_seen(county: Scene) -> None:
    case = county.register()
    answer = county.triage.ask(
        "mutation($input: ScreenCaseInput!) { screenCase(input: $input) { position } }",
        {"input": {"idempotencyKey": "k", "case": case, "findings": "材料齐全"}},
    ).json()
    [error] = answer["errors"]
    assert error["extensions"]["code"] == "BAD_USER_INPUT"
    assert "expectedVersion" in error["message"]
    assert answer["data"] == {"screenCase": None}


def test_a_version_that_was_overtaken_is_refused(county: Scene) -> None:
    case = county.register()
    county.triage.do("screenCase", case=case, findings="材料齐全", expectedVersion=1)
    payload = county.accept(case, "refusals { code details }", expectedVersion=1)
    [refusal] = payload["refusals"]
    assert refusal == {"code": "VersionConflict", "details": {"expected": 1, "current": 2}}


def test_the_version_that_was_seen_is_accepted(county: Scene) -> None:
    case = county.register()
    payload = county.accept(case, "refusals { code } case { stage version }", expectedVersion=1)
    assert payload == {"refusals": [], "case": {"stage": "ACCEPTED", "version": 2}}


def test_the_register_may_be_changed_without_saying_a_version(county: Scene) -> None:
    admin = county.it.signed_in(
        county.it.product.officer(county.county, Role.SYSTEM_ADMINISTRATOR, name="卫管理")
    )
    payload = admin.do(
        "registerUnit",
        "events { ... on UnitRegistered { unitName } } organisation { units(first: 9) "
        "{ nodes { name parent { id } } } }",
        name="柳湾村调委会",
        level="VILLAGE",
        kind="committee",
        area="990101100201",
        validFrom="2025-01-01",
        parent=county.town,
    )
    assert payload["events"][0]["unitName"] == "柳湾村调委会"
    village = {"name": "柳湾村调委会", "parent": {"id": county.town}}
    assert village in payload["organisation"]["units"]["nodes"]


def test_a_registered_person_is_answered_by_masked_label(county: Scene) -> None:
    payload = county.clerk.do(
        "registerPerson",
        "person { id label kind } events { ... on PersonRegistered { person personLabel } }",
        identity={"name": "赵春禾", "idNumber": "11010119900307123X", "phone": "13800000000"},
    )
    assert payload["person"]["label"] == payload["events"][0]["personLabel"] == "赵*"
    assert "赵春禾" not in str(payload)


def test_mutations_of_one_document_run_one_after_the_other(county: Scene) -> None:
    case = county.register()
    answer = county.triage.ask(
        """
        mutation($case: ID!) {
          first: screenCase(input: {
            idempotencyKey: "a", expectedVersion: 1, case: $case, findings: "材料齐全"
          }) { refusals { code } case { version } }
          second: screenCase(input: {
            idempotencyKey: "b", expectedVersion: 2, case: $case, findings: "再次审核"
          }) { refusals { code } case { version } }
          third: screenCase(input: {
            idempotencyKey: "c", expectedVersion: 2, case: $case, findings: "版本过期"
          }) { refusals { code } case { version } }
        }
        """,
        {"case": case},
    ).json()["data"]
    assert answer["first"] == {"refusals": [], "case": {"version": 2}}
    assert answer["second"] == {"refusals": [], "case": {"version": 3}}
    assert answer["third"]["refusals"] == [{"code": "VersionConflict"}]
    assert answer["third"]["case"] == {"version": 3}


@pytest.mark.parametrize("key", ["", "x" * 201, "中文", "a\nb"])
def test_a_key_that_is_none_is_refused(county: Scene, key: str) -> None:
    payload = county.clerk.mutate(
        "registerIntake",
        "refusals { code details }",
        matterClass="CONSULT",
        channel="CALL",
        receivedAt=RECEIVED,
        summary="咨询",
        idempotencyKey=key,
    )
    assert [one["details"]["field"] for one in payload["refusals"]] == ["idempotencyKey"]


def test_a_number_in_a_narrative_is_refused_by_the_domain(county: Scene) -> None:
    payload = county.clerk.mutate(
        "registerIntake",
        "refusals { code }",
        matterClass="CONSULT",
        channel="CALL",
        receivedAt=RECEIVED,
        summary="请致电13800000000",
    )
    assert payload["refusals"] == [{"code": "IdentifierInText"}]
