"""A county played at random: a few matters, every command, every role, the same few people.

What is tried next is guided: a command that has seldom succeeded comes sooner, the people who try
it usually have a part in the case, and a step tries several things until one of them is allowed.
The same seed plays the same history.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from typing import Any

from msgspec.structs import replace

from domain.case import Case, Stage, case
from domain.case.intake import IntakeRegistered
from domain.codes.matters import MatterClass
from domain.kernel import Act, Also, Command, Event, Outcome, Recorded
from domain.policy.clocks import Clocks, step
from domain.refusals import Refusal
from domain.roles import Role
from tests.domain.anybody import somebody
from tests.domain.beginnings import BEGINNINGS
from tests.domain.chance import KINDS, UNITS, made, registration
from tests.domain.county import CASE, PEOPLE, acting
from tests.domain.draws import names_nothing
from tests.domain.given import MORNING, STEP, Fact, recorded
from tests.domain.policy.history import POLICY

TRIES = 12
"""How many things are tried in one step until one of them is allowed."""
PAUSES = (*(timedelta(minutes=1),) * 12, timedelta(days=1), timedelta(days=8), timedelta(days=40))
"""How long nothing happens between two steps: mostly a minute."""
AGES = timedelta(days=11 * 366)
"""How long a volume rests in the archive, now and then: longer than most are kept."""


@dataclass
class Experience:
    """What has been done and tried so far, in this history or in several."""

    done: Counter[str] = field(default_factory=Counter)
    """How often each command was brought to an end."""
    tried: Counter[tuple[str, Stage, MatterClass]] = field(default_factory=Counter)
    """How often each was thought of, at which stage of which kind of matter."""

    def novelty(self, kind: type[Command], state: Case) -> float:
        """How much a command is wanted: less, the more often it was done or thought of."""
        name = kind.__name__
        tried = self.tried[name, state.stage, state.matter_class]
        return (1 + self.done[name]) ** -3 * (1 + tried) ** -0.5


class History:
    """Some matters, everything that has happened to them, and their clocks."""

    def __init__(
        self,
        seed: int,
        beginning: Sequence[Fact] | None = None,
        experience: Experience | None = None,
    ) -> None:
        self.chance = Random(seed)
        self.states: dict[str, Case] = {}
        self.before: dict[str, Case] = {}
        """The states once more, folded apart, as they were before what was done last."""
        self.latest: list[Recorded[Any]] = []
        """What was done last."""
        self.facts: dict[str, list[Recorded[Any]]] = defaultdict(list)
        self.clocks: dict[str, Clocks] = defaultdict(Clocks)
        self.at = MORNING
        self.experience = experience or Experience()
        for one in self.chance.choice(BEGINNINGS) if beginning is None else beginning:
            self.at = max(self.at, one.at or self.at)
            self.record(CASE, one.event, one.by, one.at or self.at, late=False)
            self.at += STEP
        for _ in range(2):
            window = acting(Role.WINDOW_CLERK, unit=self.chance.choice(UNITS))
            self.attempt(registration(self.chance), window)

    def step(self) -> None:
        """Somebody tries something, and something else, until one thing is allowed."""
        self.at += self.chance.choice(PAUSES)
        streams = sorted(self.states)
        here = self.chance.choice((CASE, CASE, CASE, *streams))
        there = self.chance.choice(streams)
        state = self.states[here]
        if state.stage is Stage.ARCHIVED and self.chance.random() < 0.2:
            self.at += AGES
        fitting = [kind for kind in KINDS if not self.forbidden(kind, state)]
        weights = [self.experience.novelty(kind, state) for kind in fitting]
        for kind in self.chance.choices(fitting, weights, k=TRIES):
            command = made(self.chance, kind, here, there, state)
            self.experience.tried[kind.__name__, state.stage, state.matter_class] += 1
            if names_nothing(command) and self.chance.random() < 0.9:
                continue
            if self.attempt(command, self.fitting(kind, state)):
                return

    def forbidden(self, kind: type[Command], state: Case) -> bool:
        """Whether the stage forbids a command; one in a hundred is tried all the same."""
        during = case.decisions[kind].during
        return bool(during) and state.stage not in during and self.chance.random() < 0.99

    def fitting(self, kind: type[Command], state: Case) -> Act:
        """Somebody whom the head of the decision lets in, if such a one is soon found."""
        decision = case.decisions[kind]
        assert case.sees is not None
        by = somebody(self.chance, self.chance.choice(decision.by), state)
        for _ in range(TRIES):
            act = replace(by, at=self.at, now=self.at)
            if case.sees(state, act) and not decision.objections(state, act):
                break
            by = somebody(self.chance, self.chance.choice(decision.by), state)
        return by

    def act(self, by: Act, command: Command) -> Act:
        """The act now, with the other streams the command needs."""
        target = case.target(command)
        state = self.states.get(target or "")
        needs = case.decisions[type(command)].needs
        known = {**PEOPLE, **self.states}
        named = [one for one in (needs(state, command) if needs else ()) if one in known]
        number = f"command-{len(self.facts)}-{sum(map(len, self.facts.values()))}"
        return replace(
            by,
            at=self.at,
            now=self.at,
            others={one: known[one] for one in named},
            command_id=number,
            history=tuple(self.facts[target]) if target in self.facts else (),
        )

    def attempt(self, command: Command, by: Act) -> bool:
        """Decide, see that deciding changed nothing, and fold what came of it."""
        target = case.target(command)
        act = self.act(by, command)
        self.catch_up()
        try:
            outcomes = case.decide(self.states.get(target or ""), command, act)
        except Refusal:
            outcomes = []
        for one in {target, *act.others} & self.states.keys():
            assert self.states[one] == self.before[one], "a decision changed a state"
        if outcomes:
            self.experience.done[type(command).__name__] += 1
            self.fold(target, outcomes, act)
        return bool(outcomes)

    def catch_up(self) -> None:
        """Fold what was done last into the states before it as well."""
        for fact in self.latest:
            self.before[fact.stream] = case.evolve(self.before.get(fact.stream), fact)
        self.latest.clear()

    def fold(self, target: str | None, outcomes: Sequence[Outcome], act: Act) -> None:
        """Record what came of a command; now and then it is entered two days late."""
        opened = [one.case for one in outcomes if isinstance(one, IntakeRegistered)]
        late = self.chance.random() < 0.1
        for outcome in outcomes:
            if isinstance(outcome, Also):
                self.record(outcome.stream, outcome.event, act, act.at, late=late)
            elif isinstance(outcome, Event):
                self.record(target or opened[0], outcome, act, act.at, late=late)

    def record(self, stream: str, event: Event, act: Act, at: datetime, *, late: bool) -> None:
        """One more event of a stream."""
        version = len(self.facts[stream]) + 1
        fact = recorded(event, act, at, stream=stream, version=version)
        if late:
            fact = replace(fact, recorded_at=at + timedelta(days=2))
        self.facts[stream].append(fact)
        self.latest.append(fact)
        self.states[stream] = case.evolve(self.states.get(stream), fact)
        self.clocks[stream] = step(self.clocks[stream], fact, POLICY)
