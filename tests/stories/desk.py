"""The desk at which bad input arrives: a clerk, a triage officer, a mediator, a case at hand."""

from dataclasses import dataclass
from typing import Any

import httpx

from tests.api import Api, Client
from tests.stories.county import acceptance, phone_call

REGISTER = (
    "mutation($i: RegisterIntakeInput!) {"
    " it: registerIntake(input: $i) { position refusals { code titleZh titleEn details } } }"
)
SCREEN = REGISTER.replace("RegisterIntake", "ScreenCase").replace("registerIntake", "screenCase")
ACCEPT = REGISTER.replace("RegisterIntake", "AcceptCase").replace("registerIntake", "acceptCase")
VIEWER = "{ viewer { person } }"
JSON = {"Content-Type": "application/json"}
KEY = "bad-input"
"""The idempotency key of everything that is refused: none of it may be remembered under it."""


@dataclass
class Desk:
    """Who sits there, and short ways to send something wrong."""

    it: Api
    unit: str
    clerk: Client
    triage: Client
    mediator: Client
    person: str
    applicant: str
    respondent: str
    case: str
    over: str
    used: dict[str, Any]

    def body(self, content: bytes, **headers: str) -> httpx.Response:
        """A request body as it is."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return self.clerk.http.post("/graphql", content=content, headers=JSON | named)

    def call(self, **changes: Any) -> httpx.Response:
        """A call registered with something wrong in it; a change to `...` leaves the field out."""
        given = phone_call(self.applicant, self.respondent, idempotencyKey=KEY) | changes
        return self.clerk.ask(REGISTER, {"i": {k: v for k, v in given.items() if v is not ...}})

    def screen(self, who: Client, **changes: Any) -> httpx.Response:
        """A screening with something wrong in it."""
        given = {
            "case": self.case,
            "findings": "材料齐全。",
            "expectedVersion": None,
            "idempotencyKey": KEY,
        } | changes
        return who.ask(SCREEN, {"i": {k: v for k, v in given.items() if v is not ...}})

    def accept(self, who: Client, case: str, **changes: Any) -> httpx.Response:
        """An acceptance with something wrong in it."""
        given = acceptance(case, self.unit, idempotencyKey=KEY, expectedVersion=None) | changes
        return who.ask(ACCEPT, {"i": given})

    def token(self, token: str) -> httpx.Response:
        """A question under a token."""
        return self.clerk.ask(VIEWER, Authorization=f"Bearer {token}")

    def good_token(self) -> str:
        """A token of the clerk's."""
        return self.it.token(self.person)

    def public_keys(self) -> bytes:
        """The key set by which tokens are verified, as anybody may read it."""
        return (self.it.parts.keys.development / "jwks.json").read_bytes()
