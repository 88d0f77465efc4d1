"""The bench on which commands are tried that do not fit: a county with cases in many states.

Each case was brought to its state over HTTP: one only registered, one accepted, one given to a
unit, one in mediation, one agreed upon, one joined to another, one in the archive.
"""

from dataclasses import dataclass, field
from typing import Any

import httpx

from domain.registry import COMMANDS
from domain.roles import Role
from graphql_api.schema.inputs import must_expect
from tests.api import Api, Client
from tests.stories.county import County, acceptance, phone_call, registered

KEY = "does-not-fit"
"""The idempotency key of everything that is refused: none of it may be remembered under it."""
PROMISED = "6500.00"
ANSWER = "position replayed refusals { code titleZh titleEn details } events { name }"
HASH = "0" * 64


def document(mutation: str) -> str:
    """The document of a mutation that asks for what the tests look at."""
    command = mutation[0].upper() + mutation[1:]
    return f"mutation($i: {command}Input!) {{ it: {mutation}(input: $i) {{ {ANSWER} }} }}"


@dataclass
class Bench:
    """Who stands at it, and the cases that lie on it."""

    it: Api
    land: County
    units: dict[str, str] = field(default_factory=dict)
    people: dict[str, str] = field(default_factory=dict)
    clients: dict[str, Client] = field(default_factory=dict)
    cases: dict[str, str] = field(default_factory=dict)
    order: str = ""
    unsigned: str = ""
    whistle: str = ""
    mediation: str = ""
    obligation: str = ""

    def send(self, who: str, mutation: str, **given: Any) -> httpx.Response:
        """A command as it is given, under the key of what must not go through."""
        around: dict[str, Any] = {"idempotencyKey": KEY}
        if must_expect(*COMMANDS[mutation[0].upper() + mutation[1:]]):
            around["expectedVersion"] = None
        return self.clients[who].ask(document(mutation), {"i": around | given})

    def officer(self, called: str, unit: str, name: str, *roles: Role) -> None:
        """Somebody who holds a new post with these roles."""
        person = registered(self.land.administrator, name)
        post = self.land.post(self.units[unit], *roles)
        self.land.appoint(person, post)
        self.people[called] = person
        self.clients[called] = self.it.signed_in(person, post=post)

    def register(self, called: str) -> str:
        """A registered case of the two parties."""
        call = phone_call(self.people["applicant"], self.people["respondent"], claim="10000.00")
        made = self.clients["clerk"].do("registerIntake", "case { id }", **call)
        self.cases[called] = str(made["case"]["id"])
        return self.cases[called]

    def accept(self, called: str) -> str:
        """A case that the village committee is responsible for."""
        case = self.register(called)
        self.clients["triage"].do("acceptCase", **acceptance(case, self.units["village"]))
        return case

    def mediate(self, called: str) -> tuple[str, str]:
        """A case in mediation by the village committee; with the procedure's id."""
        case, head = self.accept(called), self.clients["head"]
        both = [self.people["applicant"], self.people["respondent"]]
        head.do("applyForMediation", case=case, kind="PEOPLES", form="ORAL", appliedBy=both)
        opened = head.do(
            "openMediation",
            "events { ... on MediationOpened { mediation } }",
            case=case,
            kind="PEOPLES",
        )["events"][0]["mediation"]
        people = [self.people["head"], self.people["mediator"]]
        head.do("appointMediators", case=case, mediation=opened, mediators=people)
        return case, str(opened)

    def ordered(self, case: str) -> str:
        """An order to the office, which another one helps; its id."""
        made = self.clients["triage"].do(
            "issueOrder",
            "events { ... on WorkOrderIssued { order } }",
            case=case,
            mode="JOINT",
            leadUnit=self.units["office"],
            coUnits=[self.units["other office"]],
            requirements="十五日内核实并反馈。",
        )
        return str(made["events"][0]["order"])

    def promise(self, **changes: Any) -> dict[str, Any]:
        """An oral agreement on all of it, by which one pays the other."""
        applicant, respondent = self.people["applicant"], self.people["respondent"]
        owed = {
            "debtor": respondent,
            "creditor": applicant,
            "kind": "MONEY",
            "dueOn": "2025-06-30",
            "amount": PROMISED,
        }
        return {
            "mediation": self.mediation,
            "form": "ORAL",
            "scope": "FULL",
            "parties": [applicant, respondent],
            "clauses": ["被申请人支付补偿款。"],
            "obligations": [owed | changes],
        }


def bench(land: County) -> Bench:
    """Everybody and every case."""
    it = Bench(land.it, land)
    _posts(it)
    it.register("new")
    it.accept("accepted")
    _given_to_the_office(it)
    _, it.mediation = it.mediate("in mediation")
    _agreed(it)
    _joined(it)
    _archived(it)
    it.it.see()
    return it


def _posts(it: Bench) -> None:
    units, land = it.units, it.land
    units["seat"] = land.unit("云溪县中心", "COUNTY", "990101000000")
    units["town"] = land.unit("青石镇中心", "TOWN", "990101101000", units["seat"])
    units["office"] = land.unit("青石镇司法所", "TOWN", "990101101000", units["town"])
    units["other office"] = land.unit("青石镇自然资源所", "TOWN", "990101101000", units["town"])
    units["village"] = land.unit("柳湾村调委会", "VILLAGE", "990101101201", units["town"])
    units["next village"] = land.unit("杏林村调委会", "VILLAGE", "990101101202", units["town"])
    units["next town"] = land.unit("白鹭镇中心", "TOWN", "990101102000", units["seat"])
    it.officer("clerk", "town", "郑窗口", Role.WINDOW_CLERK)
    it.officer("triage", "town", "冯研判", Role.TRIAGE_OFFICER)
    it.officer("director", "town", "陈主任", Role.CENTRE_DIRECTOR)
    it.officer("archivist", "town", "褚档案", Role.ARCHIVIST)
    it.officer("visitor", "town", "卫回访", Role.RETURN_VISITOR)
    it.officer("handler", "office", "蒋承办", Role.HANDLER, Role.UNIT_HEAD)
    it.officer("other handler", "other office", "沈承办", Role.HANDLER, Role.UNIT_HEAD)
    it.officer("head", "village", "韩主任", Role.COMMITTEE_HEAD, Role.MEDIATOR, Role.HANDLER)
    it.officer("mediator", "village", "杨调解", Role.MEDIATOR)
    it.officer("other head", "next village", "朱主任", Role.COMMITTEE_HEAD, Role.MEDIATOR)
    it.officer("next town's triage", "next town", "秦邻镇", Role.TRIAGE_OFFICER)
    clerk = it.clients["clerk"]
    for called, name in (("applicant", "张远山"), ("respondent", "李望舒"), ("other", "许旁人")):
        it.people[called] = registered(clerk, name)
    it.clients["applicant"] = land.it.signed_in(it.people["applicant"])


def _given_to_the_office(it: Bench) -> None:
    case, triage = it.accept("given to the office"), it.clients["triage"]
    triage.do("assessRisk", case=case, level="BLUE", criteria=["K08"], rationale="双方情绪平稳。")
    it.order = it.ordered(case)
    it.unsigned = it.ordered(it.accept("waiting"))
    it.whistle = it.clients["director"].do(
        "blowWhistle", "events { ... on WhistleBlown { whistle } }", **whistle(it, case)
    )["events"][0]["whistle"]
    it.clients["handler"].do("signOrder", case=case, order=it.order)


def whistle(it: Bench, case: str) -> dict[str, Any]:
    """What calls the office."""
    return {
        "case": case,
        "kind": "DAILY",
        "ground": "TOO_HARD",
        "facts": "界址不清。",
        "task": "到场核实。",
        "wantedResult": "书面意见。",
        "targetUnits": [it.units["office"]],
    }


def order(it: Bench, **given: Any) -> dict[str, Any]:
    """An order to the office."""
    return {
        "case": it.cases["accepted"],
        "mode": "ASSIGNED",
        "leadUnit": it.units["office"],
        "requirements": "核实。",
    } | given


def session(it: Bench, **given: Any) -> dict[str, Any]:
    """A session of the procedure under way."""
    return {
        "case": it.cases["in mediation"],
        "mediation": it.mediation,
        "mode": "ROOM",
        "place": "调解室",
        "mediators": [it.people["head"]],
        "attended": [it.people["applicant"]],
        "durationMinutes": 60,
        "minutes": "各方陈述意见。",
    } | given


def paid(it: Bench, **given: Any) -> dict[str, Any]:
    """A payment that a mediator has seen."""
    return {
        "case": it.cases["agreed"],
        "obligation": it.obligation,
        "doneOn": "2025-03-25",
        "proofKind": "WITNESSED",
    } | given


def volume(case: str) -> dict[str, Any]:
    """What is entered to archive a case."""
    return {"case": case, "volume": "2025-0002", "retention": "PERMANENT", "packageHash": HASH}


def _agreed(it: Bench) -> None:
    case, mediation = it.mediate("agreed")
    made = it.clients["head"].do(
        "reachAgreement",
        "events { ... on AgreementReached { agreed: obligations { obligation } } }",
        case=case,
        **it.promise() | {"mediation": mediation},
    )
    it.obligation = made["events"][0]["agreed"][0]["obligation"]


def _joined(it: Bench) -> None:
    case = it.register("joined")
    it.clients["triage"].do(
        "mergeCase", case=case, into=it.cases["new"], matchBasis="SAME_COMPLAINANT"
    )


def _archived(it: Bench) -> None:
    case = it.register("archived")
    it.clients["triage"].do(
        "redirectCase",
        case=case,
        route="LITIGATION",
        organ="云溪县人民法院",
        explanation="双方已决定诉讼。",
    )
    it.clients["director"].do("closeCase", case=case, reason="C03")
    archivist = it.clients["archivist"]
    refused = archivist.mutate("archiveCase", "refusals { details }", **volume(case))["refusals"]
    missing = refused[0]["details"]["items"]
    absences = [{"item": item, "reason": "未经调解,不产生此件。"} for item in missing]
    archivist.do("archiveCase", **volume(case), absences=absences)
