"""Whatever people do in mediation, in whatever order, its rules hold (domain.md §2.7, §3.1 D11).

One matter with both parties, and everyone who has a part in it, at random. `test_any_history.py`
plays the whole life of a case; here there is time for procedures to be opened, paused and ended.
"""

from collections import Counter
from datetime import timedelta
from random import Random

from hypothesis import given as for_all
from hypothesis import settings
from hypothesis import strategies as st
from msgspec.structs import replace

from domain.case import Case, Stage, case
from domain.case.parties import PartyAdded
from domain.case.regions.mediations import ProcedureStage
from domain.codes.mediation import MediationKind
from domain.codes.parties import Side
from domain.kernel import Act, Event
from domain.person import PersonKind
from domain.refusals import Refusal
from domain.roles import Role
from tests.domain.county import CASE, LAND_BUREAU, ON_THE_ROSTER, PEOPLE, acting
from tests.domain.draws.mediation import MAKE
from tests.domain.given import Fact, fact, folded, recorded
from tests.domain.states import accepted, one_party, registered
from tests.domain.states_mediation import applied, appointed, consented, opened

COMMANDS = tuple(MAKE)
A_BODY = one_party(LAND_BUREAU, Side.RESPONDENT, kind=PersonKind.ORGANISATION)
BEGINNING: tuple[Fact, ...] = (registered(), accepted(), *consented())
STEPS = 60


class Play:
    """One matter, and everything that has been tried."""

    def __init__(self, seed: int) -> None:
        self.chance = Random(seed)
        facts = list(BEGINNING)
        if self.chance.random() < 0.5:
            facts.append(applied(kind=MediationKind.LABOUR))
        if self.chance.random() < 0.3:
            facts.append(fact(PartyAdded(party=A_BODY)))
        if self.chance.random() < 0.7:
            facts.extend((opened(), appointed()))
        state, self.at = folded(facts)
        assert state is not None
        self.state: Case = state
        before, _ = folded(facts)
        assert before is not None
        self.before: Case = before
        """The same state, folded apart: nobody decides on it."""
        self.done: Counter[str] = Counter()
        self.version = len(facts)

    def step(self) -> None:
        """Somebody tries something."""
        kind = self.chance.choice(COMMANDS)
        command = MAKE[kind](self.chance, CASE, self.state)
        self.at += self.chance.choice((timedelta(minutes=5), timedelta(days=1)))
        needs = case.decisions[kind].needs
        named = needs(self.state, command) if needs else ()
        act = replace(
            self.somebody(case.decisions[kind].by),
            at=self.at,
            now=self.at,
            command_id=f"command-{self.version}",
            others={one: PEOPLE[one] for one in named if one in PEOPLE},
        )
        try:
            outcomes = case.decide(self.state, command, act)
        except Refusal:
            outcomes = []
        assert self.state == self.before, "a decision changed the state"
        for outcome in outcomes:
            assert isinstance(outcome, Event)
            self.version += 1
            told = recorded(outcome, act, self.at, version=self.version)
            self.state = case.evolve(self.state, told)
            self.before = case.evolve(self.before, told)
        self.done[kind.__name__] += bool(outcomes)

    def somebody(self, roles: tuple[Role, ...]) -> Act:
        """Somebody of the town with one of the roles: a mediator who mediates, often."""
        role = self.chance.choice(roles)
        if role is Role.PARTY:
            return acting(role, person=self.chance.choice(sorted(self.state.parties)), unit=None)
        if role is Role.MEDIATOR:
            return acting(role, person=self.chance.choice(ON_THE_ROSTER))
        return acting(role)


def its_rules_hold(state: Case) -> None:
    """What is true of a matter in mediation at any time."""
    mediations = state.mediations
    running = [one for one in mediations.all.values() if one.under_way]
    assert len(running) <= 1
    for one in mediations.all.values():
        assert (one.stage is ProcedureStage.SUSPENDED) == bool(one.pauses)
        assert not one.mediators & (state.participants | one.replaced)
        assert one.mediators <= state.hands.mediators
        assert one.organisation in state.units & state.hands.handling_units
    for one in running:
        refusing = [
            person
            for side in (Side.APPLICANT, Side.RESPONDENT)
            for person in state.present_on(side)
            if mediations.consents.get(person) is False
        ]
        assert one.refused_at is not None or not refusing
        assert state.stage is Stage.IN_PROGRESS
        assert not mediations.taken_elsewhere
        assert not mediations.deceased or "P02" in one.pauses or one.refused_at is not None
    assert not mediations.deceased & mediations.extinct
    assert mediations.extinct <= mediations.gone
    assert mediations.gone <= set(state.parties), "who is gone stays on record"


@settings(max_examples=20, deadline=None)
@for_all(st.integers(0, 2**32))
def test_any_mediation(seed: int) -> None:
    play = Play(seed)
    for _ in range(STEPS):
        play.step()
        its_rules_hold(play.state)


def test_chance_finds_a_way_through_every_command_of_mediation() -> None:
    done: Counter[str] = Counter()
    for seed in range(60):
        play = Play(seed)
        for _ in range(STEPS):
            play.step()
        done += play.done
    assert {command.__name__ for command in COMMANDS} - done.keys() == set()
