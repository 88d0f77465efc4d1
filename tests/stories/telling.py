"""A matter told over HTTP, line by line: when, who, what; the clocks are read after every line.

    story = Telling(it, reader)
    story.line("2025-03-25 09:10", mediator, "registerIntake", **phone_call(…))
    story.line("2025-03-25 10:30", head, "assessRisk", level="BLUE", …)
    story.denied("2025-03-25 10:35", clerk, "openMediation", "RoleMayNot", kind="PEOPLES")
    assert story.evenings["2025-03-25"].due("T10") == "2025-03-26"

A line moves the clock of the product to its moment. It names neither the case nor the latest
mediation, order or agreement of it, unless another one is meant. What the database says of the
moment of recording is not told; a story that needs that clock to move hangs a calendar.
"""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

from domain.ids import derived
from domain.kernel import SHANGHAI
from domain.registry import COMMANDS
from tests.api import Api, ApiRefused, Client
from tests.stories.county import Officer

MADE = """
position
case { id }
refusals { code title details }
events {
  __typename name version
  ... on WorkOrderIssued { order }
  ... on MediationOpened { mediation }
  ... on AgreementReached { agreement obligations { obligation } }
}
"""
"""What a line asks to hear of what it brought."""

CLOCKS = """
query($id: ID!, $at: Position) { case(id: $id, minPosition: $at) { clocks {
  timer scope kind state mandatory dueOn rawDueOn pausedFor endedAt late { amount unit }
} } }
"""

TIMELINE = """
query($id: ID!, $at: Position) { case(id: $id, minPosition: $at) {
  code stage risk outcome version
  firstResponsibleUnit { id } leadUnit { id } units { id }
  timeline(first: 100) { nodes {
    __typename name label version occurredAt actor { person role unit }
    %s
  } }
} }
"""


def moment(told: str) -> datetime:
    """A moment by the country's clock: `2025-03-25 09:10`."""
    return datetime.fromisoformat(told).replace(tzinfo=SHANGHAI).astimezone(UTC)


def paper(name: str) -> str:
    """The id of a scanned paper; the same name gives the same id."""
    return derived("document", datetime(2025, 1, 1, tzinfo=UTC), name)


@dataclass(frozen=True)
class Clocks:
    """The clocks of a case as they stood at a moment."""

    all: list[dict[str, Any]]

    def named(self, timer: str, scope: str | None = None) -> list[dict[str, Any]]:
        """The clocks of a row of the rules, in the order they began."""
        return [one for one in self.all if one["timer"] == timer and scope in (None, one["scope"])]

    def last(self, timer: str, scope: str | None = None) -> dict[str, Any]:
        """The latest clock of a row."""
        return self.named(timer, scope)[-1]

    def due(self, timer: str, scope: str | None = None) -> str:
        """The last day of the latest clock of a row."""
        return str(self.last(timer, scope)["dueOn"])

    def raw(self, timer: str, scope: str | None = None) -> str:
        """The same day before days of rest moved it."""
        return str(self.last(timer, scope)["rawDueOn"])

    def state(self, timer: str, scope: str | None = None) -> str:
        """How the latest clock of a row stood."""
        return str(self.last(timer, scope)["state"])


@dataclass
class Telling:
    """One matter, what happened in it so far, and how its clocks stood in the evening of a day."""

    it: Api
    reader: Client
    """Somebody who may read the clocks and the timeline of the matter."""
    shown: str = ""
    """What the timeline shows of each kind of event, in GraphQL: `... on CaseClosed { reason }`."""
    case: str = ""
    made: dict[str, str] = field(default_factory=dict)
    """The ids that lines brought: the latest of each kind."""
    obligations: list[str] = field(default_factory=list)
    names: dict[str, list[str]] = field(default_factory=dict)
    """The events of each day, by their stored names."""
    evenings: dict[str, Clocks] = field(default_factory=dict)
    position: str | None = None

    def line(self, when: str, who: Officer | Client, what: str, **given: Any) -> None:
        """On that day somebody does something, and it is not refused."""
        told = self._give(when, who, what, given)
        if told["refusals"]:
            raise ApiRefused(when, what, told["refusals"])
        self.position = told["position"]
        self.case = told["case"]["id"]
        for event in told["events"]:
            self.names.setdefault(when[:10], []).append(event["name"])
            for kind in ("order", "mediation", "agreement"):
                if kind in event:
                    self.made[kind] = event[kind]
            self.obligations += [one["obligation"] for one in event.get("obligations", ())]
        found = self.reader.query(CLOCKS, id=self.case, at=self.position)["case"]
        self.evenings[when[:10]] = Clocks(found["clocks"])

    def denied(
        self, when: str, who: Officer | Client, what: str, because: str, **given: Any
    ) -> dict[str, Any]:
        """On that day somebody tries something and is refused for this reason; its details."""
        told = self._give(when, who, what, given)
        assert (told["events"], told["position"]) == ([], None)
        assert [one["code"] for one in told["refusals"]] == [because], told["refusals"]
        details: dict[str, Any] = told["refusals"][0]["details"]
        return details

    def record(self) -> dict[str, Any]:
        """The case as it stands, with its whole timeline."""
        asked = TIMELINE % self.shown
        found: dict[str, Any] = self.reader.query(asked, id=self.case, at=self.position)["case"]
        return found

    def _give(
        self, when: str, who: Officer | Client, what: str, given: dict[str, Any]
    ) -> dict[str, Any]:
        now = moment(when)
        assert now >= self.it.clock.now, f"{when} lies before what was told last"
        self.it.clock.now = now
        client = who.client if isinstance(who, Officer) else who
        return client.mutate(what, MADE, **(self._understood(what) | given))

    def _understood(self, what: str) -> dict[str, str]:
        """The ids that a command asks for and a line need not name."""
        known = self.made | ({"case": self.case} if self.case else {})
        _, decision = COMMANDS[what[0].upper() + what[1:]]
        return {name: known[name] for name in decision.command.__struct_fields__ if name in known}


@dataclass(frozen=True)
class Told:
    """A story that was told to its end."""

    story: Telling
    record: dict[str, Any]
    """The case as it stands in the end, with its timeline."""

    def on(self, day: str) -> Clocks:
        """The clocks in the evening of a day on which something happened."""
        return self.story.evenings[day]

    def names(self, day: str) -> list[str]:
        """What happened on a day, by stored names; nothing on a day of which nothing is told."""
        return self.story.names.get(day, [])

    @property
    def timeline(self) -> list[dict[str, Any]]:
        """Every event, as the reader sees it."""
        nodes: list[dict[str, Any]] = self.record["timeline"]["nodes"]
        return nodes

    def events(self, name: str) -> list[dict[str, Any]]:
        """The events of a name."""
        return [one for one in self.timeline if one["name"] == name]

    def done_by(self) -> dict[str, set[str]]:
        """Which role did what: the names of its events."""
        found: dict[str, set[str]] = {}
        for one in self.timeline:
            found.setdefault(one["actor"]["role"], set()).add(one["name"])
        return found


def days_between(earlier: str, later: str) -> int:
    """How many days lie between two days."""
    return (date.fromisoformat(later) - date.fromisoformat(earlier)).days
