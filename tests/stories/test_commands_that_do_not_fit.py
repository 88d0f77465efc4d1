"""Commands that do not fit: each a typed refusal in both languages, and nothing recorded.

Out of order, twice, by the wrong unit, about a case that was joined or archived, with days that
cannot be, with more than is owed, with six representatives: never a 500, never half a record.
"""

from collections.abc import Callable
from typing import Any

import httpx
import pytest

from tests.api import Client
from tests.stories.bench import KEY, Bench, bench, document, paid
from tests.stories.county import County, registered
from tests.stories.unfit import CASES, OF_WHAT_IS_OVER, accept, call


@pytest.fixture(scope="module")
def b(land: County) -> Bench:
    return bench(land)


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
NO_AMOUNTS = ("-1.00", "1e3", "6500.001", "6,500", "NaN", "many")


def visitors(b: Bench, many: int) -> list[str]:
    """So many people who come together."""
    return [registered(b.clients["clerk"], f"{name}来访") for name in "甲乙丙丁戊己庚"[:many]]


def joint_visit(b: Bench, people: list[str], chosen: int) -> httpx.Response:
    """They come to the window, and choose so many of them."""
    parties = [{"person": one, "side": "APPLICANT"} for one in people]
    given = {"channel": "WALK_IN", "peopleCount": len(people), "parties": parties}
    return b.send("clerk", "registerIntake", **call(b, **given, representatives=people[:chosen]))


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


@pytest.mark.parametrize("name", CASES)
def test_a_command_that_does_not_fit_is_refused_for_its_reason(b: Bench, name: str) -> None:
    send, code = CASES[name]
    assert refused(nothing_recorded(b, lambda: send(b))) == code


@pytest.mark.parametrize("case", ["joined", "archived"])
@pytest.mark.parametrize("what", OF_WHAT_IS_OVER)
def test_what_was_joined_or_archived_is_not_gone_on_with(b: Bench, what: str, case: str) -> None:
    send = OF_WHAT_IS_OVER[what]
    assert refused(nothing_recorded(b, lambda: send(b, case))) == "StageDoesNotFit"


def test_only_corrections_and_keeping_are_left_in_the_archive(b: Bench) -> None:
    """domain.md §2.7 invariant 2."""
    question = "query($id: ID!) { case(id: $id) { availableActions { command allowed } } }"
    asked = [
        client.query(question, id=b.cases["archived"])["case"] for client in b.clients.values()
    ]
    actions = [one for seen in asked if seen for one in seen["availableActions"]]
    assert {one["command"] for one in actions if one["allowed"]} == {
        "AnnotateEvent",
        "ApproveDestruction",
        "CorrectEvent",
        "ExecuteDestruction",
        "ExplainLateEntry",
        "ExtendRetention",
        "LiftHold",
        "PlaceHold",
        "ProposeVoiding",
    }


def test_six_representatives_are_one_too_many(b: Bench) -> None:
    """信访工作条例 art 20: at most five."""
    people = visitors(b, 7)
    sent = nothing_recorded(b, lambda: joint_visit(b, people, 6))
    assert refused(sent) == "TooManyRepresentatives"


def test_six_people_on_a_visit_choose_somebody(b: Bench) -> None:
    people = visitors(b, 6)
    sent = nothing_recorded(b, lambda: joint_visit(b, people, 0))
    assert refused(sent) == "RepresentativesMissing"


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


def _again(triage: Client, select: str, given: dict[str, Any]) -> httpx.Response:
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
