"""The kernel: what an event, a command, a decision and a refusal are, and how they are tied.

    Command ──> decision(state, command, act) ──> events ──> evolve(state, event, fact) ──> state
                    │
                    └──> Refusal: the rules said no, nothing is recorded

An event states what happened and is kept for ever. A command asks for something. A decision
checks the rules and answers with events, or refuses. `evolve` obeys: it never refuses, reads no
clock and has no choice. An `Aggregate` is the table that ties one kind of stream to its state,
its events and its decisions; the head of each decision names the roles and stages it is open to.
"""

import inspect
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from enum import StrEnum
from functools import cache
from typing import Any, ClassVar, Generic, TypeVar, get_type_hints

from domain.acts import (
    FUTURE_TOLERANCE,
    SHANGHAI,
    Act,
    Actor,
    Confidential,
    Directory,
    Moment,
    Past,
    Precision,
    Source,
    day_of,
    utc,
)
from domain.ids import PersonId, StreamId
from domain.refusals import (
    BeforeTheMatter,
    HappensInFuture,
    NotFound,
    Refusal,
    RoleMayNot,
    StageDoesNotFit,
)
from domain.roles import Role
from domain.values import Value

__all__ = [
    "FUTURE_TOLERANCE",
    "SHANGHAI",
    "Act",
    "Actor",
    "Aggregate",
    "Also",
    "Command",
    "Confidential",
    "Decision",
    "Directory",
    "Event",
    "Events",
    "Guard",
    "Moment",
    "Outcome",
    "Past",
    "Precision",
    "Recorded",
    "Seal",
    "Source",
    "day_of",
    "name_of",
    "utc",
]


class Event(Value, gc=False, tag_field="type"):
    """事件: something that happened. `tag="noun.past"` is its stored name for ever."""

    schema: ClassVar[int] = 1
    """Version of the shape; a changed shape raises it and adds an upcast."""
    may_precede: ClassVar[bool] = False
    """Whether it may have happened before the stream's first event (domain.md §2.3 rule 3)."""
    destroys_words: ClassVar[bool] = False
    """Whether storing it destroys the key of its stream's narrative, in the same transaction."""


class Command(Value):
    """命令: something a person asks for. The API's mutation has the same words."""


E = TypeVar("E", bound=Event)


class Recorded(Value, Generic[E], gc=False):
    """An event together with where it stands in the log and who did it, when.

    `position` counts from 1 over the whole log, `version` from 1 in the stream. `occurred_at` is
    business time and drives deadlines; `recorded_at` is the database's clock and judges honesty.
    """

    event: E
    stream: StreamId
    version: int
    position: int
    recorded_at: datetime
    occurred_at: datetime
    precision: Precision
    actor: Actor
    on_behalf_of: PersonId | None
    source: Source
    command: str
    correlation: str | None
    policy: str
    late_reason: str | None

    @property
    def name(self) -> str:
        """The event's stored name, such as `case.accepted`."""
        return name_of(type(self.event))


@cache
def name_of(event: type[Event]) -> str:
    """The stored name of an event type: frozen for ever."""
    tag = event.__struct_config__.tag
    assert isinstance(tag, str), f"{event.__name__} has no stored name"
    return tag


class Also(Value):
    """An event that a decision records in another stream, in the same transaction."""

    stream: StreamId
    event: Event


class Seal(Value):
    """Identity data a decision hands to the vault; it never enters an event."""

    subject: PersonId
    identity: Value


Outcome = Event | Also | Seal
Events = Iterator[Outcome]

Evolve = Callable[[Any, Any, Recorded[Any]], None]
Decide = Callable[..., Iterable[Outcome]]
Guard = Callable[[Any, Act], None]
S = TypeVar("S")
F = TypeVar("F", bound=Callable[..., Any])


class Decision(Value):
    """A decision with its head: the roles and stages it is open to, and the guards on the state."""

    command: type[Command]
    by: tuple[Role, ...]
    during: tuple[StrEnum, ...]
    when: tuple[Guard, ...]
    needs: Callable[[Any, Any], Sequence[StreamId]] | None
    opens: bool
    reads_history: bool
    function: Decide

    def role_for(self, roles: frozenset[Role]) -> Role | None:
        """The first role of the head that the actor has: the one the event will name."""
        return next((role for role in self.by if role in roles), None)

    def objections(self, state: Any, act: Act) -> list[Refusal]:
        """Why the head forbids this act now; empty when it does not. Needs no command."""
        found: list[Refusal] = []
        if self.role_for(act.roles) is None:
            found.append(RoleMayNot(allowed=list(self.by)))
        if self.during and state is not None and state.stage not in self.during:
            found.append(StageDoesNotFit(stage=state.stage, allowed=list(self.during)))
        if found:
            return found
        for guard in self.when:
            try:
                guard(state, act)
            except Refusal as refusal:
                found.append(refusal)
        return found


class Aggregate(Generic[S]):
    """One kind of stream: its state, how each event changes it, and which decisions it takes.

    `sees(state, act)` is the rule of sight: a stream the actor may not see is answered as absent.
    `checks(command, act)` refuses what no command of this kind may carry, whoever sends it.
    `remembers(state, fact)` notes something of every event, before its own evolve function.
    `always(state, act)` is a guard that every decision on an existing stream has before its own.
    """

    def __init__(
        self,
        kind: str,
        state: type[S],
        *,
        zh: str,
        sees: Callable[[S, Act], bool] | None = None,
        checks: Callable[[Command, Act], None] | None = None,
        remembers: Callable[[S, Recorded[Any]], None] | None = None,
        always: Callable[[S, Act], None] | None = None,
        only: StreamId | None = None,
    ) -> None:
        self.kind = kind
        self.state = state
        self.zh = zh
        self.only = only
        self.sees = sees
        self.checks = checks
        self.remembers = remembers
        self.always = always
        self.evolutions: dict[type[Event], Evolve] = {}
        self.decisions: dict[type[Command], Decision] = {}

    def evolves(self, function: F) -> F:
        """Register `function(state, event, fact)`; the event's type is read from its annotation."""
        event = _annotation(function, 1)
        assert event not in self.evolutions, f"{event.__name__} has two evolve functions"
        self.evolutions[event] = function
        return function

    def decides(
        self,
        *,
        by: Iterable[Role],
        during: Iterable[StrEnum] = (),
        when: Iterable[Guard] = (),
        needs: Callable[[Any, Any], Sequence[StreamId]] | None = None,
        reads_history: bool = False,
    ) -> Callable[[F], F]:
        """Register `function(state, command, act)` for an existing stream.

        `needs(state, command)` names other streams whose states the decision reads in
        `act.others`; an absent one is simply not there. It is asked before anybody is admitted,
        so `state` is None when the stream is absent. `reads_history` brings the stream's events
        in `act.history`, for what the state does not hold; that costs reading them all.
        """
        return self._register(
            tuple(by), tuple(during), tuple(when), needs, reads_history=reads_history
        )

    def opens(
        self,
        *,
        by: Iterable[Role],
        needs: Callable[[Any, Any], Sequence[StreamId]] | None = None,
    ) -> Callable[[F], F]:
        """Register `function(command, act)` that begins a new stream."""
        return self._register(tuple(by), (), (), needs, opens=True)

    def _register(
        self,
        by: tuple[Role, ...],
        during: tuple[StrEnum, ...],
        when: tuple[Guard, ...],
        needs: Callable[[Any, Any], Sequence[StreamId]] | None,
        *,
        opens: bool = False,
        reads_history: bool = False,
    ) -> Callable[[F], F]:
        always = () if opens or self.always is None else (self.always,)

        def register(function: F) -> F:
            command = _annotation(function, 0 if opens else 1)
            assert command not in self.decisions, f"{command.__name__} has two decisions"
            self.decisions[command] = Decision(
                command=command,
                by=by,
                during=during,
                when=(*always, *when),
                needs=needs,
                opens=opens,
                reads_history=reads_history,
                function=function,
            )
            return function

        return register

    def target(self, command: Command) -> StreamId | None:
        """The stream a command is about; None when the command opens a new one."""
        decision = self.decisions[type(command)]
        if self.only is not None:
            return self.only
        return None if decision.opens else str(getattr(command, self.kind))

    def admit(self, state: S | None, command: Command, act: Act) -> S | None:
        """The state the decision may look at. Raises `RoleMayNot`, `HappensInFuture`, `NotFound`.

        The role comes first: it says the same whether or not the stream exists.
        """
        decision = self.decisions[type(command)]
        if decision.role_for(act.roles) is None:
            raise RoleMayNot(allowed=list(decision.by))
        if act.at > act.now + FUTURE_TOLERANCE:
            raise HappensInFuture(occurred_at=act.at.isoformat())
        if decision.opens:
            return None
        if state is None:
            if self.only is None:
                raise NotFound
            state = self.state()
        if self.sees is not None and not self.sees(state, act):
            raise NotFound
        return state

    def decide(self, state: S | None, command: Command, act: Act) -> list[Outcome]:
        """The outcomes of a command. Raises the first `Refusal`; never changes `state`."""
        decision = self.decisions[type(command)]
        current = self.admit(state, command, act)
        if decision.opens:
            self._check(command, act)
            return list(decision.function(command, act))
        for refusal in decision.objections(current, act):
            raise refusal
        self._check(command, act)
        outcomes = list(decision.function(current, command, act))
        _not_before_the_matter(current, outcomes, act)
        return outcomes

    def _check(self, command: Command, act: Act) -> None:
        if self.checks is not None:
            self.checks(command, act)

    def evolve(self, state: S | None, fact: Recorded[Any]) -> S:
        """The state after one more event; `state` itself is changed and returned."""
        current = self.state() if state is None else state
        if self.remembers is not None:
            self.remembers(current, fact)
        self.evolutions[type(fact.event)](current, fact.event, fact)
        return current

    def fold(self, facts: Iterable[Recorded[Any]], state: S | None = None) -> S | None:
        """The state after all of `facts`, in order; None when there are none."""
        for fact in facts:
            state = self.evolve(state, fact)
        return state


def _not_before_the_matter(state: Any, outcomes: Iterable[Outcome], act: Act) -> None:
    began_at: datetime | None = getattr(state, "began_at", None)
    if began_at is None:
        return
    earliest = began_at
    if act.precision is Precision.DAY:
        earliest = began_at.astimezone(SHANGHAI).replace(hour=0, minute=0, second=0, microsecond=0)
    for outcome in outcomes:
        if isinstance(outcome, Event) and not outcome.may_precede and act.at < earliest:
            raise BeforeTheMatter(occurred_at=act.at.isoformat(), began_at=began_at.isoformat())


def _annotation(function: Callable[..., Any], index: int) -> type[Any]:
    name = list(inspect.signature(function).parameters)[index]
    annotation = get_type_hints(function)[name]
    assert isinstance(annotation, type), f"{function.__name__} does not say what {name} is"
    return annotation
