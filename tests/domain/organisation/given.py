"""The specification's three words for the organisation register, as `tests/domain/given.py`.

    given(*county(), appointed(...)).when(RelievePerson(...), by=administrator()).then(...)

Facts happen an hour after one another from the first of January 2025 on; a command comes on the
morning of 25 March unless `at` says otherwise.
"""

import copy
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from msgspec.structs import replace

from domain.ids import ORGANISATION
from domain.kernel import SHANGHAI, Act, Command, Event, Recorded
from domain.organisation import Organisation, organisation
from domain.refusals import Refusal
from domain.values import Value
from tests.domain.given import recorded
from tests.domain.organisation.county import PEOPLE, administrator

NEW_YEAR = datetime(2025, 1, 1, 9, tzinfo=SHANGHAI).astimezone(UTC)
MORNING = datetime(2025, 3, 25, 9, 10, tzinfo=SHANGHAI).astimezone(UTC)
"""When a command comes: Tuesday, 25 March 2025, ten past nine."""
STEP = timedelta(hours=1)


class Fact(Value):
    """An event with who did it and, if it matters, when."""

    event: Event
    by: Act
    at: datetime | None = None


def fact(event: Event, *, by: Act | None = None, at: datetime | None = None) -> Fact:
    """An event that happened: by the administrator, unless it was somebody else."""
    return Fact(event=event, by=by or administrator(), at=at)


def facts_of(facts: Sequence[Fact]) -> list[Recorded[Any]]:
    """The facts as the log would hand them out."""
    at, found = NEW_YEAR, []
    for version, one in enumerate(facts, start=1):
        at = one.at or at
        found.append(recorded(one.event, one.by, at, stream=ORGANISATION, version=version))
        at += STEP
    return found


def register(*facts: Fact) -> Organisation:
    """The register as these facts left it."""
    return organisation.fold(facts_of(facts)) or Organisation()


class Given:
    """A register as some facts left it."""

    def __init__(self, state: Organisation) -> None:
        self.state = state

    def when(self, command: Command, *, by: Act, at: datetime = MORNING) -> "When":
        """The command comes at a moment."""
        needs = organisation.decisions[type(command)].needs
        named = [] if needs is None else needs(self.state, command)
        others = {one: PEOPLE[one] for one in named if one in PEOPLE}
        act = replace(by, at=at, now=at, others=others, directory=self.state)
        return When(self.state, command, act)


class When:
    """A command on its way: `then` and `then_refused` say what must come of it."""

    def __init__(self, state: Organisation, command: Command, act: Act) -> None:
        self.before = state
        self.command = command
        self.act = act

    def then(self, *expected: Event | type[Event]) -> list[Any]:
        """These events and no others; a bare type matches any event of it."""
        outcomes = self.decided()
        shown = [
            type(one) if isinstance(like, type) else one
            for one, like in zip(outcomes, expected, strict=True)
        ]
        assert shown == list(expected)
        return outcomes

    def then_state(self) -> Organisation:
        """The register once everything the command brought has been folded in."""
        state = copy.deepcopy(self.before)
        for event in self.decided():
            fact = recorded(event, self.act, self.act.at, stream=ORGANISATION)
            state = organisation.evolve(state, fact)
        return state

    def then_refused(self, refusal: type[Refusal], **details: Any) -> None:
        """Refused for this reason, with at least these details; nothing changed."""
        kept = copy.deepcopy(self.before)
        with pytest.raises(Refusal) as caught:
            organisation.decide(self.before, self.command, self.act)
        found = caught.value
        assert type(found) is refusal, found
        assert {name: found.details[name] for name in details} == details
        assert self.before == kept, "a refused command changed the register"
        assert found.text("zh")
        assert found.text("en")

    def decided(self) -> list[Any]:
        """What comes of it, and that deciding changed nothing and is no matter of chance."""
        kept = copy.deepcopy(self.before)
        outcomes = organisation.decide(self.before, self.command, self.act)
        assert self.before == kept, "a decision changed the register"
        assert organisation.decide(self.before, self.command, self.act) == outcomes
        return outcomes


def given(*facts: Fact) -> Given:
    """A register as these facts left it."""
    return Given(register(*facts))
