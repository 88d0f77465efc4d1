"""A county seat and two towns in the API's tests: who works where, and a case to look at."""

from dataclasses import dataclass, field
from typing import Any

from domain.organisation.state import Level
from domain.roles import Role
from graphql_api.ports import Caller
from tests.api import Api, Client

RECEIVED = "2025-03-25T09:00:00+08:00"
SUMMARY = "申请人称对方砌墙占用其宅基地通道。"


@dataclass
class Scene:
    """Units, people signed in for posts there, and short ways to cases."""

    it: Api
    county: str
    town: str
    next_town: str
    clerk: Client
    triage: Client
    director: Client
    stranger: Client
    applicant: str
    respondent: str
    callers: dict[str, Caller] = field(default_factory=dict)

    def register(self, who: Client | None = None, **given: Any) -> str:
        """Register a dispute between the two; the case's id, once the read models have it."""
        wanted: dict[str, Any] = {
            "matterClass": "DISPUTE",
            "channel": "WALK_IN",
            "receivedAt": RECEIVED,
            "summary": SUMMARY,
            "parties": [
                {"person": self.applicant, "side": "APPLICANT"},
                {"person": self.respondent, "side": "RESPONDENT"},
            ],
        }
        payload = (who or self.clerk).do(
            "registerIntake", "events { ... on IntakeRegistered { case } }", **(wanted | given)
        )
        self.it.see()
        return str(payload["events"][0]["case"])

    def accept(self, case: str, select: str = "position", **given: Any) -> dict[str, Any]:
        """Accept a case as the town's triage officer."""
        wanted: dict[str, Any] = {
            "case": case,
            "matterClass": "DISPUTE",
            "difficulty": "SIMPLE",
            "firstResponsibleUnit": self.town,
            "procedure": "PM",
            "deadlineOn": "2025-04-24",
            "dispute": "0202",
        }
        return self.triage.mutate("acceptCase", select, **(wanted | given))


def scene(it: Api) -> Scene:
    """Set the scene through the product's own commands."""
    product = it.product
    county = product.unit("云溪县中心", area="990101000000")
    town = product.unit("青石镇中心", level=Level.TOWN, area="990101100000", parent=county)
    next_town = product.unit("白石镇中心", level=Level.TOWN, area="990101200000", parent=county)
    callers = {
        "clerk": product.officer(town, Role.WINDOW_CLERK, name="郑窗口"),
        "triage": product.officer(town, Role.TRIAGE_OFFICER, name="冯研判"),
        "director": product.officer(county, Role.CENTRE_DIRECTOR, name="陈主任"),
        "stranger": product.officer(next_town, Role.WINDOW_CLERK, name="褚外人"),
    }
    return Scene(
        it=it,
        county=county,
        town=town,
        next_town=next_town,
        clerk=it.signed_in(callers["clerk"]),
        triage=it.signed_in(callers["triage"]),
        director=it.signed_in(callers["director"]),
        stranger=it.signed_in(callers["stranger"]),
        applicant=product.person("张远山"),
        respondent=product.person("李望舒"),
        callers=callers,
    )
