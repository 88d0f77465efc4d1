"""A county in the stories, built by its administrator over HTTP: who works where, who quarrels."""

from dataclasses import dataclass, field
from typing import Any

from domain.roles import Role
from tests.api import Api, Client

RECEIVED = "2025-03-25T09:00:00+08:00"
"""An hour before the moment at which the clock of the tests stands."""
SUMMARY = "申请人来电称,邻居砌墙占用其宅基地通道,双方已多次争执。"


@dataclass(frozen=True)
class Officer:
    """Somebody who holds a post: the ids of person, post and appointment, and a client."""

    person: str
    post: str
    appointment: str
    client: Client


@dataclass
class County:
    """The administrator's view: units, posts and people come to be by commands over HTTP."""

    it: Api
    administrator: Client
    units: dict[str, str] = field(default_factory=dict)

    def unit(self, name: str, level: str, area: str, parent: str | None = None) -> str:
        """Register a unit that is competent for everything; its id."""
        made = self.administrator.do(
            "registerUnit",
            "events { ... on UnitRegistered { unit } }",
            name=name,
            level=level,
            kind="中心",
            area=area,
            parent=parent,
            validFrom="2020-01-01",
            duties=["*"],
        )
        self.units[name] = str(made["events"][0]["unit"])
        return self.units[name]

    def post(self, unit: str, *roles: Role) -> str:
        """Establish a post in a unit; its id."""
        made = self.administrator.do(
            "establishPost",
            "events { ... on PostEstablished { post } }",
            unit=unit,
            title="、".join(role.zh for role in roles),
            roles=[role.name for role in roles],
        )
        return str(made["events"][0]["post"])

    def appoint(self, person: str, post: str) -> str:
        """Appoint a person to a post; the appointment's id."""
        made = self.administrator.do(
            "appointPerson",
            "events { ... on PersonAppointed { appointment } }",
            person=person,
            post=post,
            engagement="CIVIL_SERVANT",
            fromOn="2020-01-01",
        )
        return str(made["events"][0]["appointment"])

    def officer(self, unit: str, role: Role, name: str) -> Officer:
        """Somebody who holds a new post in a unit, signed in for it."""
        person = registered(self.administrator, name)
        post = self.post(unit, role)
        appointment = self.appoint(person, post)
        return Officer(person, post, appointment, self.it.signed_in(person, post=post))

    def relieve(self, officer: Officer) -> None:
        """End an appointment now."""
        self.administrator.do("relievePerson", appointment=officer.appointment, reason="岗位调整")


def registered(who: Client, name: str) -> str:
    """Register a person; the opaque id."""
    made = who.do(
        "registerPerson",
        "events { ... on PersonRegistered { person } }",
        identity={"name": name, "phone": "19900000001"},
    )
    return str(made["events"][0]["person"])


def phone_call(applicant: str, respondent: str, **given: Any) -> dict[str, Any]:
    """What a clerk enters when somebody calls about a neighbour."""
    wanted: dict[str, Any] = {
        "matterClass": "DISPUTE",
        "channel": "CALL",
        "receivedAt": RECEIVED,
        "summary": SUMMARY,
        "dispute": "0202",
        "parties": [
            {"person": applicant, "side": "APPLICANT"},
            {"person": respondent, "side": "RESPONDENT"},
        ],
    }
    return wanted | given


def acceptance(case: str, unit: str, **given: Any) -> dict[str, Any]:
    """What is entered when a centre accepts a case and makes a unit responsible for it."""
    wanted: dict[str, Any] = {
        "case": case,
        "matterClass": "DISPUTE",
        "difficulty": "MAJOR",
        "firstResponsibleUnit": unit,
        "procedure": "PM",
        "deadlineOn": "2025-04-24",
        "dispute": "0202",
    }
    return wanted | given


def county(it: Api) -> County:
    """An empty county with an administrator, whom the operator appoints at the command line."""
    office = it.product.unit("云溪县信息中心")
    administrator = it.product.officer(office, Role.SYSTEM_ADMINISTRATOR, name="唐管理")
    return County(it, it.signed_in(administrator))
