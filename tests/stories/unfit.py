"""What is tried at the bench: commands that do not fit, each with the reason to expect."""

from collections.abc import Callable
from typing import Any

import httpx

from tests.stories.bench import Bench, order, paid, session, volume, whistle
from tests.stories.county import acceptance, phone_call

BEFORE_THE_CASE = "2025-03-24T09:00:00+08:00"
TOMORROW = "2025-03-26T09:00:00+08:00"
NOTHING = "0" * 26

Send = Callable[[Bench], httpx.Response]
Bad = dict[str, tuple[Send, str]]


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
