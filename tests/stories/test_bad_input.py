"""Bad input: each a clear, typed answer in both languages, never a 500, and nothing recorded."""

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import httpx
import pytest

from domain.roles import Role
from tests.api import Api
from tests.stories.county import County, acceptance, phone_call, registered
from tests.stories.desk import KEY, REGISTER, SCREEN, VIEWER, Desk
from tests.stories.forging import confused, resigned, retouched, unsigned


@pytest.fixture(scope="module")
def desk(land: County, it: Api) -> Desk:
    unit = land.unit("青石镇中心", "TOWN", "990101101000")
    clerk = land.officer(unit, Role.WINDOW_CLERK, "郑窗口")
    triage = land.officer(unit, Role.TRIAGE_OFFICER, "冯研判")
    applicant, respondent = (registered(clerk.client, name) for name in ("张远山", "李望舒"))
    used = phone_call(applicant, respondent, idempotencyKey="used")
    case, over = (
        str(clerk.client.do("registerIntake", "case { id }", **given)["case"]["id"])
        for given in (used, phone_call(applicant, respondent))
    )
    triage.client.do("acceptCase", **acceptance(over, unit))
    it.see()
    return Desk(
        it=it,
        unit=unit,
        clerk=clerk.client,
        triage=triage.client,
        mediator=land.officer(unit, Role.MEDIATOR, "褚调解").client,
        person=clerk.person,
        applicant=applicant,
        respondent=respondent,
        case=case,
        over=over,
        used=used,
    )


def deep(levels: int) -> dict[str, Any]:
    """Variables nested so deeply."""
    found: dict[str, Any] = {}
    for _ in range(levels):
        found = {"i": found}
    return found


Send = Callable[[Desk], httpx.Response]

BAD: dict[str, tuple[Send, int, str]] = {
    # The request itself.
    "malformed JSON": (lambda d: d.body(b'{"query": '), 400, "BODY_NOT_JSON"),
    "no JSON at all": (lambda d: d.body(b"query=1"), 400, "BODY_NOT_JSON"),
    "an empty body": (lambda d: d.body(b""), 400, "BODY_NOT_JSON"),
    "invalid UTF-8": (
        lambda d: d.body(b'{"query": "{ viewer { person } } #\xff\xfe"}'),
        400,
        "BODY_NOT_JSON",
    ),
    "half a surrogate": (
        lambda d: d.body(
            json.dumps({"query": SCREEN, "variables": {"i": {"findings": "\ud800"}}}).encode()
        ),
        400,
        "BODY_NOT_JSON",
    ),
    "a list": (lambda d: d.body(b"[]"), 400, "BATCHING_OFF"),
    "a number": (lambda d: d.body(b"7"), 400, "BODY_NOT_OBJECT"),
    "no query": (lambda d: d.body(b"{}"), 400, "QUERY_MISSING"),
    "variables that are a list": (
        lambda d: d.body(b'{"query": "{ viewer { person } }", "variables": []}'),
        400,
        "PARAMETER_TYPE",
    ),
    "a form": (
        lambda d: d.body(b"query=1", Content_Type="application/x-www-form-urlencoded"),
        415,
        "UNSUPPORTED_MEDIA_TYPE",
    ),
    "another character set": (
        lambda d: d.body("{}".encode("utf-16"), Content_Type="application/json; charset=utf-16"),
        415,
        "UNSUPPORTED_MEDIA_TYPE",
    ),
    "a body that is too large": (lambda d: d.body(b" " * 70_000), 413, "PAYLOAD_TOO_LARGE"),
    "a mutation by GET": (
        lambda d: d.clerk.http.get(
            "/graphql",
            params={"query": SCREEN, "variables": "{}"},
            headers={"GraphQL-Require-Preflight": "1"},
        ),
        405,
        "MUTATION_BY_GET",
    ),
    # The document and its variables.
    "a broken document": (lambda d: d.clerk.ask("mutation {"), 400, "GRAPHQL_PARSE_FAILED"),
    "an unknown question": (
        lambda d: d.clerk.ask("{ everything }"),
        400,
        "GRAPHQL_VALIDATION_FAILED",
    ),
    "an unknown field of a case": (
        lambda d: d.clerk.ask('{ case(id: "x") { password } }'),
        400,
        "GRAPHQL_VALIDATION_FAILED",
    ),
    "an unknown field of an input": (lambda d: d.call(phone="1"), 400, "BAD_USER_INPUT"),
    "a required field left out": (lambda d: d.call(receivedAt=...), 400, "BAD_USER_INPUT"),
    "no idempotency key": (lambda d: d.call(idempotencyKey=...), 400, "BAD_USER_INPUT"),
    "no expected version": (
        lambda d: d.screen(d.triage, expectedVersion=...),
        200,
        "BAD_USER_INPUT",
    ),
    "a word for a number": (lambda d: d.call(peopleCount="many"), 400, "BAD_USER_INPUT"),
    "a value that is no choice": (lambda d: d.call(channel="PIGEON"), 400, "BAD_USER_INPUT"),
    "the thirtieth of February": (
        lambda d: d.call(receivedAt="2025-02-30T09:00:00Z"),
        400,
        "BAD_USER_INPUT",
    ),
    "a moment without a zone": (
        lambda d: d.call(receivedAt="2025-03-25T09:00:00"),
        400,
        "BAD_USER_INPUT",
    ),
    "a NUL": (lambda d: d.call(summary="甲\0乙"), 400, "CHARACTER_REFUSED"),
    "variables nested too deeply": (lambda d: d.clerk.ask(REGISTER, deep(40)), 400, "TOO_DEEP"),
    "a forged cursor": (
        lambda d: d.clerk.ask('{ cases(first: 1, after: "AAAA") { totalCount } }'),
        200,
        "BAD_USER_INPUT",
    ),
    "more than a page": (
        lambda d: d.clerk.ask("{ cases(first: 1000) { totalCount } }"),
        200,
        "BAD_USER_INPUT",
    ),
    "a proof that cannot be": (
        lambda d: d.clerk.ask('{ ledger { inclusionProof(position: "999999") { leafHash } } }'),
        200,
        "BAD_USER_INPUT",
    ),
    # Who is asking.
    "no token": (
        lambda d: httpx.post(f"{d.it.address}/graphql", trust_env=False),
        401,
        "TOKEN_MISSING",
    ),
    "no token at all": (lambda d: d.token("nonsense"), 401, "TOKEN_MALFORMED"),
    "an expired token": (
        lambda d: d.token(d.it.token(d.person, lifetime=timedelta(seconds=-3600))),
        401,
        "TOKEN_EXPIRED",
    ),
    "a token of another key": (
        lambda d: d.token(resigned(d.good_token())),
        401,
        "TOKEN_SIGNATURE_INVALID",
    ),
    "a token retouched": (
        lambda d: d.token(retouched(d.good_token())),
        401,
        "TOKEN_SIGNATURE_INVALID",
    ),
    "a token without a signature": (
        lambda d: d.token(unsigned(d.good_token())),
        401,
        "TOKEN_ALGORITHM_REFUSED",
    ),
    "a token signed by the public key": (
        lambda d: d.token(confused(d.good_token(), d.public_keys())),
        401,
        "TOKEN_ALGORITHM_REFUSED",
    ),
    "a token as large as a book": (lambda d: d.token("a" * 9000), 401, "TOKEN_TOO_LARGE"),
    "a post of somebody else": (
        lambda d: d.clerk.ask(VIEWER, Liuhen_Post="post_" + "0" * 26),
        403,
        "FORBIDDEN",
    ),
    # What the rules refuse.
    "text that is too long": (lambda d: d.call(summary="长" * 4001), 200, "InputInvalid"),
    "an empty text": (lambda d: d.call(summary=""), 200, "InputInvalid"),
    "control characters": (lambda d: d.call(summary="甲\x1b[31m"), 200, "InputInvalid"),
    "a key that is too long": (lambda d: d.call(idempotencyKey="k" * 201), 200, "InputInvalid"),
    "an id that is none": (
        lambda d: d.call(parties=[{"person": "张三", "side": "APPLICANT"}]),
        200,
        "InputInvalid",
    ),
    "an id of another kind": (lambda d: d.screen(d.triage, case=d.applicant), 200, "InputInvalid"),
    "an id of nobody": (
        lambda d: d.call(parties=[{"person": "person_" + "0" * 26, "side": "APPLICANT"}]),
        200,
        "PersonUnknown",
    ),
    "a case that is not there": (
        lambda d: d.screen(d.triage, case="case_" + "0" * 26),
        200,
        "NotFound",
    ),
    "an unknown code": (lambda d: d.call(dispute="NONE"), 200, "CodeUnknown"),
    "a telephone number in a narrative": (
        lambda d: d.call(summary="请联系13800000000。"),
        200,
        "IdentifierInText",
    ),
    "something received tomorrow": (
        lambda d: d.call(receivedAt="2025-03-26T09:00:00Z"),
        200,
        "ToldFromTheFuture",
    ),
    "something done tomorrow": (
        lambda d: d.call(occurredAt="2025-03-26T09:00:00Z"),
        200,
        "HappensInFuture",
    ),
    "a role that may not": (lambda d: d.accept(d.mediator, d.case), 200, "RoleMayNot"),
    "a stage that does not fit": (lambda d: d.accept(d.triage, d.over), 200, "StageDoesNotFit"),
    "a stale version": (
        lambda d: d.screen(d.triage, expectedVersion=7),
        200,
        "VersionConflict",
    ),
    "a reused key with other content": (
        lambda d: d.clerk.ask(REGISTER, {"i": d.used | {"summary": "换一件事。"}}),
        200,
        "KeyReused",
    ),
}


def said(response: httpx.Response) -> str:
    """The one reason of an answer: of its error, or of its refusal."""
    body = response.json()
    if "errors" in body:
        found = body["errors"][0]["extensions"]
        return str(found.get("reason", found["code"]))
    [refusal] = body["data"]["it"]["refusals"]
    assert body["data"]["it"]["position"] is None
    return str(refusal["code"])


@pytest.mark.parametrize("bad", BAD)
def test_bad_input_is_answered_clearly_and_nothing_is_recorded(desk: Desk, bad: str) -> None:
    send, status, reason = BAD[bad]
    application = desk.it.product.application
    size = application.recorder.size()
    response = send(desk)
    assert (response.status_code, said(response)) == (status, reason)
    assert application.recorder.size() == size
    assert application.recorder.command(f"test:{KEY}") is None


@pytest.mark.parametrize("bad", BAD)
def test_bad_input_is_explained_in_chinese_and_in_english(desk: Desk, bad: str) -> None:
    body = BAD[bad][0](desk).json()
    if "errors" in body:
        words = [error["message"] for error in body["errors"]]
    else:
        [refusal] = body["data"]["it"]["refusals"]
        words = [refusal["titleEn"]]
        assert not refusal["titleZh"].isascii()
    for word in words:
        assert word
        assert not any(
            inside in word for inside in ("Traceback", "psycopg", "msgspec", "object at")
        )
