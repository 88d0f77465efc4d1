"""The specification's three words: given some facts, when a command comes, then this happens.

    given(registered(), screened()).when(AcceptCase(...), by=clerk()).then(CaseAccepted)
    given(registered()).when(AcceptCase(...), by=mediator()).then_refused(RoleMayNot)

Facts happen ten minutes after one another; a command comes ten minutes after the last one unless
`after` or `at` says otherwise. Nothing is faked: facts are folded by the aggregate, units come
from a real register, other cases are folded from facts of their own.
"""

import copy
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, Self

import pytest
from msgspec.structs import replace

from domain.case import Case, case
from domain.ids import CaseId
from domain.kernel import (
    SHANGHAI,
    Act,
    Actor,
    Also,
    Command,
    Event,
    Outcome,
    Precision,
    Recorded,
    Source,
)
from domain.refusals import Refusal
from domain.values import Value
from tests.domain.county import CASE, PEOPLE, clerk

MORNING = datetime(2025, 3, 25, 9, 10, tzinfo=SHANGHAI).astimezone(UTC)
"""When the first fact of a case happens: Tuesday, 25 March 2025, ten past nine."""

STEP = timedelta(minutes=10)


class Fact(Value):
    """An event with who did it and, if it matters, when."""

    event: Event
    by: Act
    at: datetime | None = None


def fact(event: Event, *, by: Act | None = None, at: datetime | None = None) -> Fact:
    """An event that happened: by the window clerk, unless it was somebody else."""
    return Fact(event=event, by=by or clerk(), at=at)


def recorded(
    event: Event, by: Act, at: datetime, *, stream: CaseId = CASE, version: int = 1
) -> Recorded[Any]:
    """The event as the log would hand it out."""
    decision_role = sorted(by.roles)[0]
    return Recorded(
        event=event,
        stream=stream,
        version=version,
        position=version,
        recorded_at=at,
        occurred_at=at,
        precision=Precision.MINUTE,
        actor=Actor(person=by.person, post=by.post, unit=by.unit, role=decision_role),
        on_behalf_of=None,
        source=Source(client="tests"),
        command=f"command-{version}",
        correlation=None,
        policy=by.judged_by.rules.at(at).version,
        late_reason=None,
    )


def happened(facts: Sequence[Fact], stream: CaseId = CASE) -> tuple[list[Recorded[Any]], datetime]:
    """The facts as the log would hand them out, and when the next thing may happen."""
    at, history = MORNING, list[Recorded[Any]]()
    for version, one in enumerate(facts, start=1):
        at = one.at or at
        history.append(recorded(one.event, one.by, at, stream=stream, version=version))
        at += STEP
    return history, at


def folded(facts: Sequence[Fact], stream: CaseId = CASE) -> tuple[Case | None, datetime]:
    """The state after the facts, and when the next thing may happen."""
    history, at = happened(facts, stream)
    return case.fold(history), at


class Given:
    """A case as some facts left it, and the other cases a command may look at."""

    def __init__(
        self, state: Case | None, at: datetime, history: Sequence[Recorded[Any]] = ()
    ) -> None:
        self.state = state
        self.at = at
        self.history = tuple(history)
        self.others: dict[str, Any] = dict(PEOPLE)

    def beside(self, stream: CaseId, *facts: Fact) -> Self:
        """Another case exists, as these facts left it."""
        self.others[stream], at = folded(facts, stream)
        self.at = max(self.at, at)
        return self

    def where(self, change: Callable[[Case], None]) -> Self:
        """Set what only a later chapter's events can bring about."""
        assert self.state is not None
        change(self.state)
        return self

    def when(
        self,
        command: Command,
        *,
        by: Act,
        at: datetime | None = None,
        after: timedelta = timedelta(0),
    ) -> "When":
        """The command comes, `after` the last fact or `at` a moment."""
        moment = (at or self.at) + after
        act = replace(
            by,
            at=moment,
            now=max(moment, self.at),
            others=self._needed(command),
            history=self.history,
        )
        return When(self.state, command, act)

    def _needed(self, command: Command) -> Mapping[str, Any]:
        needs = case.decisions[type(command)].needs
        named = [] if needs is None else needs(self.state, command)
        return {stream: self.others[stream] for stream in named if stream in self.others}


class When:
    """A command on its way: `then` and `then_refused` say what must come of it."""

    def __init__(self, state: Case | None, command: Command, act: Act) -> None:
        self.before = state
        self.command = command
        self.act = act

    def then(self, *expected: Event | type[Event] | Also) -> list[Any]:
        """These outcomes and no others, in order; a bare type matches any event of it."""
        outcomes = self.decided()
        shown = [_shape(outcome, by=like) for outcome, like in _paired(outcomes, expected)]
        assert shown == list(expected)
        return [outcome.event if isinstance(outcome, Also) else outcome for outcome in outcomes]

    def then_state(self) -> Case:
        """The case once everything the command brought has been folded in."""
        state = copy.deepcopy(self.before)
        for outcome in self.decided():
            if isinstance(outcome, Event):
                state = case.evolve(state, recorded(outcome, self.act, self.act.at))
        assert state is not None
        return state

    def then_refused(self, refusal: type[Refusal], **details: Any) -> Refusal:
        """Refused for this reason, with at least these details; nothing recorded or changed."""
        kept = copy.deepcopy(self.before)
        with pytest.raises(Refusal) as caught:
            case.decide(self.before, self.command, self.act)
        found = caught.value
        assert type(found) is refusal, found
        assert {name: found.details[name] for name in details} == details
        assert self.before == kept, "a refused command changed the state"
        assert found.text("zh"), "the refusal has a Chinese text"
        assert found.text("en"), "the refusal has an English text"
        return found

    def decided(self) -> list[Any]:
        """What comes of it, and that deciding changed nothing and is no matter of chance."""
        kept = copy.deepcopy(self.before)
        outcomes = case.decide(self.before, self.command, self.act)
        assert self.before == kept, "a decision changed the state"
        assert case.decide(self.before, self.command, self.act) == outcomes, "not deterministic"
        return outcomes


def _paired(outcomes: list[Outcome], expected: Sequence[Any]) -> list[tuple[Outcome, Any]]:
    padded = [*expected, *[None] * (len(outcomes) - len(expected))]
    return list(zip(outcomes, padded, strict=False))


def _shape(outcome: Outcome, *, by: Any) -> Any:
    return type(outcome) if isinstance(by, type) else outcome


def given(*facts: Fact) -> Given:
    """A case as these facts left it; none at all, when it has yet to be registered."""
    history, at = happened(facts)
    return Given(case.fold(history), at, history)
