"""Commands that do not fit: each a typed refusal in both languages, and nothing recorded.

Out of order, twice, by the wrong unit, about a case that was joined or archived, with days that
cannot be, with more than is owed, with six representatives: never a 500, never half a record.
"""

from collections.abc import Callable
from typing import Any

import httpx
import pytest

from tests.stories.bench import HASH, KEY, Bench, bench, document, whistle
from tests.stories.county import County, acceptance, phone_call

BEFORE_THE_CASE = "2025-03-24T09:00:00+08:00"
TOMORROW = "2025-03-26T09:00:00+08:00"
NOTHING = "0" * 26

Send = Callable[[Bench], httpx.Response]
Bad = dict[str, tuple[Send, str]]


@pytest.fixture(scope="module")
def b(land: County) -> Bench:
    return bench(land)


def order(b: Bench, **given: Any) -> dict[str, Any]:
    """An order to the office."""
    return {
        "case": b.cases["accepted"],
        "mode": "ASSIGNED",
        "leadUnit": b.units["office"],
        "requirements": "核实。",
    } | given


def session(b: Bench, **given: Any) -> dict[str, Any]:
    """A session of the procedure under way."""
    return {
        "case": b.cases["in mediation"],
        "mediation": b.mediation,
        "mode": "ROOM",
        "place": "调解室",
        "mediators": [b.people["head"]],
        "attended": [b.people["applicant"]],
        "durationMinutes": 60,
        "minutes": "各方陈述意见。",
    } | given


def paid(b: Bench, **given: Any) -> dict[str, Any]:
    """A payment that a mediator has seen."""
    return {
        "case": b.cases["agreed"],
        "obligation": b.obligation,
        "doneOn": "2025-03-25",
        "proofKind": "WITNESSED",
    } | given


def accept(b: Bench, case: str, **given: Any) -> dict[str, Any]:
    """An acceptance by the town."""
    return acceptance(b.cases[case], b.units["village"], **given)


def call(b: Bench, **given: Any) -> dict[str, Any]:
    """A registration."""
    return phone_call(b.people["applicant"], b.people["respondent"], **given)


def red(b: Bench, case: str, **given: Any) -> dict[str, Any]:
    """An assessment."""
    found = {"level": "RED", "criteria": ["S01"], "rationale": "有扬言。"}
    return {"case": b.cases[case]} | found | given


def volume(case: str) -> dict[str, Any]:
    """What is entered to archive a case."""
    return {"case": case, "volume": "2025-0002", "retention": "PERMANENT", "packageHash": HASH}


OUT_OF_ORDER: Bad = {
    "accept what was accepted": (
        lambda b: b.send("triage", "acceptCase", **accept(b, "accepted")),
        "StageDoesNotFit",
    ),
    "give an order before acceptance": (
        lambda b: b.send("triage", "issueOrder", **order(b, case=b.cases["new"])),
        "StageDoesNotFit",
    ),
    "sign for an order that was never given": (
        lambda b: b.send(
            "handler", "signOrder", case=b.cases["given to the office"], order=f"order_{NOTHING}"
        ),
        "OrderUnknown",
    ),
    "open mediation before anybody agreed": (
        lambda b: b.send("head", "openMediation", case=b.cases["accepted"], kind="PEOPLES"),
        "ConsentMissing",
    ),
    "hold a session before mediation is opened": (
        lambda b: b.send("head", "holdSession", **session(b, case=b.cases["accepted"])),
        "MediationUnknown",
    ),
    "agree without a procedure": (
        lambda b: b.send("head", "reachAgreement", case=b.cases["accepted"], **b.promise()),
        "AgreementNeedsProcedure",
    ),
    "conclude while mediation goes on": (
        lambda b: b.send(
            "head",
            "concludeCase",
            case=b.cases["in mediation"],
            outcome="SETTLED_SELF",
            summary="和解。",
        ),
        "ProcedureStillUnderWay",
    ),
    "close what is not concluded": (
        lambda b: b.send("director", "closeCase", case=b.cases["agreed"], reason="C01"),
        "StageDoesNotFit",
    ),
    "archive what is not closed": (
        lambda b: b.send("archivist", "archiveCase", **volume(b.cases["agreed"])),
        "StageDoesNotFit",
    ),
    "reopen what is open": (
        lambda b: b.send(
            "director", "reopenCase", case=b.cases["agreed"], reason="R01", explanation="未履行。"
        ),
        "StageDoesNotFit",
    ),
    "report in to a whistle nobody blew": (
        lambda b: b.send(
            "handler",
            "receiveWhistle",
            case=b.cases["given to the office"],
            whistle=f"whistle_{NOTHING}",
        ),
        "WhistleUnknown",
    ),
    "raise a level that was never assessed": (
        lambda b: b.send(
            "triage", "changeRisk", case=b.cases["accepted"], level="RED", reason="升级。"
        ),
        "NotAssessed",
    ),
    "end an emergency that never was": (
        lambda b: b.send("director", "endEmergency", case=b.cases["accepted"], result="平息。"),
        "NoEmergency",
    ),
    "finish a task before reporting in": (
        lambda b: b.send(
            "handler",
            "finishWhistleTask",
            case=b.cases["given to the office"],
            whistle=b.whistle,
            result="已核实。",
        ),
        "AnswerDoesNotFit",
    ),
}

TWICE: Bad = {
    "the same order to the same unit": (
        lambda b: b.send("triage", "issueOrder", **order(b, case=b.cases["given to the office"])),
        "OrderOpenAlready",
    ),
    "a signature for an order": (
        lambda b: b.send(
            "handler", "signOrder", case=b.cases["given to the office"], order=b.order
        ),
        "OrderStageDoesNotFit",
    ),
    "an opening of mediation": (
        lambda b: b.send("head", "openMediation", case=b.cases["in mediation"], kind="PEOPLES"),
        "ProcedureOpen",
    ),
    "an agreement on everything": (
        lambda b: b.send("head", "reachAgreement", case=b.cases["agreed"], **b.promise()),
        "StageDoesNotFit",
    ),
    "a merger": (
        lambda b: b.send(
            "triage",
            "mergeCase",
            case=b.cases["joined"],
            into=b.cases["new"],
            matchBasis="SAME_FACTS",
        ),
        "StageDoesNotFit",
    ),
    "the archive": (
        lambda b: b.send("archivist", "archiveCase", **volume(b.cases["archived"])),
        "StageDoesNotFit",
    ),
}

BY_THE_WRONG_UNIT: Bad = {
    "an order signed for by an office that only helps": (
        lambda b: b.send("other handler", "signOrder", case=b.cases["waiting"], order=b.unsigned),
        "NotYourOrder",
    ),
    "a whistle received by a unit it did not call": (
        lambda b: b.send(
            "other handler",
            "receiveWhistle",
            case=b.cases["given to the office"],
            whistle=b.whistle,
        ),
        "UnitNotCalled",
    ),
    "a session held by the next village": (
        lambda b: b.send("other head", "holdSession", **session(b)),
        "NotFound",
    ),
    "an acceptance by the next town": (
        lambda b: b.send("next town's triage", "acceptCase", **accept(b, "new")),
        "NotFound",
    ),
    "a payment recorded by the next village": (
        lambda b: b.send("other head", "recordFulfilment", **paid(b, amount="1.00")),
        "NotFound",
    ),
    "a conclusion by an office without the case": (
        lambda b: b.send(
            "handler",
            "concludeCase",
            case=b.cases["in mediation"],
            outcome="SETTLED_SELF",
            summary="和解。",
        ),
        "NotFound",
    ),
}

OF_WHAT_IS_OVER: dict[str, Callable[[Bench, str], httpx.Response]] = {
    "accepted": lambda b, c: b.send("triage", "acceptCase", **accept(b, c)),
    "screened": lambda b, c: b.send("triage", "screenCase", case=b.cases[c], findings="齐全。"),
    "assessed": lambda b, c: b.send("triage", "assessRisk", **red(b, c)),
    "given to a unit": lambda b, c: b.send("triage", "issueOrder", **order(b, case=b.cases[c])),
    "called for": lambda b, c: b.send("director", "blowWhistle", **whistle(b, b.cases[c])),
    "closed": lambda b, c: b.send("director", "closeCase", case=b.cases[c], reason="C03"),
    "withdrawn": lambda b, c: b.send(
        "clerk",
        "withdrawCase",
        case=b.cases[c],
        withdrawnBy=[b.people["applicant"]],
        voluntaryStatement=f"document_{NOTHING}",
        reason="双方已和解。",
    ),
    "archived": lambda b, c: b.send("archivist", "archiveCase", **volume(b.cases[c])),
}

IN_THE_ARCHIVE: Bad = {
    "a signal": (
        lambda b: b.send(
            "triage",
            "recordSignal",
            case=b.cases["archived"],
            signal="S01",
            source="PARTY",
            heardAt="2025-03-25T09:30:00+08:00",
        ),
        "StageDoesNotFit",
    ),
    "an incident": (
        lambda b: b.send(
            "director",
            "recordIncident",
            case=b.cases["archived"],
            kind="GROUP_EVENT",
            facts="堵路。",
        ),
        "StageDoesNotFit",
    ),
    "a reopening": (
        lambda b: b.send(
            "director",
            "reopenCase",
            case=b.cases["archived"],
            reason="R02",
            explanation="纠纷反复。",
        ),
        "ArchivedStaysArchived",
    ),
}

IMPOSSIBLE_DAYS: Bad = {
    "done before the case was": (
        lambda b: b.send("triage", "acceptCase", **accept(b, "new", occurredAt=BEFORE_THE_CASE)),
        "BeforeTheMatter",
    ),
    "done tomorrow": (
        lambda b: b.send("triage", "acceptCase", **accept(b, "new", occurredAt=TOMORROW)),
        "HappensInFuture",
    ),
    "heard tomorrow": (
        lambda b: b.send(
            "triage",
            "recordSignal",
            case=b.cases["new"],
            signal="S01",
            source="PARTY",
            heardAt=TOMORROW,
        ),
        "ToldFromTheFuture",
    ),
    "paid tomorrow": (
        lambda b: b.send("head", "recordFulfilment", **paid(b, amount="1.00", doneOn="2025-03-26")),
        "ToldFromTheFuture",
    ),
    "paid before it was agreed": (
        lambda b: b.send("head", "recordFulfilment", **paid(b, amount="1.00", doneOn="2025-03-24")),
        "DoneBeforeAgreed",
    ),
    "due yesterday": (
        lambda b: b.send("triage", "issueOrder", **order(b, dueOn="2025-03-24")),
        "DayHasPassed",
    ),
    "promised for yesterday": (
        lambda b: b.send(
            "head",
            "reachAgreement",
            case=b.cases["in mediation"],
            **b.promise(dueOn="2025-03-24"),
        ),
        "DayHasPassed",
    ),
    "a plan that ends before it begins": (
        lambda b: b.send(
            "head",
            "filePlan",
            case=b.cases["given to the office"],
            owner=b.people["head"],
            measures=["走访。"],
            fromOn="2025-04-02",
            toOn="2025-04-01",
        ),
        "DatesInWrongOrder",
    ),
}

NO_DAYS = ("2025-02-30", "2025-13-01", "2025-2-3", "tomorrow", "", "9999-12-31", "0000-01-01", 7)
NO_MOMENTS = (
    "2025-02-30T09:00:00+08:00",
    "2025-03-25T25:00:00+08:00",
    "2025-03-25T09:00:00",
    "0001-01-01T00:00:00+14:00",
    "9999-12-31T23:59:59-12:00",
    "2025-03-25",
    1742864400,
)

TOO_MUCH: Bad = {
    "more than is owed": (
        lambda b: b.send("head", "recordFulfilment", **paid(b, amount="6500.01")),
        "MoreThanOwed",
    ),
    "nothing at all": (
        lambda b: b.send("head", "recordFulfilment", **paid(b, amount="0.00")),
        "AmountMissing",
    ),
    "no amount of a debt in money": (
        lambda b: b.send("head", "recordFulfilment", **paid(b)),
        "AmountMissing",
    ),
    "more than was claimed": (
        lambda b: b.send(
            "head",
            "reachAgreement",
            case=b.cases["in mediation"],
            **b.promise(amount="10000.01"),
        ),
        "MoreThanClaimed",
    ),
}

NO_AMOUNTS = ("-1.00", "1e3", "6500.001", "6,500", "NaN", "many")


def joint_visit(b: Bench, applicants: int, chosen: int) -> httpx.Response:
    """So many people come together and choose so many of them."""
    clerk = b.clients["clerk"]
    people = [_newcomer(clerk, nth) for nth in range(applicants)]
    return b.send(
        "clerk",
        "registerIntake",
        **call(
            b,
            channel="WALK_IN",
            peopleCount=applicants,
            parties=[{"person": one, "side": "APPLICANT"} for one in people],
            representatives=people[:chosen],
        ),
    )


def _newcomer(clerk: Any, nth: int) -> str:
    made = clerk.do(
        "registerPerson",
        "events { ... on PersonRegistered { person } }",
        identity={"name": "甲乙丙丁戊己庚"[nth] + "来访"},
    )
    return str(made["events"][0]["person"])


def nothing_recorded(b: Bench, send: Callable[[], httpx.Response]) -> httpx.Response:
    """The answer to something that must not go through; the log is as it was."""
    application = b.it.product.application
    size = application.recorder.size()
    response = send()
    assert application.recorder.size() == size
    assert application.recorder.command(f"test:{KEY}") is None
    return response


def refused(response: httpx.Response) -> str:
    """The code of the one refusal, which speaks both languages and says what it rests on."""
    assert response.status_code == 200
    body = response.json()
    assert "errors" not in body, body
    payload = body["data"]["it"]
    assert (payload["position"], payload["events"]) == (None, [])
    [refusal] = payload["refusals"]
    assert not refusal["titleZh"].isascii()
    assert refusal["titleEn"] not in ("", refusal["titleZh"])
    return str(refusal["code"])


CASES = {
    f"{chapter}: {name}": bad
    for chapter, table in {
        "out of order": OUT_OF_ORDER,
        "twice": TWICE,
        "by the wrong unit": BY_THE_WRONG_UNIT,
        "in the archive": IN_THE_ARCHIVE,
        "impossible days": IMPOSSIBLE_DAYS,
        "too much": TOO_MUCH,
    }.items()
    for name, bad in table.items()
}


@pytest.mark.parametrize("name", CASES)
def test_a_command_that_does_not_fit_is_refused_for_its_reason(b: Bench, name: str) -> None:
    send, code = CASES[name]
    assert refused(nothing_recorded(b, lambda: send(b))) == code


@pytest.mark.parametrize("case", ["joined", "archived"])
@pytest.mark.parametrize("what", OF_WHAT_IS_OVER)
def test_what_was_joined_or_archived_is_not_gone_on_with(b: Bench, what: str, case: str) -> None:
    send = OF_WHAT_IS_OVER[what]
    assert refused(nothing_recorded(b, lambda: send(b, case))) == "StageDoesNotFit"


@pytest.mark.parametrize(
    ("case", "still"),
    [
        ("joined", set()),
        ("archived", set()),
    ],
)
def test_little_is_left_to_do_with_what_is_over(b: Bench, case: str, still: set[str]) -> None:
    """domain.md §2.7 invariant 2: corrections, retention, and reviews."""
    question = "query($id: ID!) { case(id: $id) { availableActions { command allowed } } }"
    allowed: set[str] = set()
    for client in b.clients.values():
        seen = client.query(question, id=b.cases[case])["case"]
        allowed |= {one["command"] for one in (seen or {"availableActions": []})["availableActions"] if one["allowed"]}
    assert allowed == still


def test_six_representatives_are_one_too_many(b: Bench) -> None:
    """信访工作条例 art 20: at most five."""
    sent = joint_visit(b, 7, 6)
    assert refused(sent) == "TooManyRepresentatives"


def test_six_people_on_a_visit_choose_somebody(b: Bench) -> None:
    assert refused(joint_visit(b, 6, 0)) == "RepresentativesMissing"


@pytest.mark.parametrize("day", NO_DAYS)
def test_a_day_that_is_none_is_an_input_error(b: Bench, day: Any) -> None:
    sent = nothing_recorded(
        b, lambda: b.send("triage", "acceptCase", **accept(b, "new", deadlineOn=day))
    )
    assert input_error(sent)


@pytest.mark.parametrize("moment", NO_MOMENTS)
@pytest.mark.parametrize("field", ["occurredAt", "receivedAt"])
def test_a_moment_that_is_none_is_an_input_error(b: Bench, field: str, moment: Any) -> None:
    given = call(b) | {field: moment}
    sent = nothing_recorded(b, lambda: b.send("clerk", "registerIntake", **given))
    assert input_error(sent)


@pytest.mark.parametrize("amount", NO_AMOUNTS)
def test_an_amount_that_is_none_is_refused(b: Bench, amount: str) -> None:
    sent = nothing_recorded(b, lambda: b.send("head", "recordFulfilment", **paid(b, amount=amount)))
    assert input_error(sent) or refused(sent) == "InputInvalid"


def input_error(response: httpx.Response) -> bool:
    """Whether it was answered as an error of the program that calls, with a code and words."""
    body = response.json()
    if "errors" not in body:
        return False
    [error] = body["errors"]
    assert response.status_code == 400
    assert error["extensions"]["code"] == "BAD_USER_INPUT"
    assert "Traceback" not in error["message"]
    return True


def test_an_input_error_is_told_in_chinese_too(b: Bench) -> None:
    given = accept(b, "new", deadlineOn="2025-02-30", idempotencyKey=KEY, expectedVersion=None)
    triage = b.clients["triage"]
    words = [
        triage.ask(document("acceptCase"), {"i": given}, Accept_Language=language).json()["errors"][
            0
        ]["message"]
        for language in ("zh-CN", "en")
    ]
    assert not words[0].isascii()
    assert words[0] != words[1]


def test_the_same_command_again_is_answered_the_same_and_done_once(b: Bench) -> None:
    given = {"case": b.cases["new"], "findings": "材料齐全。", "idempotencyKey": "screened-once"}
    triage = b.clients["triage"]
    select = "position events { name version } refusals { code } replayed"
    first = triage.mutate("screenCase", select, **given)
    again = nothing_recorded(b, lambda: _again(triage, select, given)).json()["data"]["it"]
    assert (first.pop("replayed"), again.pop("replayed")) == (False, True)
    assert first == again


def _again(triage: Any, select: str, given: dict[str, Any]) -> httpx.Response:
    asked = f"mutation($i: ScreenCaseInput!) {{ it: screenCase(input: $i) {{ {select} }} }}"
    found: httpx.Response = triage.ask(asked, {"i": given | {"expectedVersion": None}})
    return found


def test_the_same_key_for_something_else_is_refused(b: Bench) -> None:
    triage = b.clients["triage"]
    given = {"case": b.cases["accepted"], "idempotencyKey": "used-once"}
    triage.do("screenCase", findings="材料齐全。", **given)
    refusal = triage.mutate("screenCase", findings="另有材料。", **given)["refusals"]
    assert [one["code"] for one in refusal] == ["KeyReused"]


def test_after_all_of_it_every_case_stands_where_it_stood(b: Bench) -> None:
    b.it.see()
    director = b.clients["director"]
    question = "query($id: ID!) { case(id: $id) { stage } }"
    stages = {
        name: director.query(question, id=case)["case"]["stage"] for name, case in b.cases.items()
    }
    assert stages == {
        "new": "REGISTERED",
        "accepted": "ACCEPTED",
        "given to the office": "IN_PROGRESS",
        "waiting": "ASSIGNED",
        "in mediation": "IN_PROGRESS",
        "agreed": "AGREED",
        "joined": "MERGED",
        "archived": "ARCHIVED",
    }
