"""A story: commands one after another, each judged by the rules, and the clocks that follow."""

from datetime import UTC, datetime
from typing import Any

from domain.case import Case, case
from domain.kernel import SHANGHAI, Act, Command, Recorded
from domain.policy.clocks import Clocks, clocks_of
from domain.refusals import Refusal
from tests.domain.given import Given, given, recorded
from tests.domain.policy.history import POLICY


def on(day: str, time: str = "09:00") -> datetime:
    """A moment by the country's clock: `on("2025-12-29", "10:30")`."""
    told = datetime.fromisoformat(f"{day} {time}").replace(tzinfo=SHANGHAI)
    return told.astimezone(UTC)


class Story:
    """Commands one after another, and the events they brought, as the log hands them out."""

    def __init__(self) -> None:
        self.so_far: Given = given()
        self.facts: list[Recorded[Any]] = []

    def then(self, command: Command, by: Act, at: datetime) -> "Story":
        """The command comes and is not refused."""
        for event in self.so_far.when(command, by=by, at=at).decided():
            self.happened(event, by, at)
        return self

    def refuses(
        self, command: Command, by: Act, at: datetime, because: type[Refusal], **details: Any
    ) -> "Story":
        """The command comes and is refused for this reason."""
        self.so_far.when(command, by=by, at=at).then_refused(because, **details)
        return self

    def happened(self, event: Any, by: Act, at: datetime) -> "Story":
        """An event happened, whoever decided it."""
        fact = recorded(event, by, at, version=len(self.facts) + 1)
        self.facts.append(fact)
        self.so_far = Given(case.evolve(self.so_far.state, fact), at)
        return self

    @property
    def state(self) -> Case:
        """The case as it stands."""
        assert self.so_far.state is not None
        return self.so_far.state

    def clocks(self) -> Clocks:
        """Its clocks by the rules."""
        return clocks_of(self.facts, POLICY)
